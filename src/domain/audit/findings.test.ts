import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditKindOf, auditKinds } from './audit-kinds';
import { auditPayloads } from './audit-events';
import { findingsOf, manyFailedSignIns, manyOutsideOwn, manyViewsInHour, type AuditAct } from './findings';

const minute = 60_000;
const around = { hasPart: () => true, localHour: () => 10 };
const view = (no: number, changes: Partial<AuditAct> = {}): AuditAct => ({
  type: 'audit.caseViewed',
  userId: 'u-chen',
  role: 'counter',
  atMs: no * minute,
  caseId: `c-${String(no)}`,
  ...changes,
});
const views = (count: number, changes: Partial<AuditAct> = {}) =>
  Array.from({ length: count }, (_, no) => view(no, changes));
const kindsOf = (acts: readonly AuditAct[], more: Partial<typeof around> = {}) =>
  findingsOf(acts, { ...around, ...more }).map(({ kind }) => kind);

describe('kinds of entries', () => {
  it('every type has one that can be asked for', () => {
    for (const type of Object.keys(auditPayloads)) expect(auditKinds).toContain(auditKindOf(type));
    expect(auditKindOf('audit.fromTheFuture')).toBe('other');
    expect(auditKindOf('toString')).toBe('other');
  });
});

describe('what stands out', () => {
  it('many different complaints opened within an hour, but not one complaint looked at often', () => {
    expect(findingsOf(views(manyViewsInHour), around)).toEqual([
      { kind: 'manyViews', userId: 'u-chen', count: manyViewsInHour, fromMs: 0, toMs: (manyViewsInHour - 1) * minute },
    ]);
    expect(kindsOf(views(manyViewsInHour - 1))).toEqual([]);
    expect(kindsOf(views(200, { caseId: 'c-1' }))).toEqual([]);
    // As many, but over the day.
    expect(kindsOf(Array.from({ length: 60 }, (_, no) => view(no, { atMs: no * 10 * minute })))).toEqual([]);
  });

  it('complaints in which the person has no part, at the counter alone', () => {
    const strangers = { hasPart: () => false };
    expect(kindsOf(views(manyOutsideOwn), strangers)).toEqual(['viewsOutsideOwn']);
    expect(kindsOf(views(manyOutsideOwn - 1), strangers)).toEqual([]);
    // Looking at every case is their work.
    for (const role of ['supervisor', 'officer', 'auditor'])
      expect(kindsOf(views(20, { role }), strangers)).toEqual([]);
  });

  it('wrong passwords by whose account was tried, whoever wrote them down', () => {
    const failed = (times: number): AuditAct => ({
      type: 'audit.signInFailed',
      userId: 'u-li',
      role: 'supervisor',
      atMs: 0,
      triedUserId: 'u-chen',
      times,
    });
    expect(findingsOf([failed(manyFailedSignIns)], around)).toMatchObject([
      { kind: 'failedSignIns', userId: 'u-chen', count: manyFailedSignIns },
    ]);
    expect(kindsOf([failed(2), failed(3)])).toEqual(['failedSignIns']);
    expect(kindsOf([failed(manyFailedSignIns - 1)])).toEqual([]);
  });

  it('refused calls, reveals and exports at night', () => {
    const act = (type: string, no: number, more: Partial<AuditAct> = {}): AuditAct => ({
      type,
      userId: 'u-chen',
      role: 'counter',
      atMs: no,
      ...more,
    });
    expect(kindsOf([act('audit.callRefused', 0, { times: 3 })])).toEqual(['refusedCalls']);
    expect(kindsOf([act('audit.callRefused', 0)])).toEqual([]);
    expect(kindsOf(Array.from({ length: 20 }, (_, no) => act('audit.fieldRevealed', no)))).toEqual(['manyReveals']);
    expect(kindsOf([act('audit.ledgerExported', 0)])).toEqual([]);
    expect(kindsOf([act('audit.ledgerExported', 0)], { localHour: () => 23 })).toEqual(['exportsAtNight']);
  });

  it('does not depend on the order of the entries, and never counts more than there are', () => {
    const some = fc.array(
      fc.record({
        type: fc.constantFrom('audit.caseViewed', 'audit.fieldRevealed', 'audit.callRefused', 'audit.ledgerExported'),
        userId: fc.constantFrom('u-1', 'u-2'),
        role: fc.constantFrom('counter', 'auditor'),
        atMs: fc.integer({ min: 0, max: 4 * 60 * minute }),
        caseId: fc.integer({ min: 0, max: 60 }).map((no) => `c-${String(no)}`),
      }),
      { maxLength: 150 },
    );
    fc.assert(
      fc.property(some, (acts) => {
        const strangers = { hasPart: () => false, localHour: () => 3 };
        const found = findingsOf(acts, strangers);
        expect(
          findingsOf(acts.toReversed(), strangers).map(({ kind, userId, count }) => [kind, userId, count]),
        ).toEqual(found.map(({ kind, userId, count }) => [kind, userId, count]));
        for (const one of found) {
          expect(one.count).toBeLessThanOrEqual(acts.length);
          expect(one.fromMs).toBeLessThanOrEqual(one.toMs);
        }
      }),
      { numRuns: 50 },
    );
  });
});
