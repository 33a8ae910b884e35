/** 金额明细 without a network: each line with its formula; the sum goes up to whom it belongs, and is what is signed. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { textOfPdf } from './pages/pdf';
import { people, signIn } from './pages/setup-page';
import { goTo, openCase } from './tour/steps';

const officer = { name: '赵颖', staffNo: 'X003', password: 'amber-window-36' } as const;

async function signInAs(page: Page, { name, password }: { readonly name: string; readonly password: string }) {
  await page.keyboard.press('Control+l');
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByLabel(`${name} 的密码`).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
}

test('a refund with interest is worked out line by line, goes beyond the limit to the officer, and its sum is signed', async ({
  branchApp: { page, userData, answerSaveDialog },
}) => {
  test.setTimeout(180_000);
  await signIn(page, 'supervisor');
  await ask(page, 'user.add', { commandId: newId(), person: officer, role: 'officer' });
  await signInAs(page, people.counter);
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
  const { caseId, number } = await registerForm(page, {
    facts: '理财到期没有到账',
    matter: '理财没有到账',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const accepted = { complexity: 'simple', complexityReason: '', ownerId } as const;
  await ask(page, 'case.accept', { commandId: newId(), caseId, ...accepted });

  await openCase(page, number);
  await page.getByRole('tab', { name: '处理方案' }).click();
  await page.getByRole('button', { name: '拟处理方案' }).first().click();
  const form = page.getByRole('form', { name: '拟处理方案' });
  await form.getByRole('button', { name: '退还款项', exact: true }).click();
  const refund = form.getByRole('group', { name: '退还款项', exact: true });
  await refund.getByRole('textbox', { name: '给客户的金额' }).fill('-5');
  await expect(refund).toContainText('金额不能是负数');
  await refund.getByRole('textbox', { name: '给客户的金额' }).fill('4950');
  await expect(form.getByText('李敏 可以批')).toBeVisible();

  await form.getByRole('button', { name: '利息', exact: true }).click();
  const interest = form.getByRole('group', { name: '第 2 笔：利息' });
  await interest.getByRole('textbox', { name: '计息本金' }).fill('10000');
  await interest.getByRole('textbox', { name: '年利率' }).fill('385');
  await expect(interest).toContainText('年利率超过 24%，请核对');
  await interest.getByRole('textbox', { name: '年利率' }).fill('3.85');
  await interest.getByRole('textbox', { name: '起息日' }).fill('2026-04-03');
  await interest.getByRole('textbox', { name: '止息日' }).fill('2026-01-01');
  await expect(interest).toContainText('要晚于起息日');
  await interest.getByRole('textbox', { name: '起息日' }).fill('2026-01-01');
  await interest.getByRole('textbox', { name: '止息日' }).fill('2026-04-03');
  await expect(interest).toContainText('10,000.00 × 3.85% × 92 / 365 = ¥97.04');
  await interest.getByRole('radio', { name: '实际天数 / 360' }).click();
  await expect(interest).toContainText('10,000.00 × 3.85% × 92 / 360 = ¥98.39');
  await expect(form.getByRole('status', { name: '合计' })).toContainText('¥5,048.39');
  await expect(form.getByText(/超过 李敏 的额度 ¥5,000.00，要由 赵颖 批/)).toBeVisible();

  await form.getByRole('textbox', { name: '查明的事实' }).fill('核对流水，本金没有入账。');
  await form.getByRole('textbox', { name: '依据和理由' }).fill('合同第 3 条');
  await form.getByRole('textbox', { name: '处理决定' }).fill('退还本金并付利息。');
  // A day that does not exist does not pass for none.
  const performBy = form.getByRole('textbox', { name: '最迟哪天兑现' });
  await performBy.fill('2026-02-31');
  await form.getByRole('button', { name: '提交审批' }).click();
  await expect(performBy).toHaveAttribute('aria-invalid', 'true');
  await expect(performBy).toHaveValue('2026-02-31');
  await performBy.fill('');
  await form.getByRole('button', { name: '提交审批' }).click();
  await expect(page.getByText('方案已提交，等负责人审批')).toBeVisible();

  await signInAs(page, people.supervisor);
  await goTo(page, 3, '审批');
  await expect(page.getByRole('table', { name: '金额明细' })).toContainText('10,000.00 × 3.85% × 92 / 360');
  await expect(page.getByRole('button', { name: '批准并签名' })).toBeDisabled();

  await signInAs(page, officer);
  await goTo(page, 3, '审批');
  await expect(page.getByRole('table', { name: '金额明细' })).toContainText('¥5,048.39');
  const shown = await ask(page, 'approval.show', { caseId });
  await page.getByRole('button', { name: /批准并签名/ }).click();
  await expect(page.getByText(`${number} 已批准`)).toBeVisible();

  const { state, signature } = await ask(page, 'case.get', { caseId });
  const proposal = state.proposals.at(-1);
  expect(signature?.valid).toBe(true);
  expect(proposal?.decision?.digest).toBe(shown.digest);
  expect(proposal?.content.amountFen).toBe(504_839);
  expect(proposal?.content.lines?.map(({ amountFen }) => amountFen)).toEqual([495_000, 9_839]);

  // The letter carries the table, in the language of the letter.
  await openCase(page, number);
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '处理决定告知书' }).click();
  const table = page.frameLocator('iframe').getByRole('table', { name: /金额是这样算出来的/ });
  await expect(table).toContainText('10,000.00 × 3.85% × 92 / 360');
  await expect(table.getByRole('row').last()).toContainText('5,048.39');
  const file = path.join(userData, 'letter-en.pdf');
  await answerSaveDialog(file);
  await page.getByRole('radio', { name: '英文' }).click();
  await page.getByRole('button', { name: '存为 PDF' }).click();
  await expect(page.getByText('已存为 letter-en.pdf')).toBeVisible();
  const text = await textOfPdf(file);
  for (const said of ['10,000.00×3.85%×92/360', '1January2026to3April2026', '4,950.00', '98.39', '5,048.39'])
    expect(text).toContain(said);
});
