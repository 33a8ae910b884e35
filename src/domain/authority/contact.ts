/** 失联收缩: authority that shrinks the longer the branch was without contact with headquarters. */
import type { AuthorityPack } from './matrix';

export interface Contact {
  /** When headquarters was last heard of, and now, by this PC's clock. */
  readonly lastAtMs: number;
  readonly nowMs: number;
  /** The same by the clock that never goes back: setting the PC's clock back gives no authority back. */
  readonly steady?: { readonly lastMs: number; readonly nowMs: number };
}

type Steps = AuthorityPack['withoutContact'];

const dayMs = 86_400_000;

export interface ContactShare {
  /** How much of a limit holds without ratification. */
  readonly percent: number;
  /** Whole days since the last contact; null where there is no headquarters. */
  readonly days: number | null;
  /** The next step down; null when there is none. */
  readonly next: { readonly afterDays: number; readonly percent: number } | null;
  /** A step has been reached, even if it takes nothing yet. */
  readonly reached: boolean;
}

/** Where the branch stands on the steps. A contact in the future (a clock set back) is no contact at all: the last step holds. */
export function contactShare(steps: Steps, contact: Contact | null): ContactShare {
  if (contact === null) return { percent: 100, days: null, next: null, reached: false };
  const { steady } = contact;
  const byClockMs = contact.nowMs - contact.lastAtMs;
  const sinceMs = Math.max(byClockMs, steady ? steady.nowMs - steady.lastMs : byClockMs);
  const last = steps.at(-1);
  if (byClockMs < -toleratedMs && last) return { percent: last.percent, days: 0, next: null, reached: true };
  const days = Math.max(0, Math.floor(sinceMs / dayMs));
  const at = steps.findLast(({ afterDays }) => days >= afterDays);
  return {
    percent: at?.percent ?? 100,
    days,
    next: steps.find(({ afterDays }) => afterDays > days) ?? null,
    reached: at !== undefined,
  };
}

/** Clocks of one PC that differ by less than this were not set. */
const toleratedMs = 5 * 60_000;
