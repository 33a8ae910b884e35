/** Which quarter a day is in, and which was over last. */
import type { LocalDate } from '../../../domain/deadlines/local-date';
import type { ReturnPeriod } from '../../../domain/registers/returns';

export function quarterOf(day: LocalDate): Pick<ReturnPeriod, 'year' | 'quarter'> {
  return { year: Number(day.slice(0, 4)), quarter: Math.ceil(Number(day.slice(5, 7)) / 3) };
}

/** The one that a return is asked for now. */
export function lastQuarter(today: LocalDate): ReturnPeriod {
  const { year, quarter } = quarterOf(today);
  return quarter === 1
    ? { kind: 'quarter', year: year - 1, quarter: 4 }
    : { kind: 'quarter', year, quarter: quarter - 1 };
}
