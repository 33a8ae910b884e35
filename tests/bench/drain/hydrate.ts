/** W10: a new PC of a branch gets everything that headquarters holds of it. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { demoBranch } from '../../../src/main/demo/demo-branch';
import { everything } from '../../e2e/bridge';
import { ask, callInMain, signIn, start, type RunningApp } from '../app-driver';
import { limitGate, shorten, sizeName, type BenchLine } from '../measure';
import { isBusy } from '../quiet';
import { codeAt, type FarEnd } from './branch';
import type { Child } from './child';
import { longTasksOf } from './long-tasks';

/** What a branch of 100,000 cases may take. */
const promisedMs = 20_000;
const promisedCases = 100_000;
const firstPageMs = 1_000;

export interface Held {
  readonly events: number;
  readonly cases: number;
}

/** @param way `segments`: they are cut; what is behind the last of them comes by pages as ever */
export async function benchHydrate(
  far: Child<FarEnd>,
  dir: string,
  held: Held,
  way: 'pages' | 'segments',
): Promise<readonly BenchLine[]> {
  const noisy = await isBusy();
  const app = await start(path.join(dir, `joining-${way}`));
  try {
    const code = await codeAt(far.hello, { kind: 'join', branchCode: demoBranch.branch.code });
    let ms = Number.NaN;
    let recoveryCode = '';
    const hqCpu = async (): Promise<number> => (await far.ask<{ seconds: number }>({ cpu: true })).seconds;
    const [cpuBefore, hqBefore] = [await cpuSecondsOf(app), await hqCpu()];
    const tasks = await longTasksOf(app, async () => {
      const [answer] = await callInMain(app, 'setup.joinBranch', [{ hqUrl: far.hello.plainUrl, code }]);
      ms = answer?.ms ?? Number.NaN;
      ({ recoveryCode } = answer?.value as { recoveryCode: string });
    });
    const [cpu, hqSeconds] = [(await cpuSecondsOf(app)) - cpuBefore, (await hqCpu()) - hqBefore];
    await ask(app, 'setup.confirmRecoveryCode', { code: recoveryCode });
    await signIn(app);
    const began = performance.now();
    const { total } = await ask<{ total: number }>(app, 'history.page', { ...everything, offset: 0, limit: 50 });
    const pageMs = performance.now() - began;
    if (total !== held.cases) throw new Error(`hydrate: ${String(total)} of ${String(held.cases)} cases are there`);
    const all = [...tasks.page, ...tasks.store];
    const name = `hydrate/${sizeName(held.cases)}/${way}`;
    const one = { n: 1, p95: null, p99: null, rounds: 1, noisy: noisy ? 1 : 0 } as const;
    const straight = (ms / held.cases) * promisedCases;
    return [
      {
        ...{ name, unit: 'ms', p50: shorten(ms), ...one },
        gates: [limitGate(straight, 'ms', promisedMs, undefined, 'for 100,000 cases, in proportion')],
        note: `${String(held.events)} events of ${String(held.cases)} cases, each verified, over plain HTTP on loopback: ${String(Math.round((held.events / ms) * 1_000))} events/s; ${String(shorten(cpu))} s of processor time of the PC and ${String(shorten(hqSeconds))} s of headquarters without its database, ${String(shorten((cpu / held.events) * 1_000))} ms an event at the PC`,
      },
      {
        ...{ name: `${name}/first-page`, unit: 'ms', p50: shorten(ms + pageMs), ...one },
        gates: [limitGate(ms + pageMs, 'ms', firstPageMs)],
        note: 'from "join" to the first fifty cases; what people type and Argon2id are left out',
      },
      {
        ...{ name: `${name}/ui`, unit: 'long tasks', p50: all.length, ...one },
        gates: [limitGate(all.length, '', 0, undefined, 'tasks over 50 ms')],
        note: `page ${String(tasks.page.length)}, store host ${String(tasks.store.length)}, longest ${String(shorten(Math.max(0, ...all)))} ms; main's longest turn ${String(shorten(tasks.mainMs))} ms`,
      },
    ];
  } finally {
    await app.close();
  }
}

/** Of all processes of the program, by the kernel's account (Linux). */
async function cpuSecondsOf(app: RunningApp): Promise<number> {
  const pids = await app.electron.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ pid }) => pid));
  const ticks = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '');
      // Behind the name, which may hold spaces: user and kernel time are the 12th and 13th from there.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    }),
  );
  return ticks.reduce((sum, one) => sum + one, 0) / 100;
}
