/**
 * Evidence files between a PC and the hub of its branch, on a lane of their own: what is slow here holds up no event. One piece is on the
 * way at a time, small files first, and after a cut only what the hub lacks goes again. Nothing counts as received by it.
 */
import { createHash } from 'node:crypto';
import { evidenceFilesIn } from '../../domain/evidence/evidence-files';
import { PieceReply, piecesOf, reachOf } from '../../shared/sync-protocol/files';
import {
  HubOfferReply,
  HubReadReply,
  hubRoutes,
  MAX_OFFERED_FILES,
  type OfferedFile,
} from '../../shared/sync-protocol/hub';
import { PROTOCOL_VERSION } from '../../shared/sync-protocol/version';
import { backOffMs } from '../sync/back-off';
import type { EvidenceLane } from '../sync/evidence-lane';
import type { HubFiles } from './hub-file-desk';
import { hubFailure, type AskHub, type HubFailure } from './hub-line';
import type { HubRecords } from './hub-records';

/** Files of the events that this PC wrote last are offered; of older ones headquarters has long asked for. */
const recentEvents = 1_000;
const stride = 200;
/** A hub of before takes no files; an update of it may have come by then. */
const askAgainMs = 60 * 60 * 1000;
/** A cut in the middle of a file that somebody waits for is tried again at once, so often. */
const repeats = 2;

export interface HubFileLaneStatus {
  /** Of the events written here last: those files that the hub does not have yet. */
  readonly waiting: number;
  /** Since the lane began. */
  readonly sent: number;
  readonly fetched: number;
}

export interface HubFileLaneDeps {
  readonly ask: AskHub;
  readonly records: Pick<HubRecords, 'identity' | 'headOf' | 'eventsAfter'>;
  readonly files: Pick<HubFiles, 'read'>;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  readonly onStatus: (status: HubFileLaneStatus) => void;
  readonly onFault: (cause: unknown) => void;
}

export interface HubFileLane extends Pick<EvidenceLane, 'fetch'> {
  /** Something was written, or the hub was reached: looks what it lacks, now or once more after what is under way. */
  readonly hurry: () => void;
  /** Begins nothing more; resolves when what is under way has ended. The line is cut by whoever has it. */
  readonly stop: () => Promise<void>;
}

export function createHubFileLane(deps: HubFileLaneDeps): HubFileLane {
  const { ask, records, files } = deps;
  const ownId = records.identity.deviceId;
  const protocol = PROTOCOL_VERSION;
  const waiting = new Map<string, OfferedFile>();
  /** How far the own chain was looked through; null before the first time. */
  let seenSeq: number | null = null;
  let [sent, fetched, failures] = [0, 0, 0];
  let [stopped, again] = [false, false];
  let running: Promise<void> | undefined;
  let cancelTimer: (() => void) | undefined;
  /** What came of the file that was asked for last: who asks again after a cut goes on there. */
  let arriving: { readonly sha256: string; readonly parts: Map<number, Uint8Array> } | undefined;

  const isStopped = (): boolean => stopped;
  const tell = (): void => {
    if (!stopped) deps.onStatus({ waiting: waiting.size, sent, fetched });
  };

  const lookThrough = async (): Promise<void> => {
    seenSeq ??= Math.max(0, ((await records.headOf(ownId))?.seq ?? 0) - recentEvents);
    while (!isStopped()) {
      const page = await records.eventsAfter(ownId, seenSeq, stride);
      for (const { header, payload } of page.events)
        for (const file of evidenceFilesIn(payload)) waiting.set(file.sha256, { ...file, seq: header.seq });
      if (page.lastSeq === null) return;
      seenSeq = page.lastSeq;
    }
  };

  /** True when the hub has it. False: what lies here under this hash can't be sent. */
  const sendFile = async (file: OfferedFile, missing: readonly number[]): Promise<boolean | HubFailure> => {
    const content = await files.read(file.sha256);
    if (content?.length !== file.sizeBytes) return false;
    let open = missing;
    for (let piece = open[0]; piece !== undefined; piece = open[0]) {
      if (isStopped()) return hubFailure('hub.unreachable');
      const { from, to } = reachOf(file.sizeBytes, piece);
      const part = Buffer.from(content.subarray(from, to)).toString('base64');
      const answer = await ask(hubRoutes.piece, { ...file, protocol, piece, content: part }, PieceReply);
      if (!answer.ok) return answer;
      // It must come nearer to its end with each piece.
      if (answer.value.missing.includes(piece)) return hubFailure('hub.badAnswer');
      open = answer.value.missing;
    }
    return true;
  };

  const runOnce = async (): Promise<HubFailure | undefined> => {
    await lookThrough();
    tell();
    const all = [...waiting.values()].sort((a, b) => a.sizeBytes - b.sizeBytes);
    for (let at = 0; at < all.length && !isStopped(); at += MAX_OFFERED_FILES) {
      const batch = all.slice(at, at + MAX_OFFERED_FILES);
      const answer = await ask(hubRoutes.offer, { protocol, files: batch }, HubOfferReply);
      if (!answer.ok) return answer;
      const lacks = new Map(answer.value.files.map(({ sha256, missing }) => [sha256, missing]));
      for (const file of batch) {
        const missing = lacks.get(file.sha256);
        // Its event is not there yet.
        if (missing === undefined) continue;
        const done = missing.length === 0 ? true : await sendFile(file, missing);
        // This one is not what it should be; it holds up no other.
        if (typeof done === 'object' && done.code?.startsWith('file.') !== true) return done;
        waiting.delete(file.sha256);
        if (done === true && missing.length > 0) sent += 1;
        tell();
      }
    }
    return undefined;
  };

  const runAll = async (): Promise<void> => {
    do {
      again = false;
      cancelTimer?.();
      cancelTimer = undefined;
      let failed: HubFailure | undefined;
      try {
        failed = await runOnce();
      } catch (cause) {
        // Locked on the way: store and keys are closed.
        if (isStopped()) return;
        deps.onFault(cause);
        failed = hubFailure('hub.localFault');
      }
      if (isStopped()) return;
      failures = failed === undefined && waiting.size === 0 ? 0 : failures + 1;
      if (failures > 0) {
        const takesNone = failed?.code === 'request.notFound';
        cancelTimer = deps.schedule(hurry, takesNone ? askAgainMs : backOffMs(failures, deps.random()));
      }
    } while (isAskedAgain());
  };
  /** Somebody hurried while it ran. */
  const isAskedAgain = (): boolean => again && failures === 0;

  function hurry(): void {
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = runAll().finally(() => {
      running = undefined;
    });
  }

  return {
    hurry,
    fetch: async ({ sha256, sizeBytes }) => {
      if (arriving?.sha256 !== sha256) arriving = { sha256, parts: new Map() };
      const { parts } = arriving;
      for (let [piece, cuts] = [0, 0]; piece < piecesOf(sizeBytes);) {
        if (parts.has(piece)) {
          piece += 1;
          continue;
        }
        const answer = await ask(hubRoutes.read, { protocol, sha256, piece }, HubReadReply);
        if (!answer.ok) {
          if (answer.code === 'file.unknown') return { ok: false, why: 'elsewhere' };
          cuts += 1;
          if (cuts > repeats || isStopped()) return { ok: false, why: 'line' };
          continue;
        }
        const { from, to } = reachOf(sizeBytes, piece);
        const part = Buffer.from(answer.value.content, 'base64');
        if (answer.value.sizeBytes !== sizeBytes || part.length !== to - from) return { ok: false, why: 'damaged' };
        parts.set(piece, part);
      }
      arriving = undefined;
      const content = Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, part]) => part));
      if (createHash('sha256').update(content).digest('hex') !== sha256) return { ok: false, why: 'damaged' };
      fetched += 1;
      tell();
      return { ok: true, content };
    },
    stop: async () => {
      stopped = true;
      arriving = undefined;
      cancelTimer?.();
      await running;
    },
  };
}
