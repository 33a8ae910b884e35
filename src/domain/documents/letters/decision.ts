/** 处理决定告知书, and 不予受理告知书 where the complaint is not taken on. */
import { isRefusal } from '../../complaint/refusal';
import { currentProposal } from '../../complaint/state';
import { remedyKindsWithMoney } from '../../complaint/values';
import { commonFacts, reviewerOf } from './common-facts';
import type { LetterKind } from './letter-kind';

/** Exists once somebody with the authority has signed; a page offers it before, and says so. */
export const decisionLetter: LetterKind = {
  offered: () => true,
  form: (state) => (isRefusal(state) ? 'refusal' : 'decision'),
  facts: (source) => {
    const proposal = currentProposal(source.state);
    if (proposal?.status !== 'approved' || !proposal.decision) return undefined;
    const { content } = proposal;
    const english = source.language === 'en';
    const word = english ? 'en' : 'zh';
    return {
      ...commonFacts(source),
      factsVerified: content.factsFound,
      basis: content.basis,
      decision: content.decisionText,
      remedy: content.kinds.map((kind) => source.vocabulary(`remedyKind.${kind}`)).join(english ? ', ' : '、'),
      refusalGround: content.refusal?.[word] ?? '',
      refusalArticle: content.refusal?.article[word] ?? '',
      refusalReference: content.refusal?.reference ?? '',
      amount: content.kinds.some((kind) => remedyKindsWithMoney.includes(kind)) ? content.amountFen : null,
      performBy: content.performBy,
      reviewer: reviewerOf(proposal.decision, source),
    };
  },
};
