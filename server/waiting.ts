/**
 * Lets PCs wait for a call for help in their branch, so that they hear of it at once without asking again and again. Nothing of the
 * call passes here: who waits is told to pull, and gets the event as it gets every other.
 *
 * In memory of one server process. Who waited when it ended asks again and finds the event in the database.
 */
import { and, eq, gt, like, ne } from 'drizzle-orm';
import { incidentPrefix } from '../src/domain/evidence/event-envelope';
import type { WaitReply, WaitRequest } from '../src/shared/sync-protocol/messages';
import { LONGEST_WAIT_MS } from '../src/shared/sync-protocol/version';
import type { Device } from './auth';
import type { Db } from './db/database';
import { events } from './db/schema';
import { refuse, type Refusal } from './problem';

/** Open requests that this process holds; beyond it a PC is asked to come back. */
const mostWaiting = 5_000;
const comeBackMs = 60_000;

export type WaitAnswer = { readonly ok: true; readonly reply: WaitReply } | Refusal;

export interface Waiting {
  /** Resolves when something of an incident waits for this device, when the time is over, or when its PC has gone. */
  readonly wait: (device: Device, request: WaitRequest, gone: AbortSignal) => Promise<WaitAnswer>;
  /** Events of these streams were kept for a branch. */
  readonly kept: (branchId: string, fromDeviceId: string, streamIds: readonly string[]) => void;
  /** The server ends: nobody waits on. */
  readonly end: () => void;
}

interface Waiter {
  readonly branchId: string;
  readonly deviceId: string;
  readonly wake: (alert: boolean) => void;
}

export function createWaiting(deps: { readonly db: Db; readonly nowMs: () => number }): Waiting {
  const { db, nowMs } = deps;
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

  const reply = (alert: boolean): WaitAnswer => ({ ok: true, reply: { alert, serverTimeMs: nowMs() } });

  return {
    wait: async (device, { cursor, maxMs }, gone) => {
      const after = cursor === null ? 0 : Number(cursor);
      if (!Number.isSafeInteger(after) || after < 0) return refuse('request.badShape');
      if (ended) return refuse('server.closing');
      if (waiters.size >= mostWaiting && !waiters.has(device.id))
        return refuse('request.tooMany', { retryAfterMs: comeBackMs });
      waiters.get(device.id)?.wake(false);
      return new Promise<WaitAnswer>((resolve, reject) => {
        const timer = setTimeout(() => own.wake(false), Math.min(maxMs, LONGEST_WAIT_MS));
        const leave = (): void => own.wake(false);
        const own: Waiter = {
          branchId: device.branchId,
          deviceId: device.id,
          wake: (alert) => {
            clearTimeout(timer);
            gone.removeEventListener('abort', leave);
            if (waiters.get(device.id) === own) waiters.delete(device.id);
            resolve(reply(alert));
          },
        };
        gone.addEventListener('abort', leave);
        // Waits first and looks then: what is kept in between wakes it.
        waiters.set(device.id, own);
        somethingWaits(device, after).then(
          (waits) => {
            if (waits) own.wake(true);
          },
          (cause: unknown) => {
            reject(cause instanceof Error ? cause : new Error('looking for incidents failed'));
            own.wake(false);
          },
        );
      });
    },
    kept: (branchId, fromDeviceId, streamIds) => {
      if (!streamIds.some((id) => id.startsWith(incidentPrefix))) return;
      for (const waiter of [...waiters.values()])
        if (waiter.branchId === branchId && waiter.deviceId !== fromDeviceId) waiter.wake(true);
    },
    end: () => {
      ended = true;
      for (const waiter of [...waiters.values()]) waiter.wake(false);
    },
  };
}
