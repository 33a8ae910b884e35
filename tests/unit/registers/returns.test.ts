/** Figures of a return: hand-derived for single cases, and identities for any set of them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { details, must, playCase, remedy } from '../../support/case-builder';
import { laws } from '../deadlines/laws';
import { builtInPacks } from '../../../src/main/app/packs';
import type { CaseState, Proposal } from '../../../src/domain/complaint/state';
import { deadlineFactsOf } from '../../../src/domain/deadlines/case-facts';
import { deadlinesOf } from '../../../src/domain/deadlines/deadlines';
import { addDays } from '../../../src/domain/deadlines/local-date';
import { localDateOf, startOfDay } from '../../../src/domain/deadlines/time-zone';
import { flattenTree, treeOf, type Dimension } from '../../../src/domain/taxonomy/taxonomy';
import { classRows, isBalanced } from '../../../src/domain/registers/return-table';
import { createReturn, returnDimensions, spanOf, type ReturnPeriod } from '../../../src/domain/registers/returns';

const [pack, calendar, timeZone] = laws.bank;
const { taxonomy } = builtInPacks();
const tree = (dimension: Dimension) => treeOf(taxonomy, dimension, 'bank');
const leaf = (dimension: Dimension, at: number): string =>
  must(flattenTree(tree(dimension)).filter(({ children }) => children.length === 0)[at]).id;

const base = playCase().register();
const noon = (day: string): number => startOfDay(day, timeZone) + 12 * 3_600_000;
const coded = details({ channelId: leaf('channel', 0), businessId: leaf('business', 0), reasonId: leaf('reason', 0) });

const approved = (amountFen: number): Proposal => ({
  id: 'p',
  content: remedy({ amountFen }),
  proposedBy: 'u-chen',
  proposedAtMs: 0,
  status: 'approved',
  decision: null,
});
const told = (deliveredOn: string): CaseState['delivery'] => ({
  method: 'handed',
  deliveredOn,
  receivedBy: '',
  note: '',
  atMs: 0,
});

interface Life {
  readonly received: string;
  readonly told?: string;
  readonly closed?: string;
  readonly withdrawn?: string;
  readonly changes?: Partial<CaseState>;
}

function caseOf({ received, told: toldOn, closed, withdrawn, changes }: Life): CaseState {
  return {
    ...base,
    receivedAtMs: noon(received),
    details: { ...coded, amountFen: 10_000 },
    ...(toldOn === undefined ? {} : { status: 'informed', delivery: told(toldOn), proposals: [approved(3_000)] }),
    ...(withdrawn === undefined ? {} : { status: 'withdrawn', withdrawal: { reason: '', atMs: noon(withdrawn) } }),
    ...(closed === undefined ? {} : { status: 'closed', closedAtMs: noon(closed) }),
    ...changes,
  };
}

const countFor = (period: ReturnPeriod, today = '2026-11-26', region = '北京') => {
  const known = (['channel', 'business', 'reason'] as const).map(
    (dimension) => [dimension, new Set(flattenTree(tree(dimension)).map(({ id }) => id))] as const,
  );
  return createReturn(period, {
    day: (ms) => localDateOf(ms, timeZone),
    today,
    knows: (dimension, id) => must(known.find(([name]) => name === dimension))[1].has(id),
    regionOf: () => region,
    deadlinesOf: (state) => deadlinesOf(deadlineFactsOf(state), pack, calendar, timeZone),
  });
};
const q1: ReturnPeriod = { kind: 'quarter', year: 2026, quarter: 1 };
const figures = (life: Life, today?: string) => {
  const count = countFor(q1, today);
  const problems = count.add(caseOf(life));
  return { ...count.result().total, problems };
};

describe('spans', () => {
  it.each([
    [{ kind: 'quarter', year: 2026, quarter: 1 }, '2026-01-01', '2026-04-01'],
    [{ kind: 'quarter', year: 2026, quarter: 4 }, '2026-10-01', '2027-01-01'],
    [{ kind: 'year', year: 2024, quarter: 2 }, '2024-01-01', '2025-01-01'],
  ] as const)('%j goes from %s until before %s', (period, from, until) => {
    expect(spanOf(period)).toEqual({ from, until });
  });
});

describe('one case in the first quarter of 2026', () => {
  it.each<[string, Life, object]>([
    // 15 days from 1 March: the last day is the 16th.
    [
      'told on the last day',
      { received: '2026-03-01', told: '2026-03-16', closed: '2026-03-20' },
      { received: 1, closed: 1, inTime: 1, late: 0, grantedFen: 3_000, claimedFen: 10_000 },
    ],
    [
      'told a day later',
      { received: '2026-03-01', told: '2026-03-17', closed: '2026-03-20' },
      { closed: 1, inTime: 0, late: 1 },
    ],
    [
      'open at the end and overdue',
      { received: '2026-03-01' },
      { received: 1, closed: 0, openAfter: 1, overdue: 1, grantedFen: 0 },
    ],
    ['open at the end and not overdue', { received: '2026-03-20' }, { openAfter: 1, overdue: 0 }],
    ['told in time and still open', { received: '2026-03-01', told: '2026-03-10' }, { openAfter: 1, overdue: 0 }],
    [
      'from before, closed in it',
      { received: '2025-12-20', told: '2026-01-04', closed: '2026-01-05' },
      { openBefore: 1, received: 0, closed: 1, inTime: 1, claimedFen: 0, grantedFen: 3_000 },
    ],
    [
      'closed in the next',
      { received: '2026-03-25', told: '2026-04-01', closed: '2026-04-02' },
      { received: 1, closed: 0, openAfter: 1, grantedFen: 0 },
    ],
    [
      'over before it began',
      { received: '2025-10-01', told: '2025-10-05', closed: '2025-12-31' },
      { openBefore: 0, received: 0, closed: 0 },
    ],
    ['received after it', { received: '2026-04-01' }, { received: 0, openAfter: 0 }],
    // A withdrawal ends it on its day, whenever the file was closed.
    [
      'withdrawn in it, closed later',
      { received: '2026-03-01', withdrawn: '2026-03-05', closed: '2026-04-05' },
      { closed: 1, inTime: 1, openAfter: 0 },
    ],
    // The rules are in force from March 2020 on.
    [
      'of a time without a rule',
      { received: '2019-06-01', closed: '2026-01-05' },
      { openBefore: 1, closed: 1, inTime: 0, late: 0, withoutLimit: 1 },
    ],
  ])('%s', (_name, life, expected) => {
    expect(figures(life)).toMatchObject(expected);
  });

  it('is not overdue before its last day is over, in a quarter that still runs', () => {
    expect(figures({ received: '2026-03-01' }, '2026-03-16').overdue).toBe(0);
    expect(figures({ received: '2026-03-01' }, '2026-03-17').overdue).toBe(1);
  });

  it('that is not a complaint is counted apart', () => {
    const count = countFor(q1);
    count.add(caseOf({ received: '2026-03-01', changes: { notComplaint: { kind: 'praise', reason: '' } } }));
    expect(count.result()).toMatchObject({ notComplaints: 1, total: { received: 0 } });
  });

  it('that was merged into another is counted apart, so that one matter counts once', () => {
    const count = countFor(q1);
    count.add(caseOf({ received: '2026-03-01' }));
    count.add(caseOf({ received: '2026-03-02', changes: { status: 'merged' } }));
    expect(count.result()).toMatchObject({ merged: 1, total: { received: 1, openAfter: 1 } });
  });

  it.each<[string, Life, string[]]>([
    ['nothing', { received: '2026-03-01' }, []],
    [
      'classes',
      { received: '2026-03-01', changes: { details: details({ channelId: '', businessId: 'biz.nowhere' }) } },
      ['channelMissing', 'businessMissing', 'reasonMissing'],
    ],
    [
      'a class of another dimension',
      { received: '2026-03-01', changes: { details: { ...coded, reasonId: coded.businessId } } },
      ['reasonMissing'],
    ],
    ['order of dates', { received: '2026-03-01', closed: '2026-02-01' }, ['closedBeforeReceived']],
    [
      'the date of the answer',
      { received: '2026-03-01', closed: '2026-03-09', changes: { proposals: [approved(1)] } },
      ['answerDateMissing'],
    ],
    [
      'agreement of two devices',
      { received: '2026-03-01', changes: { conflicts: [{ eventId: 'e', type: 't', status: 'closed' }] } },
      ['conflict'],
    ],
    ['the future', { received: '2026-03-30' }, ['receivedInFuture']],
  ])('lacks %s', (_name, life, problems) => {
    expect(figures(life, '2026-03-20').problems).toEqual(problems);
  });

  it('lacks a region where that of its branch is not known', () => {
    expect(countFor(q1, undefined, '').add(caseOf({ received: '2026-03-01' }))).toEqual(['regionMissing']);
  });
});

const lives = fc.record({
  received: fc.integer({ min: 0, max: 500 }),
  toldAfter: fc.option(fc.integer({ min: 0, max: 90 })),
  closedAfter: fc.option(fc.integer({ min: -5, max: 200 })),
  withdrawnAfter: fc.option(fc.integer({ min: 0, max: 60 }), { freq: 1 }),
  classes: fc.tuple(fc.nat(8), fc.nat(30), fc.nat(8)),
});

describe('any set of cases', () => {
  it('leaves what was there and came as gone or left, with one total for every table', () => {
    fc.assert(
      fc.property(fc.array(lives, { maxLength: 25 }), fc.constantFrom(1, 2, 3, 4), (all, quarter) => {
        const count = countFor({ kind: 'quarter', year: 2026, quarter });
        for (const { received, toldAfter, closedAfter, withdrawnAfter, classes } of all) {
          const day = addDays('2025-09-01', received);
          const on = (after: number): string => addDays(day, after);
          const pick = (dimension: Dimension, at: number): string => {
            const nodes = flattenTree(tree(dimension));
            return must(nodes[at % nodes.length]).id;
          };
          count.add(
            caseOf({
              received: day,
              ...(toldAfter === null ? {} : { told: on(toldAfter) }),
              ...(withdrawnAfter === null ? {} : { withdrawn: on(withdrawnAfter) }),
              ...(closedAfter === null ? {} : { closed: on(closedAfter) }),
              changes: {
                details: details({
                  channelId: pick('channel', classes[0]),
                  businessId: pick('business', classes[1]),
                  reasonId: pick('reason', classes[2]),
                  amountFen: received,
                }),
              },
            }),
          );
        }
        const { total, by } = count.result();
        const tables = returnDimensions.map((dimension) =>
          dimension === 'region'
            ? Object.values(by.region)
            : classRows(tree(dimension), by[dimension])
                .filter(({ depth }) => depth === 0)
                .map((row) => row.figures),
        );
        expect(isBalanced(total, tables)).toBe(true);
      }),
    );
  });

  it('is out of balance when a table has lost a case', () => {
    const count = countFor(q1);
    count.add(caseOf({ received: '2026-03-01' }));
    const { total } = count.result();
    expect(isBalanced(total, [[total], []])).toBe(false);
    expect(isBalanced({ ...total, received: 2 }, [[{ ...total, received: 2 }]])).toBe(false);
  });
});
