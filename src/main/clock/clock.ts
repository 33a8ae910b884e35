/** Time as this machine knows it. The only place that reads it. */
import { newId } from '../platform/ids';
import type { EventTime } from '../../domain/evidence/event-envelope';
import { agree } from '../../domain/evidence/time-band';

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
  /**
   * The time that deadlines are held against. Where headquarters was heard in this run, its time and what passed since; otherwise the
   * wall clock, or the latest that this PC itself showed where the clock was set back. Clocks of other PCs are no evidence of it.
   */
  readonly latestMs: () => number;
  /** The wall clock, corrected where headquarters contradicted it in this run: for the time of what happens just now. */
  readonly correctedMs: () => number;
  /**
   * Takes note of the last event written before this start; tells when the wall clock is behind it. `shownMs`: the latest time that
   * this PC is known to have had by then (time-band.ts).
   */
  readonly observe: (last: Pick<EventTime, 'hlc' | 'wall'>, shownMs?: number) => void;
  /**
   * Takes note of an event of another PC: what is written here from now on comes after it, whatever its clock says. The order follows
   * any clock, since whoever answers must come after what is answered; the time here doesn't. Gives the latest ever heard of.
   */
  readonly witness: (hlc: string) => string;
  /** Headquarters has just signed this time. */
  readonly heardTime: (hqTimeMs: number) => void;
}

/** A jump back smaller than this is ordinary clock discipline. */
const toleratedMs = 2_000;
/** Whoever saw a year go by would have heard of headquarters: the clock was wrong by years, and was put right. */
const farAheadMs = 400 * 86_400_000;
/** As many stamps within a millisecond of the order as sort as text. */
const mostCount = 36 ** 4 - 1;

/** A time of headquarters: when, by the clock that nobody can set, and how far the wall clock was from it. */
interface HeardTime {
  readonly hqMs: number;
  readonly monotonic: number;
  readonly wrongMs: number;
}

export function createStampClock(clock: Clock, onSetBack: (byMs: number) => void): StampClock {
  let lastMs = 0;
  let counter = 0;
  let lastWall = 0;
  let lastMonotonic = clock.monotonicMs();
  let ownMs = 0;
  let heard: HeardTime | undefined;
  let witnessed = '';
  const follow = (hlc: string): void => {
    const { ms, count } = parseHlc(hlc);
    if (ms > lastMs) {
      lastMs = ms;
      counter = count;
    } else if (ms === lastMs) counter = Math.max(counter, count);
  };
  /** By headquarters. A machine that slept may not count the time: then the wall clock went on by more, and is believed. */
  const measuredMs = ({ hqMs, monotonic, wrongMs }: HeardTime): number => {
    const wall = clock.wallMs();
    const measured = hqMs + (clock.monotonicMs() - monotonic);
    return agree(wall, measured) ? wall : Math.max(measured, wall - wrongMs);
  };
  return {
    witness: (hlc) => {
      follow(hlc);
      if (hlc > witnessed) witnessed = hlc;
      return witnessed;
    },
    latestMs: () => {
      if (heard) return measuredMs(heard);
      const wall = clock.wallMs();
      return ownMs > wall && ownMs - wall < farAheadMs ? ownMs : wall;
    },
    correctedMs: () => (heard ? measuredMs(heard) : clock.wallMs()),
    heardTime: (hqTimeMs) => {
      const wall = clock.wallMs();
      const wrongMs = agree(wall, hqTimeMs) ? 0 : wall - hqTimeMs;
      heard = { hqMs: hqTimeMs, monotonic: clock.monotonicMs(), wrongMs };
    },
    stamp: () => {
      const wall = clock.wallMs();
      const monotonic = clock.monotonicMs();
      const expected = lastWall + (monotonic - lastMonotonic);
      if (lastWall > 0 && wall < expected - toleratedMs) onSetBack(Math.round(expected - wall));
      lastWall = wall;
      lastMonotonic = monotonic;
      ownMs = Math.max(ownMs, wall);
      if (wall > lastMs) {
        lastMs = wall;
        counter = 0;
      } else if (counter < mostCount) counter += 1;
      else {
        // A clock far ahead once may leave the order standing there for years.
        lastMs += 1;
        counter = 0;
      }
      return { wall, monotonic, bootId: clock.bootId, hlc: formatHlc(lastMs, counter) };
    },
    observe: ({ hlc, wall }, shownMs = wall) => {
      const behindMs = wall - clock.wallMs();
      // Within a run `stamp` sees it better, and would have told already.
      if (lastWall === 0 && behindMs > toleratedMs) onSetBack(Math.round(behindMs));
      ownMs = Math.max(ownMs, shownMs);
      follow(hlc);
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
