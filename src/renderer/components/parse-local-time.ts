/** Typed dates and times → `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm`. Lenient in form, strict in calendar. Pure. */

const pad = (value: string | number): string => String(value).padStart(2, '0');

function dayExists(year: number, month: number, day: number): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** `2026-3-15`, `2026年3月15日`, `20260315`, `3-15` (year of `todayOn`). Null when it is no day of the calendar. */
export function parseLocalDate(text: string, todayOn: string): string | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/日|号$/, '')
    .replace(/[年月./]/g, '-');
  const match =
    /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    /^()(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (match === null) return null;
  const year = match[1] === '' || match[1] === undefined ? Number(todayOn.slice(0, 4)) : Number(match[1]);
  const [month, day] = [Number(match[2]), Number(match[3])];
  return dayExists(year, month, day) ? `${year}-${pad(month)}-${pad(day)}` : null;
}

/** A date and a time, or a time alone (on `todayOn`): `3-15 14:30`, `14:30`, `1430`, `14点30分`. */
export function parseLocalDateTime(text: string, todayOn: string): string | null {
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/[点时]/g, ':')
    .replace(/分$/, '')
    .replace(/:$/, ':00');
  const match = /^(?:(.+?)[\sT]+)?(\d{1,2}):?(\d{2})$/.exec(plain);
  if (match === null) return null;
  const [hour, minute] = [Number(match[2]), Number(match[3])];
  const date = match[1] === undefined ? todayOn : parseLocalDate(match[1], todayOn);
  return date !== null && hour < 24 && minute < 60 ? `${date}T${pad(hour)}:${pad(minute)}` : null;
}

/** A time of day, `HH:mm`: `9:30`, `0930`, `9点`. Null when it is none. */
export function parseLocalTime(text: string): string | null {
  const anyDay = '2000-01-01';
  return /\s/.test(text.trim()) ? null : (parseLocalDateTime(text, anyDay)?.slice(anyDay.length + 1) ?? null);
}
