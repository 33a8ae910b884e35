/** What goes up to headquarters from a case and what headquarters writes into it (上报与总行指令), as payloads of events. */
import { z } from 'zod';
import type { OpenEvent } from '../evidence/event-envelope';
import { Digest, MatrixUsed } from './authority-values';
import { LocalDate } from './values';

const Words = z.string().max(2_000);

/** Who of headquarters signed in the console, with password and second factor. */
export const HqOfficer = z.strictObject({ account: z.string().max(100), name: z.string().max(200) });
export type HqOfficer = z.infer<typeof HqOfficer>;

/** Why the branch can't decide: above its limits; the only one who could proposed it; those who could take no part. */
export const whysUp = ['limit', 'ownProposal', 'barred'] as const;
export type WhyUp = (typeof whysUp)[number];

const decided = { proposalId: z.string(), digest: Digest, officer: HqOfficer };
/** The most signatures that a matrix can ask for (see authority/matrix.ts). */
const Signatures = z.int().min(1).max(4);

/** Why a complaint is moved to another branch (移交事由). */
export const moveReasons = ['business', 'customer', 'impartiality', 'closing', 'capacity', 'other'] as const;
/** 业务归属那家网点 · 投诉人要求 · 原网点应当回避 · 原网点撤并 · 原网点人手不足 · 其他. */
export type MoveReason = (typeof moveReasons)[number];

/** A branch as both branches name it. */
export const BranchName = z.strictObject({
  id: z.string().max(100),
  code: z.string().max(100),
  name: z.string().max(200),
});
export type BranchName = z.infer<typeof BranchName>;

const PastRecord = z.looseObject({
  header: z.looseObject({
    id: z.string(),
    deviceId: z.string(),
    seq: z.int(),
    branchId: z.string(),
    streamId: z.string(),
    type: z.string(),
    actor: z.looseObject({ userId: z.string(), role: z.string() }),
    at: z.looseObject({ wall: z.number(), hlc: z.string() }),
    rulePack: z.string(),
  }),
  payload: z.unknown(),
});

/** An event of the branch before, to the letter as its PC signed it, so that who has that PC's key can check it. */
const PastEvent = z.custom<OpenEvent>((value) => PastRecord.safeParse(value).success);

const moved = { why: z.enum(moveReasons), reason: Words.min(1), officer: HqOfficer };

export const headquartersPayloads = {
  /** 上报总行: the proposal of this digest goes up, since the branch can't decide it. Written by the branch. */
  'escalation.sent': z.strictObject({
    proposalId: z.string(),
    digest: Digest,
    why: z.enum(whysUp),
    /** Words to headquarters; may be empty. */
    reason: Words,
    /** The limit that was exceeded, in fen; null where none was. */
    limitFen: z.int().nullable(),
    /** Last day of the decision by the rules of the branch; null where they set none. */
    dueOn: LocalDate.nullable(),
    matrix: MatrixUsed,
  }),
  /** 总行会签: one signature of several of headquarters. */
  'escalation.endorsed': z.strictObject({ ...decided, comment: Words, needed: Signatures, matrix: MatrixUsed }),
  /** 总行批准: with it as many of headquarters as needed have signed. */
  'escalation.approved': z.strictObject({ ...decided, comment: Words, needed: Signatures, matrix: MatrixUsed }),
  /** 总行退回. */
  'escalation.returned': z.strictObject({ ...decided, reason: Words.min(1) }),
  /** 总行不同意. */
  'escalation.rejected': z.strictObject({ ...decided, reason: Words.min(1) }),
  /** 退回重办: what the branch decided, told or closed is to be done again. */
  'rework.ordered': z.strictObject({ reason: Words.min(1), officer: HqOfficer }),
  /** 移交 to another branch, where it is a case of its own under another id and number. */
  'case.movedAway': z.strictObject({ to: BranchName, toCaseId: z.string(), toNumber: z.string().max(64), ...moved }),
  /** 移交 from another branch, with all that happened there before; follows on the registration. */
  'case.movedHere': z.strictObject({
    from: BranchName,
    fromCaseId: z.string(),
    fromNumber: z.string().max(64),
    ...moved,
    history: z.array(PastEvent).min(1),
    /** Names of those who acted there, by their id. */
    people: z.record(z.string(), z.string().max(200)),
  }),
} as const;

/** Those that only headquarters writes. */
export const decidedAbove = [
  'escalation.endorsed',
  'escalation.approved',
  'escalation.returned',
  'escalation.rejected',
] as const satisfies readonly (keyof typeof headquartersPayloads)[];

/** 移交: the same. */
export const movedByHeadquarters = [
  'case.movedAway',
  'case.movedHere',
] as const satisfies readonly (keyof typeof headquartersPayloads)[];
