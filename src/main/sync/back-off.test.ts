import { expect, it } from 'vitest';
import { backOffMs } from './back-off';

const almostOne = 0.999_999;

it.each([
  [1, 1_000],
  [2, 2_000],
  [3, 4_000],
  [8, 128_000],
  [9, 256_000],
  [10, 300_000],
  [5_000, 300_000],
])('after %i failures in a row a PC comes back within %i ms, at any time up to it', (failures, most) => {
  expect(backOffMs(failures, almostOne)).toBe(most);
  expect(backOffMs(failures, 0.5)).toBe(most / 2);
});

it('never comes back at once', () => {
  expect(backOffMs(1, 0)).toBe(200);
  expect(backOffMs(1, 0.1)).toBe(200);
  expect(backOffMs(1, 0.201)).toBe(201);
  expect(backOffMs(100, 0)).toBe(200);
});
