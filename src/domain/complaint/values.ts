/** The closed lists and small value types a complaint (投诉) is made of. Source: REGULATION §7 record fields. */
import { z } from 'zod';
import { isLocalDate } from '../deadlines/local-date';
import { RemedyLine } from './remedy-lines';

/** A calendar day in the branch's time zone that exists, `YYYY-MM-DD`: no clock can count from 31 February. */
export const LocalDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isLocalDate);

/** Words of the rules of that day, as people read them. */
export const BothLanguages = z.strictObject({ zh: z.string().max(500), en: z.string().max(500) });

export const institutionTypes = ['bank', 'insurer'] as const;
export const InstitutionType = z.enum(institutionTypes);
export type InstitutionType = z.infer<typeof InstitutionType>;

/** 投诉人身份: the person, a proxy (代理人), an heir (继承人, M2020 Art. 14), or an organisation. */
export const partyKinds = ['self', 'proxy', 'heir', 'organisation'] as const;
export const PartyKind = z.enum(partyKinds);
export type PartyKind = z.infer<typeof PartyKind>;

/** 证件类型. */
export const idTypes = [
  'residentId',
  'hkMacaoTaiwanResidence',
  'foreignPermanentResidence',
  'passport',
  'hkMacaoPermit',
  'taiwanPermit',
  'creditCode',
  'other',
] as const;
export const IdType = z.enum(idTypes);
export type IdType = z.infer<typeof IdType>;

/** One complainant. Empty text means "not yet known": a complaint is never refused for a missing field. */
export const Party = z.strictObject({
  kind: PartyKind,
  name: z.string().max(200),
  idType: IdType,
  idNumber: z.string().max(64),
  phone: z.string().max(64),
  address: z.string().max(500),
  /** Last digits of the account, card or policy concerned (账号/保单尾号). */
  accountTail: z.string().max(32),
  /** For a proxy or heir: the person whose right is claimed. */
  representedName: z.string().max(200),
  /** For a proxy: the signed original authorisation has been handed in (M2020 Art. 14). */
  authorisationHeld: z.boolean(),
  /** Of a joint complaint: one of the representatives whom the complainants chose (推选的代表). Absent counts as no. */
  delegate: z.boolean().optional(),
});
export type Party = z.infer<typeof Party>;

export const emptyParty: Party = {
  kind: 'self',
  name: '',
  idType: 'residentId',
  idNumber: '',
  phone: '',
  address: '',
  accountTail: '',
  representedName: '',
  authorisationHeld: false,
};

/** 诉求: what the person wants. */
export const wants = ['explanation', 'correction', 'refund', 'compensation', 'apology', 'other'] as const;
export const Want = z.enum(wants);
export type Want = z.infer<typeof Want>;

/** 情绪: anger by observable cues, 0 calm … 3 out of control (CONVERSATION §1.5). Staff-only. */
export const Emotion = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
export type Emotion = z.infer<typeof Emotion>;

/** 标识. Staff-only: never on anything a customer sees. */
export const flags = [
  'elderly',
  'disabled',
  'minor',
  'foreigner',
  'group',
  'media',
  'violence',
  'selfHarm',
  'legalAction',
  'repeat',
] as const;
export const Flag = z.enum(flags);
export type Flag = z.infer<typeof Flag>;

/** Marks that lists show and filter by beside the flags: it came as a petition, from the regulator; a partner is concerned. */
export const listMarks = ['petition', 'regulator', 'partner'] as const;
export const ListMark = z.enum(listMarks);
export type ListMark = z.infer<typeof ListMark>;

/** 被投诉的员工. `userId` links a colleague who uses Xianting, so that recusal can be enforced. */
export const InvolvedEmployee = z.strictObject({
  name: z.string().max(200),
  staffNo: z.string().max(64),
  userId: z.string().nullable(),
});
export type InvolvedEmployee = z.infer<typeof InvolvedEmployee>;

/** A piece of evidence (证据): content-addressed, kept encrypted apart from the record. */
export const Evidence = z.strictObject({
  id: z.string(),
  /** SHA-256 of the content, hex. */
  sha256: z.string().length(64),
  name: z.string().max(255),
  mime: z.string().max(100),
  sizeBytes: z.int().nonnegative(),
  /** Handed in by the customer, so it is listed on the slip; else gathered by staff. */
  fromCustomer: z.boolean(),
});
export type Evidence = z.infer<typeof Evidence>;

export const partnerKinds = ['agent', 'broker', 'insurer', 'fund', 'serviceProvider', 'other'] as const;
/** 代理机构 · 经纪机构 · 保险公司 · 基金或理财公司 · 服务商 · 其他. */
export const PartnerKind = z.enum(partnerKinds);

/** 代理与合作机构 of whom the complaint is too; the institution answers for what is sold for it (M2020 Art. 11). */
export const Partner = z.strictObject({
  name: z.string().max(200),
  kind: PartnerKind,
  /** 合作协议编号. */
  contractNo: z.string().max(100),
  /** It sold or did it for us: then the complaint is ours. */
  soldForUs: z.boolean(),
});
export type Partner = z.infer<typeof Partner>;

export const emptyPartner: Partner = { name: '', kind: 'agent', contractNo: '', soldForUs: true };

export const petitionWays = ['letter', 'visit', 'online', 'phone'] as const;
/** 信访形式: 来信 · 来访 · 网上 · 来电. */
export const PetitionWay = z.enum(petitionWays);
export type PetitionWay = z.infer<typeof PetitionWay>;

/** 信访: what its papers say. Empty text means "not yet known", or that nobody passed it on. */
export const Petition = z.strictObject({
  way: PetitionWay.nullable(),
  /** 转送、交办单位: who passed it on. */
  office: z.string().max(200),
  /** 信访件编号 of that office. */
  number: z.string().max(100),
  /** 要求答复的日期. */
  dueOn: z.string().max(10),
});
export type Petition = z.infer<typeof Petition>;

export const emptyPetition: Petition = { way: null, office: '', number: '', dueOn: '' };

/** All that is asked about a complaint. Every field may stay empty at first (先记后补). */
export const CaseDetails = z.strictObject({
  parties: z.array(Party).min(1).max(50),
  /** Taxonomy id of the channel (投诉渠道). */
  channelId: z.string().max(64),
  /** Number and deadline of a regulator's transfer letter (监管转办函). */
  transferLetter: z.strictObject({ number: z.string().max(100), dueOn: z.string().max(10) }),
  businessId: z.string().max(64),
  reasonId: z.string().max(64),
  rightIds: z.array(z.string().max(64)).max(8),
  touchpointId: z.string().max(64),
  /** 事实: in the customer's own words. */
  facts: z.string().max(20_000),
  /** 一句话: the matter in one line, in the customer's words; printed on the slip. */
  matter: z.string().max(500),
  want: Want.nullable(),
  /** 具体诉求 in the customer's words. */
  wish: z.string().max(5_000),
  /** 涉及金额, in fen (分). */
  amountFen: z.int().nonnegative().nullable(),
  involved: z.array(InvolvedEmployee).max(20),
  /** 个人信息处理告知 (PIPL Art. 17): told to the complainant. */
  consentTold: z.boolean(),
  flags: z.array(Flag).max(flags.length),
  /** 共同投诉: several people complain together, face to face. Absent counts as no. */
  joint: z.boolean().optional(),
  /** Absent and null: none is named. */
  partner: Partner.nullable().optional(),
  /** 信访. Absent and null: it came another way. */
  petition: Petition.nullable().optional(),
});
export type CaseDetails = z.infer<typeof CaseDetails>;

export const emptyDetails: CaseDetails = {
  parties: [emptyParty],
  channelId: 'channel.walkIn',
  transferLetter: { number: '', dueOn: '' },
  businessId: '',
  reasonId: '',
  rightIds: [],
  touchpointId: '',
  facts: '',
  matter: '',
  want: null,
  wish: '',
  amountFen: null,
  involved: [],
  consentTold: false,
  flags: [],
};

/** 处理方式: what is offered. */
export const remedyKinds = [
  'explanation',
  'apology',
  'correction',
  'refund',
  'interest',
  'compensation',
  'feeWaiver',
  'goodwill',
  'other',
  'refusal',
] as const;
/** `refusal` 不予受理 is decided like a remedy, but nobody offers it. */
export const RemedyKind = z.enum(remedyKinds);
export type RemedyKind = z.infer<typeof RemedyKind>;

/** What can be offered to a complainant. */
export const offeredKinds = remedyKinds.filter((kind) => kind !== 'refusal');

export const remedyKindsWithMoney: readonly RemedyKind[] = [
  'refund',
  'interest',
  'compensation',
  'feeWaiver',
  'goodwill',
];

/** The ground of a refusal in the words of the rules of that day: what was read is what was signed. */
export const RefusedOn = z.strictObject({
  /** Id in the rule pack. */
  ground: z.string().max(40),
  zh: z.string().max(500),
  en: z.string().max(500),
  article: BothLanguages,
  /** What it refers to: an earlier case, a court, who is competent; empty where the ground asks for nothing. */
  reference: z.string().max(500),
});
export type RefusedOn = z.infer<typeof RefusedOn>;

/** 超期原因 as somebody gives it: for each clock that was missed, a code of the rules and words. */
export const GivenLateness = z
  .array(z.strictObject({ ruleId: z.string().max(20), code: z.string().max(40), words: z.string().max(2_000) }))
  .max(20);
export type GivenLateness = z.infer<typeof GivenLateness>;

/** Longest own paragraph of a letter (补充说明), in UTF-16 units: a letter must not be drowned in it. */
export const longestParagraph = 1_000;

/** 处理方案: everything the approver decides on and the letter is written from. */
export const RemedyContent = z.strictObject({
  kinds: z.array(RemedyKind).min(1).max(remedyKinds.length),
  /** In fen; 0 where no money is offered. */
  amountFen: z.int().nonnegative(),
  /** 查明的事实: what was verified. Goes into the letter. */
  factsFound: z.string().max(10_000),
  /** 依据: law, contract or rule relied on. Goes into the letter. */
  basis: z.string().max(5_000),
  /** 处理决定: the decision in words the customer reads. */
  decisionText: z.string().max(10_000),
  /** 履行期限, a local date, or empty where there is nothing to perform. */
  performBy: z.string().max(10),
  /** Reasons for the approver only; never printed. */
  internalReason: z.string().max(5_000),
  evidenceIds: z.array(z.string()).max(100),
  /** 不予受理 and its ground. */
  refusal: RefusedOn.optional(),
  /** 金额明细. Absent where the amount was named as a whole. */
  lines: z.array(RemedyLine).min(1).max(30).optional(),
  /** 补充说明 of the letter: signed with the rest, since it can change what the rest means. */
  ownParagraph: z.string().min(1).max(longestParagraph).optional(),
});
export type RemedyContent = z.infer<typeof RemedyContent>;

/** 送达方式. */
export const deliveryMethods = ['handed', 'post', 'courier', 'sms', 'email', 'phoneRead', 'refusedToTake'] as const;

export const DeliveryMethod = z.enum(deliveryMethods);
export type DeliveryMethod = z.infer<typeof DeliveryMethod>;

/** 送达凭证. Empty where the way leaves none. */
export const DeliveryProof = z.strictObject({
  /** 挂号、快递单号. */
  receiptNo: z.string().max(100),
  /** Who saw that it was not taken (拒收见证人). */
  witness: z.string().max(200),
  /** A photo of the signed receipt, of the envelope … */
  evidenceIds: z.array(z.string()).max(100),
});
export type DeliveryProof = z.infer<typeof DeliveryProof>;

export const notComplaintKinds = ['consultation', 'praise', 'suggestion', 'report', 'petition', 'other'] as const;
/** 非投诉: consultation, praise, suggestion, report of a crime or violation (举报), petition (信访), other. */
export const NotComplaintKind = z.enum(notComplaintKinds);
export type NotComplaintKind = z.infer<typeof NotComplaintKind>;

export const complexities = ['simple', 'complex'] as const;
/** 简单 (15 日) or 复杂 (30 日), M2020. */
export const Complexity = z.enum(complexities);
export type Complexity = z.infer<typeof Complexity>;

/** The cause that nobody has to name: so many people came. The others are named by the rule pack. */
export const headCountCause = 'headCount';

/** Why a complaint is a major one (重大消费投诉), in the words of the rules of that day. */
export const MajorBasis = z.strictObject({
  zh: z.string(),
  en: z.string(),
  article: z.strictObject({ zh: z.string(), en: z.string() }),
  confidence: z.enum(['confirmed', 'toBeConfirmed', 'house']),
});
export type MajorBasis = z.infer<typeof MajorBasis>;

/** 重大, 特别重大; the later is the more serious. */
export const majorLevels = ['major', 'especiallySerious'] as const;
export const MajorLevel = z.enum(majorLevels);
export type MajorLevel = z.infer<typeof MajorLevel>;

export const reportRecipients = ['regulator', 'headOffice', 'government', 'other'] as const;
/** Who is told of a major complaint. */
export const ReportRecipient = z.enum(reportRecipients);
export type ReportRecipient = z.infer<typeof ReportRecipient>;

export const reportMethods = ['phone', 'written'] as const;
export const ReportMethod = z.enum(reportMethods);
export type ReportMethod = z.infer<typeof ReportMethod>;

export const reportStages = ['first', 'followUp', 'final'] as const;
/** 首报 · 续报 · 终报. */
export const ReportStage = z.enum(reportStages);
export type ReportStage = z.infer<typeof ReportStage>;

/** 重大、群体投诉报告: what only a person can say of it. Empty: not written yet, and no printing before it is. */
export const MajorReportForm = z.strictObject({
  stage: ReportStage,
  /** 起因. */
  cause: z.string().max(5_000),
  /** 经过和现状; of a later report what has changed. */
  course: z.string().max(10_000),
  /** 已采取的措施. */
  measures: z.string().max(10_000),
  /** 舆情. */
  media: z.string().max(5_000),
  /** 处置结果: of the last report. */
  outcome: z.string().max(10_000),
  /** 下次报告时间; null where none is announced. */
  nextAtMs: z.int().nullable(),
});
export type MajorReportForm = z.infer<typeof MajorReportForm>;

/** People who complain face to face; far above any crowd that a branch has seen. */
export const HeadCountNumber = z.int().min(0).max(100_000);

/** Who worked on a draft before it became a case; kept in the case's history. */
export const DraftHand = z.strictObject({ userId: z.string(), fromMs: z.int(), toMs: z.int() });
export type DraftHand = z.infer<typeof DraftHand>;

/**
 * Papers that go out, to the customer, to who handed a complaint on, and of a major one to those above, in the order of the life of a case. Those but
 * the slip are letters: domain/documents/letters/README.md tells how to add one.
 */
export const paperKinds = [
  'slip',
  'transferNotice',
  'acknowledgement',
  'materialNotice',
  'letter',
  'extensionNotice',
  'suspensionNotice',
  'reviewLetter',
  'regulatorLetter',
  'petitionLetter',
  'majorReport',
  'closingNotice',
] as const;
export const PaperKind = z.enum(paperKinds);
export type PaperKind = z.infer<typeof PaperKind>;

/** Letters whose delivery moves nothing; the others have acts of their own, and the slip is signed for at once. */
export const toldKinds = [
  'transferNotice',
  'acknowledgement',
  'materialNotice',
  'extensionNotice',
  'suspensionNotice',
  'closingNotice',
] as const;
export const ToldKind = z.enum(toldKinds);
export type ToldKind = z.infer<typeof ToldKind>;

/** On A4 or a till roll, or as a DOCX file, which is a copy as well. */
export const PaperFormat = z.enum(['a4', 'roll80', 'docx']);

/** Text of a letter, by id and version. */
export const LetterTemplateRef = z.strictObject({ id: z.string().max(60), version: z.int().positive() });

/** 核查申请, in writing. */
export const ReviewApplication = z.strictObject({
  receivedOn: LocalDate,
  by: PartyKind,
  /** Empty where the complainant asks for themselves. */
  byName: z.string().max(200),
  /** In their own words. */
  grounds: z.string().min(1).max(10_000),
  evidenceIds: z.array(z.string()).max(100),
});
export type ReviewApplication = z.infer<typeof ReviewApplication>;

/** 核查决定, as the paper of the superior institution says. */
export const ReviewDecision = z.strictObject({
  /** 文号. */
  referenceNo: z.string().min(1).max(100),
  institution: z.string().min(1).max(200),
  /** Who decided there. */
  decidedBy: z.string().min(1).max(200),
  decidedOn: LocalDate,
  reasons: z.string().min(1).max(10_000),
  basis: z.string().min(1).max(5_000),
});
export type ReviewDecision = z.infer<typeof ReviewDecision>;

export const answerWays = ['system', 'petitionSystem', 'handed', 'post', 'courier', 'email', 'fax'] as const;
/** How an answer went out; `system`, `petitionSystem`: through the complaint system of the regulator, the one of petitions. */
export const AnswerWay = z.enum(answerWays);
export type AnswerWay = z.infer<typeof AnswerWay>;

/** 书面答复监管部门. */
export const AnswerToRegulator = z.strictObject({
  /** Which office. */
  regulator: z.string().min(1).max(200),
  sentOn: LocalDate,
  /** 答复文号. */
  referenceNo: z.string().min(1).max(100),
  way: AnswerWay,
  /** What proves it: number of the receipt, of the parcel, in the system. */
  proof: z.string().min(1).max(500),
  evidenceIds: z.array(z.string()).max(100),
});
export type AnswerToRegulator = z.infer<typeof AnswerToRegulator>;

/** 书面答复信访. */
export const AnswerToPetition = z.strictObject({
  /** The office that passed it on, or the petitioner. */
  recipient: z.string().min(1).max(200),
  ...AnswerToRegulator.omit({ regulator: true }).shape,
});
export type AnswerToPetition = z.infer<typeof AnswerToPetition>;

export const reviewResults = ['upheld', 'changed'] as const;
/** 维持 · 改变. */
export type ReviewResult = (typeof reviewResults)[number];

export const mergeWays = ['merge', 'newFacts'] as const;
/** How a complaint goes into an earlier one: its clock goes on, or starts again because there are new facts or reasons. */
export type MergeWay = (typeof mergeWays)[number];

/**
 * Facts of special matters that start a clock of their own or end one: objection to a credit record 征信异议, claim 理赔, surrender
 * 解除合同, a matter under the central bank, and when the regulator itself received what it handed on.
 */
export const clockFactIds = [
  'creditObjectionReceived',
  'creditObjectionAnswered',
  'claimPapersComplete',
  'paymentAgreed',
  'claimPaid',
  'notCovered',
  'claimRefusalSent',
  'surrenderNotice',
  'surrenderPaid',
  'pbocMatter',
  'regulatorComplaint',
] as const;
export const ClockFactId = z.enum(clockFactIds);
export type ClockFactId = z.infer<typeof ClockFactId>;
