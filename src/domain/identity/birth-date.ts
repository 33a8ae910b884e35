/** The date of birth inside an identity number. */
import { isDay } from '../deadlines/local-date';

/** Whether `YYYYMMDD` is a day that exists, not before 1850 and not after `today` (`YYYY-MM-DD`) when that is given. */
export function isBirthDate(digits: string, today?: string): boolean {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))];
  if (year < 1850 || !isDay(year, month, day)) return false;
  return today === undefined || digits <= today.replaceAll('-', '');
}
