/**
 * Working days (工作日) by the State Council's yearly notice, moved working days (调休) included. A calendar is a pack: years
 * whose notice is known are listed; every other year is computed from the statutory days alone and says so (估算).
 */
import { z } from 'zod';
import { problem, problemsOfShape, type PackProblem } from '../packs/problems';
import { addDays, isLocalDate, weekdayOf, type LocalDate } from './local-date';
import { PackVersion } from './rule-pack';

const MonthDay = z.string().regex(/^\d{2}-\d{2}$/);

export const CalendarPack = z.strictObject({
  id: z.string().min(1).max(60),
  version: PackVersion,
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
export type CalendarPack = z.infer<typeof CalendarPack>;

export interface WorkCalendar {
  readonly id: string;
  readonly version: string;
  readonly dayOf: (date: LocalDate) => {
    readonly working: boolean;
    /** The year's notice is not in the pack. */
    readonly estimated: boolean;
  };
  /** Years whose notice is in the pack, oldest first. */
  readonly published: readonly { readonly year: number; readonly source: string }[];
  /** Further years whose lunar holidays were computed. */
  readonly computed: readonly number[];
}

export type ParsedCalendar =
  | { readonly ok: true; readonly calendar: WorkCalendar }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

const mostDays = 16_384;

/** Reads a calendar pack; problems name the place. A year between published ones must be published too: nobody would notice. */
export function parseCalendar(json: unknown): ParsedCalendar {
  const parsed = CalendarPack.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error) };
  const { id, version, weekend, years, estimate } = parsed.data;
  const problems: PackProblem[] = [];
  const exceptions = new Map<LocalDate, boolean>();
  const put = (year: string, monthDays: readonly string[], working: boolean): void => {
    const field = `years.${year}.${working ? 'works' : 'off'}`;
    for (const monthDay of monthDays) {
      const date = `${year}-${monthDay}`;
      if (!isLocalDate(date)) problems.push(problem(field, 'notADay', date));
      else if (exceptions.has(date)) problems.push(problem(field, 'listedTwice', date));
      else exceptions.set(date, working);
    }
  };
  for (const [year, { works, off }] of Object.entries(years)) {
    put(year, works, true);
    put(year, off, false);
  }
  const published = Object.entries(years)
    .map(([year, { source }]) => ({ year: Number(year), source }))
    .sort((a, b) => a.year - b.year);
  for (const [at, { year }] of published.entries()) {
    const next = published[at + 1]?.year ?? year + 1;
    for (let missing = year + 1; missing < next; missing += 1)
      problems.push(problem(`years.${String(missing)}`, 'yearGap'));
  }
  if (problems.length > 0) return { ok: false, problems };
  const computed = Object.keys(estimate.byYear)
    .map(Number)
    .filter((year) => !published.some((one) => one.year === year))
    .sort((a, b) => a - b);
  const find: WorkCalendar['dayOf'] = (date) => {
    const year = date.slice(0, 4);
    const monthDay = date.slice(5);
    const weekday = !weekend.includes(weekdayOf(date));
    if (years[year] !== undefined) return { working: exceptions.get(date) ?? weekday, estimated: false };
    const statutory = estimate.fixed.includes(monthDay) || estimate.byYear[year]?.includes(monthDay) === true;
    return { working: weekday && !statutory, estimated: true };
  };
  /** Days asked for before: many cases share few. */
  const days = new Map<LocalDate, ReturnType<WorkCalendar['dayOf']>>();
  const dayOf: WorkCalendar['dayOf'] = (date) => {
    const known = days.get(date);
    if (known !== undefined) return known;
    const found = find(date);
    if (days.size >= mostDays) days.clear();
    days.set(date, found);
    return found;
  };
  return { ok: true, calendar: { id, version, dayOf, published, computed } };
}

/** The first working day on or after a date. */
export function workingDayFrom(calendar: WorkCalendar, date: LocalDate): LocalDate {
  let day = date;
  while (!calendar.dayOf(day).working) day = addDays(day, 1);
  return day;
}
