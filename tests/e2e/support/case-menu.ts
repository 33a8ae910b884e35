/** What the open case offers under 更多操作. */
import type { Locator, Page } from '@playwright/test';

/** Chooses one of them by its whole name; returns the dialog of that name. */
export async function act(page: Page, name: string): Promise<Locator> {
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
  return page.getByRole('dialog', { name });
}
