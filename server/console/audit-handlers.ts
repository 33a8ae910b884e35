/** The audit trail, for the auditor. */
import { ok } from '../../src/shared/contract/define';
import type { auditContract } from '../../src/shared/hq-console/audit';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import { listAudit, verifyAudit } from './audit-trail';
import { record, type Call } from './call';

type AuditHandlers = Pick<ConsoleHandlers<Call>, keyof typeof auditContract>;

export const auditHandlers: AuditHandlers = {
  'audit.list': async ({ before }, { db }) => ok(await listAudit(db, before)),

  'audit.verify': async (_input, call) => {
    const result = await verifyAudit(call.db, call.hqKey.publicKey);
    await call.db.transaction((tx) =>
      record(tx, call, {
        action: 'audit.verified',
        outcome: 'done',
        detail: { checked: result.checked, faultNo: result.faultNo },
      }),
    );
    return ok(result);
  },
};
