/** W10: a new PC of a branch gets everything that headquarters holds of it. */
import path from 'node:path';
import { demoBranch } from '../../../src/main/demo/demo-branch';
import { everything } from '../../e2e/bridge';
import { ask, callInMain, signIn, start } from '../app-driver';
import { limitGate, shorten, sizeName, type BenchLine } from '../measure';
import { isBusy } from '../quiet';
import { codeAt, type FarEnd } from './branch';
import { longTasksOf } from './long-tasks';

/** What a branch of 100,000 cases may take. */
const promisedMs = 20_000;
const promisedCases = 100_000;
const firstPageMs = 1_000;

export interface Held {
  readonly events: number;
  readonly cases: number;
}

export async function benchHydrate(far: FarEnd, dir: string, held: Held): Promise<readonly BenchLine[]> {
  const noisy = await isBusy();
  const app = await start(path.join(dir, 'joining'));
  try {
    const code = await codeAt(far, { kind: 'join', branchCode: demoBranch.branch.code });
    let ms = Number.NaN;
    let recoveryCode = '';
    const tasks = await longTasksOf(app, async () => {
      const [answer] = await callInMain(app, 'setup.joinBranch', [{ hqUrl: far.plainUrl, code }]);
      ms = answer?.ms ?? Number.NaN;
      ({ recoveryCode } = answer?.value as { recoveryCode: string });
    });
    await ask(app, 'setup.confirmRecoveryCode', { code: recoveryCode });
    await signIn(app);
    const began = performance.now();
    const { total } = await ask<{ total: number }>(app, 'history.page', { ...everything, offset: 0, limit: 50 });
    const pageMs = performance.now() - began;
    if (total !== held.cases) throw new Error(`hydrate: ${String(total)} of ${String(held.cases)} cases are there`);
    const all = [...tasks.page, ...tasks.store];
    const name = `hydrate/${sizeName(held.cases)}`;
    const one = { n: 1, p95: null, p99: null, rounds: 1, noisy: noisy ? 1 : 0 } as const;
    const straight = (ms / held.cases) * promisedCases;
    return [
      {
        ...{ name, unit: 'ms', p50: shorten(ms), ...one },
        gates: [limitGate(straight, 'ms', promisedMs, undefined, 'for 100,000 cases, in proportion')],
        note: `${String(held.events)} events of ${String(held.cases)} cases, each verified, over plain HTTP on loopback: ${String(Math.round((held.events / ms) * 1_000))} events/s`,
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
