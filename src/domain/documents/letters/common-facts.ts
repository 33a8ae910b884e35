/** What every letter to a complainant says: who writes to whom of what, and where they can turn next. */
import type { ProposalDecision } from '../../complaint/state';
import { localDateOf } from '../../deadlines/time-zone';
import type { LetterFacts } from '../letter-fields';
import type { LetterSource } from './letter-kind';

/** Facts of the case and of the branch that stand in every letter. */
export function commonFacts({ state, branch, texts, personName, rules, nowMs }: LetterSource): LetterFacts {
  const { appeal } = branch;
  return {
    addressee: state.details.parties[0]?.name ?? '',
    caseNumber: state.number,
    receivedOn: localDateOf(state.receivedAtMs, branch.timeZone),
    complaint: state.details.matter.trim() || state.details.facts.trim(),
    reviewInstitution:
      appeal.reviewInstitution || texts('defaults.reviewInstitution', { institution: branch.institutionName }),
    reviewPhone: appeal.reviewPhone,
    reviewDays: rules.deadlines.find(isReviewTerm)?.limit.count ?? null,
    mediation: appeal.mediation || texts('defaults.mediation'),
    arbitration: appeal.arbitration,
    court: appeal.court || texts('defaults.court'),
    ownerName: state.ownerId === null ? texts('defaults.ownerUnassigned') : personName(state.ownerId),
    ownerPhone: branch.phone,
    issuedOn: localDateOf(nowMs, branch.timeZone),
  };
}

/** Days within which a review can be asked for, as templates say it: natural days 日. */
function isReviewTerm({ deadline, limit }: LetterSource['rules']['deadlines'][number]): boolean {
  return deadline === 'reviewRequest' && limit.unit === 'naturalDay';
}

/** The last day of the decision as it stands now, and what it rests on. */
export function decisionDay({ deadlines, language }: LetterSource): Pick<LetterFacts, 'decideBy' | 'decideArticle'> {
  const decision = deadlines.find(({ id }) => id === 'decision');
  if (decision === undefined) return {};
  return { decideBy: decision.dueOn, decideArticle: language === 'en' ? decision.articleEn : decision.article };
}

/** Who decided; by whose authority where it was lent (代): the customer may ask for either. */
export function reviewerOf({ userId, under, above }: ProposalDecision, { personName, texts }: LetterSource): string {
  const name = above?.name ?? personName(userId);
  return under?.delegationId == null ? name : texts('defaults.onBehalf', { name, holder: personName(under.holderId) });
}
