/**
 * Case numbers (案件编号): `{branch}-{yyMMdd}-{device}{nnn}-{check}`, for example `SH021-260305-A007-K`.
 *
 * Unique without a network: the branch hands each PC a device tag (机号) of its own, the PC counts within its local day.
 * Made to be read out over the phone: O counts as 0 and I as 1 wherever they stand, so neither is ever part of a number.
 * The check character is ISO 7064 MOD 37,36 over all other characters. A sequence number whose check character would be I
 * or O is not used; therefore a missing number proves nothing, completeness is shown by the event log.
 */
import { isDay } from '../deadlines/local-date';
import { graphemeCount } from '../text/graphemes';
import { foldDigits, toCode } from '../text/normalise';
import { mod37Check } from './mod37-36';

/** Letters a device tag may have: no I, no O. */
export const DEVICE_TAG_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const MOST_PER_DAY = 999_999;
const LONGEST_TYPED = 64;

/** I and O do not exist in numbers: they are what a hurried hand writes for 1 and 0. */
const foldConfusables = (text: string): string => text.replaceAll('O', '0').replaceAll('I', '1');

/** The part of a typed number that has to be looked at again; `whole` when the parts cannot be told apart. */
export type CaseNumberPart = 'branch' | 'date' | 'sequence' | 'check' | 'whole';

/** Each has a text under `errors` in the `numbering` locale files. */
export const numberingCodes = [
  'numbering.empty',
  'numbering.whole',
  'numbering.branch',
  'numbering.date',
  'numbering.sequence',
  'numbering.check',
] as const;
export type NumberingCode = (typeof numberingCodes)[number];

export interface CaseNumber {
  /** The canonical form, as printed. */
  readonly number: string;
  readonly branchCode: string;
  /** `YYYY-MM-DD`; two-digit years are 2000–2099. */
  readonly date: string;
  readonly deviceTag: string;
  readonly sequence: number;
}

export type ParsedCaseNumber =
  | ({ readonly ok: true } & CaseNumber)
  | { readonly ok: false; readonly code: NumberingCode; readonly part: CaseNumberPart };

/** The branch code as it stands in numbers: capital, I and O as 1 and 0. Throws unless 2–12 digits and letters. */
export function branchPart(branchCode: string): string {
  const part = foldConfusables(branchCode.toUpperCase());
  if (!/^[0-9A-Z]{2,12}$/.test(part)) throw new Error(`not a branch code: ${branchCode}`);
  return part;
}

/** The tag of the n-th PC of a branch (0, 1, …): A … Z without I and O, then AA, AB … Throws beyond 600. */
export function deviceTagOf(index: number): string {
  const size = DEVICE_TAG_LETTERS.length;
  if (!Number.isInteger(index) || index < 0 || index >= size * (size + 1))
    throw new Error(`no device tag for ${index}`);
  if (index < size) return DEVICE_TAG_LETTERS.charAt(index);
  const rest = index - size;
  return DEVICE_TAG_LETTERS.charAt(Math.floor(rest / size)) + DEVICE_TAG_LETTERS.charAt(rest % size);
}

export interface NumberSeries {
  readonly branchCode: string;
  /** The branch's local date, `YYYY-MM-DD`, 2000–2099. */
  readonly date: string;
  /** One or two letters without I and O. */
  readonly deviceTag: string;
}

/**
 * The next number of this device and day after the sequence number last used (0 at the start of a day). Throws on a series
 * that cannot be written, and after 999 999 numbers in a day.
 */
export function nextCaseNumber(series: NumberSeries, lastSequence: number): CaseNumber {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(series.date) || !isDayOf(compactDate(series.date))) {
    throw new Error(`not a date for a case number: ${series.date}`);
  }
  if (!new RegExp(`^[${DEVICE_TAG_LETTERS}]{1,2}$`).test(series.deviceTag)) {
    throw new Error(`not a device tag: ${series.deviceTag}`);
  }
  const branchCode = branchPart(series.branchCode);
  for (let sequence = lastSequence + 1; sequence <= MOST_PER_DAY; sequence += 1) {
    const parts = [branchCode, compactDate(series.date), series.deviceTag + String(sequence).padStart(3, '0')];
    const check = mod37Check(parts.join(''));
    if (check === 'I' || check === 'O') continue;
    return { number: [...parts, check].join('-'), ...series, branchCode, sequence };
  }
  throw new Error(`no case number left for ${series.deviceTag} on ${series.date}`);
}

const WHOLE = new RegExp(`^([0-9A-Z]{2,12})(\\d{6})([${DEVICE_TAG_LETTERS}]{1,2}\\d{3,6})([0-9A-Z])$`);
const SEQUENCE = new RegExp(`^([${DEVICE_TAG_LETTERS}]{1,2})(\\d{3,6})$`);

/**
 * Reads a number as heard or typed: blanks, small letters, full-width characters, other dashes or none, O for 0 and I for 1
 * are all understood. `knownBranch` is this branch's code: a number of another one is then told apart from a typing error.
 */
export function parseCaseNumber(typed: string, knownBranch?: string): ParsedCaseNumber {
  const refuse = (part: CaseNumberPart): ParsedCaseNumber => ({ ok: false, code: `numbering.${part}`, part });
  if (graphemeCount(typed, LONGEST_TYPED) >= LONGEST_TYPED) return refuse('whole');
  const text = foldConfusables(foldDigits(toCode(typed)).toUpperCase()).replace(/[‐-―−_./·:,ー]/g, '-');
  if (text === '') return { ok: false, code: 'numbering.empty', part: 'whole' };
  const parts = text.split('-').filter((part) => part !== '');
  const split = parts.length === 4 ? parts : splitWhole(parts.join(''));
  if (split === null) return refuse('whole');
  const [branchCode = '', day = '', tagged = '', check = ''] = split;
  if (!/^[0-9A-Z]{2,12}$/.test(branchCode)) return refuse('branch');
  if (!/^\d{6}$/.test(day) || !isDayOf(day)) return refuse('date');
  const sequence = SEQUENCE.exec(tagged);
  // 007 and 1000 are written so; 0007 is not, or two texts would mean one case.
  if (!sequence || !/^(?:(?!000$)\d{3}|[1-9]\d{3,5})$/.test(sequence[2] ?? '')) return refuse('sequence');
  if (!/^[0-9A-Z]$/.test(check) || mod37Check(branchCode + day + tagged) !== check) {
    return refuse(knownBranch !== undefined && branchPart(knownBranch) !== branchCode ? 'branch' : 'check');
  }
  return {
    ok: true,
    number: [branchCode, day, tagged, check].join('-'),
    branchCode,
    date: `20${day.slice(0, 2)}-${day.slice(2, 4)}-${day.slice(4)}`,
    deviceTag: sequence[1] ?? '',
    sequence: Number(sequence[2]),
  };
}

function splitWhole(text: string): readonly string[] | null {
  return WHOLE.exec(text)?.slice(1) ?? null;
}

const compactDate = (date: string): string => date.slice(2).replaceAll('-', '');

const isDayOf = (yyMMdd: string): boolean =>
  isDay(2000 + Number(yyMMdd.slice(0, 2)), Number(yyMMdd.slice(2, 4)), Number(yyMMdd.slice(4, 6)));
