/**
 * The only way to make markup for papers: a tagged template that escapes every inserted value. There is no function that
 * turns a string into markup, so nothing typed by anyone can become a tag, an attribute or a style.
 */

declare const safe: unique symbol;

/** Markup made by `html` from literals of this program and escaped values. */
export interface SafeHtml {
  readonly [safe]: true;
  readonly markup: string;
}

export type HtmlValue = string | number | SafeHtml | null | readonly HtmlValue[];

/** Builds markup. Strings and numbers are escaped for text and quoted attributes; `null` gives nothing; lists are joined. */
export function html(literals: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  let markup = literals[0] ?? '';
  values.forEach((value, index) => {
    markup += toMarkup(value) + (literals[index + 1] ?? '');
  });
  return { markup } as SafeHtml;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Escapes for element text and quoted attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"'`]/g, (char) => ENTITIES[char] ?? char);
}

function toMarkup(value: HtmlValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (isList(value)) return value.map(toMarkup).join('');
  return value.markup;
}

function isList(value: SafeHtml | readonly HtmlValue[]): value is readonly HtmlValue[] {
  return Array.isArray(value);
}
