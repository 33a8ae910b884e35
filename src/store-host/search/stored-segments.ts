/** What of an index is on disk: which segments must be written or deleted, and what was read back. */
import type { SearchLoadResult, SearchSegmentBytes } from '../../shared/store-contract/search';
import { decodeHead, HEAD_ID, type DecodedHead } from './head';
import { decodeSegment, type Segment } from './segment';

/** Ids to write and to delete at the next saving. */
export interface PendingSegments {
  readonly put: (segment: Segment) => void;
  readonly remove: (segment: Segment) => void;
  readonly drain: (living: readonly Segment[]) => { put: SearchSegmentBytes[]; delete: string[] };
  readonly clear: () => void;
}

export function createPendingSegments(): PendingSegments {
  const put = new Set<string>();
  const gone = new Set<string>();
  const clear = (): void => {
    put.clear();
    gone.clear();
  };
  return {
    put: ({ id }) => {
      put.add(id);
      gone.delete(id);
    },
    // Deleted even when it was to be written only: a worn segment is rewritten under its own id, so an older one may be stored.
    remove: ({ id }) => {
      put.delete(id);
      gone.add(id);
    },
    drain: (living) => {
      const written = living.filter(({ id }) => put.has(id)).map(({ id, bytes }) => ({ id, bytes }));
      const deleted = [...gone];
      clear();
      return { put: written, delete: deleted };
    },
    clear,
  };
}

type Failure = Extract<SearchLoadResult, { ok: false }>;

/** Segments oldest first, those that a stored merge replaced apart; the head, when there is one. */
export type OpenedSegments =
  | { readonly ok: true; readonly segments: Segment[]; readonly replaced: Segment[]; readonly head: DecodedHead | null }
  | Failure;

export function openStored(stored: readonly SearchSegmentBytes[]): OpenedSegments {
  const opened: Segment[] = [];
  let head: DecodedHead | null = null;
  for (const { id, bytes } of stored) {
    const decoded = id === HEAD_ID ? decodeHead(bytes) : decodeSegment(bytes, 'stored');
    if (!decoded.ok) return { ok: false, error: { code: decoded.code, id } };
    if ('segment' in decoded) {
      if (decoded.segment.id !== id) return { ok: false, error: { code: 'searchSegment.corrupt', id } };
      opened.push(decoded.segment);
    } else {
      head = decoded;
    }
  }
  opened.sort((a, b) => a.seqFrom - b.seqFrom || b.seqTo - a.seqTo);
  const segments: Segment[] = [];
  const replaced: Segment[] = [];
  for (const segment of opened) {
    const previous = segments[segments.length - 1];
    // A source whose merged successor is here too: the owner stopped between writing one and deleting the other.
    (previous !== undefined && segment.seqTo <= previous.seqTo ? replaced : segments).push(segment);
  }
  return { ok: true, segments, replaced, head };
}
