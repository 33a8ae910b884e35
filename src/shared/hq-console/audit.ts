/** The audit trail of the console: what was done and refused, by whom, chained so that nothing can be taken out of it. */
import { z } from 'zod';
import { noError, operation } from '../contract/define';

export const auditActions = [
  'person.added',
  'person.reset',
  'person.disabled',
  'person.enabled',
  'person.roleChanged',
  'password.changed',
  'setup.finished',
  'session.signIn',
  'session.signOut',
  'operation.forbidden',
  'request.forged',
  'code.made',
  'device.revoked',
  'device.restored',
  'case.searched',
  'case.revealed',
  'extension.granted',
  'report.exported',
  'escalation.opened',
  'escalation.approved',
  'escalation.returned',
  'escalation.rejected',
  'rework.ordered',
  'case.assigned',
  'case.moved',
  'refusal.askedAgain',
  'refusal.settled',
  'courier.taken',
  'pack.proposed',
  'pack.approved',
  'pack.refused',
  'pack.everywhere',
  'pack.stopped',
  'pack.withdrawn',
  'audit.verified',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** What an entry may tell beside who, when and what: codes, ids and numbers, and the reasons that people gave. */
export const auditDetails = [
  'account',
  'role',
  'roleBefore',
  'by',
  'operation',
  'reason',
  'branchId',
  'deviceId',
  'caseId',
  'number',
  'seq',
  'toBranchId',
  'toNumber',
  'why',
  'days',
  'releaseId',
  'pack',
  'proposalId',
  'digest',
  'status',
  'receivedFrom',
  'receivedTo',
  'found',
  'copyId',
  'digest',
  'checked',
  'faultNo',
] as const;

const Detail = z.union([z.string(), z.number(), z.null()]);

export const AuditEntry = z.strictObject({
  no: z.int(),
  atMs: z.int(),
  /** Null where nobody was signed in, or the command line acted. */
  account: z.string().nullable(),
  action: z.enum(auditActions),
  outcome: z.enum(['done', 'refused']),
  address: z.string(),
  detail: z.partialRecord(z.enum(auditDetails), Detail),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const auditContract = {
  /** Newest first. */
  'audit.list': operation({
    kind: 'query',
    input: z.strictObject({ before: z.int().nullable() }),
    output: z.strictObject({ entries: z.array(AuditEntry), more: z.boolean() }),
    error: noError,
  }),
  /** Goes through the whole trail. `head` is worth keeping elsewhere: a tail that was cut off later shows by it. */
  'audit.verify': operation({
    kind: 'command',
    input: z.strictObject({}),
    output: z.strictObject({
      checked: z.int(),
      /** Number of the first entry that does not fit; null when all do. */
      faultNo: z.int().nullable(),
      head: z.string(),
    }),
    error: noError,
  }),
} as const;
