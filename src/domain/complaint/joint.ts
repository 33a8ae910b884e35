/**
 * Joint complaints (共同投诉) and major complaints (重大消费投诉): how many representatives there may be, how many people came,
 * what makes a complaint a major one, and who was told of it (REGULATION Art. 12, §5, D13). Numbers and causes come from the
 * rule pack; here stands what follows from them.
 */
import type { JointComplaintRules } from '../deadlines/rule-pack';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { CasePayload, NewCaseEvent } from './events';
import { formProblem, type WrittenReport } from './major-forms';
import type { CaseState } from './state';
import { settledStatuses } from './states';
import {
  headCountCause,
  HeadCountNumber,
  majorLevels,
  type CaseDetails,
  type MajorBasis,
  type MajorLevel,
  type ReportMethod,
  type ReportRecipient,
} from './values';

export interface HeadCount {
  readonly count: number;
  readonly atMs: number;
  readonly by: string;
}

export interface MajorRecognition extends CasePayload<'major.recognised'> {
  readonly by: string;
}

export interface MajorReport extends CasePayload<'major.reported'> {
  readonly by: string;
}

/** Why and since when it is a major complaint, and who was told. Only ever grows. */
export interface MajorCase {
  readonly recognitions: readonly MajorRecognition[];
  readonly reports: readonly MajorReport[];
  /** 报告表 by serial number; absent while none was written. */
  readonly forms?: readonly WrittenReport[];
}

type JointName = 'recordHeadCount' | 'recogniseMajor' | 'reportMajor';
type JointCommand = { [N in JointName]: { readonly name: N; readonly input: CaseCommandInput<N> } }[JointName];

export function isJointCommand(command: { readonly name: string }): command is JointCommand {
  return ['recordHeadCount', 'recogniseMajor', 'reportMajor'].includes(command.name);
}

type JointDecision =
  { readonly ok: true; readonly events: readonly NewCaseEvent[] } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): JointDecision => ({ ok: false, error });
const accept = (...events: NewCaseEvent[]): JointDecision => ({ ok: true, events });

export function decideJoint(
  state: CaseState,
  command: JointCommand,
  rules: JointComplaintRules | null,
  nowMs: number,
): JointDecision {
  if (command.name === 'reportMajor') return report(state, command.input, nowMs);
  if (settledStatuses.includes(state.status)) return refuse({ code: 'case.wrongState', status: state.status });
  if (command.name === 'recordHeadCount') return accept(...counted(state, command.input.count, rules, nowMs));
  return recognise(state, command.input, rules, nowMs);
}

/** A head-count, and what it makes of the case: both at once, so that nobody has to think of the second. */
export function counted(
  state: Pick<CaseState, 'major'>,
  count: number,
  rules: JointComplaintRules | null,
  atMs: number,
): readonly NewCaseEvent[] {
  const level = levelOfCount(count, rules);
  const limit = level === null ? null : (rules?.[level] ?? null);
  return [
    { type: 'headCount.recorded', payload: { count, countedAtMs: atMs } },
    ...(level !== null && limit !== null && levelRises(state, level)
      ? [
          {
            type: 'major.recognised',
            payload: { cause: headCountCause, basis: basisOf(limit), level, count, what: '', foundAtMs: atMs },
          } as const,
        ]
      : []),
  ];
}

function basisOf({ zh, en, article, confidence }: MajorBasis): MajorBasis {
  return { zh, en, article, confidence };
}

function recognise(
  state: CaseState,
  input: CaseCommandInput<'recogniseMajor'>,
  rules: JointComplaintRules | null,
  nowMs: number,
): JointDecision {
  const known = rules?.causes.find(({ id }) => id === input.cause);
  if (known === undefined) return refuse({ code: 'major.noSuchCause' });
  if (rankOf(input.level) < rankOf(known.level)) return refuse({ code: 'major.levelTooLow' });
  const named = state.major?.recognitions.some(
    ({ cause, level }) => cause === input.cause && rankOf(level) >= rankOf(input.level),
  );
  if (named === true) return refuse({ code: 'major.namedAlready' });
  const wrong = timeProblem(state, input.foundAtMs, nowMs);
  return wrong === null
    ? accept({ type: 'major.recognised', payload: { ...input, basis: basisOf(known), count: null } })
    : refuse(wrong);
}

function report(state: CaseState, input: CaseCommandInput<'reportMajor'>, nowMs: number): JointDecision {
  const level = majorLevelOf(state);
  if (level === null) return refuse({ code: 'major.notMajor' });
  if (input.proofIds.some((id) => !state.evidence.some((piece) => piece.id === id)))
    return refuse({ code: 'major.noSuchProof' });
  const wrong = formProblem(state, input) ?? timeProblem(state, input.reportedAtMs, nowMs);
  return wrong === null ? accept({ type: 'major.reported', payload: { ...input, level } }) : refuse(wrong);
}

const MINUTE_MS = 60_000;

function timeProblem(state: CaseState, atMs: number, nowMs: number): CaseRefusal | null {
  if (atMs > nowMs) return { code: 'major.inFuture' };
  // People write minutes: the minute in which it was received is not before it.
  return atMs < state.receivedAtMs - (state.receivedAtMs % MINUTE_MS) ? { code: 'major.tooEarly' } : null;
}

/** How many representatives a joint complaint names. */
export function delegateCount({ joint, parties }: Pick<CaseDetails, 'joint' | 'parties'>): number {
  return joint === true ? parties.filter(({ delegate }) => delegate === true).length : 0;
}

/** Places of the representatives after the first so many, in the order in which the complainants stand. */
export function delegatesBeyond({ joint, parties }: Pick<CaseDetails, 'joint' | 'parties'>, most: number): number[] {
  if (joint !== true) return [];
  return parties.flatMap(({ delegate }, index) => (delegate === true ? [index] : [])).slice(most);
}

/** More representatives than the rules allow; null where they are within it, or the rules set no cap. */
export function delegatesRefusal(
  details: Pick<CaseDetails, 'joint' | 'parties'>,
  rules: JointComplaintRules | null,
): Extract<CaseRefusal, { code: 'joint.tooManyDelegates' }> | null {
  const cap = rules?.delegates ?? null;
  const given = delegateCount(details);
  if (cap === null || given <= cap.count) return null;
  return { code: 'joint.tooManyDelegates', most: cap.count, given, article: cap.article.zh, articleEn: cap.article.en };
}

/** What so many people face to face make of a complaint. */
export function levelOfCount(count: number, rules: JointComplaintRules | null): MajorLevel | null {
  return [...majorLevels].reverse().find((level) => count >= (rules?.[level]?.count ?? Infinity)) ?? null;
}

/** More serious than what it was found to be so far. */
export function levelRises(state: Pick<CaseState, 'major'>, level: MajorLevel): boolean {
  return rankOf(level) > rankOf(majorLevelOf(state));
}

function rankOf(level: MajorLevel | null): number {
  return level === null ? -1 : majorLevels.indexOf(level);
}

/** How serious it is: the gravest that was ever found, whatever came after. */
export function majorLevelOf({ major }: Pick<CaseState, 'major'>): MajorLevel | null {
  const levels = major?.recognitions.map(({ level }) => level) ?? [];
  return [...majorLevels].reverse().find((level) => levels.includes(level)) ?? null;
}

/** When it was first found to be as serious as it is; null where it is no major complaint. */
export function majorFoundAt(state: Pick<CaseState, 'major'>): number | null {
  const level = majorLevelOf(state);
  const found = state.major?.recognitions.filter((one) => one.level === level).map(({ foundAtMs }) => foundAtMs) ?? [];
  return found.length === 0 ? null : Math.min(...found);
}

/** To tell others as well is right, but only these are the report that the rules ask for. */
const above: readonly ReportRecipient[] = ['regulator', 'headOffice'];

/** Somebody above was told in this way since it became as serious as it is. */
export function isReported(state: Pick<CaseState, 'major'>, method: ReportMethod): boolean {
  return reportedAt(state, method) !== undefined;
}

/** When they first were; undefined while they are not. */
export function reportedAt(state: Pick<CaseState, 'major'>, method: ReportMethod): number | undefined {
  const level = majorLevelOf(state);
  const fits = (one: MajorReport): boolean =>
    one.method === method && above.includes(one.to) && rankOf(one.level) >= rankOf(level);
  const times = state.major?.reports.filter(fits).map(({ reportedAtMs }) => reportedAtMs) ?? [];
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Deadlines of a report, and how it is made. */
const reportDuties: Readonly<Record<string, ReportMethod>> = { majorReport: 'phone', majorWrittenReport: 'written' };

/** How a report is made that is due by this deadline; undefined where it is about something else. */
export function reportMethodOf(deadlineId: string): ReportMethod | undefined {
  return reportDuties[deadlineId];
}

/** Somebody above still has to be told, by one of these deadlines. */
export function owesReport(state: Pick<CaseState, 'major'>, deadlines: readonly { readonly id: string }[]): boolean {
  return deadlines.some(({ id }) => {
    const method = reportMethodOf(id);
    return method !== undefined && !isReported(state, method);
  });
}

/** A number of people that the rules name, and how many are missing to it now. */
export interface Threshold {
  readonly level: MajorLevel;
  readonly limit: NonNullable<JointComplaintRules['major']>;
  readonly missing: number;
}

/** The numbers that would make more of the complaint than it is already, the nearest first. */
export function thresholdsAhead(
  state: Pick<CaseState, 'headCounts' | 'major'>,
  rules: JointComplaintRules | null,
): readonly Threshold[] {
  const present = presentHeadCount(state)?.count ?? 0;
  return majorLevels.flatMap((level) => {
    const limit = rules?.[level] ?? null;
    if (limit === null || !levelRises(state, level)) return [];
    return [{ level, limit, missing: Math.max(0, limit.count - present) }];
  });
}

/** A number of people as somebody types it, full-width digits too; null where it is none. */
export function parseHeadCount(text: string): number | null {
  const digits = text.normalize('NFKC').trim();
  const count = HeadCountNumber.safeParse(/^\d{1,6}$/.test(digits) ? Number(digits) : null);
  return count.success ? count.data : null;
}

/** The newest head-count; undefined while nobody has counted. */
export function presentHeadCount(state: Pick<CaseState, 'headCounts'>): HeadCount | undefined {
  return state.headCounts?.at(-1);
}

/** The state after an event of this file. */
export const jointAfter = {
  'headCount.recorded': (
    state: CaseState,
    { count, countedAtMs }: CasePayload<'headCount.recorded'>,
    by: string,
  ): Partial<CaseState> => ({ headCounts: [...(state.headCounts ?? []), { count, atMs: countedAtMs, by }] }),
  'major.recognised': (
    { major }: CaseState,
    payload: CasePayload<'major.recognised'>,
    by: string,
  ): Partial<CaseState> => ({
    major: {
      ...major,
      recognitions: [...(major?.recognitions ?? []), { ...payload, by }],
      reports: major?.reports ?? [],
    },
  }),
  'major.reported': ({ major }: CaseState, payload: CasePayload<'major.reported'>, by: string): Partial<CaseState> => ({
    // Another device may have found it to be one with a clock that ran behind: the report must not be lost.
    major: {
      ...major,
      recognitions: major?.recognitions ?? [],
      reports: [...(major?.reports ?? []), { ...payload, by }],
    },
  }),
} as const;
