/**
 * Simple interest (单利) in whole fen. Exact until the one rounding at the end, half up to a fen; no floating point anywhere. The
 * first day counts and the last does not (算头不算尾), so periods that follow one another leave no gap and overlap nowhere.
 */
import { dayNumber, type LocalDate } from '../deadlines/local-date';
import { foldDigits, toCode } from '../text/normalise';

export const dayCounts = ['actual365', 'actual360'] as const;
/** 计息基础: real days over a year of 365 or 360. Contracts differ, so the choice is recorded. */
export type DayCount = (typeof dayCounts)[number];

const YEAR_DAYS: Readonly<Record<DayCount, number>> = { actual365: 365, actual360: 360 };

/** A yearly rate is kept in ten-thousandths of a per cent: 3.85 % is 38 500. */
export const RATE_UNITS = 10_000;

export interface InterestTerms {
  readonly baseFen: number;
  readonly rate: number;
  /** 起息日: the first day that counts. */
  readonly from: LocalDate;
  /** 止息日: the first day that no longer counts. */
  readonly to: LocalDate;
  readonly dayCount: DayCount;
}

/** Days from the first to the last, without the last; negative where they stand the wrong way round. */
export function interestDays({ from, to }: Pick<InterestTerms, 'from' | 'to'>): number {
  return dayNumber(to) - dayNumber(from);
}

/** Days of the year by which it is divided. */
export function yearDays(dayCount: DayCount): number {
  return YEAR_DAYS[dayCount];
}

/** base × rate × days ÷ days of the year, rounded half up to a fen. Throws unless days and rate are whole numbers ≥ 0. */
export function interestFen(terms: InterestTerms): number {
  const days = interestDays(terms);
  if (days < 0) throw new Error(`interest ends before it starts: ${terms.from} ${terms.to}`);
  const top = BigInt(terms.baseFen) * BigInt(terms.rate) * BigInt(days);
  const bottom = BigInt(100 * RATE_UNITS * yearDays(terms.dayCount));
  return Number((2n * top + bottom) / (2n * bottom));
}

/** Why a text is no yearly rate; each has a text under `errors` in the `money` locale files. */
export const rateCodes = ['rate.empty', 'rate.format', 'rate.negative', 'rate.decimals'] as const;
export type RateCode = (typeof rateCodes)[number];

export type ParsedRate = { readonly ok: true; readonly rate: number } | { readonly ok: false; readonly code: RateCode };

/** A yearly rate in per cent as typed: "3.85", "3.85%", "３．８５％". At most four decimals. */
export function parseRate(typed: string): ParsedRate {
  const code = foldDigits(toCode(typed)).replace(/%$/, '');
  if (code === '') return { ok: false, code: 'rate.empty' };
  if (/^[-−﹣(]/.test(code)) return { ok: false, code: /\d/.test(code) ? 'rate.negative' : 'rate.format' };
  const found = /^\+?(\d{1,6})?(?:\.(\d*))?$/.exec(code);
  const [whole = '', decimals = ''] = found?.slice(1) ?? [];
  if (found === null || whole + decimals === '') return { ok: false, code: 'rate.format' };
  if (decimals.length > 4) return { ok: false, code: 'rate.decimals' };
  return { ok: true, rate: Number(whole) * RATE_UNITS + Number(decimals.padEnd(4, '0')) };
}

/** A rate as text without needless zeros: 38 500 → "3.85". */
export function rateText(rate: number): string {
  const decimals = String(rate % RATE_UNITS)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${String(Math.floor(rate / RATE_UNITS))}${decimals === '' ? '' : `.${decimals}`}`;
}
