/** The plainest way on in a conversation by keyboard: what has to be entered first is entered, the last key is the caller's to press. */
import type { Locator, Page } from '@playwright/test';
import type { ConversationView } from '../../../src/shared/contract/conversation';
import { nextStep, noInput } from '../../../src/renderer/features/conversation/next-step';
import { playerIn } from './node-player';

/**
 * Makes the step of this place ready, and gives the key that takes it: not known where that is asked, the first of several, everything
 * ticked. Undefined where only another person goes on. At the end it is the key that puts the panel away.
 */
export async function keyOn(page: Page, view: ConversationView): Promise<string | undefined> {
  const step = nextStep(view, noInput);
  if (step.kind !== 'need') return 'F3';
  const panel = playerIn(page);
  switch (step.need) {
    case 'person':
      return undefined;
    case 'rate':
    case 'rateAgain':
      return 'Alt+Digit2';
    case 'choose':
      return firstOption(page);
    case 'answer':
    case 'answerBad': {
      const { input } = view.shown.asks?.declaration ?? { input: 'text' };
      return input === 'choice' || input === 'yesNo' ? firstOption(page) : 'Alt+KeyQ';
    }
    case 'items':
      for (const box of await panel.getByRole('checkbox').all()) await tick(box);
      return 'F3';
    case 'approver':
      await panel.locator('[data-conversation-options]').getByRole('radio').first().check();
      return 'F3';
  }
}

/** A tick stands when main has kept it. */
async function tick(box: Locator): Promise<void> {
  if (await box.isChecked()) return;
  await box.click();
  await box.and(box.page().locator(':checked')).waitFor();
}

/** F6 leads to the options, a digit decides. */
async function firstOption(page: Page): Promise<string> {
  await page.keyboard.press('F6');
  await playerIn(page).locator('[data-conversation-options] :focus').waitFor();
  return 'Digit1';
}
