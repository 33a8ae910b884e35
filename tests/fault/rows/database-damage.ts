/**
 * F-08 and F-15: files of the database are damaged or gone when the application starts. Chromium mostly opens an empty database
 * then, without a word; everything has to be there again all the same, and the person has to be told.
 */
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf, type Chance } from '../world/chance';
import { electronBranch, workedTemplate } from '../world/electron-branch';

export interface Damage {
  readonly name: string;
  readonly files: RegExp;
  readonly change: (file: string, chance: Chance) => Promise<void>;
  /** It always costs rows, so that somebody has to be told. */
  readonly costsRows: boolean;
}

export const flip = async (file: string, { below }: Chance): Promise<void> => {
  const bytes = await readFile(file);
  const at = below(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
  await writeFile(file, bytes);
};
export const cut = async (file: string): Promise<void> => truncate(file, Math.floor((await readFile(file)).length / 2));
export const empty = (file: string): Promise<void> => truncate(file, 0);
export const remove = (file: string): Promise<void> => rm(file);
export const garbage = async (file: string): Promise<void> =>
  writeFile(file, Buffer.alloc((await readFile(file)).length, 0x5a));

const [log, table, manifest, current] = [/\.log$/, /\.ldb$/, /^MANIFEST-/, /^CURRENT$/];
export const damages: readonly Damage[] = [
  { name: 'LOCK deleted', files: /^LOCK$/, change: remove, costsRows: false },
  { name: 'log flipped', files: log, change: flip, costsRows: false },
  { name: 'log cut in half', files: log, change: cut, costsRows: true },
  { name: 'log deleted', files: log, change: remove, costsRows: true },
  { name: 'table flipped', files: table, change: flip, costsRows: false },
  { name: 'table cut in half', files: table, change: cut, costsRows: true },
  { name: 'table emptied', files: table, change: empty, costsRows: true },
  { name: 'table deleted', files: table, change: remove, costsRows: true },
  { name: 'MANIFEST flipped', files: manifest, change: flip, costsRows: false },
  { name: 'MANIFEST deleted', files: manifest, change: remove, costsRows: true },
  { name: 'CURRENT of garbage', files: current, change: garbage, costsRows: true },
  { name: 'CURRENT deleted', files: current, change: remove, costsRows: true },
];
export const anyFlip: Damage = {
  name: 'a byte flipped',
  files: /\.(log|ldb)$|^MANIFEST-/,
  change: flip,
  costsRows: false,
};

/** Changes a stopped branch, starts it, and compares; then loses the process once more, because a repair has to last. */
async function attemptWith(
  name: string,
  costsRows: boolean,
  change: (profile: string) => Promise<void>,
): Promise<Attempt> {
  const branch = await electronBranch({ from: await workedTemplate() });
  try {
    await change(branch.profile);
    const recoverMs = await branch.start();
    const verdicts = [await branch.verify()];
    const faults: string[] = [];
    if (costsRows && !(await branch.told()).includes('storeRebuilt')) faults.push('nobody was told');
    if (!(await branch.register())) faults.push('work does not go on');
    verdicts.push(await branch.verify(), { lost: [], doubled: [], faults });
    const all = inAll(branch.acknowledged(), recoverMs, verdicts);
    return { ...all, faults: all.faults.map((fault) => `${name}: ${fault}`) };
  } finally {
    await branch.remove();
  }
}

export const databaseDamage: FaultRow = {
  id: 'F-08',
  title: 'the 12 damages of LevelDB files, then flips anywhere in them',
  tries: { t1: 12, t2: 112 },
  needs: 'electron',
  attempt: (seed) => {
    const { name, files, change, costsRows } = damages[seed - 1] ?? anyFlip;
    const chance = chanceOf(seed);
    return attemptWith(name, costsRows, async (profile) => {
      const all = await readdir(path.join(profile, 'IndexedDB'), { recursive: true, withFileTypes: true });
      const found = all.filter((entry) => entry.isFile() && files.test(entry.name));
      if (found.length === 0) throw new Error(`there is no file for "${name}"`);
      for (const entry of found) await change(path.join(entry.parentPath, entry.name), chance);
    });
  },
};

/** What Chromium may throw away when the disk runs low; the rest is ours. */
const ours = ['journal', 'keys', 'attachments', 'log', 'logs'];
const evictions: readonly { readonly name: string; readonly evict: (profile: string) => Promise<void> }[] = [
  { name: 'IndexedDB evicted', evict: (profile) => rm(path.join(profile, 'IndexedDB'), { recursive: true }) },
  {
    name: 'everything of Chromium evicted',
    evict: async (profile) => {
      for (const name of await readdir(profile)) {
        if (ours.includes(name) || name.endsWith('.json')) continue;
        await rm(path.join(profile, name), { recursive: true });
      }
    },
  },
];

export const evicted: FaultRow = {
  id: 'F-15',
  title: 'the database evicted while the application was off',
  tries: { t1: 2, t2: 10 },
  needs: 'electron',
  attempt: (seed) => {
    const { name, evict } = evictions[(seed - 1) % evictions.length] ?? { name: '', evict: () => Promise.resolve() };
    return attemptWith(name, true, evict);
  },
};
