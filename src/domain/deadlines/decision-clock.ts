/** The clock of the decision, as commands that extend or stop it must know it. */
import type { DecisionClock } from '../complaint/clock';
import type { CaseState } from '../complaint/state';
import type { WorkCalendar } from './calendar';
import { deadlineFactsOf } from './case-facts';
import { deadlinesOf } from './deadlines';
import type { RulePack } from './rule-pack';

/** Null when the pack sets no time for the decision of this case. */
export function decisionClockOf(
  state: CaseState,
  pack: RulePack,
  calendar: WorkCalendar,
  timeZone: string,
): DecisionClock | null {
  const deadline = deadlinesOf(deadlineFactsOf(state), pack, calendar, timeZone).find(({ id }) => id === 'decision');
  if (deadline === undefined) return null;
  const extension = pack.deadlines.find((rule) => rule.deadline === 'decision' && rule.extension !== null);
  const rule = pack.deadlines.find(({ id }) => id === deadline.ruleId);
  return {
    startOn: deadline.basis.startOn,
    dueOn: deadline.dueOn,
    extensionDays: extension?.limit.count ?? null,
    periods: rule?.excludes ?? [],
  };
}
