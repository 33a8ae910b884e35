/** Instants as the clock on the wall of the branch shows them. */
import { localDateOf, startOfDay } from '../../domain/deadlines/time-zone';

const MINUTE_MS = 60_000;

/** `YYYY-MM-DDTHH:mm` on the wall clock of the branch. */
export function wallClock(atMs: number, timeZone: string): string {
  const day = localDateOf(atMs, timeZone);
  const minutes = Math.floor((atMs - startOfDay(day, timeZone)) / MINUTE_MS);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${day}T${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** The instant of a wall clock reading; null for empty. */
export function instantOf(local: string, timeZone: string): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})$/.exec(local);
  if (found === null) return null;
  return startOfDay(found[1] ?? '', timeZone) + (Number(found[2]) * 60 + Number(found[3])) * MINUTE_MS;
}
