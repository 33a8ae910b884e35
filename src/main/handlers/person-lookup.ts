/** Earlier cases of the same person, by keyed hashes; nothing that names anybody is compared in the clear. */
import type { SimilarCase } from '../../shared/contract/intake';
import { personFields, personHash } from '../records/lookup';
import type { Session } from '../session/session';

type Typed = Readonly<Record<(typeof personFields)[number], string>>;

/** Case id → the fields it shares with what was typed. */
export async function findSimilar(
  { lists, keys }: Pick<Session, 'lists' | 'keys'>,
  typed: Typed,
): Promise<ReadonlyMap<string, SimilarCase['matchedOn']>> {
  const fieldOf = new Map<string, (typeof personFields)[number]>();
  for (const field of personFields) {
    const hash = personHash(keys.lookup, field, typed[field]);
    if (hash !== undefined) fieldOf.set(hash, field);
  }
  if (fieldOf.size === 0) return new Map();
  const matched = new Map<string, (typeof personFields)[number][]>();
  for (const { hash, caseId } of await lists.lookup([...fieldOf.keys()])) {
    const field = fieldOf.get(hash);
    if (field) matched.set(caseId, [...(matched.get(caseId) ?? []), field]);
  }
  return matched;
}

/**
 * All cases of the person behind a party, with what each shares; undefined when there is no such party. The tail of an account
 * alone means nobody and is left out; a name alone may be somebody else's, and who shows it must say so.
 */
export async function casesOfPerson(
  session: Session,
  caseId: string,
  partyIndex: number,
): Promise<ReadonlyMap<string, SimilarCase['matchedOn']> | undefined> {
  const state = await session.records.caseState(caseId);
  const party = state?.details.parties[partyIndex];
  if (!party) return undefined;
  const found = await findSimilar(session, party);
  return new Map([...found].filter(([, fields]) => fields.some((field) => field !== 'accountTail')));
}
