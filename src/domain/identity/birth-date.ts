/** The date of birth inside an identity number. */

/** Whether `YYYYMMDD` is a day that exists, not before 1850 and not after `today` (`YYYY-MM-DD`) when that is given. */
export function isBirthDate(digits: string, today?: string): boolean {
  const [year, month, day] = [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (year < 1850 || days === undefined || day < 1 || day > days) return false;
  return today === undefined || digits <= today.replaceAll('-', '');
}
