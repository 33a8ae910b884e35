/**
 * Search-as-you-type over a made-up corpus: this index (twice, so that the noise of the machine is known), the plain
 * `String.includes` scan, MiniSearch and FlexSearch, interleaved round by round. Speed counts only at full recall.
 *
 *   npx tsx tests/bench/search/search.bench.ts --cases 100000 --rounds 7 [--peers minisearch,flexsearch | --peers none]
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { SearchDoc, SearchIndex } from '../../../src/shared/store-contract/search';
import { createSearchIndex } from '../../../src/store-host/search/search-index';
import { makeCorpus, makeQueries, makeCase, type CorpusQuery } from './corpus';
import { oracleQuery, sortNewestFirst, toOracleDoc } from './oracle';
import { createFlexSearchPeer, createMiniSearchPeer, type Peer } from './peers';

export interface SearchBenchOptions {
  readonly cases: number;
  readonly rounds: number;
  readonly peers?: readonly ('minisearch' | 'flexsearch')[];
  /** Queries of each kind and round. */
  readonly perKind?: number;
}

export interface BenchRow {
  readonly name: string;
  readonly arm: string;
  readonly unit: 'ms' | 'MB' | 'ratio' | 'share';
  readonly n: number;
  readonly p50: number;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  readonly note?: string;
}

const LIMIT = 50;
/** Changes timed one by one. */
const CHANGES = 2000;

const yieldNow = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const nowMs = (): number => performance.now();

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

const round = (value: number): number => Number(value.toPrecision(4));

/** p95 needs 20 samples, p99 needs 100; fewer give null. */
function row(name: string, arm: string, unit: BenchRow['unit'], samples: readonly number[], note?: string): BenchRow {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    name,
    arm,
    unit,
    n: sorted.length,
    p50: round(percentile(sorted, 0.5)),
    p95: sorted.length >= 20 ? round(percentile(sorted, 0.95)) : null,
    p99: sorted.length >= 100 ? round(percentile(sorted, 0.99)) : null,
    max: sorted.length > 1 ? round(percentile(sorted, 1)) : null,
    ...(note === undefined ? {} : { note }),
  };
}

function timed(work: () => void): number {
  const began = nowMs();
  work();
  return nowMs() - began;
}

/** Heap plus array buffers after a full collection, in MB. */
function memoryMb(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

interface Arm {
  readonly name: string;
  readonly query: (text: string) => readonly string[];
}

interface Built {
  readonly index: SearchIndex;
  readonly rows: readonly BenchRow[];
}

/** The corpus made case by case, as the owner reads it page by page; the time of making it is kept apart. */
function* madeCases(cases: number, clock: { makingMs: number }): Generator<SearchDoc> {
  for (let i = 0; i < cases; i += 1) {
    const began = nowMs();
    const made = makeCase(i);
    clock.makingMs += nowMs() - began;
    yield made;
  }
}

async function buildOurs(name: string, cases: number): Promise<Built> {
  const slices: number[] = [];
  let began = nowMs();
  const watched = async (): Promise<void> => {
    slices.push(nowMs() - began);
    await yieldNow();
    began = nowMs();
  };
  const built = createSearchIndex({ yieldNow: watched, nowMs });
  const start = nowMs();
  const cpu = process.cpuUsage();
  began = start;
  const clock = { makingMs: 0 };
  await built.upsertMany(madeCases(cases, clock), 1);
  await built.idle();
  const tookMs = nowMs() - start - clock.makingMs;
  const used = process.cpuUsage(cpu);
  const stored = built.drainDirty().put;
  const index = createSearchIndex({ yieldNow, nowMs });
  const loads: number[] = [];
  for (let i = 0; i < 5; i += 1) loads.push(timed(() => void index.load(stored)));
  const rows = [
    row(`${name}/index`, 'ours', 'ms', [tookMs], `cpu ${round((used.user + used.system) / 1000).toString()} ms`),
    row(`${name}/slice`, 'ours', 'ms', slices, 'between two yields while indexing'),
    row(`${name}/load`, 'ours', 'ms', loads, 'checksum, id table, ready to query'),
    row(`${name}/memory`, 'ours', 'MB', [index.memoryBytes() / 1e6], 'typed arrays, stored text included'),
  ];
  return { index, rows };
}

function measureChanges(name: string, index: SearchIndex, docs: readonly SearchDoc[]): BenchRow[] {
  const upserts: number[] = [];
  const removes: number[] = [];
  for (let i = 0; i < CHANGES; i += 1) {
    const old = docs[(i * 37) % docs.length] as SearchDoc;
    const changed = { ...old, fields: { ...old.fields, text: makeCase(i, 99).fields.text } };
    upserts.push(
      timed(() => {
        index.upsert(changed);
      }),
    );
  }
  for (let i = 0; i < CHANGES; i += 1) {
    const { caseId } = docs[(i * 41 + 5) % docs.length] as SearchDoc;
    removes.push(timed(() => void index.remove(caseId)));
  }
  return [row(`${name}/upsert`, 'ours', 'ms', upserts), row(`${name}/remove`, 'ours', 'ms', removes)];
}

function buildPeer(name: string, peer: Peer, docs: readonly SearchDoc[]): BenchRow[] {
  const before = memoryMb();
  const tookMs = timed(() => {
    docs.forEach((doc, id) => {
      peer.add(doc, id);
    });
  });
  return [
    row(`${name}/index`, peer.name, 'ms', [tookMs]),
    row(`${name}/memory`, peer.name, 'MB', [memoryMb() - before], 'heap after collection; holds no text'),
  ];
}

/** Share of the expected ids that were found, over all queries; 1 for ours or the run fails. */
function recall(
  arm: Arm,
  queries: readonly CorpusQuery[],
  expected: readonly (readonly string[])[],
  exact: boolean,
): number {
  let wanted = 0;
  let found = 0;
  queries.forEach((query, i) => {
    const want = expected[i] ?? [];
    const got = arm.query(query.text);
    if (exact && JSON.stringify(got) !== JSON.stringify(want)) {
      throw new Error(
        `search: ${query.kind} ${JSON.stringify(query.text)} answered ${got.length.toString()} cases in another order or number than the scan (${want.length.toString()})`,
      );
    }
    const set = new Set(got);
    wanted += want.length;
    found += want.filter((caseId) => set.has(caseId)).length;
  });
  return found / wanted;
}

const sizeName = (cases: number): string => (cases % 1000 === 0 ? `${(cases / 1000).toString()}k` : cases.toString());

/** Runs everything and returns the rows; throws when an answer of ours differs from the scan. */
export async function runSearchBench(options: SearchBenchOptions): Promise<readonly BenchRow[]> {
  const name = `search/${sizeName(options.cases)}`;
  const rows: BenchRow[] = [];
  const ours = await buildOurs(name, options.cases);
  const docs = makeCorpus(options.cases);
  rows.push(...ours.rows);
  const toIds = (text: string): string[] => ours.index.query({ text, limit: LIMIT }).hits.map((hit) => hit.caseId);
  const sorted = sortNewestFirst(docs.map(toOracleDoc));
  const peers = (options.peers ?? ['minisearch', 'flexsearch']).map((peer) =>
    peer === 'minisearch' ? createMiniSearchPeer() : createFlexSearchPeer(options.cases),
  );
  for (const peer of peers) rows.push(...buildPeer(name, peer, docs));
  const arms: Arm[] = [
    { name: 'ours', query: toIds },
    { name: 'ours-again', query: toIds },
    { name: 'includes', query: (text) => oracleQuery(sorted, text, LIMIT) },
    ...peers.map((peer) => ({
      name: peer.name,
      query: (text: string) => peer.query(text).map((id) => docs[id]?.caseId ?? ''),
    })),
  ];

  const perKind = options.perKind ?? 3;
  const checked = makeQueries(docs, perKind, 11);
  const expected = checked.map((query) => oracleQuery(sorted, query.text, LIMIT));
  for (const arm of arms) {
    const share = recall(arm, checked, expected, arm.name.startsWith('ours'));
    rows.push(
      row(
        `${name}/recall`,
        arm.name,
        'share',
        [share],
        `${checked.length.toString()} queries, newest fifty of the scan`,
      ),
    );
  }

  const samples = new Map(arms.map((arm) => [arm.name, [] as number[]]));
  const ratios = new Map(arms.map((arm) => [arm.name, [] as number[]]));
  for (let turn = 0; turn < options.rounds; turn += 1) {
    // Queries no arm has seen before, asked in an order that turns round by round.
    const queries = makeQueries(docs, perKind, 100 + turn);
    const order = turn % 2 === 0 ? arms : [...arms].reverse();
    const p95 = new Map<string, number>();
    for (const arm of order) {
      const times = queries.map((query) => timed(() => void arm.query(query.text)));
      samples.get(arm.name)?.push(...times);
      p95.set(
        arm.name,
        percentile(
          [...times].sort((a, b) => a - b),
          0.95,
        ),
      );
      await yieldNow();
    }
    const anchor = p95.get('ours') ?? Number.NaN;
    for (const [arm, value] of p95) ratios.get(arm)?.push(value / anchor);
  }
  for (const arm of arms) {
    rows.push(row(`${name}/query`, arm.name, 'ms', samples.get(arm.name) ?? []));
    if (arm.name !== 'ours') {
      rows.push(
        row(
          `${name}/query-p95-ratio`,
          arm.name,
          'ratio',
          ratios.get(arm.name) ?? [],
          'p95 of the arm over p95 of ours, by round',
        ),
      );
    }
  }
  for (const peer of peers) {
    const times = Array.from({ length: 20 }, (_, id) =>
      timed(() => {
        peer.remove(id * 3);
      }),
    );
    rows.push(row(`${name}/remove`, peer.name, 'ms', times));
  }
  rows.push(...measureChanges(name, ours.index, docs));
  await ours.index.idle();
  return rows;
}

function argument(name: string, fallback: string): string {
  const at = process.argv.indexOf(`--${name}`);
  return at === -1 ? fallback : (process.argv[at + 1] ?? fallback);
}

async function main(): Promise<void> {
  const wanted = argument('peers', 'minisearch,flexsearch').split(',');
  const rows = await runSearchBench({
    cases: Number(argument('cases', '10000')),
    rounds: Number(argument('rounds', '7')),
    peers: (['minisearch', 'flexsearch'] as const).filter((peer) => wanted.includes(peer)),
  });
  process.stdout.write(rows.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

// Run as a program, not when another bench imports it.
if (process.argv[1]?.endsWith('search.bench.ts') === true) {
  main().catch((cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
    process.exitCode = 1;
  });
}
