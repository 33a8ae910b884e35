/** Approval (审批): the inbox, exactly what is decided on, and the signed decision, with or without a network. */
import { z } from 'zod';
import type { Role } from '../../domain/authority/roles';
import type { ApproverRefusal, ShownProposal } from '../../domain/complaint/approval';
import { remedyKinds } from '../../domain/complaint/values';
import { CaseRefusal } from '../../domain/complaint/commands';
import type { DeadlineView, PersonName } from './case';
import { CommandId, noError, operation, refusal, view } from './define';
import { SignInRefusal } from './session';

export interface ApprovalTile {
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly businessId: string;
  readonly kinds: readonly string[];
  readonly amountFen: number;
  readonly proposedByName: string;
  readonly proposedAtMs: number;
  readonly decisionDueAtMs: number | null;
  /** Why the signed-in person can't decide it; null when they can. */
  readonly refusal: ApproverRefusal | null;
}

export interface ApprovalView {
  /** What the signature covers. Complete and unmasked for the approver: deciding is a reason to see it, and is logged. */
  readonly shown: ShownProposal;
  readonly digest: string;
  readonly refusal: ApproverRefusal | null;
  /** The approver's limit for these kinds, in fen; null for none. */
  readonly limitFen: number | null;
  readonly deadlines: readonly DeadlineView[];
  readonly people: readonly PersonName[];
  /** Others of this branch who could approve it as it stands: where to go when this person can't. */
  readonly othersWhoCan: readonly PersonName[];
  /** Fields that differ from the proposal this person looked at or decided on before. */
  readonly changedSince: readonly string[];
  readonly earlier: readonly {
    readonly outcome: string;
    readonly reason: string;
    readonly byName: string;
    readonly atMs: number;
  }[];
}

/** Somebody who could approve a proposal, as far as their limit goes. */
export interface Decider extends PersonName {
  /** In fen; null for none. */
  readonly limitFen: number | null;
}

/** Somebody asked to this PC for one decision. */
export interface Approver extends PersonName {
  readonly role: Role;
  readonly refusal: ApproverRefusal | null;
}

const View = z.strictObject({
  caseId: z.string(),
  /** On the counter's PC: whose eyes these are. Absent: the signed-in person's. */
  approverId: z.string().optional(),
});

export const approvalContract = {
  'approval.inbox': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ items: z.array(z.custom<ApprovalTile>()) }),
    error: noError,
  }),
  /** While a proposal is written: who could approve one of these kinds by the signed-in person, and up to how much. */
  'approval.reach': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string(), kinds: z.array(z.enum(remedyKinds)).max(remedyKinds.length) }),
    output: z.object({ deciders: z.array(z.custom<Decider>()) }),
    error: refusal('case.notFound'),
  }),
  'approval.show': operation({
    kind: 'query',
    input: View,
    output: view<ApprovalView>(),
    error: z.discriminatedUnion('code', [refusal('case.notFound'), refusal('remedy.notPending')]),
  }),
  /**
   * Decides and signs. With `stepUp` another person authenticates for exactly this one decision; the session stays the
   * counter's and nothing lingers.
   */
  'approval.decide': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      caseId: z.string(),
      proposalId: z.string(),
      digest: z.string(),
      outcome: z.enum(['approve', 'return', 'reject']),
      reason: z.string().max(2_000),
      stepUp: z.strictObject({ userId: z.string(), password: z.string().max(200) }).nullable(),
    }),
    output: z.object({ revision: z.int() }),
    error: z.union([CaseRefusal, SignInRefusal]),
  }),
  /** Everybody of this branch whose role decides, each with the reason why not on this proposal. */
  'approval.approvers': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string() }),
    output: z.object({ users: z.array(z.custom<Approver>()) }),
    error: refusal('case.notFound'),
  }),
} as const;
