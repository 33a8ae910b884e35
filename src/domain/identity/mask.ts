/**
 * What is shown of personal data, and where. The table is a house proposal (CONVERSATION §6.8) until Annex A of
 * JR/T 0171-2020 has been read: it is data, so that a rule pack can replace it. Logs, exports of texts, screenshots and file
 * names show nothing at all.
 */
import { splitGraphemes } from '../text/graphemes';
import { toCode, toNfkc } from '../text/normalise';

export type MaskedField = 'name' | 'phone' | 'idNumber' | 'card' | 'address';
/** `staffList`: screens of staff. `customerPrint`: paper or a screen that others may see. `log`: anything written for machines. */
export type MaskAudience = 'staffList' | 'customerPrint' | 'log';

/**
 * How many characters stay at each end and what stands between them; `ends: null` shows nothing.
 */
export interface MaskRule {
  readonly ends: readonly [first: number, last: number] | null;
  /** What replaces the middle; `each` repeats it for each hidden character, `once` hides the length too. */
  readonly filler: string;
  readonly repeat: 'each' | 'once';
}

export type MaskTable = Readonly<Record<MaskAudience, Readonly<Record<MaskedField, MaskRule>>>>;

const NOTHING: MaskRule = { ends: null, filler: '', repeat: 'once' };

/** House default. */
export const defaultMaskTable: MaskTable = {
  staffList: {
    name: { ends: [1, 1], filler: '*', repeat: 'once' },
    phone: { ends: [3, 4], filler: '*', repeat: 'each' },
    idNumber: { ends: [3, 2], filler: '*', repeat: 'each' },
    card: { ends: [0, 4], filler: '****', repeat: 'once' },
    address: { ends: [6, 0], filler: '****', repeat: 'once' },
  },
  customerPrint: {
    name: { ends: [1, 0], filler: '**', repeat: 'once' },
    phone: { ends: [0, 4], filler: '', repeat: 'once' },
    idNumber: NOTHING,
    card: { ends: [0, 4], filler: '', repeat: 'once' },
    address: NOTHING,
  },
  log: { name: NOTHING, phone: NOTHING, idNumber: NOTHING, card: NOTHING, address: NOTHING },
};

/**
 * Masks one value. Short values show less, never more: at least a third of a number stays hidden, and at least one
 * character of a name on staff lists. Empty stays empty.
 */
export function mask(
  field: MaskedField,
  value: string,
  audience: MaskAudience,
  table: MaskTable = defaultMaskTable,
): string {
  const rule = table[audience][field];
  const plain = field === 'name' || field === 'address' ? toNfkc(value).trim() : toCode(value);
  if (plain === '' || rule.ends === null) return '';
  const characters = splitGraphemes(plain);
  let [first, last] = rule.ends;
  const shownAtMost = field === 'name' ? Math.max(1, characters.length - 1) : Math.floor((characters.length * 2) / 3);
  // Too short for both ends: the last ones go first where the rule shows a beginning, else the whole value hides.
  if (first + last > shownAtMost) {
    if (first > 0) last = 0;
    else last = Math.min(last, shownAtMost);
    first = Math.min(first, shownAtMost);
  }
  if (field === 'name' && characters.length === 1) return audience === 'staffList' ? '*' : `${plain}${rule.filler}`;
  const hidden = characters.length - first - last;
  const middle = rule.repeat === 'each' ? rule.filler.repeat(hidden) : rule.filler;
  return `${characters.slice(0, first).join('')}${middle}${last > 0 ? characters.slice(-last).join('') : ''}`;
}

/** Letters of the Latin alphabet in at least two words, with what stands within them: "Anna-Maria O'Neil". */
const LATIN_NAME = /^\p{Script=Latin}[\p{Script=Latin}\p{M}'’.-]*(?: \p{Script=Latin}[\p{Script=Latin}\p{M}'’.-]*)+$/u;

/**
 * 张小三 → 张*三 on staff lists; of a Latin name the first letters of its first and its last word, whatever their length,
 * by which colleagues know the person: "Harold Whitmore" → "H*** W***". For paper see `documents/person-display`.
 */
export function maskName(name: string): string {
  const plain = toNfkc(name).trim().replace(/\s+/gu, ' ');
  if (!LATIN_NAME.test(plain)) return mask('name', name, 'staffList');
  const words = plain.split(' ');
  // One letter of a word of one letter would be all of it, but never all of the name when another word is longer.
  if (words.every((word) => splitGraphemes(word).length === 1)) return mask('name', name, 'staffList');
  return [words[0], words.at(-1)].map((word = '') => `${splitGraphemes(word)[0] ?? ''}***`).join(' ');
}
/** 13800138000 → 138****8000 on staff lists. */
export const maskPhone = (phone: string): string => mask('phone', phone, 'staffList');
/** 11010519491231002X → 110*************2X on staff lists. */
export const maskIdNumber = (idNumber: string): string => mask('idNumber', idNumber, 'staffList');
/** 6222…7894 → ****7894 on staff lists. A tail of four digits or fewer identifies nobody and stays. */
export const maskAccount = (account: string): string =>
  toCode(account).length <= 4 ? toCode(account) : mask('card', account, 'staffList');
/** Province, city and district of an address on staff lists. */
export const maskAddress = (address: string): string => mask('address', address, 'staffList');
