/** What is true of every written answer to whom a complaint came from: the regulator (监管转办), or an office of letters and visits (信访). */
import type { CaseRefusal } from './commands';
import { reviewStatuses } from './states';
import type { CaseState } from './state';

/** States in which there is an outcome to answer with. */
const withOutcome: readonly CaseState['status'][] = [
  'notComplaint',
  'refused',
  'transferred',
  'approved',
  'informed',
  ...reviewStatuses,
  'withdrawn',
];

/** There is an outcome that can be told. */
export function hasOutcome({ status }: Pick<CaseState, 'status'>): boolean {
  return withOutcome.includes(status);
}

/** What is wrong with an answer as somebody records it; null where nothing is. */
export function answerProblem(
  state: CaseState,
  input: { readonly sentOn: string; readonly evidenceIds: readonly string[] },
  { today, receivedOn }: { readonly today: string; readonly receivedOn: string },
): CaseRefusal | null {
  if (!hasOutcome(state)) return { code: 'case.wrongState', status: state.status };
  if (input.sentOn > today) return { code: 'case.dateInFuture' };
  if (input.sentOn < receivedOn) return { code: 'deadline.tooEarly', notBefore: receivedOn };
  if (input.evidenceIds.some((id) => !state.evidence.some((one) => one.id === id)))
    return { code: 'case.noSuchEvidence' };
  return null;
}
