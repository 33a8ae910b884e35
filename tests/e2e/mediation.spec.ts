/** 调解 without a network: both sides have to agree, somebody neutral leads it, and the investigation goes on after it. */
import type { Locator, Page } from '@playwright/test';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { openCase } from './tour/steps';
import { act } from './support/case-menu';

/** While it is mediated, its end is the next thing to do. */
async function end(page: Page): Promise<Locator> {
  await page.getByRole('main').getByRole('button', { name: '登记调解结果' }).click();
  return page.getByRole('dialog', { name: '登记调解结果' });
}

async function begin(page: Page, mediator: string): Promise<Locator> {
  const dialog = await act(page, '登记调解');
  await dialog.getByRole('textbox', { name: '调解组织' }).fill('市银行业纠纷调解中心');
  await dialog.getByRole('textbox', { name: '调解员' }).fill(mediator);
  return dialog;
}

test('a complaint is mediated: refused without agreement or neutrality, failed once, then settled', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'counter');
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
  const { caseId, number } = await registerForm(page, {
    facts: '理财到期少了收益',
    matter: '理财收益',
    amountFen: 32_000,
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
    involved: [{ name: '吴强', staffNo: '', userId: null }],
  });
  const accepted = { complexity: 'simple', complexityReason: '', ownerId } as const;
  await ask(page, 'case.accept', { commandId: newId(), caseId, ...accepted });
  await ask(page, 'case.startInvestigation', { commandId: newId(), caseId });
  await openCase(page, number);

  const start = await begin(page, '吴强');
  await start.getByRole('radio', { name: '小额纠纷快速处理' }).click();
  await start.getByRole('button', { name: '登记调解' }).click();
  await expect(start).toContainText('请写调解组织的小额上限');
  await start.getByRole('textbox', { name: '小额上限' }).fill('10000');
  await start.getByRole('button', { name: '投诉人同意' }).click();
  await start.getByRole('button', { name: '登记调解' }).click();
  await expect(start).toContainText('双方都同意才能调解');
  await start.getByRole('button', { name: '本机构同意' }).click();
  await start.getByRole('button', { name: '登记调解' }).click();
  await expect(start).toContainText('吴强 是被投诉的人，不能当调解员');
  await expect(start.getByRole('textbox', { name: '调解组织' })).toHaveValue('市银行业纠纷调解中心');
  await start.getByRole('textbox', { name: '调解员' }).fill('陆平');
  await start.getByRole('button', { name: '登记调解' }).click();
  await expect(start).toBeHidden();
  await expect(page.getByText('调解中').first()).toBeVisible();

  const failed = await end(page);
  await failed.getByRole('radio', { name: '没有达成' }).click();
  await failed.getByRole('button', { name: '登记调解结果' }).click();
  await expect(failed).toContainText('请写明内容');
  await failed.getByRole('textbox', { name: '为什么没有达成' }).fill('对利率的看法不一致');
  await failed.getByRole('button', { name: '登记调解结果' }).click();
  await expect(failed).toBeHidden();
  await expect(page.getByText('调查中').first()).toBeVisible();

  const again = await begin(page, '陆平');
  await again.getByRole('radio', { name: '小额纠纷快速处理' }).click();
  await again.getByRole('textbox', { name: '小额上限' }).fill('100');
  await again.getByRole('button', { name: '投诉人同意' }).click();
  await again.getByRole('button', { name: '本机构同意' }).click();
  await again.getByRole('button', { name: '登记调解' }).click();
  await expect(again).toContainText('投诉金额 ¥320.00 超过小额上限 ¥100.00');
  await again.getByRole('textbox', { name: '小额上限' }).fill('10000');
  await again.getByRole('button', { name: '登记调解' }).click();
  await expect(again).toBeHidden();
  const settled = await end(page);
  await settled.getByRole('radio', { name: '达成协议' }).click();
  await settled.getByRole('textbox', { name: '调解协议编号' }).fill('调协〔2026〕3 号');
  await settled.getByRole('textbox', { name: '协议内容' }).fill('补付利息 320 元');
  await settled.getByRole('button', { name: '登记调解结果' }).click();
  await expect(settled).toBeHidden();

  await page.getByRole('tab', { name: '经过' }).click();
  const life = page.getByRole('tabpanel');
  await expect(life).toContainText('调解没有达成');
  await expect(life).toContainText('双方同意小额纠纷快速处理');
  await expect(life).toContainText('达成调解协议 调协〔2026〕3 号');
});

test('a lawsuit about the same matter is noted, keeps the file, and ends', async ({ branchApp: { page } }) => {
  await signIn(page, 'counter');
  const { number } = await registerForm(page, { facts: '存款变保险', matter: '存款变保险', party: { name: '周海' } });
  await openCase(page, number);
  const dialog = await act(page, '登记诉讼或仲裁');
  await dialog.getByRole('button', { name: '登记诉讼或仲裁' }).click();
  await expect(dialog).toContainText('请写法院或仲裁委员会');
  await dialog.getByRole('textbox', { name: '法院' }).fill('示范区人民法院');
  await dialog.getByRole('textbox', { name: '案号（选填）' }).fill('（2026）示 0101 民初 7 号');
  await dialog.getByRole('button', { name: '登记诉讼或仲裁' }).click();
  await expect(dialog).toBeHidden();
  const stays = page.getByText('诉讼进行中：示范区人民法院 （2026）示 0101 民初 7 号，档案不能清理');
  await expect(stays).toBeVisible();

  const end = await act(page, '登记诉讼或仲裁结果');
  await end.getByRole('radio', { name: '判决或裁决' }).click();
  await end.getByRole('textbox', { name: '结果内容' }).fill('判令退还保费差额');
  await end.getByRole('button', { name: '登记诉讼或仲裁结果' }).click();
  await expect(end).toBeHidden();
  await expect(stays).toBeHidden();
  await expect(page.getByText('判令退还保费差额').first()).toBeVisible();
});
