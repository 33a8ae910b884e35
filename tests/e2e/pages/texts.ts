/** What stands on the screen, in both languages, by the keys of the locale files. */
import type { Page } from '@playwright/test';
import { en, zhCN, type TextTree } from '../../../src/shared/locales/registry';
import noticesEn from '../../../src/shared/locales/notices.en.json';
import noticesZh from '../../../src/shared/locales/notices.zh-CN.json';
import { errorNamespaces, flatten } from '../../../src/shared/locales/text-tree';
import { ask } from '../bridge';
import { expect, type RunningApp } from '../fixtures';

export type Language = 'zh-CN' | 'en';
export const languages: readonly Language[] = ['zh-CN', 'en'];

/** Text of a key of a namespace, with its placeholders filled. */
export function text(language: Language, namespace: string, key: string, values: Record<string, string> = {}): string {
  const trees: Readonly<Record<string, TextTree>> = language === 'en' ? en : zhCN;
  const tree = trees[namespace];
  const found = tree && flatten(tree).get(key);
  if (found === undefined) throw new Error(`${language} has no ${namespace}:${key}`);
  return found.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** Every refusal that a person can meet must be said in both languages. */
export function expectTexts(code: string): void {
  const namespace = errorNamespaces(zhCN).get(code);
  expect(namespace, code).toBeDefined();
  for (const language of languages) expect(text(language, namespace ?? '', `errors.${code}`)).not.toBe('');
}

function noticeText(language: Language, code: keyof typeof noticesZh): RegExp {
  const [start = ''] = (language === 'en' ? noticesEn : noticesZh)[code].split('{');
  expect(start.length).toBeGreaterThan(5);
  return new RegExp(start.replace(/[.*+?^$()[\]\\|]/g, '\\$&'));
}

export async function speak(page: Page, language: Language): Promise<void> {
  await ask(page, 'app.setPreferences', {
    language,
    colourMode: 'light',
    textScale: 100,
    density: 'comfortable',
  });
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** The notice stands on the screen, in one language and then in the other. */
export async function expectNotice(app: RunningApp, code: keyof typeof noticesZh): Promise<void> {
  const { notices } = await ask(app.page, 'app.status', {});
  expect(notices.map((notice) => notice.code)).toContain(code);
  for (const language of languages) {
    await speak(app.page, language);
    await expect(app.page.getByText(noticeText(language, code)).first()).toBeVisible();
  }
  await speak(app.page, 'zh-CN');
}
