/** 约定卡: shown large, on the window for the customer too, signed by pen or not, kept with its words; nothing for staff is on it. */
import type { Page } from '@playwright/test';
import { ask, call, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { signIn } from './pages/setup-page';
import { drawSignature } from './pages/signature';
import { openCase } from './tour/steps';
import { runAxe } from './pages/axe';

const secret = '仅供员工XTSECRET';

test('the card is read large, stands on the window for the customer, and is signed or not', async ({
  branchApp: { electron, page },
}) => {
  test.setTimeout(180_000);
  await signIn(page, 'counter');
  const { caseId, number } = await registerForm(page, {
    facts: '排了两小时没有人管',
    matter: '排队两小时没有人管',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  await ask(page, 'case.addNote', { commandId: newId(), caseId, staffText: secret });
  await openCase(page, number);
  await page.keyboard.press('F9');
  const dialog = page.getByRole('dialog', { name: '约定卡' });
  const card = dialog.locator('[data-agree-card="big"]');
  await expect(card).toContainText('排队两小时没有人管');
  await expect(card).toContainText(number);
  await expect(card).toContainText('12378');
  await expect(card).not.toContainText(secret);
  await expect(card).not.toContainText('13800138000');
  const sizes = await card.evaluate((element) =>
    [...element.querySelectorAll('*')]
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== ''))
      .map((one) => parseFloat(getComputedStyle(one).fontSize)),
  );
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
  const key = card.getByText(number, { exact: true });
  expect(await key.evaluate((element) => parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThanOrEqual(32);
  expect((await runAxe(page)).violations).toEqual([]);

  // The window for the customer: the same words, no way to ask for anything.
  await dialog.getByRole('button', { name: '放到客户屏' }).click();
  const isCustomer = (one: Page): boolean => one.url().startsWith('app://customer/');
  await expect.poll(() => electron.windows().some(isCustomer)).toBe(true);
  const customer = electron.windows().find(isCustomer)!;
  await expect(customer.locator('main')).toContainText(number);
  await expect(customer.locator('main')).not.toContainText(secret);
  expect(
    await customer.evaluate(() => [
      'xianting' in globalThis,
      Object.keys(Reflect.get(globalThis, 'xiantingCustomer') as object),
    ]),
  ).toEqual([false, ['onScreen']]);

  // Without a stroke nothing is signed.
  await dialog.getByRole('button', { name: '签好了' }).click();
  await expect(dialog).toContainText('还没有签名。');
  await drawSignature(page);
  await expect(dialog.locator('[data-signature-pad]')).toHaveAttribute('data-signature-pad', 'drawn');
  await dialog.getByRole('button', { name: '签好了' }).click();
  await expect(dialog).toBeHidden();
  await expect(customer.locator('main')).toHaveText('正在为您登记，请稍候');
  const section = page.getByRole('region', { name: '约定卡' });
  await expect(section).toContainText('已签名');
  await expect(section).toContainText('与存下的字一致');
  await expect(section.getByRole('img', { name: '客户的签名' })).toBeVisible();

  // What was agreed later makes another card; a signature for the old one no longer counts.
  await page.keyboard.press('F9');
  await expect(card).toContainText(number);
  const changed = await call(page, 'card.answer', {
    commandId: newId(),
    caseId,
    language: 'zh-CN',
    digest: 'x'.repeat(43),
    answer: 'declined',
    signature: null,
    words: '',
    witnessId: null,
  });
  expect(changed).toEqual({ ok: false, error: { code: 'agreeCard.changed' } });
  await dialog.getByRole('button', { name: '客户不签' }).click();
  await dialog.getByRole('textbox', { name: '客户怎么说的（可不填）' }).fill('回去和家里人商量');
  await dialog.getByRole('button', { name: '记下没有签' }).click();
  await expect(dialog).toBeHidden();
  await expect(section).toContainText('没有签');
  await expect(section).toContainText('回去和家里人商量');

  // Who locks takes the window away with everything else.
  await ask(page, 'session.lock', {});
  await expect.poll(() => electron.windows().some(isCustomer)).toBe(false);
});
