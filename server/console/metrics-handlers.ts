/** 投诉分析 for the people who read complaints: figures of all branches, classes with the names that the program knows. */
import { asc } from 'drizzle-orm';
import { addDays, localDate, type LocalDate } from '../../src/domain/deadlines/local-date';
import { localDateOf } from '../../src/domain/deadlines/time-zone';
import type { Span } from '../../src/domain/registers/returns';
import type { TaxonomyNode } from '../../src/domain/taxonomy/taxonomy';
import { ok } from '../../src/shared/contract/define';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import type { ClassCount, metricsContract } from '../../src/shared/hq-console/metrics';
import { periodBefore, type Period } from '../../src/shared/hq-console/period';
import { branches } from '../db/schema';
import type { Call } from './call';
import { catchUp } from './case-list';
import { byMonth, doubtfulCount, metricsBy, noMetrics, receivedByBranch, receivedByClass, totalOf } from './statistics';
import { taxonomy, wholeTree } from './taxonomy';

type MetricsHandlers = Pick<ConsoleHandlers<Call>, keyof typeof metricsContract>;

export const spanOf = ({ from, to }: Period): Span => ({ from, until: addDays(to, 1) });

type Counts = Pick<ClassCount, 'received' | 'before'>;

const none: Counts = { received: 0, before: 0 };

const sumOf = (parts: readonly Counts[]): Counts => ({
  received: parts.reduce((sum, { received }) => sum + received, 0),
  before: parts.reduce((sum, { before }) => sum + before, 0),
});

/** Classes with something in them or below, parents first; the largest first among those of one parent. */
function countTree(
  tree: readonly TaxonomyNode[],
  own: (id: string) => Counts,
  depth = 0,
): readonly (readonly ClassCount[])[] {
  return tree
    .map(({ id, zh, en, children }) => {
      const below = countTree(children, own, depth + 1);
      const counts = sumOf([own(id), ...below.flatMap(([top]) => (top ? [top] : []))]);
      return [{ id, zh, en, depth, ...counts }, ...below.flat()];
    })
    .filter(([top]) => top !== undefined && top.received + top.before > 0)
    .sort(([a], [b]) => (b?.received ?? 0) - (a?.received ?? 0) || (b?.before ?? 0) - (a?.before ?? 0));
}

type ByClass = Awaited<ReturnType<typeof receivedByClass>>;

function classesOf(dimension: 'channel' | 'business' | 'reason', rows: ByClass): ClassCount[] {
  const { nodeById } = taxonomy();
  const counts = new Map<string, Counts>();
  for (const row of rows) {
    // What no classification knows is one class, whatever it is called.
    const id = nodeById.has(row[dimension]) ? row[dimension] : '';
    counts.set(id, sumOf([counts.get(id) ?? none, row]));
  }
  const known = countTree(wholeTree(dimension), (id) => counts.get(id) ?? none).flat();
  const unnamed = counts.get('');
  return unnamed ? [...known, { id: '', zh: '未分类', en: 'Not classified', depth: 0, ...unnamed }] : known;
}

/** The twelve months that end with the one of this day. */
function twelveMonths(last: LocalDate): readonly string[] {
  const [year = 0, month = 0] = last.split('-').map(Number);
  return Array.from({ length: 12 }, (_, index) => {
    const months = year * 12 + month - 1 - (11 - index);
    return localDate(Math.floor(months / 12), (months % 12) + 1, 1).slice(0, 7);
  });
}

export const metricsHandlers: MetricsHandlers = {
  'metrics.show': async ({ period }, { db, nowMs }) => {
    const unreadBranches = await catchUp(db, null, nowMs);
    const today = localDateOf(nowMs());
    const comparedWith = periodBefore(period);
    const [span, earlier] = [spanOf(period), spanOf(comparedWith)];
    const names = twelveMonths(period.to);
    const year = { from: `${names[0] ?? ''}-01`, until: span.until };
    const [now, then] = [
      { span, today },
      { span: earlier, today },
    ];
    // Three statements at once: on PostgreSQL each has a processor of its own, and the PCs of branches still find free connections.
    const [ofBranches, classes] = await Promise.all([metricsBy(db, now, true), receivedByClass(db, span, earlier)]);
    const [before, beforeOfBranches] = await Promise.all([metricsBy(db, then, false), receivedByBranch(db, earlier)]);
    const [months, doubtful] = await Promise.all([byMonth(db, year), doubtfulCount(db, now)]);
    const known = await db.select().from(branches).orderBy(asc(branches.code));
    return ok({
      today,
      period,
      comparedWith,
      total: await totalOf(db, now, ofBranches.values()),
      before: before.get('') ?? noMetrics,
      channel: classesOf('channel', classes),
      business: classesOf('business', classes),
      reason: classesOf('reason', classes),
      months: names.map((month) => ({
        month,
        received: months.received.get(month) ?? 0,
        closed: months.closed.get(month) ?? 0,
      })),
      branches: known.flatMap(({ id, code, name, province }) => {
        const [figures, earlierCount] = [ofBranches.get(id), beforeOfBranches.get(id) ?? 0];
        return figures === undefined && earlierCount === 0
          ? []
          : [{ branchId: id, code, name, province, before: earlierCount, figures: figures ?? noMetrics }];
      }),
      doubtful,
      unreadBranches,
    });
  },
};
