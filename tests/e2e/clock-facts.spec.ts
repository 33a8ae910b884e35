/** 特别期限 without a network: an objection to a credit record gets its own last day, explained, and is kept once answered. */
import { ask, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { signIn } from './pages/setup-page';
import { closeTop, openCase } from './tour/steps';
import { act } from './support/case-menu';

test('a credit record is objected to: the fact gives its date (D18), and the answer ends it', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'counter');
  const { caseId, number } = await registerForm(page, {
    facts: '征信报告里有一笔不是我的逾期',
    matter: '征信异议',
    businessId: 'biz.creditReport.objection',
    party: { name: '周海', phone: '13800138000' },
  });
  await openCase(page, number);
  const dialog = await act(page, '登记特别期限的事实');
  await dialog.getByRole('button', { name: '登记特别期限的事实' }).click();
  await expect(dialog).toContainText('请选一项');
  // An insurer's facts are none of a bank's.
  await expect(dialog.getByRole('radio', { name: '理赔材料齐全' })).toHaveCount(0);
  await expect(dialog.getByRole('radio').first()).toHaveText('收到征信异议');
  await dialog.getByRole('radio', { name: '收到征信异议' }).click();
  await dialog.getByRole('button', { name: '登记特别期限的事实' }).click();
  await expect(dialog).toBeHidden();

  const { deadlines } = await ask(page, 'case.deadlines', { caseId });
  const objection = deadlines.find(({ ruleId }) => ruleId === 'D18');
  expect(objection?.state).toBe('ok');
  const started = new Date(`${objection?.basis.startOn ?? ''}T00:00:00Z`);
  started.setUTCDate(started.getUTCDate() + 20);
  expect(objection?.dueOn).toBe(started.toISOString().slice(0, 10));
  await page
    .getByRole('button', { name: /答复征信异议.+看由来/ })
    .first()
    .click();
  const why = page.getByRole('dialog', { name: /为什么是这一天/ });
  await expect(why).toContainText('收到征信异议');
  await expect(why).toContainText('征信业管理条例');
  await closeTop(page, why);

  const answered = await act(page, '登记特别期限的事实');
  await answered.getByRole('radio', { name: '已书面答复征信异议' }).click();
  await answered.getByRole('button', { name: '登记特别期限的事实' }).click();
  await expect(answered).toBeHidden();
  const after = await ask(page, 'case.deadlines', { caseId });
  expect(after.deadlines.find(({ ruleId }) => ruleId === 'D18')?.state).toBe('met');
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('已书面答复征信异议');
});
