/** Which backups stay (保留办法): the newest of each of the last hours, days and weeks, and never more than the folder may hold. */
export interface Kept {
  readonly id: string;
  readonly madeAtMs: number;
}

export interface RetentionRules {
  readonly hours: number;
  readonly days: number;
  readonly weeks: number;
}

export const usualRetention: RetentionRules = { hours: 24, days: 14, weeks: 8 };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;

/**
 * Ids of those that stay, newest first. Counted are hours, days and weeks in which there is a backup: a PC that was off for a
 * month keeps what it had. The newest stays whatever the rules say. `offsetMs`: of the branch's local time, so that a day
 * is a day there.
 */
export function keptOf(backups: readonly Kept[], rules: RetentionRules, offsetMs = 0): readonly string[] {
  const newestFirst = [...backups].sort((a, b) => b.madeAtMs - a.madeAtMs);
  const stays = new Set<string>(newestFirst.slice(0, 1).map(({ id }) => id));
  const keepNewestOf = (spanMs: number, most: number): void => {
    const spans = new Set<number>();
    for (const { id, madeAtMs } of newestFirst) {
      const span = Math.floor((madeAtMs + offsetMs) / spanMs);
      if (spans.has(span)) continue;
      if (spans.size >= most) return;
      spans.add(span);
      stays.add(id);
    }
  };
  keepNewestOf(hourMs, rules.hours);
  keepNewestOf(dayMs, rules.days);
  keepNewestOf(weekMs, rules.weeks);
  return newestFirst.filter(({ id }) => stays.has(id)).map(({ id }) => id);
}
