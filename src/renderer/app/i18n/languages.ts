/** Which languages there are. */

/** `en-XA` is the pseudo-locale and exists in development builds only. */
export type UiLanguage = 'zh-CN' | 'en' | 'en-XA';

export const developer = import.meta.env.DEV;

/** The languages a person can choose from in this build. */
export const uiLanguages: readonly UiLanguage[] = developer ? ['zh-CN', 'en', 'en-XA'] : ['zh-CN', 'en'];

/** The language Intl and the `lang` attribute understand. */
export function intlLanguage(language: string): 'zh-CN' | 'en' {
  return language.startsWith('zh') ? 'zh-CN' : 'en';
}
