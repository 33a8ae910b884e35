/** 核查决定告知书. */
import { currentReview } from '../../complaint/review';
import { commonFacts } from './common-facts';
import type { LetterKind } from './letter-kind';

/** Exists once the superior institution has decided. */
export const reviewLetter: LetterKind = {
  offered: (state) => (state.reviews ?? []).some(({ decision }) => decision !== null),
  form: () => 'review',
  facts: (source) => {
    const review = currentReview(source.state);
    if (!review?.decision) return undefined;
    const { decision } = review;
    return {
      ...commonFacts(source),
      basis: decision.basis,
      reviewRequestedOn: review.receivedOn,
      reviewToldOn: review.decisionToldOn,
      reviewDecidedOn: decision.decidedOn,
      reviewGrounds: review.grounds,
      reviewDecidedBy: decision.institution,
      reviewReference: decision.referenceNo,
      reviewResult: source.texts(`defaults.reviewResult.${decision.result}`),
      reviewChanges: decision.changes,
      reviewReasons: decision.reasons,
      reviewer: decision.decidedBy,
    };
  },
};
