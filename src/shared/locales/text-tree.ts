/** Reading locale files as data: used by error look-up, the pseudo-locale and the checks. Pure. */
import type { TextTree } from './registry';

/** All texts of a tree by dotted key, in file order. */
export function flatten(tree: TextTree, prefix = ''): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') texts.set(path, value);
    else for (const [k, v] of flatten(value, path)) texts.set(k, v);
  }
  return texts;
}

/** Names of the placeholders of a text, sorted: `{name}` gives `name`. */
export function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{([A-Za-z][A-Za-z0-9]*)\}/g)].map((match) => match[1] ?? '').sort();
}

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** A key without its plural suffix: `rows_one` and `rows_other` are both `rows`. */
export function pluralBase(key: string): string {
  return key.replace(PLURAL, '');
}

/** The plural form a key stands for, or undefined when it has none. */
export function pluralForm(key: string): string | undefined {
  return PLURAL.exec(key)?.[1];
}

/** The same tree with every text changed by `change`. */
export function mapTexts(tree: TextTree, change: (text: string) => string): TextTree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === 'string' ? change(value) : mapTexts(value, change),
    ]),
  );
}

/**
 * Where each error code has its text: `signIn.wrongPassword` → `signIn` namespace, when that file has
 * `errors.signIn.wrongPassword`. A code may be written in one namespace only; the first wins, a test forbids a second.
 */
export function errorNamespaces(resources: Readonly<Record<string, TextTree>>): ReadonlyMap<string, string> {
  const byCode = new Map<string, string>();
  for (const [namespace, tree] of Object.entries(resources)) {
    const errors = tree['errors'];
    if (errors === undefined || typeof errors === 'string') continue;
    for (const code of flatten(errors).keys()) if (!byCode.has(code)) byCode.set(code, namespace);
  }
  return byCode;
}
