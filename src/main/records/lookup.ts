/** Exact look-up of persons by keyed hash. The same normalisation for what is stored and what is typed. */
import type { CaseState } from '../../domain/complaint/state';
import type { Party } from '../../domain/complaint/values';
import { toCode, toSearchText } from '../../domain/text/normalise';
import { lookupHash, type LookupKind } from '../keys/sub-keys';

type PersonField = 'name' | 'phone' | 'idNumber' | 'accountTail';
export const personFields: readonly PersonField[] = ['name', 'phone', 'idNumber', 'accountTail'];

/** Fewer characters than this identify nobody, and would match half the branch. */
const shortest: Readonly<Record<PersonField, number>> = { name: 2, phone: 7, idNumber: 6, accountTail: 4 };

/** Hash of one typed value; undefined when it is too short to mean anybody. */
export function personHash(lookupKey: Uint8Array, field: PersonField, typed: string): string | undefined {
  const value = field === 'name' ? toSearchText(typed).replace(/\s+/gu, '') : normaliseCode(field, typed);
  return [...value].length < shortest[field] ? undefined : lookupHash(lookupKey, field, value);
}

export function partyHashes(lookupKey: Uint8Array, party: Party): string[] {
  return personFields.map((field) => personHash(lookupKey, field, party[field])).filter((hash) => hash !== undefined);
}

/** Every hash under which a case can be found. */
export function lookupHashesOf(state: CaseState, lookupKey: Uint8Array): string[] {
  const hashes = state.details.parties.flatMap((party) => partyHashes(lookupKey, party));
  if (state.importKey !== null) hashes.push(lookupHash(lookupKey, 'importKey', state.importKey));
  return [...new Set(hashes)];
}

function normaliseCode(field: LookupKind, typed: string): string {
  const code = toCode(typed)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  // The same phone with and without the country's prefix is one phone.
  return field === 'phone' ? code.replace(/^(?:0086|86)(?=1[3-9]\d{9}$)/, '') : code;
}
