/** Which clocks of a case were missed: met after their last day, or not met although it is over. */
import { archivedAs, owesArchive } from '../complaint/archive';
import { owesPetition, petitionAnswer, petitionPassedOn } from '../complaint/petition';
import { regulatorAnswer } from '../complaint/regulator';
import type { MissedClock } from '../complaint/lateness';
import { currentReview } from '../complaint/review';
import { handedOverOn } from '../complaint/transfer';
import type { CaseState } from '../complaint/state';
import type { WorkCalendar } from './calendar';
import { deadlineFactsOf } from './case-facts';
import { deadlinesOf } from './deadlines';
import type { RulePack } from './rule-pack';
import { localDateOf } from './time-zone';

/** Those of which the rules want to know why; `today` is a local date. */
export function missedClocksOf(
  state: CaseState,
  pack: RulePack,
  calendar: WorkCalendar,
  timeZone: string,
  today: string,
): readonly MissedClock[] {
  const asked = pack.deadlines.filter((rule) => rule.explainLate).map(({ id }) => id);
  return (
    deadlinesOf(deadlineFactsOf(state), pack, calendar, timeZone)
      .filter(({ ruleId, standsSince }) => asked.includes(ruleId) && standsSince === null)
      // Of what is no complaint nobody is owed a decision.
      .filter(({ id }) => state.notComplaint === null || answeredAnyhow(state, id))
      .filter(({ id }) => id !== 'archive' || owesArchive(state) || archivedAs(state) !== undefined)
      .map(({ id, ruleId, zh, en, dueOn }) => ({
        deadline: id,
        ruleId,
        zh,
        en,
        dueOn,
        metOn: metOn(state, id, timeZone),
      }))
      .filter((clock) => (clock.metOn ?? today) > clock.dueOn)
  );
}

/** What is no complaint is answered all the same where somebody handed it on. */
function answeredAnyhow(state: CaseState, deadline: string): boolean {
  if (deadline === 'regulatorAnswer' || deadline === 'archive') return true;
  return deadline === 'petitionAnswer' && (owesPetition(state) || petitionAnswer(state) !== undefined);
}

/** The day on which it was done; null while it is not. A withdrawal ends what was owed to the complainant. */
function metOn(state: CaseState, deadline: string, timeZone: string): string | null {
  const { delivery, withdrawal } = state;
  if (deadline === 'archive') {
    const file = archivedAs(state);
    return file === undefined ? null : localDateOf(file.atMs, timeZone);
  }
  const ended = withdrawal === null ? null : localDateOf(withdrawal.atMs, timeZone);
  if (deadline === 'regulatorAnswer') return regulatorAnswer(state)?.sentOn ?? null;
  const answer = petitionAnswer(state);
  // Where nobody passed a petition on, what the petitioner is told of the complaint is the answer.
  if (deadline === 'petitionAnswer' && (answer !== undefined || petitionPassedOn(state.details)))
    return answer?.sentOn ?? null;
  if (deadline === 'reviewDecision') return currentReview(state)?.told?.deliveredOn ?? ended;
  return delivery?.deliveredOn ?? handedOverOn(state) ?? ended;
}
