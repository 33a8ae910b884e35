/** 上报待办: proposals that branches can't decide, and what headquarters decides on them. Also 退回重办. */
import { z } from 'zod';
import { whysUp } from '../../domain/complaint/headquarters-values';
import { remedyKinds } from '../../domain/complaint/values';
import { noError, operation, refusal } from '../contract/define';
import { Reason } from './branches';
import { SignInWait } from './session';

const Ms = z.int();
const Fen = z.int();
const Id = z.string().min(1).max(100);
/** Six digits of the authenticator, or one of the recovery codes. */
const Code = z.string().max(64);

export const EscalationRow = z.strictObject({
  branchId: z.string(),
  branchCode: z.string(),
  branchName: z.string(),
  caseId: z.string(),
  number: z.string(),
  sentAtMs: Ms,
  /** Last day of the decision, by the rules of the branch; null where they set none. */
  dueOn: z.string().nullable(),
  amountFen: Fen,
  why: z.enum(whysUp),
  /** Signatures of headquarters that are there already. */
  signed: z.int(),
});
export type EscalationRow = z.infer<typeof EscalationRow>;

const Signed = z.strictObject({ name: z.string(), atMs: Ms, comment: z.string() });

/** Everything that is decided on, unmasked: opening it needs a reason, as for every complaint. */
export const EscalationSheet = z.strictObject({
  number: z.string(),
  proposalId: z.string(),
  /** Of exactly what is shown; the signature covers it. */
  digest: z.string(),
  /** False where the complaint changed since it was sent up: nothing can be signed until the branch sends it anew. */
  unchanged: z.boolean(),
  parties: z.array(z.strictObject({ name: z.string(), phone: z.string() })),
  matter: z.string(),
  facts: z.string(),
  wish: z.string(),
  claimedFen: Fen.nullable(),
  receivedAtMs: Ms,
  dueOn: z.string().nullable(),
  sentAtMs: Ms,
  why: z.enum(whysUp),
  /** The limit that was exceeded, in fen; null where none was. */
  limitFen: Fen.nullable(),
  /** What the branch says to it; may be empty. */
  reason: z.string(),
  kinds: z.array(z.enum(remedyKinds)),
  amountFen: Fen,
  factsFound: z.string(),
  basis: z.string(),
  decisionText: z.string(),
  internalReason: z.string(),
  performBy: z.string(),
  /** Pieces of evidence, by name. */
  evidence: z.array(z.string()),
  /** How many of headquarters sign, and who has. */
  needed: z.int(),
  signed: z.array(Signed),
  /** The signed-in person has signed already. */
  ownSignature: z.boolean(),
});
export type EscalationSheet = z.infer<typeof EscalationSheet>;

export const rulings = ['approve', 'return', 'reject'] as const;
export type Ruling = (typeof rulings)[number];

export const escalationContract = {
  /** Of all branches, the most urgent first. */
  'escalation.list': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.strictObject({
      rows: z.array(EscalationRow),
      /** There are more than were sent along; they come once these are decided. */
      more: z.boolean(),
      /** Branches whose latest records are not in the list yet; asking again goes on reading them. */
      unreadBranches: z.int(),
    }),
    error: noError,
  }),
  'escalation.open': operation({
    kind: 'command',
    input: z.strictObject({ branchId: Id, caseId: Id, reason: Reason }),
    output: EscalationSheet,
    error: z.discriminatedUnion('code', [refusal('console.caseUnknown'), refusal('console.notWaiting')]),
  }),
  /** 总行签批: signed with the key of headquarters in the name of the person, who proves once more who they are. */
  'escalation.rule': operation({
    kind: 'command',
    input: z.strictObject({
      branchId: Id,
      caseId: Id,
      proposalId: Id,
      digest: z.string().max(64),
      ruling: z.enum(rulings),
      /** Needed unless it is approved. */
      words: z.string().trim().max(500),
      code: Code,
    }),
    output: z.strictObject({ /** Others have to sign it too. */ waits: z.boolean() }),
    error: z.union([
      refusal('console.caseUnknown'),
      refusal('console.notWaiting'),
      refusal('console.changed'),
      refusal('console.signedAlready'),
      refusal('console.wordsMissing'),
      refusal('console.codeWrong'),
      SignInWait,
    ]),
  }),
  /** 交办: a complaint that headquarters received becomes a case of this branch. */
  'case.assign': operation({
    kind: 'command',
    input: z.strictObject({
      branchId: Id,
      name: z.string().trim().max(200),
      phone: z.string().trim().max(64),
      matter: z.string().trim().min(2).max(200),
      facts: z.string().trim().min(5).max(10_000),
      /** By the clock of Beijing. */
      receivedOn: z.iso.date(),
      code: Code,
    }),
    output: z.strictObject({ number: z.string() }),
    error: z.union([
      refusal('console.branchUnknown'),
      refusal('console.dayInFuture'),
      refusal('console.codeWrong'),
      SignInWait,
    ]),
  }),
  /** 退回重办. */
  'case.orderRework': operation({
    kind: 'command',
    input: z.strictObject({ branchId: Id, caseId: Id, reason: Reason, code: Code }),
    output: z.strictObject({}),
    error: z.union([
      refusal('console.caseUnknown'),
      refusal('console.notReworkable'),
      refusal('console.codeWrong'),
      SignInWait,
    ]),
  }),
} as const;
