/**
 * Numbers, money, dates and times as a person reads them: by Intl, in the language of the page and the time zone of the
 * branch (never the zone of the PC). Pure: "now" is passed in.
 */
import { intlLanguage } from './languages';
import type { TextFunction } from './text';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Formatter {
  /** 2026年3月15日 / 15 Mar 2026, of an instant. */
  readonly date: (atMs: number) => string;
  /** 3月15日 14:30 with the year, short enough for a list. */
  readonly dateTime: (atMs: number) => string;
  /** 14:30. */
  readonly time: (atMs: number) => string;
  /** 14:30:05: when something typed became safe. */
  readonly timeWithSeconds: (atMs: number) => string;
  /** A local date `YYYY-MM-DD` with its weekday. Other text comes back unchanged. */
  readonly localDate: (day: string) => string;
  /** A day of any year `MM-DD`: 10月8日. Other text comes back unchanged. */
  readonly dayOfYear: (day: string) => string;
  /** Fen as ¥1,234.50. */
  readonly money: (amountFen: number) => string;
  readonly number: (value: number) => string;
  /** 0.125 as 12.5%. */
  readonly percent: (ratio: number) => string;
  /** "3 分钟前", "昨天", "in 2 days", from `nowMs`. */
  readonly relative: (atMs: number, nowMs: number) => string;
  /** A length of time in its two largest units: "2 天 3 小时". Sign is dropped. */
  readonly duration: (lengthMs: number) => string;
  /** 3.2 MB. */
  readonly fileSize: (bytes: number) => string;
  /** Whole sentences one behind the other, empty ones left out: Chinese ones without a blank between them. */
  readonly sentences: (sentences: readonly string[]) => string;
}

type Locale = 'zh-CN' | 'en-GB';

function makeIntl(locale: Locale, timeZone: string) {
  // Short months: instants stand in lists, where a cut year says nothing.
  const date = new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric', month: 'short', day: 'numeric' });
  const dateTime = new Intl.DateTimeFormat(locale, {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const seconds = new Intl.DateTimeFormat(locale, { timeZone, timeStyle: 'medium', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', day: 'numeric' });
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', weekday: 'short' });
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const size = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return { date, dateTime, time, seconds, day, dayOfYear, weekday, money, number, percent, size, relative };
}

const made = new Map<string, ReturnType<typeof makeIntl>>();

/** Intl objects cost more than drawing a line: one set for all components of a language and zone, however many are mounted. */
function intlOf(locale: Locale, timeZone: string): ReturnType<typeof makeIntl> {
  const key = `${locale} ${timeZone}`;
  const found = made.get(key) ?? makeIntl(locale, timeZone);
  made.set(key, found);
  return found;
}

/** A formatter for one language and zone. */
export function createFormatter(language: string, timeZone: string, t: TextFunction): Formatter {
  const locale = intlLanguage(language) === 'zh-CN' ? 'zh-CN' : 'en-GB';
  const { date, dateTime, time, seconds, day, dayOfYear, weekday, money, number, percent, size, relative } = intlOf(
    locale,
    timeZone,
  );

  const duration = (lengthMs: number): string => {
    const left = Math.abs(lengthMs);
    if (left < MINUTE_MS) return t('common:duration.lessThanMinute');
    const days = Math.floor(left / DAY_MS);
    const hours = Math.floor((left % DAY_MS) / HOUR_MS);
    const minutes = Math.floor((left % HOUR_MS) / MINUTE_MS);
    const parts =
      days > 0
        ? [t('common:duration.days', { count: days }), hours > 0 ? t('common:duration.hours', { count: hours }) : '']
        : hours > 0
          ? [
              t('common:duration.hours', { count: hours }),
              minutes > 0 ? t('common:duration.minutes', { count: minutes }) : '',
            ]
          : [t('common:duration.minutes', { count: minutes }), ''];
    const [major = '', minor = ''] = parts;
    return minor === '' ? major : t('common:duration.pair', { major, minor });
  };

  return {
    date: (atMs) => date.format(atMs),
    dateTime: (atMs) => dateTime.format(atMs),
    time: (atMs) => time.format(atMs),
    timeWithSeconds: (atMs) => seconds.format(atMs),
    localDate: (text) => {
      const at = Date.parse(`${text}T00:00:00Z`);
      return Number.isNaN(at) ? text : `${day.format(at)} ${weekday.format(at)}`;
    },
    dayOfYear: (text) => {
      // A leap year has every day.
      const at = /^\d{2}-\d{2}$/.test(text) ? Date.parse(`2000-${text}T00:00:00Z`) : Number.NaN;
      return Number.isNaN(at) ? text : dayOfYear.format(at);
    },
    money: (amountFen) => money.format(amountFen / 100),
    number: (value) => number.format(value),
    percent: (ratio) => percent.format(ratio),
    relative: (atMs, nowMs) => {
      const delta = atMs - nowMs;
      const size = Math.abs(delta);
      if (size < MINUTE_MS) return relative.format(0, 'second');
      if (size < HOUR_MS) return relative.format(Math.trunc(delta / MINUTE_MS), 'minute');
      if (size < DAY_MS) return relative.format(Math.trunc(delta / HOUR_MS), 'hour');
      return relative.format(Math.trunc(delta / DAY_MS), 'day');
    },
    duration,
    sentences: (sentences) => sentences.filter((one) => one !== '').join(locale === 'zh-CN' ? '' : ' '),
    fileSize: (bytes) => {
      if (bytes < 1024) return `${bytes} B`;
      if (bytes < 1024 * 1024) return `${size.format(bytes / 1024)} KB`;
      return `${size.format(bytes / (1024 * 1024))} MB`;
    },
  };
}
