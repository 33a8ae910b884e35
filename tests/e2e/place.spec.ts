/** Where a person was is where they come back to: after a lock, and after the program ended under them. */
import type { Page } from '@playwright/test';
import { quickCapture } from './bridge';
import { expect, launch, test } from './fixtures';
import { signIn } from './pages/setup-page';

const workbench = (page: Page) => page.getByRole('heading', { level: 1, name: '工作台' });
const numberOf = (page: Page, number: string) => page.getByRole('main').getByText(number).first();

async function openCase(page: Page, number: string): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await page.getByRole('dialog').getByRole('combobox').fill(number);
  await page
    .getByRole('option', { name: new RegExp(number) })
    .first()
    .click();
  await expect(numberOf(page, number)).toBeVisible();
}

test('the same person is back at the case after a lock and a kill; another one, or a new day, begins at the workbench', async ({
  branchApp: app,
  profile,
}) => {
  const { page } = app;
  await signIn(page, 'counter');
  const { number } = await quickCapture(page, '排队太久');
  await openCase(page, number);
  await page.keyboard.press('Control+KeyL');
  await signIn(page, 'counter');
  await expect(numberOf(page, number)).toBeVisible();
  await app.kill();

  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  await expect(numberOf(again.page, number)).toBeVisible();
  await again.page.keyboard.press('Control+KeyL');
  await signIn(again.page, 'supervisor');
  await expect(workbench(again.page)).toBeVisible();
  await again.page.keyboard.press('Control+KeyL');
  await signIn(again.page, 'counter');
  await expect(workbench(again.page)).toBeVisible();
  await openCase(again.page, number);
  await again.close();

  const nextDay = await launch({ userData: profile });
  await signIn(nextDay.page, 'counter');
  await expect(workbench(nextDay.page)).toBeVisible();
  await nextDay.close();
});
