/**
 * A restorable copy (可还原的副本) of the files of the database, made while nothing has them open. It counts once it was read back and
 * named; whatever is interrupted before leaves a part that the next one removes.
 */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import type { Disk } from '../../platform/disk';

const Manifest = z.strictObject({
  files: z.array(z.strictObject({ name: z.string().min(1), bytes: z.int().min(0), sha256: z.string().length(64) })),
});

/** Its name must not be one that Chromium could use. */
const manifestName = 'xianting-copy.json';

export interface DatabaseCopy {
  /** Bytes of all files of the database; undefined where there is none. */
  readonly sizeOfDatabase: () => Promise<number | undefined>;
  readonly exists: () => Promise<boolean>;
  /** Rejects when it can't be written or does not read back as it was. A copy of before is replaced. */
  readonly make: () => Promise<void>;
  /** Puts the copy in the place of the database; the copy stays. False, and nothing is changed, where it is not whole. */
  readonly putBack: () => Promise<boolean>;
  /** Moves the database to where a copy lies: it is to be filled again, and can be looked at until that was compared. */
  readonly takeAway: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** @param database folder of Chromium's databases; @param folder ours alone. */
export function createDatabaseCopy(database: string, folder: string, disk: Disk): DatabaseCopy {
  const [copy, part, back, away] = ['copy', 'copy.part', 'back.part', 'failed'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string, string];

  /** Of what was read; `from` and `to` are compared by it afterwards. */
  const copyFiles = async (from: string, to: string): Promise<z.infer<typeof Manifest>> => {
    await disk.removeTree(to);
    await disk.makeDir(to);
    const files = [];
    for (const name of (await disk.tree(from)).filter((each) => each !== manifestName)) {
      const bytes = await readWhole(path.join(from, name));
      await disk.makeDir(path.dirname(path.join(to, name)));
      await disk.writeAtomic(path.join(to, name), bytes);
      files.push({ name, bytes: bytes.length, sha256: hashOf(bytes) });
    }
    return { files };
  };
  const readWhole = async (file: string): Promise<Buffer> => {
    const bytes = await disk.read(file);
    if (!bytes) throw new Error('a file of the database went away while it was copied');
    return bytes;
  };
  const isWhole = async (dir: string, { files }: z.infer<typeof Manifest>): Promise<boolean> => {
    for (const { name, sha256 } of files) {
      const bytes = await disk.read(path.join(dir, name));
      if (!bytes || hashOf(bytes) !== sha256) return false;
    }
    return true;
  };
  const manifestOf = async (dir: string): Promise<z.infer<typeof Manifest> | undefined> => {
    const bytes = await disk.read(path.join(dir, manifestName));
    return bytes && Manifest.parse(JSON.parse(bytes.toString('utf8')));
  };

  return {
    sizeOfDatabase: async () => {
      if (!(await disk.exists(database))) return undefined;
      let bytes = 0;
      for (const name of await disk.tree(database)) bytes += (await disk.sizeOf(path.join(database, name))) ?? 0;
      return bytes;
    },
    exists: () => disk.exists(copy),
    make: async () => {
      await disk.removeTree(copy);
      const manifest = await copyFiles(database, part);
      if (!(await isWhole(part, manifest))) throw new Error('the copy of the database does not read back as it was');
      await disk.writeAtomic(path.join(part, manifestName), Buffer.from(JSON.stringify(manifest), 'utf8'));
      await disk.move(part, copy);
    },
    putBack: async () => {
      const manifest = await manifestOf(copy);
      if (!manifest || !(await isWhole(copy, manifest))) return false;
      // Whole before the one in use goes: there is no moment with neither.
      const made = await copyFiles(copy, back);
      if (made.files.length !== manifest.files.length || !(await isWhole(back, manifest))) return false;
      await disk.removeTree(away);
      if (await disk.exists(database)) await disk.move(database, away);
      await disk.move(back, database);
      await disk.removeTree(away);
      return true;
    },
    takeAway: async () => {
      if (!(await disk.exists(database))) return;
      await disk.makeDir(folder);
      // One that was begun and cut off: what lies there already is the one to keep.
      if (await disk.exists(away)) await disk.removeTree(database);
      else await disk.move(database, away);
    },
    remove: () => disk.removeTree(folder),
  };
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
