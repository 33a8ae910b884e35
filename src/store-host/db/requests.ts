/** Thin promises over raw IndexedDB. A write transaction never waits for its single requests, only for its end. */
import { faultOfDatabase, StoreFault } from '../fault';

/** Result of one request of a read. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(faultOfDatabase(request.error));
    };
  });
}

/** Opens a read transaction on some tables. */
export function reading(db: IDBDatabase, tables: readonly string[]): IDBTransaction {
  try {
    return db.transaction([...tables], 'readonly');
  } catch (cause) {
    throw faultOfDatabase(cause);
  }
}

/** Ends the transaction with this refusal; nothing of it is kept. */
export type Refuse = (fault: StoreFault) => void;

/**
 * Runs `fill` in one strict transaction and resolves when it is on the medium. Whatever fails, nothing of it is kept.
 * `fill` and the handlers of its requests must not await anything; the last of them calls `commit`.
 */
export function writeStrictly(
  db: IDBDatabase,
  tables: readonly string[],
  fill: (transaction: IDBTransaction, refuse: Refuse) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let transaction: IDBTransaction;
    try {
      transaction = db.transaction([...tables], 'readwrite', { durability: 'strict' });
    } catch (cause) {
      reject(faultOfDatabase(cause));
      return;
    }
    let failure: StoreFault | undefined;
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(failure ?? faultOfDatabase(transaction.error ?? new DOMException('aborted', 'AbortError')));
    };
    const refuse: Refuse = (fault) => {
      failure ??= fault;
      transaction.abort();
    };
    // The oldest runtime is strict by default, newer ones are not: a lost option must not go unnoticed on either.
    if (transaction.durability !== 'strict') {
      refuse(new StoreFault('store.failed', `durability is ${transaction.durability}`));
      return;
    }
    try {
      fill(transaction, refuse);
    } catch (cause) {
      refuse(faultOfDatabase(cause));
    }
  });
}

/** A write waits this many questions long: some milliseconds, in which most media sync a few kilobytes. */
const mostTurns = 64;

/**
 * Keeps a write open that can't end yet. A transaction ends by itself when it is asked nothing, so `ask` asks it something small
 * again and again; each time `end` may add rows, and says whether it has committed. One that is still open after `mostTurns` is
 * given up: nobody else can read or write those tables meanwhile.
 */
export function keepOpen(ask: () => IDBRequest, refuse: Refuse, end: () => boolean): void {
  let turns = 0;
  const turn = (): void => {
    try {
      if (end()) return;
    } catch (cause) {
      refuse(faultOfDatabase(cause));
      return;
    }
    turns += 1;
    if (turns > mostTurns) refuse(new StoreFault('store.failed', 'waited too long'));
    else ask().onsuccess = turn;
  };
  turn();
}
