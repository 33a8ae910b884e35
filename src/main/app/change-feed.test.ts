import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChangeFeed, gatherMs, longestGatherMs } from './change-feed';

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
    vi.advanceTimersByTime(2 * gatherMs);
    expect(told).toEqual([['a'], ['b'], ['c']]);
    vi.advanceTimersByTime(4 * gatherMs);
    feed.changed(['d']);
    expect(told.at(-1)).toEqual(['d']);
  });

  it('lets pages rest the longer the more comes, and misses none of it', () => {
    const told: (readonly string[])[] = [];
    const feed = createChangeFeed((_topic, { caseIds }) => told.push(caseIds));
    const total = 600;
    for (let i = 0; i < total; i += 1) {
      feed.changed([`case-${String(i)}`]);
      vi.advanceTimersByTime(gatherMs / 2);
    }
    vi.advanceTimersByTime(longestGatherMs);
    expect(told.flat()).toHaveLength(total);
    expect(told.length).toBeLessThan((total * gatherMs) / 2 / longestGatherMs + 8);
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
