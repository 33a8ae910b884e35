/** The list of what waits for headquarters, kept beside that of complaints and as derived as it. */
import { and, eq } from 'drizzle-orm';
import { awaitingAbove } from '../../src/domain/complaint/escalation';
import type { CaseState } from '../../src/domain/complaint/state';
import { consoleEscalations } from '../db/console-schema';
import type { Tx } from '../db/database';

/** Puts what waits for headquarters into its list, and takes out what does not any more. */
export async function listEscalation(tx: Tx, branchId: string, state: CaseState): Promise<void> {
  const caseId = state.id;
  const waiting = awaitingAbove(state);
  if (!waiting) {
    const here = and(eq(consoleEscalations.branchId, branchId), eq(consoleEscalations.caseId, caseId));
    await tx.delete(consoleEscalations).where(here);
    return;
  }
  const { escalation, content } = waiting;
  const line = {
    number: state.number,
    sentAt: escalation.atMs,
    dueOn: escalation.dueOn,
    amountFen: content.amountFen,
    why: escalation.why,
    signed: escalation.signed.length,
  };
  await tx
    .insert(consoleEscalations)
    .values({ branchId, caseId, ...line })
    .onConflictDoUpdate({ target: [consoleEscalations.branchId, consoleEscalations.caseId], set: line });
}
