/**
 * One backup (备份) as it stands in the folder: a small file that lists everything which belongs to it. The contents lie beside
 * it as objects that backups share, so that an hourly backup writes only what is new and is whole all the same.
 *
 * First line: JSON. What anybody may read of it is what the restore wizard shows before the recovery code is typed; the list
 * of contents is sealed under a key that follows from the store key, and the clear part is bound to it: nobody without the
 * code can make or change a backup. Second line: SHA-256 of the first, so that a file that was cut short shows without the code.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Recovery } from '../keys/keyring-file';
import { open, seal, SealBroken } from '../keys/seal';
import { subKey } from '../keys/sub-keys';
import type { Rng } from '../platform/rng';

const formatName = 'xianting-backup';
/** A program that knows a smaller number must not touch the backup. */
export const backupVersion = 1;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().nonnegative();

export const BackupHead = z.strictObject({
  format: z.literal(formatName),
  version: z.literal(backupVersion),
  id: z.string(),
  madeAtMs: z.int(),
  /** `full`: everything was read again and every object checked. `delta`: only what came since the one before. */
  kind: z.enum(['full', 'delta']),
  appVersion: z.string(),
  branch: z.strictObject({ id: z.string(), name: z.string() }),
  device: z.strictObject({ id: z.string(), tag: z.string() }),
  counts: z.strictObject({ cases: Count, events: Count, evidence: Count }),
  /** The store key, sealed under the recovery code. */
  recovery: Recovery,
  /** Name and size in bytes of every object that it needs. */
  objects: z.array(z.tuple([Sha256, Count])),
});
export type BackupHead = z.infer<typeof BackupHead>;

/** A stretch of a file, sealed by itself. */
export const Piece = z.strictObject({ object: Sha256, plain: Sha256, length: Count });
export type Piece = z.infer<typeof Piece>;

const BackedSegment = z.strictObject({
  name: z.string().regex(/^\d{6}\.xjl$/),
  length: Count,
  pieces: z.array(Piece),
  /** The last frame in it; that of the segment before where it has none. */
  lastNo: Count,
  lastHash: Sha256,
  /** In this segment. */
  events: Count,
  cases: Count,
});
export type BackedSegment = z.infer<typeof BackedSegment>;

/** Evidence is sealed already and named by the hash of its content: it is kept as it is. */
const BackedEvidence = z.strictObject({ sha256: Sha256, object: Sha256, size: Count });
export type BackedEvidence = z.infer<typeof BackedEvidence>;

export const BackupContents = z.strictObject({
  segments: z.array(BackedSegment),
  evidence: z.array(BackedEvidence),
  /** How the application looks on this PC, and people's own keys. */
  settings: Piece.nullable(),
});
export type BackupContents = z.infer<typeof BackupContents>;

const BackupFile = z.strictObject({ head: BackupHead, sealed: z.string() });
export type BackupFile = z.infer<typeof BackupFile>;

const AnyVersion = z.object({ head: z.object({ format: z.literal(formatName), version: z.int() }) });

export type ReadBackup =
  | { readonly state: 'whole'; readonly file: BackupFile }
  /** Cut short, or changed. */
  | { readonly state: 'damaged' }
  /** Made by a newer version of the program. */
  | { readonly state: 'newer' };

export function encodeBackup(head: BackupHead, contents: BackupContents, storeKey: Uint8Array, rng: Rng): Buffer {
  const plain = Buffer.from(JSON.stringify(BackupContents.parse(contents)), 'utf8');
  const sealed = Buffer.from(seal(subKey(storeKey, 'backup'), plain, boundTo(head), rng)).toString('base64');
  const line = JSON.stringify({ head, sealed } satisfies BackupFile);
  return Buffer.from(`${line}\n${sha256(Buffer.from(line, 'utf8'))}\n`, 'utf8');
}

/** What stands in a backup file; needs no key. */
export function decodeBackup(bytes: Buffer): ReadBackup {
  const end = bytes.indexOf(0x0a);
  if (end < 0) return { state: 'damaged' };
  const line = bytes.subarray(0, end);
  if (bytes.subarray(end + 1).toString('latin1') !== `${sha256(line)}\n`) return { state: 'damaged' };
  const json: unknown = JSON.parse(line.toString('utf8'));
  const any = AnyVersion.safeParse(json);
  if (!any.success) return { state: 'damaged' };
  if (any.data.head.version > backupVersion) return { state: 'newer' };
  const parsed = BackupFile.safeParse(json);
  return parsed.success ? { state: 'whole', file: parsed.data } : { state: 'damaged' };
}

/** The list of contents; undefined when it was not made under this store key, or the clear part was changed. */
export function openContents({ head, sealed }: BackupFile, storeKey: Uint8Array): BackupContents | undefined {
  try {
    const plain = open(subKey(storeKey, 'backup'), Buffer.from(sealed, 'base64'), boundTo(head));
    return BackupContents.parse(JSON.parse(plain.toString('utf8')));
  } catch (cause) {
    if (cause instanceof SealBroken) return undefined;
    throw cause;
  }
}

/** Keys come out of the strict parser in the order of the schema, so equal heads give equal text. */
function boundTo(head: BackupHead): string {
  return `backup|${sha256(Buffer.from(JSON.stringify(BackupHead.parse(head)), 'utf8'))}`;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
