/**
 * Runs inside the store's own page, beside it: speaks to it over a port as main does, and makes big data where it is used.
 * Loaded by the tests with a dynamic import; never part of what ships.
 */
import { createStore } from '../../../src/store-host/store';
import { migrations, type Migration } from '../../../src/store-host/migrations/registry';
import type { StoreNotices, StoreReply } from '../../../src/shared/store-contract/calls';
import { caseRow, intakeFrame, listEntry, searchDoc } from './rows';

type Answer = { ok: true; value: unknown } | { ok: false; error: { code: string; detail: string } };

export interface Driver {
  connect: () => void;
  call: (name: string, input: unknown) => Promise<Answer>;
  notices: { notice: string; payload: unknown }[];
  /** Every read-write transaction's durability and tables from now on. */
  watchTransactions: () => void;
  transactions: { durability: string; tables: string[] }[];
  /** Applies frames `from … to`, case and event per frame. */
  applyFrames: (from: number, to: number) => Promise<Answer[]>;
  /** Derived rows of many cases in chunks, as a rebuild gives them. */
  fillDerived: (from: number, to: number, withSearch: boolean) => Promise<void>;
  latencies: (firstNo: number, count: number) => Promise<number[]>;
  /** Time of the same call, several times. */
  callTimes: (name: string, input: unknown, count: number) => Promise<number[]>;
  rawPutLatencies: (count: number) => Promise<number[]>;
  dump: () => Promise<Record<string, unknown[]>>;
  deleteRow: (table: string, key: string | number) => Promise<void>;
  /** Puts rows beside the store, which must not be open. */
  putRows: (table: string, rows: readonly object[]) => Promise<void>;
  /** Asks a store of other code, made anew for every call, beside the page's own, which must not be open. */
  askOther: (versions: OtherVersions, name: string, input: unknown) => Promise<Answer>;
}

/** What code of another version declares: fewer of the shipped migrations, or some on top of them. */
export interface OtherVersions {
  readonly upTo?: number;
  readonly extra?: readonly {
    stores: Record<string, string>;
    minSafeVersion: number;
    /** A migration that does harm and then fails. */
    emptiesThenThrows?: string;
  }[];
}

const pending = new Map<number, (answer: Answer) => void>();
let port: MessagePort | undefined;
let nextId = 1;

const driver: Driver = {
  notices: [],
  connect: () => {
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = ({ data }: MessageEvent<StoreReply | { notice: keyof StoreNotices; payload: unknown }>) => {
      if ('notice' in data) {
        driver.notices.push(data);
        return;
      }
      const { id, ...answer } = data;
      pending.get(id)?.(answer);
      pending.delete(id);
    };
    window.postMessage('store-port', window.location.origin, [channel.port2]);
  },
  call: (name, input) =>
    new Promise((resolve) => {
      const id = nextId++;
      pending.set(id, resolve);
      port?.postMessage({ id, name, input });
    }),
  transactions: [],
  watchTransactions: () => {
    const original = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof original>) {
      const transaction = original.apply(this, args);
      if (transaction.mode === 'readwrite') {
        driver.transactions.push({ durability: transaction.durability, tables: [...transaction.objectStoreNames] });
      }
      return transaction;
    };
  },
  applyFrames: async (from, to) => {
    const answers: Answer[] = [];
    for (let no = from; no <= to; no += 1) answers.push(await driver.call('apply', intakeFrame(no)));
    return answers;
  },
  fillDerived: async (from, to, withSearch) => {
    for (let at = from; at <= to; at += 500) {
      const numbers = Array.from({ length: Math.min(500, to - at + 1) }, (_, i) => at + i);
      const answer = await driver.call('putDerived', {
        cases: numbers.map((number) => caseRow(number)),
        list: numbers.map((number) => listEntry(number)),
        search: withSearch ? numbers.map((number) => searchDoc(number)) : [],
        outbox: [],
      });
      if (!answer.ok) throw new Error(answer.error.code);
    }
  },
  latencies: async (firstNo, count) => {
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const frame = intakeFrame(firstNo + i, 10_000_000 + firstNo + i);
      const startedAt = performance.now();
      const answer = await driver.call('apply', frame);
      times.push(performance.now() - startedAt);
      if (!answer.ok) throw new Error(answer.error.code);
    }
    return times;
  },
  callTimes: async (name, input, count) => {
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const startedAt = performance.now();
      await driver.call(name, input);
      times.push(performance.now() - startedAt);
    }
    return times;
  },
  rawPutLatencies: async (count) => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('anchor', 1);
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore('rows', { keyPath: 'id' });
        for (const name of ['status', 'receivedAtMs', 'updatedAtMs']) store.createIndex(name, name);
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error('anchor'));
    });
    const times: number[] = [];
    for (let i = 0; i < count; i += 1) {
      const row = { ...caseRow(i), sealed: new Uint8Array(1_400) };
      const startedAt = performance.now();
      await new Promise<void>((resolve, reject) => {
        const transaction = db.transaction(['rows'], 'readwrite', { durability: 'strict' });
        transaction.oncomplete = () => resolve();
        transaction.onabort = () => reject(new Error('anchor'));
        transaction.objectStore('rows').put(row);
        transaction.commit();
      });
      times.push(performance.now() - startedAt);
    }
    db.close();
    return times;
  },
  dump: async () => {
    const db = await rawDatabase();
    const result: Record<string, unknown[]> = {};
    for (const name of db.objectStoreNames) {
      result[name] = await new Promise((resolve, reject) => {
        const request = db.transaction([name]).objectStore(name).getAll();
        request.onsuccess = () => resolve(request.result as unknown[]);
        request.onerror = () => reject(new Error(name));
      });
    }
    db.close();
    return result;
  },
  deleteRow: (table, key) => changeRaw(table, (rows) => rows.delete(key)),
  putRows: (table, rows) =>
    changeRaw(table, (store) => {
      for (const row of rows) store.put(row);
    }),
  askOther: async ({ upTo, extra = [] }, name, input) => {
    const added = extra.map(({ emptiesThenThrows: table, ...each }): Migration =>
      table === undefined
        ? each
        : {
            ...each,
            upgrade: async (transaction) => {
              await transaction.table(table).clear();
              throw new TypeError('a migration with a bug');
            },
          },
    );
    const declared = [...migrations.slice(0, upTo), ...added];
    const store = createStore({ notify: () => undefined, migrations: declared });
    await store.answer({ id: 0, name: 'open', input: {} });
    const { id: _id, ...answer } = await store.answer({ id: 0, name, input });
    return answer;
  },
};

/** A second connection without a version: it takes the database as it is. */
async function changeRaw(table: string, change: (store: IDBObjectStore) => void): Promise<void> {
  const db = await rawDatabase();
  await new Promise<void>((resolve, reject) => {
    const transaction = db.transaction([table], 'readwrite', { durability: 'strict' });
    change(transaction.objectStore(table));
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(new Error(table));
  });
  db.close();
}

function rawDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('xianting');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error('open'));
  });
}

export { driver };
