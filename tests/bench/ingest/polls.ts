/** Polls of PCs that have everything, with 40,000 branches in the memory of one server process. */
import { limitGate, quantiles, shorten, type BenchLine } from '../measure';
import { isBusy } from '../quiet';
import { makeAgent, mustPost, type Arm } from './arm';
import type { Signed } from './load-pc';

const atOnce = 32;

/** @param arm with branches of which a few have a PC; the server process is started again, so that it reads all of them as it does at its start */
export async function measurePolls(arm: Arm, heads: number, polls: number): Promise<BenchLine> {
  const noisy = await isBusy();
  const { url, pcs, sql } = arm;
  const others = `from generate_series(1, ${String(heads - pcs.length)}) n`;
  await sql(`insert into branches select 'x-' || n, 'X' || n, 'n', 'bank', 'i', 'p', 1 + n % 7 ${others}`);
  await sql(`insert into device_directory select 'x-d-' || n, 'x-' || n ${others}`);
  await sql(
    `insert into devices (branch_id, id, tag, public_key, enrolled_at) select 'x-' || n, 'x-d-' || n, 'A', 'k', 1 ${others}`,
  );
  await arm.kill();
  await arm.startAgain();
  const positions = await sql<{ branch_id: string; last: number }>(
    `select branch_id, (next_position - 1)::int as last from branches where branch_id like 'b-%'`,
  );
  const ends = new Map(positions.map(({ branch_id: branch, last }) => [branch, last]));
  const signed: Signed[] = [];
  while (signed.length < polls) {
    const pc = pcs[signed.length % pcs.length];
    if (!pc) throw new Error('no PC');
    signed.push(await pc.poll(url, ends.get(pc.branchId) ?? 0));
  }
  const agent = makeAgent(atOnce);
  const samples: number[] = [];
  const before = await arm.statements();
  const began = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = signed.pop(); next; next = signed.pop()) {
        const asked = performance.now();
        const reply = JSON.parse(await mustPost(url, next, agent)) as { readonly events: readonly unknown[] };
        samples.push(performance.now() - asked);
        if (reply.events.length > 0) throw new Error('a PC that has everything was given something');
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  const after = await arm.statements();
  agent.destroy();
  return {
    name: `hq-poll/${String(heads)}`,
    unit: 'ms',
    n: samples.length,
    ...quantiles(samples),
    rounds: 1,
    noisy: noisy ? 1 : 0,
    note:
      `${String(Math.round(polls / seconds))} polls/s, ${String(atOnce)} at once; written beside them, gathered: when PCs were last seen, ` +
      `${String(after.ofLastSeen - before.ofLastSeen)} statements`,
    gates: [limitGate(shorten(after.ofPolls - before.ofPolls), 'statements', 0, undefined, 'of all these polls')],
  };
}
