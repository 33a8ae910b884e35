/** 小条: the conversation as a low bar over other programs, by the same keys, and back to everything as it was. */
import type { BrowserWindow } from 'electron';
import type { Page } from '@playwright/test';
import { expect, test, type RunningApp } from './fixtures';
import { setLook, withoutMotion } from './pages/look';
import { signIn } from './pages/setup-page';
import { faultsOf, playerIn } from './support/node-player';

const place = async ({ electron, page }: RunningApp) => {
  const window = await electron.browserWindow(page);
  return window.evaluate((one: BrowserWindow) => ({
    ...one.getBounds(),
    content: one.getContentBounds().height,
    onTop: one.isAlwaysOnTop(),
  }));
};

const matterOf = (page: Page) => page.getByRole('textbox', { name: '一句话概括' });

/** What is read can be read to its end. */
async function whole(page: Page): Promise<void> {
  const line = playerIn(page).getByTestId('line');
  await expect
    .poll(() => line.evaluate((one) => one.getBoundingClientRect().bottom <= window.innerHeight + 1))
    .toBe(true);
  expect(await faultsOf(page)).toEqual([]);
}

test('a talk goes on in a bar at the foot of the screen, and the form is as it was left', async ({ branchApp }) => {
  test.setTimeout(180_000);
  const { page } = branchApp;
  await signIn(page, 'counter');
  await withoutMotion(page);
  await page.keyboard.press('Control+Digit2');
  await matterOf(page).fill('排队等了四十分钟没人管');
  await page.keyboard.press('F3');
  await page.getByRole('searchbox', { name: /找话术/ }).fill('pdsjc');
  await page.keyboard.press('Enter');
  const panel = playerIn(page);
  await expect(panel.getByText('先看人，再开口')).toBeVisible();
  const before = await place(branchApp);
  expect(before.onTop).toBe(false);

  await page.keyboard.press('Control+KeyB');
  await expect.poll(async () => (await place(branchApp)).onTop).toBe(true);
  await expect(matterOf(page)).toBeHidden();
  await expect(page.getByRole('navigation')).toBeHidden();
  await whole(page);
  const bar = await place(branchApp);
  const area = await branchApp.electron.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea);
  expect([bar.x, bar.width, bar.y + bar.height]).toEqual([area.x, area.width, area.y + area.height]);
  expect(bar.content).toBeLessThan(280);

  // The same keys.
  await page.keyboard.press('Alt+Digit2');
  await expect(panel.getByText(/您好，我是陈静/).first()).toBeVisible();
  await whole(page);
  await page.keyboard.press('F3');
  await expect(panel.getByText('您这号是多少？').first()).toBeVisible();
  await page.keyboard.press('F3');
  await page.keyboard.type('A107');
  await page.keyboard.press('Enter');
  await expect(panel.getByText('从取号到现在，等了多久了？').first()).toBeVisible();
  await whole(page);

  // Larger type makes it higher, nothing is cut; one key still hides it all.
  await setLook(page, { language: 'zh-CN', colourMode: 'light', textScale: 125 });
  await whole(page);
  expect((await place(branchApp)).content).toBeGreaterThan(200);
  await page.keyboard.press('Pause');
  await expect(page.locator('[data-privacy-screen]').getByText('正在为您登记')).toBeVisible();
  await page.keyboard.press('Escape');
  await setLook(page, { language: 'zh-CN', colourMode: 'light' });

  // Back, with the window where it was and the form as it was.
  await page.keyboard.press('Control+KeyB');
  await expect.poll(async () => place(branchApp)).toEqual(before);
  await expect(matterOf(page)).toHaveValue('排队等了四十分钟没人管');
  await expect(panel.getByText('从取号到现在，等了多久了？').first()).toBeVisible();

  // What needs the window takes it; locking ends the bar as well.
  await page.keyboard.press('Control+KeyB');
  await expect.poll(async () => (await place(branchApp)).onTop).toBe(true);
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible();
  await expect.poll(async () => place(branchApp)).toEqual(before);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+KeyB');
  await expect.poll(async () => (await place(branchApp)).onTop).toBe(true);
  await page.keyboard.press('Control+KeyL');
  await expect.poll(async () => place(branchApp)).toEqual(before);
});
