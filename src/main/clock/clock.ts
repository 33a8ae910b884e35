/** Time as this machine knows it. The only place that reads it. */
import { newId } from '../platform/ids';
import type { EventTime } from '../../domain/evidence/event-envelope';

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z, as the system says. */
  readonly wallMs: () => number;
  /** Milliseconds since an arbitrary start; never goes back, comparable within one `bootId`. */
  readonly monotonicMs: () => number;
  readonly bootId: string;
}

export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => Number(process.hrtime.bigint() / 1_000_000n),
  bootId: newId(),
};

export interface StampClock {
  /** All clocks for one event; the hybrid clock never goes back, whatever the system clock does. */
  readonly stamp: () => EventTime;
  /** The latest time known here: the wall clock, or later where it was set back. */
  readonly latestMs: () => number;
  /** Takes note of the last event written before this start; tells when the wall clock is behind it. */
  readonly observe: (last: Pick<EventTime, 'hlc' | 'wall'>) => void;
  /** Takes note of an event of another PC: what is written here from now on comes after it, whatever its clock says. */
  readonly witness: (hlc: string) => void;
}

/** A jump back smaller than this is ordinary clock discipline. */
const toleratedMs = 2_000;
const farAheadMs = 400 * 86_400_000;

export function createStampClock(clock: Clock, onSetBack: (byMs: number) => void): StampClock {
  let lastMs = 0;
  let counter = 0;
  let lastWall = 0;
  let lastMonotonic = clock.monotonicMs();
  const witness = (hlc: string): void => {
    const { ms, count } = parseHlc(hlc);
    if (ms > lastMs) {
      lastMs = ms;
      counter = count;
    } else if (ms === lastMs) counter = Math.max(counter, count);
  };
  return {
    witness,
    latestMs: () => {
      const wall = clock.wallMs();
      // Another PC's clock that was wrong by years says nothing of the time here.
      return lastMs > wall && lastMs - wall < farAheadMs ? lastMs : wall;
    },
    stamp: () => {
      const wall = clock.wallMs();
      const monotonic = clock.monotonicMs();
      const expected = lastWall + (monotonic - lastMonotonic);
      if (lastWall > 0 && wall < expected - toleratedMs) onSetBack(Math.round(expected - wall));
      lastWall = wall;
      lastMonotonic = monotonic;
      if (wall > lastMs) {
        lastMs = wall;
        counter = 0;
      } else counter += 1;
      return { wall, monotonic, bootId: clock.bootId, hlc: formatHlc(lastMs, counter) };
    },
    observe: ({ hlc, wall }) => {
      const behindMs = wall - clock.wallMs();
      // Within a run `stamp` sees it better, and would have told already.
      if (lastWall === 0 && behindMs > toleratedMs) onSetBack(Math.round(behindMs));
      witness(hlc);
    },
  };
}

function formatHlc(ms: number, count: number): string {
  return `${String(ms).padStart(13, '0')}-${count.toString(36).padStart(4, '0')}`;
}

/** Time of a stamp of the hybrid clock, in ms, and its count within it. */
export function parseHlc(hlc: string): { ms: number; count: number } {
  const [ms = '0', count = '0'] = hlc.split('-');
  return { ms: Number.parseInt(ms, 10), count: Number.parseInt(count, 36) };
}
