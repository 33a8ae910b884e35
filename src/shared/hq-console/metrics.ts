/** 投诉分析: where complaints come from, over all branches, in numbers. Nothing of a person is in it. */
import { z } from 'zod';
import { dayNumber, isLocalDate } from '../../domain/deadlines/local-date';
import { noError, operation } from '../contract/define';

const Day = z.iso.date();
const Count = z.int().nonnegative();
/** Longest period, in days: three years. */
export const longestPeriodDays = 1_096;
/** Fewer than so many are no share: their numbers are shown instead (CONVERSATION §2.9, §5.3 M11). */
export const leastForShare = 20;

/** First and last day of a period by the clock of Beijing, both included. */
export const PeriodInput = z.strictObject({ from: Day, to: Day }).refine(
  // Asked also where a field is none.
  ({ from, to }) =>
    isLocalDate(from) && isLocalDate(to) && from <= to && dayNumber(to) - dayNumber(from) < longestPeriodDays,
);

/** Cases with a decision that was due, and how many of them had it in time. */
const Timely = z.strictObject({ of: Count, inTime: Count });

export const MetricFigures = z.strictObject({
  /** 本期收到. Complaints only: what was found to be something else, or went into an earlier one or to another branch, is told apart. */
  received: Count,
  notComplaints: Count,
  merged: Count,
  moved: Count,
  openBefore: Count,
  closed: Count,
  openAfter: Count,
  /** 超期未决: open at the end of the period, past the last day, and not told. */
  overdue: Count,
  /** 受理及时: of those received, whose acceptance was given or is overdue. */
  accepted: Timely,
  /** 及时办结率 (M6): whose decision was due in the period. */
  decided: Timely,
  /** Told in the period, and days from receipt to that: middle one and ninth of ten (M7). */
  answered: Count,
  medianDays: z.number().nullable(),
  ninetyDays: z.number().nullable(),
  /** 延期, 重开, 重复投诉 (M5): of those received. */
  extended: Count,
  reopened: Count,
  repeat: Count,
  /** In fen: asked for in what was received, granted in what was closed. */
  claimedFen: Count,
  grantedFen: Count,
});
export type MetricFigures = z.infer<typeof MetricFigures>;

/** One class; of a class with others below it, all of them together. */
export const ClassCount = z.strictObject({
  /** Empty: nobody has classified them, or by a class that headquarters does not know. */
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  depth: z.int(),
  received: Count,
  before: Count,
});
export type ClassCount = z.infer<typeof ClassCount>;

export const BranchFigures = z.strictObject({
  branchId: z.string(),
  code: z.string(),
  name: z.string(),
  province: z.string(),
  before: Count,
  figures: MetricFigures,
});
export type BranchFigures = z.infer<typeof BranchFigures>;

export const Metrics = z.strictObject({
  today: Day,
  period: z.strictObject({ from: Day, to: Day }),
  comparedWith: z.strictObject({ from: Day, to: Day }),
  total: MetricFigures,
  before: MetricFigures,
  channel: z.array(ClassCount),
  business: z.array(ClassCount),
  reason: z.array(ClassCount),
  /** `YYYY-MM`, twelve of them up to the end of the period. */
  months: z.array(z.strictObject({ month: z.string(), received: Count, closed: Count })),
  /** Branches that have something to count; by code. */
  branches: z.array(BranchFigures),
  /** Complaints in the period that can't be counted with certainty: no class, no date of the answer, two versions … */
  doubtful: Count,
  unreadBranches: z.int(),
});
export type Metrics = z.infer<typeof Metrics>;

export const metricsContract = {
  'metrics.show': operation({
    kind: 'query',
    input: z.strictObject({ period: PeriodInput }),
    output: Metrics,
    error: noError,
  }),
} as const;
