/** Makes list rows, search entries and outbox anew from the events. */
import { foldCase } from '../../domain/complaint/evolve';
import { AUDIT_STREAM, DIRECTORY_STREAM, type EventHeader } from '../../domain/evidence/event-envelope';
import type { CaseRow, ListEntry, OutboxRow } from '../../shared/store-contract/rows';
import type { SearchDoc } from '../../shared/store-contract/search';
import type { StoreAccess } from '../store/store-access';
import { derive, type ProjectionDeps } from './projection';
import type { RecordCrypto } from './record-crypto';

export type Progress = (done: number, total: number) => void;

const casesAtOnce = 500;

/** Folds these streams again and replaces everything derived from them. */
export function createRederive(deps: {
  readonly store: StoreAccess;
  readonly crypto: RecordCrypto;
  readonly projection: Omit<ProjectionDeps, 'sealState'>;
  readonly deviceId: string;
}): (streamIds: readonly string[], onProgress: Progress) => Promise<void> {
  const { store, crypto } = deps;
  return async (streamIds, onProgress) => {
    const caseIds = streamIds.filter((id) => id !== DIRECTORY_STREAM && id !== AUDIT_STREAM);
    await store.putDerived({ cases: [], list: [], search: [], outbox: await outboxOf(store, deps.deviceId) });
    for (let done = 0; done < caseIds.length; done += casesAtOnce) {
      const chunk = caseIds.slice(done, done + casesAtOnce);
      const rows = await store.eventRowsOf(chunk);
      const cases: CaseRow[] = [];
      const list: ListEntry[] = [];
      const search: SearchDoc[] = [];
      for (const streamId of chunk) {
        const state = foldCase(await Promise.all((rows.get(streamId) ?? []).map((row) => crypto.openEvent(row))));
        if (!state) continue;
        const { key } = await crypto.streamKey(streamId);
        const derived = derive(state, { ...deps.projection, sealState: (s) => crypto.sealState(s, key) });
        cases.push(derived.row);
        list.push(derived.entry);
        search.push(derived.doc);
      }
      await store.putDerived({ cases, list, search, outbox: [] });
      onProgress(Math.min(done + casesAtOnce, caseIds.length), caseIds.length);
    }
  };
}

/** Own events that headquarters has not confirmed. */
async function outboxOf(store: StoreAccess, deviceId: string): Promise<OutboxRow[]> {
  const rows = await store.ownEventRowsAfter(deviceId, await store.ackedSeq());
  return rows.map((row) => outboxRow(row.signed));
}

/** An event that waits for its first attempt. */
export function outboxRow({ header }: { readonly header: EventHeader }): OutboxRow {
  return {
    seq: header.seq,
    eventId: header.id,
    state: 'waiting',
    attempts: 0,
    nextAttemptAtMs: 0,
    lastError: null,
    queuedAtMs: header.at.wall,
  };
}
