/** A person gives a step of the talk another key: it works beside the form, is shown everywhere, and is theirs alone. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, launch, test } from './fixtures';
import { textOfPdf } from './pages/pdf';
import { people, signIn } from './pages/setup-page';

const panelOf = (page: Page) => page.getByRole('complementary', { name: '安抚对话' });
const rowOf = (page: Page, action: string) => page.locator(`[data-key-action="${action}"]`);

async function openKeys(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit6');
  await page.getByRole('tab', { name: '按键' }).click();
  await expect(page.getByRole('tabpanel', { name: '按键' })).toBeVisible();
}

/** The form, with a talk begun beside it by the person's own key. */
async function beginBeside(page: Page, key: string): Promise<void> {
  await page.keyboard.press('Control+Digit2');
  await page.getByRole('textbox', { name: '一句话概括' }).fill('排队等了四十分钟没人管');
  await page.keyboard.press(key);
  const box = page.getByRole('searchbox', { name: /找话术/ });
  await expect(box).toBeFocused();
  await expect(panelOf(page).getByText('排队时间长', { exact: true }).first()).toBeVisible();
  await box.fill('pdsjc');
  await page.keyboard.press('Enter');
  await expect(panelOf(page).getByText('先看人，再开口')).toBeVisible();
}

test('the key of the next step is changed, works beside the form, stands after a restart and on the strip, and is nobody else’s', async ({
  branchApp: app,
  profile,
}) => {
  const { page } = app;
  await signIn(page, 'counter');
  await openKeys(page);
  const next = rowOf(page, 'next');
  await next.getByRole('button', { name: /给“下一步”换键/ }).click();
  const field = next.getByRole('button', { name: /给“下一步”按新的键/ });
  await expect(field).toBeFocused();
  await page.keyboard.press('KeyN');
  await expect(next.getByRole('status')).toContainText('打字和选词要用');
  await page.keyboard.press('F6');
  await expect(next.getByRole('status')).toContainText('F6 已经用于“到选项”');
  await page.keyboard.press('F5');
  await expect(next.locator('kbd')).toHaveText(['F5']);
  await expect(next).toContainText('原来是 F3');

  // Both privacy keys can be others, and the screen is hidden by the new one.
  await rowOf(page, 'privacy').getByRole('button', { name: /换键/ }).click();
  await page.keyboard.press('Control+Alt+KeyH');
  await expect(rowOf(page, 'privacy').locator('kbd')).toHaveText(['Ctrl', 'Alt', 'H']);
  await page.keyboard.press('Control+Alt+KeyH');
  await expect(page.locator('[data-privacy-screen="on"]')).toBeVisible();
  await page.keyboard.press('Shift+KeyA');
  await expect(page.locator('[data-privacy-screen="off"]')).toBeHidden();

  const strip = path.join(profile, 'strip.pdf');
  await app.answerSaveDialog(strip);
  await page.getByRole('button', { name: '存为 PDF' }).click();
  await expect(page.getByText('已存为 strip.pdf')).toBeVisible();
  const text = (await textOfPdf(strip)).replace(/\s+/g, '');
  expect(text).toContain('F5下一步●');
  expect(text).toContain('Ctrl+Alt+H');
  expect(text).not.toContain(people.counter.name);

  await beginBeside(page, 'F5');
  await expect(panelOf(page).getByRole('button', { name: '对话菜单' })).toBeVisible();
  await page.keyboard.press('F3');
  await expect(panelOf(page).getByText(/先看一眼对方/)).toHaveCount(0);
  await page.keyboard.press('F5');
  await expect(
    panelOf(page)
      .getByText(/先看一眼对方/)
      .first(),
  ).toBeVisible();
  await app.close();

  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  await openKeys(again.page);
  await expect(rowOf(again.page, 'next').locator('kbd')).toHaveText(['F5']);
  await again.page.keyboard.press('F1');
  await expect(
    again.page.getByRole('dialog', { name: '快捷键' }).getByRole('button', { name: '打印按键条' }),
  ).toBeVisible();
  await again.page.keyboard.press('Escape');
  await again.page.keyboard.press('Control+KeyL');
  await signIn(again.page, 'supervisor');
  await openKeys(again.page);
  await expect(rowOf(again.page, 'next').locator('kbd')).toHaveText(['F3']);
  await again.close();
});
