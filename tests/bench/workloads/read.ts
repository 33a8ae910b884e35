/** W3 and W4: the newest fifty cases and the counts of the workbench, asked of main as the page asks. */
import { everything } from '../../e2e/bridge';
import { caseStatuses } from '../../../src/domain/complaint/states';
import { ask, callInMain, inStorePage } from '../app-driver';
import { closeBenchPage, inBenchPage, openBenchPage } from '../bench-page';
import { interleave, lineOf, ratioGate, sizeName, speedGate } from '../measure';
import { buildPage } from '../pages/build-page';
import { copyCases, countByIndex, cursorFifty } from '../store-scripts';
import type { Workload } from './workload';

const newestFifty = { ...everything, offset: 0, limit: 50 };
const peerReads = 20;

export const benchList: Workload = async ({ app, size, say }) => {
  const copied = await inStorePage<number>(app, copyCases);
  const page = await ask<{ rows: { receivedAtMs: number }[]; total: number }>(app, 'history.page', newestFifty);
  const newest = await inStorePage<{ times: number[] }>(app, cursorFifty(1));
  if (
    page.total !== copied ||
    JSON.stringify(page.rows.map((row) => row.receivedAtMs)) !== JSON.stringify(newest.times)
  ) {
    throw new Error('list: not the newest fifty of all');
  }
  say(`filling RxDB and PouchDB with ${String(size.peerRows)} rows`);
  await openBenchPage(app, await buildPage('peers-page'));
  try {
    await inBenchPage(app, `peers.use('list')`);
    const held: Record<string, number> = {};
    for (const peer of ['rxdb', 'pouchdb']) {
      const stored = await inBenchPage<number>(app, `peers.held('${peer}')`);
      const missing = Math.max(0, size.peerRows - stored);
      const script = `peers.insert('${peer}', ${String(stored)}, ${String(missing)})`;
      held[peer] = missing === 0 ? stored : (await inBenchPage<{ held: number }>(app, script)).held;
    }
    const peer = (name: string, order: string, times: number) => () =>
      inBenchPage<number[]>(app, `peers.newest('${name}', '${order}', ${String(times)}, ${String(held[name])})`);
    const raw = 'raw cursor over 50 sealed rows, newest first';
    const done = await interleave(size.rounds, {
      ours: async () => (await callInMain(app, 'history.page', Array(peerReads).fill(newestFifty))).map(({ ms }) => ms),
      others: {
        [raw]: async () => (await inStorePage<{ samples: number[] }>(app, cursorFifty(peerReads))).samples,
        'RxDB newest first': peer('rxdb', 'desc', 3),
        'RxDB oldest first': peer('rxdb', 'asc', 3),
        'PouchDB newest first': peer('pouchdb', 'desc', peerReads),
      },
    });
    const name = `list/${sizeName(size.cases)}`;
    return [
      lineOf(name, raw, done, {
        gates: ({ ratio = Number.NaN }) => [ratioGate(ratio, 2.5, 1.2)],
        note: 'asked through main, ready for the screen; the raw rows stay sealed',
      }),
      lineOf(name, 'RxDB newest first', done, {
        gates: ({ ratio = Number.NaN }) => [speedGate(ratio, 1, 300)],
        note: `RxDB plain, ${String(held['rxdb'])} rows; its free storage sorts in memory in this direction`,
      }),
      lineOf(name, 'RxDB oldest first', done),
      lineOf(name, 'PouchDB newest first', done),
    ];
  } finally {
    await closeBenchPage(app);
  }
};

export const benchCounts: Workload = async ({ app, size }) => {
  await inStorePage<number>(app, copyCases);
  const statuses = [...caseStatuses];
  const { counts } = await inStorePage<{ counts: number[] }>(app, countByIndex(statuses, 1));
  for (const [i, status] of statuses.entries()) {
    const filter = { ...everything.filter, statuses: [status] };
    const { total } = await ask<{ total: number }>(app, 'history.page', { ...newestFifty, filter });
    if (total !== counts[i]) throw new Error(`counts: ${status} is ${String(total)}, not ${String(counts[i])}`);
  }
  await ask(app, 'workbench.today', {});
  const baseline = `IndexedDB count() of ${String(statuses.length)} states`;
  const done = await interleave(size.rounds, {
    ours: async () => (await callInMain(app, 'workbench.today', Array(10).fill({}))).map(({ ms }) => ms),
    others: {
      [baseline]: async () => (await inStorePage<{ samples: number[] }>(app, countByIndex(statuses, 2))).samples,
    },
  });
  return [
    lineOf(`counts/${sizeName(size.cases)}`, baseline, done, {
      gates: ({ ratio = Number.NaN }) => [speedGate(ratio, 50, 500)],
      note: 'the whole workbench: eight counts, three lists and the callbacks that are due',
    }),
  ];
};
