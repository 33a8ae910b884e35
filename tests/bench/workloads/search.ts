/** W5: search-as-you-type in the page of the store host, against MiniSearch, FlexSearch and the plain scan. */
import { inStorePage } from '../app-driver';
import {
  interleave,
  limitGate,
  lineOf,
  percentile,
  quantiles,
  shorten,
  sizeName,
  type BenchLine,
  type Gate,
} from '../measure';
import { buildPage } from '../pages/build-page';
import type { SearchPrepared } from '../pages/search-page';
import type { Workload } from './workload';

const perKind = 3;
const peers = ['minisearch', 'flexsearch', 'includes'] as const;

export const benchSearch: Workload = async ({ app, size, say }) => {
  const name = `search/${sizeName(size.cases)}`;
  say(`indexing ${String(size.cases)} documents, ours and peers`);
  await inStorePage(app, `${await buildPage('search-page')};0`);
  const prepared = await inStorePage<SearchPrepared>(
    app,
    `searchBench.prepare(${JSON.stringify({ cases: size.cases, perKind })})`,
  );
  const arm = (of: string) => (round: number) =>
    inStorePage<number[]>(app, `searchBench.round('${of}', ${String(round)})`);
  const done = await interleave(size.rounds, {
    ours: arm('ours'),
    others: Object.fromEntries(peers.map((peer) => [peer, arm(peer)])),
  });
  const recall = Object.entries(prepared.recall).map(([peer, share]) => `${peer} ${String(shorten(share))}`);
  const note = `recall over ${String(prepared.checked)} queries: ${recall.join(', ')}; ms to index: ${JSON.stringify(prepared.indexMs, (_key, value: unknown) => (typeof value === 'number' ? Math.round(value) : value))}`;

  /** Search is judged by its p95: the median answer of every engine is fast. */
  const line = (peer: (typeof peers)[number]): BenchLine => {
    const base = lineOf(name, peer, done, { note });
    const p95s = done.map(({ ours, others }) => percentile(ours, 0.95) / percentile(others[peer] ?? [], 0.95));
    const ratio = shorten(percentile(p95s, 0.5));
    return { ...base, ratio, ratioMin: shorten(Math.min(...p95s)), ratioMax: shorten(Math.max(...p95s)) };
  };
  const against = (peer: (typeof peers)[number], most: number, moonshot: number): BenchLine => {
    const one = line(peer);
    const ratio = one.ratio ?? Number.NaN;
    const gate: Gate = {
      text: `p95 ratio <= ${String(most)}`,
      pass: ratio <= most,
      value: String(ratio),
      moonshot: { text: `p95 ratio <= ${String(moonshot)}`, pass: ratio <= moonshot },
    };
    return { ...one, gates: [gate] };
  };
  const scan = line('includes');
  const ours = prepared.recall['ours'] ?? 0;
  const changes = await inStorePage<{ upserts: number[]; removes: number[] }>(app, 'searchBench.changes()');
  const change = (what: 'upsert' | 'remove', samples: readonly number[]): BenchLine => ({
    name: `${name}/${what}`,
    unit: 'ms',
    n: samples.length,
    ...quantiles(samples),
    rounds: 1,
  });
  return [
    {
      ...scan,
      gates: [
        limitGate(scan.p95 ?? Number.NaN, 'ms', 10, 3.6, 'p95'),
        { text: 'recall = 100 % of includes, in order', pass: ours === 1, value: `${String(ours * 100)} %` },
      ],
    },
    // The goals against peers are PERFORMANCE's, as times faster.
    against('minisearch', 0.2, 1 / 60),
    against('flexsearch', 1, 1 / 1.5),
    change('upsert', changes.upserts),
    change('remove', changes.removes),
  ];
};
