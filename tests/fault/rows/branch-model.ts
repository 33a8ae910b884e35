/**
 * F-34: random lives of a branch against a model of it that fits on a page. Two PCs and headquarters do what people, lines and
 * power do; after each command whatever a PC shows must be what the model says it knows.
 */
import fc from 'fast-check';
import { chen, li, must, remedy, wang } from '../../support/case-builder';
import { currentProposal } from '../../../src/domain/complaint/state';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import { nodeNet } from '../../../src/main/sync/node-net';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { branchOfTwo, type BranchOfTwo } from '../world/branch-of-two';
import { hu } from '../world/sim-pc';

type Side = 'a' | 'b';
type Act = 'register' | 'accept' | 'note' | 'facts' | 'propose' | 'approve' | 'return' | 'withdraw' | 'reopen';

const acts: readonly Act[] = [
  'register',
  'accept',
  'note',
  'facts',
  'propose',
  'approve',
  'return',
  'withdraw',
  'reopen',
];

/** What somebody did, in the order of the clocks; `on`: the proposal that they meant. */
interface Deed {
  readonly by: Side;
  readonly caseNo: number;
  readonly act: Act;
  readonly on: number;
}

/** What the model says of a case. */
interface Shape {
  status: string;
  notes: number;
  facts: number;
  /** Number of the proposal that stands last, and how it stands. */
  proposal: number;
  stands: string;
  conflicts: number;
}

/** The model: all deeds in their order, and of which of them each PC and headquarters know. */
export class BranchModel {
  readonly deeds: Deed[] = [];
  readonly knows: Record<Side, Set<number>> = { a: new Set(), b: new Set() };
  readonly sent = new Set<number>();
  readonly line: Record<Side, boolean> = { a: true, b: true };
  readonly runs: Record<Side, boolean> = { a: true, b: true };
  cases = 0;

  /** Undefined where this PC does not know the case. */
  see(by: Side, caseNo: number): Shape | undefined {
    const deeds = this.deeds.map((deed, no) => ({ ...deed, no }));
    const known = deeds.filter((deed) => deed.caseNo === caseNo && this.knows[by].has(deed.no));
    return known.reduce<Shape | undefined>((shape, deed) => after(shape, deed), undefined);
  }

  isAllowed(by: Side, caseNo: number, act: Act): boolean {
    const shape = this.see(by, caseNo);
    if (act === 'register') return true;
    if (!shape) return false;
    const waits = shape.stands === 'pending' && shape.status === 'remedyPending';
    if (act === 'approve' || act === 'return') return waits;
    return moves[act] === undefined || moves[act].from.includes(shape.status);
  }

  did(by: Side, caseNo: number, act: Act): void {
    const on = this.see(by, caseNo)?.proposal ?? 0;
    this.knows[by].add(this.deeds.length);
    this.deeds.push({ by, caseNo, act, on });
  }

  synced(by: Side): void {
    if (!this.line[by]) return;
    for (const no of this.knows[by]) if (this.deeds[no]?.by === by) this.sent.add(no);
    for (const no of this.sent) this.knows[by].add(no);
  }
}

/** What needs a state to begin from; all else is done in any. */
const moves: Partial<Record<Act, { readonly from: readonly string[]; readonly to: string }>> = {
  accept: { from: ['registered'], to: 'accepted' },
  propose: { from: ['accepted', 'investigating', 'remedyPending', 'approved'], to: 'remedyPending' },
  approve: { from: ['remedyPending'], to: 'approved' },
  return: { from: ['remedyPending'], to: 'investigating' },
  withdraw: { from: ['registered', 'accepted', 'investigating', 'remedyPending', 'approved'], to: 'withdrawn' },
  reopen: { from: ['withdrawn'], to: 'investigating' },
};

function after(shape: Shape | undefined, { act, on, no }: Deed & { readonly no: number }): Shape {
  if (!shape) return { status: 'registered', notes: 0, facts: 0, proposal: 0, stands: '', conflicts: 0 };
  const move = moves[act];
  const isLate = (act === 'approve' || act === 'return') && (on !== shape.proposal || shape.stands !== 'pending');
  if (move && (!move.from.includes(shape.status) || isLate)) return { ...shape, conflicts: shape.conflicts + 1 };
  const next = { ...shape, ...(move ? { status: move.to } : {}) };
  if (act === 'note') next.notes += 1;
  if (act === 'facts') next.facts = no;
  if (act === 'propose') Object.assign(next, { proposal: no, stands: 'pending' });
  if (act === 'approve') next.stands = 'approved';
  if (act === 'return') next.stands = 'returned';
  // Nobody is left to decide on what was proposed.
  if (act === 'withdraw' && shape.stands === 'pending') next.stands = 'recalled';
  return next;
}

/** The branch, and what its cases are called in the model. */
interface Real {
  readonly branch: BranchOfTwo;
  readonly caseIds: string[];
  readonly faults: string[];
}

const counters = { a: chen, b: wang } as const;
const supervisors = { a: li, b: hu } as const;

async function commandFor(
  { branch, caseIds }: Real,
  by: Side,
  caseNo: number,
  act: Act,
  no: number,
): Promise<CaseCommand> {
  const pc = branch[by];
  if (act === 'approve' || act === 'return') return pc.decision(must(caseIds[caseNo]), act);
  switch (act) {
    case 'note':
      return { name: 'addNote', input: { staffText: `n ${String(no)}` } };
    case 'facts':
      // Only before anything is proposed: later they take the proposal back, which F-32 and F-33 look at.
      return { name: 'recordDetails', input: { changes: { channelId: String(no) } } };
    case 'propose':
      return { name: 'proposeRemedy', input: { content: remedy({ decisionText: String(no) }) } };
    case 'withdraw':
      return { name: 'withdraw', input: { reason: 'asked', signedNoteHeld: false } };
    case 'reopen':
      return { name: 'reopen', input: { reason: 'new facts' } };
    default:
      return { name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: chen.userId } };
  }
}

async function compare(model: BranchModel, { branch, caseIds, faults }: Real, by: Side): Promise<void> {
  for (const [caseNo, caseId] of caseIds.entries()) {
    const wanted = model.see(by, caseNo);
    const state = await must(branch[by].pc).workspace.records.caseState(caseId);
    const proposal = state && currentProposal(state);
    const found: Shape | undefined = state && {
      status: state.status,
      notes: state.notes.length,
      facts: Number(state.details.channelId) || 0,
      proposal: Number(proposal?.content.decisionText ?? 0),
      stands: proposal?.status ?? '',
      conflicts: state.conflicts.length,
    };
    if (JSON.stringify(found) !== JSON.stringify(wanted)) {
      faults.push(`${by} shows ${JSON.stringify(found)} of case ${String(caseNo)}, not ${JSON.stringify(wanted)}`);
      throw new Error(must(faults.at(-1)));
    }
  }
}

type Command = fc.AsyncCommand<BranchModel, Real>;

const command = (
  name: string,
  by: Side,
  check: (model: BranchModel) => boolean,
  run: (model: BranchModel, real: Real) => Promise<void>,
): Command => ({
  check: (model) => model.runs[by] && check(model),
  run: async (model, real) => {
    real.branch.pass(1_000);
    await run(model, real);
    await compare(model, real, by);
  },
  toString: () => `${by} ${name}`,
});

/** One of the acts that are allowed then, by number; on one of the cases. */
const doing = (by: Side, which: number, pick: number): Command =>
  command(
    `does ${String(which)} to ${String(pick)}`,
    by,
    () => true,
    async (model, real) => {
      const at = pick % Math.max(1, model.cases);
      const allowed = acts.filter((one) => model.isAllowed(by, at, one));
      const act = model.cases === 0 ? 'register' : must(allowed[which % allowed.length]);
      const caseNo = act === 'register' ? model.cases : at;
      const pc = real.branch[by];
      if (act === 'register') {
        real.caseIds.push(must(await pc.register(counters[by])));
        model.cases += 1;
      } else {
        const actor = act === 'approve' || act === 'return' ? supervisors[by] : counters[by];
        const what = await commandFor(real, by, caseNo, act, model.deeds.length);
        const answer = await pc.run(actor, must(real.caseIds[caseNo]), what);
        if (answer !== null) throw new Error(`refused: ${JSON.stringify(answer)}`);
      }
      model.did(by, caseNo, act);
    },
  );

const syncing = (by: Side): Command =>
  command(
    'syncs',
    by,
    () => true,
    async (model, { branch }) => {
      await branch[by].sync();
      model.synced(by);
    },
  );
const cutting = (by: Side, isUp: boolean): Command =>
  command(
    isUp ? 'is on line' : 'is off line',
    by,
    () => true,
    async (model, { branch }) => {
      branch[by].net = isUp ? nodeNet : () => Promise.resolve({ ok: false, fault: 'unreachable' });
      model.line[by] = isUp;
    },
  );
const killing = (by: Side, power: boolean): Command =>
  command(
    power ? 'loses power' : 'is killed',
    by,
    () => true,
    async (_model, { branch }) => {
      const pc = branch[by];
      await pc.crash(power ? pc.disk.afterPowerCut(0) : pc.disk.afterKill());
      if (power) pc.host.closeDatabase('empty');
      else pc.host.closeDatabase('whole');
      await pc.start();
    },
  );

const sides = fc.constantFrom<Side>('a', 'b');
const anyCommand: readonly fc.Arbitrary<Command>[] = [
  ...[1, 2, 3, 4].map(() => fc.tuple(sides, fc.nat(99), fc.nat(4)).map((of) => doing(...of))),
  sides.map(syncing),
  fc.tuple(sides, fc.boolean()).map((of) => cutting(...of)),
  fc.tuple(sides, fc.boolean()).map((of) => killing(...of)),
];

/** One run of so many commands, without shrinking: `--seed` repeats it. */
function lifeOf(commands: number) {
  return async (seed: number): Promise<Attempt> => {
    const branch = await branchOfTwo(seed);
    const real: Real = { branch, caseIds: [], faults: [] };
    const model = new BranchModel();
    const any = fc.array(fc.oneof(...anyCommand), { minLength: commands, maxLength: commands, size: 'max' });
    const [life = []] = fc.sample(any, { seed, numRuns: 1 });
    try {
      await fc.asyncModelRun(() => ({ model, real }), life);
      // The faults are over: everything comes to everybody, and nobody has anything left to send (O6).
      for (const by of ['a', 'b'] as const) {
        branch[by].net = nodeNet;
        model.line[by] = true;
      }
      for (const by of ['a', 'b', 'a'] as const) {
        await branch[by].sync();
        model.synced(by);
      }
      for (const by of ['a', 'b'] as const) await compare(model, real, by);
    } catch (cause) {
      real.faults.push(`${cause instanceof Error ? cause.message : String(cause)} after ${life.join(', ')}`);
    }
    const verdicts = [await branch.a.verify(branch.deviceKeys), await branch.b.verify(branch.deviceKeys)];
    const left = branch.a.host.outbox().length + branch.b.host.outbox().length;
    if (left > 0) real.faults.push(`${String(left)} events were never sent`);
    await branch.end();
    const acknowledged = branch.a.acknowledged.length + branch.b.acknowledged.length;
    return inAll(acknowledged, 0, [...verdicts, { lost: [], doubled: [], faults: [...new Set(real.faults)] }]);
  };
}

const short = lifeOf(40);
const long = lifeOf(120);
const shortLives = 100;

export const branchModel: FaultRow = {
  id: 'F-34',
  title: 'random lives of two PCs and headquarters against a model: 40 commands each, 120 behind the first hundred',
  tries: { t1: 12, t2: shortLives + 5_000 },
  needs: 'node',
  attempt: (seed) => (seed <= shortLives ? short(seed) : long(seed)),
};
