import { describe, expect, it } from 'vitest';
import type { Incident, IncidentLine } from './incident';
import { mayStillBeGraded, missingInReport } from './report';

const incident = (changes: Partial<Incident>): Incident =>
  ({ grade: null, closed: null, lines: [{ kind: 'raised' } as IncidentLine], ...changes }) as Incident;
const noted = [{ kind: 'noted' } as IncidentLine];
const over = { outcome: 'over', by: 'u', atMs: 1 } as const;

describe('what the report of an incident lacks', () => {
  it('is named as long as it goes on, and nothing of it is left once everything is there', () => {
    expect(missingInReport(incident({}))).toEqual(['ended', 'grade', 'measures']);
    expect(missingInReport(incident({ grade: 3, lines: noted }))).toEqual(['ended']);
    expect(missingInReport(incident({ closed: over }))).toEqual(['grade', 'measures']);
    expect(missingInReport(incident({ closed: over, grade: 3, lines: noted }))).toEqual([]);
  });

  it('is its end alone where it was a mistake', () => {
    expect(missingInReport(incident({ closed: { ...over, outcome: 'falseAlarm' } }))).toEqual([]);
  });

  it('can be made up for after the end: a grade that nobody gave, once', () => {
    expect(mayStillBeGraded(incident({}))).toBe(true);
    expect(mayStillBeGraded(incident({ closed: over }))).toBe(true);
    expect(mayStillBeGraded(incident({ closed: over, grade: 3 }))).toBe(false);
    expect(mayStillBeGraded(incident({ closed: { ...over, outcome: 'falseAlarm' } }))).toBe(false);
  });
});
