/** Texts of the system's dialogs. They may be needed before or after there is a page, so main reads the locale files. */
import type { Preferences } from '../../shared/contract/app';
import en from '../../shared/locales/system.en.json';
import zh from '../../shared/locales/system.zh-CN.json';

/** The texts in one language; `fill` puts values into `{name}` places. */
export function systemTexts(language: Preferences['language']): typeof zh {
  return language === 'zh-CN' ? zh : en;
}

export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
}
