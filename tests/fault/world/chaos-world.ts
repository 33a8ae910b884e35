/** Branches with several PCs each, one headquarters, and a bad line between them. */
import { publicOfSeed } from '../../../src/main/keys/ed25519';
import { nodeNet } from '../../../src/main/sync/node-net';
import { must } from '../../support/case-builder';
import type { Attempt } from '../fault-row';
import { inAll } from '../fault-row';
import { chanceOf, type Chance } from './chance';
import { chaosLine, type ChaosLine } from './chaos-line';
import { chaosPc, type ChaosPc } from './chaos-pc';
import { laneOver } from './evidence';
import type { KeptRow } from './headquarters-main';
import { simHeadquarters, type SimHeadquarters } from './sim-headquarters';

export interface ChaosWorld {
  readonly hq: SimHeadquarters;
  readonly line: ChaosLine;
  readonly pcs: readonly ChaosPc[];
  readonly chance: Chance;
  /** Time passes for everybody. */
  readonly pass: (ms: number) => void;
  /** Something that this PC does with headquarters; started again afterwards where it was killed in it. */
  readonly online: (pc: ChaosPc, work: () => Promise<void>) => Promise<void>;
  /** Faults are over. Everybody goes on by themselves until nothing is left to do; what was not done by then. */
  readonly settle: () => Promise<readonly string[]>;
  /** What is on all media, compared. */
  readonly verify: () => Promise<Attempt>;
  readonly end: () => Promise<void>;
}

/** Each commit of a PC takes a moment of its clock. */
const mostOffMs = 30_000;
/** Attempts that a PC gets after the faults, each as late as it plans it itself. */
const mostRounds = 12;

export async function chaosWorld(seed: number, devices: readonly number[]): Promise<ChaosWorld> {
  const chance = chanceOf(seed);
  const hq = await simHeadquarters();
  const pcs: ChaosPc[] = [];
  const byId = (id: string): ChaosPc | undefined => pcs.find(({ pc }) => pc.id === id);
  const line = await chaosLine(() => hq.url, {
    restartHq: hq.restart,
    runOut: hq.runOut,
    kill: (id) => byId(id)?.kill(),
    killAtCall: (id, calls) => byId(id)?.killAtCall(calls),
  });
  for (const [no, count] of devices.entries()) {
    const storeKey = Buffer.from(chance.rng.bytes(32));
    const branchId = `b-${String(no + 1)}`;
    for (let n = 0; n < count; n += 1) {
      const one = chaosPc({ id: `${branchId}-${String(n + 1)}`, branchId, storeKey, hq, line, chance });
      await hq.enrol(one.pc.id, one.pc.deviceSeed, branchId);
      await one.pc.start();
      pcs.push(one);
    }
  }
  const world: Omit<ChaosWorld, 'settle' | 'verify'> = {
    ...{ hq, line, pcs, chance },
    pass: (ms) => {
      // Each commit takes a moment of its own PC: from here on they agree again.
      const now = ms + Math.max(hq.nowMs(), ...pcs.map(({ pc }) => pc.clock.wallMs()));
      hq.pass(now - hq.nowMs());
      for (const { pc } of pcs) pc.clock.pass(now - pc.clock.wallMs());
    },
    online: async (pc, work) => {
      await line.during(work);
      if (pc.isDead()) await pc.startAgain();
    },
    end: async () => {
      for (const { pc, lane } of pcs) {
        await lane.stop();
        await pc.engine?.stop();
      }
      await line.close();
    },
  };
  return { ...world, settle: () => settle(world), verify: () => verify(world) };
}

type Parts = Omit<ChaosWorld, 'settle' | 'verify'>;

/** Own events that wait, or were refused; and events of the branch that have not come here yet. */
function openOf(pc: ChaosPc, { pcs }: Parts): string[] {
  const { host, id } = pc.pc;
  const open: string[] = [];
  const outbox = host.outbox();
  if (outbox.length > 0) open.push(`${id} has ${String(outbox.length)} events that are ${must(outbox[0]).state}`);
  const here = new Set(host.events().map((row) => row.id));
  const others = pcs.filter(({ branchId }) => branchId === pc.branchId).flatMap((one) => one.pc.host.events());
  const missing = others.filter((row) => !here.has(row.id)).length;
  if (missing > 0) open.push(`${id} lacks ${String(missing)} events of its branch`);
  return open;
}

async function settle(world: Parts): Promise<readonly string[]> {
  const { hq, line, pcs } = world;
  await hq.runOut({ after: null });
  await line.settle();
  for (const one of pcs) {
    if (one.isDead()) await one.startAgain();
    // What the application does after a start; whoever has synced goes on as the engine has planned it.
    if (!one.pc.planned) await one.pc.sync();
  }
  const isOpen = (): boolean => pcs.some((pc) => openOf(pc, world).length > 0);
  // Each time whoever is next.
  for (let round = 0; round < mostRounds * pcs.length && isOpen(); round += 1) {
    const next = Math.min(...pcs.map(({ pc }) => pc.planned?.atMs ?? Number.POSITIVE_INFINITY));
    if (!Number.isFinite(next)) break;
    world.pass(Math.max(0, next - Math.max(...pcs.map(({ pc }) => pc.clock.wallMs()))));
    for (const { pc } of pcs) if (pc.planned && pc.planned.atMs <= pc.clock.wallMs()) await pc.runPlanned();
  }
  for (const { lane, files } of pcs) if (files.length > 0) await lane.hurry();
  return pcs.flatMap((pc) => [
    ...openOf(pc, world).map((what) => `${what}, and nothing is under way`),
    ...(pc.pc.planned ? [] : [`${pc.pc.id} will not try again by itself`]),
  ]);
}

async function verify(world: Parts): Promise<Attempt> {
  const { hq, line, pcs } = world;
  const kept = await hq.kept();
  const faults = [...line.unanswered, ...(await hq.troubles())];
  const lost: string[] = [];
  const doubled: string[] = [];
  const verdicts = [];
  for (const branchId of new Set(pcs.map((pc) => pc.branchId))) {
    const own = pcs.filter((pc) => pc.branchId === branchId);
    const keys = new Map(own.map(({ pc }) => [pc.id, publicOfSeed('ed25519', pc.deviceSeed)]));
    for (const { pc } of own) verdicts.push(await pc.verify(keys));
    const there = kept.filter((row) => row.branchId === branchId);
    for (const { pc } of own) compareWithHq(pc, there, { lost, doubled, faults });
    const ids = new Set(there.map(({ eventId }) => eventId));
    if (ids.size < there.length) doubled.push(`${String(there.length - ids.size)} events at headquarters`);
    faults.push(...(await differences(own)));
    const cases = await hq.cases(branchId);
    const [first] = own;
    for (const caseId of first?.pc.host.cases().keys() ?? []) {
      const state = await must(first).pc.state(caseId);
      const at = cases.get(caseId);
      if (at?.status !== state.status || at.revision !== state.revision)
        faults.push(`headquarters shows case ${caseId} otherwise`);
    }
    lost.push(...(await lostFiles(world, own)));
  }
  for (const { pc, falseClaims } of pcs) {
    faults.push(...falseClaims);
    // All clocks are right here: what headquarters said of the time must not have made one of them wrong.
    const offMs = must(pc.pc).stampClock.correctedMs() - hq.nowMs();
    if (Math.abs(offMs) > mostOffMs) faults.push(`${pc.id} takes the time to be ${String(offMs)} ms off`);
  }
  const acknowledged = pcs.reduce((sum, { pc }) => sum + pc.acknowledged.length, 0);
  return inAll(acknowledged, 0, [...verdicts, { lost, doubled, faults }]);
}

interface Findings {
  readonly lost: string[];
  readonly doubled: string[];
  readonly faults: string[];
}

/** Each event of the PC once, as it is, in its order; and nothing that it never wrote. */
function compareWithHq(
  { id, host }: ChaosPc['pc'],
  there: readonly KeptRow[],
  { lost, doubled, faults }: Findings,
): void {
  const own = host.events().filter(({ deviceId }) => deviceId === id);
  const kept = there.filter(({ deviceId }) => deviceId === id);
  const bySeq = new Map(kept.map((row) => [row.seq, row]));
  for (const row of own) {
    const at = bySeq.get(row.seq);
    if (at?.hash !== row.signed.hash) lost.push(`event ${String(row.seq)} of ${id} at headquarters`);
    else if (at.outcome !== 'accepted') faults.push(`headquarters refused event ${String(row.seq)} of ${id}`);
  }
  if (kept.length > own.length)
    doubled.push(`headquarters has ${String(kept.length)} events of ${id}, not ${String(own.length)}`);
  // Rows come in the order of their positions.
  if (kept.some(({ seq }, n) => n > 0 && seq <= must(kept[n - 1]).seq))
    faults.push(`the order of ${id} is another one`);
}

/** O4: the PCs of a branch show the same. */
async function differences(own: readonly ChaosPc[]): Promise<string[]> {
  const [first, ...others] = own;
  if (!first) return [];
  const faults: string[] = [];
  const cases = [...first.pc.host.cases().keys()].sort();
  for (const { pc } of others) {
    if ([...pc.host.cases().keys()].sort().join() !== cases.join()) {
      faults.push(`${pc.id} has other cases than ${first.pc.id}`);
      continue;
    }
    for (const caseId of cases)
      if ((await pc.shown(caseId)) !== (await first.pc.shown(caseId)))
        faults.push(`${pc.id} shows case ${caseId} otherwise`);
  }
  return faults;
}

async function lostFiles({ hq, chance }: Parts, own: readonly ChaosPc[]): Promise<string[]> {
  const lost: string[] = [];
  const files = own.flatMap((one) => one.files);
  const [reader] = own;
  if (!reader || files.length === 0) return lost;
  const lane = laneOver({ net: nodeNet, pc: reader.pc, url: hq.url, files: [], chance });
  for (const { evidence, content } of files) {
    const fetched = await lane.fetch(evidence);
    if (!fetched.ok) lost.push(`file ${evidence.sha256}: ${fetched.why}`);
    else if (!content().equals(fetched.content)) lost.push(`file ${evidence.sha256} is another one`);
  }
  await lane.stop();
  return lost;
}
