/**
 * 紧急处置 and 事后复核. Where nobody with the authority can be reached and waiting would do harm, two persons who had no part
 * in the proposal sign the same digest; somebody above them reviews it afterwards, and nothing else ends that duty.
 */
import { allows, authoritiesOf, type AuthorityContext } from '../authority/authority';
import { levelOf, reaches, superiorLevel } from '../authority/levels';
import { may, type Role } from '../authority/roles';
import { addDays } from '../deadlines/local-date';
import {
  barredApprover,
  grantFor,
  matrixUsed,
  shownProposal,
  usedBy,
  type ApproverRefusal,
  type ShownProposal,
} from './approval';
import { decidedBy, openOwed, proposalOfOwed } from './authority-fold';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import { barFrom, type People } from './recusal';
import { currentProposal, type CaseState, type Proposal } from './state';
import { nextStatus } from './states';

export interface Signer {
  readonly userId: string;
  readonly role: Role;
}

export interface EmergencyContext {
  readonly actor: Signer;
  /** The person who signs first, of the two. */
  readonly cosigner?: Signer;
  readonly newId: () => string;
  readonly people: People;
  readonly authority: AuthorityContext;
  readonly digestOf: (shown: ShownProposal) => string;
}

type Decided =
  { readonly ok: true; readonly value: readonly NewCaseEvent[] } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): Decided => ({ ok: false, error });

export type EmergencyBlock =
  { readonly code: 'emergency.notForRefusal' } | { readonly code: 'emergency.aboveCap'; readonly limitFen: number };

/** Why this proposal can't be approved in an emergency by anybody; undefined when it can. */
export function emergencyBlock({ content }: Proposal, { rules }: AuthorityContext): EmergencyBlock | undefined {
  if (content.refusal !== undefined) return { code: 'emergency.notForRefusal' };
  const cap = rules.emergency.upToFen;
  return cap === null || allows(cap, content.amountFen) ? undefined : { code: 'emergency.aboveCap', limitFen: cap };
}

/** Why this person can't be one of the two; undefined when they can. */
export function emergencyRefusal(
  state: CaseState,
  proposal: Proposal,
  person: Signer,
  people: People,
): ApproverRefusal | undefined {
  if (proposal.proposedBy === person.userId) return { code: 'approval.ownProposal' };
  const bar = barFrom(state, 'approve', person.userId, people);
  if (bar) return barredApprover(bar);
  return may(person.role, 'case.propose') ? undefined : { code: 'approval.roleForbids' };
}

/** True for a person with the authority: they sign in the ordinary way, and there is no emergency. */
export function couldDecide(
  state: CaseState,
  proposal: Proposal,
  person: Signer,
  { authority, people }: Pick<EmergencyContext, 'authority' | 'people'>,
): boolean {
  const grant = grantFor(state, proposal, person, authority, 'approve', people);
  return grant.ok && grant.value.final;
}

export function approveInEmergency(
  state: CaseState,
  input: CaseCommandInput<'approveInEmergency'>,
  context: EmergencyContext,
): Decided {
  const { actor, cosigner, people, authority } = context;
  const proposal = state.proposals.find((p) => p.id === input.proposalId);
  if (!proposal) return refuse({ code: 'remedy.notFound' });
  if (proposal.status !== 'pending') return refuse({ code: 'remedy.notPending' });
  const block = emergencyBlock(proposal, authority);
  if (block) return refuse(block);
  if (nextStatus(state.status, 'emergency.approved') === null) return refuse({ code: 'remedy.notPending' });
  if (!cosigner || cosigner.userId === actor.userId) return refuse({ code: 'emergency.samePerson' });
  const reason = input.reason.trim();
  const harm = input.harm.trim();
  if (reason === '') return refuse({ code: 'emergency.reasonMissing' });
  if (harm === '') return refuse({ code: 'emergency.harmMissing' });
  const two = [cosigner, actor];
  const nameOf = (userId: string): string => people.get(userId)?.name ?? '';
  for (const { userId, role } of two) {
    const refusal = emergencyRefusal(state, proposal, { userId, role }, people);
    if (refusal) {
      return refuse({ code: 'emergency.signerBarred', userId, person: nameOf(userId), reason: refusal.code });
    }
  }
  if (!two.some(({ role }) => levelOf(role) !== undefined)) return refuse({ code: 'emergency.noSupervisor' });
  const able = two.find((person) => couldDecide(state, proposal, person, context));
  if (able) return refuse({ code: 'emergency.notNeeded', userId: able.userId, person: nameOf(able.userId) });
  if (context.digestOf(shownProposal(state, proposal)) !== input.digest) {
    return refuse({ code: 'approval.changedMeanwhile' });
  }
  const matrix = matrixUsed(authority.rules);
  const said = { proposalId: input.proposalId, digest: input.digest, reason, harm, matrix };
  const review = {
    taskId: context.newId(),
    dueOn: addDays(authority.today, authority.rules.emergency.reviewWithinDays),
  };
  return {
    ok: true,
    value: [
      { type: 'emergency.signed', payload: { ...said, cosignerId: actor.userId } },
      { type: 'emergency.approved', payload: { ...said, cosignerId: cosigner.userId, review } },
    ],
  };
}

/** Why this person can't review what was decided, whatever they would say; undefined when they can. */
export function reviewRefusal(
  state: CaseState,
  taskId: string,
  person: Signer,
  { people, authority }: Pick<EmergencyContext, 'people' | 'authority'>,
): CaseRefusal | undefined {
  const task = openOwed(state, taskId);
  const proposal = task && proposalOfOwed(state, task);
  if (!task || !proposal) return { code: 'task.notFound' };
  if (decidedBy(state, task).includes(person.userId)) return { code: 'review.ownDecision' };
  const bar = barFrom(state, 'approve', person.userId, people);
  if (bar) return barredApprover(bar);
  return reviewerAuthority(state, proposal, task.id, person, people, authority)
    ? undefined
    : { code: 'review.notAbove' };
}

/** By what authority they stand above; one that is lent by somebody who decided, or is barred, counts for nothing. */
function reviewerAuthority(
  state: CaseState,
  proposal: Proposal,
  taskId: string,
  person: Signer,
  people: People,
  context: AuthorityContext,
) {
  const decided = decidedBy(state, { id: taskId });
  return authoritiesOf(person, proposal.content.kinds, people, context).find(
    ({ level, holderId }) =>
      reaches(level, superiorLevel) &&
      (holderId === person.userId ||
        (!decided.includes(holderId) && barFrom(state, 'approve', holderId, people) === undefined)),
  );
}

/** True when the money is more than this person could answer for: then the superior institution's own paper is named. */
export function needsReference(
  state: CaseState,
  taskId: string,
  person: Signer,
  { people, authority }: Pick<EmergencyContext, 'people' | 'authority'>,
): boolean {
  const proposal = proposalOfOwed(state, { id: taskId });
  const held = proposal && reviewerAuthority(state, proposal, taskId, person, people, authority);
  return proposal !== undefined && held !== undefined && !allows(held.fullFen, proposal.content.amountFen);
}

export function recordReview(
  state: CaseState,
  input: CaseCommandInput<'recordReview'>,
  context: EmergencyContext,
): Decided {
  const { actor, people, authority } = context;
  const refusal = reviewRefusal(state, input.taskId, actor, context);
  if (refusal) return refuse(refusal);
  const proposal = proposalOfOwed(state, { id: input.taskId });
  const held = proposal && reviewerAuthority(state, proposal, input.taskId, actor, people, authority);
  if (!proposal || !held) return refuse({ code: 'review.notAbove' });
  const words = input.words.trim();
  const reference = input.reference.trim();
  if (input.outcome === 'objected' && words === '') return refuse({ code: 'review.wordsMissing' });
  if (reference === '' && needsReference(state, input.taskId, actor, context)) {
    return refuse({ code: 'review.referenceMissing' });
  }
  // What is objected to is not told any more; what was told stays told, and is taken up again by reopening.
  const undone =
    input.outcome === 'objected' &&
    proposal.status === 'approved' &&
    currentProposal(state)?.id === proposal.id &&
    nextStatus(state.status, 'remedy.recalled') !== null;
  return {
    ok: true,
    value: [
      {
        type: 'review.recorded',
        payload: { taskId: input.taskId, outcome: input.outcome, words, reference, under: usedBy(held, authority) },
      },
      ...(undone ? [{ type: 'remedy.recalled', payload: { proposalId: proposal.id, reason: words } } as const] : []),
    ],
  };
}
