/** One PostgreSQL 15 for the whole suite; each test file gets a database of its own on it, copied from one that is up to date. */
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '../../../scripts/setup/postgres.mjs';
import { openDatabase } from '../../../server/db/database';
import { templateName } from './fresh-database';

declare module 'vitest' {
  interface ProvidedContext {
    /** Undefined in the project of the embedded database. */
    readonly postgres?: { readonly url: string; readonly bin: string; readonly env: Readonly<Record<string, string>> };
  }
}

let server: Awaited<ReturnType<typeof startPostgres>> | undefined;

/** Called by Vitest before the first test file of the project. */
export async function setup(project: TestProject): Promise<void> {
  server = await startPostgres(path.resolve(import.meta.dirname, '../../..'), {
    durable: false,
    // Plans are judged (statement-rules.ts), and of tables this small every plan changes at whatever moment it counts their rows.
    settings: { autovacuum: 'off' },
  });
  try {
    await makeTemplate(server.url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgres', { url: server.url, ...server.programs });
}

/** Called by Vitest after the last one. */
export async function teardown(): Promise<void> {
  await server?.stop();
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(`create database ${templateName}`);
  } finally {
    await client.end();
  }
  const url = new URL(serverUrl);
  url.pathname = `/${templateName}`;
  const { close } = await openDatabase({ databaseUrl: url.href, liteDir: 'memory' });
  await close();
}
