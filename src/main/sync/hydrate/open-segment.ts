/** A sealed segment as it came: whether it is the one that headquarters named, and what is in it. */
import { createDecipheriv, createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { openParts } from '../../../shared/sync-protocol/courier-seal';
import {
  manifestText,
  MAX_SEGMENT_TEXT,
  SEGMENT_NONCE_BYTES,
  SEGMENT_TAG_BYTES,
  segmentKeyText,
  segmentText,
  type SegmentInfo,
  type SegmentsReply,
} from '../../../shared/sync-protocol/segments';
import { nodeHasher, verifyEd25519 } from '../../keys/ed25519';
import { slices } from '../../platform/slices';

const gunzipped = promisify(gunzip);
/** A record, not judged yet, and its place in the order of headquarters. */
export interface PlacedRecord {
  readonly position: number;
  readonly raw: unknown;
}

/** Whether headquarters signed this manifest for our branch, and it says each place once, in order. */
export function manifestHolds(
  { manifest, signature }: Pick<SegmentsReply, 'manifest' | 'signature'>,
  { branchId, hqPublicKey }: { readonly branchId: string; readonly hqPublicKey: string },
): boolean {
  const { segments } = manifest;
  const inOrder = segments.every(({ from, to }, i) => from <= to && from > (segments[i - 1]?.to ?? 0));
  const last = segments.at(-1);
  return (
    manifest.branchId === branchId &&
    inOrder &&
    (last === undefined || manifest.cursor === String(last.to)) &&
    verifyEd25519(hqPublicKey, nodeHasher.sha256(manifestText(manifest)), signature)
  );
}

/** The key of the branch's segments; undefined where it was sealed for somebody else. The caller wipes it. */
export async function segmentKeyIn(
  { key }: Pick<SegmentsReply, 'key'>,
  {
    branchId,
    deviceId,
    deviceSeed,
  }: { readonly branchId: string; readonly deviceId: string; readonly deviceSeed: Uint8Array },
): Promise<Buffer | undefined> {
  const opened = await openParts(deviceSeed, {
    info: Buffer.from(segmentKeyText(branchId, deviceId), 'utf8'),
    enc: Buffer.from(key.enc, 'base64url'),
    sealed: [Buffer.from(key.sealed, 'base64url')],
  });
  const raw = opened?.[0];
  return raw?.length === 32 ? Buffer.from(raw) : undefined;
}

export const isNamed = (bytes: Uint8Array, { hash }: SegmentInfo): boolean =>
  createHash('sha256').update(bytes).digest('hex') === hash;

/** What a segment holds, in order; undefined where it is not what the manifest says. */
export async function openSegment(
  bytes: Uint8Array,
  info: SegmentInfo,
  { key, branchId }: { readonly key: Buffer; readonly branchId: string },
): Promise<readonly PlacedRecord[] | undefined> {
  if (!isNamed(bytes, info)) return undefined;
  const text = await opened(bytes, key, segmentText(branchId, info));
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  const records: PlacedRecord[] = [];
  let before = info.from - 1;
  const rest = slices();
  for (const line of lines) {
    await rest();
    const record = recordIn(line);
    if (!record || record.position <= before || record.position > info.to) return undefined;
    before = record.position;
    records.push(record);
  }
  return before === info.to && records.length === info.events ? records : undefined;
}

async function opened(bytes: Uint8Array, key: Buffer, beside: string): Promise<string | undefined> {
  if (bytes.length <= SEGMENT_NONCE_BYTES + SEGMENT_TAG_BYTES) return undefined;
  const tagAt = bytes.length - SEGMENT_TAG_BYTES;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, SEGMENT_NONCE_BYTES));
    decipher.setAAD(Buffer.from(beside, 'utf8'));
    decipher.setAuthTag(bytes.subarray(tagAt));
    const packed = Buffer.concat([decipher.update(bytes.subarray(SEGMENT_NONCE_BYTES, tagAt)), decipher.final()]);
    return (await gunzipped(packed, { maxOutputLength: MAX_SEGMENT_TEXT })).toString('utf8');
  } catch {
    // Sealed under another key, for another place, or no gzip of ours.
    return undefined;
  }
}

function recordIn(line: string): PlacedRecord | undefined {
  try {
    const value = JSON.parse(line) as unknown;
    if (!Array.isArray(value) || value.length !== 2) return undefined;
    const [position, raw] = value as readonly unknown[];
    return typeof position === 'number' && Number.isSafeInteger(position) ? { position, raw } : undefined;
  } catch {
    return undefined;
  }
}
