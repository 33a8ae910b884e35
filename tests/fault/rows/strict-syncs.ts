/**
 * F-07: a transaction of the store is on the medium when it is answered: the process that has the database syncs its file once for
 * each. Counted under strace, beside the same work in transactions that only say that they are strict.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CannotBeTried, type Attempt, type FaultRow } from '../fault-row';
import { openStoreIn } from '../../store/support/engine';

const frames = 60;
/** Chromium may take two transactions in one sync, now and then; measured were nine in ten (RELIABILITY M2). */
const leastPerTransaction = 0.8;

/** In the page: transactions are relaxed from now on, and claim to be strict, since the store refuses to work in others. */
const relax = `(() => {
  const original = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (names, mode) {
    const transaction = original.call(this, names, mode, { durability: 'relaxed' });
    Object.defineProperty(transaction, 'durability', { value: 'strict' });
    return transaction;
  };
})()`;

/** Counts the syncs of a running process and its threads until it is ended. */
async function countSyncs(pid: number, log: string): Promise<() => Promise<number>> {
  const strace = spawn('strace', ['-f', '-e', 'trace=fdatasync,fsync', '-o', log, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const closed = new Promise((resolve) => strace.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    let said = '';
    strace.once('error', () => {
      reject(new CannotBeTried('strace is not installed here'));
    });
    strace.once('close', () => {
      reject(new CannotBeTried(`strace may not look at another process here: ${said}`));
    });
    strace.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (/attached/.test(said)) resolve();
    });
  });
  return async () => {
    strace.kill('SIGINT');
    await closed;
    const trace = await readFile(log, 'utf8');
    // A call that another one interrupts in the log has a second line.
    return [...trace.matchAll(/^\d+ +(?:fdatasync|fsync)\(/gm)].length;
  };
}

interface Counted {
  readonly syncs: number;
  readonly transactions: number;
  readonly isAllStrict: boolean;
}

async function counted(isRelaxed: boolean): Promise<Counted> {
  const dir = await mkdtemp(path.join(tmpdir(), 'xianting-fault-'));
  try {
    const store = await openStoreIn('electron', path.join(dir, 'profile'), 'leveldb');
    try {
      const pid = store.electron?.process().pid;
      if (pid === undefined) throw new Error('Electron has no process');
      if (isRelaxed) await store.page.evaluate(relax);
      await store.inPage('watchTransactions');
      await store.call('open', {});
      const before = (await store.seen('transactions')).length;
      const end = await countSyncs(pid, path.join(dir, 'strace'));
      const answers = await store.inPage('applyFrames', 1, frames);
      const syncs = await end();
      if (!answers.every(({ ok }) => ok)) throw new Error('a frame was refused');
      const transactions = (await store.seen('transactions')).slice(before);
      const isAllStrict = transactions.every(({ durability }) => durability === 'strict');
      return { syncs, transactions: transactions.length, isAllStrict };
    } finally {
      await store.close();
    }
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function attempt(): Promise<Attempt> {
  const [strict, relaxed] = [await counted(false), await counted(true)];
  const faults: string[] = [];
  const more = (strict.syncs - relaxed.syncs) / strict.transactions;
  const figures = `${String(strict.syncs)} syncs for ${String(strict.transactions)} transactions, ${String(relaxed.syncs)} where they are relaxed`;
  process.stderr.write(`F-07 ${figures}\n`);
  if (!strict.isAllStrict) faults.push('a transaction is not strict');
  if (strict.transactions < frames) faults.push(`only ${String(strict.transactions)} transactions`);
  if (more < leastPerTransaction) faults.push(figures);
  return { acknowledged: frames, lost: [], doubled: [], faults, recoverMs: 0 };
}

export const strictSyncs: FaultRow = {
  id: 'F-07',
  title: 'syncs of the database counted under strace, beside the same work without them',
  tries: { t1: 1, t2: 5 },
  needs: 'electron',
  attempt,
};
