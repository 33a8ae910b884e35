/** Two hands on the keyboard: reaches a control the way a person does, by Tab, and fails where that is not possible. */
import { expect, type Locator, type Page } from '@playwright/test';

const MOST_STEPS = 150;

/** Presses Tab until `control` (or something within it) has the focus. */
export async function tabTo(page: Page, control: Locator): Promise<void> {
  await control.waitFor();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await control.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${String(control)}`);
}

/** Tabs to a button, when it can be pressed, and presses it. */
export async function press(page: Page, button: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await expect(button).toBeEnabled();
  await tabTo(page, button);
  await page.keyboard.press(key);
}

/** Tabs to a field and replaces what is in it, as one insertion, the way an input method commits a phrase. */
export async function typeAt(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** `typeAt` for the text field of this name. */
export async function typeInto(page: Page, name: string, text: string): Promise<void> {
  await typeAt(page, page.getByRole('textbox', { name, exact: true }), text);
}

/** Tabs into a group of which one is chosen, and moves to `choice` with the arrow keys. */
export async function choose(page: Page, choice: Locator): Promise<void> {
  await choice.waitFor();
  const group = page.locator('[role=radiogroup], [role=tablist]').filter({ has: choice });
  await tabTo(page, group);
  const isChosen = (): Promise<boolean> =>
    choice.evaluate((element) => [element.ariaChecked, element.ariaSelected].includes('true'));
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await isChosen()) return;
    await page.keyboard.press('ArrowRight');
  }
  throw new Error(`the arrow keys do not reach ${String(choice)}`);
}
