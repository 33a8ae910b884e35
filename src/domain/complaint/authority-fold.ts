/** What signatures of several persons, emergencies and reviews do to a case, and which of them fit it. */
import type { OpenEvent } from '../evidence/event-envelope';
import { fitsEscalation } from './escalation';
import type { CaseEventType, CasePayload } from './events';
import { currentProposal, owedKinds, type CaseState, type CaseTask, type Endorsement, type Proposal } from './state';

type Fold<T extends CaseEventType> = (
  state: CaseState,
  payload: CasePayload<T>,
  event: OpenEvent,
) => Partial<CaseState>;

type AuthorityEvent = 'remedy.endorsed' | 'emergency.signed' | 'emergency.approved' | 'review.recorded';

const onProposal = (state: CaseState, id: string, change: (p: Proposal) => Proposal): Partial<CaseState> => ({
  proposals: state.proposals.map((p) => (p.id === id ? change(p) : p)),
});

const signer = ({ header }: OpenEvent) => ({
  eventId: header.id,
  userId: header.actor.userId,
  role: header.actor.role,
  atMs: header.at.wall,
});

/** A task that came with what was decided, and that only a review ends. */
export function owedTask(
  kind: 'review' | 'ratification',
  { taskId, dueOn }: { readonly taskId: string; readonly dueOn: string },
): CaseTask {
  return { id: taskId, kind, title: '', dueOn, ownerId: null, doneAtMs: null, doneBy: null, note: '' };
}

export const authorityFolds: { readonly [T in AuthorityEvent]: Fold<T> } = {
  'remedy.endorsed': (state, { proposalId, comment, under }, event) =>
    onProposal(state, proposalId, (p) => ({
      ...p,
      endorsements: [...(p.endorsements ?? []), { ...under, ...signer(event), comment }],
    })),
  'emergency.signed': (state, { proposalId, digest, reason, harm, cosignerId }, event) =>
    onProposal(state, proposalId, (p) => ({
      ...p,
      emergencySignature: {
        ...signer(event),
        commandId: event.header.commandId,
        digest,
        reason,
        harm,
        cosignerId,
      },
    })),
  'emergency.approved': (state, { proposalId, digest, reason, harm, review }, event) => ({
    ...onProposal(state, proposalId, (p) => ({
      ...p,
      status: 'approved',
      decision: {
        ...signer(event),
        outcome: 'approved',
        digest,
        reason,
        ...(p.emergencySignature ? { emergency: { cosigner: p.emergencySignature, harm, taskId: review.taskId } } : {}),
      },
    })),
    letterPrinted: false,
    tasks: [...state.tasks, owedTask('review', review)],
  }),
  'review.recorded': (state, { taskId, outcome, words, reference }, event) => ({
    tasks: state.tasks.map((task) =>
      task.id === taskId
        ? {
            ...task,
            doneAtMs: event.header.at.wall,
            doneBy: event.header.actor.userId,
            note: words,
            review: { outcome, words, reference, eventId: event.header.id },
          }
        : task,
    ),
  }),
};

/** The proposal of this id, if it is the one that is decided on now: what somebody says of an earlier one comes too late. */
function standing(state: CaseState, proposalId: string, ...as: readonly Proposal['status'][]): Proposal | undefined {
  const proposal = currentProposal(state);
  return proposal?.id === proposalId && as.includes(proposal.status) ? proposal : undefined;
}

/**
 * False for an event that means nothing where it stands, whoever wrote it: one signature of two approves nothing, and what is
 * owed to those above is not ended like another task.
 */
export function fitsAuthority(state: CaseState, event: OpenEvent): boolean {
  const { type, actor, commandId } = event.header;
  switch (type) {
    case 'remedy.endorsed': {
      const { proposalId, under } = event.payload as CasePayload<typeof type>;
      const who = [actor.userId, under.holderId];
      // Signed on two PCs at once it is one signature.
      const proposal = standing(state, proposalId, 'pending');
      const isTheirs = (one: Endorsement): boolean => who.includes(one.userId) || who.includes(one.holderId);
      return proposal !== undefined && !(proposal.endorsements ?? []).some(isTheirs);
    }
    case 'emergency.signed':
    case 'remedy.approved':
    case 'remedy.returned':
    case 'remedy.rejected': {
      const { proposalId } = event.payload as CasePayload<typeof type>;
      return standing(state, proposalId, 'pending') !== undefined;
    }
    case 'remedy.recalled': {
      const { proposalId } = event.payload as CasePayload<typeof type>;
      return standing(state, proposalId, 'pending', 'approved') !== undefined;
    }
    case 'emergency.approved': {
      const payload = event.payload as CasePayload<typeof type>;
      const proposal = state.proposals.find((p) => p.id === payload.proposalId && p.status === 'pending');
      const other = proposal?.emergencySignature;
      return (
        other !== undefined &&
        other.commandId === commandId &&
        other.userId !== actor.userId &&
        other.userId === payload.cosignerId &&
        other.cosignerId === actor.userId &&
        other.digest === payload.digest &&
        other.reason === payload.reason &&
        other.harm === payload.harm
      );
    }
    case 'review.recorded': {
      const { taskId } = event.payload as CasePayload<typeof type>;
      const task = openOwed(state, taskId);
      return task !== undefined && !decidedBy(state, task).includes(actor.userId);
    }
    case 'task.completed': {
      const { taskId } = event.payload as CasePayload<typeof type>;
      return openOwed(state, taskId) === undefined;
    }
    default:
      return fitsEscalation(state, event);
  }
}

/** The open task of this id that only a review ends. */
export function openOwed(state: CaseState, taskId: string): CaseTask | undefined {
  return state.tasks.find((task) => task.id === taskId && task.doneAtMs === null && owedKinds.includes(task.kind));
}

/** The proposal whose approval this task came with. */
export function proposalOfOwed(state: CaseState, task: Pick<CaseTask, 'id'>): Proposal | undefined {
  return state.proposals.find(
    ({ decision }) => decision?.ratificationTaskId === task.id || decision?.emergency?.taskId === task.id,
  );
}

/** Everybody who proposed or signed it, and by whose authority. */
export function decidedBy(state: CaseState, task: Pick<CaseTask, 'id'>): readonly string[] {
  const proposal = proposalOfOwed(state, task);
  if (!proposal) return [];
  const { decision, endorsements = [], proposedBy } = proposal;
  return [
    proposedBy,
    ...(decision ? [decision.userId] : []),
    ...(decision?.under ? [decision.under.holderId] : []),
    ...(decision?.emergency ? [decision.emergency.cosigner.userId] : []),
    ...endorsements.flatMap(({ userId, holderId }) => [userId, holderId]),
  ];
}

/** 事后复核 or 追认 is still to be recorded: the case is not closed before. */
export function owesReview(state: CaseState): boolean {
  return state.tasks.some((task) => task.doneAtMs === null && owedKinds.includes(task.kind));
}
