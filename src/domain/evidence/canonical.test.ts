import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, NoCanonicalForm } from './canonical';

/** The text, or that there is none. */
const outcome = (write: () => string | undefined): string => {
  try {
    return write() ?? 'no form';
  } catch {
    return 'no form';
  }
};

const deep = (levels: number): unknown => (levels === 0 ? 'x' : [{ a: deep(levels - 1) }]);

describe('the canonical form', () => {
  it('is the one of the library for whatever JSON can say, and for what it can not', () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom(null, undefined, '\ud800', '😀\ude00', '😀', '"\\\n\u2028', -0, 1e21, 5e-324),
    );
    const anything = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('value')),
        fc.dictionary(fc.oneof(fc.string({ unit: 'binary' }), fc.nat().map(String)), tie('value')),
      ),
    })).value;
    fc.assert(
      fc.property(anything, (value) => {
        expect(outcome(() => canonicalJson(value))).toBe(outcome(() => canonicalize(value)));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['keys that look like numbers', { 10: 1, 9: 2, b: 3, A: 4 }, '{"10":1,"9":2,"A":4,"b":3}'],
    ['keys beyond ASCII', { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }],
    ['a date', { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['an own prototype key', JSON.parse('{"__proto__":{"a":1},"a":2}') as unknown, '{"__proto__":{"a":1},"a":2}'],
    ['what is deeper than most', deep(300)],
  ])('writes %s as the library does', (_what, value, text?: string) => {
    expect(canonicalJson(value)).toBe(canonicalize(value));
    if (text !== undefined) expect(canonicalJson(value)).toBe(text);
  });

  it('refuses what holds itself, and what has no form', () => {
    const self: Record<string, unknown> = {};
    self['self'] = self;
    for (const value of [self, Number.NaN, Number.POSITIVE_INFINITY, '\udc00', undefined])
      expect(() => canonicalJson(value)).toThrow(NoCanonicalForm);
  });
});
