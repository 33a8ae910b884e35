/** 处理方案: proposing one, and taking it back before it is told. Who may decide it stands in `approval.ts`. */
import type { AuthorityContext } from '../authority/authority';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import { mandatoryOpen } from './findings';
import type { InvestigationContext } from './investigation';
import { linesRefusal } from './remedy-lines';
import { currentProposal, withoutAuthorisation, type CaseState } from './state';
import { remedyKindsWithMoney } from './values';

export type RemedyDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): RemedyDecision => ({ ok: false, error });

export function proposeRemedy(
  state: CaseState,
  { content }: CaseCommandInput<'proposeRemedy'>,
  context: Pick<InvestigationContext, 'investigation'> & {
    readonly authority: AuthorityContext;
    readonly newId: () => string;
  },
): RemedyDecision {
  const money = content.kinds.filter((kind) => remedyKindsWithMoney.includes(kind));
  if (money.length > 0 !== content.amountFen > 0) return refuse({ code: 'remedy.amountMismatch' });
  const { bounds } = context.authority.rules;
  const badLines = content.lines && linesRefusal(content.lines, content.amountFen, money, bounds);
  if (badLines) return refuse(badLines);
  for (const field of ['factsFound', 'basis', 'decisionText'] as const) {
    if (content[field].trim() === '') return refuse({ code: 'remedy.fieldEmpty', field });
  }
  const open = mandatoryOpen(state, context.investigation.checklist(state));
  if (open) return refuse({ code: 'finding.mandatoryOpen', item: open.zh, itemEn: open.en });
  if (content.amountFen > 0 && withoutAuthorisation(state.details)) return refuse({ code: 'remedy.proxyUnauthorised' });
  return { ok: true, event: { type: 'remedy.proposed', payload: { proposalId: context.newId(), content } } };
}

/** Only the proposal that stands: one that was replaced meanwhile is not pending any more. */
export function recallRemedy(state: CaseState, input: CaseCommandInput<'recallRemedy'>): RemedyDecision {
  if (!state.proposals.some(({ id }) => id === input.proposalId)) return refuse({ code: 'remedy.notFound' });
  if (currentProposal(state)?.id !== input.proposalId) return refuse({ code: 'remedy.notPending' });
  return { ok: true, event: { type: 'remedy.recalled', payload: input } };
}
