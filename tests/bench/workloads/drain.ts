/**
 * W9, W9b, W10 and W15: what a branch wrote without a line goes to headquarters. Ours is the whole way of the application: read from the store,
 * opened, sent over HTTPS in signed requests, every event's chain and signature verified, durable in PostgreSQL, the receipt verified and
 * kept. Against PouchDB pushing the same records over HTTPS to express-pouchdb, LevelDB at both ends, which verifies nothing and does not
 * wait for the disk.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startPostgres } from '../../../scripts/setup/postgres.mjs';
import { signInWith } from '../../e2e/pages/setup-page';
import { makeAuthority } from '../../support/certificates';
import { start, type RunningApp } from '../app-driver';
import { connect, drain, drained, fillOutbox, type FarEnd } from '../drain/branch';
import { startChild, type Child } from '../drain/child';
import { benchHydrate } from '../drain/hydrate';
import { longTasksOf, type LongTasks } from '../drain/long-tasks';
import { clearLine, type LineState } from '../drain/line';
import { demoPassword } from '../../../src/main/demo/demo-facts';
import {
  interleave,
  limitGate,
  lineOf,
  median,
  ratioGate,
  shorten,
  sizeName,
  speedGate,
  type BenchLine,
} from '../measure';
import { waitForQuiet } from '../quiet';

const root = path.resolve(__dirname, '../../..');

export interface DrainSize {
  /** Cases of the profile, all of which are sent at first. */
  readonly cases: number;
  readonly rounds: number;
  /** Complaints of one arm in one round. */
  readonly rows: number;
}

const farLines: readonly (readonly [string, LineState])[] = [
  ['rtt30', { ...clearLine, roundTripMs: 30 }],
  ['rtt150', { ...clearLine, roundTripMs: 150 }],
  ['faults', { roundTripMs: 0, resets: 0.01, duplicates: 0.05 }],
  ['rtt150-faults', { roundTripMs: 150, resets: 0.01, duplicates: 0.05 }],
];

interface Drainage {
  readonly app: RunningApp;
  readonly far: Child<FarEnd>;
  readonly dir: string;
  readonly size: DrainSize;
  readonly say: (text: string) => void;
}

interface Asked {
  /** Seeded, of its own: it is connected to a headquarters and written to. */
  readonly profile: string;
  readonly dir: string;
  readonly size: DrainSize;
  readonly wanted: (name: 'drain' | 'hydrate') => boolean;
  readonly add: (lines: readonly BenchLine[]) => void;
  readonly say: (text: string) => void;
}

export async function benchDrain({ profile, dir: parent, size, wanted, add, say }: Asked): Promise<void> {
  const dir = path.join(parent, 'drain');
  await mkdir(path.join(dir, 'hq'), { recursive: true });
  const authority = makeAuthority('bench');
  const server = authority.issue('127.0.0.1', 'server');
  const file = async (name: string, content: string): Promise<string> => {
    await writeFile(path.join(dir, name), content);
    return path.join(dir, name);
  };
  const rootFile = await file('root.pem', authority.cert);
  const certificate = [await file('server.pem', server.cert), await file('server.key', server.key)];
  const postgres = await startPostgres(root, { durable: true, settings: { shared_buffers: '256MB' } });
  const open: { readonly stop: () => Promise<void> }[] = [postgres];
  const kept = <T extends { readonly stop: () => Promise<void> }>(one: T): T => {
    open.push(one);
    return one;
  };
  try {
    const far = kept(
      await startChild<FarEnd>('tests/bench/drain/far-end.ts', [path.join(dir, 'hq'), ...certificate], {
        DATABASE_URL: postgres.url,
      }),
    );
    const app = await start(profile);
    kept({ stop: app.close });
    await signInWith(app.page, { name: '李敏', password: demoPassword });
    await app.page.keyboard.press('Control+Digit4');
    await app.page.waitForSelector('[role=grid] [role=rowgroup] [role=row]:not([aria-busy=true])');
    const world: Drainage = { app, far, dir, size, say };

    say('drain: everything that the profile holds');
    const first = await longTasksOf(app, async () => {
      await connect(app, far.hello, rootFile);
      await drained(app);
    });
    const { records, count } = await recordsOf(world);
    if (wanted('drain')) add([longTaskLine(`drain/ui/${sizeName(count)}`, first, `${String(count)} events`)]);
    if (wanted('hydrate')) {
      const held = { events: count, cases: size.cases };
      say('hydrate: a new PC of this branch, page by page');
      // Headquarters cuts by itself each minute: there must be none yet, and none may come while pages are measured.
      await far.ask({ sql: `update branches set cut_to = ${String(Number.MAX_SAFE_INTEGER)}` });
      await far.ask({ sql: 'delete from segments' });
      add(await benchHydrate(far, dir, held, 'pages'));
      await far.ask({ sql: 'update branches set cut_to = 0' });
      const cut = await far.ask<{ segments: number; ms: number }>({ cut: true });
      if (cut.segments === 0) throw new Error('hydrate: no segment was cut');
      say(
        `hydrate: the same by ${String(cut.segments)} sealed segments, which took ${String(Math.round(cut.ms))} ms to cut`,
      );
      add(await benchHydrate(far, dir, held, 'segments'));
    }
    if (!wanted('drain')) return;
    const pouchFar = kept(
      await startChild<{ url: string }>('tests/bench/drain/pouch-far-end.ts', [
        path.join(dir, 'pouch-far'),
        ...certificate,
      ]),
    );
    const pouchNear = kept(
      await startChild<object>(
        'tests/bench/drain/pouch-near-end.ts',
        [path.join(dir, 'pouch-near'), pouchFar.hello.url, await file('records.json', JSON.stringify(records))],
        { NODE_EXTRA_CA_CERTS: rootFile },
      ),
    );
    add(await againstPouch(world, pouchNear));
    for (const [name, state] of farLines) add([await onLine(world, name, state)]);
  } finally {
    for (const one of open.reverse()) await one.stop();
  }
}

/** Of this round and those before; no complaint is imported twice. */
let imported = 0;

/** ms for a thousand events, all of them at the far end once. */
async function ours(world: Drainage, longest: number[] = []): Promise<number[]> {
  const { app, dir, size } = world;
  const from = 2_000_000 + imported;
  imported += size.rows;
  const waiting = await fillOutbox(app, dir, from, size.rows);
  // The import is still being indexed.
  await waitForQuiet();
  if (waiting < size.rows) throw new Error(`${String(waiting)} events of ${String(size.rows)} complaints wait`);
  let ms = Number.NaN;
  const { page, store } = await longTasksOf(app, async () => {
    ms = await drain(app);
  });
  longest.push(...page, ...store);
  await verify(world);
  return [(ms / waiting) * 1_000];
}

async function againstPouch(world: Drainage, near: Child<object>): Promise<BenchLine[]> {
  const { size, say } = world;
  const pouch = (batch: number | null) => async () => {
    const { ms } = await near.ask<{ ms: number }>({ batch, count: size.rows });
    return [(ms / size.rows) * 1_000];
  };
  const plain = 'PouchDB to express-pouchdb';
  const tuned = 'PouchDB to express-pouchdb, batches of 1,000';
  await ours(world);
  await pouch(null)();
  await pouch(1_000)();
  const long: number[] = [];
  const done = await interleave(size.rounds, {
    ours: (round) => {
      say(`drain, round ${String(round + 1)}`);
      return ours(world, long);
    },
    others: { [plain]: pouch(null), [tuned]: pouch(1_000) },
  });
  const rate = (samples: readonly number[]): string => `${String(Math.round(1_000_000 / median(samples)))}/s`;
  const of = (arm: string): string => rate(done.flatMap((round) => round.others[arm] ?? []));
  const note = `ms for 1,000 events, HTTPS on loopback; ours ${rate(done.flatMap((round) => round.ours))}, PouchDB ${of(plain)}, in batches of 1,000 ${of(tuned)}`;
  const name = `drain/${sizeName(size.rows)}`;
  return [
    lineOf(name, plain, done, { gates: ({ ratio = Number.NaN }) => [speedGate(ratio, 3, 8)], note }),
    lineOf(name, tuned, done, { gates: ({ ratio = Number.NaN }) => [speedGate(ratio, 3, 6)], note }),
    longTaskLine(`${name}/ui`, { page: long, store: [], mainMs: 0 }, 'page and store host, in all rounds'),
  ];
}

/** The same on another line, against the clear one in the same round. */
async function onLine(world: Drainage, name: string, state: LineState): Promise<BenchLine> {
  const { size, say, far } = world;
  const clear = 'the same on a clear line';
  const seen = { resets: 0, duplicates: 0 };
  const done = await interleave(Math.min(size.rounds, 5), {
    ours: async (round) => {
      say(`drain on ${name}, round ${String(round + 1)}`);
      await far.ask({ line: state });
      const sample = await ours(world);
      const { resets, duplicates } = await far.ask<typeof seen>({ line: clearLine });
      seen.resets += resets;
      seen.duplicates += duplicates;
      return sample;
    },
    others: { [clear]: () => ours(world) },
    again: false,
  });
  return lineOf(`drain/${sizeName(size.rows)}/${name}`, clear, done, {
    gates: ({ ratio = Number.NaN }) => [ratioGate(ratio, 1.25, 1.1, 'time by that of a clear line')],
    note: `${String(state.roundTripMs)} ms there and back; connections broken ${String(seen.resets)}, requests twice ${String(seen.duplicates)}; every event there once`,
  });
}

function longTaskLine(name: string, { page, store, mainMs }: LongTasks, what: string): BenchLine {
  const all = [...page, ...store];
  return {
    name,
    unit: 'long tasks',
    n: 1,
    ...{ p50: all.length, p95: null, p99: null, rounds: 1 },
    gates: [limitGate(all.length, '', 0, undefined, 'tasks over 50 ms')],
    note: `${what}; page ${String(page.length)}, store host ${String(store.length)}, longest ${String(shorten(Math.max(0, ...all)))} ms; main's longest turn ${String(shorten(mainMs))} ms`,
  };
}

/** What was sent, as PouchDB is to keep it. */
async function recordsOf({ far, size }: Drainage): Promise<{ records: readonly object[]; count: number }> {
  const [all] = await far.ask<[{ count: number }]>({ sql: 'select count(*)::int as count from events' });
  const records = await far.ask<readonly object[]>({
    sql: `select header, hash, device_sig as "deviceSig", payload::json as payload, salt from events
     where type = 'case.registered' order by seq limit ${String(size.rows)}`,
  });
  return { records, count: all.count };
}

/** Every event of each PC, accepted, once and without a gap. */
async function verify({ far }: Drainage): Promise<void> {
  const [found] = await far.ask<[Record<'all' | 'accepted' | 'places' | 'heads' | 'position', number>]>({
    sql: `select count(*)::int as all, count(*) filter (where outcome = 'accepted')::int as accepted,
       count(distinct (device_id, seq))::int as places, (select sum(head_seq) from devices)::int as heads,
       (select next_position - 1 from branches)::int as position from events`,
  });
  const values = Object.values(found);
  if (values.some((value) => value !== values[0]))
    throw new Error(`not every event is there once: ${JSON.stringify(found)}`);
}
