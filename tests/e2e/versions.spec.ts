/** 核对: what two PCs recorded without seeing each other is put side by side, chosen by a person, and chosen again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, newId, registerForm } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { people } from './pages/setup-page';
import { connectBranch, joinBranch, levelBoth, syncUntilQuiet } from './support/two-pcs';

test('two PCs change an amount and the same words with no line between them: both stay, and a person chooses', async ({
  branchApp: first,
}) => {
  test.setTimeout(240_000);
  const hq = await startHeadquarters();
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  let second: RunningApp | undefined;
  try {
    await connectBranch(first, hq);
    const { caseId, number } = await registerForm(first.page, {
      matter: '年费重复扣款',
      businessId: 'biz.debit.limits',
      party: { name: '周海', phone: '13800138000' },
      facts: '年费扣了两次',
    });
    await syncUntilQuiet(first);
    second = await joinBranch(hq, profile);
    await levelBoth(first, second);

    await hq.kill();
    const record = (app: RunningApp, changes: object) =>
      ask(app.page, 'case.recordDetails', { commandId: newId(), caseId, changes });
    await record(first, { amountFen: 20_000, facts: '年费扣了两次，流水在手机里' });
    await record(second, { amountFen: 40_000, facts: '年费扣了两次，要求当天退' });
    const { users } = await ask(second.page, 'session.tiles', {});
    const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
    const accept = { caseId, complexity: 'simple', complexityReason: '', ownerId };
    for (const app of [first, second]) await ask(app.page, 'case.accept', { commandId: newId(), ...accept });
    await hq.start();
    await levelBoth(first, second);

    const { page } = first;
    const tasks = page.getByRole('list', { name: '我的待办' });
    await page.getByRole('button', { name: /^工作台/ }).click();
    await tasks.getByText('两台电脑记的不一样，请核对').click();
    const panel = page.getByRole('region', { name: '两台电脑记的不一样' });
    await expect(page.getByRole('heading', { name: number })).toBeVisible();
    const amount = panel.getByRole('group', { name: '金额' });
    await expect(amount).toContainText('200.00');
    await expect(amount).toContainText('400.00');
    await expect(panel.getByRole('group', { name: '经过' })).toContainText('要求当天退');
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await expect(panel.getByRole('button', { name: /^经过用 / }).first()).toBeFocused();

    await panel.getByRole('button', { name: '经过两个都要' }).click();
    await expect(panel.getByText(/^经过 · .*选定/)).toBeVisible();
    await amount
      .getByRole('button', { name: /^金额用 / })
      .first()
      .click();
    await expect(amount).toHaveCount(0);
    await panel.getByRole('button', { name: /^知道了/ }).click();
    const done = page.getByRole('region', { name: '已选定' });
    await expect(done).toBeVisible();
    const stateOf = async (app: RunningApp) => (await ask(app.page, 'case.get', { caseId })).state;
    expect((await stateOf(first)).details).toMatchObject({
      amountFen: 20_000,
      facts: '年费扣了两次，流水在手机里\n年费扣了两次，要求当天退',
    });

    // The other PC comes to the same, and may choose again.
    await levelBoth(first, second);
    expect(await stateOf(second)).toEqual(await stateOf(first));
    await done.getByRole('button', { name: '改选金额' }).click();
    await done.getByRole('group', { name: '金额' }).getByRole('button').nth(1).click();
    await expect.poll(async () => (await stateOf(first)).details.amountFen).toBe(40_000);
    await levelBoth(first, second);
    expect((await stateOf(second)).details.amountFen).toBe(40_000);
    await page.getByRole('tab', { name: '经过' }).click();
    await expect(page.getByText('两台电脑记的金额不一样，选定了其中一个').first()).toBeVisible();
    await page.getByRole('button', { name: /^工作台/ }).click();
    await expect(tasks.getByText('两台电脑记的不一样')).toHaveCount(0);
  } finally {
    await second?.close();
    await hq.remove();
    await rm(profile, { recursive: true, force: true });
  }
});
