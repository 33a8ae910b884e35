/** What goes up to headquarters from a case and what headquarters writes into it (上报与总行指令), as payloads of events. */
import { z } from 'zod';
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
} as const;

/** Those that only headquarters writes. */
export const decidedAbove = [
  'escalation.endorsed',
  'escalation.approved',
  'escalation.returned',
  'escalation.rejected',
] as const satisfies readonly (keyof typeof headquartersPayloads)[];
