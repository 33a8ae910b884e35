/** Brings a conversation of the running application to a place that `nodeStates` found, with the panel showing it. */
import type { Locator, Page } from '@playwright/test';
import type { ConversationAct, ConversationView } from '../../../src/shared/contract/conversation';
import { ask, newId } from '../bridge';

/** The panel, beside a page or alone. */
export const playerIn = (page: Page): Locator => page.locator('[data-conversation-seq]');

export async function startTalk(page: Page, script: string): Promise<ConversationView> {
  return ask(page, 'conversation.start', { commandId: newId(), script, draftId: null, caseId: null });
}

/** Opens a running conversation from the workbench, in the words of whatever language is on. */
export async function openTalk(page: Page, { script }: ConversationView): Promise<Locator> {
  await page.keyboard.press('Control+Digit1');
  const panel = playerIn(page);
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^(${script.title.zh}|${script.title.en})`) })
    .first()
    .click();
  await panel.waitFor();
  return panel;
}

export async function play(
  page: Page,
  from: ConversationView,
  acts: readonly ConversationAct[],
): Promise<ConversationView> {
  let view = from;
  for (const act of acts)
    view = await ask(page, 'conversation.step', { commandId: newId(), id: view.id, seq: view.seq, act });
  return view;
}

/** The panel stands where main does. */
export async function caughtUp(page: Page, { seq }: ConversationView): Promise<void> {
  await page.locator(`[data-conversation-seq="${String(seq)}"]`).waitFor();
}

/** Nothing was touched for a while, so the screen may say nothing but that somebody is being registered: a key brings it back. */
export async function awake(page: Page): Promise<void> {
  const blank = page.locator('[data-privacy-screen=on]');
  if (await blank.isVisible()) await page.keyboard.press('Escape');
  await blank.waitFor({ state: 'detached' });
  // Counts as somebody being there, from now on.
  await page.mouse.move(300, 5);
  await page.mouse.move(301, 5);
}
