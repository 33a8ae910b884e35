/**
 * Restoring (恢复) up to the last step: everything is put together and checked in a folder of its own, keys of this PC
 * included. Only when all of it is there is it marked as ready; the next start then puts it in place (`finish-restore.ts`).
 * Whatever goes wrong before, what this PC had is as it was.
 */
import path from 'node:path';
import { emptyDirectory, evolveDirectory, isDirectoryEventType } from '../../domain/directory/directory';
import { activePeople, type Directory } from '../../domain/directory/directory';
import { DIRECTORY_STREAM } from '../../domain/evidence/event-envelope';
import { deviceTagOf } from '../../domain/numbering/case-number';
import type { EventRow, WriteOp } from '../../shared/store-contract/rows';
import { cursorKey } from '../app/create-alert-wait';
import { openJournal } from '../journal/journal';
import type { FrameBody } from '../journal/frame-codec';
import { newKeyring, type KeyringDeps } from '../keys/keyring';
import { openRecovery } from '../keys/keyring-recovery';
import { keyTableCopy, keyTableFile, KeyTableLost, openKeyTable, type KeyTable } from '../keys/key-table';
import { subKey } from '../keys/sub-keys';
import { createRecordCrypto, nextSlotKey } from '../records/record-crypto';
import { ackedSeqKey, refusedKey } from '../store/store-access';
import type { BackupContents, BackupFile, BackupHead } from './backup-file';
import type { BackupFolder } from './backup-folder';
import { BackupFault, BackupStopped } from './backup-fault';
import { contentsOf, readObject, readSegment, type ReadDeps } from './check-backup';
import { formerDevicesIn, formerDevicesKey, formerDevicesOp, type FormerDevice } from './former-devices';
import { markReady, stagedDir } from './finish-restore';
import { evidenceFile } from './make-backup';
import { openPiece } from './pieces';

export interface StageDeps extends Omit<KeyringDeps, 'dir'> {
  /** The profile. */
  readonly dir: string;
  readonly newId: () => string;
  readonly signal: AbortSignal;
  /** In bytes. */
  readonly onProgress: (done: number, total: number) => void;
}

/** The typed code is not the one of this backup. */
export class RecoveryCodeDiffers extends Error {}

/** Beside what is restored; the journal itself refuses to write with less. */
const leaveFreeBytes = 128 * 1024 * 1024;

/** What the journal says while it is read back. */
interface Found {
  readonly directoryEvents: EventRow[];
  readonly wrappedKeys: Map<string, Uint8Array>;
  former: readonly FormerDevice[];
}

/**
 * Puts a backup together in the staging folder, under a new id for this PC.
 * @throws RecoveryCodeDiffers, BackupFault, BackupStopped, and errors of the disk
 */
export async function stageRestore(
  deps: StageDeps,
  folder: BackupFolder,
  file: BackupFile,
  typedCode: string,
): Promise<void> {
  const { disk, signal } = deps;
  const storeKey = openRecovery(file.head.recovery, typedCode);
  if (!storeKey) throw new RecoveryCodeDiffers();
  try {
    const contents = contentsOf(file, storeKey);
    const total = file.head.objects.reduce((sum, [, size]) => sum + size, 0);
    if ((await disk.freeBytes(deps.dir)) < total + leaveFreeBytes) throw new BackupFault('diskFull');
    const staged = stagedDir(deps.dir);
    await disk.removeTree(staged);
    let done = 0;
    const read: ReadDeps = {
      folder,
      storeKey,
      onRead: (bytes) => {
        if (signal.aborted) throw new BackupStopped();
        done += bytes;
        deps.onProgress(Math.min(done, total), total);
      },
    };
    read.onRead(0);
    const found = await stageJournal(deps, read, contents);
    for (const { sha256, object } of contents.evidence) {
      const target = evidenceFile(staged, sha256);
      await disk.makeDir(path.dirname(target));
      await disk.writeAtomic(target, await readObject(read, object));
    }
    await stageSettings(deps, read, contents);
    const later = await storeKeysBeside(folder, typedCode);
    const table = await stageKeyTable(deps, folder, [storeKey, ...later]).finally(() => {
      for (const key of later) key.fill(0);
    });
    await stageKeys(deps, file.head, storeKey, table, found).finally(table.wipe);
    await markReady(deps.dir, disk, deps.clock.wallMs());
  } finally {
    storeKey.fill(0);
  }
}

async function stageJournal(deps: StageDeps, read: ReadDeps, { segments }: BackupContents): Promise<Found> {
  const { disk } = deps;
  const journalDir = path.join(stagedDir(deps.dir), 'journal');
  await disk.makeDir(journalDir);
  const found: Found = { directoryEvents: [], wrappedKeys: new Map(), former: [] };
  for (const [i, segment] of segments.entries()) {
    const bytes = await readSegment(read, segment, segments[i - 1], (frame) => {
      noteFrame(found, frame);
    });
    await disk.writeAtomic(path.join(journalDir, segment.name), bytes);
  }
  return found;
}

function noteFrame(found: Found, { ops }: FrameBody): void {
  for (const { table, key, row } of ops) {
    if (table === 'events' && (row as EventRow | null)?.streamId === DIRECTORY_STREAM) {
      found.directoryEvents.push(row as EventRow);
    }
    if (table === 'caseKeys' && key === DIRECTORY_STREAM && row !== null) {
      found.wrappedKeys.set(key, (row as { wrapped: Uint8Array }).wrapped);
    }
    if (table === 'kv' && key === formerDevicesKey) found.former = formerDevicesIn(row);
  }
}

async function stageSettings(deps: StageDeps, read: ReadDeps, { settings }: BackupContents): Promise<void> {
  if (!settings) return;
  const bytes = openPiece(subKey(read.storeKey, 'backup'), settings, await readObject(read, settings.object));
  if (!bytes) throw new BackupFault('notKept');
  const own = carriedSettings(JSON.parse(bytes.toString('utf8')));
  await deps.disk.writeAtomic(
    path.join(stagedDir(deps.dir), 'settings.json'),
    Buffer.from(JSON.stringify(own), 'utf8'),
  );
}

/** What people chose; not what was only true of the other PC. */
function carriedSettings(settings: unknown): Record<string, unknown> {
  const ofThatPc = ['window', 'sync', 'backup'];
  return Object.fromEntries(Object.entries(settings as object).filter(([name]) => !ofThatPc.includes(name)));
}

/** Of the other backups in the folder: the key table may be written under a store key that came after this backup. */
async function storeKeysBeside(folder: BackupFolder, typedCode: string): Promise<readonly Buffer[]> {
  const keys: Buffer[] = [];
  for (const { read } of await folder.list()) {
    const key = read.state === 'whole' ? openRecovery(read.file.head.recovery, typedCode) : undefined;
    if (key) keys.push(key);
  }
  return keys;
}

/** The newest table that opens, under the store key of this backup: what was destroyed since is destroyed in it too. */
async function stageKeyTable(
  { dir, disk, rng }: StageDeps,
  folder: BackupFolder,
  storeKeys: readonly [Buffer, ...Buffer[]],
): Promise<KeyTable> {
  const keysDir = path.join(stagedDir(dir), 'keys');
  await disk.makeDir(keysDir);
  for (const bytes of await folder.keyTables()) {
    await disk.erase(path.join(keysDir, keyTableCopy));
    await disk.writeAtomic(path.join(keysDir, keyTableFile), bytes);
    try {
      const table = await openKeyTable({ dir: keysDir, disk, rng }, storeKeys, 1);
      if (table.openedByFormer) await table.rewrite([]);
      return table;
    } catch (cause) {
      if (!(cause instanceof KeyTableLost)) throw cause;
    }
  }
  throw new BackupFault('notKept');
}

/** People come from the directory and keep their passwords; this PC is a new one. */
async function stageKeys(
  deps: StageDeps,
  head: BackupHead,
  storeKey: Buffer,
  table: KeyTable,
  found: Found,
): Promise<void> {
  const { disk, newId } = deps;
  const staged = stagedDir(deps.dir);
  const directory = await directoryOf(found, { table, storeKeys: [storeKey], rng: deps.rng });
  const people = activePeople(directory);
  if (people.length === 0) throw new BackupFault('notKept');

  const keysDir = path.join(staged, 'keys');
  await disk.makeDir(keysDir);
  const keyring = await newKeyring(
    { ...deps, dir: keysDir },
    { id: newId(), tag: freeTagIn(directory), branchId: head.branch.id },
    head.recovery,
    true,
  );
  for (const { userId, name, staffNo, role, signPublicKeys, boxPublicKey, portableBundle } of people) {
    await keyring.enrolPerson({
      userId,
      tile: { name, staffNo, role },
      keys: { signPublicKey: signPublicKeys.at(-1) ?? '', boxPublicKey, portableBundle },
      storeKey,
    });
  }
  const { id: deviceId, tag: deviceTag } = head.device;
  const former: FormerDevice = { deviceId, deviceTag, backupAtMs: head.madeAtMs, told: false };
  const ops: readonly WriteOp[] = [
    formerDevicesOp([...found.former, former]),
    // Slots that the old PC took after the backup have their owners there.
    { table: 'kv', key: nextSlotKey, row: { key: nextSlotKey, next: table.slots() } },
    // Headquarters has received nothing of the new device, and may have more of the old one than the backup.
    { table: 'kv', key: cursorKey, row: { key: cursorKey, cursor: null } },
    { table: 'kv', key: ackedSeqKey, row: { key: ackedSeqKey, seq: 0 } },
    { table: 'kv', key: refusedKey, row: { key: refusedKey, refused: [] } },
  ];
  const journal = await openJournal({ dir: path.join(staged, 'journal'), disk });
  try {
    if (journal.repairs.length > 0) throw new BackupFault('notKept');
    await journal.append({ commandId: newId(), ops });
  } finally {
    await journal.close();
  }
}

async function directoryOf(
  found: Found,
  keys: { readonly table: KeyTable; readonly storeKeys: readonly Buffer[]; readonly rng: StageDeps['rng'] },
): Promise<Directory> {
  const crypto = createRecordCrypto({ ...keys, loadWrappedKeys: () => Promise.resolve(found.wrappedKeys) });
  let directory = emptyDirectory;
  for (const row of found.directoryEvents) {
    const event = await crypto.openEvent(row);
    if (isDirectoryEventType(event.header.type)) directory = evolveDirectory(directory, event);
  }
  crypto.forget();
  return directory;
}

/** Numbers that the old PC gave after the backup must not be given again: the new one counts under another letter. */
function freeTagIn({ devices }: Directory): string {
  const taken = new Set([...devices.values()].map(({ deviceTag }) => deviceTag));
  let index = 0;
  while (taken.has(deviceTagOf(index))) index += 1;
  return deviceTagOf(index);
}
