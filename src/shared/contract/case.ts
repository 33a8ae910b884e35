/** One complaint: what its page shows and what can be done to it. */
import { z } from 'zod';
import { caseCommands, CaseRefusal } from '../../domain/complaint/commands';
import type { FactRule } from '../../domain/complaint/clock-facts';
import { pairCommands } from '../../domain/complaint/duplicates';
import type { MissedClock } from '../../domain/complaint/lateness';
import type { NextActionCode } from '../../domain/complaint/next-actions';
import type { Bar, Part } from '../../domain/complaint/recusal';
import type { ReviewTerms } from '../../domain/complaint/review';
import type { CaseState } from '../../domain/complaint/state';
import type { CaseStatus } from '../../domain/complaint/states';
import { LocalDate, type MergeWay, type Want } from '../../domain/complaint/values';
import type { LatenessReason, RefusalGround } from '../../domain/deadlines/rule-pack';
import type { ChecklistItem } from '../../domain/investigation/checklist';
import type { MaterialKind } from '../../domain/investigation/material-kinds';
import type { Deadline } from '../../domain/deadlines/deadlines';
import type { TimeBand } from '../../domain/evidence/time-band';
import type { PersonField } from '../../domain/identity/same-person';
import type { Outlook } from '../../domain/deadlines/what-if';
import { CommandId, operation, refusal, view } from './define';

/** A deadline as the engine derived it, and where it stands now. */
export interface DeadlineView extends Deadline {
  /** Of a duty that is done, of a right or a date of somebody else: `met`; what stands still is never overdue. */
  readonly state: 'ok' | 'soon' | 'overdue' | 'met';
  readonly remainingMs: number;
}

/** The packs that a case is judged by. */
export interface LawName {
  readonly rules: { readonly id: string; readonly version: string };
  readonly calendar: { readonly id: string; readonly version: string };
}

/** A step that would move deadlines, as a form has it so far. */
export const ClockStep = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('extend'), days: z.int().min(1).max(3_660) }),
  z.strictObject({ kind: z.literal('newFacts'), on: LocalDate }),
  z.strictObject({ kind: z.literal('suspend'), period: z.string().max(40), on: LocalDate }),
  z.strictObject({ kind: z.literal('resume'), on: LocalDate }),
  z.strictObject({ kind: z.literal('withdraw'), on: LocalDate }),
]);
export type ClockStep = z.infer<typeof ClockStep>;

export type OutlookView = Omit<Outlook, 'facts'>;

export interface PersonName {
  readonly userId: string;
  readonly name: string;
}

export interface StandsBack {
  readonly userId: string;
  readonly from: readonly Part[];
  readonly bar: Bar;
}

export interface CaseView {
  /** Personal data in it is masked (张*三, 138****8000); `case.reveal` shows one field and logs it. */
  readonly state: CaseState;
  readonly missing: readonly string[];
  readonly deadlines: readonly DeadlineView[];
  readonly nextActions: readonly NextActionCode[];
  /** Grounds for not taking it on, while that is still open; `contradicted` by what the record says. */
  readonly refusalGrounds: readonly (RefusalGround & { readonly contradicted: boolean })[];
  /** What is to be verified, and what may be asked for; `isHeld`: the institution has it. */
  readonly checklist: readonly ChecklistItem[];
  readonly materials: readonly (MaterialKind & { readonly isHeld: boolean })[];
  /** Working days from tomorrow on, for limits that the branch sets itself. */
  readonly workingDays: readonly string[];
  /** What the rules say of a review of what was told; null where they know none. */
  readonly reviewTerms: ReviewTerms | null;
  /** Facts of special matters that the rules look at. */
  readonly factRules: readonly FactRule[];
  /** Missed clocks that are to be explained before it is closed, and the codes to choose from (超期原因). */
  readonly missedClocks: readonly MissedClock[];
  readonly latenessReasons: readonly LatenessReason[];
  /** Names of everybody the case mentions by id. */
  readonly people: readonly PersonName[];
  /** Who of the branch has no part in it, or not in all, and why (回避). */
  readonly standBack: readonly StandsBack[];
  /** Nobody of the branch may decide it. */
  readonly needsAbove: boolean;
  /** Signature check of the latest decision; null when there is none. */
  readonly signature: { readonly valid: boolean; readonly signer: string; readonly atMs: number } | null;
  /** Of the matrices that its decisions name, by hash: from which day on they are in force; null where they are not here. */
  readonly matrices: Readonly<Record<string, string | null>>;
  /** Where the newest of its events stands: on this PC only, sent, or received by headquarters with a receipt. */
  readonly syncState: 'local' | 'sending' | 'received' | 'quarantined';
}

export interface TimelineEntry {
  readonly eventId: string;
  readonly type: string;
  readonly atMs: number;
  /** How far this time can be trusted, where headquarters does not confirm it. */
  readonly doubt?: Exclude<TimeBand, 'confirmed'>;
  readonly userId: string;
  readonly userName: string;
  readonly deviceId: string;
  /** The branch in which it happened before the complaint was moved here (移交); absent for this one. */
  readonly branch?: string;
  /** What the sentence for this event type needs; personal data masked. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly signed: boolean;
  readonly syncState: 'local' | 'sending' | 'received' | 'quarantined';
}

/** One of two cases, as a page that compares them needs it. */
export interface ComparedCase {
  readonly caseId: string;
  readonly number: string;
  readonly status: CaseStatus;
  readonly maskedName: string;
  readonly receivedAtMs: number;
  readonly businessId: string;
  readonly reasonId: string;
  readonly matter: string;
  readonly facts: string;
  readonly want: Want | null;
  readonly amountFen: number | null;
  readonly ownerName: string;
  /** Until when it is decided as it is now. */
  readonly decision: Deadline | null;
}

/** What one way of bringing two cases together would lead to, or why it is refused. */
export interface PairOutlook {
  readonly way: MergeWay | 'link';
  readonly refusal: CaseRefusal | null;
  /** The clock of each after it; null where it has none of its own any more. */
  readonly earlier: Deadline | null;
  readonly newer: Deadline | null;
}

export interface CompareView {
  readonly earlier: ComparedCase;
  readonly newer: ComparedCase;
  readonly samePerson: 'yes' | 'unsure' | 'no';
  readonly shared: readonly PersonField[];
  readonly outlooks: readonly PairOutlook[];
}

const base = { commandId: CommandId, caseId: z.string() };
const Changed = z.object({ revision: z.int() });

const command = <S extends z.ZodRawShape>(schema: z.ZodObject<S>) =>
  operation({
    kind: 'command',
    input: z.strictObject({ ...base, ...schema.shape }),
    output: Changed,
    error: CaseRefusal,
  });

const pairCommand = <S extends z.ZodRawShape>(schema: z.ZodObject<S>) =>
  operation({
    kind: 'command',
    input: z.strictObject({ ...base, otherId: z.string(), ...schema.shape }),
    output: Changed,
    error: CaseRefusal,
  });

export const caseContract = {
  'case.get': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string() }),
    output: view<CaseView>(),
    error: refusal('case.notFound'),
  }),
  'case.timeline': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string() }),
    output: z.object({ entries: z.array(z.custom<TimelineEntry>()) }),
    error: refusal('case.notFound'),
  }),
  /** Its deadlines with their derivations: 期限由来. `underPack`: as a pack would have them that is here, but not in force. */
  'case.deadlines': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string(), underPack: z.string().min(1).max(100).optional() }),
    output: view<{ readonly number: string; readonly deadlines: readonly DeadlineView[]; readonly law: LawName }>(),
    error: z.discriminatedUnion('code', [refusal('case.notFound'), refusal('packs.notFound')]),
  }),
  /** 试算: what a step would change, before it is taken. */
  'case.whatIf': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string(), step: ClockStep }),
    output: view<OutlookView>(),
    error: z.discriminatedUnion('code', [refusal('case.notFound'), refusal('case.noSuchStep')]),
  }),
  /** Two cases side by side, with what each way of bringing them together would do to their clocks. */
  'case.compare': operation({
    kind: 'query',
    input: z.strictObject({ caseId: z.string(), otherId: z.string() }),
    output: view<CompareView>(),
    error: z.discriminatedUnion('code', [refusal('case.notFound'), refusal('pair.sameCase')]),
  }),
  /** Shows one masked field; the reason is written to the audit trail. */
  'case.reveal': operation({
    kind: 'command',
    input: z.strictObject({
      ...base,
      field: z.enum(['name', 'idNumber', 'phone', 'address', 'accountTail', 'representedName']),
      partyIndex: z.int().nonnegative(),
      reason: z.string().trim().min(1).max(200),
    }),
    output: z.object({ value: z.string(), hideAfterMs: z.int() }),
    error: refusal('case.notFound'),
  }),
  'case.recordDetails': command(caseCommands.recordDetails),
  'case.chooseVersion': command(caseCommands.chooseVersion),
  'case.reviewConflict': command(caseCommands.reviewConflict),
  'case.noteProceedings': command(caseCommands.noteProceedings),
  'case.endProceedings': command(caseCommands.endProceedings),
  'case.placeHold': command(caseCommands.placeHold),
  'case.liftHold': command(caseCommands.liftHold),
  'case.rateEmotion': command(caseCommands.rateEmotion),
  'case.attachEvidence': command(caseCommands.attachEvidence),
  'case.addNote': command(caseCommands.addNote),
  'case.markNotComplaint': command(caseCommands.markNotComplaint),
  'case.restoreAsComplaint': command(caseCommands.restoreAsComplaint),
  'case.accept': command(caseCommands.accept),
  'case.assign': command(caseCommands.assign),
  'case.declareRecusal': command(caseCommands.declareRecusal),
  'case.proposeRefusal': command(caseCommands.proposeRefusal),
  'case.liftRefusal': command(caseCommands.liftRefusal),
  'case.startInvestigation': command(caseCommands.startInvestigation),
  'case.extendDeadline': command(caseCommands.extendDeadline),
  'case.suspendClock': command(caseCommands.suspendClock),
  'case.resumeClock': command(caseCommands.resumeClock),
  'case.addFacts': command(caseCommands.addFacts),
  'case.recordHeadCount': command(caseCommands.recordHeadCount),
  'case.recogniseMajor': command(caseCommands.recogniseMajor),
  'case.writeMajorReport': command(caseCommands.writeMajorReport),
  'case.reportMajor': command(caseCommands.reportMajor),
  'case.proposeRemedy': command(caseCommands.proposeRemedy),
  'case.recallRemedy': command(caseCommands.recallRemedy),
  'case.recordDelivery': command(caseCommands.recordDelivery),
  'case.recordLetterDelivery': command(caseCommands.recordLetterDelivery),
  'case.writeLetterParagraph': command(caseCommands.writeLetterParagraph),
  'case.requestReview': command(caseCommands.requestReview),
  'case.decideReview': command(caseCommands.decideReview),
  'case.recordReviewDelivery': command(caseCommands.recordReviewDelivery),
  'case.startMediation': command(caseCommands.startMediation),
  'case.endMediation': command(caseCommands.endMediation),
  'case.makePromise': command(caseCommands.makePromise),
  'case.changePromise': command(caseCommands.changePromise),
  'case.settlePromise': command(caseCommands.settlePromise),
  'case.recordFinding': command(caseCommands.recordFinding),
  'case.requestMaterial': command(caseCommands.requestMaterial),
  'case.receiveMaterial': command(caseCommands.receiveMaterial),
  'case.endWaiting': command(caseCommands.endWaiting),
  'case.sendInquiry': command(caseCommands.sendInquiry),
  'case.answerInquiry': command(caseCommands.answerInquiry),
  'case.recordContact': command(caseCommands.recordContact),
  'case.recordMinutes': command(caseCommands.recordMinutes),
  'case.link': pairCommand(pairCommands.link),
  'case.unlink': pairCommand(pairCommands.unlink),
  'case.merge': pairCommand(pairCommands.merge),
  'case.separate': pairCommand(pairCommands.separate),
  'case.transferOut': command(caseCommands.transferOut),
  'case.confirmTransfer': command(caseCommands.confirmTransfer),
  'case.takeBackTransfer': command(caseCommands.takeBackTransfer),
  'case.recordClockFact': command(caseCommands.recordClockFact),
  'case.answerRegulator': command(caseCommands.answerRegulator),
  'case.answerPetition': command(caseCommands.answerPetition),
  'case.recordPerformance': command(caseCommands.recordPerformance),
  'case.withdraw': command(caseCommands.withdraw),
  'case.close': command(caseCommands.close),
  'case.reopen': command(caseCommands.reopen),
  'case.createTask': command(caseCommands.createTask),
  'case.completeTask': command(caseCommands.completeTask),
  'case.recordCallback': command(caseCommands.recordCallback),
} as const;
