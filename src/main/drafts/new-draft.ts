import { emptyDetails } from '../../domain/complaint/values';
import type { IntakeForm } from '../../shared/contract/intake';
import type { DraftRecord } from './drafts';

export const emptyForm: IntakeForm = {
  details: emptyDetails,
  amountText: '',
  emotion: null,
  evidence: [],
  receivedAtMs: null,
  caseId: null,
};

/** A draft in somebody's hands since now. `madeUnder`: the command that made it, so that a repeat finds it. */
export function newDraft(
  { newId, nowMs }: { readonly newId: () => string; readonly nowMs: () => number },
  { ownerId, madeUnder, form = emptyForm }: Pick<DraftRecord, 'ownerId' | 'madeUnder'> & { readonly form?: IntakeForm },
): DraftRecord {
  const now = nowMs();
  return {
    id: newId(),
    form,
    focus: null,
    commandId: newId(),
    madeUnder,
    ownerId,
    hands: [{ userId: ownerId, fromMs: now, toMs: now }],
    createdAtMs: now,
    updatedAtMs: now,
  };
}
