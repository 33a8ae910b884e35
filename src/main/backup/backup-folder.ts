/**
 * The folder of backups on another disk or a share:
 *
 *   <chosen>/xianting-backup/<device id>/objects/ab/<sha256>.xbo   contents, shared by the backups
 *   <chosen>/xianting-backup/<device id>/backups/<time>-<id>.xbk   one for each backup, written last
 *   <chosen>/xianting-backup/<device id>/case-keys-<hash>          the key table, as it was last: one for all backups
 *
 * Each PC has its own, so that PCs may share a folder and none of them clears away what another needs.
 */
import path from 'node:path';
import { codeOf, type Disk } from '../platform/disk';
import { generationOf as tableAge } from '../keys/key-table';
import { decodeBackup, sha256, type BackupFile, type ReadBackup } from './backup-file';

export const shelfName = 'xianting-backup';
const objectsName = 'objects';
const backupsName = 'backups';

export interface ListedBackup {
  readonly fileName: string;
  readonly read: ReadBackup;
}

export interface BackupFolder {
  readonly dir: string;
  /** Makes the folders of this PC; only when somebody chose the place. A disk that is away must not be replaced by an empty folder. */
  readonly prepare: () => Promise<void>;
  readonly isThere: () => Promise<boolean>;
  /** Whether the object is there with its size; its bytes are not read. */
  readonly holds: (name: string, size: number) => Promise<boolean>;
  /** Undefined when it is not there, or not what its name says. */
  readonly read: (name: string) => Promise<Buffer | undefined>;
  readonly put: (name: string, bytes: Uint8Array) => Promise<void>;
  /** Publishes a backup; everything it needs must be there. */
  readonly publish: (file: string, bytes: Uint8Array) => Promise<void>;
  /** All there are, oldest first, damaged ones too. */
  readonly list: () => Promise<readonly ListedBackup[]>;
  readonly readBackup: (fileName: string) => Promise<ReadBackup>;
  readonly remove: (fileName: string) => Promise<void>;
  /** Clears away objects that none of these needs. Returns how many went. */
  readonly sweep: (needed: ReadonlySet<string>) => Promise<number>;
  readonly freeBytes: () => Promise<number>;
  /**
   * Key tables that are there, the newest first: more than one only where a backup was interrupted. What is destroyed in the newest
   * is destroyed in every backup.
   */
  readonly keyTables: () => Promise<readonly Buffer[]>;
  readonly addKeyTable: (bytes: Uint8Array) => Promise<void>;
  /** Overwrites and removes all others. */
  readonly keepOnlyKeyTable: (bytes: Uint8Array) => Promise<void>;
}

const prefixes = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** `dir`: of one PC. */
export function backupFolder(dir: string, disk: Disk): BackupFolder {
  const objects = path.join(dir, objectsName);
  const backups = path.join(dir, backupsName);
  const fileOf = (name: string): string => path.join(objects, name.slice(0, 2), `${name}.xbo`);
  const made = new Set<string>();
  const readBackup = async (fileName: string): Promise<ReadBackup> => {
    const bytes = await disk.read(path.join(backups, fileName));
    return bytes ? decodeBackup(bytes) : { state: 'damaged' };
  };
  const keyTableNames = async (): Promise<readonly string[]> =>
    (await disk.list(dir)).filter((name) => /^case-keys-[0-9a-f]{16}$/.test(name));
  return {
    dir,
    prepare: async () => {
      await disk.makeDir(objects);
      await disk.makeDir(backups);
    },
    isThere: () => disk.exists(backups),
    holds: async (name, size) => (await disk.sizeOf(fileOf(name))) === size,
    read: async (name) => {
      const bytes = await disk.read(fileOf(name));
      return bytes && sha256(bytes) === name ? bytes : undefined;
    },
    put: async (name, bytes) => {
      const folder = path.dirname(fileOf(name));
      if (!made.has(folder)) await disk.makeDir(folder);
      made.add(folder);
      await disk.writeAtomic(fileOf(name), bytes);
    },
    publish: (fileName, bytes) => disk.writeAtomic(path.join(backups, fileName), bytes),
    list: async () => {
      const found: ListedBackup[] = [];
      for (const fileName of await disk.list(backups)) {
        if (!fileName.endsWith('.xbk')) continue;
        found.push({ fileName, read: await readBackup(fileName) });
      }
      return found;
    },
    readBackup,
    remove: (fileName) => disk.remove(path.join(backups, fileName)),
    sweep: async (needed) => {
      let gone = 0;
      for (const prefix of prefixes) {
        const folder = path.join(objects, prefix);
        for (const file of await disk.list(folder)) {
          if (needed.has(file.replace(/\.xbo$/, ''))) continue;
          await disk.remove(path.join(folder, file));
          gone += 1;
        }
      }
      return gone;
    },
    freeBytes: () => disk.freeBytes(dir),
    keyTables: async () => {
      const tables: Buffer[] = [];
      for (const name of await keyTableNames()) tables.push((await disk.read(path.join(dir, name))) ?? Buffer.alloc(0));
      return tables.sort((a, b) => tableAge(b) - tableAge(a) || b.length - a.length);
    },
    addKeyTable: async (bytes) => {
      const file = path.join(dir, keyTableName(bytes));
      const there = await disk.read(file);
      if (!there?.equals(bytes)) await disk.writeAtomic(file, bytes);
    },
    keepOnlyKeyTable: async (bytes) => {
      for (const name of await keyTableNames()) {
        if (name !== keyTableName(bytes)) await disk.erase(path.join(dir, name));
      }
    },
  };
}

const keyTableName = (bytes: Uint8Array): string => `case-keys-${sha256(bytes).slice(0, 16)}`;

/** Sorts by time of making, and can't meet another of the same second. */
export function fileNameOf({ head }: Pick<BackupFile, 'head'>): string {
  const time = new Date(head.madeAtMs).toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
  return `${time}-${head.id.slice(-12)}.xbk`;
}

/**
 * Folders of PCs in what somebody chose: the chosen folder itself, the shelf, one of its folders, or its parent. People choose
 * whatever they see first.
 */
export async function foldersIn(chosen: string, disk: Disk): Promise<readonly BackupFolder[]> {
  const found: BackupFolder[] = [];
  const shelves = [path.join(chosen, shelfName), chosen];
  for (const dir of [path.dirname(chosen), chosen]) {
    const folder = backupFolder(dir, disk);
    if (await isFolderOfPc(folder)) found.push(folder);
  }
  for (const shelf of shelves) {
    for (const name of await listOrNone(shelf, disk)) {
      const folder = backupFolder(path.join(shelf, name), disk);
      if (await isFolderOfPc(folder)) found.push(folder);
    }
  }
  return found.filter(({ dir }, i) => found.findIndex((other) => other.dir === dir) === i);
}

/** Names in a folder; none in what is not there. */
async function listOrNone(dir: string, disk: Disk): Promise<readonly string[]> {
  return (await disk.exists(dir)) ? disk.list(dir) : [];
}

/** People keep photos and files beside it: what is no folder holds no backups. */
async function isFolderOfPc(folder: BackupFolder): Promise<boolean> {
  try {
    return await folder.isThere();
  } catch (cause) {
    if (codeOf(cause) === 'ENOTDIR') return false;
    throw cause;
  }
}
