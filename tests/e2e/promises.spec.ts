/** 承诺 without a network: made on a call, seen on the workbench, changed with the customer's yes, in the way of closing, kept. */
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { signIn } from './pages/setup-page';
import { goTo, openCase } from './tour/steps';
import { act } from './support/case-menu';

test('a promise waits on the workbench, keeps the case open when it is due, and is kept with proof', async ({
  branchApp: { page },
}) => {
  test.setTimeout(180_000);
  await signIn(page, 'counter');
  const { caseId, number } = await registerForm(page, {
    facts: '来问贷款进度，没有人回',
    matter: '贷款进度没有人回',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  await openCase(page, number);
  const make = await act(page, '登记承诺');
  await make.getByRole('textbox', { name: '答应了什么' }).fill('今天下班前给您回电话');
  await make.getByRole('button', { name: '登记承诺' }).click();
  await expect(make).toContainText('请选怎么答应的');
  await make.getByRole('radio', { name: '电话' }).click();
  const today = await make.getByRole('textbox', { name: '哪天答应的' }).inputValue();
  await make.getByRole('textbox', { name: '最迟哪天' }).fill('2020-01-01');
  await make.getByRole('button', { name: '登记承诺' }).click();
  await expect(make).toContainText('不能早于答应的那一天');
  await expect(make.getByRole('textbox', { name: '答应了什么' })).toHaveValue('今天下班前给您回电话');
  await make.getByRole('textbox', { name: '最迟哪天' }).fill(today);
  await make.getByRole('button', { name: '登记承诺' }).click();
  await expect(make).toBeHidden();

  await goTo(page, 1, '工作台');
  await expect(page.getByRole('list', { name: '我的待办' })).toContainText('承诺：今天下班前给您回电话');
  await expect(page.getByRole('list', { name: '提醒' })).toHaveCount(0);

  // Withdrawn, so that nothing but the promise is in the way of closing.
  await ask(page, 'case.withdraw', { commandId: newId(), caseId, reason: '', signedNoteHeld: true });
  await openCase(page, number);
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /结案/ })).toContainText('有承诺已到期，还没有记结果');
  await page.keyboard.press('Escape');

  const list = page.getByRole('list', { name: '承诺' });
  await list.getByRole('button', { name: '改约' }).click();
  const change = page.getByRole('dialog', { name: '变更承诺' });
  await change.getByRole('textbox', { name: '改成什么' }).fill('今天下班前由信贷经理给您回电话');
  await change.getByRole('textbox', { name: '怎么同意的' }).fill('电话里和客户说好');
  await change.getByRole('textbox', { name: '为什么要改' }).fill('经办人外出');
  await change.getByRole('button', { name: '变更承诺' }).click();
  await expect(change).toContainText('客户没有同意，承诺不能改');
  await change.getByRole('button', { name: '客户同意' }).click();
  await change.getByRole('button', { name: '变更承诺' }).click();
  await expect(change).toBeHidden();
  await expect(list).toContainText('经客户同意改约');

  await list.getByRole('button', { name: '记结果' }).click();
  const settle = page.getByRole('dialog', { name: '承诺的结果' });
  await settle.getByRole('radio', { name: '已兑现' }).click();
  await settle.getByRole('button', { name: '记结果' }).click();
  await expect(settle).toContainText('请写凭据');
  await settle.getByRole('textbox', { name: '凭什么说兑现了' }).fill('通话记录 17');
  await settle.getByRole('button', { name: '记结果' }).click();
  await expect(settle).toBeHidden();
  await expect(list).toContainText('通话记录 17');

  await ask(page, 'case.close', { commandId: newId(), caseId, summary: '客户撤回，已回电' });
  await page.getByRole('tab', { name: '经过' }).click();
  const life = page.getByRole('tabpanel');
  await expect(life).toContainText('电话承诺');
  await expect(life).toContainText('承诺已兑现');

  await page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  await page
    .getByRole('link', { name: /台账报表/ })
    .or(page.getByRole('button', { name: /台账报表/ }))
    .first()
    .click();
  await page.getByRole('radiogroup', { name: '看哪些' }).getByRole('radio', { name: '已兑现' }).click();
  const register = page.getByRole('table', { name: '承诺台账' });
  await expect(register).toContainText('今天下班前由信贷经理给您回电话');
  await expect(register).toContainText(number);
});
