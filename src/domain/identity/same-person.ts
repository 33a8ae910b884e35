/** What identifies a person across complaints, read the same way wherever it is compared or looked up. */
import type { CaseDetails } from '../complaint/values';
import { toCode, toSearchText } from '../text/normalise';

export const personFields = ['name', 'phone', 'idNumber', 'accountTail'] as const;
export type PersonField = (typeof personFields)[number];

/** Fewer characters than this identify nobody, and would match half the branch. */
const shortest: Readonly<Record<PersonField, number>> = { name: 2, phone: 7, idNumber: 6, accountTail: 4 };

/** A typed value as it is compared; undefined when it is too short to mean anybody. */
export function personValue(field: PersonField, typed: string): string | undefined {
  const value = field === 'name' ? toSearchText(typed).replace(/\s+/gu, '') : codeValue(field === 'phone', typed);
  return [...value].length < shortest[field] ? undefined : value;
}

/** A number as it is compared: without signs and blanks, and a phone without the country's prefix. */
export function codeValue(isPhone: boolean, typed: string): string {
  const code = toCode(typed)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  // The same phone with and without the country's prefix is one phone.
  return isPhone ? code.replace(/^(?:0086|86)(?=1[3-9]\d{9}$)/, '') : code;
}

type Parties = Pick<CaseDetails, 'parties'>;

/** What somebody of the one complaint and somebody of the other have in common. */
export function sharedFields(one: Parties, other: Parties): readonly PersonField[] {
  return personFields.filter((field) => {
    const values = new Set(one.parties.map((party) => personValue(field, party[field])));
    values.delete(undefined);
    return other.parties.some((party) => values.has(personValue(field, party[field])));
  });
}

/**
 * Whether two complaints come from one person: `yes` by ID number or phone; `unsure` by name alone, which may be somebody
 * else's; `no` when nothing but perhaps the tail of an account is the same.
 */
export function samePerson(one: Parties, other: Parties): 'yes' | 'unsure' | 'no' {
  const shared = sharedFields(one, other);
  if (shared.includes('idNumber') || shared.includes('phone')) return 'yes';
  return shared.includes('name') ? 'unsure' : 'no';
}
