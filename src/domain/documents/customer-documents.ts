/**
 * What the papers handed to a customer consist of: acknowledgement slip (受理回执), decision letter (处理决定告知书) and the
 * recovery-code sheet of a branch. Each is plain data; every text in it is `CustomerText`, so neither notes, flags, emotion,
 * causes nor third names fit in. The builders take exactly the facts a paper may show, nothing else of a case.
 */
import { customerText, oneLine, type CustomerText, type PublicString } from './audience-text';
import { isLocalDate, isLocalDateTime, type DocumentLanguage } from './format';
import { writeFacts, type LetterData, type LetterFacts } from './letter-fields';
import { maskName, phoneTail } from './person-display';

/** A local day or time on paper; checked when the data is built. */
export type PaperDate = CustomerText;

/** Where the branch can be found. */
export interface OutletDetails {
  readonly institution: CustomerText;
  readonly outlet: CustomerText;
  readonly address: CustomerText;
  readonly phone: CustomerText;
}

/** A legal time limit as printed: the day, the article it rests on, and whether compliance has confirmed that article. */
export interface PrintedDeadline {
  readonly kind: DeadlineKind;
  /** `YYYY-MM-DD` */
  readonly dueOn: PaperDate;
  readonly article: CustomerText;
  readonly confidence: DeadlineConfidence;
}

/** What has to happen by the day: acknowledgement, decision, latest decision after extension, call back. */
export type DeadlineKind = 'acknowledge' | 'decide' | 'decideExtended' | 'callback';
/** `confirmed`; `unconfirmed`: article awaits compliance (待合规确认); `estimated`: the calendar of that year is not published. */
export type DeadlineConfidence = 'confirmed' | 'unconfirmed' | 'estimated';

/** Ways of redress (救济途径). `review` is 核查 by the superior institution. */
export type RouteKind = 'review' | 'mediation' | 'arbitration' | 'court' | 'regulator';

/** One way of redress; the wording comes from the locale files, names and phones from the branch, days from the rule pack. */
export interface RedressRoute {
  readonly kind: RouteKind;
  /** Name of the body, "" when none is named. */
  readonly name: CustomerText;
  readonly phone: CustomerText;
  /** Days within which to ask; `null` when there is no limit to state. */
  readonly withinDays: number | null;
}

/** The acknowledgement slip. */
export interface SlipData {
  readonly document: 'slip';
  readonly language: DocumentLanguage;
  readonly branch: OutletDetails;
  readonly caseNumber: CustomerText;
  /** Opaque: case number and a short keyed hash, no personal data. */
  readonly qrPayload: CustomerText;
  /** `YYYY-MM-DDTHH:mm` */
  readonly receivedAt: PaperDate;
  readonly receivedBy: CustomerText;
  readonly complainant: { readonly maskedName: CustomerText; readonly phoneTail: CustomerText };
  /** Whom it came through, "" where the complainant came themselves. */
  readonly origin: CustomerText;
  /** One line, at most 60 graphemes, in the customer's words. */
  readonly matter: CustomerText;
  readonly handedIn: readonly CustomerText[];
  readonly nextSteps: readonly CustomerText[];
  readonly owner: { readonly name: CustomerText; readonly phone: CustomerText };
  readonly deadlines: readonly PrintedDeadline[];
  readonly routes: readonly RedressRoute[];
}

/** The sheet with the recovery code of a branch's store; goes into a sealed envelope in the safe, never into a file. */
export interface RecoverySheetData {
  readonly document: 'recovery';
  readonly language: DocumentLanguage;
  readonly branch: OutletDetails;
  readonly deviceName: CustomerText;
  /** `YYYY-MM-DDTHH:mm` */
  readonly createdAt: PaperDate;
  readonly createdBy: CustomerText;
  /** The code in groups as it is typed. */
  readonly groups: readonly CustomerText[];
  /** Short public mark of the key, to tell two sheets apart without opening the store. */
  readonly keyMark: CustomerText;
}

export type CustomerDocument = SlipData | LetterData | RecoverySheetData;

/** A document type whose texts are still plain; `StaffText` does not fit anywhere. */
export type Plain<T> = T extends CustomerText
  ? PublicString
  : T extends string | number | null
    ? T
    : T extends readonly (infer E)[]
      ? readonly Plain<E>[]
      : { readonly [K in keyof T]: Plain<T[K]> };

/** Facts for a slip: the complainant by full name and phone, which the builder masks. */
export type SlipInput = Omit<Plain<SlipData>, 'document' | 'complainant'> & {
  readonly complainant: { readonly fullName: PublicString; readonly phone: PublicString };
};
/** Facts for a letter, and who writes it. */
export type LetterInput = LetterFacts & { readonly language: DocumentLanguage; readonly branch: Plain<OutletDetails> };
export type { LetterData } from './letter-fields';
export type RecoverySheetInput = Omit<Plain<RecoverySheetData>, 'document' | 'groups'> & {
  readonly code: PublicString;
};

/** Longest line of the customer's words on a slip, in graphemes. */
export const MATTER_GRAPHEMES = 60;
/** An institution a customer can turn to is printed whole; only a text that can't be a name is cut. */
const ROUTE_GRAPHEMES = 120;

/** Builds a slip; masks the person and shortens the matter. Throws on a date that does not exist or a QR text with a phone or ID number in it. */
export function buildSlip(input: SlipInput): SlipData {
  if (/\d{11}/.test(input.qrPayload.replace(input.caseNumber, '')))
    throw new Error('a QR payload must not hold personal data');
  return {
    document: 'slip',
    language: input.language,
    branch: buildOutlet(input.branch),
    caseNumber: customerText(input.caseNumber),
    qrPayload: customerText(input.qrPayload),
    receivedAt: dateTimeOf(input.receivedAt),
    receivedBy: oneLine(input.receivedBy, 30),
    complainant: { maskedName: maskName(input.complainant.fullName), phoneTail: phoneTail(input.complainant.phone) },
    origin: oneLine(input.origin, 240),
    matter: oneLine(input.matter, MATTER_GRAPHEMES),
    handedIn: linesOf(input.handedIn),
    nextSteps: linesOf(input.nextSteps),
    owner: { name: oneLine(input.owner.name, 30), phone: customerText(input.owner.phone) },
    deadlines: input.deadlines.map((deadline) => ({
      kind: deadline.kind,
      dueOn: dateOf(deadline.dueOn),
      article: oneLine(deadline.article, 240),
      confidence: deadline.confidence,
    })),
    routes: input.routes.map((route) => ({
      kind: route.kind,
      name: oneLine(route.name, ROUTE_GRAPHEMES),
      phone: customerText(route.phone),
      withinDays: route.withinDays,
    })),
  };
}

/** Builds the data of a letter. Facts that are empty stay empty: the compiler of the template names them and blocks printing. */
export function buildLetter({ language, branch, ...facts }: LetterInput): LetterData {
  const outlet = buildOutlet(branch);
  return { document: 'letter', language, branch: outlet, ...writeFacts(facts, outlet, language) };
}

/** Builds a recovery sheet; the code is cut into the groups it is typed in (at blanks and hyphens, else by four). Throws on an empty code. */
export function buildRecoverySheet(input: RecoverySheetInput): RecoverySheetData {
  const code = input.code.trim();
  const parts = code.split(/[\s-]+/u);
  const groups = parts.length > 1 ? parts : (code.match(/.{1,4}/gu) ?? []);
  if (groups.join('') === '') throw new Error('a recovery sheet needs a code');
  return {
    document: 'recovery',
    language: input.language,
    branch: buildOutlet(input.branch),
    deviceName: oneLine(input.deviceName, 40),
    createdAt: dateTimeOf(input.createdAt),
    createdBy: oneLine(input.createdBy, 30),
    groups: groups.map((group) => customerText(group)),
    keyMark: customerText(input.keyMark),
  };
}

function buildOutlet(outlet: Plain<OutletDetails>): OutletDetails {
  return {
    institution: oneLine(outlet.institution, 160),
    outlet: oneLine(outlet.outlet, 160),
    address: oneLine(outlet.address, 100),
    phone: customerText(outlet.phone),
  };
}

function linesOf(lines: readonly PublicString[]): CustomerText[] {
  return lines.map((line) => oneLine(line, 240)).filter((line) => line !== '');
}

function dateOf(date: PublicString): PaperDate {
  if (date !== '' && !isLocalDate(date)) throw new Error(`not a local date: ${date}`);
  return customerText(date);
}

function dateTimeOf(at: PublicString): PaperDate {
  if (!isLocalDateTime(at)) throw new Error(`not a local date-time: ${at}`);
  return customerText(at);
}
