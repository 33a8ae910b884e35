/** A matrix, a plan and a ladder of headquarters at a branch: looked at, confirmed, and used by what decides. Real main, store in memory. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuthorityPack } from '../../../src/domain/authority/matrix';
import { currentProposal } from '../../../src/domain/complaint/state';
import { shownProposal } from '../../../src/domain/complaint/approval';
import type { RemedyKind } from '../../../src/domain/complaint/values';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import type { CrisisPlan } from '../../../src/domain/crisis/plan';
import type { ReminderLadder } from '../../../src/domain/deadlines/reminders';
import type { PackKind } from '../../../src/domain/packs/kinds';
import { builtInPacks } from '../../../src/main/app/packs';
import type { packHandlers } from '../../../src/main/handlers/pack-handlers';
import type { PackService } from '../../../src/main/packs/pack-service';
import { newId } from '../../../src/main/platform/ids';
import type { BranchInMemory } from '../../support/branch-in-memory';
import { must, printed, remedy } from '../../support/case-builder';
import { packBranch, plainComplaint } from '../../support/pack-branch';
import { hashOf, packMaker } from '../../support/signed-packs';

vi.mock('electron', () => ({ net: {}, app: {}, dialog: {} }));

const dayMs = 86_400_000;
const maker = packMaker();
const { authority, plan, reminders } = builtInPacks().contents.bank;
const from = '2026-03-01';

/** The next version of what comes with the program, with something else in it. */
function next<T extends { readonly version: string }>(kind: PackKind, contents: T, change: (copy: T) => void) {
  const copy = structuredClone({ ...contents, version: '2099.1' });
  change(copy);
  return maker.sign(copy, { kind, effectiveFrom: from });
}
/** The supervisor alone refunds up to 200,000 yuan. */
const generous = next<AuthorityPack>('authority', authority, (pack) => {
  pack.effectiveFrom = from;
  pack.matrix.bank.refund = [{ upToFen: 20_000_000, approvers: ['supervisor'] }];
});
/** Two must sign from the first fen on. */
const strict = next<AuthorityPack>('authority', authority, (pack) => {
  pack.version = '2099.2';
  pack.effectiveFrom = from;
  pack.matrix.bank.refund = [{ upToFen: 20_000_000, approvers: ['supervisor', 'officer'] }];
});

let branch: BranchInMemory;
let service: PackService;
let handlers: ReturnType<typeof packHandlers>;

const session = () => branch.signIn('u-li');

beforeEach(async () => {
  ({ branch, service, handlers } = await packBranch([
    { userId: 'u-li', name: '李主任', role: 'supervisor' },
    { userId: 'u-zhao', name: '赵专员', role: 'officer' },
    { userId: 'u-wang', name: '王静', role: 'counter' },
  ]));
  await service.trust(session(), maker.publicKey, 'headquarters');
});

async function run(caseId: string, userId: string, command: CaseCommand): Promise<void> {
  const { records, user } = branch.signIn(userId);
  const done = await records.runCaseCommand({ commandId: newId(), caseId, actor: user, command, sign: () => 'signed' });
  if (!done.ok) throw new Error(done.error.code);
}

async function proposed(amountFen: number, kinds: RemedyKind[] = ['refund']): Promise<string> {
  const caseId = newId();
  await run(caseId, 'u-wang', {
    name: 'register',
    input: plainComplaint(caseId, branch.core.nowMs()),
  });
  const accept = { complexity: 'simple', complexityReason: '', ownerId: 'u-wang' } as const;
  await run(caseId, 'u-li', { name: 'accept', input: accept });
  await run(caseId, 'u-wang', { name: 'startInvestigation', input: {} });
  await run(caseId, 'u-wang', { name: 'proposeRemedy', input: { content: remedy({ amountFen, kinds }) } });
  return caseId;
}

async function approve(caseId: string, userId = 'u-li'): Promise<void> {
  const state = must(await branch.workspace.records.caseState(caseId));
  const proposal = must(currentProposal(state));
  const digest = branch.digestOf(shownProposal(state, proposal));
  const input = { proposalId: proposal.id, digest, outcome: 'approve', reason: '' } as const;
  await run(caseId, userId, { name: 'decideRemedy', input });
}

const lookAt = (pack: typeof generous) => handlers['packs.preview']({ key: hashOf(pack) }, { session: session() });

async function switchTo(pack: typeof generous): Promise<void> {
  const taken = await service.takeFile(session(), JSON.stringify(pack), 'pack.json');
  expect(taken).toMatchObject({ ok: true });
  expect((await lookAt(pack)).ok).toBe(true);
  const asked = { session: session() };
  await handlers['packs.preview']({ key: hashOf(pack) }, asked);
  const done = await handlers['packs.confirm']({ commandId: newId(), key: hashOf(pack) }, asked);
  expect(done).toEqual({ ok: true, value: {} });
}

describe('an authority matrix of headquarters', () => {
  it('is shown with the proposals for which others must sign, before anybody confirms it', async () => {
    const [moved, same] = [await proposed(3_000_000), await proposed(100_000)];
    await service.takeFile(session(), JSON.stringify(generous), 'matrix.json');
    const looked = await lookAt(generous);
    expect(looked).toMatchObject({
      ok: true,
      value: {
        replaces: 'builtIn.authority',
        open: 2,
        casesChanged: 1,
        total: 1,
        effect: {
          of: 'approvers',
          changes: [{ caseId: moved, amountFen: 3_000_000, before: ['supervisor', 'officer'], after: ['supervisor'] }],
        },
      },
    });
    expect(same).not.toBe(moved);
    // Nothing has changed yet.
    await approve(moved);
    expect((await branch.workspace.records.caseState(moved))?.proposals[0]?.status).toBe('pending');
  });

  it('decides from then on, and each decision keeps the one it was made under', async () => {
    const [before, after] = [await proposed(100_000), await proposed(3_000_000)];
    await approve(before);
    await switchTo(generous);
    await approve(after);
    const decisionOf = async (caseId: string) =>
      (await branch.workspace.records.caseState(caseId))?.proposals[0]?.decision;
    const builtIn = branch.lawBook.builtInHash('authority', 'bank');
    expect(await decisionOf(before)).toMatchObject({
      outcome: 'approved',
      under: { fullFen: 500_000, matrix: { name: 'cn-house-authority@2026.1', hash: builtIn } },
    });
    expect(await decisionOf(after)).toMatchObject({
      outcome: 'approved',
      under: { fullFen: 20_000_000, matrix: { name: 'cn-house-authority@2099.1', hash: hashOf(generous) } },
    });
    await switchTo(strict);
    expect(await decisionOf(after)).toMatchObject({ under: { matrix: { hash: hashOf(generous) } } });
    const third = await proposed(100);
    await approve(third);
    expect(await decisionOf(third)).toBeNull();
    await approve(third, 'u-zhao');
    expect(await decisionOf(third)).toMatchObject({ under: { matrix: { hash: hashOf(strict) } } });
    // Also at the next start.
    const { lawBook } = await branch.openAgain();
    expect(lawBook.authorityAt('bank', branch.core.nowMs()).hash).toBe(hashOf(strict));
  });

  it('is refused with field and reason, and the one before decides on', async () => {
    const negative = next<AuthorityPack>('authority', authority, (pack) => {
      pack.effectiveFrom = from;
      must(pack.matrix.bank.refund[0]).upToFen = -1;
    });
    const taken = await service.takeFile(session(), JSON.stringify(negative), 'negative.json');
    expect(taken).toMatchObject({
      ok: false,
      problems: [{ field: 'matrix.bank.refund.0.upToFen', reason: 'outOfRange' }],
    });
    const tampered = structuredClone(generous);
    (tampered.body.pack as AuthorityPack).matrix.bank.refund = [{ upToFen: null, approvers: ['supervisor'] }];
    expect(await service.takeFile(session(), JSON.stringify(tampered), 'tampered.json')).toMatchObject({
      ok: false,
      problems: [{ field: 'signature.value', reason: 'wrongSignature' }],
    });
    expect(branch.lawBook.authorityAt('bank', branch.core.nowMs()).name).toBe('cn-house-authority@2026.1');
  });
});

describe('a crisis plan of headquarters', () => {
  it('changes no complaint, and is what the case page reads once it is confirmed', async () => {
    const shorter = next<CrisisPlan>('plan', plan, (copy) => {
      copy.parts.splice(1);
    });
    await service.takeSent(session(), [shorter]);
    expect(await lookAt(shorter)).toMatchObject({ ok: true, value: { effect: { of: 'none', changes: [] } } });
    const inForce = async () => {
      const read = await handlers['packs.read']({ key: 'inForce.plan' }, { session: session() });
      return read.ok && read.value.kind === 'plan' ? read.value.pack.parts.length : 0;
    };
    expect(await inForce()).toBe(plan.parts.length);
    await switchTo(shorter);
    expect(await inForce()).toBe(1);
  });
});

describe('a reminder ladder of headquarters', () => {
  it('is shown with the complaints of which it reminds differently now', async () => {
    const caseId = await proposed(100);
    // Under the rules of the program there are fifteen days; two days before the end the last step is that of three days.
    branch.clock.pass(12 * dayMs);
    const state = must(await branch.workspace.records.caseState(caseId));
    const due = branch.core.deadlinesOf(state).find(({ id }) => id === 'decision');
    expect(due).toBeDefined();
    const lastDayOnly = next<ReminderLadder>('reminders', reminders, (ladder) => {
      ladder.steps.splice(0, 3);
    });
    await service.takeSent(session(), [lastDayOnly]);
    expect(await lookAt(lastDayOnly)).toMatchObject({
      ok: true,
      value: {
        open: 1,
        casesChanged: 1,
        effect: {
          of: 'reminders',
          changes: [
            { caseId, promise: null, before: { step: 'threeDays', to: 'supervisor', escalated: true }, after: null },
          ],
        },
      },
    });
    await switchTo(lastDayOnly);
    expect(branch.lawBook.now('bank').reminders.steps.map(({ id }) => id)).toEqual(['lastDay']);
  });
});

it('shows what another ladder says of closed complaints that are not archived', async () => {
  const caseId = await proposed(0, ['explanation']);
  await approve(caseId);
  const today = branch.core.today();
  const told = { method: 'handed', deliveredOn: today, receivedBy: '', note: '' } as const;
  await run(caseId, 'u-wang', printed);
  await run(caseId, 'u-wang', { name: 'recordDelivery', input: told });
  await run(caseId, 'u-wang', { name: 'close', input: { summary: '已说明' } });
  branch.clock.pass(20 * dayMs);
  const ofOther = next<ReminderLadder>('reminders', reminders, (ladder) => {
    ladder.clocks = ladder.clocks.filter((clock) => clock !== 'archive');
  });
  await service.takeSent(session(), [ofOther]);
  const seen = await handlers['packs.preview']({ key: hashOf(ofOther) }, { session: session() });
  if (!seen.ok) throw new Error(seen.error.code);
  expect(seen.value.effect.changes).toContainEqual(
    expect.objectContaining({
      caseId,
      clock: 'archive',
      before: expect.objectContaining({ step: 'overdue' }) as unknown,
      after: null,
    }),
  );
});

it('contents without dates have no list of changed dates to export', async () => {
  await service.takeSent(session(), [generous]);
  const key = hashOf(generous);
  expect(
    await handlers['packs.exportPreview']({ commandId: newId(), key, reason: 'r' }, { session: session() }),
  ).toEqual({ ok: false, error: { code: 'packs.noDates' } });
  expect(await handlers['packs.read']({ key: 'inForce.nothing' }, { session: session() })).toEqual({
    ok: false,
    error: { code: 'packs.notFound' },
  });
});

it('says of the matrix that judged a decision from when it is in force, and nothing of one that is not here', () => {
  const own = branch.lawBook.builtInHash('authority', 'bank');
  expect(branch.core.matrixFrom(own)).toBe(authority.effectiveFrom);
  expect(branch.core.matrixFrom('x'.repeat(43))).toBeNull();
});
