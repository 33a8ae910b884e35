/** 拒收记录: what headquarters did not take of PCs, and what it says of each. */
import { z } from 'zod';
import { noError, operation, refusal } from '../contract/define';
import { pushRejectCodes } from '../sync-protocol/messages';
import { RefusalAnswer } from '../sync-protocol/refusals';
import { Reason } from './branches';

const Ms = z.int();
const Id = z.string().min(1).max(100);

export const RefusedRow = z.strictObject({
  branchId: z.string(),
  branchCode: z.string(),
  branchName: z.string(),
  deviceId: z.string(),
  deviceTag: z.string(),
  seq: z.int(),
  /** Headquarters holds another record in this place. */
  fork: z.boolean(),
  code: z.enum(pushRejectCodes),
  sinceMs: Ms,
  /** Type of the event; empty where not even that could be read. */
  type: z.string(),
  /** Number of the complaint that lacks it here; null where it is of none, or of one that is not known. */
  number: z.string().nullable(),
  /** It can come right when the PC sends it once more. */
  repeatable: z.boolean(),
  answer: RefusalAnswer.nullable(),
});
export type RefusedRow = z.infer<typeof RefusedRow>;

export const refusalContract = {
  /** Newest first. */
  'refusal.list': operation({
    kind: 'query',
    input: z.strictObject({ /** Also those that were settled. */ all: z.boolean() }),
    output: z.strictObject({ rows: z.array(RefusedRow), more: z.boolean() }),
    error: noError,
  }),
  'refusal.answer': operation({
    kind: 'command',
    input: z.strictObject({
      branchId: Id,
      deviceId: Id,
      seq: z.int().min(1),
      fork: z.boolean(),
      state: z.enum(['askedAgain', 'settled']),
      reason: Reason,
    }),
    output: z.strictObject({}),
    error: z.union([refusal('console.refusalUnknown'), refusal('console.notRepeatable')]),
  }),
} as const;
