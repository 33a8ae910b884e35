/** The file system as the journal, the keyring and small files use it: injected, so that faults can be simulated. */
import { constants } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';

export interface AppendFile {
  /** Writes all bytes at the end, or throws; what then stands in the file is undefined. */
  readonly append: (bytes: Uint8Array) => Promise<void>;
  /** Resolves when the bytes are on the medium. After a failure the file must not be trusted any more. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface Disk {
  /** Undefined when there is no such file. */
  readonly read: (file: string) => Promise<Buffer | undefined>;
  /**
   * Replaces a file as a whole: written beside, synced, renamed, folder synced. `beforeNamed` is for files in a place that a person
   * chose: all bytes are on the medium and only the name is missing, the last moment to leave a trace of the file or, by a
   * fault, to refuse it. With it, what could not be replaced then is refused before.
   */
  readonly writeAtomic: (
    file: string,
    bytes: Uint8Array,
    mode?: number,
    beforeNamed?: () => Promise<void>,
  ) => Promise<void>;
  /**
   * Replaces a file as a whole like `writeAtomic`, and overwrites what it held before on the medium: for keys that must be gone. An
   * interrupted one leaves the old bytes under `<file>.old`, which the next one overwrites, or `erase`.
   */
  readonly writeErasing: (file: string, bytes: Uint8Array) => Promise<void>;
  /** Overwrites a file and removes it. Nothing happens where there is none. */
  readonly erase: (file: string) => Promise<void>;
  /** Opens for appending; with `create` the file must not exist yet, and its name is made durable. */
  readonly openAppend: (file: string, create: boolean) => Promise<AppendFile>;
  readonly truncate: (file: string, length: number) => Promise<void>;
  readonly list: (dir: string) => Promise<string[]>;
  /** With those above it; names that are new are durable. */
  /** Every file below a folder, by its path inside it, in order; empty where there is no folder. */
  readonly tree: (dir: string) => Promise<string[]>;
  readonly makeDir: (dir: string) => Promise<void>;
  readonly move: (from: string, to: string) => Promise<void>;
  readonly remove: (file: string) => Promise<void>;
  /** A folder with all that is in it; nothing happens where there is none. */
  readonly removeTree: (dir: string) => Promise<void>;
  readonly exists: (file: string) => Promise<boolean>;
  /** In bytes; undefined when there is no such file. */
  readonly sizeOf: (file: string) => Promise<number | undefined>;
  /** Bytes that may still be written on the medium of this folder. */
  readonly freeBytes: (dir: string) => Promise<number>;
  /** Bytes that the medium of this folder has in all. */
  readonly totalBytes: (dir: string) => Promise<number>;
  /** Writes over bytes that a file has, which takes no room on the medium, and resolves when they are on it. */
  readonly overwrite: (file: string, at: number, bytes: Uint8Array) => Promise<void>;
}

export const nodeDisk: Disk = {
  read: (file) => absentAs(readFile(file), undefined),
  writeAtomic: (file, bytes, mode = 0o600, beforeNamed) =>
    afterOthers(file, async () => {
      if (beforeNamed) await checkReplaceable(file);
      await replaceWith(file, bytes, mode, beforeNamed);
    }),
  writeErasing: (file, bytes) =>
    afterOthers(file, async () => {
      const old = oldOf(file);
      await eraseFile(old);
      // A second name for the old bytes, so that they can still be found when their first name is given away.
      await nameOnceMore(file, old);
      await replaceWith(file, bytes, 0o600);
      await eraseFile(old);
    }),
  erase: (file) => eraseFile(file),
  openAppend: async (file, create) => {
    const flags = constants.O_WRONLY | constants.O_APPEND | (create ? constants.O_CREAT | constants.O_EXCL : 0);
    const handle = await open(file, flags, 0o600);
    if (create) {
      try {
        await syncDir(path.dirname(file));
      } catch (cause) {
        // A file whose name may be gone after a power cut is none that anything may be written to.
        await handle.close().catch(() => undefined);
        await rm(file, { force: true }).catch(() => undefined);
        throw cause;
      }
    }
    return {
      append: async (bytes) => {
        for (let done = 0; done < bytes.length;) {
          const { bytesWritten } = await handle.write(bytes, done);
          // Asking again would go on for ever.
          if (bytesWritten === 0) throw Object.assign(new Error('the file takes nothing'), { code: 'EIO' });
          done += bytesWritten;
        }
      },
      sync: () => handle.datasync(),
      close: () => handle.close(),
    };
  },
  truncate: async (file, length) => {
    const handle = await open(file, 'r+');
    try {
      await handle.truncate(length);
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
  list: async (dir) => (await absentAs(readdir(dir), [])).sort(),
  tree: async (dir) => (await filesBelow(dir)).map((file) => path.relative(dir, file)).sort(),
  makeDir: async (dir) => {
    const first = await mkdir(dir, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    // What is synced inside a folder is gone with a folder whose own name was not.
    for (let made = dir; made.startsWith(first); made = path.dirname(made)) await syncDir(path.dirname(made));
  },
  move: async (from, to) => {
    await rename(from, to);
    await syncDir(path.dirname(to));
  },
  remove: (file) => rm(file, { force: true }),
  removeTree: (dir) => rm(dir, { force: true, recursive: true }),
  exists: async (file) => (await absentAs(stat(file), undefined)) !== undefined,
  sizeOf: async (file) => (await absentAs(stat(file), undefined))?.size,
  freeBytes: async (dir) => {
    const { bavail, bsize } = await statfs(dir);
    return bavail * bsize;
  },
  totalBytes: async (dir) => {
    const { blocks, bsize } = await statfs(dir);
    return blocks * bsize;
  },
  overwrite: async (file, at, bytes) => {
    const handle = await open(file, 'r+');
    try {
      await handle.write(bytes, 0, bytes.length, at);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  },
};

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await absentAs(readdir(dir, { withFileTypes: true }), []);
  const files = await Promise.all(
    entries.map(async (entry) => {
      const place = path.join(dir, entry.name);
      return entry.isDirectory() ? filesBelow(place) : [place];
    }),
  );
  return files.flat();
}

async function replaceWith(
  file: string,
  bytes: Uint8Array,
  mode: number,
  beforeNamed?: () => Promise<void>,
): Promise<void> {
  const temporary = `${file}.tmp`;
  try {
    const handle = await open(temporary, 'w', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await beforeNamed?.();
    await renameOnceFree(temporary, file);
  } catch (cause) {
    // On a full disk a half-written file would keep the disk full.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw cause;
  }
  await syncDir(path.dirname(file));
}

/** Where the bytes stand that a file held before, until they are overwritten. */
export const oldOf = (file: string): string => `${file}.old`;

async function nameOnceMore(file: string, old: string): Promise<void> {
  try {
    await link(file, old);
  } catch (cause) {
    const code = codeOf(cause);
    // Nothing was there before; or a file system without second names, where the old bytes are given up as any file is.
    if (!['ENOENT', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw cause;
  }
}

/** On flash the old cells may live on behind the controller: docs/decisions/0014 says what that means. */
async function eraseFile(file: string): Promise<void> {
  const handle = await absentAs(open(file, 'r+'), undefined);
  if (!handle) return;
  try {
    const { size, nlink } = await handle.stat();
    // A second name of a file that was not replaced after all: its bytes are still wanted.
    if (nlink === 1) {
      await handle.write(Buffer.alloc(size), 0, size, 0);
      await handle.sync();
    }
  } finally {
    await handle.close();
  }
  await rm(file, { force: true });
  await syncDir(path.dirname(file));
}

/** Throws where a file of this name is there that may not be written: open in another program, protected, or a folder. */
export async function checkReplaceable(file: string): Promise<void> {
  const handle = await absentAs(open(file, 'r+'), undefined);
  await handle?.close();
}

/** Whether two folders lie on one volume. */
export async function onSameVolume(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(a), stat(b)]);
  return one.dev === other.dev;
}

const replacing = new Map<string, Promise<void>>();

/** Two writers of one file would share its temporary name: they take turns, and the last one asked wins. */
function afterOthers(file: string, write: () => Promise<void>): Promise<void> {
  const turn = (replacing.get(file) ?? Promise.resolve()).then(write, write);
  const settled = turn
    .catch(() => undefined)
    .then(() => {
      if (replacing.get(file) === settled) replacing.delete(file);
    });
  replacing.set(file, settled);
  return turn;
}

/** Folders can't be synced on Windows; there a rename is durable by the file system's own journal. */
async function syncDir(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const renameTries = 10;
const renamePauseMs = 30;

/** Virus scanners hold files open for a moment on Windows; a rename then fails though nothing is wrong. */
async function renameOnceFree(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await rename(from, to);
      return;
    } catch (cause) {
      const busy = ['EPERM', 'EACCES', 'EBUSY'].includes(codeOf(cause));
      if (!busy || attempt === renameTries) throw cause;
      await new Promise((resolve) => setTimeout(resolve, renamePauseMs * attempt));
    }
  }
}

async function absentAs<T, D>(work: Promise<T>, otherwise: D): Promise<T | D> {
  try {
    return await work;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return otherwise;
    throw cause;
  }
}

/** `ENOSPC`, `EIO`, …; empty for errors of another kind. */
export function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : '';
}

/** No room, or none left for this account. */
export const diskFullCodes: readonly string[] = ['ENOSPC', 'EDQUOT'];
/** Open in another program, or a place where this person may not write. */
const notWritableCodes: readonly string[] = ['EBUSY', 'EPERM', 'EACCES', 'EROFS', 'ETXTBSY'];

/** What a fault of writing means to a person: make room, close the file or choose another place. */
export function writeFaultOf(code: string): 'diskFull' | 'notWritable' | 'other' {
  if (diskFullCodes.includes(code)) return 'diskFull';
  return notWritableCodes.includes(code) ? 'notWritable' : 'other';
}
