/**
 * `npm run bench`: JSON lines on stdout (DESIGN §7), reports/bench.json, and a table of the gates on stderr. Goals are ratios
 * against something plain that is measured in the same minute; milliseconds are recorded, not judged. Nothing here fails
 * because it was slow, only because it was wrong.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { everything } from '../e2e/bridge';
import { ask, signIn, start, type RunningApp } from './app-driver';
import { shorten, sizeName, type BenchLine } from './measure';
import { benchMemory, benchStart, startOnce } from './processes';
import { isBusy, setPatience } from './quiet';
import { createReport, type Report } from './report';
import { benchDeadlines } from './workloads/deadlines';
import { benchDrain, type DrainSize } from './workloads/drain';
import { benchCasePage, benchExport } from './workloads/registers';
import { benchIngest } from './workloads/ingest';
import { benchInsert, benchSaveDuringImport } from './workloads/import';
import { benchCounts, benchList } from './workloads/read';
import { benchKeys } from './workloads/keys';
import { benchResume } from './workloads/resume';
import { benchSave } from './workloads/save';
import { benchScroll } from './workloads/scroll';
import { benchScripts } from './workloads/scripts';
import { benchSearch } from './workloads/search';
import { benchUnlock } from './workloads/session';
import type { Size, Workload } from './workloads/workload';

const root = path.resolve(__dirname, '../..');

const sizes = {
  smoke: {
    ...{ cases: 10_000, rounds: 3, perRound: 100, importRows: 1_000, peerRows: 3_000, slowCalls: 8, fastCalls: 60 },
    drain: { cases: 2_000, rounds: 3, rows: 2_000 },
    patienceMs: 1_000,
  },
  full: {
    ...{ cases: 100_000, rounds: 7, perRound: 100, importRows: 10_000, peerRows: 100_000 },
    ...{ slowCalls: 60, fastCalls: 1_000, patienceMs: 10_000 },
    drain: { cases: 10_000, rounds: 7, rows: 10_000 },
  },
} as const satisfies Record<string, Size & { readonly patienceMs: number; readonly drain: DrainSize }>;

/** In this order: what leaves the profile as it was comes first. */
const inTheApp: Readonly<Record<string, Workload>> = {
  unlock: benchUnlock,
  list: benchList,
  counts: benchCounts,
  scroll: benchScroll,
  export: benchExport,
  'case-page': benchCasePage,
  keys: benchKeys,
  save: benchSave,
  insert: benchInsert,
  'save-import': benchSaveDuringImport,
  search: benchSearch,
};
const outsideTheApp = ['start', 'memory', 'resume'];
const names = [...outsideTheApp, 'deadlines', 'script', 'hq-ingest', 'drain', 'hydrate', ...Object.keys(inTheApp)];

const help = `npm run bench -- [--size smoke|full] [--only ${names.join(',')}] [--profile DIR]

--size     smoke (default): 10,000 cases, under 10 minutes. full: 100,000 cases, under an hour.
--only     some workloads, separated by commas.
--profile  a seeded profile (npm run seed) of the size's number of cases; it is written to.
`;

async function seed(cases: number, userData: string): Promise<void> {
  const args = ['--conditions=import', '--import', 'tsx', 'scripts/seed.ts'];
  const child = spawn(process.execPath, [...args, '--cases', String(cases), '--user-data', userData, '--seed', '7'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`seeding ended with ${String(code)}`);
}

/** First start on a seeded profile: the store is filled from the journal, lists and search are made. */
async function firstStart(cases: number, userData: string): Promise<BenchLine> {
  const noisy = await isBusy();
  const began = performance.now();
  const app = await start(userData);
  await signIn(app);
  const ms = performance.now() - began;
  const { total } = await ask<{ total: number }>(app, 'history.page', { ...everything, offset: 0, limit: 50 });
  if (total !== cases) throw new Error(`${String(total)} of ${String(cases)} seeded cases are in the list`);
  await app.close();
  return {
    name: `rebuild/${sizeName(cases)}`,
    unit: 'ms',
    n: 1,
    p50: shorten(ms),
    p95: null,
    p99: null,
    rounds: 1,
    noisy: noisy ? 1 : 0,
    note: 'from start to signed in after the database was lost: everything is made again from the journal',
  };
}

async function inApp(profile: string, task: (app: RunningApp) => Promise<void>): Promise<void> {
  const app = await start(profile);
  try {
    await signIn(app);
    await task(app);
  } finally {
    await app.close();
  }
}

function versionsOf(app: RunningApp): Promise<Record<string, string>> {
  return app.electron.evaluate(() => {
    const { electron, chrome, node, v8, icu } = process.versions;
    return { electron, chrome, node, v8, icu: icu ?? '' };
  });
}

interface Plan {
  readonly size: (typeof sizes)[keyof typeof sizes];
  readonly wanted: (name: string) => boolean;
  readonly profile: string | undefined;
}

/** Gives the versions of what was measured. */
async function run({ size, wanted, profile: given }: Plan, { add, say }: Report, dir: string) {
  let versions: Readonly<Record<string, string>> = {};
  const seeded = async (cases: number): Promise<string> => {
    const profile = path.join(dir, `profile-${String(cases)}`);
    say(`seeding ${String(cases)} cases`);
    await seed(cases, profile);
    add([await firstStart(cases, profile)]);
    return profile;
  };
  if (wanted('deadlines')) {
    say('deadlines');
    add(await benchDeadlines(size.rounds));
  }
  if (wanted('hq-ingest')) {
    say('hq-ingest');
    add(await benchIngest(size.rounds, size.cases > 10_000 ? 'full' : 'smoke'));
  }
  if (wanted('script')) {
    say('script');
    add(await benchScripts(size.rounds));
  }
  if (wanted('drain') || wanted('hydrate')) {
    // The other profiles are never connected to anything.
    const own = path.join(dir, 'profile-drain');
    await seed(size.drain.cases, own);
    await benchDrain({ profile: own, dir, size: size.drain, wanted, add, say });
  }
  if (![...outsideTheApp, ...Object.keys(inTheApp)].some(wanted)) return versions;
  if (wanted('start')) {
    say('start');
    add(await benchStart(0, undefined, size.rounds));
    if (size.cases > 10_000) add(await benchStart(10_000, await seeded(10_000), size.rounds));
  }
  const profile = given ?? (await seeded(size.cases));
  if (wanted('start')) add(await benchStart(size.cases, profile, size.rounds));
  if (wanted('memory')) {
    say('memory');
    add(await benchMemory(size.cases, profile));
  }
  if (wanted('resume')) {
    say('resume');
    add(await benchResume(size.cases, profile, size.rounds, () => startOnce(profile)));
  }
  await inApp(profile, async (app) => {
    versions = await versionsOf(app);
    for (const [name, workload] of Object.entries(inTheApp)) {
      if (!wanted(name)) continue;
      say(name);
      add(await workload({ app, size, dir, say }));
    }
  });
  return versions;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'smoke' },
      only: { type: 'string', default: '' },
      profile: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const only = values.only.split(',').filter((name) => name !== '');
  const unknown = only.find((name) => !names.includes(name));
  if (values.help || unknown !== undefined || (values.size !== 'smoke' && values.size !== 'full')) {
    process.stderr.write(help);
    if (!values.help) process.exitCode = 2;
    return;
  }
  const size = sizes[values.size];
  setPatience(size.patienceMs);
  const report = createReport(path.join(root, 'reports'));
  const dir = await mkdtemp(path.join(tmpdir(), 'xianting-bench-'));
  try {
    const wanted = (name: string): boolean => only.length === 0 || only.includes(name);
    const versions = await run({ size, wanted, profile: values.profile }, report, dir);
    await report.finish(values.size, versions);
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exitCode = 1;
});
