/** Which clocks of a case were missed: met after their last day, or not met although it is over. */
import { archivedAs, owesArchive } from '../complaint/archive';
import { keptBy, keptOn } from '../complaint/clock-facts';
import { reportedAt, reportMethodOf } from '../complaint/joint';
import { owesPetition, petitionAnswer, petitionPassedOn } from '../complaint/petition';
import { regulatorAnswer } from '../complaint/regulator';
import type { MissedClock } from '../complaint/lateness';
import { currentReview } from '../complaint/review';
import { handedOverOn } from '../complaint/transfer';
import type { CaseState } from '../complaint/state';
import type { WorkCalendar } from './calendar';
import { deadlineFactsOf } from './case-facts';
import { deadlinesOf, type Deadline, type FactTime } from './deadlines';
import type { RulePack } from './rule-pack';
import { localDateOf } from './time-zone';

/** Now: the instant, and the local date of it. */
export interface Present {
  readonly nowMs: number;
  readonly today: string;
}

/** Those of which the rules want to know why. */
export function missedClocksOf(
  state: CaseState,
  pack: RulePack,
  calendar: WorkCalendar,
  timeZone: string,
  present: Present,
): readonly MissedClock[] {
  const asked = pack.deadlines.filter((rule) => rule.explainLate).map(({ id }) => id);
  return (
    deadlinesOf(deadlineFactsOf(state), pack, calendar, timeZone)
      .filter(({ ruleId, standsSince }) => asked.includes(ruleId) && standsSince === null)
      // Of what is no complaint nobody is owed a decision.
      .filter(({ id }) => state.notComplaint === null || answeredAnyhow(state, id))
      .filter(({ id }) => id !== 'archive' || owesArchive(state) || archivedAs(state) !== undefined)
      .flatMap((deadline) => missed(deadline, metAt(state, deadline.id), timeZone, present) ?? [])
  );
}

/** The clock where it was missed: after its last day, or after the instant where it counts in hours or minutes. */
function missed(
  { id, ruleId, zh, en, dueOn, dueAtMs, basis }: Deadline,
  met: FactTime | null,
  timeZone: string,
  { nowMs, today }: Present,
): MissedClock | undefined {
  const metOn = met === null ? null : 'on' in met ? met.on : localDateOf(met.atMs, timeZone);
  const clock = { deadline: id, ruleId, zh, en, dueOn, metOn };
  const counted = basis.steps.findLast(({ step }) => step === 'addTime' || step === 'add');
  // At once 立即 has no instant that is too late; to have let a night pass is.
  if (counted?.step !== 'addTime' || counted.count === 0 || (met !== null && !('atMs' in met)))
    return (metOn ?? today) > dueOn ? clock : undefined;
  const metAtMs = met === null ? null : met.atMs;
  return (metAtMs ?? nowMs) >= dueAtMs + MINUTE_MS ? { ...clock, dueAtMs, metAtMs } : undefined;
}

/** People write minutes: the minute in which a clock ends is still in time. */
const MINUTE_MS = 60_000;

/** What has its own duty beside the complaint is owed, and explained, although it is no complaint. */
function answeredAnyhow(state: CaseState, deadline: string): boolean {
  if (deadline === 'regulatorAnswer' || deadline === 'archive') return true;
  if (keptBy[deadline] !== undefined || reportMethodOf(deadline) !== undefined) return true;
  return deadline === 'petitionAnswer' && (owesPetition(state) || petitionAnswer(state) !== undefined);
}

/** When it was done; null while it is not. A withdrawal ends what was owed to the complainant. */
function metAt(state: CaseState, deadline: string): FactTime | null {
  const at = (atMs: number | undefined): FactTime | null => (atMs === undefined ? null : { atMs });
  const on = (day: string | undefined): FactTime | null => (day === undefined ? null : { on: day });
  const ended = at(state.withdrawal?.atMs);
  if (deadline === 'archive') return at(archivedAs(state)?.atMs);
  if (keptBy[deadline] !== undefined) return on(keptOn(state, deadline));
  const report = reportMethodOf(deadline);
  if (report !== undefined) return at(reportedAt(state, report));
  if (deadline === 'callback')
    return at(state.tasks.findLast(({ kind }) => kind === 'callback')?.doneAtMs ?? undefined);
  if (deadline === 'regulatorAnswer') return on(regulatorAnswer(state)?.sentOn);
  const answer = petitionAnswer(state);
  // Where nobody passed a petition on, what the petitioner is told of the complaint is the answer.
  if (deadline === 'petitionAnswer' && (answer !== undefined || petitionPassedOn(state.details)))
    return on(answer?.sentOn);
  if (deadline === 'reviewDecision') return on(currentReview(state)?.told?.deliveredOn) ?? ended;
  if (deadline === 'acceptanceNote' && state.acceptedAtMs !== null) return at(state.acceptedAtMs);
  return on(state.delivery?.deliveredOn ?? handedOverOn(state) ?? undefined) ?? ended;
}
