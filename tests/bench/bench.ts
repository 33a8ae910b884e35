/**
 * `npm run bench [-- --size smoke|full] [--only save,list,…] [--keep]`: JSON lines on stdout, reports/bench.json, and a table of the
 * gates on stderr. Goals are ratios against something plain that is measured in the same minute; milliseconds are recorded, not judged.
 * Nothing here fails because it was slow, only because it was wrong.
 */
import { spawn } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { everything } from '../e2e/bridge';
import { ask, signIn, start, type RunningApp } from './app-driver';
import { isNoisy, shorten, sizeName, type BenchLine } from './measure';
import { benchInsert, benchList, benchSave, benchUnlock, type Scale } from './operations';
import { benchMemory, benchStart } from './processes';
import { runSearchBench } from './search/search.bench';

const root = path.resolve(__dirname, '../..');
const sizes = {
  smoke: { cases: 10_000, rounds: 5, perRound: 40, startRounds: 5, insertRows: 2_000, searchRounds: 3 },
  full: { cases: 100_000, rounds: 7, perRound: 100, startRounds: 7, insertRows: 100_000, searchRounds: 7 },
} as const;

const lines: BenchLine[] = [];
let versions: Readonly<Record<string, string>> = {};

function report(more: readonly BenchLine[]): void {
  for (const line of more) {
    lines.push(line);
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}

function say(text: string): void {
  process.stderr.write(`[bench] ${text}\n`);
}

async function seed(cases: number, userData: string): Promise<void> {
  const args = ['--conditions=import', '--import', 'tsx', 'scripts/seed.ts'];
  const child = spawn(process.execPath, [...args, '--cases', String(cases), '--user-data', userData, '--seed', '7'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) throw new Error(`seeding ended with ${String(code)}`);
}

/** First start on a seeded profile: the store is filled from the journal, lists and search are made. Not a benchmark, but worth knowing. */
async function firstStart(cases: number, userData: string): Promise<BenchLine> {
  const noisy = isNoisy();
  const app = await start(userData);
  const ms = await signIn(app);
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
    note: 'first sign-in after the database was lost: everything derived is made again from the journal',
  };
}

async function search(cases: number, rounds: number): Promise<BenchLine[]> {
  const rows = await runSearchBench({ cases, rounds, peers: ['minisearch', 'flexsearch'] });
  const of = (name: string, arm: string) => rows.find((row) => row.name.endsWith(name) && row.arm === arm);
  const ours = of('/query', 'ours');
  if (!ours) throw new Error('search: no samples');
  const recalls = rows.filter((row) => row.name.endsWith('/recall'));
  const recall = recalls.map((row) => `${row.arm} ${String(row.p50)}`).join(', ');
  return ['minisearch', 'flexsearch', 'includes'].flatMap((arm) => {
    const peer = of('/query', arm);
    const ratios = of('/query-p95-ratio', arm);
    if (!peer || !ratios) return [];
    const ratio = shorten(1 / ratios.p50);
    const line: BenchLine = {
      name: `search/${sizeName(cases)}`,
      unit: 'ms',
      n: ours.n,
      p50: ours.p50,
      p95: ours.p95,
      p99: ours.p99,
      baseline: { name: arm, p50: peer.p50, p95: peer.p95, p99: peer.p99 },
      ratio,
      ...(ratios.max === null ? {} : { ratioMin: shorten(1 / ratios.max) }),
      rounds,
      note: `ratio of p95 per round; recall: ${recall}`,
    };
    if (arm === 'includes') return [line];
    const most = arm === 'minisearch' ? 0.2 : 1;
    return [{ ...line, gate: { text: `p95 ratio <= ${String(most)}`, pass: ratio <= most } }];
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: 'smoke' },
      only: { type: 'string', default: '' },
      profile: { type: 'string' },
    },
  });
  const size = values.size === 'full' ? sizes.full : sizes.smoke;
  const only = values.only.split(',').filter((name) => name !== '');
  const wanted = (name: string): boolean => only.length === 0 || only.includes(name);
  const began = performance.now();
  const dir = await mkdtemp(path.join(tmpdir(), 'xianting-bench-'));
  const scale: Scale = size;
  try {
    if (wanted('search')) report(await search(size.cases, size.searchRounds));
    if (wanted('start')) report(await benchStart(0, undefined, size.startRounds));
    if (wanted('start') && size.cases > 10_000) {
      const small = path.join(dir, 'p10k');
      await seed(10_000, small);
      report([await firstStart(10_000, small)]);
      report(await benchStart(10_000, small, size.startRounds));
    }
    const profile = values.profile ?? path.join(dir, 'profile');
    if (['start', 'list', 'unlock', 'memory', 'save', 'insert'].some(wanted)) {
      say(`seeding ${String(size.cases)} cases`);
      if (values.profile === undefined) {
        await seed(size.cases, profile);
        report([await firstStart(size.cases, profile)]);
      }
      if (wanted('start')) report(await benchStart(size.cases, profile, size.startRounds));
      await inApp(profile, async (app) => {
        versions = await versionsOf(app);
        if (wanted('memory')) report(await benchMemory(size.cases, app));
        if (wanted('list')) report(await benchList(app, scale));
        if (wanted('unlock')) report(await benchUnlock(app, scale));
        if (wanted('save')) report(await benchSave(app, scale));
        if (wanted('insert')) report(await benchInsert(app, scale, size.insertRows, dir));
      });
    }
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
  await mkdir(path.join(root, 'reports'), { recursive: true });
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? '', load: loadavg().map(shorten), ...versions };
  await writeFile(
    path.join(root, 'reports/bench.json'),
    `${JSON.stringify({ size: values.size, machine, lines }, null, 2)}\n`,
  );
  say(JSON.stringify(machine));
  for (const { name, baseline, ratio, gate, noisy } of lines) {
    if (!gate) continue;
    const busy = noisy ? `, ${String(noisy)} noisy rounds` : '';
    say(
      `${gate.pass ? 'pass' : 'MISS'}  ${name.padEnd(14)} ${gate.text}: ${String(ratio)} of ${baseline?.name ?? ''}${busy}`,
    );
  }
  say(`${((performance.now() - began) / 60_000).toFixed(1)} min`);
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

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exitCode = 1;
});
