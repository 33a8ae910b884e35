/** The one i18next instance of a page. Texts are bundled: switching the language needs neither reload nor network. */
import i18next, { type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { pseudoTree } from '../../../shared/locales/pseudo';
import { en, zhCN, type TextTree } from '../../../shared/locales/registry';

/** `en-XA` is the pseudo-locale and exists in development builds only. */
export type UiLanguage = 'zh-CN' | 'en' | 'en-XA';

const developer = import.meta.env.DEV;

/** The languages a person can choose from in this build. */
export const uiLanguages: readonly UiLanguage[] = developer ? ['zh-CN', 'en', 'en-XA'] : ['zh-CN', 'en'];

const pseudo = (): Record<string, TextTree> =>
  Object.fromEntries(Object.entries(en).map(([namespace, tree]) => [namespace, pseudoTree(tree)]));

/** Makes an instance with all texts loaded. Tests make their own; the app uses `i18n`. */
export function createI18n(language: UiLanguage): I18n {
  const instance = i18next.createInstance();
  instance.use(initReactI18next);
  void instance.init({
    lng: language,
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    ns: Object.keys(zhCN),
    resources: { 'zh-CN': zhCN, en, ...(developer ? { 'en-XA': pseudo() } : {}) },
    // React escapes what it renders; a second escape would show &amp; to the person.
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    initAsync: false,
    returnNull: false,
  });
  return instance;
}

/** The language Intl and the `lang` attribute understand. */
export function intlLanguage(language: string): 'zh-CN' | 'en' {
  return language.startsWith('zh') ? 'zh-CN' : 'en';
}
