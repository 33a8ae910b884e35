/** Complaints of all branches, without what names a person; that is shown for a reason which stays in the audit trail. */
import { z } from 'zod';
import { movabilities } from '../../domain/complaint/move';
import { caseStatuses } from '../../domain/complaint/states';
import { operation, noError, refusal } from '../contract/define';
import { Reason } from './branches';
import { SignInWait } from './session';

const Ms = z.int();
/** REGULATION D3. */
export const mostExtensionDays = 30;
const Day = z.iso.date();

/** What can be asked for; null leaves a condition out. */
export const CaseQuery = z.strictObject({
  /** The whole number or its beginning. */
  number: z.string().max(40),
  branchId: z.string().min(1).max(100).nullable(),
  status: z.enum(caseStatuses).nullable(),
  /** First and last day of receipt, by the clock of Beijing, both included. */
  receivedFrom: Day.nullable(),
  receivedTo: Day.nullable(),
});
export type CaseQuery = z.infer<typeof CaseQuery>;

export const CaseRow = z.strictObject({
  branchId: z.string(),
  branchCode: z.string(),
  branchName: z.string(),
  caseId: z.string(),
  number: z.string(),
  status: z.enum(caseStatuses),
  receivedAtMs: Ms,
  updatedAtMs: Ms,
  /** Masked name of the first complainant; empty where none is known. */
  complainant: z.string(),
  conflicts: z.int(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** 延期 by headquarters: possible; granted or recorded already; no decision is owed (now); not handled as complex. */
const extensible = ['possible', 'extended', 'notOwed', 'notComplex'] as const;
export type Extensible = (typeof extensible)[number];

/** The other end of a move (移交): where the complaint is known under which number. */
const OtherEnd = z.strictObject({
  branch: z.string(),
  number: z.string(),
  atMs: Ms,
  officer: z.string(),
  reason: z.string(),
});
export type OtherEnd = z.infer<typeof OtherEnd>;

/** What a reason opens: who complains, how to reach them, and what they say. */
export const RevealedCase = z.strictObject({
  number: z.string(),
  parties: z.array(z.strictObject({ name: z.string(), phone: z.string() })),
  facts: z.string(),
  extension: z.enum(extensible),
  /** 退回重办 can be ordered. */
  rework: z.boolean(),
  /** 移交 to another branch can be ordered, or why not. */
  move: z.enum(movabilities),
  movedTo: OtherEnd.nullable(),
  movedFrom: OtherEnd.nullable(),
  /** What the branch did after it was moved away, without knowing of it. */
  doneAfterwards: z.int(),
});
export type RevealedCase = z.infer<typeof RevealedCase>;

export const caseContract = {
  'case.search': operation({
    kind: 'query',
    input: z.strictObject({ query: CaseQuery, after: z.string().max(300).nullable() }),
    output: z.strictObject({
      rows: z.array(CaseRow),
      /** Give it as `after` for the next page. */
      next: z.string().nullable(),
      /** Branches whose latest records are not in the list yet; asking again goes on reading them. */
      unreadBranches: z.int(),
    }),
    error: noError,
  }),
  'case.reveal': operation({
    kind: 'command',
    input: z.strictObject({
      branchId: z.string().min(1).max(100),
      caseId: z.string().min(1).max(100),
      reason: Reason,
    }),
    output: RevealedCase,
    error: refusal('console.caseUnknown'),
  }),
  /** 批准延期: signed with the key of headquarters in the name of the person, who proves once more who they are. */
  'case.grantExtension': operation({
    kind: 'command',
    input: z.strictObject({
      branchId: z.string().min(1).max(100),
      caseId: z.string().min(1).max(100),
      days: z.int().min(1).max(mostExtensionDays),
      reason: Reason,
      /** Six digits of the authenticator, or one of the recovery codes. */
      code: z.string().max(64),
    }),
    output: z.strictObject({}),
    error: z.union([
      refusal('console.caseUnknown'),
      refusal('console.codeWrong'),
      refusal('console.notOwed'),
      refusal('console.notComplex'),
      refusal('console.extended'),
      SignInWait,
    ]),
  }),
} as const;
