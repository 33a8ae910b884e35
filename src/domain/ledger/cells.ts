/** Reading single cells of a ledger (投诉台账) as people fill them: dates in ten fashions, amounts, text. */
import { addDays, isDay, localDate, type LocalDate } from '../deadlines/local-date';
import { parseYuan } from '../money/money';
import { foldDigits, stripControls, toNfkc } from '../text/normalise';

/** A cell's value. The UTC fields of a `Date` are the wall clock that the sheet shows. */
export type LedgerCell = string | number | Date | boolean | null;

/** One row; `rowNo` is the number seen in Excel, from 1. */
export interface LedgerRow {
  readonly rowNo: number;
  readonly cells: readonly LedgerCell[];
}

/** Each has a text under `errors` in the `ledger` locale files. */
export type LedgerCellCode =
  | 'ledger.date.unreadable'
  | 'ledger.date.ambiguous'
  | 'ledger.date.incomplete'
  | 'ledger.date.outOfRange'
  | 'ledger.amount.unreadable'
  | 'ledger.amount.negative'
  | 'ledger.amount.decimals';

export type CellResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: LedgerCellCode };

const refuse = (code: LedgerCellCode): { readonly ok: false; readonly code: LedgerCellCode } => ({ ok: false, code });

/** The text of a cell, trimmed, without control characters; a date as `YYYY-MM-DD` with its time when it has one. */
export function cellText(cell: LedgerCell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return '';
    return cell.toISOString().slice(0, 16).replace('T', ' ').replace(' 00:00', '');
  }
  return stripControls(String(cell)).text.trim();
}

/** What people write for "nothing". */
export function isBlank(text: string): boolean {
  return /^(?:[-—–/\\.、]*|无|没有|不涉及|暂无|不详|未知|n\/?a|none|null)$/iu.test(toNfkc(text).trim());
}

export interface LedgerTime {
  readonly on: LocalDate;
  /** `HH:mm`, null where only the day is given. */
  readonly time: string | null;
}

const EXCEL_DAY_0 = '1899-12-30';
const LONGEST_DATE = 80;
const EARLIEST_YEAR = 1990;
const LATEST_YEAR = 2100;
/** Serial numbers of 1990-01-01 and 2100-01-01. */
const SERIALS = { from: 32_874, to: 73_051 } as const;
const CHINESE_DIGITS = '〇一二三四五六七八九';

/**
 * A date of the ledger: Excel date or serial number, 2026-3-5, 2026/03/05, 2026.3.5, 20260305, 2026年3月5日, 二〇二六年三月五日,
 * each with or without a time, digits of any width. 3/5/2026 and 26.3.5 are refused: they can be read in two ways.
 * Lunar dates are refused.
 */
export function parseLedgerDate(cell: LedgerCell | undefined): CellResult<LedgerTime> {
  if (typeof cell === 'number') return fromNumber(cell);
  if (typeof cell === 'string' && cell.length > LONGEST_DATE) return refuse('ledger.date.unreadable');
  let text = foldDigits(toNfkc(cellText(cell)))
    .replace(/\s+/g, ' ')
    .trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return fromNumber(Number(text));
  if (/年.*月/.test(text)) text = chineseNumerals(text);
  const found =
    /^(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2}) ?[日号]?(?:[T ]*(\D{0,3}\d.*))?$/i.exec(text) ??
    /^(\d{4})(\d{2})(\d{2})[T ]+(\D{0,3}\d.*)$/i.exec(text);
  if (found) return build(Number(found[1]), Number(found[2]), Number(found[3]), found[4]);
  const backwards = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (backwards) {
    const [first, second, year] = [Number(backwards[1]), Number(backwards[2]), Number(backwards[3])];
    if (first > 12 && second <= 12) return build(year, second, first, undefined);
    if (second > 12 && first <= 12) return build(year, first, second, undefined);
    return refuse('ledger.date.ambiguous');
  }
  if (/^\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?$/.test(text)) return refuse('ledger.date.ambiguous');
  if (/^\d{1,2}月\d{1,2}[日号]?$|^\d{4}[-/.年]\d{1,2}月?$/.test(text)) return refuse('ledger.date.incomplete');
  return refuse('ledger.date.unreadable');
}

function fromNumber(value: number): CellResult<LedgerTime> {
  if (Number.isInteger(value) && value >= 19_000_101 && value <= 99_991_231) {
    return build(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100, undefined);
  }
  if (value >= 1 && (value < SERIALS.from || value > SERIALS.to)) return refuse('ledger.date.outOfRange');
  if (!(value >= SERIALS.from)) return refuse('ledger.date.unreadable');
  // A serial time is a binary fraction: to the second it is what Excel shows, below that it is rounding.
  const seconds = Math.round(value * 86_400);
  const minutes = Math.floor((seconds % 86_400) / 60);
  const on = addDays(EXCEL_DAY_0, Math.floor(seconds / 86_400));
  return {
    ok: true,
    value: { on, time: Number.isInteger(value) ? null : clock(Math.floor(minutes / 60), minutes % 60) },
  };
}

function build(year: number, month: number, day: number, time: string | undefined): CellResult<LedgerTime> {
  if (!isDay(year, month, day)) return refuse('ledger.date.unreadable');
  if (year < EARLIEST_YEAR || year > LATEST_YEAR) return refuse('ledger.date.outOfRange');
  const at = time === undefined ? null : parseTime(time);
  if (at === undefined) return refuse('ledger.date.unreadable');
  return { ok: true, value: { on: localDate(year, month, day), time: at } };
}

function parseTime(text: string): string | undefined {
  const found =
    /^(上午|下午|晚上|凌晨|中午|am|pm)? ?(\d{1,2})(?:[:时点](?:(\d{1,2})(?:[:分](?:\d{1,2}(?:\.\d+)?秒?)?)?)?)? ?(am|pm|z)?$/i.exec(
      text,
    );
  if (!found) return undefined;
  const word = (found[1] ?? found[4] ?? '').toLowerCase();
  let hour = Number(found[2]);
  const minute = Number(found[3] ?? '0');
  if (['下午', '晚上', 'pm'].includes(word) && hour < 12) hour += 12;
  if (['凌晨', 'am', '上午'].includes(word) && hour === 12) hour = 0;
  return hour < 24 && minute < 60 ? clock(hour, minute) : undefined;
}

const clock = (hour: number, minute: number): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;

/** 二〇二六年三月十五日 → 2026年3月15日; other text stays. */
function chineseNumerals(text: string): string {
  return text.replaceAll('零', '〇').replace(/[〇一二三四五六七八九十]+/g, (run) => {
    if (!run.includes('十')) return Array.from(run, (digit) => CHINESE_DIGITS.indexOf(digit)).join('');
    const [tens = '', ones = ''] = run.split('十');
    const ten = tens === '' ? 1 : CHINESE_DIGITS.indexOf(tens);
    return String(ten * 10 + (ones === '' ? 0 : CHINESE_DIGITS.indexOf(ones)));
  });
}

/** An amount of the ledger in fen; null for an empty cell or a word for nothing. `inWan`: the heading says 万元. */
export function parseLedgerAmount(cell: LedgerCell | undefined, inWan = false): CellResult<number | null> {
  let text = cellText(cell);
  if (isBlank(text)) return { ok: true, value: null };
  if (typeof cell === 'number') {
    // Computed cells carry binary dust (0.30000000000000004); more than that is a real fraction of a fen.
    const digits = inWan ? 6 : 2;
    const rounded = cell.toFixed(digits);
    if (Math.abs(cell - Number(rounded)) > 1e-7) return refuse('ledger.amount.decimals');
    text = rounded;
  }
  const parsed = parseYuan(inWan && !/[万亿元]/.test(text) ? `${text}万` : text);
  if (parsed.ok) return { ok: true, value: parsed.fen };
  if (parsed.code === 'money.negative') return refuse('ledger.amount.negative');
  return refuse(parsed.code === 'money.decimals' ? 'ledger.amount.decimals' : 'ledger.amount.unreadable');
}
