/** The words on the screen, by key, so that one walk serves both languages. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Language } from './studio';

const folder = path.resolve(__dirname, '../../src/shared/locales');

export type Words = (key: string, values?: Readonly<Record<string, string>>) => string;

export function wordsOf(language: Language): Words {
  return (key, values = {}) => {
    const [namespace = '', keyPath = ''] = key.split(':');
    let node: unknown = JSON.parse(readFileSync(path.join(folder, `${namespace}.${language}.json`), 'utf8'));
    for (const part of keyPath.split('.'))
      node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[part] : undefined;
    if (typeof node !== 'string') throw new Error(`no text ${key}`);
    return node.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  };
}
