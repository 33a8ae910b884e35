/** 转出 without a network: by the officer alone, declined once and back with number and time, then confirmed and closed. */
import type { Locator, Page } from '@playwright/test';
import { ask, call, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { signIn, signInWith } from './pages/setup-page';
import { openCase } from './tour/steps';
import { act } from './support/case-menu';

async function hand(page: Page, institution: string): Promise<Locator> {
  const dialog = await act(page, '转出');
  await dialog.getByRole('textbox', { name: '转给哪家机构' }).fill(institution);
  await dialog.getByRole('textbox', { name: '为什么由那家机构办理' }).fill('保险由该公司自行销售');
  return dialog;
}

const officer = { name: '赵颖', staffNo: 'X003', password: 'plum-garden-58' };

test('a complaint is handed to the institution that is competent, comes back, and is handed on', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'supervisor');
  await ask(page, 'user.add', { commandId: newId(), person: officer, role: 'officer' });
  await page.keyboard.press('Control+l');
  await signIn(page, 'counter');
  const { caseId, number } = await registerForm(page, {
    facts: '在别家买的保险不给退',
    matter: '保险退保',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const input = {
    institution: '某公司',
    reason: 'x',
    on: '2026-01-01',
    toldMethod: 'handed',
    toldOn: '2026-01-01',
  } as const;
  const byCounter = await call(page, 'case.transferOut', { commandId: newId(), caseId, ...input });
  expect(byCounter).toMatchObject({ ok: false });
  const dates = await ask(page, 'case.deadlines', { caseId });
  const due = dates.deadlines.find(({ id }) => id === 'decision')?.dueOn;

  await page.keyboard.press('Control+l');
  await signInWith(page, officer);
  await openCase(page, number);
  const first = await hand(page, '甲保险公司');
  await first.getByRole('button', { name: '转出' }).click();
  await expect(first).toContainText('请选送达方式');
  await expect(first.getByRole('textbox', { name: '转给哪家机构' })).toHaveValue('甲保险公司');
  await first.getByRole('radio', { name: '电话告知' }).click();
  await first.getByRole('button', { name: '转出' }).click();
  await expect(first).toBeHidden();
  await expect(page.getByText('已转出', { exact: true }).first()).toBeVisible();

  const back = await act(page, '对方不接，转回');
  await back.getByRole('textbox', { name: '对方为什么不接' }).fill('查无保单');
  await back.getByRole('button', { name: '对方不接，转回' }).click();
  await expect(back).toBeHidden();
  await expect(page.getByText('已登记', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  const again = await ask(page, 'case.deadlines', { caseId });
  expect(again.deadlines.find(({ id }) => id === 'decision')?.dueOn).toBe(due);

  const second = await hand(page, '乙保险公司');
  await second.getByRole('radio', { name: '电话告知' }).click();
  await second.getByRole('button', { name: '转出' }).click();
  await expect(second).toBeHidden();
  await page.getByRole('button', { name: '登记接收确认' }).click();
  const confirm = page.getByRole('dialog', { name: '登记接收确认' });
  await confirm.getByRole('button', { name: '登记接收确认' }).click();
  await expect(confirm).toContainText('请写对方的编号或文号');
  await confirm.getByRole('textbox', { name: '对方的编号或文号' }).fill('收〔2026〕8 号');
  await confirm.getByRole('button', { name: '登记接收确认' }).click();
  await expect(confirm).toBeHidden();
  await expect(page.getByText('已结案', { exact: true }).first()).toBeVisible();

  await page.getByRole('tab', { name: '经过' }).click();
  const life = page.getByRole('tabpanel');
  await expect(life).toContainText('甲保险公司');
  await expect(life).toContainText('对方不接，转回');
  await expect(life).toContainText('对方确认接收，收〔2026〕8 号，结案');
});
