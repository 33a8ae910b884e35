/**
 * The fields of the intake form by id. One id serves four things: where the focus was, which field a refusal of main
 * means, which entry of "still missing" to jump to, and how long a text main can keep.
 */
import type { CaseDetails, InvolvedEmployee, Partner, Party, Petition } from '../../../domain/complaint/values';
import type { IntakeForm } from '../../../shared/contract/intake';

type PartyField = keyof Party;
export type FieldId =
  | `parties.${number}.${PartyField}`
  | `involved.${number}.${keyof InvolvedEmployee}`
  | `transferLetter.${'number' | 'dueOn'}`
  | `petition.${keyof Petition}`
  | `partner.${keyof Partner}`
  | Exclude<keyof CaseDetails, 'parties' | 'involved' | 'transferLetter' | 'petition' | 'amountFen'>
  | 'involved'
  | 'amountText'
  | 'headCountText'
  | 'emotion'
  | 'evidence'
  | 'receivedAtMs';

/** Ids of `missingFields` (domain) where they differ from the form's. */
const missingAlias: Readonly<Record<string, FieldId>> = {
  'party.name': 'parties.0.name',
  'party.phone': 'parties.0.phone',
  'party.authorisation': 'parties.0.authorisationHeld',
};

const plain: ReadonlySet<string> = new Set<FieldId>([
  'channelId',
  'transferLetter.number',
  'transferLetter.dueOn',
  'petition.way',
  'petition.office',
  'petition.number',
  'petition.dueOn',
  'partner',
  'partner.kind',
  'partner.name',
  'partner.contractNo',
  'partner.soldForUs',
  'businessId',
  'reasonId',
  'rightIds',
  'touchpointId',
  'facts',
  'matter',
  'want',
  'wish',
  'involved',
  'amountText',
  'joint',
  'headCountText',
  'emotion',
  'evidence',
  'receivedAtMs',
  'consentTold',
  'flags',
]);

/** A text that may be a field id as one; null when the form has no such field. */
export function fieldIdOf(text: string): FieldId | null {
  const alias = missingAlias[text];
  if (alias !== undefined) return alias;
  if (text === 'amountFen') return 'amountText';
  if (plain.has(text) || /^(?:parties|involved)\.\d+\.[a-zA-Z]+$/.test(text)) return text as FieldId;
  const outer = /^(rightIds|flags|evidence|involved)\./.exec(text);
  return outer === null ? null : (outer[1] as FieldId);
}

/** The field an issue of `ipc.badInput` is about: its path starts at the input of the operation. */
export function fieldOfPath(path: readonly (string | number)[]): FieldId | null {
  const parts = path.map(String);
  if (parts[0] === 'form') parts.shift();
  if (parts[0] === 'details') parts.shift();
  return fieldIdOf(parts.join('.'));
}

/** Longest texts main keeps, in UTF-16 units; the same numbers as the schemas of `CaseDetails`. A test compares them. */
export const longest = {
  party: {
    name: 200,
    idNumber: 64,
    phone: 64,
    address: 500,
    accountTail: 32,
    representedName: 200,
  },
  involved: { name: 200, staffNo: 64 },
  details: { facts: 20_000, matter: 500, wish: 5_000 },
  letterNumber: 100,
  petition: { office: 200, number: 100 },
  partner: { name: 200, contractNo: 100 },
  amountText: 100,
  headCountText: 20,
} as const;

export interface FittedForm {
  readonly form: IntakeForm;
  /** Fields whose text is longer than main keeps; on the screen they stay whole. */
  readonly tooLong: readonly FieldId[];
}

/**
 * The form as main can keep it. One over-long text must not stop all the others from being saved, so it is cut for the
 * draft and named; the person shortens it, nobody else does.
 */
export function fitForm(form: IntakeForm): FittedForm {
  const tooLong: FieldId[] = [];
  const cut = (id: FieldId, text: string, limit: number): string => {
    if (text.length <= limit) return text;
    tooLong.push(id);
    return text.slice(0, limit);
  };
  const { details } = form;
  const parties = details.parties.map((party, index) => {
    const fitted = { ...party };
    for (const [field, limit] of Object.entries(longest.party) as [keyof typeof longest.party, number][])
      fitted[field] = cut(`parties.${index}.${field}`, party[field], limit);
    return fitted;
  });
  const involved = details.involved.map((person, index) => ({
    ...person,
    name: cut(`involved.${index}.name`, person.name, longest.involved.name),
    staffNo: cut(`involved.${index}.staffNo`, person.staffNo, longest.involved.staffNo),
  }));
  const { petition, partner } = details;
  const fitted: IntakeForm = {
    ...form,
    amountText: cut('amountText', form.amountText, longest.amountText),
    ...(form.headCountText === undefined
      ? {}
      : { headCountText: cut('headCountText', form.headCountText, longest.headCountText) }),
    details: {
      ...details,
      parties,
      involved,
      transferLetter: {
        ...details.transferLetter,
        number: cut('transferLetter.number', details.transferLetter.number, longest.letterNumber),
      },
      ...(petition
        ? {
            petition: {
              ...petition,
              office: cut('petition.office', petition.office, longest.petition.office),
              number: cut('petition.number', petition.number, longest.petition.number),
            },
          }
        : {}),
      ...(partner
        ? {
            partner: {
              ...partner,
              name: cut('partner.name', partner.name, longest.partner.name),
              contractNo: cut('partner.contractNo', partner.contractNo, longest.partner.contractNo),
            },
          }
        : {}),
      facts: cut('facts', details.facts, longest.details.facts),
      matter: cut('matter', details.matter, longest.details.matter),
      wish: cut('wish', details.wish, longest.details.wish),
    },
  };
  return tooLong.length === 0 ? { form, tooLong } : { form: fitted, tooLong };
}
