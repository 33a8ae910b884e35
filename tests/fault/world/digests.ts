/**
 * The durable tables of a branch that is too large to be held: 53 bits for each key and for each row, of the journal and of the
 * store, walked through in portions. The chain of every device is looked at on the way.
 */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GENESIS_HASH } from '../../../src/domain/evidence/event-envelope';
import { hashHeader } from '../../../src/domain/evidence/hashing';
import { openJournal } from '../../../src/main/journal/journal';
import { nodeHasher, verifyEd25519 } from '../../../src/main/keys/ed25519';
import { nodeDisk } from '../../../src/main/platform/disk';
import { durableTables, type EventRow, type WriteOp } from '../../../src/shared/store-contract/rows';
import type { BundleRow } from '../../../src/store-host/bundles/bundle-head';
import { decodeOp, opsIn } from '../../../src/store-host/bundles/op-bytes';
import { databaseName } from '../../../src/store-host/db/open-database';
import { bytesOf } from '../state-hash';

/** Digest of a key to digest of its row. */
export type Digests = Map<number, number>;

export interface JournalDigest {
  readonly digests: Digests;
  readonly frames: number;
  readonly events: number;
  /** Cases that were registered. */
  readonly cases: number;
  /** Commands that were answered, and those of them that stand in more than one frame. */
  readonly receipts: ReadonlySet<string>;
  readonly doubled: readonly string[];
  /** What is wrong with the chain of a device. */
  readonly faults: readonly string[];
}

/** A signature costs fifty times what a hash does: of so many events one is verified. The hashes bind the others to it. */
const signaturesEvery = 100;

const digestOf = (bytes: Uint8Array | string): number => {
  const hash = createHash('sha256').update(bytes).digest();
  return hash.readUIntBE(0, 6) * 32 + (hash.readUInt8(6) >>> 3);
};
const keyDigest = (table: string, key: string): number => digestOf(`${table}|${key}`);

/** Of a copy: opening a journal mends it, and this one belongs to a program that runs. */
export async function digestJournal(profile: string, deviceKeys: ReadonlyMap<string, string>): Promise<JournalDigest> {
  const copy = await mkdtemp(path.join(tmpdir(), 'xianting-fault-journal-'));
  try {
    const dir = path.join(copy, 'journal');
    await cp(path.join(profile, 'journal'), dir, { recursive: true });
    const journal = await openJournal({ dir, disk: nodeDisk, floorBytes: 0 });
    try {
      return await digestFrames(journal.readFrames(1), deviceKeys);
    } finally {
      await journal.close();
    }
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

export async function digestFrames(
  source: AsyncIterable<{ readonly frame: { readonly ops: readonly WriteOp[] } }>,
  deviceKeys: ReadonlyMap<string, string>,
): Promise<JournalDigest> {
  const digests: Digests = new Map();
  const receipts = new Set<string>();
  const doubled: string[] = [];
  const chains = createChains(deviceKeys);
  let [frames, events, cases] = [0, 0, 0];
  for await (const { frame } of source) {
    frames += 1;
    for (const { table, key, row } of frame.ops) {
      if (row === null) {
        digests.delete(keyDigest(table, key));
        continue;
      }
      digests.set(keyDigest(table, key), digestOf(bytesOf(row)));
      if (table === 'receipts') {
        if (receipts.has(key)) doubled.push(key);
        receipts.add(key);
      }
      if (table !== 'events') continue;
      events += 1;
      const event = row as EventRow;
      if (event.signed.header.type === 'case.registered') cases += 1;
      chains.follow(event);
    }
  }
  return { digests, frames, events, cases, receipts, doubled, faults: chains.faults };
}

function createChains(deviceKeys: ReadonlyMap<string, string>) {
  const heads = new Map<string, { readonly seq: number; readonly hash: string }>();
  const faults: string[] = [];
  return {
    faults,
    follow: ({ deviceId, seq, signed }: EventRow): void => {
      const head = heads.get(deviceId) ?? { seq: 0, hash: GENESIS_HASH };
      heads.set(deviceId, { seq, hash: signed.hash });
      const at = `event ${String(seq)} of ${deviceId}`;
      if (seq !== head.seq + 1) faults.push(`${at} stands behind ${String(head.seq)}`);
      else if (signed.header.prevHash !== head.hash) faults.push(`${at} does not continue the one before`);
      else if (hashHeader(signed.header, nodeHasher) !== signed.hash) faults.push(`${at} has another hash`);
      else if (seq % signaturesEvery === 1) {
        const key = deviceKeys.get(deviceId);
        if (key === undefined || !verifyEd25519(key, signed.hash, signed.deviceSig))
          faults.push(`${at} is not signed by its device`);
      }
    },
  };
}

/** In the page: rows behind `after`, so many at most; bytes travel as base64 under a name that no row has. */
const portionScript = (table: string, after: unknown, most: number): string => `(async () => {
  const open = indexedDB.open(${JSON.stringify(databaseName)});
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const db = await done(open);
  const base64 = (bytes) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  try {
    if (!db.objectStoreNames.contains(${JSON.stringify(table)})) return '[]';
    const store = db.transaction(${JSON.stringify(table)}, 'readonly').objectStore(${JSON.stringify(table)});
    const range = ${after === undefined ? 'undefined' : `IDBKeyRange.lowerBound(${JSON.stringify(after)}, true)`};
    const [keys, rows] = await Promise.all([
      done(store.getAllKeys(range, ${String(most)})),
      done(store.getAll(range, ${String(most)})),
    ]);
    return JSON.stringify(keys.map((key, i) => [key, rows[i]]), (_key, value) =>
      value instanceof Uint8Array ? { $bytes: base64(value) } : value,
    );
  } finally {
    db.close();
  }
})()`;

const rowsAtOnce = { bundles: 40, others: 1_000 };

/** `run` gives the value of a script in the page that has the database. */
export async function digestStore(run: (script: string) => Promise<string>): Promise<Digests> {
  const digests: Digests = new Map();
  // A row goes before what is in a bundle.
  for await (const [, bundle] of rowsOf(run, 'bundles', rowsAtOnce.bundles)) {
    const { bytes } = bundle as BundleRow;
    for (const op of opsIn(bytes)) {
      digests.set(keyDigest(op.table, op.key), digestOf(bytesOf(decodeOp(bytes, op).row ?? {})));
    }
  }
  for (const table of durableTables) {
    for await (const [key, row] of rowsOf(run, table, rowsAtOnce.others)) {
      digests.set(keyDigest(table, String(key)), digestOf(bytesOf(row)));
    }
  }
  return digests;
}

async function* rowsOf(
  run: (script: string) => Promise<string>,
  table: string,
  most: number,
): AsyncGenerator<readonly [string | number, object]> {
  let after: string | number | undefined;
  for (;;) {
    const portion = JSON.parse(await run(portionScript(table, after, most)), revive) as [string | number, object][];
    yield* portion;
    if (portion.length < most) return;
    after = portion.at(-1)?.[0];
  }
}

const revive = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && '$bytes' in value
    ? Uint8Array.from(Buffer.from(String(value.$bytes), 'base64'))
    : value;

/** In how many rows the two differ, in words; empty where they are the same. */
export function differencesOf(journal: Digests, store: Digests): string[] {
  let [missing, others, strangers] = [0, 0, 0];
  for (const [key, row] of journal) {
    const there = store.get(key);
    if (there === undefined) missing += 1;
    else if (there !== row) others += 1;
  }
  for (const key of store.keys()) if (!journal.has(key)) strangers += 1;
  const told = (count: number, what: string): string[] =>
    count > 0 ? [`store differs from journal: ${String(count)} rows ${what}`] : [];
  return [...told(missing, 'are missing'), ...told(others, 'are others'), ...told(strangers, 'should not be there')];
}
