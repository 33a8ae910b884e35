/** 并入 and 分开 over two PCs and a real headquarters: all three say the same, whoever did what while the others were away. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, call, newId, registerForm } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { people } from './pages/setup-page';
import { connectBranch, joinBranch, levelBoth, syncUntilQuiet } from './support/two-pcs';

const dayMs = 86_400_000;

interface HqCase {
  readonly number: string;
  readonly status: string;
}

test('a merging and its undoing are the same on both PCs and at headquarters, also where both acted at once', async ({
  branchApp: first,
}) => {
  test.setTimeout(240_000);
  const hq = await startHeadquarters();
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  let second: RunningApp | undefined;
  try {
    await connectBranch(first, hq);
    const matter = { matter: '年费重复扣款', businessId: 'biz.debit.limits' };
    const party = { name: '周海', phone: '13800138000' };
    const earlier = await registerForm(first.page, {
      ...matter,
      party,
      facts: '年费扣了两次',
      receivedAtMs: Date.now() - 5 * dayMs,
    });
    const newer = await registerForm(first.page, {
      ...matter,
      party,
      facts: '又来问年费，带来了流水',
      receivedAtMs: Date.now() - dayMs,
    });
    const pair = [earlier, newer];
    await syncUntilQuiet(first);
    second = await joinBranch(hq, profile);
    await levelBoth(first, second);

    const stateOf = async (app: RunningApp, caseId: string) => (await ask(app.page, 'case.get', { caseId })).state;
    const due = async (app: RunningApp, caseId: string) =>
      (await ask(app.page, 'case.deadlines', { caseId })).deadlines.find(({ id }) => id === 'decision')?.dueOn;
    const { branches } = await hq.admin<{ branches: { id: string }[] }>('/admin/branches');
    const atHeadquarters = async (): Promise<readonly HqCase[]> => {
      const { cases } = await hq.admin<{ cases: HqCase[] }>(`/admin/cases?branchId=${branches[0]?.id ?? ''}`);
      return cases;
    };
    /** Both PCs have the same state of both, and headquarters the same status. */
    const agreed = async (statuses: readonly [string, string]): Promise<void> => {
      const other = second as RunningApp;
      await levelBoth(first, other);
      const known = await atHeadquarters();
      for (const [at, { caseId, number }] of pair.entries()) {
        const here = await stateOf(first, caseId);
        expect(await stateOf(other, caseId)).toEqual(here);
        expect(here.status).toBe(statuses[at]);
        expect(known).toContainEqual(expect.objectContaining({ number, status: statuses[at] }));
        expect(await due(other, caseId)).toBe(await due(first, caseId));
      }
    };
    const on = { caseId: newer.caseId, otherId: earlier.caseId };
    const merging = { ...on, way: 'newFacts', reason: '同一笔年费，带来了流水', personChecked: true };
    await agreed(['registered', 'registered']);
    const before = [await stateOf(first, earlier.caseId), await stateOf(first, newer.caseId)] as const;
    const [dueBefore, ownDue] = [await due(first, earlier.caseId), await due(first, newer.caseId)];

    await ask(first.page, 'case.merge', { commandId: newId(), ...merging });
    await agreed(['registered', 'merged']);
    // The clock of the earlier starts again on the day on which the newer came.
    expect(await due(second, earlier.caseId)).toBe(ownDue);
    const refused = await call(second.page, 'case.merge', { commandId: newId(), ...merging });
    expect(refused.ok ? null : refused.error.code).toBe('pair.mergedAlready');

    // Taken back on the other PC.
    await ask(second.page, 'case.separate', { commandId: newId(), ...on, reason: '其实是两笔年费' });
    await agreed(['registered', 'registered']);
    expect([await due(first, earlier.caseId), await due(first, newer.caseId)]).toEqual([dueBefore, ownDue]);
    for (const [at, { caseId }] of pair.entries()) {
      const { clock, details, status, tasks } = await stateOf(first, caseId);
      const { details: detailsBefore, status: statusBefore, tasks: tasksBefore } = before[at === 0 ? 0 : 1];
      expect({ details, status, tasks }).toEqual({
        details: detailsBefore,
        status: statusBefore,
        tasks: tasksBefore,
      });
      expect(clock?.newFactsOn ?? null).toBeNull();
    }

    // With no line between them: one merges, the other takes the newer on. Whatever comes of it comes to all three.
    await hq.kill();
    const { users } = await ask(second.page, 'session.tiles', {});
    const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
    await ask(first.page, 'case.merge', { commandId: newId(), ...merging });
    await ask(second.page, 'case.accept', {
      commandId: newId(),
      caseId: newer.caseId,
      complexity: 'simple',
      complexityReason: '',
      ownerId,
    });
    await hq.start();
    await agreed(['registered', 'merged']);
    const both = await stateOf(first, newer.caseId);
    // What did not fit is not lost: a person is told to look.
    expect(both.conflicts.map(({ type }) => type)).toEqual(['case.accepted']);
    await ask(first.page, 'case.separate', { commandId: newId(), ...on, reason: '同事已经受理' });
    await agreed(['registered', 'registered']);
  } finally {
    await second?.close();
    await hq.remove();
    await rm(profile, { recursive: true, force: true });
  }
});
