/** What an approver is shown, and who may decide (四眼原则, 回避). */
import type { LimitTable } from '../authority/limits';
import { limitFor } from '../authority/limits';
import type { Role } from '../authority/roles';
import { barFrom, type Bar, type People } from './recusal';
import type { CaseState, Proposal } from './state';

/**
 * Exactly what stands on the approver's screen and what the signature covers. Any change to it changes the digest, so a
 * decision made on an older text is void.
 */
export interface ShownProposal {
  readonly caseId: string;
  readonly number: string;
  readonly proposalId: string;
  readonly proposedBy: string;
  readonly receivedAtMs: number;
  readonly parties: CaseState['details']['parties'];
  readonly businessId: string;
  readonly reasonId: string;
  readonly facts: string;
  readonly matter: string;
  readonly wish: string;
  readonly claimedFen: number | null;
  readonly involved: CaseState['details']['involved'];
  readonly evidence: readonly { readonly id: string; readonly sha256: string }[];
  readonly content: Proposal['content'];
}

export function shownProposal(state: CaseState, proposal: Proposal): ShownProposal {
  const { details } = state;
  return {
    caseId: state.id,
    number: state.number,
    proposalId: proposal.id,
    proposedBy: proposal.proposedBy,
    receivedAtMs: state.receivedAtMs,
    parties: details.parties,
    businessId: details.businessId,
    reasonId: details.reasonId,
    facts: details.facts,
    matter: details.matter,
    wish: details.wish,
    claimedFen: details.amountFen,
    involved: details.involved,
    evidence: state.evidence.map(({ id, sha256 }) => ({ id, sha256 })),
    content: proposal.content,
  };
}

export type ApproverRefusal =
  | { readonly code: 'approval.ownProposal' }
  | { readonly code: 'approval.involved' }
  | { readonly code: 'approval.recused' }
  /** `reason`: the kind of the relation. */
  | { readonly code: 'approval.related'; readonly reason: string; readonly person: string; readonly employee: string }
  | { readonly code: 'approval.lineManager'; readonly person: string; readonly employee: string }
  | { readonly code: 'approval.roleForbids' }
  | { readonly code: 'approval.aboveAuthority'; readonly limitFen: number };

/**
 * Why this person may not approve this proposal; undefined when they may. Returning and rejecting need everything but
 * the money limit.
 */
export function approverRefusal(
  state: CaseState,
  proposal: Pick<Proposal, 'proposedBy'> & { readonly content: Pick<Proposal['content'], 'kinds' | 'amountFen'> },
  actor: { readonly userId: string; readonly role: Role },
  limits: LimitTable,
  outcome: 'approve' | 'return' | 'reject',
  people: People,
): ApproverRefusal | undefined {
  if (proposal.proposedBy === actor.userId) return { code: 'approval.ownProposal' };
  const bar = barFrom(state, 'approve', actor.userId, people);
  if (bar) return barredApprover(bar);
  const limitFen = limitFor(limits, actor.role, proposal.content.kinds);
  if (limitFen === undefined) return { code: 'approval.roleForbids' };
  if (outcome === 'approve' && limitFen !== null && proposal.content.amountFen > limitFen) {
    return { code: 'approval.aboveAuthority', limitFen };
  }
  return undefined;
}

function barredApprover(bar: Bar): ApproverRefusal {
  switch (bar.why) {
    case 'involved':
      return { code: 'approval.involved' };
    case 'recused':
      return { code: 'approval.recused' };
    case 'related':
      return { code: 'approval.related', reason: bar.kind, person: bar.person, employee: bar.employee };
    case 'lineManager':
      return { code: 'approval.lineManager', person: bar.person, employee: bar.employee };
  }
}
