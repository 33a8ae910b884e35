/** Makes of events what a frame keeps: sealed rows, and the rows that are derived from them. */
import type { CaseState } from '../../domain/complaint/state';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { CaseRow, ListEntry, WriteOp } from '../../shared/store-contract/rows';
import type { SearchDoc } from '../../shared/store-contract/search';
import { slices } from '../platform/slices';
import type { Commit } from '../store/write-path';
import { derive, type ProjectionDeps } from './projection';
import type { RecordCrypto } from './record-crypto';
import { outboxRuns } from './rederive';

export interface FrameContents {
  readonly commandId: string;
  readonly events: readonly OpenEvent[];
  /** Cases as they are after the events. */
  readonly changed: ReadonlyMap<string, CaseState>;
  /** Further rows of the same intent: drafts, settings. */
  readonly ops: readonly WriteOp[];
  /** Kept with the receipt; undefined: no receipt. */
  readonly outcome: unknown;
  /** Cases whose ids were made for this write. */
  readonly born: ReadonlySet<string>;
  /** It may go into the room that was held back for a full disk. */
  readonly fromReserve?: boolean;
}

export interface SealedFrame extends FrameContents {
  readonly commit: Commit;
  /** Keys that were made for it: to be known only once their rows are written. */
  readonly freshKeys: ReadonlyMap<string, Buffer>;
}

export type FrameBuilder = (contents: FrameContents) => Promise<SealedFrame>;

export function createFrameBuilder(deps: {
  readonly crypto: RecordCrypto;
  readonly projection: Omit<ProjectionDeps, 'sealState'>;
  readonly deviceId: string;
}): FrameBuilder {
  const { crypto, projection, deviceId } = deps;
  return async (contents) => {
    const { commandId, events, changed, outcome, born, fromReserve = false } = contents;
    const ops: WriteOp[] = [];
    const slotOps: WriteOp[] = [];
    const keys = new Map<string, Buffer>();
    const freshKeys = new Map<string, Buffer>();
    for (const streamId of new Set(events.map((e) => e.header.streamId))) {
      const { key, created } = await crypto.streamKey(streamId, born.has(streamId));
      keys.set(streamId, key);
      if (created.length === 0) continue;
      for (const op of created) (op.table === 'kv' ? slotOps : ops).push(op);
      freshKeys.set(streamId, key);
    }
    // The last of them says it for all.
    ops.push(...slotOps.slice(-1));
    const keyOf = (streamId: string): Buffer => {
      const key = keys.get(streamId);
      if (!key) throw new Error(`no key at hand for ${streamId}`);
      return key;
    };
    if (outcome !== undefined) ops.push({ table: 'receipts', key: commandId, row: { commandId, outcome } });
    const rest = slices();
    for (const event of events) {
      await rest();
      const row = crypto.sealEvent(event, keyOf(event.header.streamId));
      ops.push({ table: 'events', key: row.id, row });
    }
    const cases: CaseRow[] = [];
    const list: ListEntry[] = [];
    const search: SearchDoc[] = [];
    const projectionDeps = { ...projection, sealState: (s: CaseState) => crypto.sealState(s, keyOf(s.id)) };
    for (const state of changed.values()) {
      const derived = derive(state, projectionDeps);
      cases.push(derived.row);
      list.push(derived.entry);
      search.push(derived.doc);
    }
    const outbox = outboxRuns(events.filter((event) => event.header.deviceId === deviceId));
    return {
      ...contents,
      commit: { commandId, ops: [...ops, ...contents.ops], fromReserve, derived: { cases, list, search, outbox } },
      freshKeys,
    };
  };
}
