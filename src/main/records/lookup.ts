/** Exact look-up of persons by keyed hash. The same normalisation for what is stored and what is typed. */
import type { CaseState } from '../../domain/complaint/state';
import type { Party } from '../../domain/complaint/values';
import { personFields, personValue, type PersonField } from '../../domain/identity/same-person';
import { lookupHash } from '../keys/sub-keys';

export { personFields };

/** Hash of one typed value; undefined when it is too short to mean anybody. */
export function personHash(lookupKey: Uint8Array, field: PersonField, typed: string): string | undefined {
  const value = personValue(field, typed);
  return value === undefined ? undefined : lookupHash(lookupKey, field, value);
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
