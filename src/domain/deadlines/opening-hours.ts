/** Opening hours of a branch (营业时间): reminders come, and hours without an answer count, only while somebody is there. */
import { z } from 'zod';
import type { WorkCalendar } from './calendar';
import { addDays, type LocalDate } from './local-date';
import { localDateOf, startOfDay } from './time-zone';

/** `HH:mm`, 24 hours. */
const WallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

export const OpeningHours = z
  .strictObject({
    opensAt: WallTime,
    closesAt: WallTime,
    /** Many outlets are open at weekends too. */
    days: z.enum(['workingDays', 'everyDay']),
  })
  .refine(({ opensAt, closesAt }) => opensAt < closesAt, { path: ['closesAt'] });
export type OpeningHours = z.infer<typeof OpeningHours>;

/** What counts until a branch says otherwise. */
export const usualHours: OpeningHours = { opensAt: '09:00', closesAt: '17:00', days: 'workingDays' };

/** Hours, calendar and zone of a branch together. */
export interface OpenTimes {
  readonly hours: OpeningHours;
  readonly calendar: WorkCalendar;
  readonly timeZone: string;
}

const MINUTE_MS = 60_000;
/** No calendar closes a branch for longer; beyond it the day itself is taken. */
const LONGEST_CLOSED_DAYS = 31;

const minutesOf = (wallTime: string): number => Number(wallTime.slice(0, 2)) * 60 + Number(wallTime.slice(3));

export function isOpenDay({ hours, calendar }: OpenTimes, day: LocalDate): boolean {
  return hours.days === 'everyDay' || calendar.dayOf(day).working;
}

/** From opening to closing of a day, whether or not it is open, in ms since 1970. */
export function openingOf(
  { hours, timeZone }: OpenTimes,
  day: LocalDate,
): { readonly from: number; readonly to: number } {
  const start = startOfDay(day, timeZone);
  return {
    from: start + minutesOf(hours.opensAt) * MINUTE_MS,
    to: start + minutesOf(hours.closesAt) * MINUTE_MS,
  };
}

export function isOpenAt(times: OpenTimes, atMs: number): boolean {
  const day = localDateOf(atMs, times.timeZone);
  const { from, to } = openingOf(times, day);
  return isOpenDay(times, day) && atMs >= from && atMs < to;
}

/** The last open day on or before a day. */
export function openDayUpTo(times: OpenTimes, day: LocalDate): LocalDate {
  let found = day;
  for (let back = 0; back < LONGEST_CLOSED_DAYS; back += 1) {
    if (isOpenDay(times, found)) return found;
    found = addDays(found, -1);
  }
  return day;
}

/** Milliseconds of open time between two instants; counting stops at `enoughMs`. */
export function openMsBetween(times: OpenTimes, fromMs: number, toMs: number, enoughMs: number): number {
  let sum = 0;
  const last = localDateOf(toMs, times.timeZone);
  for (let day = localDateOf(fromMs, times.timeZone); day <= last && sum < enoughMs; day = addDays(day, 1)) {
    if (!isOpenDay(times, day)) continue;
    const { from, to } = openingOf(times, day);
    sum += Math.max(0, Math.min(to, toMs) - Math.max(from, fromMs));
  }
  return Math.min(sum, enoughMs);
}
