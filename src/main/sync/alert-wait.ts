/**
 * Waits at headquarters for a call for help in this branch, in one open request after the other, and has it pulled when there is one.
 * A line or a headquarters that fails is asked less and less often; one that knows no waiting is not asked again.
 */
import { WaitReply, type CallSign } from '../../shared/sync-protocol/messages';
import { sameCalls } from '../../shared/sync-protocol/same-calls';
import { LONGEST_WAIT_MS, MAX_CALLS } from '../../shared/sync-protocol/version';
import { backOffMs } from './back-off';
import { exchange, type ExchangeDeps } from './exchange';

export interface AlertWaitDeps {
  readonly exchangeDeps: Omit<ExchangeDeps, 'signal'>;
  readonly cursor: () => Promise<string | null>;
  /** Fetches what is there; resolves when that is done, or could not be. */
  readonly pull: () => Promise<void>;
  /** Calls that can't be pulled, or that this PC can't push. */
  readonly calls: {
    readonly locked: boolean;
    readonly own: () => Promise<readonly { readonly incident: string; readonly atMs: number }[]>;
    readonly told: () => readonly CallSign[];
    readonly heard: (calls: readonly CallSign[]) => void;
  };
  readonly nowMs: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  readonly onFault: (cause: unknown) => void;
}

export interface AlertWait {
  readonly start: () => void;
  readonly stop: () => void;
  /** Asks anew: there is something to say. */
  readonly again: () => void;
  /** A sync got through: no need to go on sparing the line. */
  readonly lineIsBack: () => void;
}

/** An empty answer that comes sooner was no waiting: asked again at once it would be a storm. */
const soonMs = 1_000;

export function createAlertWait(deps: AlertWaitDeps): AlertWait {
  let running: AbortController | undefined;
  let endRest: (() => void) | undefined;
  let failures = 0;
  let knowsCalls = true;

  const rest = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const cancel = deps.schedule(done, ms);
      endRest = done;
      signal.addEventListener('abort', done, { once: true });
      function done(): void {
        cancel();
        endRest = undefined;
        signal.removeEventListener('abort', done);
        resolve();
      }
    });
  const spare = (signal: AbortSignal, atLeastMs = 0): Promise<void> => {
    failures += 1;
    return rest(Math.max(backOffMs(failures, deps.random()), atLeastMs), signal);
  };

  /** False where there is nothing to wait for at this headquarters. */
  const once = async (signal: AbortSignal): Promise<boolean> => {
    const cursor = await deps.cursor();
    const askedAtMs = deps.nowMs();
    const { locked, own, told, heard } = deps.calls;
    const calls = { locked, own: (await own()).slice(-MAX_CALLS), told: told().slice(0, MAX_CALLS) };
    const answer = await exchange(
      { ...deps.exchangeDeps, signal },
      {
        path: '/wait',
        body: { cursor, maxMs: LONGEST_WAIT_MS, ...(knowsCalls ? { calls } : {}) },
        reply: WaitReply,
      },
    );
    if (signal.aborted) return false;
    if (!answer.ok) {
      // A headquarters of before: what happens in the branch comes with the next sync.
      if (answer.problem?.code === 'request.notFound') return false;
      // Likewise: it knows waiting, and no calls.
      if (answer.problem?.code === 'request.badShape' && knowsCalls) {
        knowsCalls = false;
        return !locked;
      }
      await spare(signal, answer.retryAfterMs ?? 0);
      return true;
    }
    const open = answer.value.calls;
    const news = open !== undefined && !sameCalls(open, told());
    if (open !== undefined && news) heard(open);
    if (answer.value.alert) {
      await deps.pull();
      if ((await deps.cursor()) === cursor) await spare(signal);
      else failures = 0;
      return true;
    }
    if (!news && Math.abs(deps.nowMs() - askedAtMs) < soonMs) await spare(signal);
    else failures = 0;
    return true;
  };

  const run = async (signal: AbortSignal): Promise<void> => {
    try {
      while (!signal.aborted && (await once(signal)));
    } catch (cause) {
      // The screen was locked, and with it the store was closed.
      if (!signal.aborted) deps.onFault(cause);
    }
  };

  const start = (): void => {
    if (running) return;
    failures = 0;
    running = new AbortController();
    void run(running.signal);
  };
  const stop = (): void => {
    running?.abort();
    running = undefined;
  };

  return {
    start,
    stop,
    again: () => {
      if (!running) return;
      stop();
      start();
    },
    lineIsBack: () => {
      failures = 0;
      endRest?.();
    },
  };
}
