/**
 * Counting and cutting text the way people count it: by grapheme (字素), so that a rare character outside the basic plane,
 * an emoji with its modifiers or a letter with its accents is one. Source: UAX #29 through `Intl.Segmenter`.
 */

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Plain Latin, Chinese and common punctuation, where every UTF-16 unit is a grapheme; spares the segmenter. */
const ONE_UNIT_EACH = /^[\x20-\x7e\u3000-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uff01-\uff5e]*$/;

/** No real text has graphemes this long on average; stops a megabyte of combining marks on one letter. */
const UNITS_PER_GRAPHEME = 16;

/** The graphemes of a short text such as a name. For long text use `graphemeCount` or `capGraphemes`, which stop early. */
export function splitGraphemes(text: string): readonly string[] {
  if (ONE_UNIT_EACH.test(text)) return Array.from(text);
  return Array.from(segmenter.segment(text), (part) => part.segment);
}

/** Number of graphemes; counting stops at `stopAt`, so that pasted megabytes cost no time. */
export function graphemeCount(text: string, stopAt = Number.POSITIVE_INFINITY): number {
  if (ONE_UNIT_EACH.test(text)) return Math.min(text.length, stopAt);
  let count = 0;
  for (const _part of segmenter.segment(text)) {
    count += 1;
    if (count >= stopAt) return count;
  }
  return count;
}

export interface Capped {
  readonly text: string;
  /** UTF-16 units that were cut off; 0 when the text fitted. */
  readonly cutUnits: number;
}

/**
 * At most `max` graphemes and at most `maxUnits` UTF-16 units (what storage counts), never cutting inside a grapheme unless
 * a single one is longer than that.
 */
export function capGraphemes(text: string, max: number, maxUnits = max * UNITS_PER_GRAPHEME): Capped {
  const cut = Math.min(max, maxUnits);
  if (text.length <= cut) return { text, cutUnits: 0 };
  // One more, because what follows could belong to the last one.
  if (ONE_UNIT_EACH.test(text.slice(0, cut + 1))) return { text: text.slice(0, cut), cutUnits: text.length - cut };
  let count = 0;
  let end = 0;
  for (const part of segmenter.segment(text.slice(0, maxUnits + UNITS_PER_GRAPHEME))) {
    const next = part.index + part.segment.length;
    if (count === max || next > maxUnits) break;
    count += 1;
    end = next;
  }
  // One endless grapheme (a letter under a thousand accents) is cut where it must be.
  if (end === 0 && max > 0) end = Math.min(text.length, maxUnits);
  if (end > 0 && end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
  return { text: text.slice(0, end), cutUnits: text.length - end };
}
