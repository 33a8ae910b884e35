/**
 * F-08 on the engines that are to come: files of the database of Debian's Chromium are damaged while it is off, in LevelDB as that
 * version writes it and in the SQLite that Chromium moves IndexedDB to. Found at start, and everything is there again.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Backend } from '../../store/support/engine';
import { inAll, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { chromiumBranch, type ChromiumBranch } from '../world/chromium-branch';
import { fillWithBallast } from '../world/electron-branch';
import { anyFlip, cut, damages, empty, flip, garbage, remove, type Damage } from './database-damage';

/** A file of 52 letters and digits is the database; the write-ahead log stands beside it. */
const [database, ahead] = [/^[A-Z2-7]{40,}$/, /-wal$/];
const sqliteDamages: readonly Damage[] = [
  { name: 'database flipped', files: database, change: flip, costsRows: false },
  { name: 'database cut in half', files: database, change: cut, costsRows: false },
  { name: 'database emptied', files: database, change: empty, costsRows: true },
  { name: 'database deleted', files: database, change: remove, costsRows: true },
  { name: 'database of garbage', files: database, change: garbage, costsRows: true },
  { name: 'write-ahead log flipped', files: ahead, change: flip, costsRows: false },
  { name: 'write-ahead log cut in half', files: ahead, change: cut, costsRows: false },
  { name: 'write-ahead log emptied', files: ahead, change: empty, costsRows: true },
  { name: 'write-ahead log deleted', files: ahead, change: remove, costsRows: true },
  { name: 'write-ahead log of garbage', files: ahead, change: garbage, costsRows: true },
];
const anyFlipOfSqlite: Damage = { ...anyFlip, files: new RegExp(`${database.source}|${ahead.source}`) };

const named = [
  ...damages.map((damage) => ['leveldb', damage] as const),
  ...sqliteDamages.map((damage) => ['sqlite', damage] as const),
];

const templates = new Map<Backend, Promise<ChromiumBranch>>();

/** Worked in twice: closed well once, so that there are files of every kind, then killed. */
function templateOf(backend: Backend): Promise<ChromiumBranch> {
  const known = templates.get(backend);
  if (known) return known;
  const made = (async () => {
    const branch = await chromiumBranch(backend);
    await branch.start();
    for (let i = 0; i < 8; i++) await branch.register();
    if (backend === 'leveldb') await branch.inPage(fillWithBallast);
    await branch.close();
    await branch.start();
    for (let i = 0; i < 4; i++) await branch.register();
    await branch.kill();
    return branch;
  })();
  templates.set(backend, made);
  return made;
}

export const chromiumDamage: FaultRow = {
  id: 'F-08C',
  title: "the damages of F-08 in Debian's Chromium: its LevelDB, and its SQLite",
  tries: { t1: named.length, t2: named.length + 200 },
  needs: 'electron',
  attempt: async (seed) => {
    const flips = seed % 2 === 0 ? (['leveldb', anyFlip] as const) : (['sqlite', anyFlipOfSqlite] as const);
    const [backend, { name, files, change, costsRows }] = named[seed - 1] ?? flips;
    const branch = await (await templateOf(backend)).copy();
    try {
      const all = await readdir(branch.databaseDir, { recursive: true, withFileTypes: true });
      const found = all.filter((entry) => entry.isFile() && files.test(entry.name));
      if (found.length === 0) throw new Error(`there is no file for "${name}"`);
      const chance = chanceOf(seed);
      for (const entry of found) await change(path.join(entry.parentPath, entry.name), chance);
      const recoverMs = await branch.start();
      const verdicts = [await branch.verify()];
      const faults = costsRows && !branch.isTold() ? ['nobody was told'] : [];
      await branch.register();
      verdicts.push(await branch.verify());
      // A repair has to last.
      await branch.kill();
      await branch.start();
      verdicts.push(await branch.verify(), { lost: [], doubled: [], faults });
      const result = inAll(branch.acknowledged(), recoverMs, verdicts);
      return { ...result, faults: result.faults.map((fault) => `${backend}, ${name}: ${fault}`) };
    } finally {
      await branch.remove();
    }
  },
  end: async () => {
    for (const template of templates.values()) await (await template).remove();
    templates.clear();
  },
};
