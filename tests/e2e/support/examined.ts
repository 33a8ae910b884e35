/** A page that the tour can't come to, because it takes a headquarters or another PC, examined where a spec shows it. */
import type { Page } from '@playwright/test';
import { expect } from '../fixtures';
import { runAxe } from '../pages/axe';
import { eachLanguageEachColour, everyday, lookName, setLook, withoutMotion } from '../pages/look';

/** axe finds nothing, in each language and each colour mode; leaves the everyday look. */
export async function expectAccessible(page: Page): Promise<void> {
  await withoutMotion(page);
  for (const look of eachLanguageEachColour) {
    await setLook(page, look);
    expect((await runAxe(page)).violations, lookName(look)).toEqual([]);
  }
  await setLook(page, everyday);
}
