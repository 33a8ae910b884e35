/**
 * What somebody would take instead to keep cases in a page: RxDB (free Dexie storage) and PouchDB (IndexedDB adapter). Same
 * facts as the ledger that our import reads, unencrypted; the documents are made before the clock starts.
 */
import PouchDB from 'pouchdb-core';
import idbAdapter from 'pouchdb-adapter-idb';
import { createRxDatabase, type RxCollection } from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { makeCase } from '../search/corpus';

export interface PeersPage {
  /** Names the databases that are opened next; they stay when the page goes. */
  readonly use: (name: string) => void;
  readonly held: (peer: PeerName) => Promise<number>;
  /** ms for documents `from` to `from + count`, and how many the database then holds. */
  readonly insert: (peer: PeerName, from: number, count: number) => Promise<{ ms: number; held: number }>;
  /** ms of each of `times` reads of the newest fifty; throws when they are not the newest fifty. */
  readonly newest: (peer: PeerName, order: 'desc' | 'asc', times: number, held: number) => Promise<number[]>;
}
export type PeerName = 'rxdb' | 'pouchdb';

interface CaseDoc {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly phone: string;
  readonly status: string;
  readonly business: string;
  readonly text: string;
  readonly receivedAtMs: number;
}

const batch = 500;
const fifty = 50;
const word = { type: 'string', maxLength: 120 } as const;

function docOf(index: number): CaseDoc {
  const { caseId, receivedAtMs, fields } = makeCase(index);
  const { number, name, phone, business, text } = fields;
  return { id: caseId, number, name, phone, business, text, status: 'registered', receivedAtMs };
}

let databases = 'bench';

async function openRxdb(): Promise<RxCollection<CaseDoc>> {
  const name = `${databases}-rxdb`;
  const database = await createRxDatabase({ name, storage: getRxStorageDexie(), multiInstance: false });
  const { cases } = await database.addCollections({
    cases: {
      schema: {
        version: 0,
        primaryKey: 'id',
        type: 'object',
        properties: {
          id: word,
          number: word,
          name: word,
          phone: word,
          status: word,
          business: word,
          text: { type: 'string' },
          receivedAtMs: { type: 'number', minimum: 0, maximum: 4_000_000_000_000, multipleOf: 1 },
        },
        required: ['id', 'receivedAtMs', 'status', 'phone'],
        indexes: ['receivedAtMs', 'status', 'phone'],
      },
    },
  });
  return cases as RxCollection<CaseDoc>;
}

/** Reads so far. */
let turn = 0;
let rxdb: Promise<RxCollection<CaseDoc>> | undefined;
let pouch: PouchDB | undefined;
const theRxdb = (): Promise<RxCollection<CaseDoc>> => (rxdb ??= openRxdb());
const thePouch = (): PouchDB => (pouch ??= new (PouchDB.plugin(idbAdapter))(`${databases}-pouch`, { adapter: 'idb' }));

async function insertBatch(peer: PeerName, docs: readonly CaseDoc[]): Promise<void> {
  if (peer === 'rxdb') {
    const { error } = await (await theRxdb()).bulkInsert([...docs]);
    if (error.length > 0) throw new Error(`RxDB refused ${String(error.length)} documents`);
    return;
  }
  // Ids of cases rise with time, so that `allDocs` gives the newest first without an index of its own.
  const results = await thePouch().bulkDocs(docs.map(({ id, ...rest }) => ({ _id: id, ...rest })));
  if (results.some((result) => result.ok !== true)) throw new Error('PouchDB refused documents');
}

const held = async (peer: PeerName): Promise<number> =>
  peer === 'rxdb' ? (await theRxdb()).count().exec() : (await thePouch().info()).doc_count;

/** `turn` makes each query another one: RxDB answers a repeated one from the result it still holds. */
async function readNewest(peer: PeerName, order: 'desc' | 'asc', turn: number): Promise<number[]> {
  if (peer === 'pouchdb') {
    const { rows } = await thePouch().allDocs({ include_docs: true, descending: order === 'desc', limit: fifty });
    return rows.map((row) => row.doc?.['receivedAtMs'] as number);
  }
  const query = (await theRxdb()).find({
    selector: { receivedAtMs: { $gte: turn } },
    sort: [{ receivedAtMs: order }],
    limit: fifty,
  });
  return (await query.exec()).map((doc) => doc.receivedAtMs);
}

const page: PeersPage = {
  use: (name) => {
    databases = name;
  },
  held,
  insert: async (peer, from, count) => {
    const docs = Array.from({ length: count }, (_, i) => docOf(from + i));
    await held(peer);
    const began = performance.now();
    for (let at = 0; at < docs.length; at += batch) await insertBatch(peer, docs.slice(at, at + batch));
    const ms = performance.now() - began;
    return { ms, held: await held(peer) };
  },
  newest: async (peer, order, times, count) => {
    const expected = Array.from({ length: fifty }, (_, i) =>
      Math.floor(makeCase(order === 'desc' ? count - 1 - i : i).receivedAtMs),
    );
    const samples: number[] = [];
    for (let i = 0; i < times; i += 1) {
      const began = performance.now();
      const found = await readNewest(peer, order, (turn += 1));
      samples.push(performance.now() - began);
      if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(`${peer}: not the fifty asked for`);
    }
    return samples;
  },
};

(globalThis as unknown as { peers: PeersPage }).peers = page;
