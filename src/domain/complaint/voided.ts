/** What an approval covered must not change under it: a change recalls a proposal that waits or was approved. */
import type { NewCaseEvent } from './events';
import { currentProposal, type CaseState } from './state';
import { nextStatus } from './states';

export function voided(state: CaseState): NewCaseEvent[] {
  const proposal = currentProposal(state);
  if (!proposal || (proposal.status !== 'pending' && proposal.status !== 'approved')) return [];
  if (nextStatus(state.status, 'remedy.recalled') === null) return [];
  return [{ type: 'remedy.recalled', payload: { proposalId: proposal.id, reason: '' } }];
}
