/**
 * When to sync, and what to say about it. One run at a time; a run sends what waits, then fetches what others wrote. The
 * branch never waits for it: whatever goes wrong here, the outbox keeps its events and the status says why.
 */
import { noEvidenceWaits } from '../../shared/contract/no-sync';
import type { SyncStatusView } from '../../shared/contract/sync';
import { backOffMs } from './back-off';
import { failure, newestSpoken, type Failure, type SyncReason } from './exchange';
import { fetchAll } from './hydrate/hydrate';
import type { Net } from './net';
import { pushAll } from './push';
import { relayAll, unsentOf } from './relay';
import { heedRefusals } from './refused-records';
import { askForPacks, fullPace, pullPacks, type Step, type TransferDeps, type TransferTools } from './transfer';

export interface SyncEngineDeps extends TransferDeps {
  readonly net: Net;
  readonly nowMs: () => number;
  /** 0 ≤ x < 1; spreads the attempts of many PCs. */
  readonly random: () => number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  readonly onStatus: (status: SyncStatusView) => void;
  /** A transfer that came to nothing, for the log: our reason, and headquarters' own code where it gave one. */
  readonly onRefused: (reason: SyncReason, problemCode: string | null) => void;
  /** A fault on our side (store, keys), for the log. */
  readonly onFault: (cause: unknown) => void;
  readonly intervalMinutes: number;
  readonly paused: boolean;
  readonly lastSuccessAtMs: number | null;
  readonly receivedFromOthers: number;
}

export interface SyncEngine {
  /** Begins with a run at once, unless paused. */
  readonly start: () => void;
  /** Runs now, or once more after the run that is under way; resolves when nothing runs. Does nothing when paused. */
  readonly syncNow: () => Promise<void>;
  /** As a person asks for it: what was set aside is fetched once more. */
  readonly syncAgain: () => Promise<void>;
  /** Does this while no run is under way, and lets none begin meanwhile. */
  readonly apart: <T>(task: () => Promise<T>) => Promise<T>;
  /** Something new waits: runs now, unless an attempt failed; then its back-off is kept to. */
  readonly nudge: () => void;
  readonly setPaused: (paused: boolean) => Promise<void>;
  readonly setIntervalMinutes: (minutes: number) => void;
  readonly status: () => SyncStatusView;
  /** No more runs and no more status; gives up the request that is under way and resolves when it has ended. */
  readonly stop: () => Promise<void>;
}

/** Where the line is at fault the other half of a sync would fare no better. */
const deadLine: readonly SyncReason[] = ['sync.tls', 'sync.trust', 'sync.notHq'];
/** Reasons that pass by themselves when the line or headquarters comes back. */
const lineReasons: readonly SyncReason[] = [
  'sync.unreachable',
  'sync.timeout',
  'sync.portal',
  'sync.badAnswer',
  'sync.hqFailed',
  'sync.busy',
];
/** People read a number that falls no faster; counting and showing it for each batch takes its time from the batches. The end is told at once. */
const tellEveryMs = 250;
/** Repeats at once within a run (a corrected clock, a nonce already seen, a gap). */
const repeatsPerRun = 2;

export function createSyncEngine(deps: SyncEngineDeps): SyncEngine {
  let paused = deps.paused;
  let stopped = false;
  let running: Promise<void> | undefined;
  let again = false;
  let cancelTimer: (() => void) | undefined;
  let failures = 0;
  let offsetMs = 0;
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let { intervalMinutes } = deps;
  const givingUp = new AbortController();
  let current: SyncStatusView = {
    state: paused ? 'paused' : 'idle',
    hqUrl: deps.hq.url,
    lastSuccessAtMs: deps.lastSuccessAtMs,
    waiting: 0,
    oldestWaitingSinceMs: null,
    quarantined: 0,
    reasonCode: null,
    nextAttemptAtMs: null,
    clockOffsetMs: null,
    receivedFromOthers: deps.receivedFromOthers,
    intervalMinutes,
    evidence: noEvidenceWaits,
    stopped: [],
    setAside: [],
    unsent: [],
  };

  const tell = (changes: Partial<SyncStatusView>): void => {
    current = { ...current, ...changes };
    // Another engine may speak by now.
    if (!stopped) deps.onStatus(current);
  };
  const counts = async (): Promise<
    Pick<SyncStatusView, 'waiting' | 'quarantined' | 'oldestWaitingSinceMs' | 'setAside' | 'unsent'>
  > => {
    const [{ waiting, quarantined, oldestQueuedAtMs }, { items }] = [await deps.outbox.stats(), await deps.setAside()];
    return {
      ...{ waiting, oldestWaitingSinceMs: oldestQueuedAtMs },
      quarantined: Math.max(0, quarantined - (deps.refusals?.settled() ?? 0)),
      setAside: items.map(({ tag, seq, eventId, atMs, held }) => ({ deviceTag: tag, seq, eventId, atMs, held })),
      unsent: unsentOf((await deps.relay?.formerPcs()) ?? [], tools.notRelayed),
    };
  };
  const isStopped = (): boolean => stopped;
  const stopping = (): boolean => stopped || paused;

  const tools: TransferTools = {
    deps,
    exchangeDeps: {
      net: deps.net,
      url: deps.hq.url,
      deviceId: deps.identity.deviceId,
      signBytes: deps.identity.signBytes,
      spoken: newestSpoken(),
      createdMs: () => deps.nowMs() + offsetMs,
      signal: givingUp.signal,
    },
    pace: fullPace(),
    sure: false,
    fetchesAgain: true,
    notRelayed: new Map(),
    deviceTimeMs: deps.nowMs,
    nowMs: deps.nowMs,
    stopping,
    progress: async (received) => {
      current = { ...current, receivedFromOthers: current.receivedFromOthers + received };
      const nowMs = performance.now();
      if (nowMs - toldAtMs < tellEveryMs) return;
      toldAtMs = nowMs;
      tell(await counts());
    },
    heardTime: (serverTimeMs) => {
      offsetMs = serverTimeMs - deps.nowMs();
      tell({ clockOffsetMs: offsetMs });
    },
  };

  /** Sends, then fetches. A refusal of the one doesn't hold up the other; a dead line holds up both. */
  const transferOnce = async (): Promise<Step> => {
    const pushed = await pushAll(tools);
    if (!pushed.ok && ([...lineReasons, ...deadLine].includes(pushed.reason) || pushed.retry === 'now')) return pushed;
    // Asked for while others' events are fetched, and taken after them: a far line is waited for once.
    const packsAhead = stopping() ? null : askForPacks(tools);
    try {
      const pulled = await fetchAll(tools);
      const step = pushed.ok ? pulled : pushed;
      if (!pulled.ok) return step;
      const relayed = await relayAll(tools);
      if (!relayed.ok) return step.ok ? relayed : step;
      const refusals = await heedRefusals(tools);
      const packs = await pullPacks(tools, packsAhead);
      if (!step.ok) return step;
      return refusals.ok ? packs : refusals;
    } finally {
      await packsAhead?.answer.catch(() => undefined);
    }
  };

  const transfer = async (): Promise<Step> => {
    for (let repeat = 0; ; repeat++) {
      const step = await transferOnce();
      if (step.ok) return step;
      const serverTimeMs = step.problem?.serverTimeMs;
      if (serverTimeMs !== undefined) tools.heardTime(serverTimeMs);
      if (step.retry !== 'now' || repeat >= repeatsPerRun || stopping()) return step;
    }
  };

  const plan = (ms: number): void => {
    cancelTimer?.();
    cancelTimer = deps.schedule(() => {
      cancelTimer = undefined;
      void syncNow();
    }, ms);
  };

  const settle = async (step: Step): Promise<void> => {
    const numbers = await counts();
    const nowMs = deps.nowMs();
    if (stopping()) {
      tell({ ...numbers, state: 'paused', nextAttemptAtMs: null });
      return;
    }
    const waitMs = step.ok ? intervalMinutes * 60_000 : afterFailure(step);
    plan(waitMs);
    const nextAttemptAtMs = nowMs + waitMs;
    if (!step.ok) {
      deps.onRefused(step.reason, step.problem?.code ?? null);
      const state = lineReasons.includes(step.reason) ? 'offline' : 'attention';
      tell({ ...numbers, state, reasonCode: step.reason, nextAttemptAtMs });
      return;
    }
    failures = 0;
    const reasonCode = attentionBy(numbers);
    tell({
      ...numbers,
      state: reasonCode === null ? 'idle' : 'attention',
      reasonCode,
      lastSuccessAtMs: nowMs,
      nextAttemptAtMs,
    });
  };

  /** What is not as it should be after a sync that went through. */
  const attentionBy = ({ quarantined, setAside, unsent }: Awaited<ReturnType<typeof counts>>): SyncReason | null => {
    if (quarantined > 0) return 'sync.eventsRejected';
    if (setAside.length > 0) return 'sync.setAside';
    return unsent.length > 0 ? 'sync.unsent' : null;
  };

  /** What headquarters asks for is kept to; where only a person can help, the interval is soon enough. */
  const afterFailure = ({ retry, retryAfterMs }: Failure): number => {
    failures += 1;
    const own = retry === 'never' ? intervalMinutes * 60_000 : backOffMs(failures, deps.random());
    return Math.max(own, retryAfterMs ?? 0);
  };

  const runOnce = async (): Promise<void> => {
    cancelTimer?.();
    cancelTimer = undefined;
    tell({ state: 'syncing', nextAttemptAtMs: null });
    let step: Step;
    try {
      step = await transfer();
    } catch (cause) {
      // Locked in the middle: the store and the keys are closed, and what was under way will be sent again.
      if (stopped) return;
      deps.onFault(cause);
      step = failure('sync.localFault');
    }
    if (stopped) return;
    try {
      await settle(step);
    } catch (cause) {
      if (isStopped()) return;
      // Not even the outbox can be counted: the store is away. It comes back, and so do we.
      deps.onFault(cause);
      const waitMs = afterFailure(failure('sync.localFault'));
      if (!stopping()) plan(waitMs);
      tell({ state: 'attention', reasonCode: 'sync.localFault', nextAttemptAtMs: deps.nowMs() + waitMs });
    }
  };

  const runAll = async (): Promise<void> => {
    await runOnce();
    // After a failure the back-off decides, also for what came meanwhile.
    while (again && failures === 0 && !stopping()) {
      again = false;
      await runOnce();
    }
    again = false;
  };

  const syncNow = (): Promise<void> => {
    if (stopping()) return running ?? Promise.resolve();
    if (running) {
      again = true;
      return running;
    }
    running = runAll().finally(() => {
      running = undefined;
    });
    return running;
  };

  const apart = async <T>(task: () => Promise<T>): Promise<T> => {
    while (running) await running;
    const doing = task();
    const ended = doing
      // What it brought is told at once: where there is no line, no sync comes to tell it.
      .then(async () => tell(await counts()))
      .catch(() => undefined)
      .finally(() => {
        running = undefined;
        const asked = again;
        again = false;
        if (asked && failures === 0) void syncNow();
      });
    running = ended;
    await ended;
    return doing;
  };

  return {
    apart,
    start: () => {
      if (paused) deps.onStatus(current);
      else void syncNow();
    },
    syncNow,
    syncAgain: () => {
      tools.fetchesAgain = true;
      return syncNow();
    },
    nudge: () => {
      if (failures === 0) void syncNow();
    },
    setPaused: async (next) => {
      if (stopped || next === paused) return;
      paused = next;
      if (!paused) {
        // A run that was told to stop may still be ending: it must not be taken for the new one.
        await running;
        void syncNow();
        return;
      }
      cancelTimer?.();
      cancelTimer = undefined;
      tell({ state: 'paused', nextAttemptAtMs: null });
    },
    setIntervalMinutes: (minutes) => {
      intervalMinutes = minutes;
      tell({ intervalMinutes });
      if (cancelTimer && current.reasonCode === null) {
        plan(minutes * 60_000);
        tell({ nextAttemptAtMs: deps.nowMs() + minutes * 60_000 });
      }
    },
    status: () => current,
    stop: async () => {
      stopped = true;
      givingUp.abort();
      cancelTimer?.();
      cancelTimer = undefined;
      await running;
    },
  };
}
