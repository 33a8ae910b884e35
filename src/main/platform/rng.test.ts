import { expect, test } from 'vitest';
import { systemRng } from './rng';

test('short randomness is never given out twice and is not kept', () => {
  const given = Array.from({ length: 2_000 }, (_, i) => systemRng.bytes(i % 2 === 0 ? 12 : 16));
  expect(new Set(given.map((bytes) => bytes.toString('hex'))).size).toBe(given.length);
  expect(given.every((bytes, i) => bytes.length === (i % 2 === 0 ? 12 : 16))).toBe(true);
  // None is a view of what the next ones are made from.
  const [first] = given;
  const before = first?.toString('hex');
  for (let i = 0; i < 1_000; i += 1) systemRng.bytes(16);
  expect(first?.toString('hex')).toBe(before);
  expect(systemRng.bytes(32).equals(Buffer.alloc(32))).toBe(false);
});
