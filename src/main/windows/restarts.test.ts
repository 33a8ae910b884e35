import { describe, expect, it } from 'vitest';
import { createRestarts } from './restarts';

describe('restarts of a page', () => {
  it('come at once, then later and later', () => {
    const restarts = createRestarts(() => 0);
    const waits = Array.from({ length: 10 }, () => restarts.died().waitMs);
    expect(waits.slice(0, 4)).toEqual([0, 250, 500, 1000]);
    expect(Math.max(...waits)).toBe(30_000);
  });

  it('are called many from the third within a minute', () => {
    const restarts = createRestarts(() => 0);
    expect([1, 2, 3].map(() => restarts.died().often)).toEqual([false, false, true]);
  });

  it('forget what is a minute old', () => {
    let nowMs = 0;
    const restarts = createRestarts(() => nowMs);
    for (let n = 0; n < 5; n++) restarts.died();
    nowMs = 60_000;
    expect(restarts.died()).toEqual({ waitMs: 0, often: false });
  });
});
