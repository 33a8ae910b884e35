/** Which clocks of a case are met, and which of them somebody still has to act on. */
import { owesArchive } from '../complaint/archive';
import { isKept } from '../complaint/clock-facts';
import { isReported, reportMethodOf } from '../complaint/joint';
import { announcedReport } from '../complaint/major-forms';
import { owesPetition, petitionAnswer } from '../complaint/petition';
import { owesRegulator } from '../complaint/regulator';
import { reviewStatuses, settledStatuses } from '../complaint/states';
import type { CaseState } from '../complaint/state';
import { handedOverOn } from '../complaint/transfer';
import type { Deadline, DerivationStep } from './deadlines';

/**
 * Clocks beside that of the case itself which end with an act that is recorded: of these people can be reminded. The clock of the
 * decision and that of a review are the date of the case in every list; a callback is a task. An extension and a clock that stands
 * still have none: neither is recorded before the complainant was told.
 */
export const owedClockIds = [
  'acceptanceNote',
  'regulatorAnswer',
  'petitionAnswer',
  'majorReport',
  'majorWrittenReport',
  'majorNextReport',
  'pbocDecision',
  'creditObjection',
  'claimAssessment',
  'claimPayment',
  'claimRefusal',
  'surrenderValue',
  'archive',
] as const;
export type OwedClockId = (typeof owedClockIds)[number];

/** Taken on, told that it is not, or over. */
function wasAnswered(state: CaseState): boolean {
  return (
    state.acceptedAtMs !== null ||
    state.delivery !== null ||
    state.reviews !== undefined ||
    handedOverOn(state) !== null ||
    settledStatuses.includes(state.status)
  );
}

/** Whether what a deadline asks for was done, late or in time. */
export function isMet(state: CaseState, deadlineId: string): boolean {
  // 移交: whatever is still owed is owed by the branch that has it now.
  if (state.status === 'movedAway') return true;
  if (deadlineId === 'acceptanceNote') return wasAnswered(state);
  if (deadlineId === 'decision')
    return state.delivery !== null || handedOverOn(state) !== null || settledStatuses.includes(state.status);
  if (isKept(state, deadlineId)) return true;
  // The central bank's clock is that of the decision, and ends with it.
  if (deadlineId === 'pbocDecision') return isMet(state, 'decision');
  if (deadlineId === 'callback') return state.callback !== null;
  const report = reportMethodOf(deadlineId);
  if (report !== undefined) return isReported(state, report);
  if (deadlineId === 'majorNextReport') return announcedReport(state) === undefined;
  if (deadlineId === 'reviewDecision') return !reviewStatuses.includes(state.status);
  // What a ledger brought in closed was answered before, or nobody knows.
  if (deadlineId === 'regulatorAnswer') return !owesRegulator(state) || state.status === 'closed';
  if (deadlineId === 'petitionAnswer')
    return (
      state.status === 'closed' ||
      (!owesPetition(state) && (petitionAnswer(state) !== undefined || isMet(state, 'decision')))
    );
  if (deadlineId === 'archive') return !owesArchive(state);
  // Nothing is recorded of it but the end of the case.
  if (deadlineId === 'withdrawalClosing') return settledStatuses.includes(state.status);
  return false;
}

/** A clock that runs and that somebody has to act on. */
export interface OwedClock extends Pick<Deadline, 'zh' | 'en' | 'dueOn' | 'dueAtMs'> {
  readonly id: OwedClockId;
  /** The day on which it began. */
  readonly startOn: string;
  /** Where it counts in hours or minutes: the instant from which it is urgent. */
  readonly fromMs: number | null;
}

const HOUR_MS = 3_600_000;

/** Hours and minutes run from their fact; what was announced for later the same day is near an hour before. */
function urgentFrom(steps: readonly DerivationStep[], sameDay: boolean): number | null {
  for (const step of steps) {
    if (step.step === 'addTime') return step.fromMs;
    if (step.step === 'chosenTime' && sameDay) return step.atMs - HOUR_MS;
  }
  return null;
}

/** Of these deadlines of a case, rules' and its own, those that are owed still. One that stands still is not among them. */
export function owedClocks(state: CaseState, deadlines: readonly Deadline[]): readonly OwedClock[] {
  return deadlines.flatMap(({ id, kind, zh, en, dueOn, dueAtMs, standsSince, basis }): OwedClock[] => {
    const known = owedClockIds.find((one) => one === id);
    if (known === undefined || kind !== 'duty' || standsSince !== null || isMet(state, id)) return [];
    const fromMs = urgentFrom(basis.steps, basis.startOn === dueOn);
    return [{ id: known, zh, en, dueOn, dueAtMs, startOn: basis.startOn, fromMs }];
  });
}
