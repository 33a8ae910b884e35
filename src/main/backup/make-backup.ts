/**
 * Makes one backup: journal, evidence, settings. What the one before has already is taken over from it; a full one takes
 * nothing over and writes anew what is missing or damaged in the folder.
 *
 * One step at a time, each of a megabyte: main goes on with everything else in between, and a share that hangs holds up one
 * thread of the pool and nobody who saves.
 */
import path from 'node:path';
import type { Journal } from '../journal/journal';
import { loadCrc32c } from '../journal/frame-codec';
import { keyTableFile } from '../keys/key-table';
import { subKey } from '../keys/sub-keys';
import type { Disk } from '../platform/disk';
import type { Rng } from '../platform/rng';
import {
  backupVersion,
  decodeBackup,
  encodeBackup,
  sha256,
  type BackedEvidence,
  type BackedSegment,
  type BackupContents,
  type BackupHead,
  type Piece,
} from './backup-file';
import { nextTurn } from '../platform/slices';
import { fileNameOf, type BackupFolder } from './backup-folder';
import { BackupFault, BackupStopped } from './backup-fault';
import { checkBackup } from './check-backup';
import { beginOf, noFrames, walkFrames, type Mark } from './frames';
import { pieceBytes, sealPiece } from './pieces';

export interface BackupProgress {
  readonly step: 'write' | 'check';
  /** In bytes. */
  readonly done: number;
  readonly total: number;
}

export interface MakeBackupDeps {
  readonly disk: Disk;
  readonly rng: Rng;
  readonly folder: BackupFolder;
  readonly journal: Pick<Journal, 'extent'>;
  /** The profile. */
  readonly dir: string;
  readonly storeKey: Uint8Array;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: BackupProgress) => void;
}

/** What the backup says of itself, apart from what is found while making it. */
export type BackupFacts = Pick<
  BackupHead,
  'id' | 'madeAtMs' | 'kind' | 'appVersion' | 'branch' | 'device' | 'recovery'
>;

/** Below this the folder's disk counts as full: others may need it too. */
const leaveFreeBytes = 64 * 1024 * 1024;

interface Plan {
  readonly segments: readonly {
    readonly name: string;
    readonly length: number;
    readonly known: BackedSegment | undefined;
  }[];
  readonly evidence: readonly {
    readonly sha256: string;
    readonly size: number;
    readonly known: BackedEvidence | undefined;
  }[];
  readonly bytes: number;
}

/**
 * `before`: contents of the newest backup in the folder that opens; ignored by a full one. Nothing is published when it throws.
 * @throws BackupFault, BackupStopped, and errors of the disk
 */
export async function makeBackup(
  deps: MakeBackupDeps,
  facts: BackupFacts,
  before: BackupContents | undefined,
): Promise<BackupHead> {
  const { disk, folder, storeKey, signal } = deps;
  const full = facts.kind === 'full';
  const key = subKey(storeKey, 'backup');
  const fresh = new Set<string>();
  const objects = new Map<string, number>();
  const plan = await planOf(deps, full ? undefined : before);
  if ((await folder.freeBytes()) < leaveFreeBytes + (full ? 0 : plan.bytes)) throw new BackupFault('diskFull');

  let done = 0;
  const step = (bytes: number): void => {
    if (signal.aborted) throw new BackupStopped();
    done += bytes;
    deps.onProgress({ step: 'write', done, total: plan.bytes });
  };
  step(0);

  const keep = async (name: string, bytes: Buffer): Promise<void> => {
    const there = full ? (await folder.read(name)) !== undefined : await folder.holds(name, bytes.length);
    if (!there) {
      await folder.put(name, bytes);
      fresh.add(name);
    }
    objects.set(name, bytes.length);
    await nextTurn();
  };
  const keepSealed = async (bytes: Buffer): Promise<Piece> => {
    // Whoever stops it takes the key away, too.
    step(0);
    const { piece, object } = sealPiece(key, bytes);
    await keep(piece.object, object);
    return piece;
  };
  const keepPieces = async (bytes: Buffer, from: number): Promise<Piece[]> => {
    const pieces: Piece[] = [];
    for (let at = from; at < bytes.length; at += pieceBytes) {
      const piece = await keepSealed(bytes.subarray(at, at + pieceBytes));
      pieces.push(piece);
      step(piece.length);
    }
    return pieces;
  };

  const segments: BackedSegment[] = [];
  for (const { name, length, known } of plan.segments) {
    const last = segments.at(-1);
    segments.push(
      known?.length === length ? known : await backSegment(deps, { name, length, known, last, keepPieces }),
    );
  }
  const evidence: BackedEvidence[] = [];
  for (const { sha256: name, size, known } of plan.evidence) {
    if (known) {
      evidence.push(known);
      continue;
    }
    const bytes = await disk.read(evidenceFile(deps.dir, name));
    // Removed meanwhile; no case refers to it any more.
    if (!bytes) continue;
    const object = sha256(bytes);
    await keep(object, bytes);
    evidence.push({ sha256: name, object, size: bytes.length });
    step(size);
  }
  const settingsBytes = await disk.read(path.join(deps.dir, 'settings.json'));
  const settings = settingsBytes ? await keepSealed(settingsBytes) : null;

  for (const { pieces } of segments) {
    for (const { object, length } of pieces) if (!objects.has(object)) objects.set(object, length + sealOverhead);
  }
  for (const { object, size } of evidence) objects.set(object, size);
  const head: BackupHead = {
    format: 'xianting-backup',
    version: backupVersion,
    ...facts,
    counts: {
      cases: segments.reduce((sum, segment) => sum + segment.cases, 0),
      events: segments.reduce((sum, segment) => sum + segment.events, 0),
      evidence: evidence.length,
    },
    objects: [...objects],
  };
  step(0);
  const table = await disk.read(path.join(deps.dir, 'keys', keyTableFile));
  if (!table) throw new BackupFault('journalDamaged');
  // Beside the former one, which the backups before this one may need until this one is there.
  await folder.addKeyTable(table);
  const bytes = encodeBackup(head, { segments, evidence, settings }, storeKey, deps.rng);
  await checkWritten(deps, bytes, full ? null : fresh);
  // Only now does it exist: whoever lists the folder sees backups that were read back, or none.
  await folder.publish(fileNameOf({ head }), bytes);
  const written = await folder.readBackup(fileNameOf({ head }));
  const tables = await folder.keyTables();
  if (written.state !== 'whole' || written.file.head.id !== head.id || !tables.some((one) => one.equals(table)))
    throw new BackupFault('notKept');
  await folder.keepOnlyKeyTable(table);
  return head;
}

/** Version, nonce and tag of a seal, in bytes. */
const sealOverhead = 1 + 12 + 16;

async function planOf({ disk, dir, journal }: MakeBackupDeps, before: BackupContents | undefined): Promise<Plan> {
  const segments = journal.extent().map(({ name, length }) => {
    const known = before?.segments.find((segment) => segment.name === name);
    return { name, length, known: known && known.length <= length ? known : undefined };
  });
  const knownEvidence = new Map(before?.evidence.map((one) => [one.sha256, one]));
  const evidence: Plan['evidence'][number][] = [];
  for (const name of await evidenceIn(dir, disk)) {
    const size = await disk.sizeOf(evidenceFile(dir, name));
    if (size === undefined) continue;
    const known = knownEvidence.get(name);
    evidence.push({ sha256: name, size, known: known?.size === size ? known : undefined });
  }
  const bytes =
    segments.reduce((sum, { length, known }) => sum + length - (known?.length ?? 0), 0) +
    evidence.reduce((sum, { size, known }) => sum + (known ? 0 : size), 0);
  return { segments, evidence, bytes };
}

async function backSegment(
  { disk, dir }: MakeBackupDeps,
  one: {
    readonly name: string;
    readonly length: number;
    readonly known: BackedSegment | undefined;
    readonly last: BackedSegment | undefined;
    readonly keepPieces: (bytes: Buffer, from: number) => Promise<Piece[]>;
  },
): Promise<BackedSegment> {
  const { name, length, known, last } = one;
  const read = await disk.read(path.join(dir, 'journal', name));
  if (!read || read.length < length) throw new BackupFault('journalDamaged');
  const bytes = read.subarray(0, length);
  const begin: Mark | undefined = known
    ? { no: known.lastNo, hash: known.lastHash, offset: known.length, events: known.events, cases: known.cases }
    : beginOf(bytes, last ? { no: last.lastNo, hash: last.lastHash } : noFrames);
  const end = begin && (await walkFrames(bytes, begin, await loadCrc32c()));
  if (!end) throw new BackupFault('journalDamaged');
  const pieces = await one.keepPieces(bytes, known?.length ?? 0);
  return {
    name,
    length,
    pieces: [...(known?.pieces ?? []), ...pieces],
    lastNo: end.no,
    lastHash: end.hash,
    events: end.events,
    cases: end.cases,
  };
}

async function checkWritten(deps: MakeBackupDeps, bytes: Buffer, fresh: ReadonlySet<string> | null): Promise<void> {
  const decoded = decodeBackup(bytes);
  if (decoded.state !== 'whole') throw new BackupFault('notKept');
  const sizes = decoded.file.head.objects.filter(([name]) => fresh === null || fresh.has(name));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  let done = 0;
  const { folder, storeKey, signal } = deps;
  await checkBackup(
    {
      folder,
      storeKey,
      onRead: (read) => {
        if (signal.aborted) throw new BackupStopped();
        // The rest of a segment is read along with what is new in it.
        done = Math.min(total, done + read);
        deps.onProgress({ step: 'check', done, total });
      },
    },
    decoded.file,
    fresh,
  );
}

const prefixes = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

async function evidenceIn(dir: string, disk: Disk): Promise<readonly string[]> {
  const names: string[] = [];
  for (const prefix of prefixes) {
    for (const file of await disk.list(path.join(dir, 'attachments', prefix))) {
      const name = /^([0-9a-f]{64})\.xat$/.exec(file)?.[1];
      if (name !== undefined) names.push(name);
    }
  }
  return names;
}

/** Where the attachment store keeps evidence of this hash. */
export function evidenceFile(dir: string, name: string): string {
  return path.join(dir, 'attachments', name.slice(0, 2), `${name}.xat`);
}
