/**
 * Evidence files (证据材料) between a PC and the hub of its branch: gives the hub what this PC's own events name, and fetches what is not here. Beside the
 * events and never before them, one piece on its way at a time; what is cut goes on at the next contact with the pieces that are missing.
 */
import { createHash } from 'node:crypto';
import { evidenceFilesIn, type EvidenceFile } from '../../domain/evidence/evidence-files';
import { piecesOf, reachOf } from '../../shared/sync-protocol/files';
import {
  HubOfferReply,
  HubPieceReply,
  HubReadReply,
  hubRoutes,
  type HubOfferRequest,
} from '../../shared/sync-protocol/hub';
import { MAX_WANTED_FILES, PROTOCOL_VERSION } from '../../shared/sync-protocol/version';
import { askHub, type HubLineDeps } from './hub-line';
import type { EvidenceHere } from './hub-files';
import type { HubRecords } from './hub-records';

export interface HubFileLane {
  /** The hub has what this PC wrote up to `seq`: offers what is named there. */
  readonly offerUpTo: (seq: number) => void;
  /** Resolves when nothing is under way. */
  readonly rests: () => Promise<void>;
  /** A contact begins: the hub may have lost what it had in memory. */
  readonly begin: (headSeq: number) => void;
  /** Undefined where the hub does not have it, gives something else, or is not there. */
  readonly fetch: (file: EvidenceFile) => Promise<Uint8Array | undefined>;
}

export interface HubFileLaneDeps {
  readonly records: Pick<HubRecords, 'identity' | 'eventsAfter'>;
  readonly files: EvidenceHere;
  /** Null where the hub is none of this branch, or was stopped. */
  readonly line: () => Promise<HubLineDeps | null>;
  readonly nowMs: () => number;
  readonly stopped: () => boolean;
  readonly onFault: (cause: unknown) => void;
}

/** Own events that are looked through again at each contact: files of older ones headquarters has, or asks for. */
const lookBack = 2_000;
const pageSize = 200;

type Offered = HubOfferRequest['files'][number];

export function createHubFileLane(deps: HubFileLaneDeps): HubFileLane {
  const { records, files } = deps;
  let offeredTo = 0;
  let upTo = 0;
  let running: Promise<void> | undefined;

  const stamped = () => ({ protocol: PROTOCOL_VERSION, deviceTimeMs: deps.nowMs() }) as const;

  /** False where the line fails: the next contact offers again. */
  const send = async (sha256: string, missing: readonly number[]): Promise<boolean> => {
    const content = await files.read(sha256);
    if (!content) return true;
    let left = missing;
    for (let piece = left[0]; piece !== undefined && !deps.stopped(); piece = left[0]) {
      const line = await deps.line();
      if (!line) return false;
      const { from, to } = reachOf(content.length, piece);
      const part = Buffer.from(content.subarray(from, to)).toString('base64');
      const answer = await askHub(line, hubRoutes.piece, { ...stamped(), sha256, piece, content: part }, HubPieceReply);
      // Not taken: somebody else's name for it, another content. It holds up no other file.
      if (!answer.ok) return answer.reason === 'hub.refused';
      // It must come nearer to its end with each piece.
      if (answer.value.missing.includes(piece)) return true;
      left = answer.value.missing;
    }
    return true;
  };

  const offer = async (offered: readonly Offered[]): Promise<boolean> => {
    const line = await deps.line();
    if (!line) return false;
    const answer = await askHub(line, hubRoutes.offer, { ...stamped(), files: [...offered] }, HubOfferReply);
    // A hub of an older program takes none.
    if (!answer.ok) return answer.reason === 'hub.refused';
    const asked = new Set(offered.map(({ sha256 }) => sha256));
    for (const { sha256, missing } of answer.value.files.filter((file) => asked.has(file.sha256)))
      if (deps.stopped() || !(await send(sha256, missing))) return false;
    return true;
  };

  /** False where the line fails. */
  const run = async (): Promise<boolean> => {
    const kept = new Set(await files.kept());
    while (offeredTo < upTo && !deps.stopped()) {
      const page = await records.eventsAfter(records.identity.deviceId, offeredTo, pageSize);
      if (page.lastSeq === null) return false;
      const named = new Map<string, Offered>();
      for (const { header, payload } of page.events)
        for (const { sha256 } of evidenceFilesIn(payload))
          if (kept.has(sha256)) named.set(sha256, { sha256, seq: header.seq });
      const all = [...named.values()];
      for (let at = 0; at < all.length; at += MAX_WANTED_FILES)
        if (!(await offer(all.slice(at, at + MAX_WANTED_FILES)))) return false;
      offeredTo = page.lastSeq;
    }
    return true;
  };
  const start = (): void => {
    running ??= run()
      .catch((cause: unknown) => {
        // Locked in the middle: the store and the keys are closed.
        if (!deps.stopped()) deps.onFault(cause);
        return false;
      })
      .then((isDone) => {
        running = undefined;
        // Asked for while it ended.
        if (isDone && offeredTo < upTo && !deps.stopped()) start();
      });
  };

  return {
    begin: (headSeq) => {
      offeredTo = Math.max(0, headSeq - lookBack);
    },
    offerUpTo: (seq) => {
      upTo = Math.max(upTo, seq);
      if (offeredTo < upTo) start();
    },
    rests: async () => {
      while (running) await running;
    },
    fetch: async ({ sha256, sizeBytes }) => {
      const parts: Uint8Array[] = [];
      for (let piece = 0; piece < piecesOf(sizeBytes); piece += 1) {
        const line = await deps.line();
        const answer = line && (await askHub(line, hubRoutes.read, { ...stamped(), sha256, piece }, HubReadReply));
        if (!answer?.ok || answer.value.content === null) return undefined;
        parts.push(Buffer.from(answer.value.content, 'base64'));
      }
      const content = Buffer.concat(parts);
      return createHash('sha256').update(content).digest('hex') === sha256 ? content : undefined;
    },
  };
}
