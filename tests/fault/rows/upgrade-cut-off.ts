/**
 * F-16: databases of every older schema are opened by this program, which is killed on the way: while it copies, when the copy has its
 * name, at moments of the migration and of the comparison, and while it clears the copy away. The next start ends with the state that the
 * journal leads to, and until it was compared a whole copy of before lies beside it.
 */
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { schemaVersion } from '../../../src/shared/store-contract/schema';
import { start } from '../../bench/app-driver';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { electronBranch } from '../world/electron-branch';
import { copyFolderOf, makeDatabaseOlder, markOf, markOlder } from '../world/older-database';

interface Point {
  readonly name: string;
  readonly reached: (profile: string) => boolean;
  /** After it was reached. */
  readonly afterMs?: number;
  /** In the start after the one that migrates. */
  readonly whenClearing?: true;
}

const inCopy = (profile: string, ...names: string[]): boolean => existsSync(path.join(copyFolderOf(profile), ...names));
const phase = (profile: string): string | undefined => {
  try {
    const { target, phase: at } = JSON.parse(readFileSync(markOf(profile), 'utf8')) as {
      target: number;
      phase: string;
    };
    return target === schemaVersion ? at : undefined;
  } catch {
    // Not there: it is never half written.
    return undefined;
  }
};
const migrating = (profile: string): boolean => phase(profile) === 'migrating';

const points: readonly Point[] = [
  { name: 'while it copies', reached: (profile) => inCopy(profile, 'copy.part') },
  { name: 'when the copy was read back', reached: (profile) => inCopy(profile, 'copy.part', 'xianting-copy.json') },
  { name: 'when the copy has its name', reached: (profile) => inCopy(profile, 'copy') },
  { name: 'when it begins to migrate', reached: migrating },
  ...[8, 16, 30, 50].map((afterMs) => ({ name: `${String(afterMs)} ms later`, reached: migrating, afterMs })),
  { name: 'when it was compared', reached: (profile) => phase(profile) === 'level' },
  {
    name: 'while the copy is cleared away',
    reached: (profile) => !inCopy(profile, 'copy', 'xianting-copy.json'),
    whenClearing: true,
  },
];

const waitFor = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
};

/** Starts the program and kills all of it at this point. */
async function killedAt(profile: string, { reached, afterMs = 0 }: Point): Promise<void> {
  const starting = start(profile).then(
    (app) => app,
    // Killed before its window was there.
    () => undefined,
  );
  await waitFor(() => reached(profile));
  const until = performance.now() + afterMs;
  await waitFor(() => performance.now() >= until);
  // Chromium says by this link which process has the profile.
  const pid = Number(/-(\d+)$/.exec(readlinkSync(path.join(profile, 'SingletonLock')))?.[1]);
  process.kill(-pid, 'SIGKILL');
  const app = await starting;
  if (app && !app.ended()) await new Promise((resolve) => app.electron.process().once('exit', resolve));
}

async function attempt(seed: number): Promise<Attempt> {
  const older = schemaVersion - 1;
  const round = Math.floor((seed - 1) / older);
  // Every point with every version, and ten attempts spread over them still meet all points and all versions.
  const version = 1 + ((seed - 1 + round) % older);
  const point = points[round % points.length];
  if (!point) throw new Error('there is no such point');
  const branch = await electronBranch();
  const { profile } = branch;
  try {
    await branch.start();
    for (let i = 0; i < 3; i++) await branch.register();
    await makeDatabaseOlder(branch.app(), version);
    await branch.killGroup();
    await markOlder(profile, version);

    if (point.whenClearing) {
      await branch.start();
      await branch.close();
    }
    await killedAt(profile, point);
    const faults: string[] = [];
    if (migrating(profile) && !inCopy(profile, 'copy', 'xianting-copy.json'))
      faults.push('there is no copy to go back to');

    const recoverMs = await branch.start();
    const verdicts = [await branch.verify()];
    if (phase(profile) !== 'level') faults.push(`the database is not level but ${String(phase(profile))}`);
    const told = await branch.told();
    if (told.includes('storeRebuilt') || told.includes('updateRefilled')) faults.push('it had to be filled again');
    if (!(await branch.register())) faults.push('work does not go on');
    verdicts.push(await branch.verify());
    await branch.close();
    await branch.start();
    if (existsSync(copyFolderOf(profile))) faults.push('the copy stays for ever');
    verdicts.push(await branch.verify(), { lost: [], doubled: [], faults });
    const all = inAll(branch.acknowledged(), recoverMs, verdicts);
    return { ...all, faults: all.faults.map((fault) => `schema ${String(version)}, ${point.name}: ${fault}`) };
  } finally {
    await branch.remove();
  }
}

export const upgradeCutOff: FaultRow = {
  id: 'F-16',
  title: 'databases of every older schema, killed at 10 points of the update',
  tries: { t1: 10, t2: 40 },
  needs: 'electron',
  cases: () => Promise.resolve(points.length * (schemaVersion - 1)),
  attempt,
};
