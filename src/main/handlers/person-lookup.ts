/** Earlier cases of the same person, by keyed hashes; nothing that names anybody is compared in the clear. */
import type { SimilarCase } from '../../shared/contract/intake';
import { partyHashes, personFields, personHash } from '../records/lookup';
import type { Session } from '../session/session';
import type { StoreAccess } from '../store/store-access';

type Typed = Readonly<Record<(typeof personFields)[number], string>>;

/** Case id → the fields it shares with what was typed. */
export async function findSimilar(
  store: StoreAccess,
  lookupKey: Uint8Array,
  typed: Typed,
): Promise<ReadonlyMap<string, SimilarCase['matchedOn']>> {
  const fieldOf = new Map<string, (typeof personFields)[number]>();
  for (const field of personFields) {
    const hash = personHash(lookupKey, field, typed[field]);
    if (hash !== undefined) fieldOf.set(hash, field);
  }
  if (fieldOf.size === 0) return new Map();
  const matched = new Map<string, (typeof personFields)[number][]>();
  for (const { hash, caseId } of await store.lookup([...fieldOf.keys()])) {
    const field = fieldOf.get(hash);
    if (field) matched.set(caseId, [...(matched.get(caseId) ?? []), field]);
  }
  return matched;
}

/** Ids of all cases that share ID number, phone, account or name with a party; undefined when there is no such party. */
export async function casesOfPerson(
  store: StoreAccess,
  session: Session,
  caseId: string,
  partyIndex: number,
): Promise<readonly string[] | undefined> {
  const state = await session.records.caseState(caseId);
  const party = state?.details.parties[partyIndex];
  if (!party) return undefined;
  const found = await store.lookup(partyHashes(session.keys.lookup, party));
  return [...new Set(found.map((one) => one.caseId))];
}
