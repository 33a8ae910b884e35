/**
 * How many rows of the outbox wait: counted once, then kept up to date by every write. IndexedDB counts by walking, and while
 * it walks over the backlog of a branch that has been without its headquarters for long, every save waits behind it.
 */
import type { OutboxChange } from '../shared/store-contract/calls';
import type { OutboxRow } from '../shared/store-contract/rows';
import { reading, resultOf } from './db/requests';

type Counts = Record<OutboxRow['state'], number>;

export interface OutboxCounts {
  /** Undefined until they were counted. */
  readonly known: () => Readonly<Counts> | undefined;
  /** Call it in the line of writes, so that nothing changes while rows are counted. */
  readonly count: (raw: IDBDatabase) => Promise<Readonly<Counts>>;
  /** Rows with new numbers were committed. */
  readonly added: (rows: readonly OutboxRow[]) => void;
  /** A change was committed; `before` is undefined where there was no such row, and then there is none now. */
  readonly changed: (before: OutboxRow | undefined, state: OutboxChange['state']) => void;
  /** Rows may have been replaced, removed or lost: the next question counts again. */
  readonly forget: () => void;
}

export function createOutboxCounts(): OutboxCounts {
  let counts: Counts | undefined;
  return {
    known: () => counts,
    count: async (raw) => {
      if (counts) return counts;
      const index = reading(raw, ['outbox']).objectStore('outbox').index('state');
      const [waiting, quarantined] = await Promise.all([
        resultOf(index.count('waiting')),
        resultOf(index.count('quarantined')),
      ]);
      counts = { waiting, quarantined };
      return counts;
    },
    added: (rows) => {
      if (!counts) return;
      for (const { state } of rows) counts[state] += 1;
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
