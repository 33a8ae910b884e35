/**
 * A database whose disk is full: statements of a transaction fail as PostgreSQL lets them fail then (53100), or the commit does. The
 * database itself is sound, so what the server makes of the failure can be compared with what is kept.
 */
import type { Db, Tx } from '../../../server/db/database';

/** From which write of the next transactions on it fails, from 0; null: there is room again. */
export interface Running {
  readonly after: number | null;
  /** How many transactions meet it; those behind find room. */
  readonly times?: number;
  /** Whether what can't be written is the commit. `unknown`: it is done, and the answer never comes. */
  readonly commit?: 'fails' | 'unknown';
}

interface DiskOfServer {
  readonly db: Db;
  readonly isRunOut: (running: Running) => void;
}

const writes = ['insert', 'update', 'delete'];

function noRoom(): Error {
  return Object.assign(new Error('could not extend file: No space left on device'), { code: '53100' });
}

export function createDiskOfServer(db: Db): DiskOfServer {
  let running: Running = { after: null };
  let met = 0;

  /** Counts what a transaction writes, and fails from the n-th on. */
  const watched = (tx: Tx, after: number): Tx => {
    let written = 0;
    return new Proxy(tx, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target) as unknown;
        if (typeof value !== 'function') return value;
        if (typeof name !== 'string' || !writes.includes(name)) return value.bind(target) as unknown;
        return (...values: unknown[]): unknown => {
          if (written++ >= after) throw noRoom();
          return (value as (...values: unknown[]) => unknown).apply(target, values);
        };
      },
    });
  };

  const transaction = async <T>(work: (tx: Tx) => Promise<T>, config?: never): Promise<T> => {
    const { after, commit, times = Number.POSITIVE_INFINITY } = running;
    if (after === null || met >= times) return db.transaction(work, config);
    met += 1;
    const done = await db.transaction(async (tx) => {
      const value = await work(commit === undefined ? watched(tx, after) : tx);
      if (commit === 'fails') throw noRoom();
      return value;
    }, config);
    if (commit === 'unknown') throw noRoom();
    return done;
  };

  return {
    db: new Proxy(db, {
      get: (target, name) => {
        if (name === 'transaction') return transaction;
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    }),
    isRunOut: (next) => {
      running = next;
      met = 0;
    },
  };
}
