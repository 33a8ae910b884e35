/**
 * 核查: the complainant does not accept what they were told and asks the superior institution to look at it again, in writing
 * (REGULATION §3 D7, D8). What the superior decides is recorded from its paper: it stands (维持), or it changes (改变) and goes
 * the usual signed way again. Whoever had a hand in the case decides nothing here.
 */
import type { RulePack } from '../deadlines/rule-pack';
import type { CaseCommand, CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { People } from './recusal';
import { proofRefusal } from './letter-delivery';
import { isRefusal } from './refusal';
import type { CaseState, Review } from './state';

/** What the rules of the branch say of a review of what was told last. */
export interface ReviewTerms extends NonNullable<RulePack['review']> {
  /** Last day on which it can be asked for; null where the rules name none. */
  readonly lastOn: string | null;
}

type ReviewCommand = Extract<CaseCommand, { name: 'requestReview' | 'decideReview' | 'recordReviewDelivery' }>;

/** What `decide` hands over of its context. */
export interface ReviewContext {
  readonly actor: { readonly userId: string };
  readonly today: string;
  readonly reviewTerms: (state: CaseState) => ReviewTerms | null;
  readonly people: People;
  readonly newId: () => string;
}

export type ReviewOutcome =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): ReviewOutcome => ({ ok: false, error });
const wrongState = ({ status }: CaseState): ReviewOutcome => refuse({ code: 'case.wrongState', status });

export function isReviewCommand(command: { readonly name: string }): command is ReviewCommand {
  return ['requestReview', 'decideReview', 'recordReviewDelivery'].includes(command.name);
}

/** The review asked for last. */
export function currentReview(state: CaseState): Review | undefined {
  return state.reviews?.at(-1);
}

/** What was told has been reviewed and stands: mediation, arbitration and court are left. */
export function reviewedAlready(state: CaseState): boolean {
  return (state.reviews ?? []).some(
    ({ decision, decisionToldAtMs }) => decision?.result === 'upheld' && decisionToldAtMs === state.delivery?.atMs,
  );
}

/** There is a decision that somebody could ask to have reviewed. */
export function canBeReviewed(state: CaseState): boolean {
  return (
    (state.status === 'informed' || state.status === 'closed') &&
    state.delivery !== null &&
    state.withdrawal === null &&
    !reviewedAlready(state)
  );
}

/** Proposed, handled, told or signed what is reviewed. */
export function hadAHand(state: CaseState, userId: string): boolean {
  return state.handlers.includes(userId) || state.proposals.some(({ decision }) => decision?.userId === userId);
}

/** Events for a step of a review; the state machine says from where. */
export function decideOnReview(state: CaseState, command: ReviewCommand, context: ReviewContext): ReviewOutcome {
  switch (command.name) {
    case 'requestReview':
      return request(state, command.input, context);
    case 'decideReview':
      return conclude(state, command.input, context);
    case 'recordReviewDelivery':
      return tell(state, command.input, context.today);
  }
}

function request(state: CaseState, input: CaseCommandInput<'requestReview'>, context: ReviewContext): ReviewOutcome {
  const { lateReason, ...application } = input;
  const terms = context.reviewTerms(state);
  if (terms === null) return refuse({ code: 'deadline.noSuchRule' });
  if (reviewedAlready(state)) return refuse({ code: 'review.doneAlready' });
  if (!canBeReviewed(state)) return wrongState(state);
  const notBefore = state.delivery?.deliveredOn ?? '';
  if (application.receivedOn > context.today) return refuse({ code: 'case.dateInFuture' });
  if (application.receivedOn < notBefore) return refuse({ code: 'deadline.tooEarly', notBefore });
  if (application.by !== 'self' && application.byName.trim() === '') return refuse({ code: 'review.applicantMissing' });
  if (application.evidenceIds.some((id) => !state.evidence.some((one) => one.id === id)))
    return refuse({ code: 'case.noSuchEvidence' });
  const { lastOn, article } = terms;
  const reviewId = context.newId();
  if (lastOn === null || application.receivedOn <= lastOn)
    return { ok: true, event: { type: 'review.requested', payload: { reviewId, ...application, late: null } } };
  if (terms.late === 'refuse')
    return { ok: true, event: { type: 'review.turnedDown', payload: { ...application, lastOn, article } } };
  const reason = lateReason.trim();
  if (reason === '') return refuse({ code: 'review.lateReasonMissing', lastOn });
  const late = { lastOn, article, reason };
  return { ok: true, event: { type: 'review.requested', payload: { reviewId, ...application, late } } };
}

function conclude(
  state: CaseState,
  input: CaseCommandInput<'decideReview'>,
  { actor, today, people }: ReviewContext,
): ReviewOutcome {
  const review = currentReview(state);
  if (state.status !== 'inReview' || review === undefined) return wrongState(state);
  if (hadAHand(state, actor.userId)) return refuse({ code: 'review.byHandler' });
  const { result, changes, ...decision } = input;
  const hands = [...people.values()].find(
    ({ userId, name }) => name === decision.decidedBy.trim() && hadAHand(state, userId),
  );
  const named = state.details.involved.find(({ name }) => name.trim() === decision.decidedBy.trim());
  const person = hands?.name ?? named?.name;
  if (person !== undefined) return refuse({ code: 'review.decidedByHandler', person });
  if (decision.decidedOn > today) return refuse({ code: 'case.dateInFuture' });
  if (decision.decidedOn < review.receivedOn)
    return refuse({ code: 'deadline.tooEarly', notBefore: review.receivedOn });
  if (result === 'upheld') return { ok: true, event: { type: 'review.upheld', payload: decision } };
  if (changes.trim() === '') return refuse({ code: 'review.changesMissing' });
  return { ok: true, event: { type: 'review.changed', payload: { ...decision, changes: changes.trim() } } };
}

function tell(state: CaseState, input: CaseCommandInput<'recordReviewDelivery'>, today: string): ReviewOutcome {
  const review = currentReview(state);
  const decision = review?.decision;
  if (!decision || (state.status !== 'reviewUpheld' && state.status !== 'reviewChanged')) return wrongState(state);
  if (input.deliveredOn > today) return refuse({ code: 'case.dateInFuture' });
  if (input.deliveredOn < decision.decidedOn)
    return refuse({ code: 'deadline.tooEarly', notBefore: decision.decidedOn });
  if (!review.letterPrinted) return refuse({ code: 'letter.notPrinted' });
  const unproven = proofRefusal(state, input);
  if (unproven) return refuse(unproven);
  const overturned = state.status === 'reviewChanged' && isRefusal(state);
  return { ok: true, event: { type: overturned ? 'review.refusalOverturned' : 'review.told', payload: input } };
}
