/** What ledger and returns count of one case. Pure: days are local dates of the branch. */
import { plainLineKinds, subtotals, sumOf } from '../complaint/remedy-lines';
import { currentProposal, type CaseState } from '../complaint/state';
import { handedOverOn } from '../complaint/transfer';
import { remedyKindsWithMoney } from '../complaint/values';
import type { Deadline } from '../deadlines/deadlines';
import type { LocalDate } from '../deadlines/local-date';

/** Money that was granted by a decision that stands; null where none did. */
export function grantedFen(state: CaseState): number | null {
  const proposal = currentProposal(state);
  if (proposal?.status !== 'approved') return null;
  return proposal.content.kinds.some((kind) => remedyKindsWithMoney.includes(kind)) ? proposal.content.amountFen : null;
}

/** Kinds of money of a remedy; `unsplit` where several were granted as one amount. */
export const moneyParts = [...plainLineKinds, 'interest', 'unsplit'] as const;
export type MoneyPart = (typeof moneyParts)[number];

/** What of the money granted is of which kind; together they are `grantedFen`. Null where nothing was granted. */
export function grantedByKind(state: CaseState): Readonly<Partial<Record<MoneyPart, number>>> | null {
  const fen = grantedFen(state);
  const content = currentProposal(state)?.content;
  if (fen === null || content === undefined) return null;
  // Lines that do not give the amount say nothing of it.
  if (content.lines !== undefined && sumOf(content.lines) === fen)
    return Object.fromEntries(subtotals(content.lines).map(({ kind, amountFen }) => [kind, amountFen]));
  const [only, ...more] = moneyParts.filter((part) => content.kinds.some((kind) => kind === part));
  return only !== undefined && more.length === 0 ? { [only]: fen } : { unsplit: fen };
}

/** 办结: the day on which nothing more was owed. A withdrawal ends it on its own day, whenever the file is closed. */
export function endedOn(state: CaseState, day: (ms: number) => LocalDate): LocalDate | null {
  if (state.status === 'withdrawn' || (state.status === 'closed' && state.withdrawal !== null))
    return state.withdrawal === null ? null : day(state.withdrawal.atMs);
  return state.closedAtMs === null ? null : day(state.closedAtMs);
}

/** 并入: one matter is one complaint; it is counted in the case that took this one in. */
export function isMerged({ status }: Pick<CaseState, 'status'>): boolean {
  return status === 'merged';
}

/** 移交: it is a complaint of another branch now, and counted there. */
export function isMovedAway({ status }: Pick<CaseState, 'status'>): boolean {
  return status === 'movedAway';
}

export interface Timeliness {
  /** Last day on which the decision may be told; null where the rules set none. */
  readonly dueOn: LocalDate | null;
  /** The decision was told, or the case ended without one, by that day; null while neither happened, or without such a day. */
  readonly inTime: boolean | null;
}

export function timelinessOf(
  state: CaseState,
  deadlines: readonly Deadline[],
  day: (ms: number) => LocalDate,
): Timeliness {
  const dueOn = deadlines.find(({ id }) => id === 'decision')?.dueOn ?? null;
  return { dueOn, inTime: wasInTime({ dueOn, answeredOn: answeredOn(state, day) }) };
}

/** The decision was told, the case handed over, or it ended without a decision: what its last day is compared with. */
export function answeredOn(state: CaseState, day: (ms: number) => LocalDate): LocalDate | null {
  return state.delivery?.deliveredOn ?? handedOverOn(state) ?? endedOn(state, day);
}

/** Null while there is nothing to compare, or no last day to compare it with. */
export function wasInTime(dates: {
  readonly dueOn: LocalDate | null;
  readonly answeredOn: LocalDate | null;
}): boolean | null {
  return dates.dueOn === null || dates.answeredOn === null ? null : dates.answeredOn <= dates.dueOn;
}

/** 保管期限: until when the file is kept; undefined while the case is open. */
export function retentionOf(deadlines: readonly Deadline[]): Deadline | undefined {
  return deadlines.find(({ kind }) => kind === 'keep');
}
