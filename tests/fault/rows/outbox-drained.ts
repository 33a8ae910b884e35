/**
 * F-40, the local part: a PC that was thirty days without a line sends what it has over one of 2 Mbit/s, 150 ms and 2 % of faults.
 * Headquarters takes everything in once and in order, and the PC needs no more memory for it, however much waits.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { emptyDetails } from '../../../src/domain/complaint/values';
import { publicOfSeed } from '../../../src/main/keys/ed25519';
import { newId } from '../../../src/main/platform/ids';
import type { CaseCall } from '../../../src/main/records/calls';
import { chen, must } from '../../support/case-builder';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { simHeadquarters } from '../world/sim-headquarters';
import { simPc, type SimPc } from '../world/sim-pc';
import { slowLine } from '../world/slow-line';

const operations = 100_000;
/** The first attempt is the big one; others look for faults of the order and may be smaller. */
const fewer = 2_000;
const perFrame = 500;
const dayMs = 86_400_000;
const mostGrowthBytes = 50 * 1024 * 1024;
/** After so many runs that sent nothing it is stuck: faults are two in a hundred. */
const mostIdleRuns = 20;

function registrations(pc: SimPc, count: number): CaseCall[] {
  return Array.from({ length: count }, () => ({
    commandId: newId(),
    caseId: newId(),
    actor: chen,
    command: {
      name: 'register',
      input: {
        ...{ number: `N-${newId()}`, source: 'quick', receivedAtMs: pc.clock.wallMs(), emotion: 1 },
        details: { ...emptyDetails, matter: newId(), facts: `${newId()} ${newId()} ${newId()}` },
        ...{ evidence: [], draftHands: [], importKey: null },
      },
    },
  }));
}

/** Of this process, after everything that is not needed was thrown away. */
function memoryUse(): () => number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    collect();
    return process.memoryUsage().rss;
  };
}

async function attempt(seed: number): Promise<Attempt> {
  const count = seed === 1 ? operations : fewer;
  const chance = chanceOf(seed);
  const hq = await simHeadquarters();
  const pc = simPc('A', chance, { storeKey: Buffer.from(chance.rng.bytes(32)), hq });
  await hq.enrol(pc.id, pc.deviceSeed);
  await pc.start();
  let lineMs = 0;
  let bytes = 0;
  const line = slowLine(
    {
      ...{ bitsPerSecond: 2_000_000, roundTripMs: 150, faultShare: 0.02 },
      pass: (ms) => {
        lineMs += ms;
        hq.pass(ms);
        pc.clock.pass(ms);
      },
    },
    chance,
  );
  const use = memoryUse();
  let most = 0;
  let requests = 0;
  pc.net = (request) => {
    bytes += request.body.length;
    // In the middle of it, when a batch is in memory.
    if (requests++ % 5 === 0) most = Math.max(most, use());
    return line(request);
  };
  const { records } = must(pc.pc).workspace;
  for (let done = 0; done < count; done += perFrame) {
    const ms = (30 * dayMs * perFrame) / count;
    hq.pass(ms);
    pc.clock.setWall(hq.nowMs());
    await records.registerMany(registrations(pc, Math.min(perFrame, count - done)));
  }

  const before = use();
  most = before;
  let idle = 0;
  let runs = 0;
  const faults: string[] = [];
  for (let left = pc.host.outbox().length; left > 0 && idle < mostIdleRuns;) {
    await pc.sync();
    const now = pc.host.outbox().length;
    idle = now < left ? 0 : idle + 1;
    left = now;
    runs += 1;
  }
  const growth = most - before;
  process.stderr.write(
    `F-40 ${String(count)} operations, ${(bytes / 1e6).toFixed(1)} MB in ${String(runs)} runs, ` +
      `${(lineMs / 1_000).toFixed(0)} s on the line; memory ${(before / 1e6).toFixed(0)} MB, ${(growth / 1e6).toFixed(1)} MB more\n`,
  );
  if (growth > mostGrowthBytes) faults.push(`memory grew by ${(growth / 1e6).toFixed(1)} MB`);
  const left = pc.host.outbox().length;
  if (left > 0) faults.push(`${String(left)} operations were never sent`);
  const own = pc.host.events().filter(({ deviceId }) => deviceId === pc.id).length;
  const kept = await hq.seqsOf(pc.id);
  if (kept.length !== own) faults.push(`headquarters has ${String(kept.length)} of ${String(own)} events`);
  if (kept.some((seq, i) => seq !== i + 1)) faults.push('headquarters has them in another order, or twice');
  const verdict = await pc.verify(new Map([[pc.id, publicOfSeed('ed25519', pc.deviceSeed)]]));
  await pc.engine?.stop();
  // Registered in bulk, which answers for cases and leaves no receipts that somebody waits for.
  const strangers = verdict.faults.filter((fault) => !fault.includes('receipts of commands that nobody gave'));
  return inAll(count, 0, [
    { ...verdict, faults: strangers },
    { lost: [], doubled: [], faults },
  ]);
}

export const outboxDrained: FaultRow = {
  id: 'F-40',
  title: '100,000 operations sent over 2 Mbit/s, 150 ms, 2 % faults (simulated line, real headquarters)',
  tries: { t1: 0, t2: 20 },
  needs: 'node',
  longestMs: 30 * 60_000,
  attempt,
};
