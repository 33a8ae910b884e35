/**
 * Text is written for one audience. What the customer reads (slip, letter, second screen) and what only staff may read
 * (notes, flags, causes) are two types that do not convert into each other, so a mistake does not compile.
 *
 * The brand exists only in the compiler; at run time both are plain strings.
 */

declare const audience: unique symbol;

/** Text that the customer may read. Every text field of a customer document has this type. */
export type CustomerText = string & { readonly [audience]: 'customer' };

/** Text that must never leave the staff side: notes, flags, emotion, causes, other persons' names. */
export type StaffText = string & { readonly [audience]: 'staff' };

/** A string nobody has claimed for staff: accepts plain strings and `CustomerText`, refuses `StaffText`. */
export type PublicString = string & { readonly [audience]?: 'customer' };

/** C0 and C1 controls except tab and newline, bidirectional overrides and isolates, tag characters, BOM, lone surrogates. */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- removing control characters is the purpose
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF\uFFF9-\uFFFC\u{E0000}-\u{E007F}]|\p{Surrogate}/gu;

/**
 * Marks words as fit for the customer and removes what could disturb the paper (control characters, direction overrides).
 * Line breaks stay, as `\n`; blanks at both ends go. Never pass text that staff wrote for staff: `StaffText` does not compile.
 */
export function customerText(value: PublicString): CustomerText {
  const clean = value
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(UNPRINTABLE, '')
    .replace(/\t/g, ' ')
    .trim();
  return clean as CustomerText;
}

/** Marks text as for staff only. From here no customer document can hold it. */
export function staffText(value: string): StaffText {
  return value as StaffText;
}

/** Splits into what a reader sees as characters (a rare Han character, an emoji family, a letter with accents: one each). */
export function graphemes(text: string): string[] {
  return [...new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)].map((part) => part.segment);
}

/**
 * One line of the customer's own words: white space runs become one blank, and beyond `limit` graphemes the end is
 * replaced by "…" (the result has at most `limit` graphemes).
 */
export function oneLine(value: PublicString, limit: number): CustomerText {
  const flat = customerText(value).replace(/\s+/gu, ' ').trim();
  const parts = graphemes(flat);
  const kept =
    parts.length <= limit
      ? flat
      : `${parts
          .slice(0, limit - 1)
          .join('')
          .trimEnd()}…`;
  return kept as CustomerText;
}
