/** Which neighbouring segments to merge next. Only neighbours may be merged, since age decides which version counts. */
import type { Segment } from './segment';

/** Segments of one size class that are merged together. */
const FAN_IN = 8;
/** Bounds the memory and time of one merge. */
const MOST_DOCS = 1 << 18;
const MOST_SOURCES = 64;
/** A segment with more dead documents than this share is rewritten, unless they are fewer than an eighth of a head. */
const DEAD_SHARE = 0.3;

export interface MergeRun {
  readonly from: number;
  readonly count: number;
}

type Sized = Pick<Segment, 'docCount' | 'deadCount'>;

const living = (segment: Sized): number => segment.docCount - segment.deadCount;

function tierOf(segment: Sized, headLimit: number): number {
  const size = living(segment);
  if (size > MOST_DOCS / 2) return Number.POSITIVE_INFINITY;
  let tier = 0;
  for (let limit = headLimit * FAN_IN; size >= limit; limit *= FAN_IN) tier += 1;
  return tier;
}

/** Takes as many sources from `from` on as one merge may have. */
function bounded(segments: readonly Sized[], from: number, end: number): MergeRun {
  let docs = 0;
  let count = 0;
  while (from + count < end && count < MOST_SOURCES) {
    docs += living(segments[from + count] as Sized);
    if (docs > MOST_DOCS) break;
    count += 1;
  }
  return { from, count };
}

/** The next merge that is due, or null. */
export function mergeRun(segments: readonly Sized[], headLimit: number): MergeRun | null {
  const worn = segments.findIndex(
    (segment) => segment.deadCount >= headLimit / FAN_IN && segment.deadCount > segment.docCount * DEAD_SHARE,
  );
  if (worn !== -1) return { from: worn, count: 1 };
  const tiers = segments.map((segment) => tierOf(segment, headLimit));
  for (let tier = 0; tier <= 8; tier += 1) {
    let from = segments.length;
    while (from > 0 && (tiers[from - 1] as number) <= tier) from -= 1;
    if (segments.length - from < FAN_IN) continue;
    const run = bounded(segments, from, segments.length);
    if (run.count > 1) return run;
  }
  return null;
}

/**
 * Merges that fold the segments from `first` on, just added in bulk, into few. Listed last run first, so that carrying
 * one out does not move the next.
 */
export function bulkRuns(segments: readonly Sized[], first: number): readonly MergeRun[] {
  const runs: MergeRun[] = [];
  let from = first;
  while (from < segments.length) {
    const run = bounded(segments, from, segments.length);
    if (run.count > 1) runs.unshift(run);
    from += Math.max(1, run.count);
  }
  return runs;
}
