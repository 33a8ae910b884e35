/**
 * What every statistic takes from one case, so that ledger, returns and the figures of headquarters count alike: days and amounts, and nothing of a
 * person. Headquarters keeps it as a row and adds up rows; a branch adds up cases. Pure.
 */
import type { CaseState } from '../complaint/state';
import type { Deadline } from '../deadlines/deadlines';
import type { LocalDate } from '../deadlines/local-date';
import { answeredOn, endedOn, grantedFen, isMerged, isMovedAway } from './case-figures';

export const countedAs = ['complaint', 'notComplaint', 'merged', 'moved'] as const;
/** 投诉, 非投诉, 已并入别的投诉, 已移交别的网点: all but the first are told beside the figures and are in none of them. */
export type CountedAs = (typeof countedAs)[number];

/** Days are local dates of the branch; null where it did not happen yet, or the rules set no day. */
export interface CountedCase {
  readonly counts: CountedAs;
  readonly receivedOn: LocalDate;
  /** 受理, or any answer that came instead of it. */
  readonly acceptedOn: LocalDate | null;
  readonly acceptDueOn: LocalDate | null;
  /** 处理决定告知, handed over, or ended without one: what the last day is compared with. */
  readonly answeredOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  /** The decision itself was told; what makes an open case no overdue one. */
  readonly toldOn: LocalDate | null;
  /** 办结. */
  readonly endedOn: LocalDate | null;
  /** 延期. */
  readonly extended: boolean;
  /** 重开. */
  readonly reopened: boolean;
  /** 重复投诉, as staff marked it. */
  readonly repeat: boolean;
  readonly claimedFen: number;
  readonly grantedFen: number;
}

function countsAs(state: CaseState): CountedAs {
  // Before all else: whatever it was here, it is counted once, and there.
  if (isMovedAway(state)) return 'moved';
  if (state.notComplaint !== null) return 'notComplaint';
  return isMerged(state) ? 'merged' : 'complaint';
}

export function countedCase(
  state: CaseState,
  deadlines: readonly Deadline[],
  day: (ms: number) => LocalDate,
): CountedCase {
  const answered = answeredOn(state, day);
  const dueOnOf = (deadline: string): LocalDate | null => deadlines.find(({ id }) => id === deadline)?.dueOn ?? null;
  return {
    counts: countsAs(state),
    receivedOn: day(state.receivedAtMs),
    acceptedOn: state.acceptedAtMs === null ? answered : day(state.acceptedAtMs),
    acceptDueOn: dueOnOf('acceptanceNote'),
    answeredOn: answered,
    dueOn: dueOnOf('decision'),
    toldOn: state.delivery?.deliveredOn ?? null,
    endedOn: endedOn(state, day),
    extended: (state.clock?.extension ?? null) !== null,
    reopened: state.reopenings.length > 0,
    repeat: state.details.flags.includes('repeat'),
    claimedFen: state.details.amountFen ?? 0,
    grantedFen: grantedFen(state) ?? 0,
  };
}
