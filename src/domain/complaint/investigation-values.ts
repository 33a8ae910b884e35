/** What an investigation is made of: closed lists, event payloads, commands and refusals (REGULATION §2 Art. 13, §6, §7). */
import { z } from 'zod';
import { BothLanguages, DeliveryMethod, LocalDate } from './values';

const Reason = z.string().max(2_000);
const Ids = z.array(z.string()).max(100);
const Name = z.string().max(200);

export const findingOutcomes = ['verified', 'notFound', 'notApplicable'] as const;
/** 已核实 · 查不到 · 不适用. */
export type FindingOutcome = (typeof findingOutcomes)[number];

export const departments = ['product', 'legal', 'operations', 'risk', 'it', 'otherBranch'] as const;
/** 协办部门. */
export type Department = (typeof departments)[number];

export const contactWays = ['phone', 'visit', 'meeting', 'sms', 'message', 'letter', 'email'] as const;
export type ContactWay = (typeof contactWays)[number];

export const contactDirections = ['out', 'in'] as const;

export const minutesSignatures = ['signed', 'refused', 'notAsked'] as const;
/** 投诉人签名 · 拒绝签名 · 没有请签. */
export type MinutesSignature = (typeof minutesSignatures)[number];

/** Limits of side tasks and requests, in working days. */
export const mostWorkingDays = 60;
const WorkingDays = z.int().min(1).max(mostWorkingDays);

const MaterialAsked = z.strictObject({ id: z.string().max(40), ...BothLanguages.shape });
const Contact = {
  contactedAtMs: z.int(),
  way: z.enum(contactWays),
  direction: z.enum(contactDirections),
  reached: z.boolean(),
  /** With whom. */
  person: Name,
};
const Minutes = {
  metAtMs: z.int(),
  place: Name,
  participants: z.string().max(1_000),
  signature: z.enum(minutesSignatures),
  evidenceIds: Ids,
};

export const investigationPayloads = {
  /** 核实: what was found of one fact; the last word on it counts. */
  'finding.recorded': z.strictObject({
    /** Of the checklist, or a new one where somebody added the fact. */
    itemId: z.string().max(64),
    /** The fact in the words of that day. */
    ...BothLanguages.shape,
    own: z.boolean(),
    outcome: z.enum(findingOutcomes),
    found: z.string().max(4_000),
    evidenceIds: Ids,
  }),
  /** 要求补充材料. */
  'material.requested': z.strictObject({
    requestId: z.string(),
    kinds: z.array(MaterialAsked).min(1).max(40),
    /** Which paper is meant, and why it is needed. */
    detail: Reason,
    method: DeliveryMethod,
    askedOn: LocalDate,
    workingDays: WorkingDays,
    dueOn: LocalDate,
    ownerId: z.string().nullable(),
  }),
  /** 收到补充材料: all that was asked for. */
  'material.received': z.strictObject({
    requestId: z.string(),
    receivedOn: LocalDate,
    kinds: z.array(MaterialAsked).min(1).max(40),
    what: Reason,
    evidenceIds: Ids,
  }),
  /** The same, while the rest is still waited for. */
  'material.partReceived': z.strictObject({
    requestId: z.string(),
    receivedOn: LocalDate,
    kinds: z.array(MaterialAsked).min(1).max(40),
    what: Reason,
    evidenceIds: Ids,
  }),
  /** 逾期未补充: told, and gone on without it. */
  'material.waitingEnded': z.strictObject({
    requestId: z.string(),
    noticeMethod: DeliveryMethod,
    noticeOn: LocalDate,
    reason: Reason.min(1),
  }),
  /** 协办: a question to another department. */
  'inquiry.sent': z.strictObject({
    inquiryId: z.string(),
    department: z.enum(departments),
    addressee: Name,
    question: Reason.min(1),
    sentOn: LocalDate,
    workingDays: WorkingDays,
    dueOn: LocalDate,
    ownerId: z.string().nullable(),
  }),
  'inquiry.answered': z.strictObject({
    inquiryId: z.string(),
    answeredOn: LocalDate,
    answeredBy: Name,
    answer: z.string().min(1).max(10_000),
    evidenceIds: Ids,
  }),
  /** 联系记录: staff only. */
  'contact.recorded': z.strictObject({
    contactId: z.string(),
    ...Contact,
    staffText: z.string().max(4_000),
    /** What we promised, and by which day; empty where nothing. */
    promise: z.string().max(500),
    promisedBy: z.string().max(10),
  }),
  /** 会谈纪要. */
  'minutes.recorded': z.strictObject({
    minutesId: z.string(),
    ...Minutes,
    agreed: z.string().max(4_000),
    disputed: z.string().max(4_000),
  }),
} as const;

type Payloads = typeof investigationPayloads;
export type InvestigationEventType = keyof Payloads;
export type InvestigationPayload<T extends InvestigationEventType> = z.infer<Payloads[T]>;

export const investigationEventTypes = Object.keys(investigationPayloads) as readonly InvestigationEventType[];

export const investigationCommands = {
  recordFinding: z.strictObject({
    /** Of the checklist or of a fact added before; null adds one. */
    itemId: z.string().max(64).nullable(),
    /** What is to be verified, where somebody adds a fact. */
    title: z.string().max(200),
    outcome: z.enum(findingOutcomes),
    found: z.string().max(4_000),
    evidenceIds: Ids,
  }),
  requestMaterial: z.strictObject({
    kindIds: z.array(z.string().max(40)).min(1).max(40),
    detail: Reason,
    method: DeliveryMethod,
    workingDays: WorkingDays,
  }),
  receiveMaterial: z.strictObject({
    kindIds: z.array(z.string().max(40)).max(40),
    receivedOn: LocalDate,
    what: Reason,
    evidenceIds: Ids,
  }),
  endWaiting: z.strictObject({ noticeMethod: DeliveryMethod, noticeOn: LocalDate, reason: Reason.trim().min(1) }),
  sendInquiry: z.strictObject({
    department: z.enum(departments),
    addressee: Name,
    question: Reason.trim().min(1),
    workingDays: WorkingDays,
  }),
  answerInquiry: z.strictObject({
    inquiryId: z.string(),
    answeredOn: LocalDate,
    answeredBy: Name.trim().min(1),
    answer: z.string().trim().min(1).max(10_000),
    evidenceIds: Ids,
  }),
  recordContact: z.strictObject({
    ...Contact,
    staffText: z.string().max(4_000),
    promise: z.string().max(500),
    promisedBy: z.union([LocalDate, z.literal('')]),
  }),
  recordMinutes: z.strictObject({
    ...Minutes,
    place: Name.trim().min(1),
    participants: z.string().trim().min(1).max(1_000),
    agreed: z.string().max(4_000),
    disputed: z.string().max(4_000),
  }),
} as const;

export const investigationRefusals = [
  z.object({ code: z.literal('finding.noSuchItem') }),
  /** A fact without a name, or verified without saying what was found. */
  z.object({ code: z.literal('finding.titleMissing') }),
  z.object({ code: z.literal('finding.wordsMissing') }),
  /** Something that must be verified first is open. */
  z.object({ code: z.literal('finding.mandatoryOpen'), item: z.string(), itemEn: z.string() }),
  z.object({ code: z.literal('material.noSuchKind') }),
  /** The institution holds it, so it must not be asked for. */
  z.object({
    code: z.literal('material.held'),
    kind: z.string(),
    kindEn: z.string(),
    where: z.string(),
    whereEn: z.string(),
    article: z.string(),
    articleEn: z.string(),
  }),
  z.object({ code: z.literal('material.detailMissing') }),
  z.object({ code: z.literal('material.nothingReceived') }),
  /** The complainant still has time. */
  z.object({ code: z.literal('material.notDueYet'), dueOn: z.string() }),
  z.object({ code: z.literal('inquiry.notFound') }),
  /** Whom the complaint names, or who stands back from it, is neither asked nor answers. */
  z.object({ code: z.literal('inquiry.addresseeBarred'), person: z.string() }),
  z.object({ code: z.literal('inquiry.answererBarred'), person: z.string() }),
  z.object({ code: z.literal('contact.textMissing') }),
  z.object({ code: z.literal('contact.promiseMissing') }),
  z.object({ code: z.literal('minutes.pointsMissing') }),
] as const;

/** A fact and what was found of it. */
export interface Finding extends Omit<InvestigationPayload<'finding.recorded'>, 'evidenceIds'> {
  readonly evidenceIds: readonly string[];
  readonly by: string;
  readonly atMs: number;
}

export interface MaterialRequest extends InvestigationPayload<'material.requested'> {
  readonly by: string;
  readonly received: readonly Omit<InvestigationPayload<'material.received'>, 'requestId'>[];
  readonly ended: Omit<InvestigationPayload<'material.waitingEnded'>, 'requestId'> | null;
}

/** 协办: what a task of that kind asks, and what came back. */
export interface Inquiry extends Pick<
  InvestigationPayload<'inquiry.sent'>,
  'department' | 'addressee' | 'question' | 'sentOn' | 'workingDays'
> {
  readonly by: string;
  readonly answer: Omit<InvestigationPayload<'inquiry.answered'>, 'inquiryId'> | null;
}

export interface Contact extends InvestigationPayload<'contact.recorded'> {
  readonly by: string;
}

export interface Minutes extends InvestigationPayload<'minutes.recorded'> {
  readonly by: string;
}

export interface Investigation {
  /** One for each fact, in the order in which they were first looked at. */
  readonly findings: readonly Finding[];
  readonly requests: readonly MaterialRequest[];
  readonly contacts: readonly Contact[];
  readonly minutes: readonly Minutes[];
}
