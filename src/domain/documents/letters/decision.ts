/** 处理决定告知书, and 不予受理告知书 where the complaint is not taken on. */
import type { RemedyContent } from '../../complaint/values';
import { draftFen, formulaOf, type RemedyLine } from '../../complaint/remedy-lines';
import { formatDate } from '../format';
import type { CalculationFacts } from '../calculation';
import { isRefusal } from '../../complaint/refusal';
import { currentProposal } from '../../complaint/state';
import { remedyKindsWithMoney } from '../../complaint/values';
import { commonFacts, reviewerOf } from './common-facts';
import type { LetterKind, LetterSource } from './letter-kind';

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
      ...calculation(content, source),
      performBy: content.performBy,
      reviewer: reviewerOf(proposal.decision, source),
    };
  },
};

/** The lines that were signed with the sum, each with its formula. */
function calculation(
  { lines = [] }: RemedyContent,
  { texts, vocabulary, language }: LetterSource,
): { readonly calculation?: CalculationFacts } {
  if (lines.length === 0) return {};
  const how = (line: RemedyLine): readonly string[] => {
    if (line.kind !== 'interest') return [texts('money.lines.named')];
    const days = { from: formatDate(line.from, language), to: formatDate(line.to, language) };
    const basis = texts(`money.dayCount.${line.dayCount}`);
    return [formulaOf(line), texts('money.lines.period', { ...days, basis })];
  };
  return {
    calculation: {
      headings: {
        item: texts('money.lines.item'),
        how: texts('money.lines.how'),
        amount: texts('money.lines.amount'),
        total: texts('money.lines.sum'),
      },
      lines: lines.map((line) => ({
        name: vocabulary(`remedyKind.${line.kind}`),
        how: how(line),
        note: line.note,
        amountFen: line.amountFen,
        formulaFen: draftFen(line),
      })),
    },
  };
}
