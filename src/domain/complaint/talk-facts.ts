/**
 * 补记: what was answered in a talk after its complaint was registered. The case takes it in where nobody has written anything else, so
 * that nothing is typed twice and nothing that a person wrote is replaced.
 */
import { z } from 'zod';
import { FactDeclaration } from '../scripts/script';
import type { CaseState } from './state';
import { toldStatuses } from './states';
import { emptyParty, wants, type CaseDetails } from './values';
import { voided } from './voided';

export const DetailField = FactDeclaration.shape.fills.unwrap();
export type DetailField = z.infer<typeof DetailField>;

const Value = z.union([z.string().max(2_000), z.number(), z.boolean()]);
type Value = z.infer<typeof Value>;

export const TalkFact = z.strictObject({ fact: z.string().min(1).max(64), fills: DetailField, value: Value });
export type TalkFact = z.infer<typeof TalkFact>;

/** By fact, the value that the case has taken from a talk. */
export const TakenFacts = z.record(z.string(), Value);
export type TakenFacts = z.infer<typeof TakenFacts>;

/** What a field of a case says; null where it says nothing. */
export function detailIn(details: CaseDetails, field: DetailField): Value | null {
  const [party = emptyParty] = details.parties;
  switch (field) {
    case 'matter':
    case 'facts':
    case 'wish':
      return textOf(details[field]);
    case 'want':
    case 'amountFen':
      return details[field];
    case 'accountTail':
    case 'name':
    case 'phone':
      return textOf(party[field]);
    case 'involved':
      return textOf(details.involved.map(({ name }) => name).join('、'));
    case 'consentTold':
      return details.consentTold ? 'yes' : null;
  }
}

const textOf = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim());

/** The fields that change when this one says so; none where the value is none of the field. */
export function detailChange(details: CaseDetails, field: DetailField, value: Value): Partial<CaseDetails> {
  const [party = emptyParty, ...others] = details.parties;
  switch (field) {
    case 'matter':
    case 'facts':
    case 'wish':
      return { [field]: String(value) };
    case 'want': {
      const want = wants.find((one) => one === value);
      return want === undefined ? {} : { want };
    }
    case 'amountFen':
      return typeof value === 'number' ? { amountFen: value } : {};
    case 'accountTail':
    case 'name':
    case 'phone':
      return { parties: [{ ...party, [field]: String(value) }, ...others] };
    case 'involved': {
      const named = details.involved.some(({ name }) => name === value);
      return named ? {} : { involved: [...details.involved, { name: String(value), staffNo: '', userId: null }] };
    }
    case 'consentTold':
      return { consentTold: value === 'yes' || value === true };
  }
}

/** Whom a proposal that waits or was approved was about is not changed by a talk that goes on beside it. */
const mayTakeIn = (state: CaseState): boolean =>
  state.status !== 'closed' && !toldStatuses.includes(state.status) && voided(state).length === 0;

export interface TakenIn {
  readonly changes: Partial<CaseDetails>;
  readonly taken: TakenFacts;
}

/** What the case takes in; null where it knows all of it, or others have written in its fields. */
export function takeInFacts(state: CaseState, conversationId: string, facts: readonly TalkFact[]): TakenIn | null {
  if (!mayTakeIn(state)) return null;
  const before = state.talks?.find((one) => one.conversationId === conversationId)?.taken ?? {};
  const so = facts.reduce<TakenIn>(
    ({ changes, taken }, { fact, fills, value }) => {
      if (before[fact] === value) return { changes, taken };
      const details = { ...state.details, ...changes };
      const now = detailIn(details, fills);
      // Empty, or what this talk said before and the customer has corrected; a further person is always one more.
      const isFree = now === null || now === before[fact] || fills === 'involved';
      const change = isFree ? detailChange(details, fills, value) : {};
      return Object.keys(change).length === 0
        ? { changes, taken }
        : { changes: { ...changes, ...change }, taken: { ...taken, [fact]: value } };
    },
    { changes: {}, taken: {} },
  );
  return Object.keys(so.taken).length === 0 ? null : so;
}
