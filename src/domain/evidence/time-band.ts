/**
 * How far the time of an event can be trusted (可信时间). The wall clock of a PC is whatever somebody set it to. Beside it each event
 * has the monotonic clock of its run, its place in the chain, and between the events stand times that headquarters signed
 * (anchors). From these follows a band, and never another time: what was written stays what was written.
 */
import { CLOCK_STREAM, type EventHeader, type OpenEvent } from './event-envelope';

/**
 * `confirmed`: measured from a time of headquarters in the same run, or between two of them that the clock of the PC agreed with.
 * `plausible`: nothing speaks against it. `doubtful`: another clock says otherwise, by more than is ordinary.
 */
export const timeBands = ['confirmed', 'plausible', 'doubtful'] as const;
export type TimeBand = (typeof timeBands)[number];

/** A time that headquarters signed, as an event of the PC that heard it. */
export interface TimeAnchor {
  readonly deviceId: string;
  readonly seq: number;
  readonly at: EventHeader['at'];
  /** Milliseconds since 1970-01-01T00:00:00Z by the clock of headquarters. */
  readonly hqTimeMs: number;
}

/** Clocks that differ by no more than this agree: an answer takes its time on a slow line, and a clock drifts between corrections. */
export const agreementMs = 2 * 60_000;

export const hqTimeHeard = 'clock.hqTimeHeard';

/** Anchors among these events; others are passed over. */
export function anchorsIn(events: readonly OpenEvent[]): readonly TimeAnchor[] {
  return events.flatMap(({ header, payload }) => {
    const { hqTimeMs } = payload as { readonly hqTimeMs?: unknown };
    if (header.streamId !== CLOCK_STREAM || header.type !== hqTimeHeard || typeof hqTimeMs !== 'number') return [];
    return [{ deviceId: header.deviceId, seq: header.seq, at: header.at, hqTimeMs }];
  });
}

type Timed = Pick<EventHeader, 'deviceId' | 'seq' | 'at'>;

/** Anchors in any order, of any device. */
export function timeBand({ deviceId, seq, at }: Timed, anchors: readonly TimeAnchor[]): TimeBand {
  const own = anchors.filter((anchor) => anchor.deviceId === deviceId);
  const before = own.filter((anchor) => anchor.seq <= seq).toSorted((a, b) => b.seq - a.seq)[0];
  const after = own.filter((anchor) => anchor.seq > seq).toSorted((a, b) => a.seq - b.seq)[0];

  // The best of all: measured by a clock that nobody can set.
  const sameRun = [before, after].find((anchor) => anchor?.at.bootId === at.bootId);
  if (sameRun) {
    const measured = sameRun.hqTimeMs + (at.monotonic - sameRun.at.monotonic);
    return agree(at.wall, measured) ? 'confirmed' : 'doubtful';
  }
  // Behind something that was written before it, here or on a PC that was heard from.
  if (hlcMs(at.hlc) - at.wall > agreementMs && !isOrderAhead(at, before, after)) return 'doubtful';
  if (before && at.wall < before.hqTimeMs - agreementMs) return 'doubtful';
  if (after && at.wall > after.hqTimeMs + agreementMs) return 'doubtful';
  // The clock of the PC was wrong beside it, and nothing says since when.
  if ([before, after].some((anchor) => anchor && !agree(anchor.at.wall, anchor.hqTimeMs))) return 'doubtful';
  return before && after ? 'confirmed' : 'plausible';
}

/** Whether headquarters showed that it is the order that is ahead of the time here, since a clock was wrong once, this PC's or another's. */
function isOrderAhead({ hlc }: Timed['at'], before?: TimeAnchor, after?: TimeAnchor): boolean {
  const orderMs = hlcMs(hlc);
  return [before, after].some(
    (anchor) => anchor && hlcMs(anchor.at.hlc) >= orderMs && anchor.hqTimeMs < orderMs - agreementMs,
  );
}

/**
 * The latest time that this PC itself showed or measured when it wrote `last`, in ms: what it is by then at the earliest. The hybrid
 * clock alone doesn't tell: it also stands behind the clocks of PCs that were heard from (`witnessedHlc`), and one of them may be days
 * ahead; and headquarters may have said since that it was this one.
 */
export function shownMs(last: Timed, anchors: readonly TimeAnchor[], witnessedHlc = ''): number {
  const own = anchors.filter(({ deviceId, seq }) => deviceId === last.deviceId && seq <= last.seq);
  const anchor = own.toSorted((a, b) => b.seq - a.seq)[0];
  if (anchor?.at.bootId === last.at.bootId) return anchor.hqTimeMs + (last.at.monotonic - anchor.at.monotonic);
  const orderMs = hlcMs(last.at.hlc);
  const isOrderOwn = orderMs > (witnessedHlc === '' ? 0 : hlcMs(witnessedHlc)) && !isOrderAhead(last.at, anchor);
  // What this PC wrote since in that run stands as far ahead as its clock did then.
  const wrongMs = anchor ? anchor.at.wall - anchor.hqTimeMs : 0;
  const byOrderMs = isOrderOwn ? orderMs - (wrongMs > agreementMs ? wrongMs : 0) : 0;
  return Math.max(last.at.wall, anchor?.hqTimeMs ?? 0, byOrderMs);
}

/** Whether two clocks say the same, as far as clocks do. */
export function agree(oneMs: number, otherMs: number): boolean {
  return Math.abs(oneMs - otherMs) <= agreementMs;
}

function hlcMs(hlc: string): number {
  return Number.parseInt(hlc, 10);
}
