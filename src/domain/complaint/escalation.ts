/**
 * 上报总行: what becomes of a proposal that went up (`escalate.ts`), and of a case that headquarters orders to be done again. Pages load this, and
 * nothing of the rules of authority.
 */
import type { OpenEvent } from '../evidence/event-envelope';
import { withoutGrant } from './clock';
import type { CaseEventType, CasePayload } from './events';
import { decidedAbove } from './headquarters-values';
import { currentProposal, type CaseState, type Proposal } from './state';
import { reworkable, undecidedStatuses } from './states';
import { transferConfirmed } from './transfer';

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
