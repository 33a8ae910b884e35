/** What headquarters adds up in the database is what a branch counts by itself, and what a plain loop over the same complaints gives. */
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  doubtfulCount,
  figuresBy,
  metricsBy,
  receivedByBranch,
  receivedByClass,
  byMonth,
  totalOf,
} from '../../server/console/statistics';
import { consoleCaseMarks, consoleCases } from '../../server/db/console-schema';
import { branches } from '../../server/db/schema';
import type { CaseState, Proposal } from '../../src/domain/complaint/state';
import { deadlinesBy } from '../../src/domain/deadlines/case-facts';
import { addDays, dayNumber } from '../../src/domain/deadlines/local-date';
import { CHINA, localDateOf, startOfDay } from '../../src/domain/deadlines/time-zone';
import { countedCase, type CountedCase } from '../../src/domain/registers/counted-case';
import {
  createReturn,
  noFigures,
  problemsOf,
  spanOf,
  type Figures,
  type ReturnPeriod,
} from '../../src/domain/registers/returns';
import { sumOf } from '../../src/domain/registers/return-table';
import { builtInPacks } from '../../src/main/app/packs';
import { details, must, playCase, remedy } from '../support/case-builder';
import { openTestDatabase, type TestDatabase } from './support/test-database';

const { contents, taxonomy } = builtInPacks();
const today = '2026-11-20';
const ids = ['channel.walkIn', 'channel.callCentre', 'nobody.knows', ''];
const day = (ms: number): string => localDateOf(ms);
const noon = (date: string): number => startOfDay(date, CHINA) + 12 * 3_600_000;
const base = playCase().register();
const provinces = ['Shanghai', 'Beijing', ''];
const regionOf = ({ branchId }: CaseState): string => provinces[Number(branchId)] ?? '';
const deadlinesOf = (state: CaseState) => deadlinesBy(contents.bank, state, CHINA);
const rules = { day, today, knows: (_: string, id: string) => taxonomy.nodeById.has(id), regionOf, deadlinesOf };

/** Any case: received within three years, told, withdrawn or closed some days later, or none of it. */
const anyCase = fc
  .record({
    received: fc.integer({ min: 0, max: 1_000 }),
    told: fc.option(fc.integer({ min: 0, max: 70 })),
    closed: fc.option(fc.integer({ min: -1, max: 90 })),
    status: fc.constantFrom('accepted', 'notComplaint', 'merged', 'movedAway', 'withdrawn', 'closed'),
    complexity: fc.constantFrom(null, 'simple', 'complex'),
    branch: fc.integer({ min: 0, max: 2 }),
    channel: fc.constantFrom(...ids),
    fen: fc.integer({ min: 0, max: 1_000_000 }),
    flags: fc.constantFrom([], ['repeat']),
    extended: fc.boolean(),
  })
  .map((life): CaseState => {
    const receivedOn = addDays('2024-01-01', life.received);
    const receivedAtMs = noon(receivedOn);
    const after = (days: number): number => noon(addDays(receivedOn, days));
    const approved: Proposal = {
      id: 'p',
      content: remedy({ amountFen: life.fen }),
      proposedBy: 'u-chen',
      proposedAtMs: 0,
      status: 'approved',
      decision: null,
    };
    const ended = life.closed === null ? null : after(life.closed);
    const isOver = life.status === 'closed' && ended !== null;
    return {
      ...base,
      branchId: String(life.branch),
      receivedAtMs,
      acceptedAtMs: life.complexity === null ? null : after(1),
      complexity: life.complexity,
      details: details({
        channelId: life.channel,
        businessId: '',
        reasonId: 'reason.other',
        amountFen: life.fen,
        flags: life.flags as never,
      }),
      ...(life.told === null
        ? {}
        : {
            proposals: [approved],
            delivery: {
              method: 'handed' as const,
              deliveredOn: addDays(receivedOn, life.told),
              receivedBy: '',
              note: '',
              atMs: 0,
            },
          }),
      ...(life.status === 'notComplaint' ? { notComplaint: { kind: 'praise' as const, reason: '' } } : {}),
      ...(life.status === 'withdrawn' && ended !== null ? { withdrawal: { reason: '', atMs: ended } } : {}),
      status:
        (life.status === 'closed' && !isOver) || (life.status === 'withdrawn' && ended === null)
          ? 'accepted'
          : life.status,
      closedAtMs: isOver ? ended : null,
      ...(life.extended ? { clock: { extension: { days: 30 } as never, periods: [], newFactsOn: null } } : {}),
    };
  });
const cases = fc.sample(anyCase, { numRuns: 600, seed: 20_261_127 });

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  const { db } = opened.database;
  for (const [index, province] of provinces.entries())
    await db.insert(branches).values({
      ...{ id: String(index), code: `B${String(index)}`, name: 'x', institutionType: 'bank', institutionName: 'x' },
      ...{ province, nextPosition: 1 },
    });
  await db.insert(consoleCases).values(
    cases.map((state, index) => ({
      branchId: state.branchId,
      caseId: `case-${String(index)}`,
      number: String(index),
      status: state.status,
      receivedAt: state.receivedAtMs,
      updatedAt: 0,
      complainant: '',
      conflicts: 0,
      channelId: state.details.channelId,
      businessId: state.details.businessId,
      reasonId: state.details.reasonId,
      ...countedCase(state, deadlinesOf(state), day),
      doubts: problemsOf(state, rules).join(','),
    })),
  );
});
afterAll(async () => {
  await opened.remove();
});

const periods: readonly ReturnPeriod[] = [
  { kind: 'quarter', year: 2024, quarter: 1 },
  { kind: 'quarter', year: 2025, quarter: 3 },
  { kind: 'quarter', year: 2026, quarter: 3 },
  { kind: 'year', year: 2025, quarter: 1 },
  // Runs still.
  { kind: 'year', year: 2026, quarter: 1 },
  { kind: 'year', year: 2031, quarter: 1 },
];
/** Without those in which nothing is: a branch has a row for a class as soon as any case is in it. */
const counted = (by: ReadonlyMap<string, Figures> | Readonly<Record<string, Figures>>): Record<string, Figures> =>
  Object.fromEntries((by instanceof Map ? [...by] : Object.entries(by)) as [string, Figures][]);

describe('the figures of a return', () => {
  it.each(periods)('are those that a branch counts: %j', async (period) => {
    const count = createReturn(period, rules);
    let doubts = 0;
    for (const state of cases) if (count.add(state).length > 0) doubts += 1;
    const { by, total } = count.result();
    const { db } = opened.database;
    const window = { span: spanOf(period), today };
    const known = (id: string): string => (taxonomy.nodeById.has(id) ? id : '');
    const merged = (map: ReadonlyMap<string, Figures>): Record<string, Figures> => {
      const sums: Record<string, Figures> = {};
      for (const [id, figures] of map) {
        const before = sums[known(id)] ?? noFigures;
        sums[known(id)] = sumOf([before, figures]);
      }
      return sums;
    };
    expect(merged(await figuresBy(db, window, 'channel'))).toEqual(counted(by.channel));
    expect(merged(await figuresBy(db, window, 'reason'))).toEqual(counted(by.reason));
    expect(counted(await figuresBy(db, window, 'region'))).toEqual(counted(by.region));
    const all = must((await metricsBy(db, window, false)).get(''));
    expect(all).toMatchObject({
      received: total.received,
      openBefore: total.openBefore,
      closed: total.closed,
      openAfter: total.openAfter,
      overdue: total.overdue,
      claimedFen: total.claimedFen,
      grantedFen: total.grantedFen,
      notComplaints: count.result().notComplaints,
      merged: count.result().merged,
    });
    expect(await doubtfulCount(db, window)).toBe(doubts);
  });
});

describe('the metrics', () => {
  it.each(periods)('are what a plain loop gives, for all and branch by branch: %j', async (period) => {
    const { db } = opened.database;
    const { from, until } = spanOf(period);
    const window = { span: { from, until }, today };
    const within = (date: string | null): boolean => date !== null && date >= from && date < until;
    const loop = (some: readonly CountedCase[]) => {
      const own = some.filter(({ counts }) => counts === 'complaint');
      const received = own.filter(({ receivedOn }) => within(receivedOn));
      const accepted = received.filter(
        ({ acceptedOn, acceptDueOn }) => acceptDueOn !== null && (acceptedOn !== null || acceptDueOn < today),
      );
      const due = own.filter(({ dueOn, answeredOn }) => within(dueOn) && (answeredOn !== null || must(dueOn) < today));
      const days = own
        .filter(({ answeredOn }) => within(answeredOn))
        .map(({ answeredOn, receivedOn }) => dayNumber(must(answeredOn)) - dayNumber(receivedOn))
        .sort((a, b) => a - b);
      const middle = (days.length - 1) / 2;
      const median = days.length === 0 ? null : (must(days[Math.floor(middle)]) + must(days[Math.ceil(middle)])) / 2;
      return {
        accepted: {
          of: accepted.length,
          inTime: accepted.filter(
            ({ acceptedOn, acceptDueOn }) => acceptedOn !== null && acceptedOn <= must(acceptDueOn),
          ).length,
        },
        decided: {
          of: due.length,
          inTime: due.filter(({ answeredOn, dueOn }) => answeredOn !== null && answeredOn <= must(dueOn)).length,
        },
        answered: days.length,
        medianDays: median,
        extended: received.filter(({ extended }) => extended).length,
        repeat: received.filter(({ repeat }) => repeat).length,
      };
    };
    const all = cases.map((state) => ({ branchId: state.branchId, ...countedCase(state, deadlinesOf(state), day) }));
    expect(must((await metricsBy(db, window, false)).get(''))).toMatchObject(loop(all));
    const ofBranches = await metricsBy(db, window, true);
    expect(await totalOf(db, window, ofBranches.values())).toEqual((await metricsBy(db, window, false)).get(''));
    for (const [branchId, figures] of ofBranches)
      expect(figures).toMatchObject(loop(all.filter((one) => one.branchId === branchId)));
  });

  it('count by month and by branch', async () => {
    const { db } = opened.database;
    const span = { from: '2025-01-01', until: '2026-01-01' };
    const own = cases
      .map((state) => ({ branchId: state.branchId, ...countedCase(state, deadlinesOf(state), day) }))
      .filter(({ counts, receivedOn }) => counts === 'complaint' && receivedOn >= span.from && receivedOn < span.until);
    const tally = (keys: readonly string[]): Record<string, number> => {
      const sums: Record<string, number> = {};
      for (const key of keys) sums[key] = (sums[key] ?? 0) + 1;
      return sums;
    };
    const months = await byMonth(db, span);
    expect(Object.fromEntries(months.received)).toEqual(tally(own.map(({ receivedOn }) => receivedOn.slice(0, 7))));
    expect(Object.fromEntries(await receivedByBranch(db, span))).toEqual(tally(own.map(({ branchId }) => branchId)));
    const earlier = { from: '2024-06-01', until: '2024-09-01' };
    const classes = await receivedByClass(db, span, earlier);
    for (const row of classes) {
      const same = cases
        .filter(({ details: { channelId, businessId, reasonId } }) =>
          [channelId === row.channel, businessId === row.business, reasonId === row.reason].every(Boolean),
        )
        .map((state) => countedCase(state, deadlinesOf(state), day))
        .filter(({ counts }) => counts === 'complaint');
      const within = ({ from, until }: typeof span): number =>
        same.filter(({ receivedOn }) => receivedOn >= from && receivedOn < until).length;
      expect([row.received, row.before]).toEqual([within(span), within(earlier)]);
    }
    expect(classes.reduce((sum, { received }) => sum + received, 0)).toBe(own.length);
  });
});

it('begins with an empty list after the update, so that every line in it has its days', async () => {
  const old = await openTestDatabase({ upTo: 8 });
  await old.database.db.execute(sql`insert into console_case_marks (branch_id, read_to) values ('b-1', 7)`);
  await old.database.db.execute(sql`
    insert into console_cases (branch_id, case_id, number, status, received_at, updated_at, complainant, conflicts)
    values ('b-1', 'c-1', 'n', 'closed', 1, 1, '', 0)`);
  const { database, remove } = await old.reopen();
  try {
    expect(await database.db.select().from(consoleCases)).toEqual([]);
    expect(await database.db.select().from(consoleCaseMarks)).toEqual([]);
  } finally {
    await remove();
  }
});
