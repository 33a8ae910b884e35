/**
 * 移交: headquarters moves a complaint from one branch to another of the same institution. Here it becomes a tombstone, which nobody works on and
 * nothing counts; there a case of its own that goes on where this one stood. Its time runs from the day of receipt, wherever it is.
 */
import type { OpenEvent } from '../evidence/event-envelope';
import { casePayloads, isCaseEventType, type CaseEventType, type CasePayload } from './events';
import type { BranchName, MoveReason } from './headquarters-values';
import type { CaseState } from './state';
import { movableStatuses, type CaseStatus } from './states';

interface Move {
  readonly atMs: number;
  readonly why: MoveReason;
  readonly reason: string;
  /** Name of the person of headquarters who signed. */
  readonly officer: string;
}

/** Where the complaint went. */
export interface MovedAway extends Move {
  readonly to: BranchName;
  readonly caseId: string;
  readonly number: string;
  /** Where it stood here when it went. */
  readonly stood: CaseStatus;
}

/** Where the complaint came from. */
export interface CaseOrigin extends Move {
  readonly from: BranchName;
  readonly caseId: string;
  /** Under which it was known in the branch before; the complainant's slip has it. */
  readonly number: string;
  /** Numbers of the branches before that one, oldest first. */
  readonly earlierNumbers: readonly string[];
  /** Names of those who acted in the branches before, by their id. */
  readonly people: Readonly<Record<string, string>>;
}

/** Whether headquarters can move it: possible; gone already; decided on, so that the branch has to end it or do it again; others were merged into it. */
export const movabilities = ['possible', 'movedAlready', 'decided', 'absorbed'] as const;
export type Movability = (typeof movabilities)[number];

export function movabilityOf(state: CaseState): Movability {
  if (state.status === 'movedAway') return 'movedAlready';
  if (!movableStatuses.includes(state.status)) return 'decided';
  return (state.absorbed ?? []).length > 0 ? 'absorbed' : 'possible';
}

/** What counts in a complaint that is gone; everything else was done without knowing, and a person looks at it. */
const stillCounts: readonly CaseEventType[] = ['conflict.reviewed', 'hold.placed', 'hold.lifted'];

/** False for what was done to a complaint that had been moved away by then. */
export function countsAfterMove({ status }: Pick<CaseState, 'status'>, type: CaseEventType): boolean {
  return status !== 'movedAway' || stillCounts.includes(type);
}

/** False for a history that comes to a case which has a life of its own already. */
export function fitsMove({ status, origin }: Pick<CaseState, 'status' | 'origin'>, type: CaseEventType): boolean {
  return type !== 'case.movedHere' || (status === 'registered' && origin === undefined);
}

export function movedAway(
  state: CaseState,
  { to, toCaseId, toNumber, why, reason, officer }: CasePayload<'case.movedAway'>,
  { header }: OpenEvent,
): Partial<CaseState> {
  return {
    movedAway: {
      ...{ to, caseId: toCaseId, number: toNumber, why, reason },
      ...{ officer: officer.name, atMs: header.at.wall, stood: state.status },
    },
    // What is still to be done went with it, and stands in its history here.
    tasks: state.tasks.filter(({ doneAtMs }) => doneAtMs !== null),
    ...(state.promises ? { promises: state.promises.filter(({ result }) => result !== null) } : {}),
    // Nobody decides on it here any more.
    proposals: state.proposals.map((one) => (one.status === 'pending' ? { ...one, status: 'recalled' as const } : one)),
  };
}

/** Where the work goes on: a proposal of the branch before is nobody's any more, so the facts are looked at again. */
const goesOnAs = (status: CaseStatus): CaseStatus =>
  status === 'refusalPending' ? 'registered' : status === 'remedyPending' ? 'investigating' : status;

/** What the branch before knew, as the case of this one. `fold` makes a state of events, so that everything is as it was there. */
export function movedHere(
  state: CaseState,
  { from, fromCaseId, fromNumber, why, reason, officer, history, people }: CasePayload<'case.movedHere'>,
  { header }: OpenEvent,
  fold: (events: readonly OpenEvent[]) => CaseState | undefined,
): Partial<CaseState> {
  const before = fold(history.filter(isUnderstood));
  const origin: CaseOrigin = {
    ...{ from, caseId: fromCaseId, number: fromNumber, why, reason, officer: officer.name, atMs: header.at.wall },
    earlierNumbers: before?.origin ? [...before.origin.earlierNumbers, before.origin.number] : [],
    people: { ...before?.origin?.people, ...people },
  };
  if (!before) return { origin };
  const { id, branchId, number, source, importKey, draftHands, handlers, conflicts } = state;
  return {
    ...withoutPlace(before),
    ...{ id, branchId, number, source, importKey, draftHands, handlers, conflicts },
    origin,
    status: goesOnAs(before.status),
    ownerId: null,
    proposals: before.proposals.map((one) =>
      one.status === 'pending' ? { ...one, status: 'superseded' as const } : one,
    ),
    // Whose they were works in the branch before.
    tasks: before.tasks.map((task) => (task.doneAtMs === null ? { ...task, ownerId: null } : task)),
    ...(before.promises ? { promises: before.promises.map((promise) => ({ ...promise, ownerId: null })) } : {}),
    letterPrinted: false,
  };
}

/** Whose other end stayed in the branch before: its other cases, its conversations, its files on paper. */
const ofThatPlace: readonly (keyof CaseState)[] = ['links', 'merged', 'absorbed', 'talks', 'archives'];

function withoutPlace(before: CaseState): Partial<CaseState> {
  return Object.fromEntries(Object.entries(before).filter(([name]) => !ofThatPlace.some((one) => one === name)));
}

/** That branch may be newer than this PC, or this PC newer than the next. */
function isUnderstood({ header, payload }: OpenEvent): boolean {
  return isCaseEventType(header.type) && casePayloads[header.type].safeParse(payload).success;
}

/** Everything that happened before, in the order of the branches, each event with the branch in which it happened. */
export function pastOf(
  events: readonly OpenEvent[],
): readonly { readonly event: OpenEvent; readonly branch: string }[] {
  return events.flatMap(({ header, payload }) => {
    if (header.type !== 'case.movedHere') return [];
    const { from, history } = payload as CasePayload<'case.movedHere'>;
    return [...pastOf(history), ...history.map((event) => ({ event, branch: from.name }))];
  });
}
