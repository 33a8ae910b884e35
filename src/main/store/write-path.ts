/** Journal first, then store. Returns when both have it: only then may anybody be told "saved". */
import type { CaseRow, ListEntry, OutboxRow, WriteOp } from '../../shared/store-contract/rows';
import type { SearchDoc } from '../../shared/store-contract/search';
import type { Journal } from '../journal/journal';
import { JournalUnwritable } from '../journal/journal';
import type { StoreSupervisor } from './store-supervisor';
import { StoreBehind, StoreUnavailable } from './store-unavailable';

export interface Commit {
  readonly commandId: string;
  readonly ops: readonly WriteOp[];
  readonly derived: {
    readonly cases: readonly CaseRow[];
    readonly list: readonly ListEntry[];
    readonly search: readonly SearchDoc[];
    readonly outbox: readonly OutboxRow[];
  };
}

export interface WritePath {
  /**
   * Keeps a frame. Rejects with `StoreUnavailable` when nothing of it was kept, and with `StoreBehind` when the journal has
   * it but the store could not be given it: then it is final all the same.
   */
  readonly commit: (commit: Commit) => Promise<void>;
  /** Before a write: brings a store that fell behind level. True when what is derived must catch up. */
  readonly level: () => Promise<boolean>;
}

export function createWritePath(deps: { readonly journal: Journal; readonly store: StoreSupervisor }): WritePath {
  const { journal, store } = deps;
  return {
    level: store.level,
    commit: async ({ commandId, ops, derived }) => {
      const frame = await appendOrRefuse(journal, commandId, ops);
      try {
        if (await store.apply({ frame, ops, ...derived })) return;
        // The record is safe in the journal. Wait until the store has it from there, then give it the rest.
        await store.whenApplied(frame.no);
        await store.call('putDerived', derived);
      } catch (cause) {
        store.fellBehind();
        throw new StoreBehind(cause instanceof StoreUnavailable ? cause.reason : 'io', { cause });
      }
    },
  };
}

async function appendOrRefuse(
  journal: Journal,
  commandId: string,
  ops: readonly WriteOp[],
): Promise<{ no: number; hash: string }> {
  try {
    return await journal.append({ commandId, ops });
  } catch (cause) {
    if (cause instanceof JournalUnwritable) throw new StoreUnavailable(cause.reason);
    throw cause;
  }
}
