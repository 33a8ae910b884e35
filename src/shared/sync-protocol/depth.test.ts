import { describe, expect, it } from 'vitest';
import { nestedWithin } from './depth';

const nested = (levels: number): unknown =>
  levels === 0 ? 1 : levels % 2 === 0 ? [nested(levels - 1)] : { a: nested(levels - 1) };

describe('how deep a value is', () => {
  it.each([
    [0, 'text', true],
    [0, {}, false],
    [1, { a: 1, b: null }, true],
    [1, { a: 1, b: [] }, false],
    [100, nested(100), true],
    [100, [0, nested(99)], true],
    [100, nested(101), false],
  ])('within %i levels', (levels, value, is) => {
    expect(nestedWithin(value, levels)).toBe(is);
  });

  it('is found out of one that is deeper than any stack', () => {
    let value: unknown = 0;
    for (let i = 0; i < 1_000_000; i += 1) value = [value];
    expect(nestedWithin(value, 100)).toBe(false);
  });
});
