/** Approval (审批): the inbox, exactly what is decided on, and the signed decision, with or without a network. */
import { z } from 'zod';
import type { ContactShare } from '../../domain/authority/contact';
import type { Level } from '../../domain/authority/levels';
import type { Band } from '../../domain/authority/matrix';
import type { Role } from '../../domain/authority/roles';
import type { ApproverRefusal, ShownProposal } from '../../domain/complaint/approval';
import type { EmergencyBlock } from '../../domain/complaint/emergency';
import type { MoneyBounds } from '../../domain/complaint/remedy-lines';
import { remedyKinds, type RemedyKind } from '../../domain/complaint/values';
import { caseCommands, CaseRefusal } from '../../domain/complaint/commands';
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
  /** How many must sign, and how many have. */
  readonly needed: number;
  readonly signed: number;
  /** 已上报总行: headquarters decides it. */
  readonly sentUp: boolean;
  /** By whose authority they would decide (代); null for their own. */
  readonly onBehalfOfName: string | null;
}

/** One signature that is there already (会签). */
export interface SignedBy {
  readonly name: string;
  readonly level: Level;
  readonly onBehalfOfName: string | null;
  readonly atMs: number;
  readonly comment: string;
}

/** How long headquarters was out of reach, and what that leaves. */
export interface ContactView extends ContactShare {
  readonly lastAtMs: number;
}

/** 已上报总行. */
export interface SentUp {
  readonly atMs: number;
  readonly byName: string;
  readonly signed: number;
}

export interface ApprovalView {
  /** What the signature covers. Complete and unmasked for the approver: deciding is a reason to see it, and is logged. */
  readonly shown: ShownProposal;
  readonly digest: string;
  readonly refusal: ApproverRefusal | null;
  /** The approver's limit for these kinds, in fen; null for none. */
  readonly limitFen: number | null;
  /** Of that, what holds without ratification while headquarters is out of reach. */
  readonly nowFen: number | null;
  /** By whose authority they decide (代); null for their own. */
  readonly onBehalfOfName: string | null;
  /** Who must sign, by level, and who has. */
  readonly needed: readonly Level[];
  readonly signed: readonly SignedBy[];
  /** This signature is the last; others are still to come otherwise. */
  readonly final: boolean;
  /** 待总行追认: approved now, it has to be ratified. */
  readonly ratify: boolean;
  /** Null where there is no headquarters, or none was out of reach for long enough. */
  readonly contact: ContactView | null;
  /** 上报总行: not needed or not possible; possible; or when and by whom it was sent up, and how many of headquarters have signed. */
  readonly above: 'no' | 'possible' | SentUp;
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
    /** 紧急处置. */
    readonly emergency: boolean;
  }[];
}

/** Somebody who could approve a proposal, as far as their limit goes. */
export interface Decider extends PersonName {
  readonly level: Level;
  /** In fen; null for none. */
  readonly limitFen: number | null;
  /** Of that, what holds without ratification. */
  readonly nowFen: number | null;
  readonly onBehalfOfName: string | null;
}

/** Somebody asked to this PC for one decision. */
export interface Approver extends PersonName {
  readonly role: Role;
  readonly refusal: ApproverRefusal | null;
}

/** Somebody who could sign in an emergency, or why not. */
export interface EmergencySigner extends PersonName {
  readonly role: Role;
  readonly refusal: ApproverRefusal | null;
  /** They hold the authority: there is no emergency while they are here. */
  readonly couldDecide: boolean;
  /** At least one of the two is of such a level. */
  readonly supervises: boolean;
}

export interface EmergencyView {
  readonly block: EmergencyBlock | null;
  readonly people: readonly EmergencySigner[];
  readonly reviewWithinDays: number;
  /** From when these days count: today by the clock that never goes back. */
  readonly today: string;
}

/** Somebody who could record a review, or why not. */
export interface Reviewer extends PersonName {
  readonly role: Role;
  readonly refusal: CaseRefusal | null;
  /** The money is above their own limit: the superior's paper is named. */
  readonly needsReference: boolean;
}

/** A password typed for one signature. */
const StepUp = z.strictObject({ userId: z.string(), password: z.string().max(200) });

/** Which of the two passwords was refused. */
export const EmergencyPassword = z.discriminatedUnion('code', [
  z.object({ code: z.literal('emergency.wrongPassword'), userId: z.string(), waitMs: z.int() }),
  z.object({ code: z.literal('emergency.throttled'), userId: z.string(), waitMs: z.int() }),
]);

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
    output: z.object({
      deciders: z.array(z.custom<Decider>()),
      /** Up to which amount who signs. */
      bands: z.array(z.custom<Band>()),
      /** The same for each kind of money by itself. */
      byKind: z.array(z.custom<{ readonly kind: RemedyKind; readonly bands: readonly Band[] }>()),
      /** What is plausible at all. */
      bounds: z.custom<MoneyBounds>(),
      contact: z.custom<ContactView>().nullable(),
    }),
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
      stepUp: StepUp.nullable(),
    }),
    output: z.object({ revision: z.int() }),
    error: z.union([CaseRefusal, SignInRefusal]),
  }),
  /** 上报总行: exactly what was shown; headquarters decides it then. */
  'approval.escalate': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      caseId: z.string(),
      ...caseCommands.escalate.shape,
    }),
    output: z.object({ revision: z.int() }),
    error: CaseRefusal,
  }),
  /** 紧急处置: who could be one of the two, and whether it may be done at all. */
  'approval.emergency': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string() }),
    output: view<EmergencyView>(),
    error: z.discriminatedUnion('code', [refusal('case.notFound'), refusal('remedy.notPending')]),
  }),
  /** Two persons authenticate for exactly this one decision, on the same digest; nothing of either lingers. */
  'approval.decideInEmergency': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      caseId: z.string(),
      proposalId: z.string(),
      digest: z.string(),
      reason: z.string().max(2_000),
      harm: z.string().max(2_000),
      first: StepUp,
      second: StepUp,
    }),
    output: z.object({ revision: z.int() }),
    error: z.union([CaseRefusal, EmergencyPassword]),
  }),
  /** Who could record the review or ratification that a task asks for. */
  'approval.reviewers': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string(), taskId: z.string() }),
    output: z.object({ users: z.array(z.custom<Reviewer>()) }),
    error: z.discriminatedUnion('code', [refusal('case.notFound'), refusal('task.notFound')]),
  }),
  /** 事后复核 or 追认, signed by who records it. */
  'approval.review': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      caseId: z.string(),
      ...caseCommands.recordReview.shape,
      stepUp: StepUp.nullable(),
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
