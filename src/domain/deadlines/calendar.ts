/**
 * Working days (工作日) by the State Council's yearly notice, moved working days (调休) included. A calendar is a pack: years
 * whose notice is known are listed; every other year is computed from the statutory days alone and says so (估算).
 */
import { z } from 'zod';
import { addDays, isLocalDate, weekdayOf, type LocalDate } from './local-date';

const MonthDay = z.string().regex(/^\d{2}-\d{2}$/);

const CalendarPack = z.strictObject({
  id: z.string(),
  version: z.string(),
  note: z.string(),
  /** Days of the week without work, 0 Sunday … 6 Saturday. */
  weekend: z.array(z.int().min(0).max(6)).max(6),
  /** By year: weekend days that are worked, and weekdays that are off. */
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.strictObject({ source: z.string(), works: z.array(MonthDay), off: z.array(MonthDay) }),
  ),
  /** For years without a notice: statutory days at fixed dates, and by year those of the lunar calendar. */
  estimate: z.strictObject({ fixed: z.array(MonthDay), byYear: z.record(z.string(), z.array(MonthDay)) }),
});

export interface WorkCalendar {
  readonly id: string;
  readonly version: string;
  readonly dayOf: (date: LocalDate) => {
    readonly working: boolean;
    /** The year's notice is not in the pack. */
    readonly estimated: boolean;
  };
}

export type ParsedCalendar =
  { readonly ok: true; readonly calendar: WorkCalendar } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a calendar pack; problems name the place. */
export function parseCalendar(json: unknown): ParsedCalendar {
  const parsed = CalendarPack.safeParse(json);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  }
  const { id, version, weekend, years, estimate } = parsed.data;
  const problems: string[] = [];
  const exceptions = new Map<LocalDate, boolean>();
  const put = (year: string, monthDays: readonly string[], working: boolean): void => {
    for (const monthDay of monthDays) {
      const date = `${year}-${monthDay}`;
      if (!isLocalDate(date)) problems.push(`${date}: is not a day`);
      else if (exceptions.has(date)) problems.push(`${date}: is listed twice`);
      else exceptions.set(date, working);
    }
  };
  for (const [year, { works, off }] of Object.entries(years)) {
    put(year, works, true);
    put(year, off, false);
  }
  if (problems.length > 0) return { ok: false, problems };
  const dayOf: WorkCalendar['dayOf'] = (date) => {
    const year = date.slice(0, 4);
    const monthDay = date.slice(5);
    const weekday = !weekend.includes(weekdayOf(date));
    if (years[year] !== undefined) return { working: exceptions.get(date) ?? weekday, estimated: false };
    const statutory = estimate.fixed.includes(monthDay) || estimate.byYear[year]?.includes(monthDay) === true;
    return { working: weekday && !statutory, estimated: true };
  };
  return { ok: true, calendar: { id, version, dayOf } };
}

/** The first working day on or after a date. */
export function workingDayFrom(calendar: WorkCalendar, date: LocalDate): LocalDate {
  let day = date;
  while (!calendar.dayOf(day).working) day = addDays(day, 1);
  return day;
}
