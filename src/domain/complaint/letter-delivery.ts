/**
 * 送达 of letters and its proof. The decision and that of a review have acts of their own, which move the case; here are what all
 * of them must prove, and the telling of every other letter, which moves nothing.
 */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { CasePayload, NewCaseEvent } from './events';
import type { CaseState } from './state';
import type { DeliveryMethod, DeliveryProof } from './values';

/** One copy that was made. */
export interface PrintedCopy {
  readonly kind: CasePayload<'document.printed'>['kind'];
  readonly copyNo: number;
  readonly format: CasePayload<'document.printed'>['format'];
  readonly language: CasePayload<'document.printed'>['language'];
  /** Of its text; null for the slip, and for what was printed before it was kept. */
  readonly version: number | null;
  readonly by: string;
  readonly atMs: number;
}

/** One letter that reached its reader, or that was refused. */
export interface LetterDelivery extends CasePayload<'letter.delivered'> {
  readonly by: string;
  readonly atMs: number;
}

/** Ways that leave a number by which the carrier proves it. */
export const carriedMethods: readonly DeliveryMethod[] = ['post', 'courier'];

const nothing: DeliveryProof = { receiptNo: '', witness: '', evidenceIds: [] };

/** Why a delivery is not proven; undefined where it is. */
export function proofRefusal(
  state: CaseState,
  { method, proof = nothing }: { readonly method: DeliveryMethod; readonly proof?: DeliveryProof | undefined },
): CaseRefusal | undefined {
  if (carriedMethods.includes(method) && proof.receiptNo.trim() === '') return { code: 'delivery.receiptMissing' };
  // 拒收: who saw that it was offered and not taken.
  if (method === 'refusedToTake' && proof.witness.trim() === '') return { code: 'delivery.witnessMissing' };
  if (proof.evidenceIds.some((id) => !state.evidence.some((one) => one.id === id)))
    return { code: 'case.noSuchEvidence' };
  return undefined;
}

/** Records how a letter that moves nothing reached its reader. */
export function deliverLetter(
  state: CaseState,
  input: CaseCommandInput<'recordLetterDelivery'>,
  { today, receivedOn }: { readonly today: string; readonly receivedOn: string },
): { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal } {
  const copyNo = state.printedCopies[input.kind] ?? 0;
  if (copyNo === 0) return { ok: false, error: { code: 'letter.notPrinted' } };
  if (input.deliveredOn > today) return { ok: false, error: { code: 'case.dateInFuture' } };
  if (input.deliveredOn < receivedOn) return { ok: false, error: { code: 'deadline.tooEarly', notBefore: receivedOn } };
  const unproven = proofRefusal(state, input);
  if (unproven) return { ok: false, error: unproven };
  return { ok: true, event: { type: 'letter.delivered', payload: { ...input, copyNo } } };
}

interface Stamp {
  readonly userId: string;
  readonly atMs: number;
}

/** The copies and deliveries after an event of theirs. */
export const lettersAfter = {
  'document.printed': (
    state: CaseState,
    { kind, copyNo, format, language, template }: CasePayload<'document.printed'>,
    { userId: by, atMs }: Stamp,
  ): Partial<CaseState> => ({
    printed: [
      ...(state.printed ?? []),
      { kind, copyNo, format, language, version: template?.version ?? null, by, atMs },
    ],
  }),
  'letter.delivered': (
    state: CaseState,
    payload: CasePayload<'letter.delivered'>,
    { userId: by, atMs }: Stamp,
  ): Partial<CaseState> => ({
    letterDeliveries: [...(state.letterDeliveries ?? []), { ...payload, by, atMs }],
  }),
} as const;
