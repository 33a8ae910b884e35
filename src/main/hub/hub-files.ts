/**
 * Evidence files (证据材料) at a hub: takes what a PC of the branch has and an event of that PC names, and gives every PC what is here. Pieces
 * lie in memory until a file is whole and is what its name says; then it is kept like one that headquarters gave.
 */
import { createHash } from 'node:crypto';
import { evidenceNamedIn, type NamedEvidence } from '../../domain/evidence/evidence-files';
import { piecesOf, reachOf } from '../../shared/sync-protocol/files';
import type {
  HubOfferReply,
  HubOfferRequest,
  HubPieceReply,
  HubPieceRequest,
  HubProblemCode,
  HubReadReply,
  HubReadRequest,
} from '../../shared/sync-protocol/hub';
import { FILE_PIECE_BYTES } from '../../shared/sync-protocol/version';
import { createMutex } from '../records/mutex';
import type { HubRecords } from './hub-records';

/** Evidence files of this PC, for either end of a hub's line. */
export interface EvidenceHere {
  /** Hashes of the files that are here. */
  readonly kept: () => Promise<readonly string[]>;
  /** Undefined for one that is not here or can't be read any more. */
  readonly read: (sha256: string) => Promise<Uint8Array | undefined>;
  /** False where it is not what its event says, or there is no room. */
  readonly take: (file: NamedEvidence & { readonly content: Uint8Array }) => Promise<boolean>;
}

export interface HubFiles {
  readonly offer: (deviceId: string, request: Pick<HubOfferRequest, 'files'>) => Promise<HubOfferReply>;
  readonly piece: (
    request: Pick<HubPieceRequest, 'sha256' | 'piece' | 'content'>,
  ) => Promise<HubPieceReply | { readonly code: HubProblemCode }>;
  readonly read: (request: Pick<HubReadRequest, 'sha256' | 'piece'>) => Promise<HubReadReply>;
}

/** Of files that are not whole yet, in memory. */
const mostPartialBytes = 64 * 1024 * 1024;
/** Files that may be sent; who offered more offers the rest again. */
const mostExpected = 1_000;

interface Expected {
  readonly file: NamedEvidence;
  readonly pieces: Map<number, Buffer>;
}

export function createHubFiles({
  records,
  files,
}: {
  readonly records: Pick<HubRecords, 'eventsAfter'>;
  readonly files: EvidenceHere;
}): HubFiles {
  const turns = createMutex();
  const expected = new Map<string, Expected>();
  /** Pieces of one file are asked for one behind the other. */
  let last: { readonly sha256: string; readonly content: Uint8Array } | undefined;

  const missingOf = ({ file, pieces }: Expected): number[] =>
    Array.from({ length: piecesOf(file.sizeBytes) }, (_, piece) => piece).filter((piece) => !pieces.has(piece));
  const heldBytes = (): number =>
    [...expected.values()].reduce((sum, { pieces }) => sum + pieces.size * FILE_PIECE_BYTES, 0);

  /** As an event that is here names it; undefined also where that event was destroyed (销毁), and the file with it. */
  const namedBy = async (deviceId: string, seq: number, sha256: string): Promise<NamedEvidence | undefined> => {
    const { events } = await records.eventsAfter(deviceId, seq - 1, 1);
    const event = events.find(({ header }) => header.seq === seq);
    return event && evidenceNamedIn(event.payload, sha256);
  };

  const whole = async (one: Expected): Promise<HubPieceReply | { readonly code: HubProblemCode }> => {
    const { file, pieces } = one;
    expected.delete(file.sha256);
    const content = Buffer.concat([...pieces].sort(([a], [b]) => a - b).map(([, piece]) => piece));
    const isIt = createHash('sha256').update(content).digest('hex') === file.sha256;
    return isIt && (await files.take({ ...file, content })) ? { missing: [] } : { code: 'file.digest' };
  };

  return {
    offer: (deviceId, { files: offered }) =>
      turns.run(async () => {
        const here = new Set(await files.kept());
        const wanted: HubOfferReply['files'] = [];
        for (const { sha256, seq } of offered) {
          if (here.has(sha256)) continue;
          const known = expected.get(sha256);
          const file = known?.file ?? (await namedBy(deviceId, seq, sha256));
          if (!file || (!known && expected.size >= mostExpected)) continue;
          const one = known ?? { file, pieces: new Map<number, Buffer>() };
          expected.set(sha256, one);
          wanted.push({ sha256, missing: missingOf(one) });
        }
        return { files: wanted };
      }),
    piece: ({ sha256, piece, content }) =>
      turns.run(async () => {
        const one = expected.get(sha256);
        if (!one) return { code: 'file.unknown' };
        const bytes = Buffer.from(content, 'base64');
        const { from, to } = reachOf(one.file.sizeBytes, piece);
        if (bytes.length === 0 || bytes.length !== to - from) return { code: 'file.badPiece' };
        if (!one.pieces.has(piece) && heldBytes() >= mostPartialBytes) return { code: 'request.tooMany' };
        one.pieces.set(piece, bytes);
        const missing = missingOf(one);
        return missing.length > 0 ? { missing } : whole(one);
      }),
    read: async ({ sha256, piece }) => {
      const content = last?.sha256 === sha256 ? last.content : await files.read(sha256);
      if (!content) return { content: null };
      last = { sha256, content };
      const { from, to } = reachOf(content.length, piece);
      if (to >= content.length) last = undefined;
      return { content: from < to ? Buffer.from(content.subarray(from, to)).toString('base64') : null };
    },
  };
}
