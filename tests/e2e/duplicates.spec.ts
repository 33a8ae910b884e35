/** 重复投诉 without a network: compared with both deadlines, merged, taken apart, linked, and found under both numbers. */
import type { Locator, Page } from '@playwright/test';
import { ask, everything, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { signIn } from './pages/setup-page';
import { closeTop, openCase } from './tour/steps';

const dayMs = 86_400_000;
const customer = { name: '周海', phone: '13800138000' };

async function act(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  return page.getByRole('dialog');
}

async function decisionDue(page: Page, caseId: string): Promise<string> {
  const { deadlines } = await ask(page, 'case.deadlines', { caseId });
  return deadlines.find(({ id }) => id === 'decision')?.dueOn ?? '';
}

test('the same complaint again: both deadlines first, merged as new facts, taken apart, linked', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'supervisor');
  const fields = { matter: '年费重复扣款', businessId: 'biz.debit.limits', party: customer };
  const earlier = await registerForm(page, {
    ...fields,
    facts: '上周发现同一笔年费扣了两次',
    receivedAtMs: Date.now() - 5 * dayMs,
  });
  const newer = await registerForm(page, { ...fields, facts: '又来问年费，带来了流水', receivedAtMs: Date.now() });
  const stranger = await registerForm(page, {
    ...fields,
    facts: '排队太久',
    party: { name: '郑月', phone: '13900139000' },
  });
  const [due, own] = [await decisionDue(page, earlier.caseId), await decisionDue(page, newer.caseId)];
  await openCase(page, newer.number);

  const dialog = await act(page, '并入或关联…');
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(dialog).toContainText('请选一件投诉');
  await dialog.getByRole('radio', { name: new RegExp(earlier.number) }).click();
  await expect(dialog.getByRole('region', { name: '对照' })).toContainText('上周发现同一笔年费扣了两次');
  await expect(dialog.getByRole('region', { name: '对照' })).toContainText('又来问年费，带来了流水');
  await expect(dialog).toContainText('相同的是：姓名、电话');
  await dialog.getByRole('radio', { name: `并入 ${earlier.number}，没有新的事实` }).click();
  await expect(dialog.getByText('登记后的期限')).toBeVisible();
  await expect(dialog).toContainText(`${earlier.number}：期限不变`);
  await dialog.getByRole('radio', { name: `并入 ${earlier.number}，有新的事实或理由` }).click();
  await expect(dialog).toContainText(`${newer.number}：不再单独计算，随 ${earlier.number} 办理`);
  await dialog.getByRole('button', { name: new RegExp(`^${earlier.number}：.*看由来$`) }).click();
  const why = page.getByRole('dialog', { name: /为什么是这一天$/ });
  await expect(why).toContainText('消费投诉处理管理办法');
  await expect(why).toContainText('试算：这一步还没有记录。');
  await closeTop(page, why);
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(dialog).toContainText('请写原因');
  await dialog.getByRole('textbox', { name: '新的事实或理由' }).fill('带来了对账流水');
  await dialog.getByRole('button', { name: '确定' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('已并入', { exact: true }).first()).toBeVisible();
  expect(await decisionDue(page, earlier.caseId)).toBe(own);

  // Both numbers are found, and the earlier one says what it took in.
  await page
    .getByRole('button', { name: `打开 ${earlier.number}` })
    .first()
    .click();
  const related = page.getByRole('region', { name: '相关投诉' });
  await expect(related).toContainText(newer.number);
  await openCase(page, newer.number);

  const apart = await act(page, '与并入的分开');
  await apart.getByRole('textbox', { name: '原因' }).fill('其实是两笔年费');
  await apart.getByRole('button', { name: '分开' }).click();
  await expect(apart).toBeHidden();
  await expect(page.getByText('已登记', { exact: true }).first()).toBeVisible();
  expect(await decisionDue(page, earlier.caseId)).toBe(due);
  expect(await decisionDue(page, newer.caseId)).toBe(own);

  // Another person's complaint is not merged, whatever is asked; it can be linked, and stands on both sides.
  const other = await act(page, '并入或关联…');
  await other.getByRole('textbox', { name: '找另一件：输入编号、姓名或电话' }).fill(stranger.number);
  await other.getByRole('radio', { name: new RegExp(stranger.number) }).click();
  await expect(other).toContainText('投诉人不是同一个人，不能并案');
  const refused = await ask(page, 'case.compare', { caseId: newer.caseId, otherId: stranger.caseId });
  expect(refused.outlooks.map(({ way, refusal }) => [way, refusal?.code ?? null])).toEqual([
    ['merge', 'pair.otherPerson'],
    ['newFacts', 'pair.otherPerson'],
    ['link', null],
  ]);
  await other.getByRole('radio', { name: '只作关联，各办各的' }).click();
  await other.getByRole('textbox', { name: '为什么相关' }).fill('同一个网点同一天');
  await other.getByRole('button', { name: '确定' }).click();
  await expect(other).toBeHidden();
  await expect(page.getByRole('region', { name: '相关投诉' })).toContainText(stranger.number);
  await openCase(page, stranger.number);
  await expect(page.getByRole('region', { name: '相关投诉' })).toContainText(newer.number);

  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText(`关联 ${newer.number}`);
  await openCase(page, newer.number);
  await page.getByRole('tab', { name: '经过' }).click();
  const life = page.getByRole('tabpanel');
  await expect(life).toContainText(`作为新的事实并入 ${earlier.number}`);
  await expect(life).toContainText(`与 ${earlier.number} 分开，恢复并入前的状态`);
  expect(
    (await ask(page, 'history.search', { text: earlier.number, filter: everything.filter, limit: 5 })).hits,
  ).not.toEqual([]);
});
