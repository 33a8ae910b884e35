/** Language, colours, text size and window size, changed in place: the form or dialog on the screen stays as it is. */
import type { Page } from '@playwright/test';
import type { Preferences } from '../../../src/shared/contract/app';
import { ask } from '../bridge';

export type Look = Pick<Preferences, 'language'> &
  Partial<Pick<Preferences, 'textScale' | 'density'>> & {
    /** Not `system`: what the page then looks like would depend on the machine. */
    readonly colourMode: Exclude<Preferences['colourMode'], 'system'>;
  };

/** The look in which the tour walks; its words are the Chinese ones. */
export const everyday: Look = { language: 'zh-CN', colourMode: 'light' };

export const bothLanguagesLightAndDark: readonly Look[] = [
  everyday,
  { language: 'zh-CN', colourMode: 'dark' },
  { language: 'en', colourMode: 'dark' },
  { language: 'en', colourMode: 'light' },
];

/**
 * Both languages and both colour modes in half the runs: what axe says of structure hangs on the language at most, what it says of
 * contrast on the colours.
 */
export const eachLanguageEachColour: readonly Look[] = [everyday, { language: 'en', colourMode: 'dark' }];

export const lookName = ({ language, colourMode }: Look): string => `${language} ${colourMode}`;

/** Animations end at once, so that nothing is measured half-way. */
export async function withoutMotion(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
}

/** Comes back when the page is painted in that look. */
export async function setLook(page: Page, look: Look): Promise<void> {
  const preferences: Preferences = { textScale: 100, density: 'comfortable', ...look };
  await ask(page, 'app.setPreferences', preferences);
  await page.waitForFunction(({ language, colourMode, textScale, density }) => {
    const { lang, dataset, style } = document.documentElement;
    return (
      lang === language &&
      dataset['scheme'] === colourMode &&
      dataset['density'] === density &&
      style.fontSize === `${String(textScale)}%`
    );
  }, preferences);
  await painted(page);
}

/** Two frames later: what React has rendered is laid out. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => {
          requestAnimationFrame(() => {
            resolve();
          });
        });
      }),
  );
}
