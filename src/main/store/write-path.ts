/** Journal first, then store. Only when both have a frame may anybody be told "saved". */
import type { FrameRef } from '../../shared/store-contract/calls';
import type { CaseRow, ListEntry, OutboxRun, WriteOp } from '../../shared/store-contract/rows';
import { packed } from '../../shared/store-contract/packed';
import type { SearchDoc } from '../../shared/store-contract/search';
import type { Journal, NewFrame } from '../journal/journal';
import { JournalUnwritable } from '../journal/journal';
import type { StagedFrame, StoreSupervisor } from './store-supervisor';
import { StoreBehind, StoreUnavailable } from './store-unavailable';

export interface Commit {
  readonly commandId: string;
  readonly ops: readonly WriteOp[];
  /** See `NewFrame`. */
  readonly fromReserve?: boolean;
  readonly derived: {
    readonly cases: readonly CaseRow[];
    readonly list: readonly ListEntry[];
    readonly search: readonly SearchDoc[];
    readonly outbox: readonly OutboxRun[];
  };
}

/** A frame that the journal has. It is final, whatever becomes of the store. */
export interface KeptFrame {
  /**
   * Resolves when the store has it too. Rejects with `StoreBehind` when the store could not be given it. Frames are given in
   * the order in which they were kept; behind one that the store did not take, none is tried.
   */
  readonly applied: Promise<void>;
}

export interface WritePath {
  /** Keeps a frame in the journal. Rejects with `StoreUnavailable` when nothing of it was kept. */
  readonly keep: (commit: Commit) => Promise<KeptFrame>;
  /**
   * The same for many events that are new here, without what is derived of them, which the store then calls stale: they go from the journal into
   * bundles. None of their ids and streams' new keys may be in the store.
   */
  readonly keepMany: (frame: Pick<Commit, 'commandId' | 'ops'>) => Promise<KeptFrame>;
  /**
   * Before a write: brings a store that fell behind level. True when what is derived must catch up. A write that reads nothing
   * of the store may begin while the store still takes the frame before (`overlapping`).
   */
  readonly level: (overlapping: boolean) => Promise<boolean>;
  /** Resolves when the store was given everything that was kept so far, whatever came of it. */
  readonly settled: () => Promise<void>;
}

export function createWritePath(deps: { readonly journal: Journal; readonly store: StoreSupervisor }): WritePath {
  const { journal, store } = deps;
  let last: Promise<void> = Promise.resolve();

  const give = async (frame: FrameRef, staged: StagedFrame, { derived }: Commit): Promise<void> => {
    try {
      if (await staged.apply(frame)) return;
      // The record is safe in the journal. Wait until the store has it from there, then give it the rest.
      await store.whenApplied(frame.no);
      await store.call('putDerived', derived);
    } catch (cause) {
      store.fellBehind();
      throw new StoreBehind(cause instanceof StoreUnavailable ? cause.reason : 'io', { cause });
    }
  };

  const fill = async (frame: FrameRef, body: Uint8Array): Promise<void> => {
    try {
      // In a buffer of its own: the clone of a view carries all that was written with it.
      await store.call('fill', { frames: [{ ...frame, end: body.length }], bytes: Uint8Array.from(body), isNew: true });
    } catch (cause) {
      store.fellBehind();
      throw new StoreBehind(cause instanceof StoreUnavailable ? cause.reason : 'io', { cause });
    }
  };

  const settled = (): Promise<void> => last.catch(() => undefined);

  return {
    settled,
    level: async (overlapping) => {
      if (!overlapping) await settled();
      const wasBehind = await store.level();
      if (wasBehind || !overlapping) last = Promise.resolve();
      return wasBehind;
    },
    keep: async (commit) => {
      const { commandId, ops, fromReserve = false, derived } = commit;
      const staged = store.stage({ ops, ...derived, list: packed(derived.list), search: packed(derived.search) });
      const frame = await appendOrRefuse(journal, { commandId, ops, fromReserve });
      const applied = last.then(() => give(frame, staged, commit));
      last = applied;
      // Whoever kept it looks at it; nobody looking is no reason to end the program.
      applied.catch(() => undefined);
      return { applied };
    },
    keepMany: async ({ commandId, ops }) => {
      let body: Uint8Array = new Uint8Array();
      const encoded = (bytes: Uint8Array): void => {
        body = bytes;
      };
      const frame = await appendOrRefuse(journal, { commandId, ops, encoded });
      const applied = last.then(() => fill(frame, body));
      last = applied;
      applied.catch(() => undefined);
      return { applied };
    },
  };
}

async function appendOrRefuse(journal: Journal, frame: NewFrame): Promise<FrameRef> {
  try {
    return await journal.append(frame);
  } catch (cause) {
    if (cause instanceof JournalUnwritable) throw new StoreUnavailable(cause.reason);
    throw cause;
  }
}
