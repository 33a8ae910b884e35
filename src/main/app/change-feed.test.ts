import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChangeFeed, gatherMs } from './change-feed';

describe('the change feed', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells a first change at once and those right after it together', () => {
    const told: (readonly string[])[] = [];
    const feed = createChangeFeed((_topic, { caseIds }) => told.push(caseIds));
    feed.changed(['a']);
    expect(told).toEqual([['a']]);
    feed.changed(['b', 'c']);
    feed.changed(['c', 'a']);
    expect(told).toEqual([['a']]);
    vi.advanceTimersByTime(gatherMs);
    expect(told).toEqual([['a'], ['b', 'c', 'a']]);
  });

  it('gathers again behind what it told, and tells at once after a rest', () => {
    const told: (readonly string[])[] = [];
    const feed = createChangeFeed((_topic, { caseIds }) => told.push(caseIds));
    feed.changed(['a']);
    feed.changed(['b']);
    vi.advanceTimersByTime(gatherMs);
    feed.changed(['c']);
    expect(told).toEqual([['a'], ['b']]);
    vi.advanceTimersByTime(gatherMs);
    expect(told).toEqual([['a'], ['b'], ['c']]);
    vi.advanceTimersByTime(gatherMs);
    feed.changed(['d']);
    expect(told.at(-1)).toEqual(['d']);
  });

  it('tells nothing without cases, and nothing more once it was stopped', () => {
    const told: (readonly string[])[] = [];
    const feed = createChangeFeed((_topic, { caseIds }) => told.push(caseIds));
    feed.changed([]);
    feed.changed(['audit', 'directory']);
    expect(told).toEqual([]);
    feed.changed(['a']);
    feed.changed(['b']);
    feed.stop();
    vi.advanceTimersByTime(2 * gatherMs);
    expect(told).toEqual([['a']]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
