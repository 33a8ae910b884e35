/** What people can ask of a case, as input schemas. The contract adds `commandId`; main adds who, when and with what limits. */
import { z } from 'zod';
import { ExtensionApprover } from '../deadlines/rule-pack';
import { casePayloads } from './events';
import { mediationForms, mediationOutcomes } from './mediation-values';
import { proceedingsCommands, proceedingsRefusals } from './proceedings';
import { archiveCommands } from './archive';
import { agreeCardCommands, agreeCardRefusals } from './agree-card';
import { latenessRefusals } from './lateness';
import { letterParagraphCommands, letterParagraphRefusals } from './letter-paragraph';
import { promiseCommands, promiseRefusals } from './promises';
import { talkCommands, TalkRecord, talkRefusals } from './talks';
import { lineFields, lineProblemCodes } from './remedy-lines';
import { investigationCommands, investigationRefusals } from './investigation-values';
import {
  AnswerToPetition,
  AnswerToRegulator,
  CaseDetails,
  ClockFactId,
  Complexity,
  DeliveryMethod,
  DeliveryProof,
  DraftHand,
  Emotion,
  Evidence,
  HeadCountNumber,
  MajorLevel,
  MajorReportForm,
  LetterTemplateRef,
  LocalDate,
  NotComplaintKind,
  PaperFormat,
  PaperKind,
  GivenLateness,
  RemedyContent,
  ReportMethod,
  ReportRecipient,
  ReviewApplication,
  reviewResults,
  ToldKind,
} from './values';

const Reason = z.string().trim().min(1).max(2_000);
const OptionalText = z.string().max(2_000);

export const caseCommands = {
  register: z.strictObject({
    number: z.string(),
    source: z.enum(['quick', 'form', 'import', 'headquarters']),
    receivedAtMs: z.int(),
    emotion: Emotion.nullable(),
    details: CaseDetails,
    evidence: z.array(Evidence),
    draftHands: z.array(DraftHand),
    importKey: z.string().nullable(),
    /** What a ledger says of the end of an imported case. */
    settledInLedger: casePayloads['case.settledInLedger'].optional(),
    /** What a ledger says of the handling of an imported case that is still open. */
    staffNote: z.string().max(10_000).optional(),
    /** How many came, where somebody counted. */
    headCount: HeadCountNumber.optional(),
    /** Conversations in which it was taken down. */
    talks: z.array(TalkRecord).max(20).optional(),
  }),
  recordDetails: z.strictObject({ changes: CaseDetails.partial() }),
  /** `among`: the versions that were shown; `pick`: one of them, or `both`. */
  chooseVersion: z.strictObject({
    field: z.enum(CaseDetails.keyof().options),
    among: z.array(z.string()).min(2).max(50),
    pick: z.string().max(100),
  }),
  reviewConflict: z.strictObject({ eventId: z.string().max(100) }),
  rateEmotion: z.strictObject({ emotion: Emotion }),
  attachEvidence: z.strictObject({ evidence: Evidence }),
  addNote: z.strictObject({ staffText: z.string().trim().min(1).max(10_000) }),
  markNotComplaint: z.strictObject({ kind: NotComplaintKind, reason: Reason }),
  restoreAsComplaint: z.strictObject({ reason: Reason }),
  accept: z.strictObject({ complexity: Complexity, complexityReason: OptionalText, ownerId: z.string().min(1) }),
  assign: z.strictObject({ ownerId: z.string().min(1), reason: OptionalText }),
  declareRecusal: z.strictObject({ userId: z.string().min(1), reason: Reason }),
  proposeRefusal: z.strictObject({
    ground: z.string().min(1).max(40),
    reference: z.string().max(500),
    ...RemedyContent.pick({ factsFound: true, basis: true, decisionText: true, internalReason: true }).shape,
  }),
  liftRefusal: z.strictObject({ receivedOn: LocalDate, what: Reason }),
  startInvestigation: z.strictObject({}),
  proposeRemedy: z.strictObject({
    // A complaint that is not taken on has a way of its own.
    content: RemedyContent.refine(({ kinds, refusal }) => !kinds.includes('refusal') && refusal === undefined),
  }),
  recallRemedy: z.strictObject({ proposalId: z.string(), reason: Reason }),
  decideRemedy: z.strictObject({
    proposalId: z.string(),
    /** Digest of what the approver was shown; a proposal changed since gives another one. */
    digest: z.string(),
    outcome: z.enum(['approve', 'return', 'reject']),
    reason: OptionalText,
  }),
  /** 上报总行: what is shown under this digest. */
  escalate: z.strictObject({ proposalId: z.string(), digest: z.string(), reason: OptionalText }),
  /** Two persons sign it; who they are is stamped by main. */
  approveInEmergency: z.strictObject({
    proposalId: z.string(),
    digest: z.string(),
    /** Why nobody with the authority could be asked. Empty is refused at the field. */
    reason: OptionalText,
    harm: OptionalText,
  }),
  recordReview: z.strictObject({
    taskId: z.string(),
    outcome: z.enum(['confirmed', 'objected']),
    words: OptionalText,
    reference: z.string().max(200),
  }),
  recordPrint: z.strictObject({
    documentId: z.string(),
    kind: PaperKind,
    format: PaperFormat,
    language: z.enum(['zh-CN', 'en']),
    textSha256: z.string(),
    template: LetterTemplateRef.optional(),
  }),
  recordDelivery: z.strictObject({
    method: DeliveryMethod,
    deliveredOn: LocalDate,
    receivedBy: z.string().max(200),
    note: OptionalText,
    proof: DeliveryProof.optional(),
  }),
  /** Of the last copy of a letter whose delivery moves nothing. */
  recordLetterDelivery: z.strictObject({
    kind: ToldKind,
    method: DeliveryMethod,
    deliveredOn: LocalDate,
    receivedBy: z.string().max(200),
    note: OptionalText,
    proof: DeliveryProof.optional(),
  }),
  requestReview: z.strictObject({
    ...ReviewApplication.shape,
    grounds: z.string().trim().min(1).max(10_000),
    /** Why it is taken on although it came after the last day; empty where it came in time. */
    lateReason: OptionalText,
  }),
  decideReview: z.strictObject({
    referenceNo: z.string().trim().min(1).max(100),
    institution: z.string().trim().min(1).max(200),
    decidedBy: z.string().trim().min(1).max(200),
    decidedOn: LocalDate,
    result: z.enum(reviewResults),
    /** What is to be decided instead; empty where it stands. */
    changes: z.string().max(10_000),
    reasons: z.string().trim().min(1).max(10_000),
    basis: z.string().trim().min(1).max(5_000),
  }),
  recordReviewDelivery: z.strictObject({
    method: DeliveryMethod,
    deliveredOn: LocalDate,
    receivedBy: z.string().max(200),
    note: OptionalText,
    proof: DeliveryProof.optional(),
  }),
  startMediation: z.strictObject({
    form: z.enum(mediationForms),
    /** Of a small dispute only. */
    limitFen: z.int().nonnegative().nullable(),
    institution: z.string().trim().min(1).max(200),
    mediator: z.string().trim().min(1).max(200),
    agreedOn: LocalDate,
    complainantAgrees: z.boolean(),
    institutionAgrees: z.boolean(),
  }),
  endMediation: z.strictObject({
    outcome: z.enum(mediationOutcomes),
    on: LocalDate,
    /** Of the agreement, where it has one. */
    agreementNo: z.string().max(100),
    /** What was agreed on, or why it failed. */
    text: Reason,
  }),
  ...investigationCommands,
  transferOut: z.strictObject({
    institution: z.string().trim().min(1).max(200),
    reason: Reason,
    on: LocalDate,
    toldMethod: DeliveryMethod,
    toldOn: LocalDate,
  }),
  confirmTransfer: z.strictObject({ on: LocalDate, referenceNo: z.string().trim().min(1).max(100) }),
  takeBackTransfer: z.strictObject({ on: LocalDate, reason: Reason }),
  recordClockFact: z.strictObject({ fact: ClockFactId, on: LocalDate, note: OptionalText }),
  answerRegulator: z.strictObject({
    ...AnswerToRegulator.shape,
    regulator: z.string().trim().min(1).max(200),
    referenceNo: z.string().trim().min(1).max(100),
    proof: z.string().trim().min(1).max(500),
  }),
  answerPetition: z.strictObject({
    ...AnswerToPetition.shape,
    recipient: z.string().trim().min(1).max(200),
    referenceNo: z.string().trim().min(1).max(100),
    proof: z.string().trim().min(1).max(500),
  }),
  ...promiseCommands,
  ...agreeCardCommands,
  ...letterParagraphCommands,
  ...talkCommands,
  ...proceedingsCommands,
  recordPerformance: z.strictObject({ performedOn: LocalDate, note: Reason }),
  withdraw: z.strictObject({ reason: OptionalText, signedNoteHeld: z.boolean() }),
  close: z.strictObject({
    summary: Reason,
    /** Why clocks were missed, for each of them that nobody has explained yet. */
    lateness: GivenLateness.optional(),
  }),
  /** Of the file that was made of a closed case. */
  ...archiveCommands,
  reopen: z.strictObject({ reason: Reason }),
  extendDeadline: z.strictObject({
    days: z.int().min(1).max(3_660),
    level: ExtensionApprover,
    approver: z.string().trim().min(1).max(200),
    approvalNo: z.string().max(100),
    approvedOn: LocalDate,
    reason: Reason,
    noticeMethod: DeliveryMethod,
    noticeOn: LocalDate,
    /** Rests on this word of headquarters: days, who, when and why are taken from it. */
    grantId: z.string().max(100).optional(),
  }),
  suspendClock: z.strictObject({
    period: z.string().max(40),
    from: LocalDate,
    reason: Reason,
    noticeMethod: DeliveryMethod,
    noticeOn: LocalDate,
  }),
  resumeClock: z.strictObject({ to: LocalDate, result: Reason }),
  addFacts: z.strictObject({ receivedOn: LocalDate, what: Reason }),
  recordHeadCount: z.strictObject({ count: HeadCountNumber }),
  recogniseMajor: z.strictObject({
    cause: z.string().min(1).max(40),
    level: MajorLevel,
    what: Reason,
    foundAtMs: z.int(),
  }),
  writeMajorReport: MajorReportForm,
  reportMajor: z.strictObject({
    to: ReportRecipient,
    recipient: z.string().trim().min(1).max(200),
    method: ReportMethod,
    reportedAtMs: z.int(),
    number: z.string().max(100),
    what: Reason,
    proofIds: z.array(z.string()).max(20),
    /** Serial number of the form that was sent. */
    form: z.int().positive().optional(),
  }),
  createTask: z.strictObject({
    title: z.string().trim().min(1).max(500),
    dueOn: LocalDate,
    ownerId: z.string().nullable(),
  }),
  completeTask: z.strictObject({ taskId: z.string(), note: OptionalText }),
  placeHold: z.strictObject({ reason: Reason }),
  liftHold: z.strictObject({ holdId: z.string(), reason: Reason }),
  recordCallback: z.strictObject({
    taskId: z.string(),
    outcome: z.enum(['answered', 'declined', 'unreachable']),
    scores: z
      .strictObject({ result: z.int().min(1).max(5), process: z.int().min(1).max(5), attitude: z.int().min(1).max(5) })
      .nullable(),
    comment: OptionalText,
    /** Why it comes after its day, where the rules want to know. */
    lateness: GivenLateness.optional(),
  }),
} as const;

export type CaseCommandName = keyof typeof caseCommands;
export type CaseCommandInput<N extends CaseCommandName> = z.infer<(typeof caseCommands)[N]>;
export type CaseCommand = {
  [N in CaseCommandName]: { readonly name: N; readonly input: CaseCommandInput<N> };
}[CaseCommandName];

/** Why a command on a case is refused. */
export const CaseRefusal = z.discriminatedUnion('code', [
  z.object({ code: z.literal('case.notFound') }),
  z.object({ code: z.literal('case.alreadyRegistered') }),
  z.object({ code: z.literal('case.changedMeanwhile'), revision: z.int() }),
  /** The state machine has no way from here; `status` is where the case stands. */
  z.object({ code: z.literal('case.wrongState'), status: z.string() }),
  /** The person is named in the complaint or has declared recusal (回避). */
  z.object({ code: z.literal('case.recused') }),
  /** 关系申报: close to somebody whom the complaint names. `reason`: the kind of the relation. */
  z.object({ code: z.literal('case.related'), reason: z.string(), person: z.string(), employee: z.string() }),
  /** Direct superior of somebody of whose conduct the complaint is. */
  z.object({ code: z.literal('case.lineManager'), person: z.string(), employee: z.string() }),
  z.object({ code: z.literal('case.detailsFrozen') }),
  /** Nothing is to be chosen: somebody has done it. */
  z.object({ code: z.literal('versions.noneOpen') }),
  z.object({ code: z.literal('versions.changedMeanwhile') }),
  z.object({ code: z.literal('versions.tooLong') }),
  z.object({ code: z.literal('conflict.notFound') }),
  z.object({ code: z.literal('case.notPerformed') }),
  /** Sent by a carrier, but without the number it gave. */
  z.object({ code: z.literal('delivery.receiptMissing') }),
  /** Not taken, and nobody saw it. */
  z.object({ code: z.literal('delivery.witnessMissing') }),
  z.object({ code: z.literal('letter.notPrinted') }),
  z.object({ code: z.literal('case.reasonMissing') }),
  z.object({ code: z.literal('case.dateInFuture') }),
  /** The rules extend the time of complex cases only. */
  z.object({ code: z.literal('deadline.notComplex') }),
  z.object({ code: z.literal('deadline.extendedAlready') }),
  /** Headquarters' word of an extension that the case does not have, or has no more. */
  z.object({ code: z.literal('deadline.notGranted') }),
  /** The time was over on that day; nothing can be extended any more. */
  z.object({ code: z.literal('deadline.over'), dueOn: z.string() }),
  z.object({ code: z.literal('deadline.aboveLimit'), most: z.int() }),
  /** The rules of this institution have no such step. */
  z.object({ code: z.literal('deadline.noSuchRule') }),
  z.object({ code: z.literal('deadline.standsAlready') }),
  z.object({ code: z.literal('deadline.runs') }),
  /** Before the day that it follows from: of receipt, or of the beginning of a period. */
  z.object({ code: z.literal('deadline.tooEarly'), notBefore: z.string() }),
  /** The complainant is told between this day and today. */
  z.object({ code: z.literal('deadline.noticeDate'), notBefore: z.string() }),
  /** More representatives than the rules allow; the article in Chinese and in English. */
  z.object({
    code: z.literal('joint.tooManyDelegates'),
    most: z.int(),
    given: z.int(),
    article: z.string(),
    articleEn: z.string(),
  }),
  z.object({ code: z.literal('major.notMajor') }),
  z.object({ code: z.literal('major.namedAlready') }),
  /** The rules know no such cause, or it is more serious than that. */
  z.object({ code: z.literal('major.noSuchCause') }),
  z.object({ code: z.literal('major.levelTooLow') }),
  /** The first report is the first, and there is one first report. */
  z.object({ code: z.literal('major.firstReportFirst') }),
  z.object({ code: z.literal('major.firstReportOnce') }),
  /** The final report was sent, and nothing graver was found since. */
  z.object({ code: z.literal('major.finalReportSent') }),
  z.object({ code: z.literal('major.nextBeforeNow') }),
  z.object({ code: z.literal('major.noSuchForm') }),
  z.object({ code: z.literal('major.formNotPrinted') }),
  z.object({ code: z.literal('major.formSentAlready') }),
  /** A form is sent in writing. */
  z.object({ code: z.literal('major.formByPhone') }),
  /** It names evidence that the case does not have. */
  z.object({ code: z.literal('major.noSuchProof') }),
  /** Later than now, or before the complaint was received. */
  z.object({ code: z.literal('major.inFuture') }),
  z.object({ code: z.literal('major.tooEarly') }),
  /** The rules do not know this ground for not taking a complaint on. */
  z.object({ code: z.literal('refusal.noSuchGround') }),
  /** The record says otherwise. */
  z.object({ code: z.literal('refusal.contradicted') }),
  z.object({ code: z.literal('refusal.referenceMissing') }),
  z.object({ code: z.literal('remedy.notFound') }),
  z.object({ code: z.literal('remedy.notPending') }),
  /** Money was entered but no kind that grants money, or the other way round. */
  z.object({ code: z.literal('remedy.amountMismatch') }),
  /** What is wrong with which line of the amount, the first being 0. */
  z.object({
    code: z.literal('remedy.lineBad'),
    line: z.int(),
    field: z.enum(lineFields),
    problem: z.enum(lineProblemCodes),
  }),
  z.object({ code: z.literal('remedy.sumMismatch'), sumFen: z.int() }),
  z.object({ code: z.literal('remedy.fieldEmpty'), field: z.enum(['factsFound', 'basis', 'decisionText']) }),
  /** Money is not granted on the word of a proxy before the authorisation is here (M2020 Art. 14). */
  z.object({ code: z.literal('remedy.proxyUnauthorised') }),
  z.object({ code: z.literal('approval.changedMeanwhile') }),
  z.object({ code: z.literal('approval.ownProposal') }),
  z.object({ code: z.literal('approval.involved') }),
  z.object({ code: z.literal('approval.recused') }),
  z.object({ code: z.literal('approval.related'), reason: z.string(), person: z.string(), employee: z.string() }),
  z.object({ code: z.literal('approval.lineManager'), person: z.string(), employee: z.string() }),
  z.object({ code: z.literal('approval.roleForbids') }),
  z.object({ code: z.literal('approval.aboveAuthority'), limitFen: z.int() }),
  z.object({ code: z.literal('approval.signedAlready') }),
  z.object({ code: z.literal('approval.holderBarred'), person: z.string() }),
  /** 上报总行: the branch has no headquarters; it was sent already; who sends it can decide it. */
  z.object({ code: z.literal('escalation.noHeadquarters') }),
  z.object({ code: z.literal('escalation.sentAlready') }),
  z.object({ code: z.literal('escalation.canDecide') }),
  /** 紧急处置: both signatures are of one person. */
  z.object({ code: z.literal('emergency.samePerson') }),
  z.object({ code: z.literal('emergency.reasonMissing') }),
  z.object({ code: z.literal('emergency.harmMissing') }),
  /** `reason`: the code of why this one can't sign. */
  z.object({ code: z.literal('emergency.signerBarred'), userId: z.string(), person: z.string(), reason: z.string() }),
  z.object({ code: z.literal('emergency.noSupervisor') }),
  /** This person could approve it in the ordinary way. */
  z.object({ code: z.literal('emergency.notNeeded'), userId: z.string(), person: z.string() }),
  z.object({ code: z.literal('emergency.notForRefusal') }),
  z.object({ code: z.literal('emergency.aboveCap'), limitFen: z.int() }),
  z.object({ code: z.literal('review.ownDecision') }),
  z.object({ code: z.literal('review.notAbove') }),
  z.object({ code: z.literal('review.wordsMissing') }),
  z.object({ code: z.literal('review.referenceMissing') }),
  /** 事后复核 or 追认 is still owed. */
  z.object({ code: z.literal('case.reviewOwed') }),
  /** Lifted already, or never placed. */
  z.object({ code: z.literal('hold.notStanding') }),
  /** What was told has been reviewed and stands. */
  z.object({ code: z.literal('review.doneAlready') }),
  z.object({ code: z.literal('review.applicantMissing') }),
  /** A file that is named is not of this case. */
  z.object({ code: z.literal('case.noSuchEvidence') }),
  z.object({ code: z.literal('review.lateReasonMissing'), lastOn: z.string() }),
  z.object({ code: z.literal('review.changesMissing') }),
  /** Who handled or approved the case records no decision of its review, nor may the paper name them. */
  z.object({ code: z.literal('review.byHandler') }),
  z.object({ code: z.literal('review.decidedByHandler'), person: z.string() }),
  /** No transfer letter of the regulator is recorded. */
  z.object({ code: z.literal('regulator.notTransferred') }),
  z.object({ code: z.literal('regulator.notAnswered') }),
  /** Nothing says that it came as a petition. */
  z.object({ code: z.literal('petition.notPetition') }),
  z.object({ code: z.literal('petition.notAnswered') }),
  z.object({ code: z.literal('mediation.notAgreed') }),
  z.object({ code: z.literal('mediation.limitMissing') }),
  /** Whether a dispute is small can't be seen while no amount is recorded. */
  z.object({ code: z.literal('mediation.amountMissing') }),
  z.object({ code: z.literal('mediation.aboveLimit'), amountFen: z.int(), limitFen: z.int() }),
  /** Whom the complaint names does not mediate it. */
  z.object({ code: z.literal('mediation.involved'), person: z.string() }),
  ...promiseRefusals,
  ...agreeCardRefusals,
  ...letterParagraphRefusals,
  ...talkRefusals,
  ...proceedingsRefusals,
  ...investigationRefusals,
  /** Two cases: a command that concerns both of them. */
  z.object({ code: z.literal('pair.sameCase') }),
  z.object({ code: z.literal('pair.linkedAlready') }),
  z.object({ code: z.literal('pair.notLinked') }),
  z.object({ code: z.literal('pair.otherBranch') }),
  z.object({ code: z.literal('pair.mergedAlready'), number: z.string(), into: z.string() }),
  z.object({ code: z.literal('pair.notMerged') }),
  /** It took in another one itself. */
  z.object({ code: z.literal('pair.hasOthers'), number: z.string(), other: z.string() }),
  z.object({ code: z.literal('pair.wrongState'), number: z.string(), status: z.string() }),
  z.object({ code: z.literal('pair.otherPerson') }),
  /** Only the name is the same. */
  z.object({ code: z.literal('pair.personUnsure') }),
  /** The newer names employees whom the earlier, of that number, does not. */
  z.object({ code: z.literal('pair.namesOthers'), number: z.string() }),
  z.object({ code: z.literal('pair.periodOver'), number: z.string(), dueOn: z.string() }),
  /** The rules of the branch do not look at this fact, or what it ends has not begun. */
  z.object({ code: z.literal('clockFact.notOfRules') }),
  /** The record says that it was sold or done for this institution. */
  z.object({ code: z.literal('transfer.ours') }),
  z.object({ code: z.literal('clockFact.afterEnd'), endedOn: z.string() }),
  ...latenessRefusals,
  z.object({ code: z.literal('task.notFound') }),
  z.object({ code: z.literal('callback.byHandler') }),
  z.object({ code: z.literal('callback.scoresMissing') }),
]);
export type CaseRefusal = z.infer<typeof CaseRefusal>;
