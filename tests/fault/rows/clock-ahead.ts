/**
 * F-23: the clock of one PC of a branch stands days ahead. What it writes comes last in the order and is marked; the time that
 * deadlines are held against does not move on the other PCs, and on that PC it is right again from the first answer of headquarters
 * on, also before somebody sets its clock right. What was written stays as it was written.
 */
import { agree, anchorsIn, timeBand } from '../../../src/domain/evidence/time-band';
import { CLOCK_STREAM, type OpenEvent } from '../../../src/domain/evidence/event-envelope';
import { parseHlc } from '../../../src/main/clock/clock';
import { publicOfSeed } from '../../../src/main/keys/ed25519';
import { chen, must, wang, type Actor } from '../../support/case-builder';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf, type Chance } from '../world/chance';
import { simHeadquarters, type SimHeadquarters } from '../world/sim-headquarters';
import { simPc, sun, type SimPc } from '../world/sim-pc';

const hour = 3_600_000;
const day = 24 * hour;

class Branch {
  readonly faults: string[] = [];
  readonly caseIds: string[] = [];
  /** When each case was received, as it was first shown. */
  readonly receivedAt = new Map<string, number>();
  /** Ids of events that were written while the clock of their PC was ahead. */
  readonly doubtful = new Set<string>();
  /** Of those that it wrote when it was set right and nobody had confirmed that yet: marked or not. */
  readonly either = new Set<string>();
  latestShownMs = 0;
  wasAhead = false;
  aheadMs = 0;
  /** Whether headquarters told the first PC the time since its clock is wrong. */
  told = false;

  readonly hq: SimHeadquarters;
  readonly pcs: readonly (readonly [SimPc, Actor])[];
  readonly chance: Chance;

  constructor(hq: SimHeadquarters, pcs: readonly (readonly [SimPc, Actor])[], chance: Chance) {
    this.hq = hq;
    this.pcs = pcs;
    this.chance = chance;
  }

  get first(): SimPc {
    return must(this.pcs[0])[0];
  }

  anyOf<T>(items: readonly T[]): T {
    return must(items[this.chance.below(items.length)]);
  }

  /** The same for everybody, whatever their clocks show. */
  pass(ms: number): void {
    this.hq.pass(ms);
    for (const [pc] of this.pcs) pc.clock.pass(ms);
    // Each commit takes a moment of the clock of its own PC: they agree again from here on.
    for (const [pc] of this.pcs) pc.clock.setWall(this.hq.nowMs() + (pc === this.first ? this.aheadMs : 0));
  }

  setAhead(ms: number): void {
    this.wasAhead ||= ms !== 0;
    this.aheadMs = ms;
    this.told = false;
    this.pass(0);
  }

  /** Does it and compares what it wrote with what the PC knew before. */
  async write(pc: SimPc, what: () => Promise<unknown>): Promise<void> {
    const before = pc.host.events();
    const latest = before.reduce((hlc, { signed }) => (signed.header.at.hlc > hlc ? signed.header.at.hlc : hlc), '');
    const known = new Set(before.map(({ id }) => id));
    this.latestShownMs = Math.max(this.latestShownMs, pc.clock.wallMs());
    await what();
    for (const { id, deviceId, signed } of pc.host.events()) {
      if (known.has(id) || deviceId !== pc.id) continue;
      const { hlc } = signed.header.at;
      if (hlc <= latest) this.faults.push(`${pc.id} wrote something that comes before what it answers to`);
      if (parseHlc(hlc).ms > this.latestShownMs + hour) this.faults.push('the order runs ahead of every clock');
      if (pc !== this.first) continue;
      if (this.aheadMs !== 0) this.doubtful.add(id);
      else if (this.wasAhead && !this.told) this.either.add(id);
    }
  }

  async step([pc, actor]: readonly [SimPc, Actor]): Promise<void> {
    const choice = this.chance.next();
    if (choice < 0.35) {
      const caseId = this.anyOf(this.caseIds);
      if ((await must(pc.pc).workspace.records.caseState(caseId)) === undefined) return;
      await this.write(pc, () => pc.run(actor, caseId, { name: 'addNote', input: { staffText: 'as agreed' } }));
    } else if (choice < 0.6) await this.register([pc, actor]);
    else if (choice < 0.9) await this.sync(pc);
    else if (pc !== this.first) await pc.reboot();
  }

  async register([pc, actor]: readonly [SimPc, Actor]): Promise<void> {
    await this.write(pc, async () => {
      const caseId = await pc.register(actor);
      if (caseId === undefined) {
        this.faults.push('a complaint was not kept');
        return;
      }
      const { receivedAtMs } = await pc.state(caseId);
      const truth = this.hq.nowMs();
      const isWrong = pc === this.first && this.aheadMs !== 0 && !this.told;
      if (!agree(receivedAtMs, isWrong ? truth + this.aheadMs : truth))
        this.faults.push(`received on ${pc.id} ${String((receivedAtMs - truth) / hour)} h from the truth`);
      this.caseIds.push(caseId);
      this.receivedAt.set(caseId, receivedAtMs);
    });
  }

  async sync(pc: SimPc): Promise<void> {
    const waits = pc.host.outbox().length > 0;
    await this.write(pc, () => pc.sync());
    // Only who sends something gets a time that is signed.
    if (pc === this.first && waits) this.told = true;
  }

  /** Deadlines are held against the truth everywhere but on the PC that nobody has corrected yet. */
  look(when: string): void {
    for (const [pc] of this.pcs) {
      const truth = this.hq.nowMs();
      const isUncorrected = pc === this.first && this.aheadMs !== 0 && !this.told;
      const offMs = must(pc.pc).stampClock.latestMs() - (isUncorrected ? truth + this.aheadMs : truth);
      if (!agree(offMs, 0)) this.faults.push(`${when}: the time on ${pc.id} is ${String(offMs / hour)} h off`);
    }
  }

  async level(): Promise<void> {
    for (let round = 0; round < 3; round++) for (const [pc] of this.pcs) await this.sync(pc);
  }
}

/** Which times are marked, that nothing written was changed, and that headquarters knows from when to when each can be. */
async function marksOf(branch: Branch): Promise<string[]> {
  const faults: string[] = [];
  const { records } = must(branch.first.pc).workspace;
  const anchors = anchorsIn(await records.events(CLOCK_STREAM));
  const streams = [CLOCK_STREAM, ...branch.caseIds];
  const events: OpenEvent[] = [];
  for (const streamId of streams) events.push(...(await records.events(streamId)));
  for (const { header } of events) {
    if (branch.either.has(header.id)) continue;
    const isDoubtful = timeBand(header, anchors) === 'doubtful';
    if (isDoubtful !== branch.doubtful.has(header.id))
      faults.push(`event ${String(header.seq)} of ${header.deviceId} is ${isDoubtful ? '' : 'not '}marked`);
  }
  for (const [caseId, receivedAtMs] of branch.receivedAt)
    for (const [pc] of branch.pcs) {
      const state = await pc.state(caseId);
      if (state.receivedAtMs !== receivedAtMs) faults.push('a time of receipt was changed');
      if ((await pc.shown(caseId)) !== (await branch.first.shown(caseId))) faults.push('PCs show different cases');
    }
  const kept = await branch.hq.events();
  for (const { atMs, storedAtMs, deviceId } of kept)
    if (atMs > storedAtMs + branch.latestShownMs || storedAtMs > branch.hq.nowMs())
      faults.push(`headquarters does not know when it got an event of ${deviceId}`);
  const ahead = kept.filter(({ atMs, storedAtMs }) => atMs > storedAtMs + hour);
  if (ahead.length === 0 || ahead.some(({ deviceId }) => deviceId !== branch.first.id))
    faults.push('headquarters has not what shows which PC was ahead');
  return faults;
}

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const hq = await simHeadquarters();
  const storeKey = Buffer.from(chance.rng.bytes(32));
  const pcs = ['A', 'B', 'C'].map((id) => simPc(id, chance, { storeKey, hq, keepsTimes: true }));
  for (const pc of pcs) {
    await hq.enrol(pc.id, pc.deviceSeed);
    await pc.start();
  }
  const actors = [chen, wang, sun];
  const branch = new Branch(
    hq,
    pcs.map((pc, i) => [pc, must(actors[i])] as const),
    chance,
  );
  await branch.register(must(branch.pcs[1]));
  await branch.level();
  branch.look('before');
  branch.setAhead(seed === 1 ? 3 * day : 2 * hour + chance.below(30 * day));
  for (let n = 0; n < 3; n++) await branch.register(must(branch.pcs[0]));
  branch.look('ahead');
  for (let n = 0; n < 40; n++) {
    branch.pass(chance.below(20 * 60_000));
    await branch.step(branch.anyOf(branch.pcs));
    branch.look(`step ${String(n)}`);
  }
  await branch.level();
  branch.look('after headquarters was heard');
  // Somebody sets it right; what follows happens without a line.
  branch.setAhead(0);
  for (const [pc] of branch.pcs) await pc.reboot();
  branch.look('set right and started again');
  for (const one of branch.pcs) await branch.register(one);
  for (const [pc] of branch.pcs) await pc.reboot();
  branch.look('started once more');
  branch.pass(7 * hour);
  await branch.level();
  const faults = [...branch.faults, ...(await marksOf(branch))];
  const keys = new Map(pcs.map((pc) => [pc.id, publicOfSeed('ed25519', pc.deviceSeed)]));
  const verdicts = [];
  for (const pc of pcs) verdicts.push(await pc.verify(keys));
  for (const pc of pcs) await pc.engine?.stop();
  const acknowledged = pcs.reduce((sum, pc) => sum + pc.acknowledged.length, 0);
  return inAll(acknowledged, 0, [...verdicts, { lost: [], doubled: [], faults }]);
}

export const clockAhead: FaultRow = {
  id: 'F-23',
  title: 'one PC of three has a clock that is days ahead; headquarters, then a person, sets it right (simulated)',
  tries: { t1: 1, t2: 200 },
  needs: 'node',
  attempt,
};
