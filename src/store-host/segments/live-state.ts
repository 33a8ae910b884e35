/**
 * Lists and search while somebody is signed in, and how they come back after the next unlock.
 *
 * Every write adds one sealed row to the tail log, in its own transaction, so nothing is ever behind after a crash. Now and
 * then the tail is made into segments; one transaction then brings the segments and takes the tail rows away.
 */
import type { SearchDoc, SearchIndex, SearchSegmentBytes } from '../../shared/store-contract/search';
import { breathe, type Context } from '../context';
import type { SegmentManifest } from '../db/meta';
import type { SegmentKind, SegmentRow } from '../db/tables';
import { placeOf, StoreFault } from '../fault';
import { createListIndex, type ListIndex } from '../list/list-index';
import { createSearchIndex } from '../search/search-index';
import { countOf, unpacked } from '../../shared/store-contract/packed';
import {
  becomeStale,
  goneRows,
  loadLists,
  putSegments,
  readSegments,
  replaceSegments,
  segmentId,
  tailRows,
} from './segment-rows';
import { encodeTail, type TailContent } from './tail';
import type { Vault } from './vault';

export interface LiveState {
  readonly list: ListIndex;
  /** Resolves when everything written so far can be found. */
  readonly search: () => Promise<SearchIndex>;
  readonly searchReady: () => boolean;
  readonly searchSize: () => { docs: number; bytes: number };
  /** Seals a row of the tail log; before the transaction opens, because WebCrypto would end it. */
  readonly sealTail: (mark: number, content: TailContent) => Promise<SegmentRow>;
  /** The row is committed: memory follows. */
  readonly take: (mark: number, content: TailContent) => void;
  /** Makes the tail into segments; resolves when all that was written before is in them. */
  readonly settle: () => Promise<void>;
  /** The same behind other work, when enough is in the tail to slow the next unlock. */
  readonly settleSoon: () => void;
  /** Begins to load search and to order lists, in the background; takes what was written in bulk into search. */
  readonly warm: () => void;
  /** Resolves when what was begun by `warm` is done; gives back the room it has left over. */
  readonly rested: () => Promise<void>;
  /** Ends background work and forgets. */
  readonly close: () => void;
}

const entriesPerSegment = 4_096;
const settleAfterRows = 256;
const settleAfterEntries = 4_096;
/** When there is time, less is enough: what is left in the tail is read and indexed again at every unlock. */
const settleSoonAfterEntries = 256;
/** Search documents taken in one by one; more go through the background line of the index. */
const oneByOne = 64;
/** Documents of bulk writes are gathered up to this many, for one segment instead of many small ones that are soon merged. */
const gatherDocs = 2_048;
/** Small list segments that may pile up before all are written anew. */
const spareSegments = 24;

/**
 * Loads what is on disk; call it in the line of writes. Anything missing or damaged makes everything stale, and the state
 * is empty then.
 */
export async function loadLiveState(context: Context, vault: Vault): Promise<LiveState> {
  const { segments, stale } = context.meta();
  const stored = stale.all ? [] : await readSegments(context.raw(), ['list', 'tail']);
  const loaded = stale.all ? undefined : await loadLists(stored, segments, vault);
  if (!loaded && !stale.all) await becomeStale(context);
  const list = loaded?.list ?? createListIndex();
  let search = newSearchIndex();
  let closed = false;
  /** A lock may come at every pause. */
  const isClosed = (): boolean => closed;
  /** Undefined once the index is loaded. */
  let backlog: { mark: number; content: TailContent }[] | undefined = [...(loaded?.tail ?? [])];
  let dirty = new Set<string>(loaded?.touched);
  let bulk: Promise<void> = Promise.resolve();
  /** The last write of search segments failed, so the index no longer knows what is on disk. */
  let rewriteSearch = false;
  let settling: Promise<void> | undefined;

  /** Written and not yet in the index, in their order. Whoever asks for the index has it taken in first. */
  let gathered: { mark: number; content: Omit<TailContent, 'list'> }[] = [];
  let gatheredDocs = 0;
  let soon: Promise<void> | undefined;

  const index = (docs: readonly SearchDoc[], mark: number): void => {
    if (docs.length > oneByOne) {
      const before = bulk;
      const added = search.upsertMany(docs, mark);
      bulk = before.then(() => added);
      // Whoever asks next sees the failure; nobody asking is no reason to end the page.
      bulk.catch(() => undefined);
    } else {
      for (const doc of docs) search.upsert(doc, mark);
    }
  };
  const indexGathered = (): void => {
    const writes = gathered;
    gathered = [];
    gatheredDocs = 0;
    let docs: SearchDoc[] = [];
    for (const [i, { mark, content }] of writes.entries()) {
      docs.push(...unpacked(content.search));
      // What is removed has to be there first; a mark may be said only when all up to it is on its way.
      if (content.gone.length === 0 && i + 1 < writes.length) continue;
      index(docs, mark);
      docs = [];
      for (const caseId of content.gone) search.remove(caseId, mark);
      search.cover(mark);
    }
  };
  /** A few documents do not wait for more, but whoever waits for the write does not wait for them. */
  const indexSoon = (): void => {
    if (soon) return;
    soon = breathe().then(() => {
      soon = undefined;
      if (!isClosed() && gatheredDocs <= oneByOne) indexGathered();
    });
    inBackground(soon);
  };
  const feedSearch = (mark: number, { search: docs, gone }: TailContent): void => {
    gathered.push({ mark, content: { search: docs, gone } });
    gatheredDocs += countOf(docs);
    if (gatheredDocs >= gatherDocs) indexGathered();
    else if (gatheredDocs <= oneByOne) indexSoon();
  };

  const loadSearch = async (): Promise<void> => {
    const rows = loaded ? await readSegments(context.raw(), ['search']) : [];
    const opened = await Promise.all(
      rows.map(async (row): Promise<SearchSegmentBytes | undefined> => {
        const bytes = await vault.open(row.id, row.sealed);
        return bytes && { id: row.id.slice('search/'.length), bytes };
      }),
    );
    if (isClosed()) return;
    const found = new Set(rows.map((row) => row.id.slice('search/'.length)));
    const whole = opened.filter((segment) => segment !== undefined);
    const complete = whole.length === rows.length && segments.search.every((id) => found.has(id));
    const result = complete ? search.load(whole) : undefined;
    const intact = result?.ok === true && result.coveredUpTo >= segments.searchCovered;
    if (loaded && !intact) {
      search = newSearchIndex();
      rewriteSearch = true;
      await context.inLine(() => becomeStale(context));
      context.notify('derivedBehind', { stale: context.meta().stale });
    }
    const covered = intact ? result.coveredUpTo : 0;
    const waiting = backlog ?? [];
    backlog = undefined;
    for (const { mark, content } of waiting) if (mark > covered) feedSearch(mark, content);
    indexGathered();
    context.notify('searchReady', { docs: search.docCount });
  };
  const warmLists = async (): Promise<void> => {
    for (let step = 0; !isClosed() && list.warm(step); step += 1) await breathe();
  };
  let loading: Promise<void> | undefined;
  /** All that follows an unlock without anybody waiting for it. */
  let behind: Promise<void> = Promise.resolve();
  /** Not at the unlock itself: the lists must be there first, and loading keeps this page busy for a while. */
  const loadedSearch = (): Promise<void> => {
    if (!loading) {
      loading = breathe().then(loadSearch);
      behind = loading.then(warmLists).then(() => settleIfDue(settleSoonAfterEntries));
      inBackground(behind);
    }
    return loading;
  };

  const readySearch = async (): Promise<SearchIndex> => {
    await loadedSearch();
    indexGathered();
    await bulk;
    return search;
  };

  const sealRow = async (kind: SegmentKind, name: string | number, plain: Uint8Array): Promise<SegmentRow> => {
    const id = segmentId(kind, name);
    return { id, kind, sealed: await vault.seal(id, plain) };
  };

  const settleOnce = async (): Promise<void> => {
    await readySearch();
    await search.idle();
    if (isClosed() || tailRows(context.meta().segments) === 0) return;
    const before = context.meta().segments;
    const upTo = before.tailTo - 1;
    const ids = dirty;
    dirty = new Set();
    try {
      const all = isWorthRewriting(before, ids.size, list.size());
      const caseIds = all ? list.caseIds() : [...ids];
      const rows: SegmentRow[] = [];
      const numbers: number[] = [];
      for (let at = 0; at < caseIds.length; at += entriesPerSegment) {
        const number = before.nextList + numbers.length;
        numbers.push(number);
        const row = await sealRow('list', number, list.encode(caseIds.slice(at, at + entriesPerSegment)));
        if (isClosed()) return;
        // One by one, so that no save waits long. Until the manifest names them they mean nothing.
        if (caseIds.length > entriesPerSegment) await putSegments(context.raw(), [row]);
        else rows.push(row);
        await breathe();
        if (isClosed()) return;
      }
      const changes = rewriteSearch
        ? { put: search.segments(), delete: [], coveredUpTo: search.coveredUpTo }
        : search.drainDirty();
      for (const { id, bytes } of changes.put) rows.push(await sealRow('search', id, bytes));
      const put = changes.put.map(({ id }) => id);
      await context.inLine(async () => {
        if (isClosed()) return;
        const meta = context.meta();
        const kept = rewriteSearch ? [] : meta.segments.search.filter((id) => !changes.delete.includes(id));
        const tailFrom = Math.max(meta.segments.tailFrom, Math.min(upTo, changes.coveredUpTo) + 1);
        const next: SegmentManifest = {
          ...meta.segments,
          list: all ? numbers : [...meta.segments.list, ...numbers],
          nextList: before.nextList + numbers.length,
          listEntries: all ? caseIds.length : meta.segments.listEntries + caseIds.length,
          search: [...new Set([...kept, ...put])],
          searchCovered: changes.coveredUpTo,
          tailFrom,
        };
        await replaceSegments(context.raw(), { ...meta, segments: next }, rows, goneRows(meta.segments, next));
        context.metaIs({ ...meta, segments: next });
        rewriteSearch = false;
      });
    } catch (cause) {
      rewriteSearch = true;
      for (const id of ids) dirty.add(id);
      throw cause;
    }
  };

  const settle = (): Promise<void> => {
    settling ??= settleOnce().finally(() => {
      settling = undefined;
    });
    return settling;
  };
  const settleIfDue = async (entries: number): Promise<void> => {
    if (!isClosed() && (tailRows(context.meta().segments) >= settleAfterRows || dirty.size >= entries)) await settle();
  };
  const inBackground = (work: Promise<unknown>): void => {
    work.catch((cause: unknown) => {
      if (!isClosed()) context.notify('backgroundFailed', { detail: placeOf(cause) });
    });
  };
  const settleSoon = (): void => {
    inBackground(settleIfDue(settleSoonAfterEntries));
  };

  return {
    list,
    search: readySearch,
    searchReady: () => backlog === undefined,
    searchSize: () => ({ docs: search.docCount, bytes: search.memoryBytes() }),
    sealTail: (mark, content) => sealRow('tail', mark, encodeTail(content)),
    take: (mark, content) => {
      const entries = unpacked(content.list);
      list.upsertMany(entries);
      for (const { caseId } of entries) dirty.add(caseId);
      for (const caseId of content.gone) {
        list.remove(caseId);
        dirty.add(caseId);
      }
      if (backlog) backlog.push({ mark, content });
      else feedSearch(mark, content);
      inBackground(settleIfDue(settleAfterEntries));
    },
    settle: async () => {
      // The one under way may have begun before the last write.
      if (settling) await settling;
      await settle();
    },
    settleSoon,
    // A failure is told by what follows the loading.
    warm: () => void loadedSearch().then(indexGathered, () => undefined),
    rested: async () => {
      // Who asked for it is told when it fails.
      await behind.catch(() => undefined);
      list.trim();
    },
    close: () => {
      closed = true;
      search = newSearchIndex();
      backlog = undefined;
      gathered = [];
      dirty = new Set();
    },
  };
}

function newSearchIndex(): SearchIndex {
  return createSearchIndex({ yieldNow: breathe, nowMs: () => performance.now() });
}

function isWorthRewriting(manifest: SegmentManifest, added: number, living: number): boolean {
  const stored = manifest.listEntries + added;
  const needed = Math.ceil(living / entriesPerSegment);
  return stored > 2 * living + entriesPerSegment || manifest.list.length > needed + spareSegments;
}

export function requireLive(context: Context): LiveState {
  const live = context.live();
  if (!live) throw new StoreFault('store.locked');
  return live;
}
