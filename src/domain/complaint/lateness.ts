/**
 * 超期原因: a clock that was missed is explained by a code before the case is closed, so that a branch can learn from it. The
 * codes are those of the rule pack; their words go into the record.
 */
import { z } from 'zod';
import type { LatenessReason } from '../deadlines/rule-pack';
import { archivedAs } from './archive';
import type { NewCaseEvent } from './events';
import type { CaseState } from './state';
import type { GivenLateness } from './values';

export const latenessRefusals = [
  z.object({ code: z.literal('lateness.missing'), ruleId: z.string() }),
  z.object({ code: z.literal('lateness.noSuchReason'), ruleId: z.string() }),
  z.object({ code: z.literal('lateness.wordsMissing'), ruleId: z.string() }),
] as const;
export type LatenessRefusal = z.infer<(typeof latenessRefusals)[number]>;

export interface MissedClock {
  readonly deadline: string;
  readonly ruleId: string;
  readonly zh: string;
  readonly en: string;
  readonly dueOn: string;
  /** Null while it is not met at all. */
  readonly metOn: string | null;
  /** Where it counts in hours or minutes: when it was over, and when it was met. */
  readonly dueAtMs?: number;
  readonly metAtMs?: number | null;
}

export type Explained =
  | { readonly ok: true; readonly events: readonly NewCaseEvent[] }
  | { readonly ok: false; readonly error: LatenessRefusal };

/** Missed clocks of which nobody has said why; another last day is another clock. */
export function unexplained(state: CaseState, missed: readonly MissedClock[]): readonly MissedClock[] {
  return missed.filter(
    ({ ruleId, dueOn }) => !state.lateness?.some((known) => known.ruleId === ruleId && known.dueOn === dueOn),
  );
}

/** 超期归档: of a closed case that is archived after its day and for the first time, as it would be on this day. */
export const lateArchive = (state: CaseState, missed: readonly MissedClock[], today: string): readonly MissedClock[] =>
  archivedAs(state) === undefined
    ? unexplained(state, missed)
        .filter(({ deadline }) => deadline === 'archive')
        .map((clock) => ({ ...clock, metOn: today }))
    : [];

/** 结案时要说明的: a callback comes when it comes, and is explained with it. */
export const lateAtClosing = (state: CaseState, missed: readonly MissedClock[]): readonly MissedClock[] =>
  unexplained(state, missed).filter(({ deadline }) => deadline !== 'callback');

/** 回访超期: of a callback that is made after its day, as it would be on this one. */
export const lateCallback = (state: CaseState, missed: readonly MissedClock[], today: string): readonly MissedClock[] =>
  unexplained(state, missed)
    .filter(({ deadline }) => deadline === 'callback')
    .map((clock) => ({ ...clock, metOn: today }));

/** The reasons given for all of them, or what is missing. */
export function explainLateness(
  missed: readonly MissedClock[],
  given: GivenLateness,
  reasons: readonly LatenessReason[],
): Explained {
  const events: NewCaseEvent[] = [];
  for (const clock of missed) {
    const { ruleId } = clock;
    const said = given.find((one) => one.ruleId === ruleId);
    if (said === undefined) return { ok: false, error: { code: 'lateness.missing', ruleId } };
    const reason = reasons.find(({ id }) => id === said.code);
    if (reason === undefined) return { ok: false, error: { code: 'lateness.noSuchReason', ruleId } };
    const words = said.words.trim();
    if (reason.words && words === '') return { ok: false, error: { code: 'lateness.wordsMissing', ruleId } };
    const { zh, en } = reason;
    events.push({ type: 'lateness.explained', payload: { ...clock, code: said.code, reason: { zh, en }, words } });
  }
  return { ok: true, events };
}
