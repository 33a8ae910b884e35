/**
 * How many events of the outbox wait: counted once, then kept up to date by every write. Counting is walking, and while
 * it goes over the backlog of a branch that has been without its headquarters for long, every save waits behind it.
 */
import type { OutboxChange } from '../shared/store-contract/calls';
import type { OutboxRow, OutboxRun } from '../shared/store-contract/rows';
import { reading, resultOf } from './db/requests';
import { tally, type StoredOutbox } from './outbox';

type Counts = Record<OutboxRow['state'], number>;

const atOnce = 1_000;

export interface OutboxCounts {
  /** Undefined until they were counted. */
  readonly known: () => Readonly<Counts> | undefined;
  /** Call it in the line of writes, so that nothing changes while rows are counted. */
  readonly count: (raw: IDBDatabase) => Promise<Readonly<Counts>>;
  /** Events with new numbers were committed. */
  readonly added: (runs: readonly OutboxRun[]) => void;
  /** A change was committed; `before` is undefined where there was no such event, and then there is none now. */
  readonly changed: (before: { readonly state: OutboxRow['state'] } | undefined, state: OutboxChange['state']) => void;
  /** Rows may have been replaced, removed or lost: the next question counts again. */
  readonly forget: () => void;
}

export function createOutboxCounts(): OutboxCounts {
  let counts: Counts | undefined;
  return {
    known: () => counts,
    count: async (raw) => {
      if (counts) return counts;
      const found: Counts = { waiting: 0, quarantined: 0 };
      for (let after = 0; ;) {
        const page = reading(raw, ['outbox']).objectStore('outbox').getAll(IDBKeyRange.lowerBound(after, true), atOnce);
        const rows = await resultOf(page as IDBRequest<StoredOutbox[]>);
        const { waiting, quarantined } = tally(rows);
        found.waiting += waiting;
        found.quarantined += quarantined;
        const last = rows.at(-1);
        if (!last || rows.length < atOnce) break;
        after = last.seq;
      }
      counts = found;
      return found;
    },
    added: (runs) => {
      if (!counts) return;
      for (const { from, to } of runs) counts.waiting += to - from + 1;
    },
    changed: (before, state) => {
      if (!counts || !before) return;
      counts[before.state] -= 1;
      if (state !== 'acked') counts[state] += 1;
    },
    forget: () => {
      counts = undefined;
    },
  };
}
