/** Texts of the papers. A document has a language of its own, whatever the screen shows, so main reads the locale files directly. */
import type { DocumentLanguage } from '../../domain/documents/format';
import documentsEn from '../../shared/locales/documents.en.json';
import documentsZh from '../../shared/locales/documents.zh-CN.json';
import keysEn from '../../shared/locales/keys.en.json';
import keysZh from '../../shared/locales/keys.zh-CN.json';
import lettersEn from '../../shared/locales/letters.en.json';
import lettersZh from '../../shared/locales/letters.zh-CN.json';

import moneyEn from '../../shared/locales/money.en.json';
import moneyZh from '../../shared/locales/money.zh-CN.json';

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

const zh = { ...documentsZh, keys: keysZh, letters: lettersZh, money: moneyZh };
const en = { ...documentsEn, keys: keysEn, letters: lettersEn, money: moneyEn };

/** A key of the `documents` namespace, for example `slip.title`, or of `keys`, `letters` and `money` with that name before it. */
export type DocumentTextKey = Leaves<typeof zh>;
/** Looks a text up and fills `{name}` places. */
export type DocumentTexts = (key: DocumentTextKey, values?: Readonly<Record<string, string | number>>) => string;

/** Texts in one language. A missing key or value is a bug and throws; tests compare both files. */
export function documentTexts(language: DocumentLanguage): DocumentTexts {
  const root: unknown = language === 'zh-CN' ? zh : en;
  return (key, values = {}) => {
    let node = root;
    for (const part of key.split('.')) {
      node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[part] : undefined;
    }
    if (typeof node !== 'string') throw new Error(`no text for documents.${key}`);
    return node.replace(/\{(\w+)\}/g, (_place, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`documents.${key} needs {${name}}`);
      return String(value);
    });
  };
}
