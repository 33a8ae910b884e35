/** Conditions while they are built: nothing of a guard is lost on the way into the builder and out of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  conditionOf,
  emptyComparison,
  guardOf,
  readCondition,
  subjects,
  type Condition,
} from '../../../src/domain/scripts/condition';
import { guardsOf } from '../../../src/domain/scripts/lint/context';
import { Guard } from '../../../src/domain/scripts/guard';
import { Authority, Distress, levels, Mode, Need, Post, RiskFlag } from '../../../src/domain/scripts/vocabulary';
import { sources } from './play';

const id = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,9}$/);
const scalar = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }).filter((value) => !Object.is(value, -0)),
  fc.boolean(),
);
const number = fc.integer({ min: -1000, max: 1_000_000 });
const level = fc.constantFrom(...levels);

const leaf: fc.Arbitrary<Guard> = fc.oneof(
  fc.record({ fact: id, eq: scalar }),
  fc.record({ fact: id, ne: scalar }),
  fc.record({ fact: id, in: fc.array(scalar, { minLength: 1, maxLength: 5 }) }),
  fc.record({ fact: id, gte: number }),
  fc.record({ fact: id, lte: number }),
  fc.record({ fact: id, known: fc.boolean() }),
  fc.oneof(
    level.map((gte) => ({ emotion: { gte } })),
    level.map((lte) => ({ emotion: { lte } })),
    level.map((eq) => ({ emotion: { eq } })),
  ),
  fc.record({ distress: fc.constantFrom(...Distress.options) }),
  fc.record({ flag: fc.constantFrom(...RiskFlag.options) }),
  fc.record({ mode: fc.constantFrom(...Mode.options) }),
  fc.record({ need: fc.constantFrom(...Need.options) }),
  fc.record({ post: fc.constantFrom(...Post.options) }),
  fc.record({ visits: id, gte: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ elapsed: fc.integer({ min: 1, max: 3600 }) }),
  fc.record({ within: fc.constantFrom(...Authority.options) }),
  fc.record({ called: fc.boolean() }),
  fc.record({ withinLimit: id }),
  fc.record({ taxonomy: fc.string({ maxLength: 64 }) }),
  fc.record({ words: fc.array(fc.string({ minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 10 }) }),
);

const { guard } = fc.letrec<{ guard: Guard }>((tie) => ({
  guard: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('guard'), { minLength: 1, maxLength: 4 }).map((all) => ({ all })),
    fc.array(tie('guard'), { minLength: 1, maxLength: 4 }).map((any) => ({ any })),
    tie('guard').map((not) => ({ not })),
  ),
}));

describe('a condition in the builder', () => {
  it('is the guard it was made of, whatever the guard', () => {
    fc.assert(
      fc.property(guard, (made) => {
        expect(Guard.safeParse(made).success).toBe(true);
        expect(guardOf(conditionOf(made))).toEqual(made);
      }),
      { numRuns: 500 },
    );
  });

  it('survives being kept half-written: what is read back is what was left', () => {
    fc.assert(
      fc.property(guard, (made) => {
        const condition = conditionOf(made);
        expect(readCondition(JSON.parse(JSON.stringify(condition)))).toEqual(condition);
      }),
    );
    expect(readCondition({ kind: 'compare', subject: 'weather' })).toBeNull();
  });

  it('gives back every condition of the shipped scripts, in the order of its parts', () => {
    const all = sources.scripts.flatMap(guardsOf).map(({ guard: one }) => one);
    expect(all.length).toBeGreaterThan(300);
    for (const one of all) expect(JSON.stringify(guardOf(conditionOf(one)))).toBe(JSON.stringify(one));
  });

  it('counts for nothing while something of it is missing, however deep', () => {
    for (const subject of subjects.filter((one) => one !== 'called'))
      expect(guardOf(emptyComparison(subject))).toBeNull();
    const deep: Condition = {
      kind: 'all',
      items: [
        { kind: 'compare', subject: 'flag', of: '', operator: 'eq', values: ['elderly'] },
        { kind: 'not', item: { kind: 'any', items: [emptyComparison('fact')] } },
      ],
    };
    expect(guardOf(deep)).toBeNull();
    expect(guardOf({ kind: 'all', items: [] })).toBeNull();
    expect(guardOf({ kind: 'compare', subject: 'emotion', of: '', operator: 'gte', values: [7] })).toBeNull();
  });
});
