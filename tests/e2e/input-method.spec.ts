/** Real compositions: the browser is told what an input method tells it. The Enter of a candidate must do nothing else. */
import type { CDPSession, Locator, Page } from '@playwright/test';
import { ask } from './bridge';
import { expect, test } from './fixtures';
import { typeInto } from './pages/keyboard';
import { setUpBranch, signIn } from './pages/setup-page';

/** The key of a candidate window, as Chromium passes it on: taken by the input method, so without a meaning of its own. */
async function imeKey(cdp: CDPSession, code: 'Enter' | 'Space' | 'Escape' | 'Digit1'): Promise<void> {
  const key = { type: 'rawKeyDown', key: 'Process', code, windowsVirtualKeyCode: 229 } as const;
  await cdp.send('Input.dispatchKeyEvent', key);
  await cdp.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp' });
}

/** Spells `pinyin` letter by letter, looks at a candidate, and takes it with Enter. */
async function compose(cdp: CDPSession, pinyin: string, candidate: string): Promise<void> {
  for (let length = 1; length <= pinyin.length; length += 1) {
    const text = pinyin.slice(0, length);
    await cdp.send('Input.imeSetComposition', { text, selectionStart: length, selectionEnd: length });
  }
  await imeKey(cdp, 'Digit1');
  const end = candidate.length;
  await cdp.send('Input.imeSetComposition', { text: candidate, selectionStart: end, selectionEnd: end });
  await imeKey(cdp, 'Enter');
  await cdp.send('Input.insertText', { text: candidate });
}

/** Two words one after the other: the second one shows that nothing has rewritten the field in between. */
async function composeInto(page: Page, cdp: CDPSession, field: Locator): Promise<void> {
  await field.focus();
  await field.selectText();
  await page.keyboard.press('Delete');
  await compose(cdp, 'chenjian', '陈建');
  await compose(cdp, 'sheng', '生');
  await expect(field).toHaveValue('陈建生');
  await expect(field).toBeFocused();
  await behindTheTail(page);
}

/** A key close behind the end of a composition is the input method's still; what is pressed from here on is a person's. */
async function behindTheTail(page: Page): Promise<void> {
  const from = await page.evaluate(() => performance.now());
  await page.waitForFunction((ended) => performance.now() > ended + 30, from);
}

test('an Enter that takes a candidate submits nothing, in no field', async ({ app: { page } }) => {
  test.setTimeout(180_000);
  const cdp = await page.context().newCDPSession(page);

  await page.getByRole('button', { name: /新建网点/ }).click();
  await composeInto(page, cdp, page.getByRole('textbox', { name: '机构名称' }));
  await expect(page.getByRole('heading', { name: '网点', exact: true })).toBeVisible();
  await expect(page.getByText('请填写这一项')).toHaveCount(0);
  await page.getByRole('button', { name: '返回' }).click();

  await setUpBranch(page);
  await signIn(page, 'counter');
  const cases = async (): Promise<number> => (await ask(page, 'workbench.today', {})).counts.registeredToday;

  // Quick capture is ready to be sent but for the Enter.
  await page.keyboard.press('F2');
  const bar = page.getByRole('dialog', { name: '快速登记' });
  await page.keyboard.press('Alt+3');
  const category = bar.getByRole('combobox', { name: '类别' });
  await category.focus();
  await compose(cdp, 'xianka', '限卡');
  await expect(category).toHaveValue('限卡');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(category).toHaveValue('开户、销户、冻结、限额');
  await composeInto(page, cdp, bar.getByRole('textbox', { name: '一句话' }));
  await expect(bar).not.toContainText('已登记');
  expect(await cases()).toBe(0);
  await page.keyboard.press('Enter');
  await expect(bar).toContainText('已登记');
  expect(await cases()).toBe(1);
  await page.keyboard.press('Escape');

  // The command palette, and the search of the history.
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('combobox', { name: '搜索与命令' });
  await composeInto(page, cdp, palette);
  // What was found is there: later than the keys that still belong to the input method.
  await expect(page.getByRole('option', { name: '陈建生' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('[aria-modal="true"]')).toHaveCount(0);
  await page.keyboard.press('Control+4');
  await composeInto(page, cdp, page.getByRole('searchbox'));
  // As above: a shortcut in the very moment of the composition would be the input method's.
  await expect(page.getByRole('button', { name: /内容: 陈建生/ })).toBeVisible();

  // Every text field of the form.
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('form')).toBeVisible();
  await page.getByRole('radio', { name: '代理人' }).click();
  await page.getByRole('button', { name: '加其他人' }).click();
  const fields = page
    .getByRole('form')
    .locator('input[type="text"]:not([role="combobox"]):not([disabled]), textarea:not([aria-hidden="true"])');
  const count = await fields.count();
  expect(count).toBeGreaterThan(8);
  for (let index = 0; index < count; index += 1) await composeInto(page, cdp, fields.nth(index));
  await expect(page.getByRole('form')).toBeVisible();
  expect(await cases()).toBe(1);

  // A dictated phrase comes without composition; the Enter behind it is the person's own.
  await page.keyboard.press('F2');
  await page.keyboard.press('Alt+1');
  await bar.getByRole('combobox', { name: '类别' }).focus();
  await page.keyboard.type('xk');
  await page.keyboard.press('Enter');
  await typeInto(page, '一句话', '口述的一句话');
  await page.keyboard.press('Enter');
  await expect(bar).toContainText('已登记');
  expect(await cases()).toBe(2);
});
