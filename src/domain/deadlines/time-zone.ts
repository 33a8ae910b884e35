/**
 * Between instants and the days of a branch. The time zone is always named (IANA); the zone of the machine never matters.
 * Only `Intl` knows about offsets.
 */
import { addDays, dateOfDayNumber, dayNumber, type LocalDate } from './local-date';

/** Time zone of branches in mainland China. */
export const CHINA = 'Asia/Shanghai';

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();
/** Starts of days asked for before. The deadlines of many cases share few days, and `Intl` is slow. */
const starts = new Map<string, number>();
const mostStarts = 4_096;

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** What the wall clock of a zone shows, as milliseconds since 1970-01-01T00:00 on that clock. */
function wallMs(atMs: number, timeZone: string): number {
  const fields: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(atMs)) fields[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = fields;
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const ms = ((atMs % 1000) + 1000) % 1000;
  return dayNumber(date) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

const QUARTER_MS = 900_000;
/** From here on the offset of every zone is a multiple of a quarter of an hour; Liberia was the last to follow. */
const QUARTERS_SINCE_MS = Date.UTC(1972, 0, 8);
/** Days by zone and quarter of an hour. Lists and imports ask for the same ones over and over, and `Intl` is slow. */
const days = new Map<string, Map<number, LocalDate>>();
/** As many as ten thousand open cases have. */
const mostDays = 16_384;

/** What the wall clock of a zone shows, `YYYY-MM-DDTHH:mm`. */
export function localDateTimeOf(atMs: number, timeZone: string = CHINA): string {
  const ofDayMs = (((wallMs(atMs, timeZone) % DAY_MS) + DAY_MS) % DAY_MS) / 60_000;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  return `${localDateOf(atMs, timeZone)}T${two(ofDayMs / 60)}:${two(ofDayMs % 60)}`;
}

/** The day a zone's calendar shows at an instant. Throws a RangeError on a zone that does not exist. */
export function localDateOf(atMs: number, timeZone: string = CHINA): LocalDate {
  if (!(atMs >= QUARTERS_SINCE_MS)) return findLocalDate(atMs, timeZone);
  let ofZone = days.get(timeZone);
  const quarter = Math.floor(atMs / QUARTER_MS);
  const known = ofZone?.get(quarter);
  if (known !== undefined) return known;
  const found = plainDayAt(atMs, timeZone) ?? findLocalDate(atMs, timeZone);
  if (!ofZone || ofZone.size >= mostDays) {
    ofZone = new Map();
    days.set(timeZone, ofZone);
  }
  ofZone.set(quarter, found);
  return found;
}

/**
 * The day that an instant falls on if that day has exactly 24 hours, by the starts of days, which are few and known; undefined for a
 * day on which the clock was changed.
 */
function plainDayAt(atMs: number, timeZone: string): LocalDate | undefined {
  const utc = Math.floor(atMs / DAY_MS);
  for (const day of [utc, utc + 1, utc - 1]) {
    const date = dateOfDayNumber(day);
    const start = startOfDay(date, timeZone);
    if (start <= atMs && atMs < start + DAY_MS) return endOfDay(date, timeZone) - start === DAY_MS ? date : undefined;
  }
  return undefined;
}

function findLocalDate(atMs: number, timeZone: string): LocalDate {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(atMs)) parts[type] = value;
  return `${(parts['year'] ?? '').padStart(4, '0')}-${parts['month'] ?? ''}-${parts['day'] ?? ''}`;
}

/**
 * The first instant of a day in a zone. Where a clock change skips midnight, it is the moment of the change; where midnight
 * comes twice, the first.
 */
export function startOfDay(date: LocalDate, timeZone: string = CHINA): number {
  const place = `${timeZone} ${date}`;
  const known = starts.get(place);
  if (known !== undefined) return known;
  const found = findStartOfDay(date, timeZone);
  if (starts.size >= mostStarts) starts.clear();
  starts.set(place, found);
  return found;
}

function findStartOfDay(date: LocalDate, timeZone: string): number {
  const wanted = dayNumber(date) * DAY_MS;
  const offset = wallMs(wanted, timeZone) - wanted;
  let guess = wanted - offset;
  guess -= wallMs(guess, timeZone) - wanted;
  if (wallMs(guess, timeZone) === wanted && findLocalDate(guess - 1, timeZone) < date) return guess;
  // Near a clock change: the first instant from which the calendar shows the day. Offsets stay within ±15 hours.
  let before = wanted - 15 * 3_600_000;
  let after = wanted + 15 * 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (findLocalDate(middle, timeZone) >= date) after = middle;
    else before = middle;
  }
  return after;
}

/** 24:00 of a day: the first instant that is no longer part of it. */
export function endOfDay(date: LocalDate, timeZone: string = CHINA): number {
  return startOfDay(addDays(date, 1), timeZone);
}
