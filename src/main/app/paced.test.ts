import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced } from './paced';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('tells at once, and once for all that comes soon after', () => {
  const run = vi.fn();
  const { tell } = paced(run, 400);
  tell();
  expect(run).toHaveBeenCalledTimes(1);
  tell();
  tell();
  expect(run).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(400);
  expect(run).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(400);
  tell();
  expect(run).toHaveBeenCalledTimes(3);
});

it('tells nothing once it was stopped', () => {
  const run = vi.fn();
  const { tell, stop } = paced(run, 400);
  tell();
  tell();
  stop();
  vi.advanceTimersByTime(1_000);
  expect(run).toHaveBeenCalledTimes(1);
});
