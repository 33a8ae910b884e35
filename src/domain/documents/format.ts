/** How dates and times are written on paper. Pure text work: no clock, no time zone, no locale of the machine. */

/** The language of one document; independent of the language of the screen. */
export type DocumentLanguage = 'zh-CN' | 'en';

/** `YYYY-MM-DD`. */
export type LocalDate = string;
/** `YYYY-MM-DDTHH:mm`, the wall clock of the outlet. */
export type LocalDateTime = string;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/;

/** Whether the text is a day that exists in the calendar, as `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}

/** Whether the text is `YYYY-MM-DDTHH:mm` with a day and a time that exist. */
export function isLocalDateTime(text: string): boolean {
  const match = DATE_TIME.exec(text);
  if (!match) return false;
  const [hour, minute] = (match[2] ?? '').split(':').map(Number);
  return isLocalDate(match[1] ?? '') && (hour ?? 99) < 24 && (minute ?? 99) < 60;
}

/** "2026年3月2日" or "2 March 2026". Throws on a day that does not exist: that is a bug of the caller. */
export function formatDate(date: LocalDate, language: DocumentLanguage): string {
  if (!isLocalDate(date)) throw new Error(`not a local date: ${date}`);
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return language === 'zh-CN' ? `${year}年${month}月${day}日` : `${day} ${MONTHS[month - 1] ?? ''} ${year}`;
}

/** "2026年3月2日 10:15" or "2 March 2026, 10:15". Throws on a time that does not exist. */
export function formatDateTime(at: LocalDateTime, language: DocumentLanguage): string {
  if (!isLocalDateTime(at)) throw new Error(`not a local date-time: ${at}`);
  const [date, time] = at.split('T') as [string, string];
  return language === 'zh-CN' ? `${formatDate(date, language)} ${time}` : `${formatDate(date, language)}, ${time}`;
}
