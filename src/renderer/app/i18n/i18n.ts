/** The one i18next instance of a page. Texts are bundled: switching the language needs neither reload nor network. */
import { en, zhCN } from '../../../shared/locales/registry';
import type { i18n as I18n } from 'i18next';
import { createInstance, withPseudo } from './instance';
import type { UiLanguage } from './languages';

/** Makes an instance with all texts loaded: for pages that need them at once, and for tests. */
export function createI18n(language: UiLanguage): I18n {
  return createInstance(language, withPseudo({ 'zh-CN': zhCN, en }));
}
