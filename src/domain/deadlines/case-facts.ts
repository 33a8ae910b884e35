/** The facts of a case that the built-in rule packs look at. */
import type { CaseState } from '../complaint/state';
import type { DeadlineFacts, FactTime } from './deadlines';

/**
 * `received`, `reopened` (a case taken up again has a clock of its own, REGULATION §6), `decisionTold`, `closed`; attribute
 * `complexity` once the case is accepted.
 */
export function deadlineFactsOf(state: CaseState): DeadlineFacts {
  const facts: Record<string, FactTime> = { received: { atMs: state.receivedAtMs } };
  const reopening = state.reopenings.at(-1);
  if (reopening) facts['reopened'] = { atMs: reopening.atMs };
  if (state.delivery) facts['decisionTold'] = { on: state.delivery.deliveredOn };
  if (state.closedAtMs !== null) facts['closed'] = { atMs: state.closedAtMs };
  return { facts, attributes: state.complexity === null ? {} : { complexity: state.complexity } };
}
