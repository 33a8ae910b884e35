/**
 * F-32: two PCs of a branch edit the same case while neither reaches headquarters: every pair of twelve kinds of edit, then
 * random ones, several on each side. Afterwards both PCs and headquarters say the same; nobody's words are gone; and other PCs, to
 * which the same events come one by one in every other order, show the same to the byte.
 */
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import type { CaseSummary } from '../../../server/projection';
import { currentProposal, type CaseState } from '../../../src/domain/complaint/state';
import { openVersions } from '../../../src/domain/complaint/versions';
import type { OpenEvent } from '../../../src/domain/evidence/event-envelope';
import { newId } from '../../../src/main/platform/ids';
import { chen, li, must, remedy, wang, type Actor } from '../../support/case-builder';
import type { Attempt, FaultRow } from '../fault-row';
import { branchOfTwo, type BranchOfTwo } from '../world/branch-of-two';
import type { Chance } from '../world/chance';
import { hu, type SimPc } from '../world/sim-pc';

interface Side {
  readonly pc: SimPc;
  readonly counter: Actor;
  readonly supervisor: Actor;
  /** What stands in texts, so that each side's can be found again. */
  readonly words: string;
}

type Edit = (side: Side, caseId: string) => Promise<readonly [Actor, CaseCommand]>;

const by =
  (who: 'counter' | 'supervisor', make: (words: string, state: CaseState) => CaseCommand): Edit =>
  async (side, caseId) => [side[who], make(side.words, await side.pc.state(caseId))];
const decided =
  (outcome: 'approve' | 'return'): Edit =>
  async ({ pc, supervisor }, caseId) => [supervisor, await pc.decision(caseId, outcome)];
const proposalId = (state: CaseState): string => must(currentProposal(state)).id;

/** What people do to a case whose remedy waits for its approval. */
export const edits: Readonly<Record<string, Edit>> = {
  note: by('counter', (staffText) => ({ name: 'addNote', input: { staffText } })),
  facts: by('counter', (facts) => ({ name: 'recordDetails', input: { changes: { facts } } })),
  channel: by('counter', (channelId) => ({ name: 'recordDetails', input: { changes: { channelId } } })),
  evidence: by('counter', (name) => ({
    name: 'attachEvidence',
    input: {
      evidence: { id: newId(), name, mime: 'image/png', sizeBytes: 1, sha256: 'a'.repeat(64), fromCustomer: true },
    },
  })),
  emotion: by('counter', () => ({ name: 'rateEmotion', input: { emotion: 2 } })),
  task: by('counter', (title) => ({ name: 'createTask', input: { title, dueOn: '2026-03-20', ownerId: null } })),
  assign: by('supervisor', (reason) => ({ name: 'assign', input: { ownerId: wang.userId, reason } })),
  propose: by('counter', (decisionText) => ({ name: 'proposeRemedy', input: { content: remedy({ decisionText }) } })),
  approve: decided('approve'),
  return: decided('return'),
  recall: by('counter', (reason, state) => ({
    name: 'recallRemedy',
    input: { proposalId: proposalId(state), reason },
  })),
  withdraw: by('counter', (reason) => ({ name: 'withdraw', input: { reason, signedNoteHeld: false } })),
};
const kinds = Object.keys(edits);

/** A case on both PCs whose remedy waits for its approval. */
async function pendingCase({ a }: BranchOfTwo): Promise<string> {
  const caseId = must(await a.register(chen));
  const steps: readonly (readonly [Actor, CaseCommand])[] = [
    [li, { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } }],
    [chen, { name: 'proposeRemedy', input: { content: remedy() } }],
  ];
  for (const [actor, command] of steps) {
    if ((await a.run(actor, caseId, command)) !== null)
      throw new Error(`the case could not be brought to ${command.name}`);
  }
  return caseId;
}

/** What no merging may do to a case. */
export function faultsOfCase(state: CaseState, events: readonly OpenEvent[]): string[] {
  const faults: string[] = [];
  const standing = state.proposals.filter(({ status }) => status === 'pending' || status === 'approved');
  const waits = state.proposals.some(({ status }) => status === 'pending');
  const approved = state.proposals.filter(({ status }) => status === 'approved');
  if (standing.length > 1) faults.push(`${String(standing.length)} proposals stand at once`);
  if (state.status === 'remedyPending' && !waits) faults.push('waits for an approval without a proposal');
  if (waits && state.status !== 'remedyPending' && state.status !== 'withdrawn') {
    faults.push(`a proposal waits while the case is ${state.status}`);
  }
  if (state.status === 'approved' && currentProposal(state)?.status !== 'approved') {
    faults.push('approved, but not what was proposed last');
  }
  for (const { decision } of approved) {
    const signed = events.find(({ header }) => header.id === decision?.eventId);
    if (!signed?.userSig) faults.push('approved without a signature (O7)');
  }
  if (state.revision !== events.length)
    faults.push(`revision ${String(state.revision)} of ${String(events.length)} events`);
  return faults;
}

/** Where both wrote down the same fact both stand in the record, and a person is asked which of them holds. */
function versionsFaults(
  state: CaseState,
  events: readonly OpenEvent[],
  sides: readonly Side[],
  both: string,
): string[] {
  const text = JSON.stringify(events.map(({ payload }) => payload));
  const gone = sides.filter(({ words }) => !text.includes(words)).map(({ words }) => `${words} is in no record`);
  if (both !== 'facts' && both !== 'channel') return gone;
  const asked = openVersions(state).flatMap(({ versions }) => versions.map(({ value }) => value));
  return sides.every(({ words }) => asked.includes(words)) ? gone : [...gone, 'nobody is asked which version holds'];
}

/** Every order in which these two lists can come one by one, each in its own order. */
export function interleavings<T>(one: readonly T[], other: readonly T[]): T[][] {
  const [first, ...rest] = one;
  const [second, ...others] = other;
  if (first === undefined || second === undefined) return [[...one, ...other]];
  return [
    ...interleavings(rest, other).map((order) => [first, ...order]),
    ...interleavings(one, others).map((order) => [second, ...order]),
  ];
}

/** At most this many other orders are tried, from the first and the last of them inwards. */
const mostOrders = 20;

async function inEveryOrder(world: BranchOfTwo, caseId: string, events: readonly OpenEvent[]): Promise<string[]> {
  const base = events.slice(0, 3);
  const later = events.slice(3);
  const orders = interleavings(
    later.filter(({ header }) => header.deviceId === world.a.id),
    later.filter(({ header }) => header.deviceId === world.b.id),
  );
  const faults: string[] = [];
  const expected = await world.a.shown(caseId);
  for (let at = 0; at < Math.min(orders.length, mostOrders); at++) {
    const order = orders[at % 2 === 0 ? at / 2 : orders.length - (at + 1) / 2] ?? [];
    const pc = await world.onlooker(at);
    const { records } = must(pc.pc).workspace;
    await records.ingest(newId(), base, []);
    for (const event of order) await records.ingest(newId(), [event], []);
    if ((await pc.shown(caseId)) !== expected) {
      faults.push(
        `in the order ${order.map(({ header }) => `${header.deviceId}${String(header.seq)}`).join(' ')} it is another case`,
      );
    }
  }
  return faults;
}

let world: Promise<BranchOfTwo> | undefined;

interface Plan {
  readonly side: 0 | 1;
  readonly kind: string;
}

interface Told {
  readonly caseId: string;
  readonly plans: readonly Plan[];
  readonly sides: readonly [Side, Side];
}

/** Both PCs, without a word between them, do to this case what was planned; each acts on what it knew. */
async function edit(here: BranchOfTwo, caseId: string, plans: readonly Plan[]): Promise<Told> {
  const { a, b } = here;
  const sides: readonly [Side, Side] = [
    { pc: a, counter: chen, supervisor: li, words: `words of a, ${caseId}` },
    { pc: b, counter: wang, supervisor: hu, words: `words of b, ${caseId}` },
  ];
  for (const { side, kind } of plans) {
    const { pc } = sides[side];
    const waits = currentProposal(await pc.state(caseId))?.status === 'pending';
    if (!waits && ['approve', 'return', 'recall'].includes(kind)) continue;
    const [actor, command] = await must(edits[kind])(sides[side], caseId);
    await pc.run(actor, caseId, command);
    here.pass(1_000);
  }
  return { caseId, plans, sides };
}

async function judge(
  here: BranchOfTwo,
  { caseId, plans, sides }: Told,
  there: CaseSummary | undefined,
): Promise<string[]> {
  const { a, b } = here;
  const events = await must(a.pc).workspace.records.events(caseId);
  const state = await a.state(caseId);
  const faults = [...faultsOfCase(state, events)];
  if ((await b.shown(caseId)) !== (await a.shown(caseId))) faults.push('the two PCs show different cases');
  const same =
    there?.status === state.status && there.revision === state.revision && there.conflicts === state.conflicts.length;
  if (!same) faults.push(`headquarters says ${JSON.stringify(there)} of a case that is ${state.status}`);
  const [first, second] = plans;
  if (plans.length === 2 && first && second) {
    const said = sides.filter((_side, at) => telling.includes(plans[at]?.kind ?? ''));
    faults.push(...versionsFaults(state, events, said, first.kind === second.kind ? first.kind : ''));
  }
  faults.push(...(await inEveryOrder(here, caseId, events)));
  const what = plans.map(({ side, kind }) => `${side === 0 ? 'a' : 'b'} ${kind}`).join(', ');
  return [...new Set(faults)].map((fault) => `${what}: ${fault}`);
}

/** Kinds that carry words of who did it. */
const telling: readonly string[] = ['note', 'facts', 'channel', 'evidence', 'task'];

/** Twelve cases for each seed. */
async function attempt(seed: number): Promise<Attempt> {
  const here = await (world ??= branchOfTwo());
  const { a, b, hq, level, chance } = here;
  const before = a.acknowledged.length + b.acknowledged.length;
  const random = chance(seed);
  const caseIds: string[] = [];
  for (const _kind of kinds) caseIds.push(await pendingCase(here));
  await level();
  const told: Told[] = [];
  for (const [at, caseId] of caseIds.entries()) told.push(await edit(here, caseId, planOf(seed, at, random)));
  await level();
  const there = await hq.cases();
  const faults: string[] = [];
  for (const one of told) faults.push(...(await judge(here, one, there.get(one.caseId))));
  const acknowledged = a.acknowledged.length + b.acknowledged.length - before;
  return { acknowledged, lost: [], doubled: [], faults, recoverMs: 0 };
}

/** The first twelve seeds are the pairs of one kind with each; behind them, six edits on either side. */
function planOf(seed: number, at: number, { below, next }: Chance): readonly Plan[] {
  if (seed <= kinds.length) {
    return [
      { side: 0, kind: must(kinds[seed - 1]) },
      { side: 1, kind: must(kinds[at]) },
    ];
  }
  return Array.from({ length: 6 }, () => ({ side: next() < 0.5 ? 0 : 1, kind: must(kinds[below(kinds.length)]) }));
}

export const twoEdits: FaultRow = {
  id: 'F-32',
  title:
    'two PCs edit one case offline: the 144 pairs of 12 kinds of edit, then random ones, in every order of arrival',
  tries: { t1: kinds.length, t2: kinds.length + 417 },
  needs: 'node',
  attempt,
  end: async () => {
    await (await world)?.end();
    world = undefined;
  },
};
