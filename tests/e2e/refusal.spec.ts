/** A complaint that is not taken on, without a network: ground, signature, letter, telling, and new facts that lift it. */
import { ask, newId, registerForm, saveLetter } from './bridge';
import { expect, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { closeTop, openCase } from './tour/steps';
import { act } from './support/case-menu';

test('a complaint is refused with reasons and a letter of its own, and taken up again by new facts', async ({
  branchApp: app,
}) => {
  const { page } = app;
  test.setTimeout(120_000);
  await signIn(page, 'counter');
  const { caseId, number } = await registerForm(page, {
    facts: '在网上买的理财亏了',
    matter: '理财亏损',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  await openCase(page, number);
  const refusal = await act(page, '拟不予受理');
  await refusal.getByRole('button', { name: '提交审批' }).click();
  await expect(refusal).toContainText('请选一个理由');
  // He speaks for himself: an authorisation is not asked for.
  await refusal.getByRole('radio', { name: /未提交授权/ }).click();
  await expect(refusal).toContainText('登记的内容与这个理由不符');
  await refusal.getByRole('radio', { name: /法院、仲裁机构/ }).click();
  await expect(refusal).toContainText('待合规确认');
  await refusal.getByRole('radio', { name: /不属于本机构/ }).click();
  await refusal.getByRole('textbox', { name: '查明的事实' }).fill('核对系统，周先生没有在本行买过理财。');
  await refusal.getByRole('button', { name: '提交审批' }).click();
  await expect(refusal).toContainText('投诉人要凭它知道该去哪里');
  await refusal.getByRole('textbox', { name: '应向哪个机构提出' }).fill('江南理财平台');
  await refusal.getByRole('button', { name: '提交审批' }).click();
  await expect(refusal).toBeHidden();
  await expect(page.getByText('不予受理待批').first()).toBeVisible();

  const { users } = await ask(page, 'session.tiles', {});
  const userId = users.find(({ name }) => name === people.supervisor.name)?.userId ?? '';
  const { shown, digest } = await ask(page, 'approval.show', { caseId });
  expect(shown.content.refusal).toMatchObject({ ground: 'notOurs', reference: '江南理财平台' });
  await ask(page, 'approval.decide', {
    commandId: newId(),
    caseId,
    proposalId: shown.proposalId,
    digest,
    outcome: 'approve',
    reason: '',
    stepUp: { userId, password: people.supervisor.password },
  });

  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '处理决定告知书' }).click();
  const letter = page.frameLocator('iframe');
  await expect(letter.getByText('消费投诉不予受理告知书').first()).toBeVisible();
  await expect(letter.getByText('涉及：江南理财平台。')).toBeVisible();
  await expect(letter.getByText(/申请核查/)).toBeVisible();

  // Only the letter says how to ask for a review: nothing is told before it is made.
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /^记录送达.*先打印或保存告知书/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await saveLetter(app, caseId);
  await page.getByRole('main').getByRole('button', { name: '记录送达', exact: true }).click();
  const delivery = page.getByRole('dialog', { name: '记录送达' });
  await delivery.getByRole('radio', { name: '当面交付' }).click();
  await delivery.getByRole('button', { name: '记录送达' }).click();
  await expect(delivery).toBeHidden();
  await expect(page.getByText('已告知').first()).toBeVisible();

  await page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  await openCase(page, number);
  const lift = await act(page, '有新事实，恢复受理');
  await lift.getByRole('button', { name: '有新事实，恢复受理' }).click();
  await expect(lift).toContainText('请写原因');
  await closeTop(page, lift);
  const again = await act(page, '有新事实，恢复受理');
  await again.getByRole('textbox', { name: '新的事实或理由' }).fill('找到了本行柜台签的合同');
  await again.getByRole('button', { name: '有新事实，恢复受理' }).click();
  await expect(again).toBeHidden();
  await expect(page.getByRole('button', { name: /^处理决定 .+，看由来$/ }).first()).toContainText(/还剩 15 天/);
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('拟不予受理：投诉事项不属于本机构的产品、服务或人员');
});
