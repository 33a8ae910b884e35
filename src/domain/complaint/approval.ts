/** What an approver is shown, and who may decide (四眼原则, 回避). */
import { allows, authoritiesOf, filled, type Authority, type AuthorityContext } from '../authority/authority';
import { type Level } from '../authority/levels';
import { approversFor } from '../authority/matrix';
import type { Role } from '../authority/roles';
import type { AuthorityUsed, MatrixUsed } from './authority-values';
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
  /** Of several signatures, theirs is there already, or that of who acts by their authority. */
  | { readonly code: 'approval.signedAlready' }
  /** They have no authority but that of `person`, who may not decide this case themselves. */
  | { readonly code: 'approval.holderBarred'; readonly person: string }
  | { readonly code: 'approval.aboveAuthority'; readonly limitFen: number };

/** What is decided on, as far as authority depends on it. */
export type Decidable = Pick<Proposal, 'proposedBy' | 'endorsements'> & {
  readonly content: Pick<Proposal['content'], 'kinds' | 'amountFen'>;
};

/** What an approval by somebody would be. */
export interface Grant {
  readonly authority: Authority;
  /** Who must sign in all, by level, the lowest first; empty when it is not approved but returned. */
  readonly needed: readonly Level[];
  /** With it all have signed; without, it is one signature of several. */
  readonly final: boolean;
  /** 待总行追认: more than holds while headquarters is out of reach. */
  readonly ratify: boolean;
}

/** By what authority this person may decide this proposal, or why not. Returning and rejecting need everything but the money limit. */
export function grantFor(
  state: CaseState,
  proposal: Decidable,
  actor: { readonly userId: string; readonly role: Role },
  context: AuthorityContext,
  outcome: 'approve' | 'return' | 'reject',
  people: People,
): { readonly ok: true; readonly value: Grant } | { readonly ok: false; readonly error: ApproverRefusal } {
  const refuse = (error: ApproverRefusal) => ({ ok: false as const, error });
  if (proposal.proposedBy === actor.userId) return refuse({ code: 'approval.ownProposal' });
  const bar = barFrom(state, 'approve', actor.userId, people);
  if (bar) return refuse(barredApprover(bar));
  const { kinds, amountFen } = proposal.content;
  const held = authoritiesOf(actor, kinds, people, context);
  const [first] = held;
  if (first === undefined) return refuse({ code: 'approval.roleForbids' });
  // Signed on two PCs at once, all may have signed and nobody last: any of them signs once more then.
  const signed = (proposal.endorsements ?? []).filter(
    ({ userId, holderId }) => userId !== actor.userId && holderId !== actor.userId,
  );
  const again = signed.length < (proposal.endorsements?.length ?? 0);
  if (again && outcome !== 'approve') return refuse({ code: 'approval.signedAlready' });
  // 代 opens no way around four eyes and recusal: what its holder may not decide, nobody decides for them.
  const usable = held.filter(
    ({ holderId }) =>
      holderId === actor.userId ||
      (holderId !== proposal.proposedBy &&
        barFrom(state, 'approve', holderId, people) === undefined &&
        !signed.some((one) => one.userId === holderId || one.holderId === holderId)),
  );
  const [best] = usable;
  if (best === undefined) {
    return refuse({ code: 'approval.holderBarred', person: people.get(first.holderId)?.name ?? '' });
  }
  if (outcome !== 'approve') return { ok: true, value: { authority: best, needed: [], final: true, ratify: false } };

  const needed = approversFor(context.rules.matrix, kinds, amountFen) ?? [];
  const before = filled(needed, signed, amountFen);
  const helps = usable.filter(
    (authority) => allows(authority.lentFen, amountFen) && filled(needed, [...signed, authority], amountFen) > before,
  );
  const enoughNow = (authority: Authority): boolean =>
    filled(needed, [...signed, authority], amountFen, 'nowFen') >= needed.length;
  const [chosen] = [...helps.filter(enoughNow), ...helps];
  if (chosen === undefined) {
    if (again) return refuse({ code: 'approval.signedAlready' });
    const most = Math.max(...usable.map(({ fullFen }) => fullFen ?? Number.MAX_SAFE_INTEGER));
    return refuse({ code: 'approval.aboveAuthority', limitFen: most });
  }
  const final = filled(needed, [...signed, chosen], amountFen) >= needed.length;
  if (again && !final) return refuse({ code: 'approval.signedAlready' });
  return { ok: true, value: { authority: chosen, needed, final, ratify: final && !enoughNow(chosen) } };
}

/** Why this person may not approve this proposal, or sign as one of several; undefined when they may. */
export function approverRefusal(...asked: Parameters<typeof grantFor>): ApproverRefusal | undefined {
  const grant = grantFor(...asked);
  return grant.ok ? undefined : grant.error;
}

/** What is recorded of the authority that was used. */
export function usedBy(authority: Authority, { contact, rules }: AuthorityContext): AuthorityUsed {
  const { holderId, delegationId, level, fullFen, nowFen } = authority;
  const lastContactAtMs = contact?.lastAtMs ?? null;
  return { holderId, delegationId, level, fullFen, nowFen, lastContactAtMs, matrix: matrixUsed(rules) };
}

/** Which matrix it was, so that a reader of the log can look it up there. */
export function matrixUsed({ name, hash }: AuthorityContext['rules']): MatrixUsed {
  return { name, hash };
}

/** The widest of somebody's authorities: how far they reach at most. */
export function widest(authorities: readonly Authority[]): Authority | undefined {
  const reach = ({ fullFen }: Authority): number => fullFen ?? Number.POSITIVE_INFINITY;
  return authorities.toSorted((a, b) => reach(b) - reach(a))[0];
}

export function barredApprover(bar: Bar): ApproverRefusal {
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
