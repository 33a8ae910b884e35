/** The facts of a case that the built-in rule packs look at. */
import { fromRegulator } from '../complaint/regulator';
import type { CaseState } from '../complaint/state';
import type { DeadlineFacts, FactPeriod, FactTime } from './deadlines';
import { isLocalDate } from './local-date';

/**
 * `received`, `newFacts`, `reopened` (a case taken up again has a clock of its own, REGULATION §6), `decisionTold`,
 * `reviewRequested`, `withdrawn`,
 * `closed`; of a transfer letter (监管转办函) `regulatorReceived` and, where it names a day, `regulatorDueOn`. Attribute `complexity` once the
 * case is accepted, `extension` and `extensionDays` once one was granted, `regulatorTerm` given where the letter names a day.
 */
export function deadlineFactsOf(state: CaseState): DeadlineFacts {
  const facts: Record<string, FactTime> = { received: { atMs: state.receivedAtMs } };
  const reopening = state.reopenings.at(-1);
  if (reopening) facts['reopened'] = reopening.on === undefined ? { atMs: reopening.atMs } : { on: reopening.on };
  const review = state.reviews?.at(-1);
  if (review) facts['reviewRequested'] = { on: review.receivedOn };
  if (state.delivery) facts['decisionTold'] = { on: state.delivery.deliveredOn };
  if (state.withdrawal) facts['withdrawn'] = { atMs: state.withdrawal.atMs };
  if (state.closedAtMs !== null) facts['closed'] = { atMs: state.closedAtMs };
  const attributes: Record<string, string> = state.complexity === null ? {} : { complexity: state.complexity };
  const { dueOn } = state.details.transferLetter;
  if (fromRegulator(state.details)) facts['regulatorReceived'] = { atMs: state.receivedAtMs };
  // While somebody types, it may be half a date.
  if (isLocalDate(dueOn)) {
    facts['regulatorDueOn'] = { on: dueOn };
    attributes['regulatorTerm'] = 'given';
  }
  const { clock } = state;
  if (!clock) return { facts, attributes };
  if (clock.newFactsOn !== null) facts['newFacts'] = { on: clock.newFactsOn };
  if (clock.extension) {
    attributes['extension'] = 'approved';
    attributes['extensionDays'] = String(clock.extension.days);
  }
  const periods = clock.periods.map(({ period, from, to }): FactPeriod => ({
    period,
    from: { on: from },
    to: to === null ? null : { on: to },
  }));
  return { facts, attributes, periods };
}
