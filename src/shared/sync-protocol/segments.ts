/**
 * 封存段: runs of a branch's accepted events that headquarters cut once, compressed and sealed, so that a new PC (or one that was away for long)
 * fetches them as bytes. `POST /v2/segments` tells which there are, `GET /v2/segments/<hash>` gives one, whole or from a byte on. What is
 * behind the last of them is pulled as ever. Hashing, sealing and signing belong to the two ends.
 */
import { z } from 'zod';
import { PullReply } from './messages';
import { PROTOCOL_VERSION } from './version';

/** Events in one segment at most. */
export const SEGMENT_EVENTS = 2_000;
/** A segment is closed when the content of its events grows beyond this, in characters. */
export const SEGMENT_CONTENT = 4 * 1024 * 1024;
/** Most bytes of a segment as it travels, and of its text once it is opened. */
export const MAX_SEGMENT_BYTES = 16 * 1024 * 1024;
export const MAX_SEGMENT_TEXT = 48 * 1024 * 1024;
/** Most segments in one manifest; the oldest come first, and the next manifest goes on behind them. */
export const MAX_SEGMENTS = 2_000;

const Signature = z.string().min(1).max(200);
const Position = z.int().min(1);
/** SHA-256 of the sealed bytes. */
export const SegmentHash = z.string().regex(/^[0-9a-f]{64}$/);

export const SegmentsRequest = z.strictObject({
  protocol: z.literal(PROTOCOL_VERSION),
  deviceTimeMs: z.int(),
  /** Of the last pull; segments that end before it are not named. */
  cursor: z.string().max(40).nullable(),
});
export type SegmentsRequest = z.infer<typeof SegmentsRequest>;

export const SegmentInfo = z.strictObject({
  hash: SegmentHash,
  bytes: z.int().min(1).max(MAX_SEGMENT_BYTES),
  events: z.int().min(1).max(SEGMENT_EVENTS),
  /** Places of its first and last event in the order of headquarters; the last one is a cursor. */
  from: Position,
  to: Position,
  /** Which places in the chains of the devices it holds, by their ids. */
  ranges: z.array(z.strictObject({ deviceId: z.string().min(1).max(100), from: Position, to: Position })).max(200),
});
export type SegmentInfo = z.infer<typeof SegmentInfo>;

export const Manifest = z.strictObject({
  branchId: z.string().min(1).max(100),
  /** Where a pull goes on that has all of these. */
  cursor: z.string().max(40),
  segments: z.array(SegmentInfo).max(MAX_SEGMENTS),
});
export type Manifest = z.infer<typeof Manifest>;

export const SegmentsReply = z.strictObject({
  manifest: Manifest,
  /** Of headquarters over `manifestText`. */
  signature: Signature,
  /** The key of the branch's segments, sealed to the device that asks (HPKE, as a courier file). */
  key: z.strictObject({ enc: z.string().max(100), sealed: z.string().max(200) }),
  /** As in a pull. */
  devices: PullReply.shape.devices,
  revocations: PullReply.shape.revocations,
  serverTimeMs: PullReply.shape.serverTimeMs,
});
export type SegmentsReply = z.infer<typeof SegmentsReply>;

export const pathOfSegment = (hash: string): string => `/segments/${hash}`;

/** What headquarters signs: which segments a branch has, each by the hash of its bytes. */
export const manifestText = ({ branchId, cursor, segments }: Manifest): string =>
  [
    'xianting-segments/1',
    branchId,
    cursor,
    ...segments.map(({ hash, bytes, events, from, to, ranges }) =>
      [hash, bytes, events, from, to, ...ranges.flatMap((range) => [range.deviceId, range.from, range.to])].join(' '),
    ),
  ].join('\n');

/** Stands beside what is sealed: a segment opens as that of this branch and these places alone. */
export const segmentText = (branchId: string, { from, to }: Pick<SegmentInfo, 'from' | 'to'>): string =>
  ['xianting-segment/1', branchId, String(from), String(to)].join('\n');

/** Bound to what the key of segments is sealed with. */
export const segmentKeyText = (branchId: string, deviceId: string): string =>
  ['xianting-segment-key/1', branchId, deviceId].join('\n');

/** A sealed segment: the nonce, AES-256-GCM of gzip, its tag. The text below it is one line of JSON for each event: `[place, event]`. */
export const SEGMENT_NONCE_BYTES = 12;
export const SEGMENT_TAG_BYTES = 16;
