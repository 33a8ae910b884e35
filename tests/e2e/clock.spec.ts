/** The clock of a case without a network: extended above the branch, stopped by an appraisal, started again by new facts. */
import type { Locator, Page } from '@playwright/test';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { signIn } from './pages/setup-page';
import { closeTop, openCase } from './tour/steps';
import { act } from './support/case-menu';

const decision = (page: Page): Locator => page.getByRole('button', { name: /^处理决定 .+，看由来$/ }).first();

async function complexCase(page: Page): Promise<string> {
  const { caseId, number } = await registerForm(page, {
    facts: '保单上的签名不是我的',
    matter: '代签名',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users[0]?.userId ?? 'nobody';
  await ask(page, 'case.accept', {
    commandId: newId(),
    caseId,
    complexity: 'complex',
    complexityReason: '要鉴定签名',
    ownerId,
  });
  return number;
}

test('an extension, an appraisal and new facts move the last day as was shown before', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'supervisor');
  const number = await complexCase(page);
  await openCase(page, number);
  await expect(decision(page)).toContainText(/还剩 30 天/);

  // The branch only records what was granted above it; what is missing is said at its field.
  const extend = await act(page, '登记延期');
  await expect(extend).toContainText('网点不能自己批准');
  await expect(extend.getByRole('status').filter({ hasText: '登记后的期限' })).toContainText(/处理决定：.+ → .+/);
  await expect(extend.getByRole('status').filter({ hasText: '登记后的期限' })).toContainText(
    '要由上级机构或总行高级管理人员批准',
  );
  await expect(extend.getByRole('status').filter({ hasText: '登记后的期限' })).toContainText('要告知投诉人');
  await extend.getByRole('textbox', { name: '延多少天' }).fill('31');
  await extend.getByRole('radio', { name: '上级机构' }).click();
  await extend.getByRole('button', { name: '登记延期' }).click();
  await expect(extend).toContainText('请写批准的机构或人');
  await extend.getByRole('textbox', { name: '批准机构或批准人' }).fill('杭州分行消保部');
  await extend.getByRole('textbox', { name: '原因' }).fill('等对方银行的流水');
  await extend.getByRole('radio', { name: '当面交付' }).click();
  await extend.getByRole('button', { name: '登记延期' }).click();
  await expect(extend).toContainText('最多延 30 天。');
  await extend.getByRole('textbox', { name: '延多少天' }).fill('20');
  await extend.getByRole('button', { name: '登记延期' }).click();
  await expect(extend).toBeHidden();
  await expect(decision(page)).toContainText(/还剩 50 天/);
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /登记延期/ })).toContainText('已经延过期');
  await page.keyboard.press('Escape');

  // While an appraisal lasts the clock stands still, in the lists too.
  const suspend = await act(page, '登记外部鉴定');
  await suspend.getByRole('textbox', { name: '委托谁、鉴定什么' }).fill('司法鉴定中心，签名');
  await suspend.getByRole('radio', { name: '当面交付' }).click();
  await expect(suspend.getByRole('status').filter({ hasText: '登记后的期限' })).toContainText('起暂停');
  await suspend.getByRole('button', { name: '登记外部鉴定' }).click();
  await expect(suspend).toBeHidden();
  await expect(decision(page)).toContainText('时钟停着');
  await decision(page).click();
  const why = page.getByRole('dialog', { name: '处理决定：为什么是这一天' });
  await expect(why).toContainText('外部鉴定、检测、评估，时钟停着');
  await closeTop(page, why);
  await page.keyboard.press('Control+4');
  await expect(page.getByRole('row', { name: new RegExp(number) })).not.toContainText('还剩');
  await page.keyboard.press('Alt+ArrowLeft');
  const resume = await act(page, '登记鉴定结束');
  await resume.getByRole('textbox', { name: '鉴定结果' }).fill('不是本人签名');
  await resume.getByRole('button', { name: '登记鉴定结束' }).click();
  await expect(resume).toBeHidden();
  await expect(decision(page)).toContainText(/还剩 50 天/);

  // New facts start it again, without the extension.
  const facts = await act(page, '登记新的事实');
  await facts.getByRole('textbox', { name: '补来什么' }).fill('当时的录音');
  await facts.getByRole('button', { name: '登记新的事实' }).click();
  await expect(facts).toBeHidden();
  await expect(decision(page)).toContainText(/还剩 30 天/);
  await page.getByRole('tab', { name: '经过' }).click();
  const timeline = page.getByRole('tabpanel');
  await expect(timeline).toContainText('延期 20 天，由杭州分行消保部批准（上级机构）');
  await expect(timeline).toContainText('期限暂停');
  await expect(timeline).toContainText('收到新的事实或理由，期限重新计算');

  // What a withdrawal would do is shown before anybody records one.
  const withdraw = await act(page, '客户撤回');
  const outlook = withdraw.getByRole('status').filter({ hasText: '登记后的期限' });
  await expect(outlook).toContainText(/撤回终止：.+日/);
  await closeTop(page, withdraw);
});

test('a counter cannot record an extension, and a simple case has none', async ({ branchApp: { page } }) => {
  await signIn(page, 'supervisor');
  await openCase(page, await complexCase(page));
  await page.keyboard.press('Control+l');
  await signIn(page, 'counter');
  const { number } = await registerForm(page, { facts: '等了两个小时', matter: '排队太久', party: { name: '吴桂芳' } });
  await openCase(page, number);
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /登记新的事实/ })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: /登记延期/ })).toHaveCount(0);
});
