/** 授权代理 without a network: lent with refusals at the field, used with 代 wherever it shows, taken back at once. */
import { ask, call, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { goTo, openCase } from './tour/steps';
import { refundOfFee } from './support/refund';

const deputy = { name: '王强', staffNo: 'C018', password: 'blue-kettle-58' } as const;
const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format();

test('a colleague decides for the manager as long as it is lent, and everybody sees for whom', async ({
  branchApp: { page },
}) => {
  test.setTimeout(180_000);
  await signIn(page, 'supervisor');
  const { userId: deputyId } = await ask(page, 'user.add', { commandId: newId(), person: deputy, role: 'counter' });
  await goTo(page, 6, '设置');
  await page.getByRole('tab', { name: '人员' }).click();
  await page.getByRole('button', { name: '授权给同事' }).click();
  const dialog = page.getByRole('dialog', { name: '授权给同事' });
  const sign = dialog.getByRole('button', { name: '签名授权' });
  await sign.click();
  for (const missing of ['请选一位同事', '请填日期', '请填金额', '请写原因'])
    await expect(dialog).toContainText(missing);
  await dialog.getByRole('radio', { name: /王强/ }).click();
  await dialog.getByRole('textbox', { name: '从哪天起' }).fill('2020-01-01');
  await dialog.getByRole('textbox', { name: '到哪天止' }).fill('2020-01-05');
  await dialog.getByRole('textbox', { name: '每次最多批' }).fill('9000');
  await dialog.getByRole('textbox', { name: '原因' }).fill('外出培训');
  await sign.click();
  await expect(dialog).toContainText('不能从过去的日期起授权');
  await dialog.getByRole('textbox', { name: '从哪天起' }).fill(today());
  await sign.click();
  await expect(dialog).toContainText('结束日期要在开始日期当天或以后');
  await dialog.getByRole('textbox', { name: '到哪天止' }).fill(today());
  await sign.click();
  await expect(dialog).toContainText('超出您自己的额度（¥5,000.00）');
  // Nothing typed is lost on the way.
  await expect(dialog.getByRole('textbox', { name: '原因' })).toHaveValue('外出培训');
  await dialog.getByRole('textbox', { name: '每次最多批' }).fill('3000');
  await sign.click();
  await expect(dialog).toBeHidden();
  const list = page.getByRole('list', { name: '授权代理' });
  await expect(list).toContainText('王强 代 李敏');
  await expect(list).toContainText('代理中');

  await page.keyboard.press('Control+l');
  await signIn(page, 'counter');
  const propose = async (amountFen: number) => {
    const { caseId, number } = await registerForm(page, {
      facts: '年费扣了两次',
      matter: '年费扣了两次',
      businessId: 'biz.debit.limits',
      party: { name: '周海', phone: '13800138000' },
    });
    await ask(page, 'case.accept', {
      commandId: newId(),
      caseId,
      complexity: 'simple',
      complexityReason: '',
      ownerId: (await ask(page, 'session.tiles', {})).users.find(({ name }) => name === people.counter.name)?.userId,
    });
    const content = { ...refundOfFee, amountFen };
    await ask(page, 'case.proposeRemedy', { commandId: newId(), caseId, content });
    return { caseId, number };
  };
  const small = await propose(20_000);
  const large = await propose(400_000);

  await page.keyboard.press('Control+l');
  await page.getByRole('button', { name: new RegExp(deputy.name) }).click();
  await page.getByLabel(`${deputy.name} 的密码`).fill(deputy.password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  await goTo(page, 3, '审批');
  await page.getByRole('option').filter({ hasText: '200.00' }).click();
  await expect(page.getByText('按 李敏 的授权办理，签名旁会标“代”。')).toBeVisible();
  await page.getByRole('button', { name: /批准并签名/ }).click();
  await expect(page.getByText(`${small.number} 已批准`)).toBeVisible();
  // What is left is above what was lent.
  await expect(page.getByText('超出您的额度（¥3,000.00）').first()).toBeVisible();

  await openCase(page, small.number);
  await page.getByRole('tab', { name: '处理方案' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('王强（代 李敏）');
  await expect(page.getByRole('tabpanel')).toContainText('签名有效');
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('方案批准 · 代 李敏');
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '处理决定告知书' }).click();
  await expect(page.frameLocator('iframe').locator('body')).toContainText('王强（代 李敏）');

  // Handed back, it is gone with the next decision, also past the page.
  const { delegations } = await ask(page, 'delegation.list', {});
  await goTo(page, 6, '设置');
  await page.getByRole('tab', { name: '人员' }).click();
  await page.getByRole('button', { name: '收回 李敏 给 王强 的授权' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '收回' }).click();
  await expect(page.getByRole('list', { name: '授权代理' })).toContainText('已收回');
  const { shown, digest } = await ask(page, 'approval.show', { caseId: large.caseId });
  const decision = { caseId: large.caseId, proposalId: shown.proposalId, digest, outcome: 'return', reason: 'x' };
  expect(await call(page, 'approval.decide', { commandId: newId(), ...decision, stepUp: null })).toMatchObject({
    ok: false,
    error: { code: 'approval.roleForbids' },
  });
  expect(delegations.map(({ to, state }) => [to, state])).toEqual([[deputyId, 'active']]);
});
