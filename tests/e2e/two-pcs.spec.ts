import { ask, everything, newId, quickCapture, registerForm } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { people, signIn } from './pages/setup-page';
import { joinBranch, syncUntilQuiet } from './support/two-pcs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface HqCase {
  readonly number: string;
  readonly status: string;
}

const page0 = { ...everything, offset: 0, limit: 50 };

test('counter on one PC, approval on the other, and headquarters agrees', async ({ branchApp: first }) => {
  test.setTimeout(180_000);
  const hq = await startHeadquarters();
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  let second: RunningApp | undefined;
  try {
    await signIn(first.page, 'supervisor');
    await quickCapture(first.page, 'before headquarters existed');
    await ask(first.page, 'sync.enrol', { hqUrl: hq.url, code: await hq.code('new') });
    await syncUntilQuiet(first);
    await ask(first.page, 'session.lock', {});
    await signIn(first.page, 'counter');

    const { caseId, number } = await registerForm(first.page, {
      facts: '年费扣了两次',
      matter: '年费扣了两次',
      businessId: 'biz.creditCard.fees',
      party: { name: '周海', phone: '13800138000' },
    });
    const users = (await ask(first.page, 'session.tiles', {})).users;
    const ownerId = users.find((user) => user.name === people.counter.name)?.userId;
    const on = { caseId };
    await ask(first.page, 'case.accept', {
      ...on,
      commandId: newId(),
      complexity: 'simple',
      complexityReason: '',
      ownerId,
    });
    await ask(first.page, 'case.proposeRemedy', {
      ...on,
      commandId: newId(),
      content: {
        kinds: ['refund'],
        amountFen: 20_000,
        factsFound: '核对流水，年费重复扣收。',
        basis: '收费公示第 4 项',
        decisionText: '退还重复扣收的年费 200 元。',
        performBy: '',
        internalReason: '',
        evidenceIds: [],
      },
    });
    await syncUntilQuiet(first);

    second = await joinBranch(hq, profile);
    const { page } = second;

    const shown = await ask(page, 'approval.show', { caseId });
    expect(shown.shown.number).toBe(number);
    expect(shown.refusal).toBeNull();
    await ask(page, 'approval.decide', {
      commandId: newId(),
      caseId,
      proposalId: shown.shown.proposalId,
      digest: shown.digest,
      outcome: 'approve',
      reason: '',
      stepUp: null,
    });
    await syncUntilQuiet(second);
    await syncUntilQuiet(first);

    const onFirst = await ask(first.page, 'case.get', { caseId });
    expect(onFirst.state.status).toBe('approved');
    expect(onFirst.signature).toMatchObject({ valid: true, signer: people.supervisor.name });
    const onSecond = await ask(page, 'case.get', { caseId });
    expect(onSecond.state).toEqual(onFirst.state);
    const { branches } = await hq.admin<{ branches: { id: string }[] }>('/admin/branches');
    const cases = await hq.admin<{ cases: HqCase[] }>(`/admin/cases?branchId=${branches[0]?.id ?? ''}`);
    expect(cases.cases).toContainEqual(expect.objectContaining({ number, status: 'approved' }));
    expect(cases.cases).toHaveLength(2);

    // Headquarters dies: both work on, and nothing is sent twice when it is back.
    await hq.kill();
    await quickCapture(page, 'while headquarters is away');
    await ask(page, 'sync.now', {});
    expect((await ask(page, 'sync.status', {})).state).toBe('offline');
    await hq.start();
    await syncUntilQuiet(second);
    await syncUntilQuiet(first);
    expect((await ask(first.page, 'history.page', page0)).total).toBe(3);
    const after = await hq.admin<{ cases: HqCase[] }>(`/admin/cases?branchId=${branches[0]?.id ?? ''}`);
    expect(after.cases).toHaveLength(3);
  } finally {
    await second?.close();
    await hq.remove();
    await rm(profile, { recursive: true, force: true });
  }
});
