/**
 * F-30: headquarters was away for an hour of their clocks and is back, small: two hundred PCs with something to send come back by
 * themselves, and whoever is too many is told 429. They come spread, wait as long as they are asked to, and everybody gets through.
 */
import type { Net } from '../../../src/main/sync/net';
import { chen } from '../../support/case-builder';
import type { Attempt, FaultRow } from '../fault-row';
import type { ChaosPc } from '../world/chaos-pc';
import { chaosWorld } from '../world/chaos-world';

const branches = 50;
const perBranch = 4;
const awayMs = 60 * 60_000;
/** Exchanges that headquarters takes in one second when it is back. */
const perSecond = 2;
/** What the answer to one too many asks for (chaos-acts.ts). */
const askedMs = 20_000;
/** Everybody has been served by then, by the clocks. */
const servedWithinMs = 30 * 60_000;
/** Of all PCs, in any second in which they try: their waits are spread over minutes by then. */
const mostAtOnce = 0.1;

interface Tried {
  readonly atMs: number;
  readonly refused: boolean;
}

async function attempt(seed: number): Promise<Attempt> {
  const world = await chaosWorld(
    seed,
    Array.from({ length: branches }, () => perBranch),
  );
  const { hq, line, pcs } = world;
  const faults: string[] = [];
  try {
    const start = hq.nowMs();
    const backAt = start + awayMs;
    const tries = new Map<ChaosPc, Tried[]>(pcs.map((one) => [one, []]));
    const taken = new Map<number, number>();
    for (const one of pcs) {
      const through = one.pc.net;
      const gate: Net = (request) => {
        const now = one.pc.clock.wallMs();
        const second = Math.floor(now / 1_000);
        const isAway = now < backAt;
        const count = (taken.get(second) ?? 0) + 1;
        if (!isAway) taken.set(second, count);
        const refused = !isAway && count > perSecond;
        tries.get(one)?.push({ atMs: now, refused });
        line.plan(one.pc.id, isAway ? [{ kind: 'refused', at: 0 }] : refused ? [{ kind: 'tooMany', at: 0 }] : []);
        return through(request);
      };
      one.pc.net = gate;
      await one.pc.register(chen);
      await one.pc.sync();
    }
    const isDone = (): boolean => pcs.every(({ pc }) => pc.host.outbox().length === 0);
    while (!isDone() && hq.nowMs() < backAt + servedWithinMs) {
      const next = Math.min(...pcs.map(({ pc }) => pc.planned?.atMs ?? Number.POSITIVE_INFINITY));
      world.pass(Math.max(1, next - hq.nowMs()));
      await Promise.all(
        pcs.filter(({ pc }) => (pc.planned?.atMs ?? Infinity) <= hq.nowMs()).map(({ pc }) => pc.runPlanned()),
      );
    }
    const waiting = pcs.filter(({ pc }) => pc.host.outbox().length > 0).length;
    if (waiting > 0) faults.push(`${String(waiting)} PCs were not served within half an hour`);
    // Spread: by the end of the hour nobody moves in step any more.
    const seconds = new Map<number, number>();
    for (const { atMs } of [...tries.values()].flat())
      if (atMs > start + awayMs / 2 && atMs < backAt) {
        const second = Math.floor(atMs / 1_000);
        seconds.set(second, (seconds.get(second) ?? 0) + 1);
      }
    const most = Math.max(0, ...seconds.values());
    if (most > pcs.length * mostAtOnce) faults.push(`${String(most)} PCs tried in the same second`);
    for (const [one, all] of tries)
      for (const [n, { atMs, refused }] of all.entries()) {
        const then = all[n + 1];
        if (refused && then && then.atMs < atMs + askedMs)
          faults.push(`${one.pc.id} was asked to wait, and came back after ${String(then.atMs - atMs)} ms`);
      }
    const refusals = [...tries.values()].map((all) => all.filter(({ refused }) => refused).length);
    const served = [...tries.values()].map((all) => Math.max(...all.map(({ atMs }) => atMs)) - backAt);
    process.stderr.write(
      `F-30 ${String(pcs.length)} PCs, ${String([...tries.values()].flat().length)} tries, at most ${String(most)} in a second; ` +
        `refused at most ${String(Math.max(...refusals))} times, the last served after ${(Math.max(...served) / 60_000).toFixed(1)} min\n`,
    );
    // What the others of a branch sent is fetched with the next sync.
    for (const { pc } of pcs) pc.net = line.netOf(pc.id);
    faults.push(...(await world.settle()));
    const verdict = await world.verify();
    return { ...verdict, faults: [...faults, ...verdict.faults] };
  } finally {
    await world.end();
  }
}

export const allAtOnce: FaultRow = {
  id: 'F-30',
  title: 'two hundred PCs come back at once to a headquarters that takes two requests a second',
  tries: { t1: 0, t2: 3 },
  needs: 'node',
  attempt,
};
