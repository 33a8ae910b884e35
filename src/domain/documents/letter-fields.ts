/**
 * What letters can say, field by field: in which form it is written, and where in the program it is filled in. A new field is one
 * row here and one label in the `letters` locale files; its value comes from the kind of letter that uses it.
 */
import { customerText, oneLine, type CustomerText, type PublicString } from './audience-text';
import { formatDate, isLocalDate, type DocumentLanguage } from './format';
import { fenToCapitals, formatYuan } from '../money/format-money';
import { calculationOf, calculationText, type Calculation, type CalculationFacts } from './calculation';
import type { OutletDetails } from './customer-documents';

/** Where a person fills it in; `handling`: it comes about by the next step of the case itself;
 * `report`: the form of a report on a major complaint. */
export const letterPlaces = [
  'branch',
  'details',
  'remedy',
  'deadlines',
  'review',
  'major',
  'report',
  'handling',
] as const;
export type LetterPlace = (typeof letterPlaces)[number];

/**
 * `line`: one line; `text`: may have several, each becomes a paragraph; `phrase`: stands before a full stop of the template; `date`:
 * a local date; `money`: fen; `count`: a whole number above zero; `table`: lines of a calculation; `derived`: made from another field.
 */
type Form = 'line' | 'text' | 'phrase' | 'date' | 'money' | 'count' | 'table' | 'derived';

export const letterFields = {
  institution: { form: 'derived', place: 'branch' },
  outlet: { form: 'derived', place: 'branch' },
  outletAddress: { form: 'derived', place: 'branch' },
  outletPhone: { form: 'derived', place: 'branch' },
  addressee: { form: 'line', place: 'details' },
  caseNumber: { form: 'line', place: 'handling' },
  receivedOn: { form: 'date', place: 'handling' },
  complaint: { form: 'text', place: 'details' },
  factsVerified: { form: 'text', place: 'remedy' },
  basis: { form: 'text', place: 'remedy' },
  decision: { form: 'text', place: 'remedy' },
  remedy: { form: 'phrase', place: 'remedy' },
  refusalGround: { form: 'phrase', place: 'remedy' },
  refusalArticle: { form: 'line', place: 'remedy' },
  refusalReference: { form: 'phrase', place: 'remedy' },
  reviewRequestedOn: { form: 'date', place: 'review' },
  reviewToldOn: { form: 'date', place: 'review' },
  reviewDecidedOn: { form: 'date', place: 'review' },
  reviewGrounds: { form: 'text', place: 'review' },
  reviewDecidedBy: { form: 'text', place: 'review' },
  reviewReference: { form: 'line', place: 'review' },
  reviewResult: { form: 'phrase', place: 'review' },
  reviewChanges: { form: 'text', place: 'review' },
  reviewReasons: { form: 'text', place: 'review' },
  regulator: { form: 'line', place: 'handling' },
  regulatorLetter: { form: 'line', place: 'details' },
  petitioner: { form: 'line', place: 'details' },
  petitionRecipient: { form: 'line', place: 'details' },
  petitionNumber: { form: 'line', place: 'details' },
  petitionWay: { form: 'line', place: 'details' },
  outcome: { form: 'phrase', place: 'handling' },
  amount: { form: 'money', place: 'remedy' },
  amountCapitals: { form: 'derived', place: 'remedy' },
  calculation: { form: 'table', place: 'remedy' },
  performBy: { form: 'date', place: 'remedy' },
  acceptedOn: { form: 'date', place: 'handling' },
  decideBy: { form: 'date', place: 'handling' },
  decideArticle: { form: 'line', place: 'handling' },
  extensionReason: { form: 'phrase', place: 'deadlines' },
  extensionDays: { form: 'count', place: 'deadlines' },
  extensionApprover: { form: 'line', place: 'deadlines' },
  extensionApprovalNo: { form: 'line', place: 'deadlines' },
  extensionApprovedOn: { form: 'date', place: 'deadlines' },
  suspensionPeriod: { form: 'phrase', place: 'deadlines' },
  suspensionFrom: { form: 'date', place: 'deadlines' },
  suspensionReason: { form: 'phrase', place: 'deadlines' },
  suspensionArticle: { form: 'line', place: 'deadlines' },
  materialAsked: { form: 'text', place: 'handling' },
  materialDetail: { form: 'text', place: 'handling' },
  materialReason: { form: 'phrase', place: 'handling' },
  materialNotAsked: { form: 'phrase', place: 'handling' },
  materialDueOn: { form: 'date', place: 'handling' },
  transferInstitution: { form: 'line', place: 'handling' },
  transferReason: { form: 'phrase', place: 'handling' },
  transferOn: { form: 'date', place: 'handling' },
  transferKept: { form: 'phrase', place: 'handling' },
  transferReference: { form: 'line', place: 'handling' },
  reportStage: { form: 'line', place: 'report', internal: true },
  reportSerial: { form: 'line', place: 'handling', internal: true },
  reportLevel: { form: 'line', place: 'handling', internal: true },
  reportFound: { form: 'line', place: 'handling', internal: true },
  reportBasis: { form: 'text', place: 'handling', internal: true },
  reportHeadCounts: { form: 'text', place: 'major', internal: true },
  reportRepresentatives: { form: 'text', place: 'details', internal: true },
  reportProduct: { form: 'line', place: 'details', internal: true },
  reportRegion: { form: 'line', place: 'branch', internal: true },
  reportWish: { form: 'text', place: 'details', internal: true },
  reportCause: { form: 'text', place: 'report', internal: true },
  reportCourse: { form: 'text', place: 'report', internal: true },
  reportMeasures: { form: 'text', place: 'report', internal: true },
  reportMedia: { form: 'text', place: 'report', internal: true },
  reportOutcome: { form: 'text', place: 'report', internal: true },
  reportNext: { form: 'line', place: 'report', internal: true },
  reportStaff: { form: 'text', place: 'details', internal: true },
  reportSigns: { form: 'text', place: 'details', internal: true },
  closedOn: { form: 'date', place: 'handling' },
  performedOn: { form: 'date', place: 'remedy' },
  reviewInstitution: { form: 'text', place: 'branch' },
  reviewPhone: { form: 'line', place: 'branch' },
  reviewDays: { form: 'count', place: 'handling' },
  mediation: { form: 'phrase', place: 'branch' },
  arbitration: { form: 'phrase', place: 'branch' },
  court: { form: 'phrase', place: 'branch' },
  ownerName: { form: 'line', place: 'handling' },
  ownerPhone: { form: 'line', place: 'branch' },
  reviewer: { form: 'line', place: 'handling' },
  issuedOn: { form: 'date', place: 'handling' },
} as const satisfies Readonly<
  Record<string, { readonly form: Form; readonly place: LetterPlace; readonly internal?: true }>
>;

export type LetterField = keyof typeof letterFields;
export const LETTER_FIELDS = Object.keys(letterFields) as readonly LetterField[];

/** 内部: it may stand in papers for those above only. */
export function isInternalField(name: string): boolean {
  return isLetterField(name) && 'internal' in letterFields[name];
}

/** Whether the program knows such a field. */
export function isLetterField(name: string): name is LetterField {
  return Object.hasOwn(letterFields, name);
}

type FormOf<F extends LetterField> = (typeof letterFields)[F]['form'];
type GivenField = { [F in LetterField]: FormOf<F> extends 'derived' ? never : F }[LetterField];

/** The facts of one letter. What is not given, or empty, is missing: the compiler names it and blocks printing. */
export type LetterFacts = {
  readonly [F in GivenField]?: FormOf<F> extends 'money' | 'count'
    ? number | null
    : FormOf<F> extends 'table'
      ? CalculationFacts
      : PublicString;
};

/** A letter as data: each field as it will stand on paper, "" where there is nothing. */
export interface LetterData {
  readonly document: 'letter';
  readonly language: DocumentLanguage;
  readonly branch: OutletDetails;
  readonly values: Readonly<Record<LetterField, CustomerText>>;
  /** What the amount consists of; null where it was named as a whole. */
  readonly calculation: Calculation | null;
}

/** An institution a customer can turn to is printed whole; only a text that can't be a name is cut. */
const LINE_GRAPHEMES = 240;

/** Fields and the table of a letter as they stand on paper. Throws on a day that does not exist: that is a bug of the caller. */
export function writeFacts(
  facts: LetterFacts,
  branch: OutletDetails,
  language: DocumentLanguage,
): Pick<LetterData, 'values' | 'calculation'> {
  const { calculation: lines, ...plain } = facts;
  const given: Readonly<Partial<Record<string, PublicString | number | null>>> = plain;
  const amount = facts.amount ?? null;
  const calculation = calculationOf(lines, amount);
  const derived: Readonly<Record<string, CustomerText>> = {
    institution: branch.institution,
    outlet: branch.outlet,
    outletAddress: branch.address,
    outletPhone: branch.phone,
    amountCapitals: customerText(amount === null ? '' : fenToCapitals(amount)),
    calculation: calculationText(calculation),
  };
  const values = Object.fromEntries(
    LETTER_FIELDS.map((field) => [
      field,
      derived[field] ?? written(letterFields[field].form, given[field] ?? '', language),
    ]),
  ) as Record<LetterField, CustomerText>;
  return { values, calculation };
}

function written(form: Form, value: PublicString | number, language: DocumentLanguage): CustomerText {
  if (typeof value === 'number') {
    if (form === 'money') return customerText(formatYuan(value));
    return customerText(value > 0 ? String(value) : '');
  }
  switch (form) {
    case 'line':
      return oneLine(value, LINE_GRAPHEMES);
    case 'phrase':
      // A template puts the full stop after it; a second one, typed by a person, would stand beside it.
      return customerText(customerText(value).replace(/[。.；;\s]+$/u, ''));
    case 'date':
      if (value !== '' && !isLocalDate(value)) throw new Error(`not a local date: ${value}`);
      return customerText(value === '' ? '' : formatDate(value, language));
    default:
      return customerText(value);
  }
}
