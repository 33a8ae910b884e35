/** 代理人 without a network: somebody speaks for a customer without their authorisation (M2020 Art. 14). */
import { ask, everything, newId } from './bridge';
import { expect, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { openCase } from './tour/steps';

test('a proxy without authorisation is taken down and accepted, but gets no money before the original is here', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  await page.getByRole('radio', { name: '代理人' }).click();
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('何梅');
  await page.getByRole('textbox', { name: '电话', exact: true }).fill('13800138000');
  await page.getByRole('textbox', { name: '替谁来' }).fill('周海');
  const held = page.getByRole('checkbox', { name: '已收到签名的授权委托书原件' });
  await expect(held).not.toBeChecked();
  await expect(held).toHaveAccessibleDescription('缺少授权不影响受理，先受理后补交');
  await page.getByRole('textbox', { name: '一句话概括' }).fill('老人的年费多扣了');
  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();

  const { rows } = await ask(page, 'history.page', { ...everything, offset: 0, limit: 10 });
  const { caseId, number } = rows[0] ?? { caseId: '', number: '' };
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
  const accepted = { complexity: 'simple', complexityReason: '', ownerId } as const;
  await ask(page, 'case.accept', { commandId: newId(), caseId, ...accepted });
  await openCase(page, number);
  const lacks = page.getByRole('alert').filter({ hasText: '授权委托书' });
  await expect(lacks).toBeVisible();

  await page.getByRole('tab', { name: '处理方案' }).click();
  await page.getByRole('button', { name: '拟处理方案' }).first().click();
  const form = page.getByRole('form', { name: '拟处理方案' });
  await form.getByRole('button', { name: '退还款项', exact: true }).click();
  await form.getByRole('textbox', { name: '给客户的金额' }).fill('120');
  await form.getByRole('textbox', { name: '查明的事实' }).fill('年费扣了两次。');
  await form.getByRole('textbox', { name: '依据' }).fill('收费标准第 3 条');
  await form.getByRole('textbox', { name: '处理决定' }).fill('退还多扣的年费。');
  await form.getByRole('button', { name: '提交审批' }).click();
  await expect(form).toContainText(/授权委托书原件还没有收到，不能答应给钱.+办法第十四条/);

  // It is asked for, comes, and stands in the record without being entered again; what was typed is still there.
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '请投诉人补充材料', exact: true }).click();
  const request = page.getByRole('dialog', { name: '请投诉人补充材料' });
  await request.getByRole('button', { name: '亲笔签名的授权委托书原件' }).click();
  await request.getByRole('button', { name: '请投诉人补充材料' }).click();
  await expect(request).toBeHidden();
  await expect(page.getByText('待补充').first()).toBeVisible();
  await page.getByRole('button', { name: '登记收到材料' }).first().click();
  const came = page.getByRole('dialog', { name: '登记收到材料' });
  await came.getByRole('button', { name: '登记收到材料' }).click();
  await expect(came).toBeHidden();
  await expect(lacks).toBeHidden();

  await page.getByRole('tab', { name: '处理方案' }).click();
  await expect(form.getByRole('textbox', { name: '给客户的金额' })).toHaveValue('120.00');
  await form.getByRole('button', { name: '提交审批' }).click();
  await expect(page.getByText('方案已提交，等负责人审批')).toBeVisible();
});
