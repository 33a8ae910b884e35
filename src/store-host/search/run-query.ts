/** Runs a query over the head and all segments: newest first across all of them, checked one by one, early exit. */
import type { SearchHit, SearchQuery, SearchResult } from '../../shared/store-contract/search';
import type { HeadEntry } from './head';
import { explainRecord, matchesFields } from './match';
import { parseQuery } from './query';
import { newerFirst, splitRecord, type RecordFields } from './record';
import { caseIdAt, recordAt, type Segment } from './segment';
import { compareDocs } from './segment-merge';
import { findCandidates, nextBit, planQuery } from './segment-search';

const DEFAULT_LIMIT = 50;

/** A run of candidates, newest first. */
interface Candidates {
  readonly segment: Segment | null;
  readonly bits: Uint32Array;
  readonly entries: readonly HeadEntry[];
  /** Document number or place in `entries`; `end` when used up. */
  at: number;
  readonly end: number;
}

function fromSegment(segment: Segment, bits: Uint32Array): Candidates {
  const end = segment.docCount;
  return { segment, bits, entries: [], at: nextBit(bits, 0, end), end };
}

function fromHead(entries: readonly HeadEntry[]): Candidates {
  return { segment: null, bits: new Uint32Array(0), entries, at: 0, end: entries.length };
}

function advance(run: Candidates): void {
  run.at = run.segment === null ? run.at + 1 : nextBit(run.bits, run.at + 1, run.end);
}

function keyOf(run: Candidates): { readonly receivedAtMs: number; readonly caseId: string } {
  if (run.segment === null) return (run.entries[run.at] as HeadEntry).record;
  return { receivedAtMs: run.segment.times[run.at] as number, caseId: caseIdAt(run.segment, run.at) };
}

function timeOf(run: Candidates): number {
  if (run.segment === null) return (run.entries[run.at] as HeadEntry).record.receivedAtMs;
  return run.segment.times[run.at] as number;
}

function compareRuns(a: Candidates, b: Candidates): number {
  const byTime = timeOf(b) - timeOf(a);
  if (byTime !== 0) return byTime;
  if (a.segment !== null && b.segment !== null) return compareDocs(a.segment, a.at, b.segment, b.at);
  return newerFirst(keyOf(a), keyOf(b));
}

function newestOf(runs: readonly Candidates[]): Candidates | null {
  let newest: Candidates | null = null;
  for (const run of runs) {
    if (run.at < run.end && (newest === null || compareRuns(run, newest) < 0)) newest = run;
  }
  return newest;
}

/** Answers a query from the living head entries (several lists, each newest first) and the segments. */
export function runQuery(
  query: SearchQuery,
  heads: readonly (readonly HeadEntry[])[],
  segments: readonly Segment[],
): SearchResult {
  const terms = parseQuery(query.text);
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (terms.length === 0 || limit < 1) return { hits: [], more: false };
  const plan = planQuery(terms);
  const runs = [
    ...heads.map(fromHead),
    ...segments.map((segment) => fromSegment(segment, findCandidates(segment, plan))),
  ];
  const hits: SearchHit[] = [];
  for (;;) {
    const run = newestOf(runs);
    if (run === null) return { hits, more: false };
    const place = run.at;
    const entry = run.entries[place];
    const joined = entry === undefined ? recordAt(run.segment as Segment, place) : entry.record.joined;
    let known = entry?.fields;
    const fields = (): RecordFields => (known ??= splitRecord(joined));
    if (matchesFields(joined, fields, terms)) {
      const { caseId, receivedAtMs } = keyOf(run);
      if (query.allow === undefined || query.allow(caseId)) {
        if (hits.length === limit) return { hits, more: true };
        hits.push({ caseId, receivedAtMs, matched: explainRecord(fields(), terms) });
      }
    }
    advance(run);
  }
}
