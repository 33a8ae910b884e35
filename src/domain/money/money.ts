/**
 * Money as people type it → whole fen (分). No floating point anywhere: "0.1" is ten fen, exactly. Rather refused than
 * guessed: "1万2" may be 12 000 or 10 002. Source: CONVERSATION §6.8 金额, RELIABILITY §6.
 */
import { foldDigits, toCode } from '../text/normalise';

/** Largest amount kept, in fen: below 2⁵³, far above any complaint. */
export const LARGEST_FEN = 9_000_000_000_000_000;

/** Why a text is no amount; each has a text under `errors` in the `money` locale files. */
export const moneyCodes = [
  'money.empty',
  'money.format',
  'money.negative',
  'money.decimals',
  'money.separators',
  'money.ambiguous',
  'money.tooLarge',
] as const;
export type MoneyCode = (typeof moneyCodes)[number];

export type ParsedMoney =
  { readonly ok: true; readonly fen: number } | { readonly ok: false; readonly code: MoneyCode };

const refuse = (code: MoneyCode): ParsedMoney => ({ ok: false, code });

/** Chinese units after the figure, as powers of ten. */
const UNITS: Readonly<Record<string, number>> = {
  '': 0,
  百: 2,
  千: 3,
  万: 4,
  萬: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  億: 8,
};
const LONGEST = 60;

/**
 * Yuan as typed: "1,000.50", "１００", "¥ 88", "1.5万元", "人民币3万". Thousands (or 万) groups may be marked by commas,
 * apostrophes or blanks. At most two decimals; nothing negative; no exponent.
 */
export function parseYuan(typed: string): ParsedMoney {
  if (typed.length > LONGEST) return refuse(typed.trim() === '' ? 'money.empty' : 'money.format');
  const code = foldDigits(toCode(typed))
    .replace(/^(?:人民币|RMB|CNY|¥)+/i, '')
    .replace(/(?:元|圆|块|RMB|CNY)?(?:整|正|钱)?$/i, '');
  if (code === '') return refuse('money.empty');
  if (/^[-−﹣(]/.test(code)) return refuse(/\d/.test(code) ? 'money.negative' : 'money.format');
  if (/^\d[\d.,]*(?:[百千万萬亿億])+\d/.test(code)) return refuse('money.ambiguous');
  const found = /^\+?(\d[\d,'’_]*|)(?:\.(\d*))?([十百千万萬亿億]{0,2})$/.exec(code);
  const unit = UNITS[found?.[3] ?? ''];
  if (found === null || unit === undefined) return refuse('money.format');
  const grouped = found[1] ?? '';
  const decimals = found[2] ?? '';
  if (grouped === '' && decimals === '') return refuse('money.format');
  if (!/^\d*$/.test(grouped) && !/^\d{1,4}(?:[,'’_](?:\d{3}(?!\d)|\d{4}))+$/.test(grouped))
    return refuse('money.separators');
  return toFen(grouped.replace(/\D/g, ''), decimals, unit);
}

function toFen(whole: string, decimals: string, unit: number): ParsedMoney {
  // "1.000" could mean a thousand, so more than two decimals are refused even when they are zeros.
  if (decimals.length > unit + 2) return refuse('money.decimals');
  const fen = BigInt(whole + decimals + '0'.repeat(unit + 2 - decimals.length));
  if (fen > BigInt(LARGEST_FEN)) return refuse('money.tooLarge');
  return { ok: true, fen: Number(fen) };
}
