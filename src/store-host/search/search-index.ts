/**
 * The search index of the store host: a small mutable head, sealed immutable segments behind it, and one background line
 * of work (sealing, bulk building, merging) that runs in slices.
 *
 * Which version of a case counts: the head hides every segment, a newer segment hides older ones.
 */
import type {
  SearchDoc,
  SearchIndex,
  SearchIndexOptions,
  SearchLoadResult,
  SearchSegmentBytes,
  SearchSegmentInfo,
} from '../../shared/store-contract/search';
import { idAt, packId } from './case-ids';
import {
  createHead,
  dropFromHead,
  encodeHead,
  HEAD_ID,
  putIntoHead,
  sortedHead,
  type Head,
  type HeadEntry,
} from './head';
import { bulkRuns, mergeRun } from './merge-policy';
import { createPace } from './pace';
import { toRecord, type SearchRecord } from './record';
import { runQuery } from './run-query';
import { decodeSegment, encodeSegment, kill, segmentMemory, type Segment, type SegmentSpan } from './segment';
import { buildSegment } from './segment-build';
import { mergeSegments } from './segment-merge';
import { createPendingSegments, openStored } from './stored-segments';

const DEFAULT_HEAD_LIMIT = 512;
const DEFAULT_BULK_CHUNK = 2048;
/** Rough cost of one head entry beyond its text. */
const HEAD_ENTRY_BYTES = 400;

/** Creates an empty index. */
export function createSearchIndex(options: SearchIndexOptions): SearchIndex {
  const headLimit = options.headLimit ?? DEFAULT_HEAD_LIMIT;
  const bulkChunk = options.bulkChunk ?? DEFAULT_BULK_CHUNK;
  const pace = createPace(options);

  let head: Head = createHead();
  /** The head being sealed: still searched as a head, no longer added to. */
  let frozen: Head | null = null;
  /** Oldest first. */
  let segments: Segment[] = [];
  let nextSeq = 1;
  let stamp = 0;
  let covered = 0;
  /** Marks that arrive while a bulk is under way count only when it is complete: the bulk may carry an older mark. */
  let heldMark = 0;
  let bulksPending = 0;
  let headDirty = false;
  const pending = createPendingSegments();
  let work: Promise<void> = Promise.resolve();
  /** Jobs queued or running. */
  let jobs = 0;
  let maintenanceQueued = false;
  let failure: { readonly cause: unknown } | null = null;

  const advanceMark = (mark: number | undefined): void => {
    if (mark !== undefined) heldMark = Math.max(heldMark, mark);
    if (bulksPending === 0 && heldMark > covered) {
      covered = heldMark;
      headDirty = true;
    }
  };

  /** Jobs run one after another; one that throws is reported by `idle`, the next ones still run. */
  const enqueue = (job: () => Promise<void>): Promise<void> => {
    jobs += 1;
    const run = work.then(job).finally(() => {
      jobs -= 1;
    });
    work = run.catch((cause: unknown) => {
      failure ??= { cause };
    });
    return run;
  };

  const killInSegments = (packed: Uint8Array, from = 0, to = segments.length): boolean => {
    let killed = false;
    for (let i = from; i < to; i += 1) {
      const segment = segments[i] as Segment;
      const doc = segment.idTable.find(packed);
      if (doc !== -1 && kill(segment, doc)) killed = true;
    }
    return killed;
  };

  /** Hides every older version; true when there was a living one. */
  const hide = (caseId: string): boolean => {
    const inHead = dropFromHead(head, caseId);
    const inFrozen = frozen !== null && dropFromHead(frozen, caseId);
    const inSegments = killInSegments(packId(caseId));
    return inHead || inFrozen || inSegments;
  };

  const open = (bytes: Uint8Array): Segment => {
    const decoded = decodeSegment(bytes, 'own');
    if (!decoded.ok) throw new Error(`search: a segment just written cannot be read (${decoded.code})`);
    return decoded.segment;
  };

  const newSpan = (): SegmentSpan => {
    const seq = nextSeq;
    nextSeq += 1;
    return { seqFrom: seq, seqTo: seq, coveredUpTo: covered };
  };

  const sealHead = async (): Promise<void> => {
    const sealing = head;
    const records = [...sealing.entries.values()].map((entry) => entry.record);
    frozen = sealing;
    head = createHead();
    const parts = await buildSegment(records, [...sealing.tombstones.keys()], pace);
    const segment = open(await encodeSegment(parts, newSpan(), pace));
    for (const { caseId } of records) {
      if (!sealing.entries.has(caseId)) kill(segment, segment.idTable.find(packId(caseId)));
    }
    segments.push(segment);
    frozen = null;
    headDirty = true;
    pending.put(segment);
  };

  const mergeAt = async (from: number, count: number): Promise<void> => {
    const sources = segments.slice(from, from + count);
    const { parts, maps } = await mergeSegments(sources, from > 0, pace);
    const first = sources[0] as Segment;
    const last = sources[sources.length - 1] as Segment;
    const span = { seqFrom: first.seqFrom, seqTo: last.seqTo, coveredUpTo: last.coveredUpTo };
    const merged = open(await encodeSegment(parts, span, pace));
    sources.forEach((source, index) => {
      const map = maps[index] as Uint32Array;
      for (let word = 0; word < source.dead.length; word += 1) {
        if (source.dead[word] === 0) continue;
        for (let doc = word * 32; doc < Math.min(source.docCount, word * 32 + 32); doc += 1) {
          const target = map[doc] as number;
          if (target < parts.docCount && (((source.dead[word] as number) >>> (doc & 31)) & 1) === 1)
            kill(merged, target);
        }
      }
      pending.remove(source);
    });
    const keep = merged.docCount > 0 || merged.tombstones.offsets.length > 1;
    segments.splice(from, count, ...(keep ? [merged] : []));
    if (keep) pending.put(merged);
  };

  const maintain = async (): Promise<void> => {
    maintenanceQueued = false;
    // While a bulk waits, what was upserted after it must stay in the head, where it can be told from older versions.
    if (bulksPending === 0 && head.entries.size + head.tombstones.size >= headLimit) await sealHead();
    for (;;) {
      const run = mergeRun(segments, headLimit);
      if (run === null) return;
      await mergeAt(run.from, run.count);
    }
  };

  const queueMaintenance = (): void => {
    if (maintenanceQueued) return;
    maintenanceQueued = true;
    enqueue(maintain).catch(() => undefined);
  };

  const supersededSince = (caseId: string, since: number): boolean =>
    (head.entries.get(caseId)?.stamp ?? 0) > since || (head.tombstones.get(caseId) ?? 0) > since;

  const addChunk = async (records: readonly SearchRecord[], since: number): Promise<void> => {
    if (records.length <= headLimit / 2) {
      for (const record of records) {
        if (supersededSince(record.caseId, since)) continue;
        hide(record.caseId);
        putIntoHead(head, record, since);
      }
      headDirty = true;
      return;
    }
    const parts = await buildSegment(records, [], pace);
    const segment = open(await encodeSegment(parts, newSpan(), pace));
    for (const { caseId } of records) {
      if (supersededSince(caseId, since)) {
        kill(segment, segment.idTable.find(packId(caseId)));
      } else {
        hide(caseId);
        head.tombstones.delete(caseId);
      }
    }
    segments.push(segment);
    headDirty = true;
    pending.put(segment);
  };

  const addMany = async (docs: Iterable<SearchDoc> | AsyncIterable<SearchDoc>, since: number): Promise<void> => {
    const before = segments.length;
    let chunk = new Map<string, SearchRecord>();
    for await (const doc of docs) {
      // The last of equal ids wins: here within a chunk, between chunks because the later one hides the earlier.
      chunk.set(doc.caseId, toRecord(doc));
      if (chunk.size === bulkChunk) {
        await addChunk([...chunk.values()], since);
        chunk = new Map();
      }
      if (pace.due()) await pace.rest();
    }
    if (chunk.size > 0) await addChunk([...chunk.values()], since);
    for (const run of bulkRuns(segments, before)) await mergeAt(run.from, run.count);
  };

  const headRecords = (): { readonly records: SearchRecord[]; readonly tombstones: string[] } => {
    const entries: HeadEntry[] = [...(frozen?.entries.values() ?? []), ...head.entries.values()];
    const tombstones = new Set([...(frozen?.tombstones.keys() ?? []), ...head.tombstones.keys()]);
    for (const { record } of entries) tombstones.delete(record.caseId);
    return { records: entries.map((entry) => entry.record), tombstones: [...tombstones] };
  };

  const headBytes = (): SearchSegmentBytes => {
    const { records, tombstones } = headRecords();
    return { id: HEAD_ID, bytes: encodeHead(records, tombstones, covered) };
  };

  const clear = (): void => {
    head = createHead();
    frozen = null;
    segments = [];
    nextSeq = 1;
    covered = 0;
    heldMark = 0;
    headDirty = false;
    pending.clear();
  };

  const countLiving = (): number =>
    segments.reduce((sum, segment) => sum + segment.docCount - segment.deadCount, 0) +
    head.entries.size +
    (frozen?.entries.size ?? 0);

  /** Replays which segment hides what, newest last. */
  const hideOlder = (): void => {
    for (let i = 1; i < segments.length; i += 1) {
      const segment = segments[i] as Segment;
      for (let doc = 0; doc < segment.docCount; doc += 1) {
        const from = segment.ids.offsets[doc] as number;
        killInSegments(segment.ids.bytes.subarray(from, segment.ids.offsets[doc + 1]), 0, i);
      }
      for (let t = 0; t + 1 < segment.tombstones.offsets.length; t += 1) {
        killInSegments(packId(idAt(segment.tombstones, t)), 0, i);
      }
    }
  };

  const load = (stored: readonly SearchSegmentBytes[]): SearchLoadResult => {
    clear();
    const opened = openStored(stored);
    if (!opened.ok) return opened;
    segments = opened.segments;
    for (const segment of opened.replaced) pending.remove(segment);
    hideOlder();
    for (const segment of segments) {
      nextSeq = Math.max(nextSeq, segment.seqTo + 1);
      covered = Math.max(covered, segment.coveredUpTo);
    }
    if (opened.head !== null) {
      stamp += 1;
      for (const caseId of opened.head.tombstones) {
        killInSegments(packId(caseId));
        head.tombstones.set(caseId, stamp);
      }
      for (const record of opened.head.records) {
        killInSegments(packId(record.caseId));
        putIntoHead(head, record, stamp);
      }
      covered = Math.max(covered, opened.head.coveredUpTo);
    }
    heldMark = covered;
    return { ok: true, docCount: countLiving(), coveredUpTo: covered };
  };

  return {
    upsert(doc, mark) {
      const record = toRecord(doc);
      stamp += 1;
      hide(doc.caseId);
      putIntoHead(head, record, stamp);
      headDirty = true;
      advanceMark(mark);
      if (head.entries.size >= headLimit) queueMaintenance();
    },

    async upsertMany(docs, mark) {
      stamp += 1;
      const since = stamp;
      bulksPending += 1;
      try {
        await enqueue(() => addMany(docs, since));
        if (mark !== undefined) heldMark = Math.max(heldMark, mark);
      } finally {
        bulksPending -= 1;
        advanceMark(undefined);
        queueMaintenance();
      }
    },

    remove(caseId, mark) {
      stamp += 1;
      const found = hide(caseId);
      if (found || bulksPending > 0) {
        head.tombstones.set(caseId, stamp);
        headDirty = true;
      }
      advanceMark(mark);
      if (head.tombstones.size >= headLimit) queueMaintenance();
      return found;
    },

    cover: advanceMark,

    query(query) {
      const heads = frozen === null ? [sortedHead(head)] : [sortedHead(head), sortedHead(frozen)];
      return runQuery(query, heads, segments);
    },

    has(caseId) {
      if (head.entries.has(caseId) || frozen?.entries.has(caseId) === true) return true;
      const packed = packId(caseId);
      return segments.some((segment) => {
        const doc = segment.idTable.find(packed);
        return doc !== -1 && (((segment.dead[doc >>> 5] as number) >>> (doc & 31)) & 1) === 0;
      });
    },

    segments() {
      const sealed = segments.map((segment): SearchSegmentInfo => ({
        id: segment.id,
        bytes: segment.bytes,
        docCount: segment.docCount,
      }));
      return [...sealed, { ...headBytes(), docCount: head.entries.size + (frozen?.entries.size ?? 0) }];
    },

    drainDirty() {
      const { put, delete: gone } = pending.drain(segments);
      const withHead = headDirty ? [...put, headBytes()] : put;
      headDirty = false;
      return { put: withHead, delete: gone, coveredUpTo: covered };
    },

    load(stored) {
      if (jobs > 0) throw new Error('search: load while sealing, merging or a bulk is under way; await idle() first');
      const result = load(stored);
      if (!result.ok) clear();
      return result;
    },

    async idle() {
      let seen: Promise<void> | null = null;
      while (seen !== work) {
        seen = work;
        await seen;
      }
      if (failure !== null) {
        const { cause } = failure;
        failure = null;
        throw cause instanceof Error ? cause : new Error('search: background work failed', { cause });
      }
    },

    get docCount() {
      return countLiving();
    },

    get coveredUpTo() {
      return covered;
    },

    memoryBytes() {
      let total = segments.reduce((sum, segment) => sum + segmentMemory(segment), 0);
      for (const { record } of [...head.entries.values(), ...(frozen?.entries.values() ?? [])]) {
        total += HEAD_ENTRY_BYTES + record.joined.length * 2;
      }
      return total;
    },
  };
}
