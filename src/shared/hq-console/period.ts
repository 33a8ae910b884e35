/** Periods of statistics by days of Beijing, and the one that each is compared with. */
import { addDays, dayNumber, isDay, localDate, type LocalDate } from '../../domain/deadlines/local-date';

/** First and last day, both included. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export const periodKinds = ['month', 'lastMonth', 'quarter', 'lastQuarter', 'year', 'lastYear', 'days'] as const;
/** 本月, 上月, 本季度, 上季度, 本年, 去年, 自选日期. */
export type PeriodKind = (typeof periodKinds)[number];

const partsOf = (date: LocalDate): readonly [number, number, number] => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return [year, month, day];
};

/** First of a month, so many months later. */
function monthStart(date: LocalDate, later: number): LocalDate {
  const [year, month] = partsOf(date);
  const months = year * 12 + month - 1 + later;
  return localDate(Math.floor(months / 12), (months % 12) + 1, 1);
}

/** The same day of another month, or its last one. */
function sameDay(date: LocalDate, later: number): LocalDate {
  const start = monthStart(date, later);
  const [year, month] = partsOf(start);
  const [, , wanted] = partsOf(date);
  for (let day = wanted; day > 28; day -= 1) if (isDay(year, month, day)) return localDate(year, month, day);
  return localDate(year, month, Math.min(wanted, 28));
}

/** A period by its name; one that still runs ends today. */
export function periodOf(kind: Exclude<PeriodKind, 'days'>, today: LocalDate): Period {
  const [year, month] = partsOf(today);
  const quarterStart = localDate(year, Math.floor((month - 1) / 3) * 3 + 1, 1);
  switch (kind) {
    case 'month':
      return { from: monthStart(today, 0), to: today };
    case 'lastMonth':
      return { from: monthStart(today, -1), to: addDays(monthStart(today, 0), -1) };
    case 'quarter':
      return { from: quarterStart, to: today };
    case 'lastQuarter':
      return { from: monthStart(quarterStart, -3), to: addDays(quarterStart, -1) };
    case 'year':
      return { from: localDate(year, 1, 1), to: today };
    case 'lastYear':
      return { from: localDate(year - 1, 1, 1), to: localDate(year - 1, 12, 31) };
  }
}

/**
 * What a period is compared with: of whole months as many before it; of one that began with a month and still runs the same days of the months
 * before; of any other as many days before.
 */
export function periodBefore({ from, to }: Period): Period {
  const [fromYear, fromMonth, fromDay] = partsOf(from);
  const [toYear, toMonth] = partsOf(to);
  if (fromDay !== 1) {
    const days = dayNumber(to) - dayNumber(from) + 1;
    return { from: addDays(from, -days), to: addDays(from, -1) };
  }
  const months = toYear * 12 + toMonth - (fromYear * 12 + fromMonth) + 1;
  const isWhole = addDays(to, 1).endsWith('-01');
  // A quarter that began last month is compared with the beginning of the quarter before.
  const back = isWhole ? months : spanOfRunning(fromMonth, months);
  return {
    from: monthStart(from, -back),
    to: isWhole ? addDays(from, -1) : sameDay(to, -back),
  };
}

function spanOfRunning(fromMonth: number, months: number): number {
  if (months === 1) return 1;
  return months <= 3 && fromMonth % 3 === 1 ? 3 : 12;
}

/** `2026`, `2026Q3`, `2026-09`, or both days: the same in every language, for names of files. */
export function periodName({ from, to }: Period): string {
  const [year, month] = partsOf(from);
  const isWhole = (months: number): boolean => from.endsWith('-01') && addDays(monthStart(from, months), -1) === to;
  if (month === 1 && isWhole(12)) return String(year);
  if (month % 3 === 1 && isWhole(3)) return `${String(year)}Q${String((month + 2) / 3)}`;
  if (isWhole(1)) return from.slice(0, 7);
  return `${from}_${to}`;
}
