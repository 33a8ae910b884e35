/** The instance of the application's page: it begins with what the first page says, and has everything before anything else is drawn. */
import { firstEn, firstZh } from '../../../shared/locales/first-page';
import { defaultAppearance } from '../theme/appearance';
import { addTexts, createInstance, withPseudo } from './instance';

export const i18n = createInstance(defaultAppearance.language, withPseudo({ 'zh-CN': firstZh, en: firstEn }));

let coming: Promise<void> | undefined;

/** Resolves when every text is there. */
export function allTexts(): Promise<void> {
  coming ??= import('../../../shared/locales/registry').then(({ zhCN, en }) => {
    addTexts(i18n, withPseudo({ 'zh-CN': zhCN, en }));
  });
  return coming;
}

/** A part of the page that says more than the first page: its script and the texts, both on their way at once. */
export async function withTexts<T>(script: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([script, allTexts()]);
  return loaded;
}
