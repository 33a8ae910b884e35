import { readFileSync } from 'node:fs';
import { isWorkday } from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendar, type WorkCalendar } from './calendar';
import { deadlinesOf, dueOnAfter, remaining, type Deadline, type DeadlineFacts } from './deadlines';
import { addLimit } from './limits';
import { addDays, dateOfDayNumber, dayNumber, isLocalDate, weekdayOf } from './local-date';
import { parseRulePack, rulePackName, type RulePack } from './rule-pack';
import { problem, problemLine, type PackProblem } from '../packs/problems';
import { endOfDay, localDateOf, startOfDay } from './time-zone';

const read = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../resources/packs/${path}`, import.meta.url), 'utf8'));
type Parsed = { readonly ok: true } | { readonly ok: false; readonly problems: readonly PackProblem[] };
function must<T extends Parsed>(parsed: T): Extract<T, { readonly ok: true }> {
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('\n'));
  return parsed as Extract<T, { readonly ok: true }>;
}
const calendar: WorkCalendar = must(parseCalendar(read('calendars/cn.json'))).calendar;
const bank: RulePack = must(parseRulePack(read('rules/cn-bank-2020.json'))).pack;
const insurer: RulePack = must(parseRulePack(read('rules/cn-insurer-2020.json'))).pack;

const at = (iso: string): number => Date.parse(iso);
const received = (iso: string, attributes: Record<string, string> = {}): DeadlineFacts => ({
  facts: { received: { atMs: at(iso) } },
  attributes,
});
const find = (deadlines: readonly Deadline[], id: string): Deadline => {
  const found = deadlines.filter((deadline) => deadline.id === id);
  expect(found).toHaveLength(1);
  return found[0]!;
};
const aDate = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') }).map(dateOfDayNumber);

describe('local dates', () => {
  it('know which days exist', () => {
    expect(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'].every(isLocalDate)).toBe(true);
    expect(['2026-02-29', '1900-02-29', '2026-13-01', '2026-00-10', '2026-1-1', ''].some(isLocalDate)).toBe(false);
  });

  it('count like the Gregorian calendar', () => {
    fc.assert(
      fc.property(aDate, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        expect(dayNumber(date)).toBe(Date.parse(`${date}T00:00:00Z`) / 86_400_000);
        expect(dateOfDayNumber(dayNumber(date))).toBe(date);
        expect(dayNumber(addDays(date, days)) - dayNumber(date)).toBe(days);
        expect(weekdayOf(date)).toBe(new Date(`${date}T00:00:00Z`).getUTCDay());
      }),
    );
  });
});

describe('time zones', () => {
  const zones = [
    'Asia/Shanghai',
    'UTC',
    'America/New_York',
    'Europe/London',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'Asia/Beirut',
    'America/Sao_Paulo',
  ];

  it('a day begins where its date begins, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: dayNumber('2000-01-01'), max: dayNumber('2037-12-31') }),
        (zone, n) => {
          const date = dateOfDayNumber(n);
          const start = startOfDay(date, zone);
          expect(localDateOf(start, zone)).toBe(date);
          expect(localDateOf(start - 1, zone) < date).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('a midnight that a clock change skips begins with the change', () => {
    expect(startOfDay('2018-11-04', 'America/Sao_Paulo')).toBe(at('2018-11-04T03:00:00Z'));
    expect(startOfDay('2026-03-05')).toBe(at('2026-03-05T00:00:00+08:00'));
    expect(endOfDay('2026-03-05')).toBe(at('2026-03-06T00:00:00+08:00'));
    expect(() => localDateOf(0, 'Mars/Base')).toThrow(RangeError);
  });
});

describe('the calendar', () => {
  it('agrees with an independent list on every day of the announced years', () => {
    for (let day = '2023-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
      expect(calendar.dayOf(day), day).toEqual({ working: isWorkday(day), estimated: false });
    }
  });

  it('estimates other years and says so', () => {
    expect(calendar.dayOf('2027-02-08')).toEqual({ working: false, estimated: true }); // third day of the lunar year
    expect(calendar.dayOf('2027-02-09')).toEqual({ working: true, estimated: true });
    expect(calendar.dayOf('2027-10-01').working).toBe(false);
    expect(calendar.dayOf('2099-05-01')).toEqual({ working: false, estimated: true });
  });

  it('refuses a calendar with a year missing between published ones', () => {
    const broken = structuredClone(read('calendars/cn.json')) as { years: Record<string, unknown> };
    delete broken.years['2025'];
    expect(parseCalendar(broken)).toEqual({ ok: false, problems: [problem('years.2025', 'yearGap')] });
    expect(calendar.published.map(({ year }) => year)).toEqual([2023, 2024, 2025, 2026]);
  });

  it('refuses a calendar with a day that does not exist or stands twice', () => {
    const broken = structuredClone(read('calendars/cn.json')) as { years: Record<string, { off: string[] }> };
    broken.years['2026']!.off.push('02-30', '01-04');
    expect(parseCalendar(broken)).toEqual({
      ok: false,
      problems: [
        problem('years.2026.off', 'notADay', '2026-02-30'),
        problem('years.2026.off', 'listedTwice', '2026-01-04'),
      ],
    });
  });
});

describe('rule packs', () => {
  it('are read, named, and say what is not confirmed', () => {
    expect([bank, insurer].map(rulePackName)).toEqual(['rules.cn.bank@2020.4', 'rules.cn.insurer@2020.4']);
    expect(bank.approvedBy).toBeNull();
    const byMeasures = bank.deadlines.filter((rule) => rule.source === 'M2020');
    // Article 15 is the one that was read in full.
    expect(byMeasures.filter((rule) => rule.confidence === 'confirmed').map((rule) => rule.id)).toEqual(['D9']);
    expect(byMeasures.length).toBeGreaterThan(4);
  });

  it('are refused with what is wrong', () => {
    const broken = structuredClone(bank) as unknown as { deadlines: { id: string; source: string; start: object }[] };
    broken.deadlines[1]!.start = { afterRule: 'D3' };
    broken.deadlines[3]!.source = 'M1999';
    const parsed = parseRulePack(broken);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok ? [] : parsed.problems).toEqual(
      expect.arrayContaining([
        problem('D7.source', 'sourceUnknown', 'M1999'),
        problem('D2.start.afterRule', 'followsItself'),
        problem('D3.start.afterRule', 'followsItself'),
      ]),
    );
    expect(parseRulePack({}).ok).toBe(false);
  });

  it('are refused when two rules of one deadline would hold on the same day, or a period is unknown', () => {
    const problemsOf = (change: (rules: Record<string, Record<string, unknown>>) => void): readonly string[] => {
      const pack = structuredClone(read('rules/cn-bank-2020.json')) as { deadlines: { id: string }[] };
      change(Object.fromEntries(pack.deadlines.map((rule) => [rule.id, rule as Record<string, unknown>])));
      const parsed = parseRulePack(pack);
      return parsed.ok ? [] : parsed.problems.map(problemLine);
    };
    expect(problemsOf(({ D2 }) => (D2!['when'] = { complexity: ['simple', 'complex'], extension: ['unset'] }))).toEqual(
      ['D2.effectiveFrom: holds at the same time as (D1)'],
    );
    // One after the other is how a limit changes.
    const halves = (from: string) =>
      problemsOf(({ D1, D2 }) => {
        D1!['effectiveTo'] = '2026-06-30';
        D2!['when'] = D1!['when'];
        D2!['effectiveFrom'] = from;
      });
    expect(halves('2026-07-01')).toEqual([]);
    expect(halves('2026-07-02')).toEqual(['D2.effectiveFrom: leaves days without a rule after (D1)']);
    expect(halves('2026-06-30')).toEqual(['D2.effectiveFrom: holds at the same time as (D1)']);
    expect(problemsOf(({ D1 }) => (D1!['excludes'] = ['lunch']))).toEqual([
      'D1.excludes: names a period that is not described (lunch)',
    ]);
    expect(problemsOf(({ D13 }) => (D13!['excludes'] = ['externalAppraisal']))).toEqual([
      'D13.excludes: is a clock of hours or minutes and can not stand still',
    ]);
    expect(problemsOf(({ D1 }) => (D1!['granted'] = 'extensionDays'))).toEqual([
      'D1.granted: grants without an extension',
    ]);
  });
});

describe('deadlines', () => {
  it('the day of receipt is not counted and the last day counts until 24:00', () => {
    const decision = find(deadlinesOf(received('2026-03-05T09:00:00+08:00'), bank, calendar), 'decision');
    expect(decision).toMatchObject({ ruleId: 'D1', dueOn: '2026-03-20', dueAtMs: at('2026-03-21T00:00:00+08:00') });
    expect(decision.basis).toEqual({
      fact: 'received',
      startOn: '2026-03-05',
      steps: [
        { step: 'start', fact: 'received', on: '2026-03-05' },
        { step: 'add', count: 15, unit: 'naturalDay', from: '2026-03-05', to: '2026-03-20', skipped: [] },
      ],
    });
  });

  it('one second before and after midnight at the branch are different days', () => {
    const due = (iso: string): string => find(deadlinesOf(received(iso), bank, calendar), 'decision').dueOn;
    expect(due('2026-03-05T23:59:59+08:00')).toBe('2026-03-20');
    expect(due('2026-03-06T00:00:00+08:00')).toBe('2026-03-21');
    expect(due('2026-03-05T16:00:00Z')).toBe('2026-03-21');
  });

  it('30 days when complex, 60 in all when an extension was approved', () => {
    const decision = (attributes: Record<string, string>): Deadline =>
      find(deadlinesOf(received('2026-03-05T09:00:00+08:00', attributes), bank, calendar), 'decision');
    expect(decision({ complexity: 'complex' })).toMatchObject({ ruleId: 'D2', dueOn: '2026-04-04' });
    const extended = decision({ complexity: 'complex', extension: 'approved' });
    expect(extended).toMatchObject({ ruleId: 'D3', dueOn: '2026-05-04', basis: { startOn: '2026-03-05' } });
    expect(extended.basis.steps.map((step) => step.step)).toEqual([
      'start',
      'add',
      'afterRule',
      'add',
      'endsOnRestDay',
    ]);
  });

  it('a last day that is a holiday stays, with the later day beside it', () => {
    const decision = find(deadlinesOf(received('2026-09-20T09:00:00+08:00'), bank, calendar), 'decision');
    expect(decision.dueOn).toBe('2026-10-05');
    expect(decision.basis.steps.at(-1)).toEqual({
      step: 'endsOnRestDay',
      on: '2026-10-05',
      nextWorkingDay: '2026-10-08',
    });
  });

  it('the acceptance note is due the same day, the callback in 7 days, the file in 5 working days', () => {
    const deadlines = deadlinesOf(
      {
        facts: {
          received: { atMs: at('2026-02-01T10:00:00+08:00') },
          decisionTold: { on: '2026-02-10' },
          closed: { on: '2026-02-13' },
        },
        attributes: {},
      },
      insurer,
      calendar,
    );
    expect(find(deadlines, 'acceptanceNote')).toMatchObject({ dueOn: '2026-02-01', confidence: 'house' });
    expect(find(deadlines, 'callback')).toMatchObject({ dueOn: '2026-02-17' });
    // Saturday 14 February is worked; 15–23 is the Spring Festival; then 24, 25, 26, 27.
    const archive = find(deadlines, 'archive');
    expect(archive).toMatchObject({ dueOn: '2026-02-27', estimated: false });
    expect(archive.basis.steps[1]).toMatchObject({
      skipped: expect.arrayContaining(['2026-02-15', '2026-02-23']) as unknown,
    });
  });

  it('a reopened case has a clock of its own', () => {
    const facts: DeadlineFacts = {
      facts: { received: { on: '2026-03-05' }, reopened: { on: '2026-06-01' } },
      attributes: { complexity: 'simple' },
    };
    expect(find(deadlinesOf(facts, bank, calendar), 'decision')).toMatchObject({
      dueOn: '2026-06-16',
      basis: { fact: 'reopened' },
    });
  });

  it('marks what rests on a computed year', () => {
    const facts: DeadlineFacts = { facts: { closed: { on: '2026-12-30' } }, attributes: {} };
    const archive = find(deadlinesOf(facts, bank, calendar), 'archive');
    expect(archive.estimated).toBe(true);
    expect(archive.basis.steps).toContainEqual({ step: 'estimatedYear', year: '2027' });
  });

  it('before the measures were in force there is no statutory clock', () => {
    expect(deadlinesOf(received('2020-02-29T09:00:00+08:00'), bank, calendar)).toEqual([]);
    expect(deadlinesOf(received('2020-03-01T09:00:00+08:00'), bank, calendar)).toHaveLength(2);
  });

  it('counts by the zone of the branch that is asked for', () => {
    const london = deadlinesOf(received('2026-03-05T16:30:00Z'), bank, calendar, 'Europe/London');
    expect(find(london, 'decision').dueOn).toBe('2026-03-20');
  });

  it('gives the date of one deadline from a day', () => {
    expect(dueOnAfter('callback', 'decisionTold', '2026-03-05', bank, calendar)).toBe('2026-03-12');
    expect(dueOnAfter('callback', 'received', '2026-03-05', bank, calendar)).toBeNull();
  });

  it('are counted by the calendar that is asked, whatever another said of the same days before', () => {
    const { years: _noYears, ...shape } = read('calendars/cn.json') as Record<string, unknown>;
    const plainWeeks = { ...shape, id: 'weeks', years: {}, weekend: [0], estimate: { fixed: [], byYear: {} } };
    const weeks: WorkCalendar = must(parseCalendar(plainWeeks)).calendar;
    const limit = { count: 5, unit: 'workingDay' } as const;
    for (let times = 0; times < 2; times += 1) {
      expect(addLimit('2026-02-12', limit, calendar).to).toBe('2026-02-26');
      expect(addLimit('2026-02-12', limit, weeks).to).toBe('2026-02-18');
      expect(addLimit('2026-02-12', { ...limit, unit: 'naturalDay' }, weeks).to).toBe('2026-02-17');
      expect(addLimit('2026-02-12', { ...limit, count: 6 }, weeks).to).toBe('2026-02-19');
    }
  });

  it('working days: exactly that many are worked, and the last one is', () => {
    const date = fc.integer({ min: dayNumber('2020-03-01'), max: dayNumber('2030-12-31') }).map(dateOfDayNumber);
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 40 }), (from, count) => {
        const added = addLimit(from, { count, unit: 'workingDay' }, calendar);
        expect(calendar.dayOf(added.to).working).toBe(true);
        expect(dayNumber(added.to) - dayNumber(from)).toBe(count + added.skipped.length);
        expect(added.skipped.some((day) => calendar.dayOf(day).working)).toBe(false);
      }),
    );
  });

  it('never gets earlier when the fact gets later', () => {
    const instant = fc.integer({ min: at('2020-03-02T00:00:00Z'), max: at('2035-01-01T00:00:00Z') });
    fc.assert(
      fc.property(instant, fc.integer({ min: 0, max: 864e5 * 9 }), (early, later) => {
        const due = (ms: number): number =>
          find(deadlinesOf({ facts: { received: { atMs: ms } }, attributes: {} }, bank, calendar), 'decision').dueAtMs;
        expect(due(early + later)).toBeGreaterThanOrEqual(due(early));
      }),
    );
  });
});

describe('remaining', () => {
  const dueAtMs = at('2026-03-21T00:00:00+08:00');
  it.each([
    ['2026-03-10T00:00:00+08:00', { state: 'ok', days: 11, hours: 0 }],
    ['2026-03-18T00:00:00+08:00', { state: 'soon', days: 3, hours: 0 }],
    ['2026-03-20T23:59:59+08:00', { state: 'soon', days: 0, hours: 0 }],
    ['2026-03-21T00:00:00+08:00', { state: 'overdue', days: 0, hours: 0 }],
    ['2026-03-22T05:30:00+08:00', { state: 'overdue', days: 1, hours: 5 }],
  ])('at %s', (now, expected) => {
    expect(remaining({ dueAtMs }, at(now))).toEqual(expected);
  });
});
