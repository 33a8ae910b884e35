/** What the silence of headquarters leaves of authority, from the kept row to the approver's sheet and the record. */
import { beforeEach, describe, expect, it } from 'vitest';
import { currentProposal } from '../../../src/domain/complaint/state';
import { approvalHandlers } from '../../../src/main/handlers/approval-handlers';
import { emergencyHandlers } from '../../../src/main/handlers/emergency-handlers';
import { newId } from '../../../src/main/platform/ids';
import { contactKey } from '../../../src/main/sync/hq-contact';
import type { ApprovalView } from '../../../src/shared/contract/approval';
import { branchInMemory, complaintOf, type BranchInMemory } from '../../support/branch-in-memory';
import { must, remedy } from '../../support/case-builder';

const dayMs = 86_400_000;
let branch: BranchInMemory;
let handlers: ReturnType<typeof approvalHandlers> & ReturnType<typeof emergencyHandlers>;

beforeEach(async () => {
  branch = await branchInMemory([
    { userId: 'u-li', name: 'Li', role: 'supervisor' },
    { userId: 'u-zhao', name: 'Zhao', role: 'officer' },
    { userId: 'u-chen', name: 'Chen', role: 'counter' },
  ]);
  const deps = {
    core: branch.core,
    digestOf: branch.digestOf,
    withStepUp: () => Promise.reject(new Error('nobody is asked for a password here')),
  };
  handlers = { ...approvalHandlers(deps), ...emergencyHandlers(deps) };
});

const as = (userId: string) => ({ session: branch.signIn(userId) });

/** A case with a proposal of 3,000 yuan, which the supervisor may approve while headquarters is there. */
async function proposed(): Promise<string> {
  const session = branch.signIn('u-chen');
  const caseId = newId();
  const run = async (command: Parameters<typeof session.records.runCaseCommand>[0]['command']) => {
    const done = await session.records.runCaseCommand({ commandId: newId(), caseId, actor: session.user, command });
    if (!done.ok) throw new Error(done.error.code);
  };
  await run({
    name: 'register',
    input: {
      number: 'BJ01-260302-A001-7',
      source: 'form',
      receivedAtMs: branch.core.nowMs(),
      emotion: 0,
      details: complaintOf([]),
      evidence: [],
      draftHands: [],
      importKey: null,
    },
  });
  await run({ name: 'accept', input: { complexity: 'simple', complexityReason: '', ownerId: 'u-chen' } });
  await run({ name: 'proposeRemedy', input: { content: remedy({ amountFen: 300_000 }) } });
  return caseId;
}

async function sheet(caseId: string, userId = 'u-li'): Promise<ApprovalView> {
  const shown = await handlers['approval.show']({ caseId }, as(userId));
  if (!shown.ok) throw new Error(shown.error.code);
  return shown.value;
}

const hear = (): Promise<void> => branch.contact.heard(branch.workspace.records);

describe('a branch that hears nothing of headquarters', () => {
  it('says so on the sheet, and asks for a ratification of what it approves beyond the limit of now', async () => {
    await hear();
    const contactAtMs = branch.core.nowMs();
    const caseId = await proposed();
    expect(await sheet(caseId)).toMatchObject({ contact: null, ratify: false, nowFen: 500_000 });

    branch.clock.pass(8 * dayMs);
    const view = await sheet(caseId);
    expect(view).toMatchObject({
      refusal: null,
      limitFen: 500_000,
      nowFen: 250_000,
      ratify: true,
      contact: { percent: 50, days: 8, lastAtMs: contactAtMs, next: { afterDays: 14, percent: 20 } },
    });
    expect(await sheet(caseId, 'u-zhao')).toMatchObject({ ratify: false });

    const decided = await handlers['approval.decide'](
      {
        commandId: newId(),
        caseId,
        proposalId: view.shown.proposalId,
        digest: view.digest,
        outcome: 'approve',
        reason: '',
        stepUp: null,
      },
      as('u-li'),
    );
    expect(decided.ok).toBe(true);
    const state = must(await branch.workspace.records.caseState(caseId));
    const taskId = must(must(currentProposal(state)).decision?.ratificationTaskId);
    expect(state.tasks).toMatchObject([{ id: taskId, kind: 'ratification', doneAtMs: null }]);

    const asked = {
      commandId: newId(),
      caseId,
      taskId,
      outcome: 'confirmed' as const,
      words: '',
      reference: '',
    };
    expect(await handlers['approval.review']({ ...asked, stepUp: null }, as('u-li'))).toMatchObject({
      ok: false,
      error: { code: 'review.ownDecision' },
    });
    const ratified = await handlers['approval.review']({ ...asked, commandId: newId(), stepUp: null }, as('u-zhao'));
    expect(ratified.ok).toBe(true);
    const after = must(await branch.workspace.records.caseState(caseId));
    expect(after.tasks).toMatchObject([{ doneBy: 'u-zhao', review: { outcome: 'confirmed' } }]);
  });

  it('gets nothing back by setting the clock back, and everything by hearing of headquarters', async () => {
    await hear();
    const caseId = await proposed();
    branch.clock.pass(15 * dayMs);
    expect(await sheet(caseId)).toMatchObject({ nowFen: 100_000 });

    // Something is written on the fifteenth day: from then on the program knows better than the clock.
    branch.clock.setWall(branch.clock.wallMs() - 14 * dayMs);
    expect(await sheet(caseId)).toMatchObject({ nowFen: 100_000, contact: { days: 15 } });
    branch.clock.setWall(branch.clock.wallMs() - 30 * dayMs);
    expect(await sheet(caseId)).toMatchObject({ nowFen: 100_000 });

    branch.clock.setWall(branch.clock.wallMs() + 44 * dayMs);
    await hear();
    expect(await sheet(caseId)).toMatchObject({ nowFen: 500_000, contact: null });
  });

  it('knows it after a restart', async () => {
    await hear();
    branch.clock.pass(9 * dayMs);
    const row = await branch.store.kv(contactKey);
    branch.contact.known(undefined);
    expect(branch.core.authority().contact).toBeNull();
    branch.contact.known(row);
    expect((await sheet(await proposed())).contact).toMatchObject({ days: 9, percent: 50 });
  });

  it('loses nothing where there is no headquarters', async () => {
    const caseId = await proposed();
    branch.clock.pass(100 * dayMs);
    expect(await sheet(caseId)).toMatchObject({ nowFen: 500_000, contact: null, ratify: false });
  });

  it('is not written down at every sync', async () => {
    const writes: unknown[] = [];
    const records = { writeRows: async (_id: string, ops: unknown) => void writes.push(ops) };
    await branch.contact.heard(records);
    branch.clock.pass(60_000);
    await branch.contact.heard(records);
    expect(writes).toHaveLength(1);
    branch.clock.pass(10 * 60_000);
    await branch.contact.heard(records);
    expect(writes).toHaveLength(2);
  });
});
