/**
 * Statistics over the list of complaints, added up by the database: of ten million complaints only those of the period are looked at, and one row
 * for each group leaves it. Every statement groups plainly, so that it also runs on shards. What a line stands for says
 * `src/domain/registers/counted-case.ts`; a test compares what comes out with the return that a branch counts by itself.
 */
import { and, asc, eq, gt, gte, lt, ne, sql, type SQL } from 'drizzle-orm';
import type { LocalDate } from '../../src/domain/deadlines/local-date';
import type { Figures, Span } from '../../src/domain/registers/returns';
import type { MetricFigures } from '../../src/shared/hq-console/metrics';
import { consoleCases as one } from '../db/console-schema';
import type { Db } from '../db/database';
import { branches } from '../db/schema';

/** What is counted: a span of days, and today, up to which a span that still runs is counted. */
export interface Window {
  readonly span: Span;
  readonly today: LocalDate;
}

const complaint = sql`${one.counts} = 'complaint'`;
const countIf = (...conditions: readonly SQL[]): SQL<number> =>
  sql<number>`count(*) filter (where ${sql.join([...conditions], sql` and `)})::int`;
/** Amounts of a whole country stay below 2^53 fen. */
const sumIf = (amount: typeof one.claimedFen | typeof one.grantedFen, ...conditions: readonly SQL[]): SQL<number> =>
  sql<number>`coalesce(sum(${amount}) filter (where ${sql.join([...conditions], sql` and `)}), 0)::float8`;

/** The conditions of `figuresOf` in `src/domain/registers/returns.ts`. */
function conditionsOf({ span, today }: Window) {
  const isReceived = sql`(${one.receivedOn} >= ${span.from} and ${one.receivedOn} < ${span.until})`;
  const wasOpen = sql`(${one.receivedOn} < ${span.from} and (${one.endedOn} is null or ${one.endedOn} >= ${span.from}))`;
  const concerned = sql`(${isReceived} or ${wasOpen})`;
  const isClosed = sql`(${concerned} and ${one.endedOn} is not null and ${one.endedOn} < ${span.until})`;
  const isOpen = sql`(${concerned} and (${one.endedOn} is null or ${one.endedOn} >= ${span.until}))`;
  const isOverdue = sql`(${isOpen} and ${one.dueOn} < ${span.until} and ${one.dueOn} < ${today}
    and (${one.toldOn} is null or ${one.toldOn} > ${one.dueOn}))`;
  return { isReceived, wasOpen, concerned, isClosed, isOpen, isOverdue };
}

export type CountedBy = keyof typeof groupOf;

const groupOf = {
  channel: one.channelId,
  business: one.businessId,
  reason: one.reasonId,
  region: branches.province,
  branch: one.branchId,
} as const;

/** The figures of a return (统计报表) by one dimension; the empty id is what nobody has classified. Groups without a case are left out. */
export async function figuresBy(db: Db, window: Window, by: CountedBy): Promise<ReadonlyMap<string, Figures>> {
  const { isReceived, wasOpen, concerned, isClosed, isOpen, isOverdue } = conditionsOf(window);
  const rows = await db
    .select({
      id: groupOf[by],
      openBefore: countIf(wasOpen),
      received: countIf(isReceived),
      closed: countIf(isClosed),
      inTime: countIf(isClosed, sql`${one.answeredOn} <= ${one.dueOn}`),
      late: countIf(isClosed, sql`${one.answeredOn} > ${one.dueOn}`),
      withoutLimit: countIf(isClosed, sql`(${one.answeredOn} is null or ${one.dueOn} is null)`),
      openAfter: countIf(isOpen),
      overdue: countIf(isOverdue),
      claimedFen: sumIf(one.claimedFen, isReceived),
      grantedFen: sumIf(one.grantedFen, isClosed),
    })
    .from(one)
    .innerJoin(branches, eq(branches.id, one.branchId))
    .where(and(complaint, concerned))
    .groupBy(groupOf[by]);
  return new Map(rows.map(({ id, ...figures }) => [id, figures]));
}

/** Days from receipt to the answer: middle one, and ninth of ten. */
type Days = Pick<MetricFigures, 'answered' | 'medianDays' | 'ninetyDays'>;
type Counts = Omit<MetricFigures, keyof Days>;

/** What can be counted by looking at each complaint once, for each branch or, without `byBranch`, for all together. */
async function countsBy(db: Db, window: Window, byBranch: boolean): Promise<ReadonlyMap<string, Counts>> {
  const { span, today } = window;
  const { isReceived, wasOpen, concerned, isClosed, isOpen, isOverdue } = conditionsOf(window);
  const received = [complaint, isReceived];
  const acceptanceKnown = sql`${one.acceptDueOn} is not null and (${one.acceptedOn} is not null or ${one.acceptDueOn} < ${today})`;
  const dueHere = sql`(${one.dueOn} >= ${span.from} and ${one.dueOn} < ${span.until})`;
  const isDecided = sql`(${dueHere} and (${one.answeredOn} is not null or ${one.dueOn} < ${today}))`;
  const query = db
    .select({
      id: byBranch ? sql<string>`${one.branchId}` : sql<string>`''`,
      received: countIf(...received),
      notComplaints: countIf(sql`${one.counts} = 'notComplaint'`, isReceived),
      merged: countIf(sql`${one.counts} = 'merged'`, isReceived),
      moved: countIf(sql`${one.counts} = 'moved'`, isReceived),
      openBefore: countIf(complaint, wasOpen),
      closed: countIf(complaint, isClosed),
      openAfter: countIf(complaint, isOpen),
      overdue: countIf(complaint, isOverdue),
      acceptedOf: countIf(...received, acceptanceKnown),
      acceptedInTime: countIf(...received, acceptanceKnown, sql`${one.acceptedOn} <= ${one.acceptDueOn}`),
      decidedOf: countIf(complaint, isDecided),
      decidedInTime: countIf(complaint, isDecided, sql`${one.answeredOn} <= ${one.dueOn}`),
      extended: countIf(...received, sql`${one.extended}`),
      reopened: countIf(...received, sql`${one.reopened}`),
      repeat: countIf(...received, sql`${one.repeat}`),
      claimedFen: sumIf(one.claimedFen, ...received),
      grantedFen: sumIf(one.grantedFen, complaint, isClosed),
    })
    .from(one)
    .where(sql`${concerned} or ${dueHere}`);
  const rows = await (byBranch ? query.groupBy(one.branchId) : query);
  return new Map(
    rows.map(({ id, acceptedOf, acceptedInTime, decidedOf, decidedInTime, ...figures }) => [
      id,
      {
        ...figures,
        accepted: { of: acceptedOf, inTime: acceptedInTime },
        decided: { of: decidedOf, inTime: decidedInTime },
      },
    ]),
  );
}

/** Apart from the counts: it has to sort, and needs none but what was answered in the period. */
async function daysBy(db: Db, span: Span, byBranch: boolean): Promise<ReadonlyMap<string, Days>> {
  const query = db
    .select({
      id: byBranch ? sql<string>`${one.branchId}` : sql<string>`''`,
      answered: sql<number>`count(*)::int`,
      both: sql<
        number[] | null
      >`percentile_cont(array[0.5, 0.9]) within group (order by (${one.answeredOn} - ${one.receivedOn}))`,
    })
    .from(one)
    .where(and(complaint, gte(one.answeredOn, span.from), lt(one.answeredOn, span.until)));
  const rows = await (byBranch ? query.groupBy(one.branchId) : query);
  return new Map(
    rows.map(({ id, answered, both }) => [
      id,
      { answered, medianDays: both?.[0] ?? null, ninetyDays: both?.[1] ?? null },
    ]),
  );
}

/** Everything that the page of metrics shows, for each branch or, without `byBranch`, for all together. */
export async function metricsBy(
  db: Db,
  window: Window,
  byBranch: boolean,
): Promise<ReadonlyMap<string, MetricFigures>> {
  const [counts, days] = await Promise.all([countsBy(db, window, byBranch), daysBy(db, window.span, byBranch)]);
  const ids = [...new Set([...counts.keys(), ...days.keys()])];
  return new Map(ids.map((id) => [id, { ...noMetrics, ...counts.get(id), ...days.get(id) }]));
}

/** Of all branches together, from those of each: the complaints need not be looked at once more, but for the days. */
export async function totalOf(db: Db, { span }: Window, ofBranches: Iterable<MetricFigures>): Promise<MetricFigures> {
  const sum: { -readonly [K in keyof MetricFigures]: MetricFigures[K] } = { ...noMetrics };
  for (const figures of ofBranches) {
    for (const name of added) sum[name] += figures[name];
    for (const name of ['accepted', 'decided'] as const)
      sum[name] = { of: sum[name].of + figures[name].of, inTime: sum[name].inTime + figures[name].inTime };
  }
  return { ...sum, ...(await daysBy(db, span, false)).get('') };
}

const added = [
  'received',
  'notComplaints',
  'merged',
  'moved',
  'openBefore',
  'closed',
  'openAfter',
  'overdue',
  'extended',
  'reopened',
  'repeat',
  'claimedFen',
  'grantedFen',
] as const;

export const noMetrics: MetricFigures = {
  received: 0,
  notComplaints: 0,
  merged: 0,
  moved: 0,
  openBefore: 0,
  closed: 0,
  openAfter: 0,
  overdue: 0,
  accepted: { of: 0, inTime: 0 },
  decided: { of: 0, inTime: 0 },
  answered: 0,
  medianDays: null,
  ninetyDays: null,
  extended: 0,
  reopened: 0,
  repeat: 0,
  claimedFen: 0,
  grantedFen: 0,
};

/** 本期收到 in two spans by all three classes at once: few combinations, and each complaint is looked at once. */
export async function receivedByClass(db: Db, span: Span, earlier: Span) {
  const within = ({ from, until }: Span): SQL => sql`(${one.receivedOn} >= ${from} and ${one.receivedOn} < ${until})`;
  return db
    .select({
      channel: one.channelId,
      business: one.businessId,
      reason: one.reasonId,
      received: countIf(within(span)),
      before: countIf(within(earlier)),
    })
    .from(one)
    .where(and(complaint, sql`(${within(span)} or ${within(earlier)})`))
    .groupBy(one.channelId, one.businessId, one.reasonId);
}

/** 本期收到 of each branch. */
export async function receivedByBranch(db: Db, { from, until }: Span): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .select({ id: one.branchId, count: sql<number>`count(*)::int` })
    .from(one)
    .where(and(complaint, gte(one.receivedOn, from), lt(one.receivedOn, until)))
    .groupBy(one.branchId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Complaints received and ended in each month, by `YYYY-MM`; months without any are left out. */
export async function byMonth(db: Db, { from, until }: Span) {
  const count = async (column: typeof one.receivedOn | typeof one.endedOn): Promise<ReadonlyMap<string, number>> => {
    const month = sql<string>`to_char(${column}, 'YYYY-MM')`;
    const rows = await db
      .select({ month, count: sql<number>`count(*)::int` })
      .from(one)
      .where(and(complaint, gte(column, from), lt(column, until)))
      // By its place in the list: the driver would not know two parameters for the same.
      .groupBy(sql`1`);
    return new Map(rows.map((row) => [row.month, row.count]));
  };
  const [received, closed] = await Promise.all([count(one.receivedOn), count(one.endedOn)]);
  return { received, closed };
}

/** Complaints that a period concerns and that can't be counted with certainty. */
export async function doubtfulCount(db: Db, window: Window): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(one)
    .where(and(complaint, conditionsOf(window).concerned, ne(one.doubts, '')));
  return row?.count ?? 0;
}

/** So many lines at a time are in memory. */
const linesAtOnce = 1_000;

/** The complaints of one branch that a period concerns: as many as its `openBefore` and `received`. */
export async function* countedCases(db: Db, window: Window, branchId: string): AsyncGenerator<typeof one.$inferSelect> {
  const { concerned } = conditionsOf(window);
  let after = '';
  for (;;) {
    const lines = await db
      .select()
      .from(one)
      .where(and(eq(one.branchId, branchId), complaint, concerned, gt(one.caseId, after)))
      .orderBy(asc(one.caseId))
      .limit(linesAtOnce);
    yield* lines;
    const last = lines.at(-1);
    if (last === undefined || lines.length < linesAtOnce) return;
    after = last.caseId;
  }
}
