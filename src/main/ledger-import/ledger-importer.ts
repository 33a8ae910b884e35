/** Main's side of reading a ledger: starts a worker per file, collects rows, passes progress on, stops on demand. */
import { Worker } from 'node:worker_threads';
import { err, ok, type Result } from '../../shared/contract/define';
import type { LedgerError, LedgerInfo, LedgerJob, LedgerMessage, LedgerRow } from './ledger-types';

export interface LedgerFile extends LedgerInfo {
  readonly rows: readonly LedgerRow[];
}

export interface ReadLedgerOptions {
  readonly signal?: AbortSignal;
  /** 0 to 1, at most about a hundred times. */
  readonly onProgress?: (fraction: number) => void;
}

export interface LedgerImporter {
  /** Reads a whole file. Never rejects: a worker that dies (a file made to exhaust memory) is `import.unreadable`. */
  readonly readLedger: (job: LedgerJob, options?: ReadLedgerOptions) => Promise<Result<LedgerFile, LedgerError>>;
}

/** `workerFile`: the built `ledger-worker.js`. */
export function createLedgerImporter(workerFile: string): LedgerImporter {
  return {
    readLedger: (job, { signal, onProgress } = {}) =>
      new Promise((resolve) => {
        if (signal?.aborted === true) {
          resolve(err({ code: 'import.cancelled' }));
          return;
        }
        const rows: LedgerRow[] = [];
        const worker = new Worker(workerFile, { workerData: job, resourceLimits: { maxOldGenerationSizeMb: 768 } });
        const finish = (result: Result<LedgerFile, LedgerError>): void => {
          signal?.removeEventListener('abort', cancel);
          resolve(result);
          void worker.terminate();
        };
        const cancel = (): void => finish(err({ code: 'import.cancelled' }));
        signal?.addEventListener('abort', cancel, { once: true });
        worker.on('message', (message: LedgerMessage) => {
          switch (message.kind) {
            case 'rows':
              for (const row of message.rows) rows.push(row);
              return;
            case 'progress':
              onProgress?.(message.fraction);
              return;
            case 'done':
              finish(ok({ ...message.info, rows }));
              return;
            case 'failed':
              finish(err(message.error));
          }
        });
        worker.on('error', () => finish(err({ code: 'import.unreadable' })));
        worker.on('exit', () => finish(err({ code: 'import.unreadable' })));
      }),
  };
}
