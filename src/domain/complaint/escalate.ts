/**
 * 上报总行: a proposal that the branch can't decide goes up, and headquarters decides it instead: as many of its people sign as the matrix
 * asks for, over exactly what was shown. A change of that recalls the proposal, and what headquarters says of it then comes too late.
 */
import { filled, type AuthorityContext, type Reach } from '../authority/authority';
import { approversFor, type Matrix } from '../authority/matrix';
import type { Role } from '../authority/roles';
import { grantFor, matrixUsed, shownProposal, type ApproverRefusal, type ShownProposal } from './approval';
import type { DecisionClock } from './clock';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { CasePayload, NewCaseEvent } from './events';
import type { WhyUp } from './headquarters-values';
import { barFrom, barredPerson, type People } from './recusal';
import type { CaseState, Proposal } from './state';
import { undecidedStatuses } from './states';
import type { RemedyContent } from './values';

/** 四眼: for what stands in no matrix, two of headquarters sign. */
const forNoMatrix = 2;

/**
 * How many of headquarters must sign: whoever the matrix asks for and has not signed in the branch. They stand above all its levels.
 *
 * @param matrix undefined where the matrix that the branch names is not known here
 */
export function signaturesAbove(
  matrix: Matrix | undefined,
  { kinds, amountFen }: Pick<RemedyContent, 'kinds' | 'amountFen'>,
  signed: readonly Reach[],
): number {
  const needed = matrix && approversFor(matrix, kinds, amountFen);
  if (needed === undefined) return forNoMatrix;
  return Math.max(1, needed.length - filled(needed, signed, amountFen));
}

const whyOf = ({ code }: ApproverRefusal): WhyUp =>
  code === 'approval.ownProposal'
    ? 'ownProposal'
    : code === 'approval.aboveAuthority' || code === 'approval.signedAlready'
      ? 'limit'
      : 'barred';

export interface EscalationContext {
  readonly actor: { readonly userId: string; readonly role: Role };
  readonly authority: AuthorityContext;
  readonly people: People;
  readonly decisionClock: (state: CaseState) => DecisionClock | null;
  readonly digestOf: (shown: ShownProposal) => string;
}

type Sent = { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };
const refuse = (error: CaseRefusal): Sent => ({ ok: false, error });

/** Why a proposal can't go up; undefined when it can. */
export function escalationRefusal(
  state: CaseState,
  proposal: Proposal,
  { actor, authority, people }: Pick<EscalationContext, 'actor' | 'authority' | 'people'>,
): CaseRefusal | undefined {
  if (proposal.status !== 'pending' || !undecidedStatuses.includes(state.status)) return { code: 'remedy.notPending' };
  if (authority.contact === null) return { code: 'escalation.noHeadquarters' };
  if (proposal.escalation) return { code: 'escalation.sentAlready' };
  // Whoever stands back takes no part, not even by handing it on.
  const bar = barFrom(state, 'handle', actor.userId, people);
  if (bar) return barredPerson(bar);
  return grantFor(state, proposal, actor, authority, 'approve', people).ok
    ? { code: 'escalation.canDecide' }
    : undefined;
}

/** 上报: by somebody who decides in the branch and can't decide this. */
export function escalate(state: CaseState, input: CaseCommandInput<'escalate'>, context: EscalationContext): Sent {
  const { actor, authority, people } = context;
  const proposal = state.proposals.find(({ id }) => id === input.proposalId);
  if (!proposal) return refuse({ code: 'remedy.notFound' });
  const refusal = escalationRefusal(state, proposal, context);
  if (refusal) return refuse(refusal);
  const grant = grantFor(state, proposal, actor, authority, 'approve', people);
  if (grant.ok) return refuse({ code: 'escalation.canDecide' });
  if (context.digestOf(shownProposal(state, proposal)) !== input.digest)
    return refuse({ code: 'approval.changedMeanwhile' });
  const payload: CasePayload<'escalation.sent'> = {
    proposalId: proposal.id,
    digest: input.digest,
    why: whyOf(grant.error),
    reason: input.reason.trim(),
    limitFen: grant.error.code === 'approval.aboveAuthority' ? grant.error.limitFen : null,
    dueOn: context.decisionClock(state)?.dueOn ?? null,
    matrix: matrixUsed(authority.rules),
  };
  return { ok: true, event: { type: 'escalation.sent', payload } };
}
