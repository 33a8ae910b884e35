/**
 * F-17: a branch after years: 100,000 complaints with a million events. It is started as on any morning; journal and database are compared,
 * lists and search answer for all of it, and nothing keeps the page from answering meanwhile. Times are those of a machine without other work.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seedProfile } from '../../../scripts/seeding/seed-profile';
import { openJournal } from '../../../src/main/journal/journal';
import { nodeDisk } from '../../../src/main/platform/disk';
import { databaseName } from '../../../src/store-host/db/open-database';
import { ask, inStorePage, signIn, start, type RunningApp } from '../../bench/app-driver';
import { longTasksOf } from '../../bench/drain/long-tasks';
import { startOnce } from '../../bench/processes';
import { everything } from '../../e2e/bridge';
import type { Attempt, FaultRow } from '../fault-row';

const many = 100_000;
/** The first attempt is the big one; with others the row itself can be tried. */
const fewer = 2_000;
const eventsOfACase = 10;
/** Until the tiles of the sign-in page are there, and from the password to the lists. */
const longestStartMs = 5_000;
const longestTaskMs = 50;
const samples = 40;

interface Kept {
  readonly frames: number;
  readonly events: number;
}

async function inJournal(profile: string): Promise<Kept> {
  const journal = await openJournal({ dir: path.join(profile, 'journal'), disk: nodeDisk });
  let [frames, events] = [0, 0];
  for await (const { frame } of journal.readFrames(1)) {
    frames += 1;
    for (const { table, row } of frame.ops) if (table === 'events' && row !== null) events += 1;
  }
  await journal.close();
  return { frames, events };
}

const inDatabase = (app: RunningApp): Promise<Kept> =>
  inStorePage<Kept>(
    app,
    `new Promise((resolve, reject) => {
      const opening = indexedDB.open(${JSON.stringify(databaseName)});
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const db = opening.result;
        const asked = db.transaction('meta').objectStore('meta').getAll();
        asked.onerror = () => reject(asked.error);
        asked.onsuccess = () => {
          db.close();
          const [{ frameNo, counts }] = asked.result;
          resolve({ frames: frameNo, events: counts.events });
        };
      };
    })`,
  );

interface Row {
  readonly caseId: string;
  readonly number: string;
}

const page = (app: RunningApp, offset: number) =>
  ask<{ rows: readonly Row[]; total: number }>(app, 'history.page', { ...everything, offset, limit: 1 });

/** Numbers of cases from all over the list that are not found by them, or not first. */
async function notFound(app: RunningApp, cases: number): Promise<readonly string[]> {
  const missed: string[] = [];
  for (let i = 0; i < samples; i++) {
    const [row] = (await page(app, Math.floor((i * cases) / samples))).rows;
    if (!row) return [`no row at ${String(i)} of ${String(samples)}`];
    const { hits } = await ask<{ hits: readonly { readonly row: Row }[] }>(app, 'history.search', {
      ...{ text: row.number, filter: everything.filter, limit: 20 },
    });
    if (hits[0]?.row.caseId !== row.caseId) missed.push(row.number);
  }
  return missed;
}

/** As on the first day of a PC that was restored: the database is made from the journal. */
async function fill(profile: string): Promise<void> {
  const app = await start(profile);
  await signIn(app);
  await app.close();
}

async function attempt(seed: number): Promise<Attempt> {
  const cases = seed === 1 ? many : fewer;
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-fault-'));
  const faults: string[] = [];
  const lost: string[] = [];
  try {
    await seedProfile({ userData: profile, cases, seed, wholeLives: 1 });
    await fill(profile);
    const journal = await inJournal(profile);
    if (journal.events < cases * eventsOfACase) faults.push(`only ${String(journal.events)} events were made`);

    // Once more behind the first one: what is measured is a morning, not the first touch of a gigabyte.
    await startOnce(profile);
    const startMs = await startOnce(profile);
    if (startMs > longestStartMs) faults.push(`the sign-in page came after ${startMs.toFixed(0)} ms`);

    const app = await start(profile);
    const signInMs = await signIn(app);
    // Drawing the first view is a task of its own, as long for one case as for many.
    await app.page.getByRole('navigation').first().waitFor();
    await app.page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
    let missed: readonly string[] = [];
    const tasks = await longTasksOf(app, async () => {
      missed = await notFound(app, cases);
    });
    if (signInMs > longestStartMs) faults.push(`the lists came ${signInMs.toFixed(0)} ms after the password`);
    const longest = Math.max(0, ...tasks.page);
    if (longest > longestTaskMs) faults.push(`the page did not answer for ${longest.toFixed(0)} ms`);
    lost.push(...missed.map((number) => `not found: ${number}`));

    const database = await inDatabase(app);
    // Signing in and searching leave traces of their own.
    const [more, since] = [database.frames - journal.frames, database.events - journal.events];
    if (more < 0 || since < 0) lost.push(`${String(-more)} frames and ${String(-since)} events`);
    const { total } = await page(app, 0);
    if (total !== cases) lost.push(`${String(cases - total)} cases in the list`);
    await app.close();
    const after = await inJournal(profile);
    if (after.events < database.events || after.frames < database.frames) faults.push('the journal is behind');
    return { acknowledged: journal.events, lost, doubled: [], faults, recoverMs: startMs + signInMs };
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export const largeBranch: FaultRow = {
  id: 'F-17',
  title: 'a branch of 100,000 complaints with a million events, started and searched',
  tries: { t1: 0, t2: 1 },
  needs: 'electron',
  attempt,
  longestMs: 90 * 60_000,
};
