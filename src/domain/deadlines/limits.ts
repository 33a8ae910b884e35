/** Adding a limit (期限) to a fact: days of every kind, with the periods in which a clock stands still; hours and minutes. */
import type { WorkCalendar } from './calendar';
import { addDays, dayNumber, isDay, localDate, type LocalDate } from './local-date';
import type { Limit } from './rule-pack';

export type DayLimit = Limit & { readonly unit: Exclude<Limit['unit'], TimeUnit> };
export type TimeUnit = 'minute' | 'hour';

/**
 * A period that does not count (不计入期限), from the day of the fact that began it to the day of the one that ended it. As
 * everywhere its first day still counts and its last does not: of 10 to 20 March ten days do not count.
 */
export interface Stop {
  readonly period: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Days of one stop that moved a limit. */
export interface StoppedDays extends Stop {
  readonly days: number;
}

export interface AddedDays {
  readonly count: number;
  readonly unit: DayLimit['unit'];
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Days of rest that were passed over (working days only). */
  readonly skipped: readonly LocalDate[];
  readonly stopped: readonly StoppedDays[];
}

export function isDayLimit(limit: Limit): limit is DayLimit {
  return limit.unit !== 'hour' && limit.unit !== 'minute';
}

export function limitMs(limit: { readonly count: number; readonly unit: TimeUnit }): number {
  return limit.count * (limit.unit === 'hour' ? 3_600_000 : 60_000);
}

/** Limits without stops that were asked for before: many cases begin on the same day. */
const plain = new WeakMap<WorkCalendar, Map<string, AddedDays>>();
const mostPlain = 16_384;

/** Counts days from the day after `from`. A limit of zero ends on `from` itself, working day or not: the stricter side. */
export function addLimit(
  from: LocalDate,
  limit: DayLimit,
  calendar: WorkCalendar,
  stops: readonly Stop[] = [],
): AddedDays {
  if (stops.length > 0) return countLimit(from, limit, calendar, stops);
  const asked = `${from} ${String(limit.count)} ${limit.unit}`;
  const ofCalendar = plain.get(calendar);
  const known = ofCalendar?.get(asked);
  if (known !== undefined) return known;
  const found = countLimit(from, limit, calendar, stops);
  if (ofCalendar && ofCalendar.size < mostPlain) ofCalendar.set(asked, found);
  else plain.set(calendar, new Map([[asked, found]]));
  return found;
}

function countLimit(
  from: LocalDate,
  { count, unit }: DayLimit,
  calendar: WorkCalendar,
  stops: readonly Stop[],
): AddedDays {
  if (count === 0) return { count, unit, from, to: from, skipped: [], stopped: [] };
  const { to, skipped } =
    unit === 'workingDay'
      ? addWorkingDays(from, count, calendar, stops)
      : { to: moveByStops(from, addByCalendar(from, count, unit), stops), skipped: [] };
  return { count, unit, from, to, skipped, stopped: stoppedBetween(from, to, stops) };
}

function addWorkingDays(
  from: LocalDate,
  count: number,
  calendar: WorkCalendar,
  stops: readonly Stop[],
): { readonly to: LocalDate; readonly skipped: readonly LocalDate[] } {
  const skipped: LocalDate[] = [];
  let to = from;
  for (let left = count; left > 0;) {
    to = addDays(to, 1);
    if (isStopped(to, stops)) continue;
    if (calendar.dayOf(to).working) left -= 1;
    else skipped.push(to);
  }
  return { to, skipped };
}

/**
 * Weeks, months and years end on the corresponding day; a month without that day ends on its last (Civil Code 民法典, Art. 202).
 */
function addByCalendar(from: LocalDate, count: number, unit: Exclude<DayLimit['unit'], 'workingDay'>): LocalDate {
  if (unit === 'naturalDay') return addDays(from, count);
  if (unit === 'week') return addDays(from, 7 * count);
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number);
  const months = year * 12 + (month - 1) + count * (unit === 'year' ? 12 : 1);
  const [toYear, toMonth] = [Math.floor(months / 12), (months % 12) + 1];
  let toDay = day;
  while (!isDay(toYear, toMonth, toDay)) toDay -= 1;
  return localDate(toYear, toMonth, toDay);
}

const isStopped = (day: LocalDate, stops: readonly Stop[]): boolean =>
  stops.some(({ from, to }) => day > from && day <= to);

/** Each day that did not count puts the end off by one, and may bring further ones that do not count. */
function moveByStops(from: LocalDate, end: LocalDate, stops: readonly Stop[]): LocalDate {
  if (stops.length === 0) return end;
  let to = end;
  for (;;) {
    let days = 0;
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isStopped(day, stops)) days += 1;
    const next = addDays(end, days);
    if (next === to) return to;
    to = next;
  }
}

function stoppedBetween(from: LocalDate, to: LocalDate, stops: readonly Stop[]): readonly StoppedDays[] {
  return stops.flatMap((stop) => {
    const first = stop.from > from ? stop.from : from;
    const last = stop.to < to ? stop.to : to;
    const days = dayNumber(last) - dayNumber(first);
    return days > 0 ? [{ ...stop, days }] : [];
  });
}
