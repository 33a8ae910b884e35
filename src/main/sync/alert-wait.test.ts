import { describe, expect, it } from 'vitest';
import type { CallSign } from '../../shared/sync-protocol/messages';
import { createAlertWait, type AlertWaitDeps } from './alert-wait';
import { hqUrl, nowMs } from './branch-pc.test-support';
import { newestSpoken } from './exchange';
import { bodyOf, fault, hqTimeMs, json, problem } from './headquarters.test-support';
import type { NetReply, NetRequest } from './net';

const call = (incident: string): CallSign => ({ incident, deviceTag: 'B', atMs: 5 });
const quiet = (more: object = {}): NetReply => json({ alert: false, serverTimeMs: hqTimeMs, ...more });
const alarm = json({ alert: true, serverTimeMs: hqTimeMs });

/** Answers come in their order; behind them a request stays open until it is given up. */
function makeWait(
  answers: readonly NetReply[],
  { locked = false, stepMs = 5_000, ...change }: Partial<AlertWaitDeps> & { locked?: boolean; stepMs?: number } = {},
) {
  const asked: NetRequest[] = [];
  const rests: { ms: number; run: () => void; isOff: boolean }[] = [];
  const told: { calls: readonly CallSign[] } = { calls: [] };
  const faults: unknown[] = [];
  const seen = { pulls: 0, cursor: '1', now: nowMs };
  const own = Array.from({ length: 25 }, (_, i) => ({ incident: `own-${String(i)}`, atMs: i }));
  const wait = createAlertWait({
    exchangeDeps: {
      ...{ url: hqUrl, deviceId: 'pc-1', signBytes: () => 'A'.repeat(86), createdMs: () => nowMs },
      spoken: newestSpoken(),
      net: (request) => {
        asked.push(request);
        seen.now += stepMs;
        const answer = answers[asked.length - 1];
        if (answer) return Promise.resolve(answer);
        return new Promise((resolve) => {
          request.signal?.addEventListener('abort', () => {
            resolve(fault('cut'));
          });
        });
      },
    },
    cursor: async () => seen.cursor,
    pull: async () => {
      seen.pulls += 1;
      seen.cursor = String(seen.pulls + 1);
    },
    calls: {
      locked,
      own: async () => own,
      told: () => told.calls,
      heard: (calls) => {
        told.calls = calls;
      },
    },
    nowMs: () => seen.now,
    random: () => 0.5,
    schedule: (run, ms) => {
      const rest = { ms, run, isOff: false };
      rests.push(rest);
      return () => {
        rest.isOff = true;
      };
    },
    onFault: (cause) => faults.push(cause),
    ...change,
  });
  return { wait, asked, rests, told, faults, seen };
}
/** Without a clock: until it is so, or for so many turns. */
const turns = async (until: () => boolean = () => false, most = 60): Promise<void> => {
  for (let i = 0; i < most && !until(); i += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('who waits for calls for help', () => {
  it('asks for the longest time there is, from where it stands, with its own calls and what it knows', async () => {
    const { wait, asked, told } = makeWait([]);
    told.calls = [call('a')];
    wait.start();
    wait.start();
    await turns(() => asked.length > 0);
    await turns();
    expect(asked).toHaveLength(1);
    const body = bodyOf(asked[0] as NetRequest) as { calls: { own: readonly object[]; told: readonly object[] } };
    expect(body).toMatchObject({ cursor: '1', maxMs: 25_000, calls: { locked: false, told: [call('a')] } });
    expect(body.calls.own).toHaveLength(20);
    expect(body.calls.own.at(-1)).toEqual({ incident: 'own-24', atMs: 24 });
    wait.stop();
  });

  it('fetches at once when there is one, and waits on from there', async () => {
    const { wait, asked, rests, seen } = makeWait([alarm]);
    wait.start();
    await turns(() => asked.length === 2);
    expect(seen.pulls).toBe(1);
    expect(bodyOf(asked[1] as NetRequest)['cursor']).toBe('2');
    expect(rests).toEqual([]);
    wait.stop();
  });

  it('spares the line where an alarm brings nothing', async () => {
    const { wait, asked, rests } = makeWait([alarm], { pull: async () => undefined });
    wait.start();
    await turns(() => rests.length > 0);
    expect(rests.map(({ ms }) => ms)).toEqual([500]);
    expect(asked).toHaveLength(1);
    rests[0]?.run();
    await turns(() => asked.length === 2);
    expect(asked).toHaveLength(2);
    wait.stop();
  });

  it('asks again at once after a full time of quiet, and not where the answer came too soon', async () => {
    const patient = makeWait([quiet(), quiet()], { stepMs: 1_000 });
    patient.wait.start();
    await turns(() => patient.asked.length === 3);
    expect(patient.rests).toEqual([]);
    patient.wait.stop();
    const hasty = makeWait([quiet()], { stepMs: 999 });
    hasty.wait.start();
    await turns(() => hasty.rests.length > 0);
    expect([hasty.rests.length, hasty.asked.length]).toEqual([1, 1]);
    hasty.wait.stop();
  });

  it('tells calls that are new, also where the answer came at once, and the same ones only once', async () => {
    const { wait, asked, told, rests } = makeWait([quiet({ calls: [call('a')] }), quiet({ calls: [call('a')] })], {
      stepMs: 0,
    });
    wait.start();
    await turns(() => rests.length > 0);
    expect(told.calls).toEqual([call('a')]);
    expect(asked).toHaveLength(2);
    expect(rests).toHaveLength(1);
    wait.stop();
  });

  it('asks less and less often on a line that fails, as headquarters asks for, and as before when a sync got through', async () => {
    const lost = fault('unreachable');
    const { wait, asked, rests } = makeWait([
      lost,
      lost,
      problem(503, 'server.closing', { retryAfterMs: 60_000 }),
      lost,
    ]);
    wait.start();
    for (let i = 0; i < 3; i += 1) {
      await turns(() => rests.length === i + 1);
      if (i < 2) rests[i]?.run();
    }
    expect(rests.map(({ ms }) => ms)).toEqual([500, 1_000, 60_000]);
    wait.lineIsBack();
    await turns(() => rests.length === 4);
    expect(asked).toHaveLength(4);
    expect(rests[2]?.isOff).toBe(true);
    expect(rests[3]?.ms).toBe(500);
    wait.stop();
    await turns();
    expect(rests[3]?.isOff).toBe(true);
    expect(asked).toHaveLength(4);
  });

  it('is not asked again by who knows no waiting, and without calls by who knows none', async () => {
    const older = makeWait([problem(404, 'request.notFound'), problem(404, 'request.notFound'), quiet()]);
    older.wait.start();
    await turns();
    expect(older.asked.map(({ url }) => url)).toEqual([`${hqUrl}/v2/wait`, `${hqUrl}/v1/wait`]);
    const shape = problem(400, 'request.badShape', { retry: 'never' });
    const plain = makeWait([shape]);
    plain.wait.start();
    await turns(() => plain.asked.length === 2);
    expect(plain.asked.map((request) => 'calls' in bodyOf(request))).toEqual([true, false]);
    plain.wait.stop();
    const locked = makeWait([shape, quiet()], { locked: true });
    locked.wait.start();
    await turns();
    expect(locked.asked).toHaveLength(1);
  });

  it('asks anew when there is something to say, unless nobody waits', async () => {
    const { wait, asked } = makeWait([]);
    wait.again();
    await turns();
    expect(asked).toEqual([]);
    wait.start();
    await turns(() => asked.length === 1);
    wait.again();
    await turns(() => asked.length === 2);
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, false]);
    wait.stop();
    await turns();
    expect(asked).toHaveLength(2);
    expect(asked[1]?.signal?.aborted).toBe(true);
  });

  it('tells a fault of this PC, but not that the screen was locked', async () => {
    const cause = new Error('store');
    const failing = makeWait([], { cursor: async () => Promise.reject(cause) });
    failing.wait.start();
    await turns(() => failing.faults.length > 0);
    expect(failing.faults).toEqual([cause]);
    const locked = makeWait([], {
      cursor: async () => {
        locked.wait.stop();
        throw cause;
      },
    });
    locked.wait.start();
    await turns();
    expect(locked.faults).toEqual([]);
  });
});
