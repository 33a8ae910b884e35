/**
 * F-42: eight hours at the counter in fast motion: two PCs, 400 complaints, 40 approvals, six times without a line, three kills, two
 * clocks that are set, one disk that is full for a while. What was refused is given again, as a person does.
 */
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import { nodeNet } from '../../../src/main/sync/node-net';
import { chen, li, must, remedy, wang, type Actor } from '../../support/case-builder';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { branchOfTwo, type BranchOfTwo } from '../world/branch-of-two';
import { chanceOf, type Chance } from '../world/chance';
import { hu, type SimPc } from '../world/sim-pc';

const complaints = 400;
const hourMs = 3_600_000;

interface Day {
  readonly branch: BranchOfTwo;
  readonly chance: Chance;
  readonly caseIds: string[];
  readonly faults: string[];
  recoverMs: number;
}

/** What befalls a PC at a moment of the day. */
type Trouble = (day: Day, pc: SimPc) => Promise<void>;

const noLine: Trouble = (_day, pc) => {
  pc.net = () => Promise.resolve({ ok: false, fault: 'unreachable' });
  return Promise.resolve();
};
const killed: Trouble = async (day, pc) => {
  const power = day.chance.next() < 0.5;
  await pc.crash(power ? pc.disk.afterPowerLoss(day.chance.next) : pc.disk.afterKill());
  pc.host.closeDatabase(power ? 'empty' : 'whole');
  day.recoverMs = Math.max(day.recoverMs, await pc.start());
};
const clockSet =
  (byMs: number): Trouble =>
  (_day, pc) => {
    pc.clock.setWall(pc.clock.wallMs() + byMs);
    return Promise.resolve();
  };
const diskFull: Trouble = async (day, pc) => {
  pc.disk.faultOf = (op) => (op === 'append' || op === 'create' ? { code: 'ENOSPC', written: 0.5 } : undefined);
  const before = pc.host.events().length;
  if ((await pc.register()) !== undefined) day.faults.push('a full disk took something in');
  if (pc.host.events().length !== before) day.faults.push('half of something is there that a full disk refused');
  const [known] = day.caseIds;
  if (known !== undefined && (await pc.state(known)).id !== known)
    day.faults.push('nothing can be read while the disk is full');
  pc.disk.faultOf = () => undefined;
};

/** Given until it is kept. */
async function keep(day: Day, pc: SimPc, actor: Actor, caseId: string, command: CaseCommand): Promise<void> {
  const answer = await pc.run(actor, caseId, command);
  if (answer !== null) day.faults.push(`${command.name} was not kept: ${JSON.stringify(answer)}`);
}

async function complaint(day: Day, pc: SimPc, counter: Actor): Promise<string | undefined> {
  const caseId = await pc.register(counter);
  if (caseId === undefined) {
    day.faults.push('a complaint was not kept');
    return undefined;
  }
  await keep(day, pc, counter, caseId, { name: 'addNote', input: { staffText: 'x'.repeat(day.chance.below(900)) } });
  day.caseIds.push(caseId);
  return caseId;
}

async function approval(day: Day, pc: SimPc, counter: Actor, supervisor: Actor, caseId: string): Promise<void> {
  await keep(day, pc, supervisor, caseId, {
    name: 'accept',
    input: { complexity: 'simple', complexityReason: '', ownerId: counter.userId },
  });
  await keep(day, pc, counter, caseId, { name: 'proposeRemedy', input: { content: remedy() } });
  await keep(day, pc, supervisor, caseId, await pc.decision(caseId, 'approve'));
}

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const branch = await branchOfTwo(seed);
  const { a, b, hq } = branch;
  const day: Day = { branch, chance, caseIds: [], faults: [], recoverMs: 0 };
  const troubles = [
    ...Array.from({ length: 6 }, () => noLine),
    killed,
    killed,
    killed,
    clockSet(-2 * hourMs),
    clockSet(hourMs),
    diskFull,
  ];
  const when = new Map(troubles.map((trouble) => [5 + chance.below(complaints - 10), trouble]));
  const lineBackAt = new Map<number, SimPc>();
  for (let n = 0; n < complaints; n++) {
    const [pc, counter, supervisor] = chance.next() < 0.5 ? ([a, chen, li] as const) : ([b, wang, hu] as const);
    const ms = (8 * hourMs) / complaints;
    hq.pass(ms);
    for (const one of [a, b]) one.clock.pass(ms);
    const trouble = when.get(n);
    if (trouble) await trouble(day, pc);
    if (trouble === noLine) lineBackAt.set(n + 10 + chance.below(30), pc);
    const back = lineBackAt.get(n);
    if (back) back.net = nodeNet;
    const caseId = await complaint(day, pc, counter);
    if (caseId !== undefined && n % 10 === 0) await approval(day, pc, counter, supervisor, caseId);
    // Every few minutes, as the engine does by itself.
    if (n % 8 === 0) for (const one of [a, b]) await one.sync();
  }
  for (const pc of [a, b]) pc.net = nodeNet;
  await branch.level();
  await branch.level();
  const faults = [...day.faults, ...(await endOfDay(day))];
  const verdicts = [await a.verify(branch.deviceKeys), await b.verify(branch.deviceKeys)];
  await branch.end();
  const acknowledged = a.acknowledged.length + b.acknowledged.length;
  return inAll(acknowledged, day.recoverMs, [...verdicts, { lost: [], doubled: [], faults }]);
}

/** O2, O4, O6, O7: order, the same everywhere, nothing left to send, nothing approved without a signature. */
async function endOfDay({ branch, caseIds }: Day): Promise<string[]> {
  const { a, b, hq } = branch;
  const faults: string[] = [];
  const there = await hq.cases();
  if (there.size !== caseIds.length)
    faults.push(`headquarters has ${String(there.size)} of ${String(caseIds.length)} cases`);
  let approved = 0;
  for (const caseId of caseIds) {
    const state = await a.state(caseId);
    if ((await a.shown(caseId)) !== (await b.shown(caseId))) faults.push('the two PCs show different cases');
    if (there.get(caseId)?.status !== state.status) faults.push('headquarters says otherwise');
    if (state.status !== 'approved') continue;
    approved += 1;
    const events = await must(a.pc).workspace.records.events(caseId);
    const signed = events.find(({ header }) => header.type === 'remedy.approved');
    if (signed?.userSig === undefined) faults.push('approved without a signature');
  }
  if (approved !== complaints / 10) faults.push(`${String(approved)} approvals`);
  for (const pc of [a, b]) {
    const left = pc.host.outbox().length;
    if (left > 0) faults.push(`${String(left)} events of ${pc.id} were never sent`);
    const own = pc.host.events().filter(({ deviceId }) => deviceId === pc.id);
    const stamps = own.sort((one, other) => one.seq - other.seq).map(({ signed }) => signed.header.at.hlc);
    if (stamps.some((hlc, i) => hlc <= (stamps[i - 1] ?? ''))) faults.push(`the order of ${pc.id} went back`);
    if ((await hq.seqsOf(pc.id)).length !== own.length) faults.push(`headquarters lacks events of ${pc.id}`);
  }
  return faults;
}

export const counterDay: FaultRow = {
  id: 'F-42',
  title:
    'eight hours at two counters: 400 complaints, 40 approvals, lines cut, kills, clocks set, a full disk (simulated)',
  tries: { t1: 0, t2: 5 },
  needs: 'node',
  attempt,
};
