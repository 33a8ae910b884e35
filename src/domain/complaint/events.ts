/** Everything that can happen to a complaint, as payload schemas by event type. Payloads are stored and travel: changes need a new version. */
import { z } from 'zod';
import { ExtensionApprover } from '../deadlines/rule-pack';
import { MediationStart } from './mediation-values';
import { proceedingsEvents } from './proceedings';
import { archivePayloads } from './archive';
import { AuthorityUsed, Digest, MatrixUsed } from './authority-values';
import { headquartersPayloads, HqOfficer } from './headquarters-values';
import { agreeCardPayloads } from './agree-card';
import { letterParagraphPayloads } from './letter-paragraph';
import { promisePayloads } from './promises';
import { SeenInTalk, talkPayloads } from './talks';
import { TakenFacts } from './talk-facts';
import { investigationPayloads } from './investigation-values';
import { caseStatuses } from './states';
import {
  CaseDetails,
  Complexity,
  DeliveryMethod,
  DeliveryProof,
  AnswerToPetition,
  AnswerToRegulator,
  BothLanguages,
  ClockFactId,
  DraftHand,
  Emotion,
  Evidence,
  HeadCountNumber,
  MajorBasis,
  MajorLevel,
  MajorReportForm,
  LetterTemplateRef,
  LocalDate,
  mergeWays,
  NotComplaintKind,
  PaperFormat,
  PaperKind,
  RemedyContent,
  ReportMethod,
  ReportRecipient,
  ReviewApplication,
  ReviewDecision,
  ToldKind,
} from './values';

const Reason = z.string().max(2_000);
const Delivery = z.strictObject({
  method: DeliveryMethod,
  deliveredOn: LocalDate,
  receivedBy: z.string().max(200),
  note: Reason,
  proof: DeliveryProof.optional(),
});

/** 紧急处置: why nobody with the authority could be asked, and what waiting would have done. */
const Emergency = {
  proposalId: z.string(),
  digest: Digest,
  reason: Reason.min(1),
  harm: Reason.min(1),
  /** Says up to which amount there can be an emergency. */
  matrix: MatrixUsed.optional(),
};
/** The other of two cases that have to do with each other. */
const OtherCase = { caseId: z.string().min(1), number: z.string().max(64), reason: Reason.min(1) };
/** A task that only a review by somebody above ends. */
const Owed = z.strictObject({ taskId: z.string(), dueOn: LocalDate });

export const casePayloads = {
  /** 登记: the complaint has a number. */
  'case.registered': z.strictObject({
    number: z.string().max(64),
    source: z.enum(['quick', 'form', 'import', 'headquarters']),
    /** 收到时间: what all clocks start from. */
    receivedAtMs: z.int(),
    emotion: Emotion.nullable(),
    details: CaseDetails,
    evidence: z.array(Evidence).max(200),
    draftHands: z.array(DraftHand).max(50),
    /** Natural key of an imported ledger row; the same row is never imported twice. */
    importKey: z.string().max(200).nullable(),
  }),
  /** 台账已办结: an imported case that was over before, with the day and the outcome that stand in the ledger. */
  'case.settledInLedger': z.strictObject({
    decidedOn: LocalDate,
    /** End of that day at the branch. */
    closedAtMs: z.int(),
    result: z.string().max(10_000),
  }),
  /** 补录/更正: fields named in `changes` are set to the given values. */
  'case.detailsRecorded': z.strictObject({
    changes: CaseDetails.partial(),
    /** The versions of each changed field that were known, by the id of their event; empty: the registration. See versions.ts. */
    over: z.record(z.string(), z.array(z.string())).optional(),
    /** 核对: it is the choice between these versions. */
    chosen: z.strictObject({ among: z.array(z.string()), pick: z.string() }).optional(),
    /** 补记: answered in a talk that went on after the registration. */
    fromTalk: z.strictObject({ conversationId: z.string(), taken: TakenFacts }).optional(),
  }),
  /** 已核对: somebody looked at a step that did not count, because another PC had moved the case meanwhile. */
  'conflict.reviewed': z.strictObject({ eventId: z.string() }),
  /** `seen`: in a conversation, then and by that person. */
  'case.emotionRated': z.strictObject({ emotion: Emotion, seen: SeenInTalk.optional() }),
  'evidence.attached': z.strictObject({ evidence: Evidence }),
  /** 内部备注: staff only; a type apart that no customer document accepts. */
  'note.added': z.strictObject({ noteId: z.string(), staffText: z.string().min(1).max(10_000) }),
  'case.markedNotComplaint': z.strictObject({ kind: NotComplaintKind, reason: Reason.min(1) }),
  'case.restoredAsComplaint': z.strictObject({ reason: Reason.min(1) }),
  /** 受理. */
  'case.accepted': z.strictObject({ complexity: Complexity, complexityReason: Reason, ownerId: z.string() }),
  'case.assigned': z.strictObject({ ownerId: z.string(), reason: Reason }),
  /** 回避: this person takes no part any more. */
  'recusal.declared': z.strictObject({ userId: z.string(), reason: Reason.min(1) }),
  'investigation.started': z.strictObject({}),
  /** 拟不予受理. */
  'refusal.proposed': z.strictObject({ proposalId: z.string(), content: RemedyContent }),
  /** 有新的事实或理由: taken up again. */
  'refusal.lifted': z.strictObject({ receivedOn: LocalDate, what: Reason.min(1) }),
  'remedy.proposed': z.strictObject({ proposalId: z.string(), content: RemedyContent }),
  /** Without a reason: nobody took it back, a change of what was shown made it void. */
  'remedy.recalled': z.strictObject({ proposalId: z.string(), reason: Reason }),
  /** 批准: `digest` is the SHA-256 of exactly what the approver saw. */
  'remedy.approved': z.strictObject({
    proposalId: z.string(),
    digest: Digest,
    /** The approver's limit at that moment, in fen; null for no limit. */
    limitFen: z.int().nullable(),
    comment: Reason,
    under: AuthorityUsed.optional(),
    /** 待总行追认. */
    ratification: Owed.optional(),
  }),
  /** 会签: one signature of several that the matrix asks for. */
  'remedy.endorsed': z.strictObject({ proposalId: z.string(), digest: Digest, comment: Reason, under: AuthorityUsed }),
  'remedy.returned': z.strictObject({
    proposalId: z.string(),
    digest: Digest,
    reason: Reason.min(1),
    under: AuthorityUsed.optional(),
  }),
  'remedy.rejected': z.strictObject({
    proposalId: z.string(),
    digest: Digest,
    reason: Reason.min(1),
    under: AuthorityUsed.optional(),
  }),
  /** 紧急处置: the first of two signatures; without the second it approves nothing. */
  'emergency.signed': z.strictObject({ ...Emergency, cosignerId: z.string() }),
  /** The second of the two, by somebody else and in one step with the first. */
  'emergency.approved': z.strictObject({ ...Emergency, cosignerId: z.string(), review: Owed }),
  /** 事后复核, 追认: by somebody above those who decided. */
  'review.recorded': z.strictObject({
    taskId: z.string(),
    outcome: z.enum(['confirmed', 'objected']),
    words: Reason,
    /** 文号 of the superior institution, where the money is above the reviewer's own limit. */
    reference: z.string().max(200),
    under: AuthorityUsed,
  }),
  ...headquartersPayloads,
  'document.printed': z.strictObject({
    documentId: z.string(),
    kind: PaperKind,
    format: PaperFormat,
    language: z.enum(['zh-CN', 'en']),
    /** SHA-256 of the text printed, hex. */
    textSha256: z.string().length(64),
    copyNo: z.int().positive(),
    /** Of a letter: which text it was made from. */
    template: LetterTemplateRef.optional(),
  }),
  /** 送达/告知: the decision reached the complainant. */
  'decision.delivered': Delivery,
  /** 文书送达, of a letter that moves nothing: the copy with that number. */
  'letter.delivered': z.strictObject({ kind: ToldKind, copyNo: z.int().positive(), ...Delivery.shape }),
  /** 申请核查: the complainant asks the superior institution to review what was decided. */
  'review.requested': z.strictObject({
    reviewId: z.string(),
    ...ReviewApplication.shape,
    /** Where it came after the last day: the rule of that day, and why it is taken on all the same. */
    late: z.strictObject({ lastOn: LocalDate, article: BothLanguages, reason: Reason.min(1) }).nullable(),
  }),
  /** 逾期不予核查: what came after the last day, where the rules do not let it in. Moves nothing. */
  'review.turnedDown': z.strictObject({ ...ReviewApplication.shape, lastOn: LocalDate, article: BothLanguages }),
  /** 核查决定: 维持, or 改变 with what changes; from the paper of the superior institution. */
  'review.upheld': ReviewDecision,
  'review.changed': z.strictObject({ ...ReviewDecision.shape, changes: z.string().min(1).max(10_000) }),
  /** 核查决定告知. */
  'review.told': Delivery,
  /** The same where a refusal does not stand: the complaint is to be taken on. */
  'review.refusalOverturned': Delivery,
  /** 调解: both sides agree to it. */
  'mediation.agreed': MediationStart,
  /** 调解协议: what both sides agree on; a remedy is proposed from it and signed. */
  'mediation.settled': z.strictObject({ on: LocalDate, agreementNo: z.string().max(100), text: Reason.min(1) }),
  'mediation.failed': z.strictObject({ on: LocalDate, text: Reason.min(1) }),
  ...investigationPayloads,
  /** 关联: written to both, each naming the other. */
  'case.linked': z.strictObject(OtherCase),
  'case.unlinked': z.strictObject(OtherCase),
  /** 并入: the newer of two complaints of one matter, into the earlier. */
  'case.merged': z.strictObject({
    ...OtherCase,
    way: z.enum(mergeWays),
    /** Where it stood, so that it can go back there. */
    from: z.enum(caseStatuses),
  }),
  /** 分开: a merging is taken back. */
  'case.separated': z.strictObject(OtherCase),
  /** The earlier of the two took the newer in, which came on that day. */
  'case.absorbed': z.strictObject({ ...OtherCase, way: z.enum(mergeWays), receivedOn: LocalDate }),
  'case.released': z.strictObject(OtherCase),
  /** 转出: to the institution that is competent, and the complainant was told. */
  'case.transferred': z.strictObject({
    institution: z.string().min(1).max(200),
    reason: Reason.min(1),
    on: LocalDate,
    toldMethod: DeliveryMethod,
    toldOn: LocalDate,
  }),
  /** The other institution has taken it: the case is over here. */
  'transfer.confirmed': z.strictObject({ on: LocalDate, referenceNo: z.string().min(1).max(100) }),
  /** It does not take it: back, with number and time of receipt. */
  'transfer.declined': z.strictObject({ on: LocalDate, reason: Reason.min(1) }),
  /** A fact of a special matter, on its day; one recorded again is put right. */
  'clockFact.recorded': z.strictObject({ fact: ClockFactId, on: LocalDate, note: Reason }),
  /** 超期原因: of the clock with that last day, in the words of the rules of that day. */
  'lateness.explained': z.strictObject({
    deadline: z.string().max(40),
    ruleId: z.string().max(20),
    zh: z.string().max(500),
    en: z.string().max(500),
    dueOn: LocalDate,
    metOn: LocalDate.nullable(),
    /** Of a clock that counts in hours or minutes. */
    dueAtMs: z.int().optional(),
    metAtMs: z.int().nullable().optional(),
    code: z.string().max(40),
    reason: BothLanguages,
    words: Reason,
  }),
  /** 书面答复监管: to the transfer letter of that number. */
  'regulator.answered': z.strictObject({ letterNumber: z.string().max(100), ...AnswerToRegulator.shape }),
  /** 书面答复信访: to the papers of that number. */
  'petition.answered': z.strictObject({ petitionNumber: z.string().max(100), ...AnswerToPetition.shape }),
  ...promisePayloads,
  ...agreeCardPayloads,
  ...letterParagraphPayloads,
  ...talkPayloads,
  'remedy.performed': z.strictObject({ performedOn: LocalDate, note: Reason.min(1) }),
  'case.withdrawn': z.strictObject({ reason: Reason, signedNoteHeld: z.boolean() }),
  'case.closed': z.strictObject({ summary: Reason.min(1) }),
  ...archivePayloads,
  'case.reopened': z.strictObject({ reason: Reason.min(1) }),
  /** 延期: granted above the branch, and the complainant told. */
  'deadline.extended': z.strictObject({
    days: z.int().min(1).max(3_660),
    level: ExtensionApprover,
    approver: z.string().max(200),
    /** 批准文号, where there is one. */
    approvalNo: z.string().max(100),
    approvedOn: LocalDate,
    reason: Reason.min(1),
    noticeMethod: DeliveryMethod,
    noticeOn: LocalDate,
    /** Id of the `extension.granted` that it rests on; absent where the approval came on paper. */
    grantId: z.string().max(100).optional(),
  }),
  /** 总行批准延期: written and signed by headquarters (see evidence/headquarters.ts). It moves no date before the complainant was told of it. */
  'extension.granted': z.strictObject({
    days: z.int().min(1).max(3_660),
    grantedOn: LocalDate,
    /** Who signed in the console of headquarters, with password and second factor. */
    officer: HqOfficer,
    reason: Reason.min(1),
  }),
  /** 外部鉴定 and the like: from this day on a period that does not count. */
  'clock.suspended': z.strictObject({
    period: z.string().max(40),
    from: LocalDate,
    reason: Reason.min(1),
    noticeMethod: DeliveryMethod,
    noticeOn: LocalDate,
  }),
  'clock.resumed': z.strictObject({ period: z.string().max(40), to: LocalDate, result: Reason.min(1) }),
  /** 新的事实或理由: the clock starts again on the day they came. */
  'facts.added': z.strictObject({ receivedOn: LocalDate, what: Reason.min(1) }),
  /** 人数: how many complain face to face at this moment. */
  'headCount.recorded': z.strictObject({ count: HeadCountNumber, countedAtMs: z.int() }),
  /** 认定为重大消费投诉, by the head-count or by a person who names the cause. Never taken back. */
  'major.recognised': z.strictObject({
    /** `headCount`, or the id of a cause in the rule pack. */
    cause: z.string().min(1).max(40),
    basis: MajorBasis,
    level: MajorLevel,
    /** Where the head-count is the cause. */
    count: HeadCountNumber.nullable(),
    what: Reason,
    foundAtMs: z.int(),
  }),
  /** 重大消费投诉报告: somebody above was told. */
  /** 重大投诉报告 as it is written; the same serial number once more replaces it, until it was sent. */
  'major.reportWritten': z.strictObject({ serial: z.int().positive(), ...MajorReportForm.shape }),
  'major.reported': z.strictObject({
    /** How serious it was when it was reported; what becomes more serious is reported again. */
    level: MajorLevel,
    to: ReportRecipient,
    /** Name of the office or person. */
    recipient: z.string().max(200),
    method: ReportMethod,
    reportedAtMs: z.int(),
    number: z.string().max(100),
    what: Reason.min(1),
    /** Pieces of evidence that show it: the written report, a receipt. */
    proofIds: z.array(z.string()).max(20),
    /** Serial number of the form that was sent. */
    form: z.int().positive().optional(),
  }),
  'task.created': z.strictObject({
    taskId: z.string(),
    kind: z.enum(['callback', 'performance', 'supplement', 'manual']),
    title: z.string().max(500),
    dueOn: LocalDate,
    ownerId: z.string().nullable(),
  }),
  'task.completed': z.strictObject({ taskId: z.string(), note: Reason }),
  /** 保全: the file is kept beyond its time. */
  'hold.placed': z.strictObject({ holdId: z.string(), reason: Reason.min(1) }),
  'hold.lifted': z.strictObject({ holdId: z.string(), reason: Reason.min(1) }),
  ...proceedingsEvents,
  /** 满意度回访. */
  'callback.recorded': z.strictObject({
    taskId: z.string(),
    outcome: z.enum(['answered', 'declined', 'unreachable']),
    /** 结果, 过程, 态度: 1 bad … 5 good; null unless answered. */
    scores: z
      .strictObject({ result: z.int().min(1).max(5), process: z.int().min(1).max(5), attitude: z.int().min(1).max(5) })
      .nullable(),
    comment: Reason,
  }),
} as const;

export type CaseEventType = keyof typeof casePayloads;
export type CasePayload<T extends CaseEventType> = z.infer<(typeof casePayloads)[T]>;

/** An event before it is stamped and signed: type and payload only. */
export type NewCaseEvent = {
  [T in CaseEventType]: { readonly type: T; readonly payload: CasePayload<T> };
}[CaseEventType];

/** Written by the second person of a command that two persons sign. */
export const cosignedEvents: readonly CaseEventType[] = ['emergency.signed'];

/** For whom the event was written (代); undefined when by the actor's own right. */
export function onBehalfOf({ payload }: NewCaseEvent): string | undefined {
  if (!('under' in payload) || !payload.under) return undefined;
  return payload.under.delegationId === null ? undefined : payload.under.holderId;
}

/** Payload versions written by this program, all at their first version so far. */
export const caseEventVersion = 1;

export function isCaseEventType(type: string): type is CaseEventType {
  return Object.hasOwn(casePayloads, type);
}
