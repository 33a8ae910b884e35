/** Makes list rows, search entries and outbox anew from the events. */
import { foldCase } from '../../domain/complaint/evolve';
import { settledStatuses } from '../../domain/complaint/states';
import { isCaseStream, type EventHeader } from '../../domain/evidence/event-envelope';
import type { Derived } from '../../shared/store-contract/calls';
import type { CaseRow, EventRow, ListEntry, OutboxRun } from '../../shared/store-contract/rows';
import type { SearchDoc } from '../../shared/store-contract/search';
import { slices } from '../platform/slices';
import type { StoreAccess } from '../store/store-access';
import { derive, type ProjectionDeps } from './projection';
import type { RecordCrypto } from './record-crypto';

/** Makes the rows of open cases again whose decision falls due on another day than they say, or that owe something else: the law has changed. */
export function createRefreshOpen(deps: {
  readonly store: Pick<StoreAccess, 'streamIds' | 'caseRows' | 'putDerived'>;
  readonly crypto: RecordCrypto;
  readonly projection: Omit<ProjectionDeps, 'sealState'>;
}): () => Promise<void> {
  const { store, crypto, projection } = deps;
  return async () => {
    const caseIds = (await store.streamIds()).filter(isCaseStream);
    const rest = slices();
    for (let from = 0; from < caseIds.length; from += casesAtOnce) {
      const rows = (await store.caseRows(caseIds.slice(from, from + casesAtOnce))).filter(
        ({ status }) => !settled.has(status),
      );
      await crypto.prepare(rows.map(({ id }) => id));
      const moved: Pick<Derived, 'cases' | 'list'> & { cases: CaseRow[]; list: ListEntry[] } = { cases: [], list: [] };
      for (const row of rows) {
        await rest();
        const state = await crypto.openState(row.id, row.sealed);
        const { row: next, entry } = derive(state, { ...projection, sealState: () => row.sealed });
        if (next.dueAtMs === row.dueAtMs && next.flags.join() === row.flags.join()) continue;
        moved.cases.push(next);
        moved.list.push(entry);
      }
      if (moved.cases.length > 0) await store.putDerived({ ...moved, search: [], outbox: [] });
    }
  };
}

export type Progress = (done: number, total: number) => void;

const casesAtOnce = 500;
const settled: ReadonlySet<string> = new Set(settledStatuses);

/** Folds these streams again and replaces everything derived from them. */
export function createRederive(deps: {
  readonly store: StoreAccess;
  readonly crypto: RecordCrypto;
  readonly projection: Omit<ProjectionDeps, 'sealState'>;
  readonly deviceId: string;
  readonly onUnreadable: (streamIds: readonly string[]) => void;
}): (streamIds: readonly string[], onProgress: Progress) => Promise<void> {
  const { store, crypto } = deps;
  return async (streamIds, onProgress) => {
    const caseIds = streamIds.filter(isCaseStream);
    const unreadable: string[] = [];
    await refillOutbox(store, deps.deviceId);
    const readChunk = async (from: number): Promise<Chunk | undefined> => {
      const streamIds = caseIds.slice(from, from + casesAtOnce);
      if (streamIds.length === 0) return undefined;
      const [rows] = await Promise.all([store.eventRowsOf(streamIds), crypto.prepare(streamIds)]);
      return { streamIds, rows };
    };
    const deriveChunk = async ({ streamIds, rows }: Chunk): Promise<Derived> => {
      const cases: CaseRow[] = [];
      const list: ListEntry[] = [];
      const search: SearchDoc[] = [];
      const rest = slices();
      for (const streamId of streamIds) {
        await rest();
        if (crypto.isDestroyed(streamId)) continue;
        // Lost with a damaged place in the journal: the others are there all the same.
        if (!(await crypto.knownKey(streamId))) {
          unreadable.push(streamId);
          continue;
        }
        const state = foldCase(await Promise.all((rows.get(streamId) ?? []).map((row) => crypto.openEvent(row))));
        if (!state) continue;
        const { key } = await crypto.streamKey(streamId);
        const derived = derive(state, { ...deps.projection, sealState: (s) => crypto.sealState(s, key) });
        cases.push(derived.row);
        list.push(derived.entry);
        search.push(derived.doc);
      }
      return { cases, list, search, outbox: [] };
    };
    // While one chunk is derived here, the store writes the one before it and reads the one after it.
    let read: Chunk | undefined;
    let derived: Derived | undefined;
    for (let from = 0; from < caseIds.length || read || derived; from += casesAtOnce) {
      const [nextRead, nextDerived] = await Promise.all([
        readChunk(from),
        read && deriveChunk(read),
        derived && store.putDerived(derived),
      ]);
      if (derived) onProgress(Math.min(from - casesAtOnce, caseIds.length), caseIds.length);
      [read, derived] = [nextRead, nextDerived];
    }
    if (unreadable.length > 0) deps.onUnreadable(unreadable);
  };
}

interface Chunk {
  readonly streamIds: readonly string[];
  readonly rows: ReadonlyMap<string, readonly EventRow[]>;
}

/** Own events that headquarters has not confirmed, and those that it refused. */
async function refillOutbox(store: StoreAccess, deviceId: string): Promise<void> {
  const from = (await store.ackedSeq()) + 1;
  const to = (await store.lastEvent(deviceId))?.seq ?? 0;
  const refused = (await store.refused()).filter(({ seq }) => seq < from);
  const outbox = [
    ...refused.map(({ seq }) => ({ deviceId, from: seq, to: seq })),
    ...(from <= to ? [{ deviceId, from, to }] : []),
  ];
  if (outbox.length > 0) await store.putDerived({ cases: [], list: [], search: [], outbox });
  if (refused.length === 0) return;
  await store.outboxUpdate(
    refused.map(({ seq, code }) => ({
      ...{ seq, state: 'quarantined' as const, attempts: 1, nextAttemptAtMs: 0, lastError: code },
    })),
  );
}

/** Events of this PC, in their order, that wait for their first attempt. */
export function outboxRuns(events: readonly { readonly header: EventHeader }[]): OutboxRun[] {
  const runs: OutboxRun[] = [];
  for (const { header } of events) {
    const last = runs.at(-1);
    if (last?.to === header.seq - 1) runs[runs.length - 1] = { ...last, to: header.seq };
    else runs.push({ deviceId: header.deviceId, from: header.seq, to: header.seq });
  }
  return runs;
}
