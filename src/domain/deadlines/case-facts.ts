/** The facts of a case that the built-in rule packs look at. */
import { majorFoundAt, majorLevelOf } from '../complaint/joint';
import { isPetition, petitionOf } from '../complaint/petition';
import { fromRegulator } from '../complaint/regulator';
import type { CaseState } from '../complaint/state';
import { deadlinesOf, type Deadline, type DeadlineFacts, type FactPeriod, type FactTime } from './deadlines';
import type { Law } from './differences';
import { isLocalDate } from './local-date';

/**
 * `received`, `newFacts`, `reopened` (a case taken up again has a clock of its own, REGULATION §6), `decisionTold`,
 * `reviewRequested`, `withdrawn`,
 * `closed`; of a transfer letter (监管转办函) `regulatorReceived` and, where it names a day, `regulatorDueOn`; of a petition 信访 `petitionReceived` and `petitionDueOn` the same way, with attribute `petitionTerm`. Attribute `complexity` once the
 * case is accepted, those of special matters (`clockFactIds`) with attribute `jurisdiction` pboc, `majorFound` and attribute `incident` (major, especiallySerious) of a major complaint, `extension` and `extensionDays` once one was granted, `regulatorTerm` given where the letter names a day.
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
  const petitionDueOn = petitionOf(state.details)?.dueOn ?? '';
  if (isPetition(state.details)) facts['petitionReceived'] = { atMs: state.receivedAtMs };
  if (isLocalDate(petitionDueOn)) {
    facts['petitionDueOn'] = { on: petitionDueOn };
    attributes['petitionTerm'] = 'given';
  }
  const [level, foundAtMs] = [majorLevelOf(state), majorFoundAt(state)];
  if (level !== null && foundAtMs !== null) {
    facts['majorFound'] = { atMs: foundAtMs };
    attributes['incident'] = level;
  }
  for (const { fact, on } of state.clockFacts ?? []) {
    facts[fact] = { on };
    if (fact === 'pbocMatter') attributes['jurisdiction'] = 'pboc';
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

/** The deadlines of a case under a law. */
export function deadlinesBy({ rules, calendar }: Law, state: CaseState, timeZone: string): readonly Deadline[] {
  return deadlinesOf(deadlineFactsOf(state), rules, calendar, timeZone);
}
