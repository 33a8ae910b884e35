/**
 * Lets PCs wait for a call for help in their branch, so that they hear of it at once without asking again and again. Who waits is
 * told to pull, and gets the event as it gets every other; where that can't be, it is told which PC called and when (`calls.ts`).
 *
 * In memory of one server process, which hears of the others by signals. Who waited when it ended asks again and finds the event in the
 * database.
 */
import { and, eq, gt, like, ne } from 'drizzle-orm';
import { incidentPrefix } from '../src/domain/evidence/event-envelope';
import type { CallSign, WaitReply, WaitRequest } from '../src/shared/sync-protocol/messages';
import { sameCalls } from '../src/shared/sync-protocol/same-calls';
import { LONGEST_WAIT_MS } from '../src/shared/sync-protocol/version';
import type { Device } from './auth';
import type { Db } from './db/database';
import { events } from './db/schema';
import { createCalls } from './calls';
import { refuse, type Refusal } from './problem';
import type { Signals } from './signals';

/** Open requests that this process holds; beyond it a PC is asked to come back. */
const mostWaiting = 5_000;
const comeBackMs = 60_000;

export type WaitAnswer = { readonly ok: true; readonly reply: WaitReply } | Refusal;

export interface Waiting {
  /** Resolves when something of an incident waits for this device, when the time is over, or when its PC has gone. */
  readonly wait: (device: Device, request: Omit<WaitRequest, 'protocol'>, gone: AbortSignal) => Promise<WaitAnswer>;
  /** The server ends: nobody waits on. */
  readonly end: () => void;
}

interface Waiter {
  readonly branchId: string;
  readonly deviceId: string;
  /** `look`: there may be something; `leave`: answers with what it was told before. */
  readonly wake: (why: 'look' | 'leave') => void;
}

export function createWaiting(deps: {
  readonly db: Db;
  readonly signals: Signals;
  readonly nowMs: () => number;
}): Waiting {
  const { db, signals, nowMs } = deps;
  const calls = createCalls(deps);
  /** One for each device: a newer request takes the place of an older one, whose connection may be dead. */
  const waiters = new Map<string, Waiter>();
  let ended = false;

  const somethingWaits = async (device: Device, after: number): Promise<boolean> => {
    const [found] = await db
      .select({ position: events.position })
      .from(events)
      .where(
        and(
          eq(events.branchId, device.branchId),
          gt(events.position, after),
          ne(events.deviceId, device.id),
          like(events.streamId, `${incidentPrefix}%`),
        ),
      )
      .limit(1);
    return found !== undefined;
  };

  /** Takes its place among those who wait, until it is woken, its time is over or its PC has gone. */
  const register = (device: Device, maxMs: number, gone: AbortSignal) => {
    let resolve: Waiter['wake'] = () => undefined;
    const woken = new Promise<'look' | 'leave'>((wake) => {
      resolve = wake;
    });
    const timer = setTimeout(() => resolve('leave'), Math.min(maxMs, LONGEST_WAIT_MS));
    const hangUp = (): void => resolve('leave');
    const own: Waiter = { branchId: device.branchId, deviceId: device.id, wake: resolve };
    gone.addEventListener('abort', hangUp);
    waiters.set(device.id, own);
    const leave = (): void => {
      clearTimeout(timer);
      gone.removeEventListener('abort', hangUp);
      if (waiters.get(device.id) === own) waiters.delete(device.id);
    };
    return { woken, leave };
  };

  const wakeOthers = (branchId: string, deviceId: string): void => {
    for (const waiter of [...waiters.values()])
      if (waiter.branchId === branchId && waiter.deviceId !== deviceId) waiter.wake('look');
  };

  signals.listen((signal) => {
    if (signal.kind === 'kept' && signal.incidents.length > 0) {
      calls.recorded(signal.branchId, signal.incidents);
      wakeOthers(signal.branchId, signal.deviceId);
    }
    if (signal.kind === 'called' && calls.heard({ branchId: signal.branchId, id: signal.deviceId }, signal.own))
      wakeOthers(signal.branchId, signal.deviceId);
  });
  // What was not heard may be in the database.
  signals.onGap(() => {
    for (const waiter of [...waiters.values()]) waiter.wake('look');
  });

  /** What there is to say now, and whether that is worth an answer. */
  const look = async (device: Device, after: number, asked: WaitRequest['calls']) => {
    const alert = asked?.locked !== true && (await somethingWaits(device, after));
    if (asked === undefined) return { alert, worth: alert };
    const open = await calls.open(device, after, asked.locked);
    return { alert, calls: open, worth: alert || !sameCalls(open, asked.told) };
  };
  const answer = ({ alert, calls: open }: { alert: boolean; calls?: readonly CallSign[] }): WaitAnswer => ({
    ok: true,
    reply: { alert, ...(open === undefined ? {} : { calls: [...open] }), serverTimeMs: nowMs() },
  });

  return {
    wait: async (device, { cursor, maxMs, calls: asked }, gone) => {
      const after = cursor === null ? 0 : Number(cursor);
      if (!Number.isSafeInteger(after) || after < 0) return refuse('request.badShape');
      if (ended) return refuse('server.closing');
      if (waiters.size >= mostWaiting && !waiters.has(device.id))
        return refuse('request.tooMany', { retryAfterMs: comeBackMs });
      waiters.get(device.id)?.wake('leave');
      const unchanged = (): WaitAnswer => answer({ alert: false, ...(asked ? { calls: asked.told } : {}) });
      // Waits first and looks then: what is kept in between wakes it.
      const { woken, leave } = register(device, maxMs, gone);
      try {
        // Each time, because another process may have begun since: it is told by this alone.
        if (asked && asked.own.length > 0)
          await signals.publish({ kind: 'called', branchId: device.branchId, deviceId: device.id, own: asked.own });
        const first = await look(device, after, asked);
        if (first.worth) return answer(first);
        if ((await woken) === 'leave') return unchanged();
        return answer(await look(device, after, asked));
      } finally {
        leave();
      }
    },
    end: () => {
      ended = true;
      for (const waiter of [...waiters.values()]) waiter.wake('leave');
    },
  };
}
