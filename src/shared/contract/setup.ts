/** First run: make a new branch on this PC, or join one that headquarters knows. */
import { z } from 'zod';
import { InstitutionType } from '../../domain/complaint/values';
import { Done, operation, refusal } from './define';
import { SaveFailed } from './document';
import { enrolRefusals } from './sync';

const Name = z.string().trim().min(1).max(200);
const Password = z.string().min(1).max(200);

export const PasswordRefusal = z.object({
  code: z.literal('password.weak'),
  /** `person` names whose password it is, where several are set at once. */
  person: z.enum(['supervisor', 'counter', 'self', 'other']),
  reason: z.enum(['tooShort', 'tooLong', 'common', 'containsName', 'containsBranchCode']),
});

export const NewPerson = z.strictObject({ name: Name, staffNo: z.string().trim().max(64), password: Password });

export const BranchInput = z.strictObject({
  name: Name,
  /** Digits and capital letters, 2–12; first part of every case number. */
  code: z.string().regex(/^[0-9A-Z]{2,12}$/),
  institutionType: InstitutionType,
  institutionName: Name,
  province: z.string().trim().min(1).max(50),
  address: z.string().trim().max(300),
  phone: z.string().trim().max(50),
  /** 核查申请电话: stands on every decision letter. */
  reviewPhone: z.string().trim().max(50),
});
export type BranchInput = z.infer<typeof BranchInput>;

export const setupContract = {
  /** Makes keys, the first two people and the branch. The recovery code is shown once and must be confirmed. */
  'setup.createBranch': operation({
    kind: 'command',
    input: z.strictObject({
      branch: BranchInput,
      /** 机号: tells the PCs of one branch apart in case numbers. Letters without I and O, see domain/numbering. */
      deviceTag: z.string().regex(/^[A-HJ-NP-Z]{1,2}$/),
      supervisor: NewPerson,
      counter: NewPerson,
    }),
    output: z.object({ recoveryCode: z.string() }),
    error: z.discriminatedUnion('code', [PasswordRefusal, refusal('setup.alreadyDone'), refusal('setup.sameName')]),
  }),
  'setup.confirmRecoveryCode': operation({
    kind: 'command',
    input: z.strictObject({ code: z.string().max(100) }),
    output: Done,
    error: z.discriminatedUnion('code', [refusal('setup.recoveryCodeDiffers'), refusal('setup.notStarted')]),
  }),
  /** Opens the system's print or save dialog for the recovery sheet. */
  'setup.printRecoverySheet': operation({
    kind: 'command',
    input: z.strictObject({ target: z.enum(['print', 'pdf']) }),
    output: z.object({ cancelled: z.boolean() }),
    error: z.discriminatedUnion('code', [refusal('setup.notStarted'), refusal('document.printFailed'), SaveFailed]),
  }),
  /** Joins this PC to a branch that another PC has enrolled; fetches people and cases. */
  'setup.joinBranch': operation({
    kind: 'command',
    input: z.strictObject({ hqUrl: z.url().max(500), code: z.string().trim().min(4).max(40) }),
    output: z.object({ recoveryCode: z.string() }),
    error: z.strictObject({ code: z.enum([...enrolRefusals, 'setup.alreadyDone', 'setup.branchEmpty']) }),
  }),
  /** Forgotten passwords of everybody: the printed code sets a new password for a supervisor. */
  'setup.recover': operation({
    kind: 'command',
    input: z.strictObject({ recoveryCode: z.string().max(100), userId: z.string(), newPassword: Password }),
    output: Done,
    error: z.discriminatedUnion('code', [PasswordRefusal, refusal('setup.recoveryCodeDiffers')]),
  }),
} as const;
