/**
 * PouchDB on LevelDB that pushes what was put into it. Arguments: folder, address of the far end, file with the records as JSON. Asked with
 * `{batch, count}` it takes in so many under new ids, which is not timed, and replicates.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import PouchDB from 'pouchdb-core';
import levelAdapter from 'pouchdb-adapter-leveldb';
import httpAdapter from 'pouchdb-adapter-http';
import replication from 'pouchdb-replication';
import { answerLines } from './lines-on-stdin';

async function main(): Promise<void> {
  const [, , dir = '', url = '', file = ''] = process.argv;
  mkdirSync(dir, { recursive: true });
  const Pouch = PouchDB.plugin(levelAdapter).plugin(httpAdapter).plugin(replication);
  const records = JSON.parse(readFileSync(file, 'utf8')) as readonly object[];
  const held = new Map<string, number>();
  await answerLines({}, async (asked) => {
    const { batch, count } = asked as { readonly batch: number | null; readonly count: number };
    const name = batch === null ? 'default' : `of-${String(batch)}`;
    const local = new Pouch(path.join(dir, name), { adapter: 'leveldb' });
    const before = held.get(name) ?? 0;
    const docs = Array.from({ length: count }, (_, i) => ({
      _id: `e-${String(before + i).padStart(9, '0')}`,
      ...records[i % records.length],
    }));
    await local.bulkDocs(docs);
    held.set(name, before + count);
    const far = `${url}/${name}`;
    const began = performance.now();
    const done = await Pouch.replicate(local, far, batch === null ? {} : { batch_size: batch });
    const ms = performance.now() - began;
    const { doc_count: there } = await new Pouch(far, { adapter: 'https' }).info();
    await local.close();
    if (!done.ok || done.docs_written !== count || there !== before + count)
      throw new Error(`PouchDB wrote ${String(done.docs_written)} of ${String(count)}; ${String(there)} are there`);
    return { ms };
  });
}

void main();
