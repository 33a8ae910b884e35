/** Brings a conversation of the running application to a place that `nodeStates` found, with the panel showing it. */
import type { Locator, Page } from '@playwright/test';
import type { ConversationAct, ConversationView } from '../../../src/shared/contract/conversation';
import { ask, newId } from '../bridge';
import { runAxe } from '../pages/axe';

const panel = '[data-conversation-seq]';
/** The panel, beside a page or alone. */
export const playerIn = (page: Page): Locator => page.locator(panel);

/** A new conversation at the place to which the events lead, on the screen. */
export async function standAt(
  page: Page,
  { script, acts }: { readonly script: string; readonly acts: readonly ConversationAct[] },
): Promise<void> {
  const begun = await ask(page, 'conversation.start', { commandId: newId(), script, draftId: null, caseId: null });
  // The last event comes when the panel is open: one that has ended is not offered any more.
  const before = await play(page, begun, acts.slice(0, -1));
  await openTalk(page, begun);
  const { seq } = await play(page, before, acts.slice(-1));
  await page.locator(`[data-conversation-seq="${String(seq)}"]`).waitFor();
  await awake(page);
}

/** Opens a running conversation from the workbench, in the words of whatever language is on. */
async function openTalk(page: Page, { script }: ConversationView): Promise<void> {
  await page.keyboard.press('Control+Digit1');
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^(${script.title.zh}|${script.title.en})`) })
    .first()
    .click();
  await playerIn(page).waitFor();
}

async function play(page: Page, from: ConversationView, acts: readonly ConversationAct[]): Promise<ConversationView> {
  let view = from;
  for (const act of acts)
    view = await ask(page, 'conversation.step', { commandId: newId(), id: view.id, seq: view.seq, act });
  return view;
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

/** What axe says against the panel, and what in it is wider than its place: a line that can't be read to its end. */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const { violations } = await runAxe(page, panel);
  const cut = await playerIn(page).evaluate((root) =>
    [root, ...root.querySelectorAll('*')].flatMap((element) => {
      const fits = element.clientWidth <= 1 || element.scrollWidth <= element.clientWidth + 1;
      const isBox = element instanceof HTMLElement && getComputedStyle(element).display !== 'inline';
      return fits || !isBox ? [] : [`wider than its place: ${element.tagName} ${element.textContent.slice(0, 40)}`];
    }),
  );
  return [...violations.map(({ rule, target, summary }) => `${rule}: ${target} ${summary}`), ...cut];
}
