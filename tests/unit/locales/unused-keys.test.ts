/** No text that nothing shows: a key must be named somewhere in the code, whole or as a template that it fits. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { TextTree } from '../../../src/shared/locales/registry';
import { flatten, pluralBase } from '../../../src/shared/locales/text-tree';

const root = path.resolve(import.meta.dirname, '../../..');
const locales = path.join(root, 'src/shared/locales');

/** Namespaces whose keys the code also names without the namespace. */
const bareNamespaces = ['notices', 'documents'];

const sources = namesIn(
  ['src', 'server']
    .flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter(({ name }) => /\.tsx?$/.test(name) && !/\.(test|spec|test-support)\.tsx?$/.test(name))
        .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8')),
    )
    .join('\n'),
);

/** What a text can be named by. Found once: to look through all of the code for each key took a quarter of a minute. */
interface Names {
  /** Between quotes, with nothing else between them. */
  readonly quoted: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  /** Templates, as patterns of what they can become. */
  readonly templates: readonly RegExp[];
}

function namesIn(code: string): Names {
  const templates = [...code.matchAll(/`([\w.:-]*\$\{[^`\n]*)`/g)]
    .map(([, text = '']) => text.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[\\w-]+(?:\\.[\\w-]+)*'))
    .filter((source) => /^[\w-]+(?::|\\)/.test(source));
  return {
    quoted: new Set(Array.from(code.matchAll(/(?<=(['"`]))[\w.:-]+(?=\1)/g), ([text]) => text)),
    words: new Set(Array.from(code.matchAll(/\w+/g), ([word]) => word)),
    templates: [...new Set(templates)].map((source) => new RegExp(`^${source}$`)),
  };
}

/** Keys of one namespace that the code does not name. */
function unusedKeys(namespace: string, tree: TextTree, { quoted, words, templates }: Names): readonly string[] {
  const isNamed = (text: string): boolean => quoted.has(text) || templates.some((template) => template.test(text));
  const isUsed = (key: string): boolean => {
    // Errors are found by their code, and by their reason behind it (`app/i18n/message-of.ts`).
    if (/^errors?\./.test(key) && isNamed(key.slice(key.indexOf('.') + 1).replace(/_\w+$/, ''))) return true;
    // Dialogs and tables of main take their texts by property.
    if (['system', 'export'].includes(namespace)) return key.split('.').every((part) => words.has(part));
    return isNamed(`${namespace}:${key}`) || (bareNamespaces.includes(namespace) && isNamed(key));
  };
  return [...new Set([...flatten(tree).keys()].map(pluralBase))].filter((key) => !isUsed(key));
}

describe('unused keys', () => {
  it('are found', () => {
    const tree = {
      used: 'a',
      group: { one: 'b', two: 'c' },
      idle: 'd',
      errors: { 'moon.far': 'e', sun: { hot: 'f', hot_noon: 'g' } },
    };
    const code = "t('moon:used'); t(`moon:group.${value}`); refuse({ code: 'sun.hot' });";
    expect(unusedKeys('moon', tree, namesIn(code))).toEqual(['idle', 'errors.moon.far']);
  });

  const namespaces = readdirSync(locales).flatMap((name) => /^(\w+)\.zh-CN\.json$/.exec(name)?.[1] ?? []);
  it.each(namespaces)('do not stand in %s', (namespace) => {
    const tree = JSON.parse(readFileSync(path.join(locales, `${namespace}.zh-CN.json`), 'utf8')) as TextTree;
    expect(unusedKeys(namespace, tree, sources)).toEqual([]);
  });
});
