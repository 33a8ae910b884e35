/**
 * F-27: the server as it is installed, over PGlite on a real disk, is killed while it takes in batches of 200, and started again on the
 * same folder. After each start it has every batch whole or not at all, and nothing that a PC took for received is missing.
 */
import { publicOfSeed } from '../../../src/main/keys/ed25519';
import { emptyDetails } from '../../../src/domain/complaint/values';
import { newId } from '../../../src/main/platform/ids';
import { MAX_PUSH_EVENTS } from '../../../src/shared/sync-protocol/version';
import { chen, must } from '../../support/case-builder';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { chaosLine } from '../world/chaos-line';
import { onlyBranch } from '../world/headquarters-desk';
import { forgetProgram, killableHeadquarters } from '../world/killable-headquarters';
import type { LineFault } from '../world/line-faults';
import { simPc } from '../world/sim-pc';

const operations = 500;
/** After so many runs that sent nothing it is stuck. */
const mostIdleRuns = 5;

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const hq = await killableHeadquarters();
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const began = { ms: 0 };
  const line = await chaosLine(() => hq.url, {
    // Somewhere between the request and its answer.
    restartHq: async () => {
      for (let turns = chance.below(400); turns > 0; turns -= 1) await turn();
      const from = performance.now();
      await hq.killAndStart();
      began.ms = Math.max(began.ms, performance.now() - from);
    },
    runOut: () => Promise.resolve(),
    kill: () => undefined,
    killAtCall: () => undefined,
  });
  const faults: string[] = [];
  let pc: ReturnType<typeof simPc> | undefined;
  try {
    const storeKey = Buffer.from(chance.rng.bytes(32));
    const at = { url: line.url, publicKey: '', nowMs: Date.now };
    pc = simPc('A', chance, { storeKey, hq: at });
    at.publicKey = await hq.enrol(pc.id, pc.deviceSeed);
    pc.net = line.netOf(pc.id);
    await pc.start();
    await must(pc.pc).workspace.records.registerMany(
      Array.from({ length: operations }, () => ({
        ...{ commandId: newId(), caseId: newId(), actor: chen },
        command: {
          name: 'register' as const,
          input: {
            ...{ number: `N-${newId()}`, source: 'quick' as const, receivedAtMs: Date.now(), emotion: 1 as const },
            ...{ details: { ...emptyDetails, matter: newId() }, evidence: [], draftHands: [], importKey: null },
          },
        },
      })),
    );
    let [idle, before] = [0, pc.host.outbox().length];
    for (let run = 0; before > 0 && idle < mostIdleRuns; run += 1) {
      const killed: LineFault = { kind: 'hqRestarts', at: chance.below(1_000) };
      // Two kills in each attempt; where in the request or the answer, chance says.
      line.plan(pc.id, run < 2 ? [killed] : []);
      await pc.sync();
      const left = pc.host.outbox().length;
      const kept = await hq.seqsOf(pc.id, onlyBranch);
      const whole = kept.length === operations || kept.length % MAX_PUSH_EVENTS === 0;
      if (!whole || kept.some((seq, n) => seq !== n + 1))
        faults.push(`${String(kept.length)} events of broken batches`);
      if (operations - left > kept.length)
        faults.push(`${String(operations - left)} are taken for received, and headquarters has ${String(kept.length)}`);
      idle = left < before ? 0 : idle + 1;
      before = left;
    }
    if (before > 0) faults.push(`${String(before)} were never sent`);
    const verdict = await pc.verify(new Map([[pc.id, publicOfSeed('ed25519', pc.deviceSeed)]]));
    // Registered in bulk, which answers for cases and leaves no receipts that somebody waits for.
    const strangers = verdict.faults.filter((fault) => !fault.includes('receipts of commands that nobody gave'));
    return inAll(operations, began.ms, [
      { ...verdict, faults: strangers },
      { lost: [], doubled: [], faults: [...faults, ...line.unanswered] },
    ]);
  } finally {
    await pc?.engine?.stop();
    await line.close();
    await hq.end();
  }
}

export const headquartersKilled: FaultRow = {
  id: 'F-27',
  title: 'headquarters over a database on disk killed twice while it takes in 500 events, and started again',
  tries: { t1: 1, t2: 100 },
  needs: 'node',
  attempt,
  end: forgetProgram,
};
