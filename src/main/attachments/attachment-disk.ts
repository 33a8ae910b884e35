/** What the attachment store needs of a disk; small, so that tests can break it. */
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

export interface AttachmentDisk {
  /** Reads in pieces; rejects when the file is missing. */
  readonly read: (file: string) => AsyncIterable<Uint8Array>;
  /** Size in bytes, `null` when there is no such file. */
  readonly sizeOf: (file: string) => Promise<number | null>;
  /** Writes a new file with all its folders and returns once the bytes are on the disk (fsync). */
  readonly writeSynced: (file: string, parts: AsyncIterable<Uint8Array>) => Promise<void>;
  /** Renames over whatever is there, and syncs the folder where the system can. */
  readonly replace: (from: string, to: string) => Promise<void>;
  readonly remove: (file: string) => Promise<void>;
  /** Names in a folder, none when it doesn't exist. */
  readonly list: (folder: string) => Promise<string[]>;
}

/** The real disk. */
export function createNodeAttachmentDisk(): AttachmentDisk {
  return {
    read: (file) => createReadStream(file, { highWaterMark: 64 * 1024 }),
    sizeOf: async (file) => {
      try {
        const found = await stat(file);
        return found.isFile() ? found.size : null;
      } catch (cause) {
        if (codeOf(cause) === 'ENOENT') return null;
        throw cause;
      }
    },
    writeSynced: async (file, parts) => {
      await mkdir(path.dirname(file), { recursive: true });
      const handle = await open(file, 'wx', 0o600);
      try {
        for await (const part of parts) await handle.writeFile(part);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    replace: async (from, to) => {
      await mkdir(path.dirname(to), { recursive: true });
      await rename(from, to);
      await syncFolder(path.dirname(to));
    },
    remove: (file) => rm(file, { force: true }),
    list: async (folder) => {
      try {
        return await readdir(folder);
      } catch (cause) {
        if (codeOf(cause) === 'ENOENT') return [];
        throw cause;
      }
    },
  };
}

/** Error code of the system, "" when there is none. */
export function codeOf(cause: unknown): string {
  return typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string'
    ? cause.code
    : '';
}

async function syncFolder(folder: string): Promise<void> {
  // Windows can't open folders; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
