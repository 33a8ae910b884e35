/** Puts headquarters together and starts it; used by the command line and by tests alike. */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createApp } from './app';
import { systemNowMs } from './clock';
import { OperatorError } from './command-line';
import { hasHqKey, openHqKey, type HqKey } from './crypto';
import { secretFile, takeFolder } from './data-folder';
import { createPasswords, type Passwords } from './console/secrets';
import { openDatabase, type Database, type Db } from './db/database';
import { headquarters } from './db/schema';
import type { IngestLimits } from './ingest/gateway';
import { createLog } from './log';
import { localSignals, sharedSignals, type Signals } from './signals';

export interface HqOptions {
  /** 0 picks a free one. */
  readonly port: number;
  readonly host?: string;
  readonly dataDir: string;
  /** PostgreSQL; without it PGlite in the data folder. */
  readonly databaseUrl?: string | undefined;
  /** An open database to use instead, and to leave open; lets tests share one. */
  readonly database?: Database;
  readonly nowMs?: () => number;
  /** Folder of the built console; without it nobody can open it. */
  readonly consoleDir?: string | undefined;
  /** Addresses that PCs were told (`--public-url`); without any, HQ serves its own machine. */
  readonly publicUrls?: readonly string[];
  /** How pushes are kept together; for measuring. */
  readonly ingest?: IngestLimits;
  /** How people of the console prove themselves; for tests. */
  readonly passwords?: Passwords;
  readonly writeLog?: (line: string) => void;
}

export interface Hq {
  readonly url: string;
  readonly adminToken: string;
  readonly publicKey: string;
  /** Finishes running requests, then closes socket and database. */
  readonly close: () => Promise<void>;
}

const addressFile = 'address';
/** Connections that may wait to be taken: after an outage all PCs come back within a minute. */
const connectionsAtOnce = 4_096;

export async function startHq(options: HqOptions): Promise<Hq> {
  const { dataDir, nowMs = systemNowMs } = options;
  const log = createLog(nowMs, options.writeLog ?? (() => undefined));
  const giveBack = takeFolder(dataDir);
  let database: Database | undefined;
  let signals: Signals | undefined;
  try {
    const adminToken = secretFile(dataDir, 'admin.token', () => randomBytes(32).toString('base64url'));
    const opened = options.database
      ? { ...options.database, close: async () => undefined }
      : await openDatabase({
          databaseUrl: options.databaseUrl,
          liteDir: path.join(dataDir, 'db'),
          onLost: (cause) => {
            log.error('database.lost', cause);
          },
        });
    database = opened;
    const hqKey = await ownKey(opened.db, dataDir);
    const shared = opened.url
      ? await sharedSignals(opened.url, {
          onFault: (event, cause) => {
            log.error(event, cause);
          },
          otherWay: opened.query,
        })
      : localSignals();
    signals = shared;
    const app = createApp({
      ingestLimits: options.ingest ?? {},
      passwords: options.passwords ?? createPasswords(),
      db: opened.db,
      signals: shared,
      hqKey,
      adminToken,
      nowMs,
      log,
      publicUrls: options.publicUrls ?? [],
      consoleDir: options.consoleDir,
    });
    const url = await app.listen({ port: options.port, host: options.host ?? '127.0.0.1', backlog: connectionsAtOnce });
    writeFileSync(path.join(dataDir, addressFile), url, { mode: 0o600 });
    log.info('started', { url });
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      rmSync(path.join(dataDir, addressFile), { force: true });
      await app.close();
      await shared.close();
      await opened.close();
      giveBack();
      log.info('stopped');
    };
    return { url, adminToken, publicKey: hqKey.publicKey, close: () => (closing ??= close()) };
  } catch (error) {
    await signals?.close();
    await database?.close();
    giveBack();
    throw error;
  }
}

/**
 * The key of this folder, which must be the one that the database was begun with: PCs trust one headquarters, whichever process they reach.
 */
async function ownKey(db: Db, dataDir: string): Promise<HqKey> {
  const [known] = await db.select().from(headquarters);
  const elsewhere = (what: string): OperatorError =>
    new OperatorError(
      `${what} This database belongs to a headquarters with another key. Copy hq.key from the data folder of the server that runs on it, ` +
        `or from its backup, to ${dataDir}.`,
    );
  if (known && !hasHqKey(dataDir)) throw elsewhere(`There is no hq.key in ${dataDir}.`);
  const key = openHqKey(dataDir);
  await db.insert(headquarters).values({ publicKey: key.publicKey }).onConflictDoNothing();
  const [owner] = await db.select().from(headquarters);
  if (owner?.publicKey !== key.publicKey) throw elsewhere(`The hq.key in ${dataDir} does not fit.`);
  return key;
}

/** Address and token of the server that runs on this data folder; undefined when none does. */
export function runningHq(dataDir: string): { readonly url: string; readonly adminToken: string } | undefined {
  const [address, token] = [addressFile, 'admin.token'].map((name) => path.join(dataDir, name));
  if (!address || !token || !existsSync(address) || !existsSync(token)) return undefined;
  return { url: readFileSync(address, 'utf8').trim(), adminToken: readFileSync(token, 'utf8').trim() };
}
