/** What must hold for deadlines whatever the dates: laws of the laws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkCalendar } from '../../../src/domain/deadlines/calendar';
import { deadlinesOf, type Deadline, type DeadlineFacts } from '../../../src/domain/deadlines/deadlines';
import { differencesUnder } from '../../../src/domain/deadlines/differences';
import { addLimit, type DayLimit, type Stop } from '../../../src/domain/deadlines/limits';
import { addDays, dateOfDayNumber, dayNumber } from '../../../src/domain/deadlines/local-date';
import { parseRulePack } from '../../../src/domain/deadlines/rule-pack';
import { problemLine } from '../../../src/domain/packs/problems';
import { whatIf } from '../../../src/domain/deadlines/what-if';
import { laws, readPack } from './laws';

const [bank, calendar] = laws.bank;

const day = fc.integer({ min: dayNumber('2023-01-01'), max: dayNumber('2027-12-31') }).map(dateOfDayNumber);
const dayLimit: fc.Arbitrary<DayLimit> = fc.record({
  count: fc.integer({ min: 0, max: 40 }),
  unit: fc.constantFrom('naturalDay', 'workingDay', 'week', 'month'),
});
const stop: fc.Arbitrary<Stop> = fc
  .tuple(day, fc.integer({ min: 0, max: 90 }))
  .map(([from, days]) => ({ period: 'externalAppraisal', from, to: addDays(from, days) }));
const stops = fc.array(stop, { maxLength: 4 });

const facts: fc.Arbitrary<DeadlineFacts> = fc.record({
  facts: day.map((on) => ({ received: { on } })),
  attributes: fc.record(
    {
      complexity: fc.constantFrom('simple', 'complex'),
      extension: fc.constant('approved'),
      extensionDays: fc.integer({ min: 1, max: 90 }).map(String),
    },
    { requiredKeys: [] },
  ),
  periods: stops.map((all) => all.map(({ period, from, to }) => ({ period, from: { on: from }, to: { on: to } }))),
});

const decisionOf = (given: DeadlineFacts): Deadline => {
  const found = deadlinesOf(given, bank, calendar).filter(({ id }) => id === 'decision');
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe('adding a limit', () => {
  it('one more holiday never shortens a limit of working days, and leaves others alone', () => {
    fc.assert(
      fc.property(day, dayLimit, fc.array(day, { maxLength: 20 }), stops, (from, limit, holidays, standing) => {
        const more: WorkCalendar = {
          ...calendar,
          dayOf: (date) => (holidays.includes(date) ? { working: false, estimated: false } : calendar.dayOf(date)),
        };
        const before = addLimit(from, limit, calendar, standing).to;
        const after = addLimit(from, limit, more, standing).to;
        if (limit.unit === 'workingDay') expect(after >= before).toBe(true);
        else expect(after).toBe(before);
      }),
    );
  });

  it('a period that does not count never shortens a limit, and adds no more days than it has', () => {
    fc.assert(
      fc.property(day, dayLimit, stops, stop, (from, limit, standing, one) => {
        const before = addLimit(from, limit, calendar, standing);
        const after = addLimit(from, limit, calendar, [...standing, one]);
        expect(after.to >= before.to).toBe(true);
        const plain = addLimit(
          from,
          { ...limit, unit: limit.unit === 'workingDay' ? 'naturalDay' : limit.unit },
          calendar,
        );
        const put = addLimit(
          from,
          { ...limit, unit: limit.unit === 'workingDay' ? 'naturalDay' : limit.unit },
          calendar,
          [one],
        );
        expect(dayNumber(put.to) - dayNumber(plain.to)).toBeLessThanOrEqual(dayNumber(one.to) - dayNumber(one.from));
      }),
    );
  });

  it('exactly the days of the limit are counted: neither at rest nor standing', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 30 }), stops, (from, count, standing) => {
        const { to } = addLimit(from, { count, unit: 'workingDay' }, calendar, standing);
        let counted = 0;
        for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) {
          const stands = standing.some((one) => at > one.from && at <= one.to);
          if (!stands && calendar.dayOf(at).working) counted += 1;
        }
        expect(counted).toBe(count);
      }),
    );
  });
});

describe('a case', () => {
  it('an extension never passes the cap of sixty days, and never brings the day forward', () => {
    fc.assert(
      fc.property(facts, fc.option(fc.integer({ min: 1, max: 400 })), (given, count) => {
        const { extension: _none, extensionDays: _days, ...attributes } = given.attributes;
        const complex = { ...given, attributes: { ...attributes, complexity: 'complex' } };
        const { differences, approvers, noticeRequired } = whatIf(complex, { kind: 'extend', count }, bank, calendar);
        const change = differences.find(({ id }) => id === 'decision');
        const cap = addLimit(
          decisionOf(complex).basis.startOn,
          { count: 60, unit: 'naturalDay' },
          calendar,
          (complex.periods ?? []).map(({ period, from, to }) => ({
            period,
            from: (from as { on: string }).on,
            to: (to as { on: string }).on,
          })),
        ).to;
        expect(change?.after?.dueOn ?? '').toMatch(/^20/);
        expect((change?.after?.dueOn ?? '') <= cap).toBe(true);
        expect((change?.after?.dueOn ?? '') > (change?.before?.dueOn ?? '')).toBe(true);
        expect([approvers, noticeRequired]).toEqual([['superior', 'headOfficeSenior'], true]);
      }),
    );
  });

  it('merging never lengthens beyond the later of both', () => {
    fc.assert(
      fc.property(facts, facts, (one, other) => {
        const merged = decisionOf(whatIf(one, { kind: 'merge', with: other }, bank, calendar).facts);
        const later = [decisionOf(one).dueOn, decisionOf(other).dueOn].sort().at(-1) ?? '';
        expect(merged.dueOn <= later).toBe(true);
      }),
    );
  });

  it('new facts start the clock again on their day', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: 1, max: 60 }), (given, later) => {
        const on = addDays(decisionOf(given).basis.startOn, later);
        const { differences } = whatIf(given, { kind: 'newFacts', at: { on } }, bank, calendar);
        expect(differences.find(({ id }) => id === 'decision')?.after?.basis).toMatchObject({
          fact: 'newFacts',
          startOn: on,
        });
      }),
    );
  });

  it('stands still while an appraisal lasts, and goes on with what was left', () => {
    const given: DeadlineFacts = { facts: { received: { on: '2026-03-05' } }, attributes: {} };
    const stopped = whatIf(
      given,
      { kind: 'suspend', period: 'externalAppraisal', from: { on: '2026-03-10' } },
      bank,
      calendar,
    );
    expect(stopped.noticeRequired).toBe(true);
    expect(decisionOf(stopped.facts)).toMatchObject({ dueOn: '2026-03-20', standsSince: '2026-03-10' });
    const again = whatIf(
      stopped.facts,
      { kind: 'resume', period: 'externalAppraisal', to: { on: '2026-03-18' } },
      bank,
      calendar,
    );
    expect(decisionOf(again.facts)).toMatchObject({ dueOn: '2026-03-28', standsSince: null });
    expect(decisionOf(again.facts).basis.steps).toContainEqual({
      step: 'stopped',
      period: 'externalAppraisal',
      from: '2026-03-10',
      to: '2026-03-18',
      days: 8,
    });
    expect(() =>
      whatIf(given, { kind: 'resume', period: 'externalAppraisal', to: { on: '2026-03-18' } }, bank, calendar),
    ).toThrow('does not last');
    expect(() =>
      whatIf(given, { kind: 'suspend', period: 'lunch', from: { on: '2026-03-10' } }, bank, calendar),
    ).toThrow('no period lunch');
  });

  it('is withdrawn and ended on one day', () => {
    const given: DeadlineFacts = { facts: { received: { on: '2026-03-05' } }, attributes: {} };
    expect(whatIf(given, { kind: 'withdraw', at: { on: '2026-03-09' } }, bank, calendar).differences).toMatchObject([
      { id: 'withdrawalClosing', before: null, after: { dueOn: '2026-03-09' } },
    ]);
  });
});

describe('another pack', () => {
  it('lists the cases whose dates change, with the date and the rule before and after', () => {
    const changed = structuredClone(readPack('rules/cn-bank-2020.json')) as {
      deadlines: { id: string; effectiveTo: string | null }[];
    };
    const simple = changed.deadlines.find(({ id }) => id === 'D1')!;
    // From July on ten days, for complaints received from then on.
    changed.deadlines.push({
      ...simple,
      id: 'D1.new',
      limit: { count: 10, unit: 'naturalDay' },
      effectiveFrom: '2026-07-01',
    } as typeof simple);
    simple.effectiveTo = '2026-06-30';
    const parsed = parseRulePack(changed);
    if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join());
    const cases = ['2026-06-30', '2026-07-01'].map((on) => ({
      caseId: on,
      facts: { facts: { received: { on } }, attributes: {} },
    }));
    expect(
      differencesUnder(cases, { before: { rules: bank, calendar }, after: { rules: parsed.pack, calendar } }),
    ).toMatchObject([
      {
        caseId: '2026-07-01',
        differences: [
          {
            id: 'decision',
            before: { ruleId: 'D1', dueOn: '2026-07-16' },
            after: { ruleId: 'D1.new', dueOn: '2026-07-11' },
          },
        ],
      },
    ]);
  });
});
