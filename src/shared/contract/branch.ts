/** What the branch prints about itself (网点资料): name, address, and whom a customer can turn to after a decision. */
import { z } from 'zod';
import { LocalDate } from '../../domain/complaint/values';
import { OpeningHours } from '../../domain/deadlines/opening-hours';
import type { Branch } from '../../domain/directory/directory';
import { CommandId, Done, noError, operation, view } from './define';

const Name = z.string().trim().min(1).max(200);
const Text = z.string().trim().max(300);

/** All that can change after the first day. Code and kind of institution can't: case numbers and deadlines hang on them. */
export const BranchChanges = z.strictObject({
  name: Name,
  institutionName: Name,
  province: z.string().trim().min(1).max(50),
  address: Text,
  phone: z.string().trim().max(50),
  appeal: z.strictObject({
    reviewInstitution: Text,
    reviewPhone: z.string().trim().max(50),
    mediation: Text,
    arbitration: Text,
    court: Text,
  }),
  openingHours: OpeningHours,
  /** 开业日期, or empty. */
  openedOn: LocalDate.or(z.literal('')),
});
export type BranchChanges = z.infer<typeof BranchChanges>;

export const branchContract = {
  'branch.get': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<Branch>(),
    error: noError,
  }),
  'branch.update': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, changes: BranchChanges }),
    output: Done,
    error: noError,
  }),
} as const;
