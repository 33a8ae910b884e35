/** The locale files agree with each other, with the error codes and with the words of the domain. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { roles } from '../../../src/domain/authority/roles';
import { caseStatuses } from '../../../src/domain/complaint/states';
import {
  complexities,
  deliveryMethods,
  flags,
  idTypes,
  institutionTypes,
  notComplaintKinds,
  partyKinds,
  remedyKinds,
  wants,
} from '../../../src/domain/complaint/values';
import { pseudoText } from '../../../src/shared/locales/pseudo';
import { en, zhCN, type TextTree } from '../../../src/shared/locales/registry';
import { flatten, placeholders, pluralBase, pluralForm } from '../../../src/shared/locales/text-tree';

const folder = path.resolve(import.meta.dirname, '../../../src/shared/locales');
const read = (name: string): TextTree => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as TextTree;
const namespaces = [
  ...new Set(
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.replace(/\.(zh-CN|en)\.json$/, '')),
  ),
].sort();

/** What a key must bring in each language: the plural forms that the language has. */
const FORMS = { 'zh-CN': ['other'], en: ['one', 'other'] } as const;

/** Printed documents and the system's dialogs are main's affair and are not loaded into pages. */
const NOT_FOR_PAGES = ['documents', 'export', 'system'];

describe.each(namespaces)('locale files of %s', (namespace) => {
  const texts = { 'zh-CN': flatten(read(`${namespace}.zh-CN.json`)), en: flatten(read(`${namespace}.en.json`)) };

  it('have the same keys in both languages', () => {
    const keys = (language: 'zh-CN' | 'en'): string[] =>
      [...new Set([...texts[language].keys()].map(pluralBase))].sort();
    expect(keys('en')).toEqual(keys('zh-CN'));
  });

  it('have exactly the plural forms of their language', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const formsOf = new Map<string, string[]>();
      for (const key of texts[language].keys()) {
        const form = pluralForm(key);
        if (form !== undefined) formsOf.set(pluralBase(key), [...(formsOf.get(pluralBase(key)) ?? []), form]);
      }
      for (const [key, forms] of formsOf) {
        expect(forms.sort(), `${language} ${key}`).toEqual(FORMS[language]);
        expect(placeholders(texts[language].get(`${key}_other`) ?? ''), `${language} ${key}`).toContain('count');
      }
    }
  });

  it('use the same placeholders in both languages', () => {
    for (const [key, english] of texts.en) {
      const chinese = texts['zh-CN'].get(key) ?? texts['zh-CN'].get(`${pluralBase(key)}_other`) ?? '';
      expect(new Set(placeholders(english)), key).toEqual(new Set(placeholders(chinese)));
    }
  });

  it('hold plain sentences: not empty, single braces, no markup', () => {
    for (const [key, text] of [...texts['zh-CN'], ...texts.en]) {
      expect(text.trim(), key).not.toBe('');
      expect(text, key).not.toMatch(/\{\{|\}\}|<[a-z]+[ >]|\$t\(/);
    }
  });

  it('use Chinese punctuation in Chinese and none of it in English', () => {
    for (const [key, text] of texts['zh-CN']) expect(text, key).not.toMatch(/[\u4e00-\u9fff][,;?!:]/);
    // GB/T 15834: “” around what is quoted; 「」 are for vertical lines.
    for (const [key, text] of texts['zh-CN']) expect(text, key).not.toMatch(/[「」]/);
    for (const [key, text] of texts.en) expect(text, key).not.toMatch(/[，。；：？！]/);
  });
});

describe('the registry', () => {
  it('has every file that pages may show, in both languages', () => {
    const expected = namespaces.filter((name) => !NOT_FOR_PAGES.includes(name));
    expect(Object.keys(zhCN).sort()).toEqual(expected);
    expect(Object.keys(en).sort()).toEqual(expected);
  });

  it('has one place for each error code', () => {
    const seen = new Map<string, string>();
    for (const [namespace, tree] of Object.entries<TextTree>(zhCN)) {
      const errors = tree['errors'];
      if (errors === undefined || typeof errors === 'string') continue;
      for (const code of flatten(errors).keys()) {
        expect(seen.get(code), `${code} in ${namespace}`).toBeUndefined();
        seen.set(code, namespace);
      }
    }
    expect(seen.get('internal')).toBe('common');
  });

  it('names every word of the domain', () => {
    const words = {
      role: roles,
      status: caseStatuses,
      institutionType: institutionTypes,
      partyKind: partyKinds,
      idType: idTypes,
      want: wants,
      flag: flags,
      remedyKind: remedyKinds,
      deliveryMethod: deliveryMethods,
      notComplaintKind: notComplaintKinds,
      complexity: complexities,
    };
    for (const [group, values] of Object.entries(words)) {
      const texts: Readonly<Record<string, unknown>> = zhCN.vocabulary;
      expect(Object.keys(texts[group] as object).sort(), group).toEqual([...values].sort());
    }
  });
});

describe('the pseudo-locale', () => {
  it('keeps placeholders and makes text longer', () => {
    expect(pseudoText('Saved {time}')).toBe('[Šáṽéð {time}~~~~]'.replace('ṽ', 'v'));
    expect(placeholders(pseudoText('{count} rows of {name}'))).toEqual(['count', 'name']);
  });
});
