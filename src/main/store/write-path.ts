/** Journal first, then store. Returns when both have it: only then may anybody be told "saved". */
import type { CaseRow, ListEntry, OutboxRow, WriteOp } from '../../shared/store-contract/rows';
import type { SearchDoc } from '../../shared/store-contract/search';
import type { Journal } from '../journal/journal';
import { JournalUnwritable } from '../journal/journal';
import type { StoreSupervisor } from './store-supervisor';
import { StoreUnavailable } from './store-unavailable';

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
  readonly commit: (commit: Commit) => Promise<void>;
}

export function createWritePath(deps: { readonly journal: Journal; readonly store: StoreSupervisor }): WritePath {
  return {
    commit: async ({ commandId, ops, derived }) => {
      const frame = await appendOrRefuse(deps.journal, commandId, ops);
      try {
        const reply = await deps.store.tryCall('apply', { frame, ops, ...derived });
        if (reply.ok) return;
        if (reply.error.code !== 'store.frameGap') throw new Error(`store refused a frame: ${reply.error.code}`);
      } catch (cause) {
        if (!(cause instanceof StoreUnavailable && cause.reason === 'restarting')) throw cause;
      }
      // The record is safe in the journal. The host died on the way: wait until it is back, then give it the rest.
      await deps.store.whenApplied(frame.no);
      await deps.store.call('putDerived', derived);
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
