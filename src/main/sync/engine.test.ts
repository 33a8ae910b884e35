import { describe, expect, it } from 'vitest';
import type { SyncStatusView } from '../../shared/contract/sync';
import { makePc, hqUrl, nowMs, rowOf } from './branch-pc.test-support';
import { createSyncEngine, type SyncEngineDeps } from './engine';
import { fault, hqTimeMs, makeHq, problem, routeOf } from './headquarters.test-support';
import { readSignatureInput } from '../../shared/sync-protocol/message-signature';
import type { NetRequest } from './net';

const minutes = 60_000;

function makeEngine(
  { written = 0, ...change }: Partial<SyncEngineDeps> & { readonly written?: number } = {},
  hq = makeHq(),
) {
  const pc = makePc(hq, { written });
  const statuses: SyncStatusView[] = [];
  const plans: { run: () => void; ms: number; isOff: boolean }[] = [];
  const refused: (readonly [string, string | null])[] = [];
  const faults: unknown[] = [];
  const engine = createSyncEngine({
    ...pc.deps,
    net: hq.net,
    nowMs: () => nowMs,
    random: () => 0.5,
    schedule: (run, ms) => {
      const plan = { run, ms, isOff: false };
      plans.push(plan);
      return () => {
        plan.isOff = true;
      };
    },
    onStatus: (status) => statuses.push(status),
    onRefused: (...said) => refused.push(said),
    onFault: (cause) => faults.push(cause),
    intervalMinutes: 5,
    paused: false,
    lastSuccessAtMs: null,
    receivedFromOthers: 3,
    ...change,
  });
  const planned = () => plans.filter(({ isOff }) => !isOff).map(({ ms }) => ms);
  return { hq, pc, engine, statuses, plans, planned, refused, faults };
}
const createdIn = ({ headers }: NetRequest) =>
  readSignatureInput({
    signatureInput: headers['signature-input'] ?? '',
    signature: headers['signature'] ?? '',
    contentDigest: '',
  })?.createdS;
const routes = (hq: ReturnType<typeof makeHq>) => hq.asked.map(routeOf);
/** Until this PC has asked so often; without a clock. */
const asked = async (hq: ReturnType<typeof makeHq>, times: number): Promise<void> => {
  for (let i = 0; i < 1_000 && hq.asked.length < times; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('a sync', () => {
  it('sends, then fetches, tells that it is well and comes again after the interval', async () => {
    const { hq, engine, statuses, planned, refused } = makeEngine({ written: 2 });
    await engine.syncNow();
    expect(routes(hq)).toEqual(['/push', '/pull']);
    expect(statuses[0]).toMatchObject({ state: 'syncing', nextAttemptAtMs: null, hqUrl });
    expect(engine.status()).toEqual({
      ...statuses.at(-1),
      ...{ state: 'idle', reasonCode: null, waiting: 0, quarantined: 0, oldestWaitingSinceMs: null },
      ...{ lastSuccessAtMs: nowMs, nextAttemptAtMs: nowMs + 5 * minutes, clockOffsetMs: hqTimeMs - nowMs },
      ...{ receivedFromOthers: 3, intervalMinutes: 5, setAside: [], unsent: [], stopped: [] },
    });
    expect(planned()).toEqual([5 * minutes]);
    expect(refused).toEqual([]);
  });

  it('begins by itself, and again when its time has come', async () => {
    const { hq, engine, plans } = makeEngine();
    engine.start();
    await engine.syncNow();
    const before = hq.asked.length;
    plans.find(({ isOff }) => !isOff)?.run();
    await engine.syncNow();
    expect(hq.asked.length).toBeGreaterThan(before);
  });

  it('that is asked for while one runs runs once more, behind it', async () => {
    const { hq, engine } = makeEngine();
    await Promise.all([engine.syncNow(), engine.syncNow(), engine.syncNow()]);
    expect(routes(hq)).toEqual(['/pull', '/pull']);
  });

  it('signs with the time of headquarters where it says that our clock is wrong, at once', async () => {
    const { hq, engine } = makeEngine({ written: 1 });
    const truth = nowMs + 3_600_000;
    hq.instead = (_, nth) =>
      nth === 1 ? problem(401, 'auth.clock', { retry: 'now', serverTimeMs: truth }) : undefined;
    await engine.syncNow();
    expect(routes(hq)).toEqual(['/push', '/push', '/pull']);
    expect(hq.asked.slice(0, 2).map(createdIn)).toEqual([nowMs / 1000, truth / 1000]);
    expect(engine.status().state).toBe('idle');
  });

  it('is not repeated for ever by a headquarters that says now', async () => {
    const { hq, engine } = makeEngine({ written: 1 });
    hq.instead = () => problem(401, 'auth.clock', { retry: 'now' });
    await engine.syncNow();
    expect(hq.asked).toHaveLength(3);
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.clock' });
  });

  it.each([
    ['unreachable', 'offline', 1],
    ['timeout', 'offline', 1],
    ['tls', 'attention', 1],
    ['trust', 'attention', 1],
  ] as const)('that fails by %s fetches nothing and tells %s', async (name, state, requests) => {
    const { hq, engine, refused, planned } = makeEngine({ written: 1 });
    hq.instead = () => fault(name);
    await engine.syncNow();
    expect(hq.asked).toHaveLength(requests);
    const reason = `sync.${name}`;
    expect(engine.status()).toMatchObject({ state, reasonCode: reason, waiting: 1, oldestWaitingSinceMs: 1 });
    expect(engine.status().lastSuccessAtMs).toBeNull();
    expect(refused).toEqual([[reason, null]]);
    // Half of the ceiling, by chance.
    expect(planned()).toEqual([500]);
    expect(engine.status().nextAttemptAtMs).toBe(nowMs + 500);
  });

  it('whose sending is refused fetches all the same, and tells the refusal', async () => {
    const { hq, engine, refused, planned } = makeEngine({ written: 1 });
    hq.instead = (request) =>
      routeOf(request) === '/push' ? problem(403, 'auth.signature', { retry: 'never' }) : undefined;
    await engine.syncNow();
    expect(routes(hq)).toEqual(['/push', '/pull']);
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.signatureRefused' });
    expect(refused).toEqual([['sync.signatureRefused', 'auth.signature']]);
    // Only a person can help: the interval is soon enough.
    expect(planned()).toEqual([5 * minutes]);
  });

  it('waits longer after each failure, as long as headquarters asks for, and from the beginning again when one got through', async () => {
    const { hq, engine, planned } = makeEngine();
    const after = async () => {
      await engine.syncNow();
      return planned().at(-1);
    };
    hq.instead = () => fault('unreachable');
    expect([await after(), await after(), await after()]).toEqual([500, 1_000, 2_000]);
    hq.instead = () => problem(503, 'server.closing', { retryAfterMs: 90_000 });
    expect(await after()).toBe(90_000);
    hq.instead = () => undefined;
    expect(await after()).toBe(5 * minutes);
    hq.instead = () => fault('unreachable');
    expect(await after()).toBe(500);
    expect(planned()).toHaveLength(1);
  });

  it('that fails here is told as a fault of this PC, for the log with its cause, and tried again', async () => {
    const cause = new Error('disk');
    const { engine, faults, planned } = makeEngine({ cursor: async () => Promise.reject(cause) });
    await engine.syncNow();
    expect(faults).toEqual([cause]);
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.localFault' });
    expect(planned()).toEqual([500]);
  });

  it('goes on later even where not so much as what waits can be counted', async () => {
    const cause = new Error('store is away');
    const { engine, faults, planned } = makeEngine({ setAside: async () => Promise.reject(cause) });
    await engine.syncNow();
    expect(faults).toEqual([cause, cause]);
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.localFault' });
    expect(engine.status().nextAttemptAtMs).toBe(nowMs + (planned()[0] ?? 0));
  });
});

describe('what is not as it should be after a sync that went through', () => {
  const item = { deviceId: 'pc-2', tag: 'B', seq: 4, eventId: 'e-4', atMs: 5, held: 2 };

  it('is told: what was refused first, then what was set aside, then what was not brought', async () => {
    const set = { since: null, items: [item] };
    const relay = {
      formerPcs: async () => [{ deviceId: 'old', tag: 'C', lastSeq: 7, ackedSeq: 5 }],
      eventsFrom: async () => [],
      acked: async () => undefined,
    };
    const { engine, pc } = makeEngine({ setAside: async () => set, fetchAgain: async () => undefined, relay });
    pc.rows.set(1, { ...rowOf(1), state: 'quarantined' });
    await engine.syncNow();
    expect(engine.status()).toMatchObject({
      ...{ state: 'attention', reasonCode: 'sync.eventsRejected', quarantined: 1, lastSuccessAtMs: nowMs },
      setAside: [{ deviceTag: 'B', seq: 4, eventId: 'e-4', atMs: 5, held: 2 }],
      unsent: [{ deviceTag: 'C', waiting: 2, reasonCode: 'sync.relayHole' }],
    });
    pc.rows.clear();
    await engine.syncNow();
    expect(engine.status().reasonCode).toBe('sync.setAside');
    set.items.length = 0;
    await engine.syncNow();
    expect(engine.status().reasonCode).toBe('sync.unsent');
  });

  it('does not count what headquarters has settled', async () => {
    const heard = () => undefined;
    const refusals = { heard, taken: async () => undefined, settled: () => 2 };
    const { engine, pc } = makeEngine({ refusals });
    pc.rows.set(1, { ...rowOf(1), state: 'quarantined' });
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ quarantined: 0, state: 'idle' });
  });
});

describe('a person', () => {
  it('who paused it before finds it paused, and nothing goes out', async () => {
    const { hq, engine, statuses } = makeEngine({ paused: true });
    engine.start();
    await engine.syncNow();
    engine.nudge();
    expect(statuses.map(({ state }) => state)).toEqual(['paused']);
    expect(hq.asked).toEqual([]);
    await engine.setPaused(false);
    await engine.syncNow();
    expect(hq.asked.length).toBeGreaterThan(0);
    expect(engine.status().state).toBe('idle');
  });

  it('who pauses it has no other run begun, and the one under way ends as paused', async () => {
    const { hq, engine, planned } = makeEngine({ written: 1 });
    await engine.syncNow();
    await engine.setPaused(true);
    expect(planned()).toEqual([]);
    expect(engine.status()).toMatchObject({ state: 'paused', nextAttemptAtMs: null });
    const before = hq.asked.length;
    await engine.setPaused(true);
    await engine.syncNow();
    expect(hq.asked).toHaveLength(before);
    const other = makeEngine({ written: 1 });
    other.hq.instead = async () => {
      await other.engine.setPaused(true);
      return undefined;
    };
    await other.engine.syncNow();
    expect(other.hq.asked).toHaveLength(1);
    expect(other.engine.status()).toMatchObject({ state: 'paused', nextAttemptAtMs: null, waiting: 0 });
    expect(other.planned()).toEqual([]);
  });

  it('who chooses another interval gets it from now on, unless something is being tried again', async () => {
    const { hq, engine, planned } = makeEngine();
    engine.setIntervalMinutes(7);
    expect(planned()).toEqual([]);
    await engine.syncNow();
    expect(planned()).toEqual([7 * minutes]);
    engine.setIntervalMinutes(30);
    expect(planned()).toEqual([30 * minutes]);
    expect(engine.status()).toMatchObject({ intervalMinutes: 30, nextAttemptAtMs: nowMs + 30 * minutes });
    hq.instead = () => fault('unreachable');
    await engine.syncNow();
    engine.setIntervalMinutes(1);
    expect(planned()).toEqual([500]);
    expect(engine.status().intervalMinutes).toBe(1);
  });

  it('who asks for a sync again has what was set aside fetched once more', async () => {
    const fetched: (string | null)[] = [];
    const item = { deviceId: 'pc-2', tag: 'B', seq: 4, eventId: 'e-4', atMs: 5, held: 2 };
    const { engine } = makeEngine({
      setAside: async () => ({ since: '7', items: [item] }),
      fetchAgain: async (since) => {
        fetched.push(since);
      },
    });
    await engine.syncNow();
    await engine.syncNow();
    expect(fetched).toEqual(['7']);
    await engine.syncAgain();
    expect(fetched).toEqual(['7', '7']);
  });

  it('who saves something has it sent at once, but not before its time where the line failed', async () => {
    const { hq, engine } = makeEngine();
    engine.nudge();
    await engine.syncNow();
    const before = hq.asked.length;
    expect(before).toBeGreaterThan(0);
    hq.instead = () => fault('unreachable');
    await engine.syncNow();
    const failed = hq.asked.length;
    engine.nudge();
    await asked(hq, failed + 1);
    expect(hq.asked).toHaveLength(failed);
  });
});

describe('an engine that is stopped', () => {
  it('gives up what is under way, says no more and begins nothing', async () => {
    const { hq, engine, statuses, planned } = makeEngine({ written: 1 });
    hq.instead = ({ signal }) =>
      new Promise((resolve) => {
        signal?.addEventListener('abort', () => {
          resolve(fault('cut'));
        });
      });
    const running = engine.syncNow();
    await asked(hq, 1);
    const said = statuses.length;
    await engine.stop();
    await running;
    await engine.syncNow();
    await engine.setPaused(true);
    expect(statuses).toHaveLength(said);
    expect(hq.asked).toHaveLength(1);
    expect(planned()).toEqual([]);
  });

  it('has no timer left', async () => {
    const { engine, planned } = makeEngine();
    await engine.syncNow();
    await engine.stop();
    expect(planned()).toEqual([]);
  });
});

describe('what is done apart', () => {
  it('waits for the run under way, lets none begin meanwhile, and has one that was asked for follow', async () => {
    const { hq, engine, statuses } = makeEngine();
    const order: string[] = [];
    hq.instead = () => {
      order.push('request');
      return undefined;
    };
    const run = engine.syncNow();
    let end: () => void = () => undefined;
    const done = engine.apart(async () => {
      order.push('begin');
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      order.push('end');
      return 'result';
    });
    await run;
    for (let i = 0; i < 1_000 && !order.includes('begin'); i += 1)
      await new Promise((resolve) => setImmediate(resolve));
    void engine.syncNow();
    const said = statuses.length;
    end();
    expect(await done).toBe('result');
    expect(statuses.length).toBeGreaterThan(said);
    await engine.syncNow();
    expect(order.slice(0, 4)).toEqual(['request', 'begin', 'end', 'request']);
  });

  it('tells its fault to who asked, and syncs go on', async () => {
    const { hq, engine } = makeEngine();
    await expect(engine.apart(async () => Promise.reject(new Error('stick is out')))).rejects.toThrow('stick is out');
    await engine.syncNow();
    expect(hq.asked.length).toBeGreaterThan(0);
  });
});
