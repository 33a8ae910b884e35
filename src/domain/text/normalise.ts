/**
 * Text as typed is kept; these give the forms used beside it: for matching (NFKC), for storing (without control
 * characters) and for showing next to other text (isolated from right-to-left tricks). Sources: Unicode UAX #15, UAX #9.
 */

/** Middle dots found between the parts of a minority name (少数民族姓名): all become U+00B7. */
const MIDDLE_DOTS = /[\u2022\u2027\u2219\u22c5\u30fb\uff65\u16eb\u2024\u00b7]/g;
const INVISIBLE = /[\p{Cf}\ufe00-\ufe0f]+/gu;
const BLANKS = /[\s\p{Cc}\p{Cs}]+/gu;
const DOT_IN_NAME = /(?<=\p{Script=Han})[.\u00b7](?=\p{Script=Han})/gu;

/** Compatibility normalisation: full-width "１２Ｘ（" become "12X(", every middle dot becomes "·". Nothing else changes. */
export function toNfkc(text: string): string {
  return text
    .replace(/\uff0e(?=\p{Script=Han})/gu, '\u00b7')
    .normalize('NFKC')
    .replace(MIDDLE_DOTS, '\u00b7');
}

/** NFKC without any white space or invisible character: the form numbers and codes are checked in. */
export function toCode(text: string): string {
  return toNfkc(text).replace(INVISIBLE, '').replace(BLANKS, '');
}

/** Every decimal digit of any script as 0–9: "１２" and "١٢" become "12". Other characters stay. */
export function foldDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (digit) => {
    const point = digit.codePointAt(0) ?? 0;
    if (point < 0x80) return digit;
    // Unicode keeps the ten digits of a script together and in order (general category Nd), so the zero can be found.
    let zero = point;
    while (point - zero < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
    return String((point - zero) % 10);
  });
}

/**
 * Canonical search text: NFKC, lower case, invisible characters dropped, white space folded, the dot of minority names
 * dropped. Two texts a person would call the same give the same string.
 */
export function toSearchText(text: string): string {
  return toNfkc(text).toLowerCase().replace(INVISIBLE, '').replace(BLANKS, ' ').replace(DOT_IN_NAME, '').trim();
}

export interface CleanText {
  readonly text: string;
  /** Characters taken out, by kind; all zero when the text was clean. */
  readonly removed: {
    readonly control: number;
    readonly bidi: number;
    readonly hidden: number;
    readonly broken: number;
  };
}

const NEWLINES = /\r\n?|[\u0085\u2028\u2029]/g;
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g;
/** Zero-width space, word joiner, byte-order mark, interlinear marks, tag characters. ZWJ and ZWNJ stay: scripts need them. */
const HIDDEN = /[\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
const CONTROLS = /[^\P{Cc}\n\t]/gu;
const LONE_SURROGATES = /\p{Cs}/gu;

/**
 * Text fit to be stored: no control characters except tab and line feed, no direction overrides, no hidden characters, no
 * half surrogate pairs; line ends become "\n". The report lets the page say what was taken out.
 */
export function stripControls(text: string): CleanText {
  const removed = { control: 0, bidi: 0, hidden: 0, broken: 0 };
  const drop =
    (kind: keyof typeof removed) =>
    (_match: string): string => {
      removed[kind] += 1;
      return '';
    };
  const clean = text
    .replace(NEWLINES, '\n')
    .replace(CONTROLS, drop('control'))
    .replace(BIDI_CONTROLS, drop('bidi'))
    .replace(HIDDEN, drop('hidden'))
    .replace(LONE_SURROGATES, drop('broken'));
  return { text: clean, removed };
}

const RIGHT_TO_LEFT =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\u202a-\u202e\u2066-\u2069]/u;

/**
 * A value to be put into a sentence: wrapped in first-strong isolates where it holds right-to-left text, so that it cannot
 * reorder what stands around it. Plain values come back unchanged, so that copies stay clean.
 */
export function isolateBidi(value: string): string {
  if (!RIGHT_TO_LEFT.test(value)) return value;
  return `\u2068${value.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')}\u2069`;
}
