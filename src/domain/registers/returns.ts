/**
 * 统计报表: complaints of a quarter or a year by channel, business, reason and region. Cases are added one by one and nothing of
 * them is kept but counts, so that any number of them fits. Pure.
 */
import { openConflicts, type CaseState } from '../complaint/state';
import { openVersions } from '../complaint/versions';
import type { Deadline } from '../deadlines/deadlines';
import { localDate, type LocalDate } from '../deadlines/local-date';
import { endedOn, wasInTime } from './case-figures';
import { countedCase, type CountedCase } from './counted-case';

export const returnPeriods = ['quarter', 'year'] as const;

export interface ReturnPeriod {
  readonly kind: (typeof returnPeriods)[number];
  readonly year: number;
  readonly quarter: number;
}

export interface Span {
  readonly from: LocalDate;
  /** The day after the last one. */
  readonly until: LocalDate;
}

export function spanOf({ kind, year, quarter }: ReturnPeriod): Span {
  if (kind === 'year') return { from: localDate(year, 1, 1), until: localDate(year + 1, 1, 1) };
  const first = (quarter - 1) * 3 + 1;
  return {
    from: localDate(year, first, 1),
    until: quarter === 4 ? localDate(year + 1, 1, 1) : localDate(year, first + 3, 1),
  };
}

export interface Figures {
  /** 期初未结. */
  readonly openBefore: number;
  /** 本期收到. */
  readonly received: number;
  /** 本期办结, of which in time, late, and without a limit of the rules; they add up. */
  readonly closed: number;
  readonly inTime: number;
  readonly late: number;
  readonly withoutLimit: number;
  /** 期末未结, and of these past their last day at the end of the period. */
  readonly openAfter: number;
  readonly overdue: number;
  /** In fen: asked for in what was received, and granted in what was closed. */
  readonly claimedFen: number;
  readonly grantedFen: number;
}

export const noFigures: Figures = {
  openBefore: 0,
  received: 0,
  closed: 0,
  inTime: 0,
  late: 0,
  withoutLimit: 0,
  openAfter: 0,
  overdue: 0,
  claimedFen: 0,
  grantedFen: 0,
};
export const figureNames = Object.keys(noFigures) as readonly (keyof Figures)[];

export const returnDimensions = ['channel', 'business', 'reason', 'region'] as const;
export type ReturnDimension = (typeof returnDimensions)[number];

export interface Return {
  readonly span: Span;
  readonly total: Figures;
  /** By id of the taxonomy, or name of the region; the empty id is what nobody has classified. */
  readonly by: Readonly<Record<ReturnDimension, Readonly<Record<string, Figures>>>>;
  /** Received in the period and found to be something else (非投诉): in none of the figures. */
  readonly notComplaints: number;
  /** Received in the period and merged into an earlier complaint (并入): the one matter is counted there. */
  readonly merged: number;
  /** Received in the period and moved to another branch (移交): counted there. */
  readonly moved: number;
}

export const problemCodes = [
  'channelMissing',
  'businessMissing',
  'reasonMissing',
  'regionMissing',
  'closedBeforeReceived',
  'receivedInFuture',
  'answerDateMissing',
  'conflict',
  'ledgerDiffers',
] as const;
/** Why a case can't be counted with certainty. */
export type ProblemCode = (typeof problemCodes)[number];

export interface ReturnRules {
  readonly day: (ms: number) => LocalDate;
  readonly today: LocalDate;
  /** False for an id that the classification of this branch does not know. */
  readonly knows: (dimension: Exclude<ReturnDimension, 'region'>, id: string) => boolean;
  /** Of the branch that handles the case; empty where none is known. */
  readonly regionOf: (state: CaseState) => string;
  readonly deadlinesOf: (state: CaseState) => readonly Deadline[];
}

export interface ReturnCount {
  /** Counts a case, and tells what is wrong with it; nothing for a case that the period does not concern. */
  readonly add: (state: CaseState) => readonly ProblemCode[];
  readonly result: () => Return;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function createReturn(period: ReturnPeriod, rules: ReturnRules): ReturnCount {
  const span = spanOf(period);
  const total: Mutable<Figures> = { ...noFigures };
  const by: Record<ReturnDimension, Record<string, Mutable<Figures>>> = {
    channel: {},
    business: {},
    reason: {},
    region: {},
  };
  let notComplaints = 0;
  let merged = 0;
  let moved = 0;
  return {
    add: (state) => {
      const counted = countedCase(state, rules.deadlinesOf(state), rules.day);
      const figures = figuresOf(counted, span, rules.today);
      if (figures === null) return [];
      if (counted.counts === 'notComplaint') {
        notComplaints += figures.received;
        return [];
      }
      if (counted.counts === 'merged') {
        merged += figures.received;
        return [];
      }
      if (counted.counts === 'moved') {
        moved += figures.received;
        return [];
      }
      const { channelId, businessId, reasonId } = state.details;
      const ids: Record<ReturnDimension, string> = {
        channel: rules.knows('channel', channelId) ? channelId : '',
        business: rules.knows('business', businessId) ? businessId : '',
        reason: rules.knows('reason', reasonId) ? reasonId : '',
        region: rules.regionOf(state),
      };
      for (const dimension of returnDimensions) {
        const row = (by[dimension][ids[dimension]] ??= { ...noFigures });
        for (const name of figureNames) row[name] += figures[name];
      }
      for (const name of figureNames) total[name] += figures[name];
      return problemsOf(state, rules);
    },
    result: () => ({ span, total, by, notComplaints, merged, moved }),
  };
}

/** Of one case in a period; null where the period does not concern it. A period that still runs is counted up to today. */
export function figuresOf(one: CountedCase, span: Span, today: LocalDate): Figures | null {
  const { receivedOn, endedOn: ended, dueOn, toldOn } = one;
  const isReceived = receivedOn >= span.from && receivedOn < span.until;
  const wasOpen = receivedOn < span.from && (ended === null || ended >= span.from);
  if (!isReceived && !wasOpen) return null;
  const isClosed = ended !== null && ended < span.until;
  const inTime = wasInTime(one);
  const isPast = dueOn !== null && dueOn < span.until && dueOn < today;
  // The answer may have been given by then though the file is still open.
  const wasTold = dueOn !== null && toldOn !== null && toldOn <= dueOn;
  return {
    openBefore: Number(wasOpen),
    received: Number(isReceived),
    closed: Number(isClosed),
    inTime: Number(isClosed && inTime === true),
    late: Number(isClosed && inTime === false),
    withoutLimit: Number(isClosed && inTime === null),
    openAfter: Number(!isClosed),
    overdue: Number(!isClosed && isPast && !wasTold),
    claimedFen: isReceived ? one.claimedFen : 0,
    grantedFen: isClosed ? one.grantedFen : 0,
  };
}

/** Why a case can't be counted with certainty; empty for most. */
export function problemsOf(
  state: CaseState,
  rules: Pick<ReturnRules, 'day' | 'today' | 'knows' | 'regionOf'>,
): readonly ProblemCode[] {
  const { channelId, businessId, reasonId } = state.details;
  const receivedOn = rules.day(state.receivedAtMs);
  const ended = endedOn(state, rules.day);
  const isDecided = state.status === 'closed' && state.proposals.at(-1)?.status === 'approved';
  const found: readonly (readonly [ProblemCode, boolean])[] = [
    ['channelMissing', !rules.knows('channel', channelId)],
    ['businessMissing', !rules.knows('business', businessId)],
    ['reasonMissing', !rules.knows('reason', reasonId)],
    ['regionMissing', rules.regionOf(state) === ''],
    ['closedBeforeReceived', ended !== null && ended < receivedOn],
    ['receivedInFuture', receivedOn > rules.today],
    ['answerDateMissing', isDecided && state.withdrawal === null && state.delivery === null],
    ['conflict', openConflicts(state).length + openVersions(state).length > 0],
  ];
  return found.filter(([, isWrong]) => isWrong).map(([code]) => code);
}
