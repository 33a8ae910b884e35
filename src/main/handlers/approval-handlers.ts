/** Approval: the inbox, exactly what is decided on, and the decision signed by the person who makes it. */
import { authoritiesOf } from '../../domain/authority/authority';
import { contactShare } from '../../domain/authority/contact';
import { bandsFor, approversFor } from '../../domain/authority/matrix';
import type { Role } from '../../domain/authority/roles';
import {
  approverRefusal,
  grantFor,
  shownProposal,
  widest,
  type Decidable,
  type ShownProposal,
} from '../../domain/complaint/approval';
import { escalationRefusal } from '../../domain/complaint/escalate';
import { currentProposal, type CaseState, type Proposal } from '../../domain/complaint/state';
import { remedyKindsWithMoney } from '../../domain/complaint/values';
import { activePeople } from '../../domain/directory/directory';
import type { ApprovalTile, ApprovalView, Approver, ContactView } from '../../shared/contract/approval';
import { undecidedStatuses } from '../../domain/complaint/states';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok, type Result } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import type { PersonalSignature } from '../records/calls';
import type { Session } from '../session/session';
import type { SignInError } from '../session/session-manager';
import { deadlineViews, peopleOf } from './case-view';
import { requireSession } from './require-session';

type ApprovalHandlers = Pick<
  AppHandlers<CallContext>,
  'approval.inbox' | 'approval.reach' | 'approval.show' | 'approval.decide' | 'approval.escalate' | 'approval.approvers'
>;

export interface StepUpSigner {
  readonly userId: string;
  readonly role: Role;
  readonly sign: PersonalSignature;
}

export interface ApprovalDeps {
  readonly core: Core;
  readonly digestOf: (shown: ShownProposal) => string;
  /** Checks a password for one signature; the keys are dropped again right after `use`. */
  readonly withStepUp: <T>(
    userId: string,
    password: string,
    use: (signer: StepUpSigner) => Promise<T>,
  ) => Promise<Result<T, SignInError>>;
}

export function approvalHandlers({ core, digestOf, withStepUp }: ApprovalDeps): ApprovalHandlers {
  const pending = async (
    session: Session,
    caseId: string,
  ): Promise<{ state: CaseState; proposal: Proposal } | undefined> => {
    const state = await session.records.caseState(caseId);
    const proposal = state && currentProposal(state);
    return state && proposal?.status === 'pending' ? { state, proposal } : undefined;
  };

  const people = () => core.directory().people;
  const refusalFor = (state: CaseState, proposal: Proposal, approver: { userId: string; role: Role }) =>
    approverRefusal(state, proposal, approver, core.authority(), 'approve', people()) ?? null;

  /** Whose authority it is, where it is not the person's own. */
  const lender = (userId: string, holderId: string | undefined): string | null =>
    holderId === undefined || holderId === userId ? null : core.personName(holderId);

  /** Everybody who decides by role or for somebody else. */
  const decides = ({ userId, role }: { userId: string; role: Role }): boolean =>
    authoritiesOf({ userId, role }, [], people(), core.authority()).length > 0;

  const contactView = (): ContactView | null => {
    const { rules, contact } = core.authority();
    const share = contactShare(rules.withoutContact, contact);
    return contact && share.reached ? { ...share, lastAtMs: contact.lastAtMs } : null;
  };

  const approverOf = (session: Session, approverId: string | undefined): { userId: string; role: Role } => {
    const other = approverId === undefined ? undefined : core.directory().people.get(approverId);
    return other ? { userId: other.userId, role: other.role } : session.user;
  };

  const deciders = (state: CaseState, proposal: Proposal): readonly Approver[] =>
    activePeople(core.directory())
      .filter(decides)
      .map(({ userId, name, role }) => ({
        userId,
        name,
        role,
        refusal: refusalFor(state, proposal, { userId, role }),
      }));

  const aboveOf = (
    state: CaseState,
    proposal: Proposal,
    actor: { readonly userId: string; readonly role: Role },
  ): ApprovalView['above'] => {
    const { escalation } = proposal;
    if (escalation) {
      const { atMs, userId, signed } = escalation;
      return { atMs, byName: core.personName(userId), signed: signed.length };
    }
    const refusal = escalationRefusal(state, proposal, { actor, authority: core.authority(), people: people() });
    return refusal || !decides(actor) ? 'no' : 'possible';
  };

  const tile = (session: Session, state: CaseState, proposal: Proposal, maskedName: string): ApprovalTile => {
    const { userId } = session.user;
    const authority = core.authority();
    const grant = grantFor(state, proposal, session.user, authority, 'approve', people());
    const { kinds, amountFen } = proposal.content;
    return {
      caseId: state.id,
      number: state.number,
      maskedName,
      businessId: state.details.businessId,
      kinds: proposal.content.kinds,
      amountFen: proposal.content.amountFen,
      proposedByName: core.personName(proposal.proposedBy),
      proposedAtMs: proposal.proposedAtMs,
      decisionDueAtMs: core.deadlinesOf(state).find((d) => d.id === 'decision')?.dueAtMs ?? null,
      refusal: grant.ok ? null : grant.error,
      needed: approversFor(authority.rules.matrix, kinds, amountFen)?.length ?? 1,
      signed: proposal.endorsements?.length ?? 0,
      sentUp: proposal.escalation !== undefined,
      onBehalfOfName: grant.ok ? lender(userId, grant.value.authority.holderId) : null,
    };
  };

  return {
    'approval.inbox': async (_input, context) => {
      const session = requireSession(context);
      const rows = (await Promise.all(undecidedStatuses.map((status) => session.lists.listByStatus(status)))).flat();
      const found = await session.pendingProposals.of(rows.map((row) => row.caseId));
      const names = new Map(rows.map((row) => [row.caseId, row.maskedName]));
      const items = found.flatMap((one) =>
        one ? [tile(session, one.state, one.proposal, names.get(one.state.id) ?? '')] : [],
      );
      // What this person can decide comes first, then by deadline.
      items.sort(
        (a, b) =>
          Number(a.refusal !== null) - Number(b.refusal !== null) ||
          (a.decisionDueAtMs ?? Infinity) - (b.decisionDueAtMs ?? Infinity),
      );
      return ok({ items });
    },
    'approval.reach': async ({ caseId, kinds }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      if (!state) return err({ code: 'case.notFound' });
      const proposal: Decidable = { proposedBy: session.user.userId, content: { kinds, amountFen: 0 } };
      const authority = core.authority();
      return ok({
        bands: [...bandsFor(authority.rules.matrix, kinds)],
        byKind: kinds
          .filter((kind) => remedyKindsWithMoney.includes(kind))
          .map((kind) => ({ kind, bands: bandsFor(authority.rules.matrix, [kind]) })),
        bounds: authority.rules.bounds,
        contact: contactView(),
        deciders: activePeople(core.directory()).flatMap((person) => {
          const { userId, name } = person;
          if (!grantFor(state, proposal, person, authority, 'return', people()).ok) return [];
          const most = widest(authoritiesOf(person, kinds, people(), authority));
          if (!most) return [];
          const { level, fullFen, nowFen, holderId } = most;
          return [{ userId, name, level, limitFen: fullFen, nowFen, onBehalfOfName: lender(userId, holderId) }];
        }),
      });
    },
    'approval.show': async ({ caseId, approverId }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      if (!state) return err({ code: 'case.notFound' });
      const proposal = currentProposal(state);
      if (proposal?.status !== 'pending') return err({ code: 'remedy.notPending' });
      const approver = approverOf(session, approverId);
      const shown = shownProposal(state, proposal);
      const digest = digestOf(shown);
      await core.auditOnce(session, `proposal ${digest} ${approver.userId}`, {
        type: 'audit.proposalShown',
        payload: { caseId, number: state.number, proposalId: proposal.id, digest },
      });
      const authority = core.authority();
      const { kinds, amountFen } = proposal.content;
      const grant = grantFor(state, proposal, approver, authority, 'approve', people());
      const used = grant.ok ? grant.value.authority : widest(authoritiesOf(approver, kinds, people(), authority));
      const view: ApprovalView = {
        shown,
        digest,
        refusal: grant.ok ? null : grant.error,
        limitFen: used?.fullFen ?? null,
        nowFen: used?.nowFen ?? null,
        onBehalfOfName: lender(approver.userId, used?.holderId),
        needed: approversFor(authority.rules.matrix, kinds, amountFen) ?? [],
        signed: (proposal.endorsements ?? []).map(({ userId, holderId, level, atMs, comment }) => ({
          name: core.personName(userId),
          level,
          onBehalfOfName: lender(userId, holderId),
          atMs,
          comment,
        })),
        final: grant.ok && grant.value.final,
        ratify: grant.ok && grant.value.ratify,
        contact: contactView(),
        above: aboveOf(state, proposal, approver),
        deadlines: deadlineViews(state, core.deadlinesOf(state), core.steadyMs()),
        people: peopleOf(core, state),
        othersWhoCan: deciders(state, proposal)
          .filter(({ userId, refusal }) => refusal === null && userId !== approver.userId)
          .map(({ userId, name }) => ({ userId, name })),
        changedSince: changedSince(state, proposal),
        earlier: state.proposals
          .filter((p) => p.decision !== null && p.id !== proposal.id)
          .map((p) => ({
            outcome: p.decision?.outcome ?? '',
            reason: p.decision?.reason ?? '',
            emergency: p.decision?.emergency !== undefined,
            byName: p.decision?.above?.name ?? core.personName(p.decision?.userId ?? ''),
            atMs: p.decision?.atMs ?? 0,
          })),
      };
      return ok(view);
    },
    'approval.decide': async ({ commandId, caseId, stepUp, ...input }, context) => {
      const session = requireSession(context);
      const decideAs = (signer: StepUpSigner) =>
        session.records.runCaseCommand({
          commandId,
          caseId,
          actor: { userId: signer.userId, role: signer.role },
          command: { name: 'decideRemedy', input },
          sign: signer.sign,
        });
      if (!stepUp) {
        if (!decides(session.user)) return err({ code: 'approval.roleForbids' });
        return decideAs({ ...session.user, sign: session.sign });
      }
      const stepped = await withStepUp(stepUp.userId, stepUp.password, async (signer) =>
        decides(signer) ? decideAs(signer) : err({ code: 'approval.roleForbids' as const }),
      );
      return stepped.ok ? stepped.value : stepped;
    },
    'approval.escalate': async ({ commandId, caseId, ...input }, context) => {
      const { records, user, sign } = requireSession(context);
      return records.runCaseCommand({
        commandId,
        caseId,
        actor: { userId: user.userId, role: user.role },
        command: { name: 'escalate', input },
        sign,
      });
    },
    'approval.approvers': async ({ caseId }, context) => {
      const session = requireSession(context);
      const found = await pending(session, caseId);
      if (!found) return err({ code: 'case.notFound' });
      const users = deciders(found.state, found.proposal);
      return ok({ users: [...users] });
    },
  };
}

/** Fields of the content that differ from the proposal before it, so that a second look is quick. */
function changedSince(state: CaseState, proposal: Proposal): string[] {
  const earlier = state.proposals.filter((p) => p.id !== proposal.id).at(-1);
  if (!earlier) return [];
  return Object.keys(proposal.content).filter((field) => {
    const key = field as keyof typeof proposal.content;
    return JSON.stringify(proposal.content[key]) !== JSON.stringify(earlier.content[key]);
  });
}
