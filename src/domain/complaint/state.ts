/** The state of one complaint: the fold of its events, plain JSON, the same on every machine. */
import type { ArchivedFile } from './archive';
import type { CaseClock } from './clock';
import type { ClockFact } from './clock-facts';
import type { Absorbed, Link, Merged } from './duplicates';
import type { Hold } from './hold';
import type { CaseOrigin, MovedAway } from './move';
import type { MediationForm, MediationOutcome } from './mediation-values';
import type { Proceedings } from './proceedings';
import type { Inquiry, Investigation } from './investigation-values';
import type { HeadCount, MajorCase } from './joint';
import type { AnsweredCard } from './agree-card';
import type { CasePromise } from './promises';
import type { JoinedTalk } from './talks';
import type { TakenFacts } from './talk-facts';
import type { LetterDelivery, PrintedCopy } from './letter-delivery';
import type { LetterParagraphText } from './letter-paragraph';
import type { AuthorityUsed, MatrixUsed } from './authority-values';
import type { CasePayload } from './events';
import type { HqOfficer, WhyUp } from './headquarters-values';
import type { CaseStatus } from './states';
import type { FactVersions } from './versions';
import type { Transfer } from './transfer';
import type {
  CaseDetails,
  Complexity,
  DeliveryMethod,
  DeliveryProof,
  DraftHand,
  Emotion,
  Evidence,
  NotComplaintKind,
  PaperKind,
  RemedyContent,
  ReviewApplication,
  ReviewDecision,
  ReviewResult,
} from './values';

export interface ProposalDecision {
  readonly outcome: 'approved' | 'returned' | 'rejected';
  readonly eventId: string;
  readonly userId: string;
  readonly role: string;
  readonly atMs: number;
  readonly digest: string;
  readonly reason: string;
  readonly under?: AuthorityUsed;
  /** 总行签批: who of headquarters signed last. */
  readonly above?: HqOfficer;
  /** 待总行追认: the task that ends with it. */
  readonly ratificationTaskId?: string;
  /** 紧急处置. */
  readonly emergency?: {
    readonly cosigner: EmergencySignature;
    readonly harm: string;
    readonly taskId: string;
  };
}

/** One signature of several (会签). */
export interface Endorsement extends AuthorityUsed {
  readonly eventId: string;
  readonly userId: string;
  readonly role: string;
  readonly atMs: number;
  readonly comment: string;
}

/** The first signature of an emergency. */
export interface EmergencySignature {
  readonly eventId: string;
  readonly commandId: string;
  readonly userId: string;
  readonly role: string;
  readonly atMs: number;
  readonly digest: string;
  readonly reason: string;
  readonly harm: string;
  readonly cosignerId: string;
}

export interface Proposal {
  readonly id: string;
  readonly content: RemedyContent;
  readonly proposedBy: string;
  readonly proposedAtMs: number;
  readonly status: 'pending' | 'approved' | 'returned' | 'rejected' | 'recalled' | 'superseded';
  readonly decision: ProposalDecision | null;
  /** Signatures before the last, where the matrix asks for several. */
  readonly endorsements?: readonly Endorsement[];
  readonly emergencySignature?: EmergencySignature;
  /** 上报总行; absent while it was not sent up. */
  readonly escalation?: Escalation;
}

/** One signature of headquarters before the last. */
export interface HqSignature {
  readonly eventId: string;
  readonly officer: HqOfficer;
  readonly atMs: number;
  readonly comment: string;
}

/** A proposal that waits for headquarters. */
export interface Escalation {
  readonly eventId: string;
  readonly userId: string;
  readonly atMs: number;
  readonly digest: string;
  readonly why: WhyUp;
  readonly reason: string;
  readonly limitFen: number | null;
  readonly dueOn: string | null;
  readonly matrix: MatrixUsed;
  readonly signed: readonly HqSignature[];
}

export const taskKinds = [
  'callback',
  'performance',
  'supplement',
  'manual',
  'inquiry',
  'review',
  'ratification',
] as const;
export type TaskKind = (typeof taskKinds)[number];
/** 事后复核 and 追认: they come with what was decided, and nothing but a review ends them. */
export const owedKinds: readonly TaskKind[] = ['review', 'ratification'];
/** Tasks that end with what they wait for, and with nothing else. */
export const awaitingKinds: readonly TaskKind[] = ['inquiry', 'supplement'];

export interface CaseTask {
  readonly id: string;
  readonly kind: TaskKind;
  readonly title: string;
  readonly dueOn: string;
  readonly ownerId: string | null;
  readonly doneAtMs: number | null;
  readonly doneBy: string | null;
  readonly note: string;
  /** 协办: of a task of that kind. */
  readonly inquiry?: Inquiry;
  /** Of a task that only a review by somebody above ends, once there is one. */
  readonly review?: CaseReview;
}

export interface CaseReview {
  readonly outcome: 'confirmed' | 'objected';
  readonly words: string;
  readonly reference: string;
  readonly eventId: string;
}

/** Internal note (内部备注). `staffText` is branded apart by name: no customer document has a field of this name. */
export interface CaseNote {
  readonly id: string;
  readonly staffText: string;
  readonly by: string;
  readonly atMs: number;
}

/** 送达: how and when a letter reached the complainant. */
export interface Delivered {
  readonly method: DeliveryMethod;
  readonly deliveredOn: string;
  readonly receivedBy: string;
  readonly note: string;
  readonly proof?: DeliveryProof | undefined;
  readonly atMs: number;
}

/** 核查 of what was told. */
export interface Review extends ReviewApplication {
  readonly reviewId: string;
  /** Came after the last day, and why it was taken on. */
  readonly late: CasePayload<'review.requested'>['late'];
  /** What is reviewed was told on this day, and recorded then. */
  readonly decisionToldOn: string;
  readonly decisionToldAtMs: number;
  readonly decision:
    | (ReviewDecision & {
        readonly result: ReviewResult;
        /** Empty where it stands. */
        readonly changes: string;
        readonly recordedBy: string;
        readonly atMs: number;
      })
    | null;
  readonly letterPrinted: boolean;
  readonly told: Delivered | null;
}

export interface RegulatorAnswer extends CasePayload<'regulator.answered'> {
  readonly atMs: number;
}

export interface PetitionAnswer extends CasePayload<'petition.answered'> {
  readonly atMs: number;
}

/** 调解. */
export interface Mediation {
  readonly form?: MediationForm | undefined;
  readonly limitFen?: number | undefined;
  readonly institution: string;
  readonly mediator: string;
  readonly agreedOn: string;
  readonly result: {
    readonly outcome: MediationOutcome;
    readonly on: string;
    readonly agreementNo: string;
    readonly text: string;
  } | null;
}

export interface CaseState {
  readonly id: string;
  readonly branchId: string;
  readonly number: string;
  /** How many events were folded. */
  readonly revision: number;
  readonly status: CaseStatus;
  readonly source: 'quick' | 'form' | 'import' | 'headquarters';
  readonly importKey: string | null;
  readonly rulePack: string;
  readonly receivedAtMs: number;
  readonly registeredAtMs: number;
  readonly registeredBy: string;
  readonly draftHands: readonly DraftHand[];
  readonly details: CaseDetails;
  readonly evidence: readonly Evidence[];
  readonly emotionPath: readonly { readonly emotion: Emotion; readonly atMs: number; readonly by: string }[];
  readonly ownerId: string | null;
  readonly complexity: Complexity | null;
  /** Why it is complex (复杂原因); absent where nobody said. */
  readonly complexityReason?: string;
  readonly acceptedAtMs: number | null;
  /** Absent while nobody has touched it. */
  readonly clock?: CaseClock;
  /** Head-counts in the order in which they were recorded. Absent while nobody has counted. */
  readonly headCounts?: readonly HeadCount[];
  /** Absent while it is no major complaint (重大消费投诉). */
  readonly major?: MajorCase;
  readonly notComplaint: { readonly kind: NotComplaintKind; readonly reason: string } | null;
  readonly recusals: readonly { readonly userId: string; readonly reason: string }[];
  readonly proposals: readonly Proposal[];
  readonly delivery: Delivered | null;
  /** 核查, oldest first; absent while nobody has asked for one. */
  readonly reviews?: readonly Review[];
  /** 调解, oldest first; absent while there was none. */
  readonly mediations?: readonly Mediation[];
  /** 承诺, oldest first; absent while nothing was promised. */
  readonly promises?: readonly CasePromise[];
  /** 约定卡, as they were signed or not, oldest first; absent while none was shown. */
  readonly agreeCards?: readonly AnsweredCard[];
  /** 安抚对话 that belong to it, in the order in which they joined. */
  readonly talks?: readonly (JoinedTalk & { readonly taken?: TakenFacts })[];
  /** 调查: absent while nothing was recorded of it. */
  readonly investigation?: Investigation;
  /** Facts of special matters; absent while none was recorded. */
  readonly clockFacts?: readonly ClockFact[];
  /** 转出, oldest first; absent while there was none. */
  readonly transfers?: readonly Transfer[];
  /** 并入; absent while it never was, null once it was taken back. */
  readonly merged?: Merged | null;
  /** Later complaints of the same matter that this one took in; absent while there was none. */
  readonly absorbed?: readonly Absorbed[];
  /** 关联; absent while there was none. */
  readonly links?: readonly Link[];
  /** 超期原因; absent while no clock was missed. */
  readonly lateness?: readonly CasePayload<'lateness.explained'>[];
  /** Absent while nothing was sent. */
  readonly regulatorAnswers?: readonly RegulatorAnswer[];
  /** Absent while nothing was sent. */
  readonly petitionAnswers?: readonly PetitionAnswer[];
  /** 移交 to another branch; absent while it is here. */
  readonly movedAway?: MovedAway;
  /** 移交 from another branch; absent where it was received here. */
  readonly origin?: CaseOrigin;
  readonly performance: { readonly performedOn: string; readonly note: string } | null;
  /** `signedNoteHeld`: the complainant's signed note of it is here (撤诉书面); absent in what was folded before it was kept. */
  readonly withdrawal: { readonly reason: string; readonly atMs: number; readonly signedNoteHeld?: boolean } | null;
  readonly closedAtMs: number | null;
  readonly closingSummary: string;
  /** 归档, every file that was made since it was closed, also before it was taken up again; absent while there is none. */
  readonly archives?: readonly ArchivedFile[];
  readonly reopenings: readonly {
    readonly reason: string;
    readonly atMs: number;
    readonly by: string;
    /** The day its clock starts from, where that is not the moment it was recorded. */
    readonly on?: string;
  }[];
  readonly notes: readonly CaseNote[];
  readonly tasks: readonly CaseTask[];
  readonly callback: {
    readonly outcome: 'answered' | 'declined' | 'unreachable';
    readonly scores: { readonly result: number; readonly process: number; readonly attitude: number } | null;
    readonly comment: string;
    readonly by: string;
  } | null;
  readonly printedCopies: Readonly<Record<'slip' | 'letter', number>> & Readonly<Partial<Record<PaperKind, number>>>;
  /** Copies in the order in which they were made; absent while there is none. */
  readonly printed?: readonly PrintedCopy[];
  /** Deliveries of letters that move nothing; absent while there is none. */
  readonly letterDeliveries?: readonly LetterDelivery[];
  /** 补充说明 of letters; absent while there was none. */
  readonly letterParagraphs?: readonly LetterParagraphText[];
  /** The letter of the present approval was printed. */
  readonly letterPrinted: boolean;
  /** 保全, in order; absent while there was none. */
  readonly holds?: readonly Hold[];
  /** 诉讼与仲裁, in order; absent while there were none. */
  readonly proceedings?: readonly Proceedings[];
  /** Everyone who handled the case, in order of first act; the callback may not be done by any of them. */
  readonly handlers: readonly string[];
  /** Events that do not fit where they stand (written on two devices at once); a person must look (冲突). */
  readonly conflicts: readonly StepConflict[];
  /** Of facts that were changed since the registration; absent while none was. */
  readonly versions?: FactVersions;
  readonly updatedAtMs: number;
}

/** A step that did not count: `status` is where the case stood by then. */
export interface StepConflict {
  readonly eventId: string;
  readonly type: string;
  readonly status: CaseStatus;
  readonly reviewed?: { readonly by: string; readonly atMs: number };
}

/** 待核对: steps that did not count and that nobody has looked at. */
export function openConflicts({ conflicts }: Pick<CaseState, 'conflicts'>): readonly StepConflict[] {
  return conflicts.filter(({ reviewed }) => reviewed === undefined);
}

/** The proposal being decided on, approved or last returned; undefined when none was made. */
export function currentProposal(state: CaseState): Proposal | undefined {
  return state.proposals.at(-1);
}

/** 分类编码: what statistics count by. Nobody was told anything by it, so it is put right at any time. */
export const codingFields: readonly string[] = ['channelId', 'businessId', 'reasonId', 'rightIds', 'touchpointId'];

/** What is still missing before the record counts as complete (先记后补); ids of form fields. */
export function missingFields(details: CaseDetails): readonly string[] {
  const party = details.parties[0];
  const missing: string[] = [];
  if (!party || party.name.trim() === '') missing.push('party.name');
  if (!party || party.phone.trim() === '') missing.push('party.phone');
  if (details.businessId === '') missing.push('businessId');
  if (details.reasonId === '') missing.push('reasonId');
  if (details.facts.trim() === '') missing.push('facts');
  if (details.want === null) missing.push('want');
  if (!details.consentTold) missing.push('consentTold');
  if (withoutAuthorisation(details)) missing.push('party.authorisation');
  return missing;
}

/** 代理人没有授权: somebody speaks for the person whose right it is, and the signed original is not here (M2020 Art. 14). */
export function withoutAuthorisation({ parties: [party] }: CaseDetails): boolean {
  return party?.kind === 'proxy' && !party.authorisationHeld;
}
