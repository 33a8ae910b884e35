/**
 * The reminder ladder (到期提醒): what is said of a case whose time runs out, when and to whom, and when nobody answered. Derived
 * from the case and the clock alone, so it is right after any time without power. A house rule, as data.
 */
import { z } from 'zod';
import { taskKinds } from '../complaint/state';
import { addDays } from './local-date';
import { owedClockIds, type OwedClock } from './owed-clocks';
import { openDayUpTo, openingOf, openMsBetween, type OpenTimes } from './opening-hours';
import { PackVersion } from './rule-pack';
import { problem, problemsOfShape, type PackProblem } from '../packs/problems';
import { localDateOf } from './time-zone';

/** `owner`: whoever handles the case (承办人). `supervisor`: who answers for the branch (网点负责人), and the owner too. */
const Audience = z.enum(['owner', 'supervisor']);

const stepIds = ['week', 'threeDays', 'tomorrow', 'lastDay'] as const;

export const ReminderLadder = z.strictObject({
  id: z.string().min(1),
  version: PackVersion,
  note: z.string(),
  /** From early to late. */
  steps: z
    .array(
      z.strictObject({
        id: z.enum(stepIds),
        /** Natural days before the last day; 0 is that day itself. */
        daysBefore: z.int().min(0).max(60),
        to: Audience,
      }),
    )
    .min(1),
  /** Kinds of tasks of a case that have the same ladder by their own day: material 待补充, inquiries of departments 协办 … */
  tasks: z.array(z.enum(taskKinds)).max(taskKinds.length).default([]),
  /** Clocks beside that of the decision that have the same ladder by their own day: what the regulator waits for, a petition … */
  clocks: z.array(z.enum(owedClockIds)).max(owedClockIds.length).default([]),
  /** A clock that ends on the day it begins is reminded of so many hours before closing, not at an opening before it began. */
  sameDayHoursBeforeClosing: z.int().min(0).max(8).default(2),
  /** Once more on every open day after the time is over. */
  whenOverdue: Audience,
  /** Open time without any step on the case after which a reminder goes to the supervisor. */
  unansweredAfterOpenHours: z.int().min(1).max(100),
});
export type ReminderLadder = z.infer<typeof ReminderLadder>;

/** `now`: a clock that counts in hours or minutes, or that asks for something at once, runs. */
export const reminderSteps = [...stepIds, 'now', 'overdue'] as const;
export type ReminderStep = (typeof reminderSteps)[number];

export interface Reminder {
  readonly step: ReminderStep;
  /** The opening hour at which it falls due. */
  readonly atMs: number;
  readonly to: z.infer<typeof Audience>;
  /** Nobody did anything on the case since; it is the supervisor's now. */
  readonly escalated: boolean;
}

/** What a reminder needs to know of a case. */
export interface Due {
  /** End of the last day: the first instant that is too late. */
  readonly dueAtMs: number;
  /** The last step anybody took on the case: what answers a reminder. */
  readonly updatedAtMs: number;
  /** The day on which the clock began, where it may be the last one as well. */
  readonly startOn?: string;
}

const HOUR_MS = 3_600_000;

/** The reminder that stands at this moment; null when none fell due yet, or somebody answered the latest. */
export function reminderAt(due: Due, ladder: ReminderLadder, times: OpenTimes, nowMs: number): Reminder | null {
  const steps = ladder.steps.map(({ id, daysBefore, to }): Step => ({
    step: id,
    to,
    atMs: stepMs(times, due, daysBefore, ladder.sameDayHoursBeforeClosing),
  }));
  const begun = steps.filter(({ atMs }) => atMs <= nowMs);
  const latest = nowMs >= due.dueAtMs ? overdueStep(ladder, times, due, nowMs) : begun.at(-1);
  if (latest === undefined || due.updatedAtMs >= latest.atMs) return null;
  // A later step does not make new what was left alone since an earlier one.
  const since = begun.find(({ atMs }) => atMs > due.updatedAtMs) ?? latest;
  const enoughMs = ladder.unansweredAfterOpenHours * HOUR_MS;
  const escalated = openMsBetween(times, since.atMs, nowMs, enoughMs) >= enoughMs;
  return { ...latest, to: escalated ? 'supervisor' : latest.to, escalated };
}

type Step = Omit<Reminder, 'escalated'>;

/**
 * The reminder of a clock that counts in hours or minutes (重大投诉报告). It stands from the fact that began it until it is done:
 * another step on the case is no answer to it.
 */
export function urgentReminderAt(
  { fromMs, dueAtMs }: { readonly fromMs: number; readonly dueAtMs: number },
  ladder: ReminderLadder,
  times: OpenTimes,
  nowMs: number,
): Reminder | null {
  if (nowMs < fromMs) return null;
  // What is due at once is not called late on the day itself.
  const today = localDateOf(nowMs, times.timeZone);
  const atOnce = dueAtMs <= fromMs && today === localDateOf(fromMs, times.timeZone);
  if (nowMs < dueAtMs) return { step: 'now', atMs: fromMs, to: 'owner', escalated: false };
  const over = overdueStep(ladder, times, { dueAtMs }, nowMs);
  const enoughMs = ladder.unansweredAfterOpenHours * HOUR_MS;
  const escalated = openMsBetween(times, dueAtMs, nowMs, enoughMs) >= enoughMs;
  return {
    step: atOnce ? 'now' : over.step,
    atMs: over.atMs,
    to: escalated ? 'supervisor' : ladder.whenOverdue,
    escalated,
  };
}

/** The reminder of a clock beside that of the decision; null too where the ladder says nothing of it. */
export function clockReminderAt(
  { id, fromMs, dueAtMs, startOn }: OwedClock,
  updatedAtMs: number,
  ladder: ReminderLadder,
  times: OpenTimes,
  nowMs: number,
): Reminder | null {
  if (!ladder.clocks.includes(id)) return null;
  return fromMs === null
    ? reminderAt({ dueAtMs, updatedAtMs, startOn }, ladder, times, nowMs)
    : urgentReminderAt({ fromMs, dueAtMs }, ladder, times, nowMs);
}

/** Opening of the day so many days before the last one; on the open day before it where that one is closed. */
function stepMs(times: OpenTimes, { dueAtMs, startOn }: Due, daysBefore: number, hoursBeforeClosing: number): number {
  const lastDay = localDateOf(dueAtMs - 1, times.timeZone);
  if (startOn === lastDay && daysBefore === 0) return openingOf(times, lastDay).to - hoursBeforeClosing * HOUR_MS;
  return openingOf(times, openDayUpTo(times, addDays(lastDay, -daysBefore))).from;
}

/** At the latest opening since the time was over. */
function overdueStep(ladder: ReminderLadder, times: OpenTimes, { dueAtMs }: Pick<Due, 'dueAtMs'>, nowMs: number): Step {
  const today = localDateOf(nowMs, times.timeZone);
  const opening = openingOf(times, openDayUpTo(times, today)).from;
  const atMs =
    opening <= nowMs ? opening : openingOf(times, openDayUpTo(times, addDays(openDayUpTo(times, today), -1))).from;
  return { step: 'overdue', to: ladder.whenOverdue, atMs: Math.max(atMs, dueAtMs) };
}

export type ParsedLadder =
  | { readonly ok: true; readonly ladder: ReminderLadder }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

/** What a step is called must stay true of it: people read the name, not the number. */
const daysBy: { readonly [S in ReminderLadder['steps'][number]['id']]: readonly [least: number, most: number] } = {
  week: [4, 7],
  threeDays: [2, 3],
  tomorrow: [1, 1],
  lastDay: [0, 0],
};

/** Reads a ladder. Besides the shape: steps come from early to late, and each is what it is called. */
export function parseReminderLadder(json: unknown): ParsedLadder {
  const parsed = ReminderLadder.safeParse(json, { reportInput: true });
  if (!parsed.success) return { ok: false, problems: problemsOfShape(parsed.error) };
  const { steps } = parsed.data;
  const problems = steps.flatMap(({ id, daysBefore }, at): PackProblem[] => {
    const field = `steps.${String(at)}.daysBefore`;
    const [least, most] = daysBy[id];
    const next = steps[at + 1];
    return [
      ...(daysBefore < least || daysBefore > most
        ? [problem(field, 'otherName', least === most ? String(least) : `${String(least)}–${String(most)}`)]
        : []),
      ...(next !== undefined && next.daysBefore >= daysBefore ? [problem(field, 'notEarlier')] : []),
    ];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, ladder: parsed.data };
}
