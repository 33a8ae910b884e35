/** When a missed clock was over and when it was met, by the minute where it counts in hours or minutes. */
import type { MissedClock } from '../../../domain/complaint/lateness';
import type { Formatter } from '../../app/i18n/format';

type Missed = Pick<MissedClock, 'dueOn' | 'metOn'> & {
  readonly dueAtMs?: number | undefined;
  readonly metAtMs?: number | null | undefined;
};

export function missedWhen(
  { dueOn, metOn, dueAtMs, metAtMs }: Missed,
  format: Pick<Formatter, 'localDate' | 'dateTime'>,
): { readonly date: string; readonly metOn: string | null } {
  const met = typeof metAtMs === 'number' ? format.dateTime(metAtMs) : metOn === null ? null : format.localDate(metOn);
  return { date: dueAtMs === undefined ? format.localDate(dueOn) : format.dateTime(dueAtMs), metOn: met };
}
