/** Branches and their PCs as headquarters knows them: who is silent, whose clock is off, what was refused. */
import { z } from 'zod';
import { Done, noError, operation, refusal } from '../contract/define';

const Ms = z.int();

export const DeviceView = z.strictObject({
  id: z.string(),
  tag: z.string(),
  enrolledAtMs: Ms,
  lastSeenAtMs: Ms.nullable(),
  /** Clock of headquarters minus clock of the PC, at the last contact. */
  clockOffsetMs: Ms.nullable(),
  revoked: z.boolean(),
  /** Records that could not be taken in (作废占位). */
  rejected: z.int(),
});
export type DeviceView = z.infer<typeof DeviceView>;

export const BranchView = z.strictObject({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  institutionName: z.string(),
  institutionType: z.enum(['bank', 'insurer']),
  province: z.string(),
  /** Records that headquarters holds. */
  records: z.int(),
  devices: z.array(DeviceView),
});
export type BranchView = z.infer<typeof BranchView>;

/** Why a person does it; read by the auditor. */
export const Reason = z.string().trim().min(5).max(500);

export const branchContract = {
  'branch.list': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.strictObject({ branches: z.array(BranchView), nowMs: Ms }),
    error: noError,
  }),
  /** A one-time code for one PC; shown once, kept as a hash only. */
  'code.make': operation({
    kind: 'command',
    input: z.strictObject({
      /** Null: for the first PC of a branch that is new. */
      branchId: z.string().min(1).max(100).nullable(),
    }),
    output: z.strictObject({ code: z.string(), expiresAtMs: Ms }),
    error: refusal('console.branchUnknown'),
  }),
  'device.setRevoked': operation({
    kind: 'command',
    input: z.strictObject({
      branchId: z.string().min(1).max(100),
      deviceId: z.string().min(1).max(100),
      revoked: z.boolean(),
      reason: Reason,
    }),
    output: Done,
    error: refusal('console.deviceUnknown'),
  }),
} as const;
