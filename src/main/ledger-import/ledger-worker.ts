/**
 * Entry of the worker thread that reads ledger files. Its bundle is an entry of its own beside main's; it shares no state with main,
 * and ends when the file is read.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { ledgerErrorOf, type LedgerJob, type LedgerMessage, type LedgerRow } from './ledger-types';
import { readLedger } from './read-ledger';

const BATCH_ROWS = 1000;

async function work(job: LedgerJob, tell: (message: LedgerMessage) => void): Promise<void> {
  let batch: LedgerRow[] = [];
  let told = 0;
  const flush = (): void => {
    if (batch.length > 0) tell({ kind: 'rows', rows: batch });
    batch = [];
  };
  try {
    const info = await readLedger(job, {
      onRow: (row) => {
        batch.push(row);
        if (batch.length >= BATCH_ROWS) flush();
      },
      onProgress: (fraction) => {
        if (fraction - told < 0.01) return;
        told = fraction;
        tell({ kind: 'progress', fraction });
      },
    });
    flush();
    tell({ kind: 'done', info });
  } catch (cause) {
    tell({ kind: 'failed', error: ledgerErrorOf(cause) });
  }
}

if (parentPort !== null) {
  const port = parentPort;
  void work(workerData as LedgerJob, (message) => port.postMessage(message));
}
