/**
 * F-17: a branch of 100,000 cases. The database is filled from the journal, the whole compared with it row by row, three complaints
 * are taken down and the processes killed; the next start has to be quick and the search has to find exactly those three.
 */
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, inStorePage, signIn, start, type RunningApp } from '../../bench/app-driver';
import { longTasksOf, type LongTasks } from '../../bench/drain/long-tasks';
import { isBusy } from '../../bench/quiet';
import { everything, newId } from '../../e2e/bridge';
import type { Attempt, FaultRow } from '../fault-row';
import { differencesOf, digestJournal, digestStore } from '../world/digests';
import { largeProfile } from '../world/large-profile';

const promisedCases = 100_000;
/** On a machine that does nothing else; on a busy one times are told and not judged. */
const mostStartMs = 5_000;
const mostTaskMs = 50;
const marked = 3;

const say = (text: string): void => void process.stderr.write(`F-17 ${text}\n`);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  const began = performance.now();
  return [await work(), performance.now() - began];
};

/** Resident memory of all processes of the application, MB. */
const memoryOf = (app: RunningApp): Promise<number> =>
  app.electron.evaluate(({ app: electron }) =>
    Math.round(electron.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0) / 1024),
  );

async function register(app: RunningApp, matter: string): Promise<string> {
  const commandId = newId();
  const intent = { emotion: 1, businessId: 'biz.debit.limits', want: 'explanation', matter, flags: [] };
  await ask(app, 'intake.quickCapture', { commandId, ...intent });
  return commandId;
}

const search = (app: RunningApp, text: string): Promise<{ hits: readonly unknown[] }> =>
  ask(app, 'history.search', { text, filter: everything.filter, limit: 50 });

function tasksTold(during: string, { page, store, mainMs }: LongTasks): string {
  const longest = (tasks: readonly number[]): string => Math.max(0, ...tasks).toFixed(0);
  return `${during}: longest task of the page ${longest(page)} ms, of the store's ${longest(store)} ms, turn of main ${mainMs.toFixed(0)} ms`;
}

async function killGroup(app: RunningApp): Promise<void> {
  const child = app.electron.process();
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  await gone;
}

async function attempt(cases: number, seed: number): Promise<Attempt> {
  const made = await largeProfile(cases);
  const folder = await mkdtemp(path.join(tmpdir(), 'xianting-fault-large-'));
  const profile = path.join(folder, 'profile');
  const faults: string[] = [];
  const acknowledged: string[] = [];
  let app: RunningApp | undefined;
  try {
    await cp(made, profile, { recursive: true });
    const { device } = JSON.parse(await readFile(path.join(profile, 'keys', 'keyring.json'), 'utf8')) as {
      device: { id: string; signPublicKey: string };
    };
    const deviceKeys = new Map([[device.id, device.signPublicKey]]);

    const [filled, openedMs] = await timed(() => start(profile));
    app = filled;
    const [, filledMs] = await timed(() => signIn(filled));
    say(
      `filled from the journal: window ${seconds(openedMs)}, then signed in with lists ${seconds(filledMs)}, ${String(await memoryOf(filled))} MB`,
    );

    const word = `鹮${String(seed)}凫`;
    const taking = await longTasksOf(filled, async () => {
      for (let n = 0; n < marked; n += 1) acknowledged.push(await register(filled, `${word} ${String(n)}`));
    });
    say(tasksTold('taking down', taking));
    await killGroup(filled);

    const quiet = !(await isBusy());
    const [again, startMs] = await timed(() => start(profile));
    app = again;
    let signInMs = Number.NaN;
    let [found, common] = [0, 0];
    let searchMs = Number.NaN;
    const tasks = await longTasksOf(again, async () => {
      signInMs = await signIn(again);
      const [{ hits }, ms] = await timed(() => search(again, word));
      [found, searchMs] = [hits.length, ms];
      common = (await search(again, '转账')).hits.length;
    });
    const { total } = await ask<{ total: number }>(again, 'history.page', { ...everything, offset: 0, limit: 50 });
    say(
      `started again: window ${seconds(startMs)}, signed in ${seconds(signInMs)}, first search ${searchMs.toFixed(0)} ms, ${String(await memoryOf(again))} MB${quiet ? '' : ', on a busy machine'}`,
    );
    say(tasksTold('sign-in and search', tasks));
    if (found !== marked) faults.push(`the search finds ${String(found)} of ${String(marked)} cases`);
    if (common === 0) faults.push('the search finds none of the cases that were filled in');
    if (total !== cases + marked) faults.push(`the list has ${String(total)} of ${String(cases + marked)} cases`);
    if (quiet && startMs > mostStartMs) faults.push(`started after ${seconds(startMs)}`);
    const longest = Math.max(0, tasks.mainMs, ...tasks.page);
    if (quiet && longest > mostTaskMs) faults.push(`people waited ${longest.toFixed(0)} ms in one go`);

    // The journal and the store of one moment: traces are written without anybody asking.
    let journal = await digestJournal(profile, deviceKeys);
    for (let frames = -1; frames !== journal.frames;) {
      const store = await digestStore((script) => inStorePage<string>(again, script));
      ({ frames } = journal);
      const now = await digestJournal(profile, deviceKeys);
      if (now.frames === frames) faults.push(...differencesOf(journal.digests, store));
      journal = now;
    }
    say(
      `${String(journal.events)} events in ${String(journal.frames)} frames, ${String(journal.digests.size)} rows compared`,
    );
    if (journal.cases !== cases + marked)
      faults.push(`the journal has ${String(journal.cases)} of ${String(cases + marked)} cases`);
    faults.push(...journal.faults.slice(0, 10));
    const lost = acknowledged.filter((id) => !journal.receipts.has(id));
    return { acknowledged: acknowledged.length, lost, doubled: journal.doubled, faults, recoverMs: startMs + signInMs };
  } finally {
    if (app && !app.ended()) await app.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export const largeBranch: FaultRow = {
  id: 'F-17',
  title: 'a branch of 100,000 cases and a million events: filled, killed, started, searched, compared',
  tries: { t1: 0, t2: 1 },
  needs: 'electron',
  seedless: true,
  // Making the branch takes most of it, the first time.
  longestMs: 3 * 3_600_000,
  attempt: (seed, { cases = promisedCases }) => attempt(cases, seed),
};
