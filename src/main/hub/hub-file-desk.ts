/**
 * Evidence files (证据材料) at the hub: takes those that an event of their sender names, and gives what it has. What is not whole is held in
 * memory alone: nothing lies on the disk before it is what its hash says.
 */
import { createHash } from 'node:crypto';
import { nameOfFileIn, type EvidenceFile } from '../../domain/evidence/evidence-files';
import { piecesOf, reachOf, type PieceReply } from '../../shared/sync-protocol/files';
import type {
  HubOfferReply,
  HubOfferRequest,
  HubPieceRequest,
  HubProblemCode,
  HubReadReply,
  HubReadRequest,
} from '../../shared/sync-protocol/hub';
import { createMutex } from '../records/mutex';
import type { HubRecords } from './hub-records';

/** The files of this PC, under its own keys. */
export interface HubFiles {
  readonly kept: () => Promise<readonly string[]>;
  /** Undefined for one that is not here, or can't be read any more. */
  readonly read: (sha256: string) => Promise<Uint8Array | undefined>;
  /** `damaged`: it is something else than its event says. `noRoom`: the disk is too full. */
  readonly take: (file: {
    readonly sha256: string;
    readonly mime: string;
    readonly name: string;
    readonly content: Uint8Array;
  }) => Promise<'kept' | 'damaged' | 'noRoom'>;
}

export type FileOutcome<T> = { readonly value: T } | { readonly code: HubProblemCode };

export interface HubFileDesk {
  readonly offer: (deviceId: string, request: HubOfferRequest) => Promise<HubOfferReply>;
  readonly put: (deviceId: string, request: HubPieceRequest) => Promise<FileOutcome<PieceReply>>;
  readonly read: (request: HubReadRequest) => Promise<FileOutcome<HubReadReply>>;
  /** Files that came and were given since the desk was opened. */
  readonly counts: () => { readonly received: number; readonly given: number };
  /** Forgets what is in memory. */
  readonly close: () => void;
}

interface Arriving {
  readonly sha256: string;
  readonly pieces: Map<number, Uint8Array>;
  touchedAtMs: number;
}

/** Files that come at the same time, one of each PC: 80 MB in memory at most. */
const mostPartials = 4;
/** Whose PC went away in the middle makes room for another after this, in ms. */
const patienceMs = 60_000;

export function createHubFileDesk({
  records,
  files,
  nowMs,
}: {
  readonly records: HubRecords;
  readonly files: HubFiles;
  readonly nowMs: () => number;
}): HubFileDesk {
  const turns = createMutex();
  /** What has come of a file, by the PC that sends it. */
  const partials = new Map<string, Arriving>();
  /** The file that is being fetched: it is opened once, not once for each piece. */
  let open: { readonly sha256: string; readonly content: Uint8Array } | undefined;
  let [received, given] = [0, 0];
  let closed = false;

  const namedBy = async (deviceId: string, file: EvidenceFile, seq: number) => {
    const [event] = (await records.eventsAfter(deviceId, seq - 1, 1)).events;
    return event?.header.seq === seq ? nameOfFileIn(event.payload, file) : undefined;
  };

  const missingOf = ({ sha256, sizeBytes }: EvidenceFile, partial: Arriving | undefined): number[] => {
    const all = Array.from({ length: piecesOf(sizeBytes) }, (_, piece) => piece);
    return partial?.sha256 === sha256 ? all.filter((piece) => !partial.pieces.has(piece)) : all;
  };

  const partialOf = (deviceId: string, sha256: string): Arriving | undefined => {
    const known = partials.get(deviceId);
    if (known?.sha256 === sha256) return known;
    if (!known && partials.size >= mostPartials) {
      const [idle] = [...partials].filter(([, { touchedAtMs }]) => nowMs() - touchedAtMs > patienceMs);
      if (!idle) return undefined;
      partials.delete(idle[0]);
    }
    const fresh = { sha256, pieces: new Map<number, Uint8Array>(), touchedAtMs: nowMs() };
    partials.set(deviceId, fresh);
    return fresh;
  };

  const put = async (deviceId: string, request: HubPieceRequest): Promise<FileOutcome<PieceReply>> => {
    const { sha256, sizeBytes, seq, piece } = request;
    const named = await namedBy(deviceId, request, seq);
    if (!named) return { code: 'file.unknown' };
    const { from, to } = reachOf(sizeBytes, piece);
    const bytes = Buffer.from(request.content, 'base64');
    if (to <= from || bytes.length !== to - from || bytes.toString('base64') !== request.content)
      return { code: 'file.badPiece' };
    if ((await files.kept()).includes(sha256)) return { value: { missing: [] } };
    const partial = partialOf(deviceId, sha256);
    if (!partial) return { code: 'request.tooMany' };
    partial.pieces.set(piece, bytes);
    partial.touchedAtMs = nowMs();
    const missing = missingOf(request, partial);
    if (missing.length > 0) return { value: { missing } };
    partials.delete(deviceId);
    const content = Buffer.concat([...partial.pieces].sort(([a], [b]) => a - b).map(([, part]) => part));
    const isIt = createHash('sha256').update(content).digest('hex') === sha256;
    const taken = isIt ? await files.take({ sha256, ...named, content }) : 'damaged';
    if (taken === 'damaged') return { code: 'file.digest' };
    if (taken === 'noRoom') return { code: 'server.failed' };
    received += 1;
    return { value: { missing: [] } };
  };

  return {
    offer: async (deviceId, request) => {
      const kept = new Set(await files.kept());
      const known: HubOfferReply['files'] = [];
      for (const file of request.files) {
        if (!(await namedBy(deviceId, file, file.seq))) continue;
        const missing = kept.has(file.sha256) ? [] : missingOf(file, partials.get(deviceId));
        known.push({ sha256: file.sha256, missing });
      }
      return { files: known };
    },
    put: (deviceId, request) => turns.run(() => put(deviceId, request)),
    read: async ({ sha256, piece }) => {
      if (open?.sha256 !== sha256) {
        const content = await files.read(sha256);
        if (content === undefined || content.length === 0) return { code: 'file.unknown' };
        if (!closed) open = { sha256, content };
        return pieceOf(content);
      }
      return pieceOf(open.content);

      function pieceOf(content: Uint8Array): FileOutcome<HubReadReply> {
        const { from, to } = reachOf(content.length, piece);
        if (to <= from) return { code: 'file.badPiece' };
        if (to === content.length) {
          given += 1;
          open = undefined;
        }
        return {
          value: {
            sizeBytes: content.length,
            content: Buffer.from(content.subarray(from, to)).toString('base64'),
          },
        };
      }
    },
    counts: () => ({ received, given }),
    close: () => {
      closed = true;
      partials.clear();
      open = undefined;
    },
  };
}
