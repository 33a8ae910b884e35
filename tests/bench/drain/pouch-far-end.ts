/**
 * express-pouchdb on LevelDB behind TLS, with no more of it than a replication needs. Arguments: folder, certificate and key (PEM files).
 */
import { mkdirSync, readFileSync } from 'node:fs';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import PouchDB from 'pouchdb-core';
import levelAdapter from 'pouchdb-adapter-leveldb';
import expressPouch from 'express-pouchdb';
import { answerLines } from './lines-on-stdin';

async function main(): Promise<void> {
  const [, , dir = '', cert = '', key = ''] = process.argv;
  mkdirSync(dir, { recursive: true });
  const databases = PouchDB.plugin(levelAdapter).defaults({ prefix: `${dir}${path.sep}` });
  const app = expressPouch(databases, {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: path.join(dir, 'log.txt'),
  });
  const server = https.createServer({ cert: readFileSync(cert), key: readFileSync(key) }, app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await answerLines({ url: `https://127.0.0.1:${String(port)}` }, () => Promise.resolve({}));
  server.closeAllConnections();
  server.close();
}

void main();
