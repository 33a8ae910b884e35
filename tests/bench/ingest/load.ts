/**
 * Load for headquarters over real sockets to a server process on a durable PostgreSQL 15: branches in a closed loop, each pushing its next
 * batch when the last one was answered; whether all are served alike; all coming back at once; polls that have nothing new. Prints the
 * lines as JSON. Arguments: the bundled server, rounds, `smoke` or `full`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '../../../scripts/setup/postgres.mjs';
import { interleave, lineOf, limitGate, median, speedGate, type BenchLine } from '../measure';
import { lostAndDoubled, makeAgent, mustPost, startArm, type Arm } from './arm';
import { measureFairness } from './fairness';
import type { Signed } from './load-pc';
import { measurePolls } from './polls';
import { measureStorm } from './storm';

const most = 1_000;
/** Pushes of one branch in one run. */
const pushesEach = 3;
const agent = makeAgent(most);

/** Milliseconds. All is written and signed before the clock runs. */
async function drain({ url, pcs }: Arm, branches: number, batch: number): Promise<number> {
  const work: Signed[][] = [];
  for (const pc of pcs.slice(0, branches)) {
    const own: Signed[] = [];
    while (own.length < pushesEach) own.push(await pc.nextPush(url, batch));
    work.push(own);
  }
  const began = performance.now();
  await Promise.all(
    work.map(async (requests) => {
      for (const request of requests) {
        const answer = JSON.parse(await mustPost(url, request, agent)) as {
          readonly results: readonly { readonly outcome: string }[];
        };
        if (answer.results.some(({ outcome }) => outcome !== 'accepted')) throw new Error('an event was not accepted');
      }
    }),
  );
  return performance.now() - began;
}

const naive = 'a transaction for each push';

/** Lines of all sizes, and events a second of ours by their names. */
async function measureThroughput(
  { ours, each }: { readonly ours: Arm; readonly each: Arm },
  rounds: number,
  size: 'smoke' | 'full',
): Promise<{ readonly lines: readonly BenchLine[]; readonly perSecond: ReadonlyMap<string, number> }> {
  const lines: BenchLine[] = [];
  const perSecond = new Map<string, number>();
  const grid =
    size === 'full'
      ? [5, 20, 100].flatMap((batch) => [1, 10, 100, most].map((n) => [n, batch] as const))
      : ([
          [10, 5],
          [most, 5],
        ] as const);
  for (const [branches, batch] of grid) {
    const done = await interleave(rounds, {
      ours: async () => [await drain(ours, branches, batch)],
      others: { [naive]: async () => [await drain(each, branches, batch)] },
    });
    const events = branches * batch * pushesEach;
    const name = `hq-ingest/${String(branches)}x${String(batch)}`;
    const rate = (ms: number): number => Math.round((events / ms) * 1_000);
    perSecond.set(name, rate(median(done.flatMap((round) => round.ours))));
    const naiveRate = rate(median(done.flatMap((round) => round.others[naive] ?? [])));
    lines.push(
      lineOf(name, naive, done, {
        note: `${String(perSecond.get(name))} events/s, each by itself ${String(naiveRate)} events/s`,
        gates: ({ ratio = Number.NaN }) =>
          name === 'hq-ingest/1000x5'
            ? [
                speedGate(ratio, 1.3, 2.5),
                limitGate(
                  (perSecond.get('hq-ingest/10x5') ?? 0) / (perSecond.get(name) ?? 1),
                  '',
                  1,
                  undefined,
                  'events/s of 10 branches by those of 1,000',
                ),
              ]
            : [],
      }),
    );
  }
  return { lines, perSecond };
}

async function verify(arm: Arm): Promise<void> {
  const { lost, doubled } = await lostAndDoubled(arm);
  if (lost + doubled !== 0) throw new Error(`${String(lost)} events lost, ${String(doubled)} there twice`);
}

async function main(): Promise<void> {
  const [, , serverFile = '', rounds = '3', given = 'smoke'] = process.argv;
  const size = given === 'full' ? 'full' : 'smoke';
  const dir = mkdtempSync(path.join(tmpdir(), 'xianting-ingest-'));
  const root = path.resolve(import.meta.dirname, '../..');
  const server = await startPostgres(root, { durable: true, settings: { shared_buffers: '256MB' } });
  const lines: BenchLine[] = [];
  try {
    const place = { serverFile, adminUrl: server.url, dir };
    const ours = await startArm(place, 'together', 'together', most);
    const each = await startArm(place, 'each', 'each', most);
    const throughput = await measureThroughput({ ours, each }, Number(rounds), size);
    lines.push(...throughput.lines);
    await verify(each);
    await each.stop();
    lines.push(await measureFairness(ours, size === 'full' ? 3 : 1, 5, 12));
    lines.push(await measureStorm(ours, 5, 3, throughput.perSecond.get('hq-ingest/1000x5') ?? Number.NaN));
    await verify(ours);
    lines.push(await measurePolls(ours, 40_000, size === 'full' ? 20_000 : 5_000));
    await ours.stop();
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
  process.stdout.write(`${JSON.stringify(lines)}\n`);
}

void main();
