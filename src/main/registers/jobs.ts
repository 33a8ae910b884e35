/** Long work that the person sees and may stop: one at a time, so that a second click does not write a second file. */
import type { RegisterProgress } from '../../shared/contract/registers';

export interface Job {
  readonly signal: AbortSignal;
  readonly tell: (done: number, total: number) => void;
}

export interface Jobs {
  /** Undefined when another one runs. */
  readonly run: <T>(jobId: string, work: (job: Job) => Promise<T>) => Promise<T | undefined>;
  readonly cancel: (jobId: string) => void;
}

export function createJobs(publish: (progress: RegisterProgress) => void): Jobs {
  let running: { readonly jobId: string; readonly stop: AbortController } | undefined;
  return {
    run: async (jobId, work) => {
      if (running) return undefined;
      const stop = new AbortController();
      running = { jobId, stop };
      try {
        return await work({ signal: stop.signal, tell: (done, total) => publish({ jobId, done, total }) });
      } finally {
        running = undefined;
      }
    },
    cancel: (jobId) => {
      if (running?.jobId === jobId) running.stop.abort();
    },
  };
}
