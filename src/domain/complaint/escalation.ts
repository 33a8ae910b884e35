/**
 * 上报总行: a proposal that the branch can't decide goes up, and headquarters decides it instead: as many of its people sign as the matrix
 * asks for, over exactly what was shown. A change of that recalls the proposal, and what headquarters says of it then comes too late.
 */
import { filled, type AuthorityContext, type Reach } from '../authority/authority';
import { approversFor, type Matrix } from '../authority/matrix';
import type { Role } from '../authority/roles';
import type { OpenEvent } from '../evidence/event-envelope';
import { grantFor, matrixUsed, shownProposal, type ApproverRefusal, type ShownProposal } from './approval';
import { withoutGrant, type DecisionClock } from './clock';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { CaseEventType, CasePayload, NewCaseEvent } from './events';
import { decidedAbove, type WhyUp } from './headquarters-values';
import { barFrom, barredPerson, type People } from './recusal';
import { currentProposal, type CaseState, type Proposal } from './state';
import { reworkable, undecidedStatuses } from './states';
import type { RemedyContent } from './values';
import { transferConfirmed } from './transfer';

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

/** The proposal that waits for headquarters now; undefined when none does. */
export function awaitingAbove(
  state: CaseState,
): (Proposal & { readonly escalation: NonNullable<Proposal['escalation']> }) | undefined {
  const proposal = currentProposal(state);
  const escalation = proposal?.escalation;
  return escalation && proposal.status === 'pending' && undecidedStatuses.includes(state.status)
    ? { ...proposal, escalation }
    : undefined;
}

/** Whether headquarters can order that it is done again (退回重办). */
export function canRework(state: CaseState): boolean {
  return reworkable.includes(state.status) && !transferConfirmed(state);
}

type EventAbove = Extract<CaseEventType, `escalation.${string}` | 'rework.ordered'>;
type Fold<T extends CaseEventType> = (
  state: CaseState,
  payload: CasePayload<T>,
  event: OpenEvent,
) => Partial<CaseState>;

const onProposal = (state: CaseState, id: string, change: (p: Proposal) => Proposal): Partial<CaseState> => ({
  proposals: state.proposals.map((p) => (p.id === id ? change(p) : p)),
});

const decided =
  (outcome: 'approved' | 'returned' | 'rejected') =>
  (
    state: CaseState,
    payload: Pick<CasePayload<'escalation.approved'>, 'proposalId' | 'digest' | 'officer'> & {
      readonly reason?: string;
      readonly comment?: string;
    },
    { header }: OpenEvent,
  ): Partial<CaseState> =>
    onProposal(state, payload.proposalId, (p) => ({
      ...p,
      status: outcome,
      decision: {
        outcome,
        eventId: header.id,
        userId: header.actor.userId,
        role: header.actor.role,
        atMs: header.at.wall,
        digest: payload.digest,
        reason: payload.reason ?? payload.comment ?? '',
        above: payload.officer,
      },
    }));

export const escalationFolds: { readonly [T in EventAbove]: Fold<T> } = {
  'escalation.sent': (state, { proposalId, ...sent }, { header }) =>
    onProposal(state, proposalId, (p) => ({
      ...p,
      escalation: { ...sent, eventId: header.id, userId: header.actor.userId, atMs: header.at.wall, signed: [] },
    })),
  'escalation.endorsed': (state, { proposalId, officer, comment }, { header }) =>
    onProposal(state, proposalId, (p) =>
      p.escalation
        ? {
            ...p,
            escalation: {
              ...p.escalation,
              signed: [...p.escalation.signed, { eventId: header.id, officer, atMs: header.at.wall, comment }],
            },
          }
        : p,
    ),
  // The letter of an earlier decision says something else.
  'escalation.approved': (state, payload, event) => ({
    ...decided('approved')(state, payload, event),
    letterPrinted: false,
  }),
  'escalation.returned': decided('returned'),
  'escalation.rejected': decided('rejected'),
  'rework.ordered': (state, { reason }, { header }) => ({
    ...(state.acceptedAtMs === null ? { status: 'registered' as const } : {}),
    ...(state.clock ? { clock: { ...state.clock, extension: null, ...withoutGrant(state.clock) } } : {}),
    proposals: state.proposals.map((p) => (p.status === 'approved' ? { ...p, status: 'superseded' as const } : p)),
    notComplaint: null,
    closedAtMs: null,
    withdrawal: null,
    delivery: null,
    performance: null,
    letterPrinted: false,
    reopenings: [...state.reopenings, { reason, atMs: header.at.wall, by: header.actor.userId }],
  }),
};

const isAbove = (type: string): type is (typeof decidedAbove)[number] => decidedAbove.some((one) => one === type);

/**
 * False for what means nothing where it stands: a proposal goes up once while it waits, and headquarters decides on exactly the text that
 * was sent up, with as many different people as it says are needed.
 */
export function fitsEscalation(state: CaseState, event: OpenEvent): boolean {
  const { type } = event.header;
  if (type === 'rework.ordered') return canRework(state);
  if (type === 'escalation.sent') {
    const proposal = currentProposal(state);
    const { proposalId } = event.payload as CasePayload<typeof type>;
    return proposal?.id === proposalId && proposal.status === 'pending' && !proposal.escalation;
  }
  if (!isAbove(type)) return true;
  const said = event.payload as CasePayload<'escalation.approved'>;
  const waiting = awaitingAbove(state);
  if (waiting?.id !== said.proposalId || waiting.escalation.digest !== said.digest) return false;
  if (type === 'escalation.returned' || type === 'escalation.rejected') return true;
  const others = new Set(waiting.escalation.signed.map(({ officer }) => officer.account));
  if (others.has(said.officer.account)) return false;
  return type === 'escalation.endorsed' || others.size + 1 >= said.needed;
}
