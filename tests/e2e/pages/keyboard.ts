/** Two hands on the keyboard: reaches a control the way a person does, by Tab, and fails where that is not possible. */
import type { Locator, Page } from '@playwright/test';

const MOST_STEPS = 80;

/** Presses Tab until `control` (or something within it) has the focus. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await control.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(control)}`);
}

/** Tabs to a text field and types into it, as one insertion, the way an input method commits a phrase. */
export async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await tabTo(page, page.getByRole('textbox', { name, exact: true }));
  await page.keyboard.insertText(text);
}
