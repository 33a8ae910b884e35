/** 移交: a complaint goes from one branch to another. */
import { z } from 'zod';
import { moveReasons } from '../../domain/complaint/headquarters-values';
import { operation, refusal } from '../contract/define';
import { Reason } from './branches';
import { SignInWait } from './session';

const Id = z.string().min(1).max(100);

export const moveContract = {
  /** Signed with the key of headquarters in the name of the person, who proves once more who they are. */
  'case.move': operation({
    kind: 'command',
    input: z.strictObject({
      branchId: Id,
      caseId: Id,
      toBranchId: Id,
      why: z.enum(moveReasons),
      reason: Reason,
      /** Six digits of the authenticator, or one of the recovery codes. */
      code: z.string().max(64),
    }),
    /** Its number in the branch that has it now. */
    output: z.strictObject({ number: z.string() }),
    error: z.union([
      refusal('console.caseUnknown'),
      refusal('console.branchUnknown'),
      refusal('console.sameBranch'),
      refusal('console.otherInstitution'),
      refusal('console.movedAlready'),
      refusal('console.decided'),
      refusal('console.absorbed'),
      refusal('console.historyTooLarge'),
      refusal('console.codeWrong'),
      SignInWait,
    ]),
  }),
} as const;
