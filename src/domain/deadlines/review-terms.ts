/** What the rules say of a review of what was told (核查, REGULATION D7), as commands and pages must know it. */
import type { ReviewTerms } from '../complaint/review';
import type { CaseState } from '../complaint/state';
import type { WorkCalendar } from './calendar';
import { deadlineFactsOf } from './case-facts';
import { deadlinesOf } from './deadlines';
import type { RulePack } from './rule-pack';

/** Null when the pack knows no review. */
export function reviewTermsOf(
  state: CaseState,
  pack: RulePack,
  calendar: WorkCalendar,
  timeZone: string,
): ReviewTerms | null {
  if (pack.review === null) return null;
  const last = deadlinesOf(deadlineFactsOf(state), pack, calendar, timeZone).find(({ id }) => id === 'reviewRequest');
  return { ...pack.review, lastOn: last?.dueOn ?? null };
}
