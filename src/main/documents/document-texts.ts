/** Texts of the papers. A document has a language of its own, whatever the screen shows, so main reads the locale files directly. */
import type { DocumentLanguage } from '../../domain/documents/format';
import type { LetterFieldEmpty } from '../../domain/documents/letter-template';
import en from '../../shared/locales/documents.en.json';
import zh from '../../shared/locales/documents.zh-CN.json';

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

/** A key of the `documents` namespace, for example `slip.title`. */
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

/** What blocks a letter, in words: every field by its label in the given language. */
export function letterProblemTexts(problem: LetterFieldEmpty, language: DocumentLanguage): string[] {
  const text = documentTexts(language);
  const separator = language === 'zh-CN' ? '、' : ', ';
  const empty = problem.fields.filter((field) => field.reason === 'empty');
  const unknown = problem.fields.filter((field) => field.reason === 'unknown');
  const lines: string[] = [];
  if (empty.length > 0) {
    const labels = empty.map((field) => text(`letterField.${field.field}` as DocumentTextKey));
    lines.push(text('error.letter.fieldEmpty', { fields: labels.join(separator) }));
  }
  if (unknown.length > 0) {
    lines.push(text('error.letter.fieldUnknown', { fields: unknown.map((field) => field.field).join(separator) }));
  }
  return lines;
}
