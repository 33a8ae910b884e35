/** Whole processes: from spawn to the first thing that can be clicked, and how much memory they hold together. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { demoPassword } from '../../src/main/demo/demo-branch';
import { interleave, limitGate, lineOf, median, ratioGate, sizeName, type BenchLine } from './measure';

/** From signing in until the program rests: what loading took is given back after ten seconds. */
const restMs = 15_000;
/** A profile that was only seeded has its lists made at the first signing in: 100,000 cases take more than a minute. */
const longestReadyMs = { setup: 60_000, tiles: 60_000, signedIn: 600_000 } as const;
const emptyWindow = 'empty Electron window';
const shell = (name: 'empty' | 'ours'): string => path.join(__dirname, 'shells', name);

interface Started {
  readonly ms: number;
  readonly child: ChildProcess;
}

async function startShell(
  name: 'empty' | 'ours',
  userData: string,
  expect: 'setup' | 'tiles' | 'signedIn',
): Promise<Started> {
  const binary = process.env['ELECTRON_EXEC_PATH'];
  if (binary === undefined) throw new Error('ELECTRON_EXEC_PATH is not set; run npm run bench');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = performance.now();
  const child = spawn(binary, [shell(name), ...asRoot, `--user-data-dir=${userData}`], {
    stdio: ['ignore', 'pipe', expect === 'signedIn' ? 'inherit' : 'ignore'],
    env: {
      ...process.env,
      BENCH_EXPECT: expect,
      ...(expect === 'signedIn' ? { BENCH_SIGN_IN: JSON.stringify({ name: '李敏', password: demoPassword }) } : {}),
    },
  });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} did not get ready`)), longestReadyMs[expect]);
    child.stdout.on('data', (chunk: Buffer) => {
      if (!chunk.toString().includes('BENCH-READY')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with ${String(code)}`)));
  });
  return { ms: performance.now() - began, child };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

async function inTemporaryFolder<T>(task: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(path.join(tmpdir(), 'xianting-bench-'));
  try {
    return await task(dir);
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** ms from spawn to the sign-in page painted. */
export async function startOnce(profile: string): Promise<number> {
  const { ms, child } = await startShell('ours', profile, 'tiles');
  await end(child);
  return ms;
}

/** W1. `profile` undefined: a first start, until the first page of set-up can be used. */
export async function benchStart(cases: number, profile: string | undefined, rounds: number): Promise<BenchLine[]> {
  const once = async (name: 'empty' | 'ours', dir: string): Promise<number[]> => {
    const { ms, child } = await startShell(name, dir, profile === undefined ? 'setup' : 'tiles');
    await end(child);
    return [ms];
  };
  const ours = (): Promise<number[]> =>
    profile === undefined ? inTemporaryFolder((dir) => once('ours', dir)) : once('ours', profile);
  const empty = (): Promise<number[]> => inTemporaryFolder((dir) => once('empty', dir));
  await ours();
  await empty();
  const done = await interleave(rounds, { ours, others: { [emptyWindow]: empty } });
  return [
    lineOf(`start/${sizeName(cases)}`, emptyWindow, done, {
      gates: ({ ratio = Number.NaN }) => [ratioGate(ratio, 2, 1.4)],
      note: 'spawn to sign-in tiles (or first page of set-up) painted; page cache warm',
    }),
  ];
}

/** Sum of proportional set sizes of a process and all below it, in MB. */
export function pssOf(pid: number): number {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readOrEmpty(`/proc/${entry}/stat`))?.[1];
    if (parent === undefined) continue;
    children.set(Number(parent), [...(children.get(Number(parent)) ?? []), Number(entry)]);
  }
  const sum = (id: number): number => {
    const own = /^Pss:\s+(\d+) kB/m.exec(readOrEmpty(`/proc/${String(id)}/smaps_rollup`))?.[1];
    return Number(own ?? 0) + (children.get(id) ?? []).map(sum).reduce((a, b) => a + b, 0);
  };
  return sum(pid) / 1024;
}

const ticksPerSecond = 100;

/** Processor time that a process has used so far, all its threads together, in seconds. */
export function cpuSecondsOf(pid: number): number {
  return cpuSecondsIn(readFileSync(`/proc/${String(pid)}/stat`, 'utf8'));
}

/** `utime` and `stime` (proc(5), fields 14 and 15), in seconds. The name, field 2, may hold anything. */
export function cpuSecondsIn(stat: string): number {
  const fromState = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fromState[11]) + Number(fromState[12])) / ticksPerSecond;
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A process that ended while the list was read.
    return '';
  }
}

/**
 * W12: signed in, list and search loaded and idle, against an empty window. Both stand side by side the whole time, so that files
 * which both have mapped count half for each, and to neither is anything attached.
 */
export async function benchMemory(cases: number, profile: string): Promise<BenchLine[]> {
  const done = await inTemporaryFolder(async (dir) => {
    const { child: app } = await startShell('ours', profile, 'signedIn');
    const { child: window } = await startShell('empty', dir, 'setup');
    try {
      await rest(restMs);
      return await interleave(5, {
        ours: () => Promise.resolve([pssOf(app.pid ?? 0)]),
        others: { [emptyWindow]: () => Promise.resolve([pssOf(window.pid ?? 0)]) },
      });
    } finally {
      await end(window);
      await end(app);
    }
  });
  const over = median(done.map((round) => median(round.ours) - median(round.others[emptyWindow] ?? [])));
  return [
    lineOf(`memory/${sizeName(cases)}`, emptyWindow, done, {
      unit: 'MB',
      gates: () => [limitGate(over, 'MB', 150, 80, 'over the empty window')],
      note: 'PSS of all processes, without forced collection',
    }),
  ];
}
