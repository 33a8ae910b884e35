/** A clock that is moved by hand. */
import type { Clock } from './clock';

export interface TestClock extends Clock {
  /** Real time passes. */
  readonly pass: (ms: number) => void;
  /** Somebody, or a time server, sets the wall clock. */
  readonly setWall: (ms: number) => void;
  /** The same machine after a restart: wall clock goes on, monotonic clock and boot id are new. */
  readonly restarted: () => TestClock;
}

export function createTestClock(startMs = Date.UTC(2026, 2, 2, 1), boot = 1): TestClock {
  let wall = startMs;
  let monotonic = boot * 1000;
  return {
    wallMs: () => wall,
    monotonicMs: () => monotonic,
    bootId: `boot-${String(boot)}`,
    pass: (ms) => {
      wall += ms;
      monotonic += ms;
    },
    setWall: (ms) => {
      wall = ms;
    },
    restarted: () => createTestClock(wall, boot + 1),
  };
}
