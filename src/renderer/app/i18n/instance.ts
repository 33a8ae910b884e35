/** How an i18next instance of ours is set up, whichever texts it begins with. */
import i18next, { type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { pseudoTree } from '../../../shared/locales/pseudo';
import type { TextTree } from '../../../shared/locales/registry';
import { learnErrors } from './error-places';
import { developer, type UiLanguage } from './languages';

export type Texts = Readonly<Partial<Record<UiLanguage, Readonly<Record<string, TextTree>>>>> & {
  readonly 'zh-CN': Readonly<Record<string, TextTree>>;
  readonly en: Readonly<Record<string, TextTree>>;
};

/** In development builds the English texts once more, in letters that show what is not translated. */
export function withPseudo(texts: Texts): Texts {
  if (!developer) return texts;
  return {
    ...texts,
    'en-XA': Object.fromEntries(Object.entries(texts.en).map(([namespace, tree]) => [namespace, pseudoTree(tree)])),
  };
}

export function createInstance(language: UiLanguage, texts: Texts): I18n {
  learnErrors(texts['zh-CN']);
  const instance = i18next.createInstance();
  instance.use(initReactI18next);
  void instance.init({
    lng: language,
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    ns: Object.keys(texts['zh-CN']),
    resources: { ...texts },
    // React escapes what it renders; a second escape would show &amp; to the person.
    interpolation: { escapeValue: false, prefix: '{', suffix: '}' },
    initAsync: false,
    returnNull: false,
  });
  return instance;
}

/** Adds texts to an instance that began with fewer. */
export function addTexts(instance: I18n, texts: Texts): void {
  learnErrors(texts['zh-CN']);
  for (const [language, namespaces] of Object.entries(texts))
    for (const [namespace, tree] of Object.entries(namespaces)) instance.addResourceBundle(language, namespace, tree);
}
