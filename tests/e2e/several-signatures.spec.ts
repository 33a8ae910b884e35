/** 会签 without a network: the amount says who has to sign, one signature approves nothing, the last one does. */
import type { Page } from '@playwright/test';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
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

test('a large amount says who signs before it is submitted, and is approved with the last signature', async ({
  branchApp: { page },
}) => {
  test.setTimeout(180_000);
  await signIn(page, 'supervisor');
  await ask(page, 'user.add', { commandId: newId(), person: officer, role: 'officer' });
  await signInAs(page, people.counter);
  const { caseId, number } = await registerForm(page, {
    facts: '理财到期没有到账',
    matter: '理财没有到账',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
  const accepted = { complexity: 'simple', complexityReason: '', ownerId };
  await ask(page, 'case.accept', { commandId: newId(), caseId, ...accepted });

  await openCase(page, number);
  await page.getByRole('tab', { name: '处理方案' }).click();
  await page.getByRole('button', { name: '拟处理方案' }).first().click();
  const form = page.getByRole('form', { name: '拟处理方案' });
  await form.getByRole('button', { name: '退还款项' }).click();
  const amount = form.getByRole('textbox', { name: '给客户的金额' });
  await amount.fill('4000');
  await expect(form.getByText('李敏 可以批')).toBeVisible();
  await amount.fill('15000');
  await expect(form.getByText(/要由 赵颖 批/)).toBeVisible();
  await amount.fill('60000');
  await expect(form.getByText(/超过本网点所有人的额度/)).toBeVisible();
  await amount.fill('30000');
  await expect(form.getByText(/要 2 人签名才能批/)).toContainText('网点负责人（李敏、赵颖），再加消保专员（赵颖）');
  await form.getByRole('textbox', { name: '查明的事实' }).fill('核对流水，本金没有入账。');
  await form.getByRole('textbox', { name: '依据和理由' }).fill('合同第 3 条');
  await form.getByRole('textbox', { name: '处理决定' }).fill('退还本金 30,000 元。');
  await form.getByRole('button', { name: '提交审批' }).click();
  await expect(page.getByText('方案已提交，等负责人审批')).toBeVisible();

  await signInAs(page, people.supervisor);
  await goTo(page, 3, '审批');
  await expect(page.getByText('您签后还要等其他人签。')).toBeVisible();
  await page.getByRole('button', { name: /^会签/ }).click();
  await expect(page.getByText(`${number} 已会签，等其他人签`)).toBeVisible();
  // Their own signature is no second one.
  await expect(page.getByText('您已经签过，要由别人来签。').first()).toBeVisible();
  await expect(page.getByText('已签 1/2')).toBeVisible();
  expect((await ask(page, 'case.get', { caseId })).state.status).toBe('remedyPending');

  await signInAs(page, officer);
  await goTo(page, 3, '审批');
  await expect(page.getByText(/已签：李敏（网点负责人）/)).toBeVisible();
  await expect(page.getByText('您签后即批准。')).toBeVisible();
  await page.getByRole('button', { name: /批准并签名/ }).click();
  await expect(page.getByText(`${number} 已批准`)).toBeVisible();
  await openCase(page, number);
  await page.getByRole('tab', { name: '处理方案' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('会签');
  await expect(page.getByRole('tabpanel')).toContainText('签名有效');
});
