import { describe, expect, it } from 'vitest';
import {
  certificatesOf,
  mayBeConfirmed,
  yearAfter,
  type Attestation,
  type DatedResult,
} from '../../../src/domain/training/certificates';
import { dueCards, reviewCards } from '../../../src/domain/training/reviews';
import type { RunResult } from '../../../src/domain/training/results';

const pass = (on: string, over: Partial<DatedResult> = {}): DatedResult => ({
  script: 'SVC-01',
  version: '1.2.0',
  mode: 'exam',
  passed: true,
  gates: [],
  customer: 'nurse',
  startLevel: 0,
  on,
  ...over,
});
const attested: Attestation = {
  script: 'SVC-01',
  version: '1.2.0',
  grade: 'counter',
  on: '2026-01-10',
  by: 'officer-1',
};
const busy = ['2026-04-01', '2026-07-01', '2026-10-01', '2026-12-20'].map((on) => pass(on));
const inForce = { 'SVC-01': '1.4.1' };
const one = (results: readonly DatedResult[], today: string, versions: Record<string, string> = inForce) =>
  certificatesOf([attested], results, versions, today)[0];

describe('a certificate', () => {
  it('holds a year, and warns 60, 30 and 7 days before', () => {
    expect(one(busy, '2026-10-20')).toMatchObject({ until: '2027-01-10', warning: null, ended: null });
    expect(one(busy, '2026-11-12')?.warning).toBe(60);
    expect(one(busy, '2026-12-15')?.warning).toBe(30);
    expect(one(busy, '2027-01-04')?.warning).toBe(7);
    expect(one(busy, '2027-01-10')?.ended).toBeNull();
    expect(one(busy, '2027-01-11')?.ended).toEqual({ by: 'expired', on: '2027-01-10' });
  });

  it('ends with a major version of its script, and with no other', () => {
    expect(one(busy, '2026-10-20', { 'SVC-01': '1.9.0' })?.ended).toBeNull();
    expect(one(busy, '2026-10-20', { 'SVC-01': '2.0.0' })?.ended).toEqual({ by: 'majorVersion', on: '2026-10-20' });
  });

  it('ends after 120 days without practice', () => {
    expect(one([], '2026-05-10')?.ended).toBeNull();
    expect(one([], '2026-05-11')?.ended).toEqual({ by: 'unused', on: '2026-05-10' });
    expect(one([pass('2026-05-01')], '2026-05-11')?.ended).toBeNull();
  });

  it('ends with a failed gate in an exam, not in practice, and whichever came first is told', () => {
    const failed = { gates: ['wording'], passed: false } as const;
    expect(one([...busy, pass('2026-08-01', { ...failed, mode: 'practise' })], '2026-10-20')?.ended).toBeNull();
    expect(one([pass('2026-03-01', failed), ...busy], '2027-02-01')?.ended).toEqual({
      by: 'gateFailed',
      on: '2026-03-01',
    });
  });

  it('of a leap day ends on the last of February', () => {
    expect(yearAfter('2028-02-29')).toBe('2029-02-28');
  });
});

describe('what may be confirmed', () => {
  it('needs a passed exam on this major version, and for more different customers, one of them angry', () => {
    expect(mayBeConfirmed('SVC-01', '1.0.0', [pass('2026-01-01', { mode: 'practise' })])).toEqual([]);
    expect(mayBeConfirmed('SVC-01', '2.0.0', [pass('2026-01-01')])).toEqual([]);
    expect(mayBeConfirmed('SVC-01', '1.0.0', [pass('2026-01-01')])).toEqual(['counter']);
    const angry = pass('2026-01-02', { customer: 'trucker', startLevel: 2 });
    expect(mayBeConfirmed('SVC-01', '1.0.0', [pass('2026-01-01'), angry])).toEqual(['counter', 'senior']);
    const third = pass('2026-01-03', { customer: 'builder', startLevel: 1 });
    expect(mayBeConfirmed('SVC-01', '1.0.0', [pass('2026-01-01'), angry, third])).toEqual([
      'counter',
      'senior',
      'coach',
    ]);
  });
});

const DAY = 86_400_000;
const start = Date.UTC(2026, 0, 5);
const run = (over: Partial<RunResult> = {}): RunResult => ({
  script: 'SVC-01',
  version: '1.0.0',
  customer: 'nurse',
  startLevel: 0,
  mode: 'exam',
  endedAtMs: start,
  ending: 'talk',
  total: 100,
  passed: true,
  gates: [],
  skills: [{ skill: 'label', good: 2, of: 2 }],
  ...over,
});
const daysOf = (results: readonly RunResult[]): number => {
  const [card] = reviewCards(results);
  return ((card?.dueAtMs ?? 0) - (results.at(-1)?.endedAtMs ?? 0)) / DAY;
};

describe('reviews', () => {
  it('come sooner the worse it went', () => {
    const easy = daysOf([run()]);
    const good = daysOf([run({ mode: 'practise' })]);
    const hard = daysOf([run({ mode: 'learn' })]);
    const again = daysOf([run({ gates: ['wording'], passed: false })]);
    expect(easy).toBeGreaterThan(good);
    expect(good).toBeGreaterThanOrEqual(hard);
    expect(hard).toBeGreaterThanOrEqual(again);
    expect(again).toBeLessThanOrEqual(1);
  });

  it('of what protects life are never more than thirty days away', () => {
    const often = (script: string) => [0, 20, 60, 150, 300].map((day) => run({ script, endedAtMs: start + day * DAY }));
    expect(daysOf(often('UNC-04'))).toBeLessThanOrEqual(30);
    expect(daysOf(often('SVC-01'))).toBeGreaterThan(30);
  });

  it('are three a day at most, and do not depend on the order in which results are read', () => {
    const skills = (['label', 'pause', 'options', 'closing', 'summary'] as const).map((skill) => ({
      skill,
      good: 0,
      of: 2,
    }));
    const results = [run({ skills }), run({ skills, endedAtMs: start + 3 * DAY })];
    const cards = reviewCards(results);
    expect(reviewCards([...results].reverse())).toEqual(cards);
    expect(cards).toHaveLength(5);
    expect(dueCards(cards, start + 400 * DAY)).toHaveLength(3);
    expect(dueCards(cards, start)).toHaveLength(0);
  });
});
