import { describe, expect, it } from 'vitest';
import { shortName } from './person-card';

describe('the seal of a name', () => {
  it.each([
    ['周桂芳', '芳'],
    ['周*芳', '芳'],
    ['周*', '周'],
    ['Helen Marsh', 'HM'],
    ['H*** M***', 'HM'],
    ['H*a', 'H'],
    ['*', ''],
  ])('of %s is %s', (name, seal) => {
    expect(shortName(name)).toBe(seal);
  });
});
