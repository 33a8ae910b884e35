/**
 * Calls for help (求助) that are told as such, because who hears them can't pull, or who called can't push: a PC whose screen is
 * locked. Which PC and when; nothing else is known here.
 *
 * In memory of each server process, by signals. A locked PC says what it called in each of its requests, so a restart loses nothing.
 */
import { and, asc, eq, gt, inArray, like, ne } from 'drizzle-orm';
import { incidentPrefix } from '../src/domain/evidence/event-envelope';
import type { CallSign } from '../src/shared/sync-protocol/messages';
import { MAX_CALLS } from '../src/shared/sync-protocol/version';
import type { Device } from './auth';
import type { Db } from './db/database';
import { devices, events } from './db/schema';

/** A call that nobody has ended is told no longer than this: the same time in which a PC takes a further press for the same incident. */
const callsForMs = 4 * 60 * 60 * 1_000;
/** Of one branch, called by locked PCs. */
const mostOfBranch = 200;

export interface Calls {
  /** A locked PC says what it called. True where that is news. */
  readonly heard: (
    device: Pick<Device, 'branchId' | 'id'>,
    own: readonly { readonly incident: string; readonly atMs: number }[],
  ) => boolean;
  /** They became events. */
  readonly recorded: (branchId: string, streamIds: readonly string[]) => void;
  /** What this PC is to be told. */
  readonly open: (device: Device, after: number, locked: boolean) => Promise<readonly CallSign[]>;
}

interface Heard {
  readonly deviceId: string;
  readonly atMs: number;
  readonly heardMs: number;
}

export function createCalls(deps: { readonly db: Db; readonly nowMs: () => number }): Calls {
  const { db, nowMs } = deps;
  const branches = new Map<string, Map<string, Heard>>();

  const heardIn = (branchId: string): Map<string, Heard> => {
    const heard = branches.get(branchId) ?? new Map<string, Heard>();
    for (const [incident, { heardMs }] of heard) if (nowMs() - heardMs > callsForMs) heard.delete(incident);
    branches.set(branchId, heard);
    return heard;
  };

  /** Calls among the events that it has not pulled, without those that were ended. */
  const inEvents = async (
    { branchId, id }: Device,
    after: number,
  ): Promise<ReadonlyMap<string, Omit<Heard, 'heardMs'>>> => {
    const rows = await db
      .select({ incident: events.streamId, type: events.type, deviceId: events.deviceId, atMs: events.atWall })
      .from(events)
      .where(
        and(
          eq(events.branchId, branchId),
          gt(events.position, after),
          ne(events.deviceId, id),
          like(events.streamId, `${incidentPrefix}%`),
          inArray(events.type, ['incident.raised', 'incident.pressedAgain', 'incident.closed']),
          gt(events.storedAt, nowMs() - callsForMs),
        ),
      )
      .orderBy(asc(events.position));
    const calls = new Map<string, Omit<Heard, 'heardMs'>>();
    for (const { incident, type, deviceId, atMs } of rows) {
      if (incident === null) continue;
      if (type === 'incident.closed') calls.delete(incident);
      else calls.set(incident, { deviceId, atMs: Math.max(atMs ?? 0, 0) });
    }
    return calls;
  };

  return {
    heard: ({ branchId, id }, own) => {
      const heard = heardIn(branchId);
      let news = false;
      for (const { incident, atMs } of own) {
        const known = heard.get(incident);
        if (known?.atMs === atMs || !incident.startsWith(incidentPrefix) || heard.size >= mostOfBranch) continue;
        heard.set(incident, { deviceId: id, atMs, heardMs: nowMs() });
        news = true;
      }
      return news;
    },
    recorded: (branchId, streamIds) => {
      const heard = branches.get(branchId);
      for (const id of streamIds) heard?.delete(id);
    },
    open: async (device, after, locked) => {
      const calls = new Map(locked ? await inEvents(device, after) : []);
      for (const [incident, call] of heardIn(device.branchId))
        if (call.deviceId !== device.id) calls.set(incident, call);
      if (calls.size === 0) return [];
      const latest = [...calls].toSorted(([, a], [, b]) => b.atMs - a.atMs).slice(0, MAX_CALLS);
      const known = await db
        .select({ id: devices.id, tag: devices.tag })
        .from(devices)
        .where(
          and(
            eq(devices.branchId, device.branchId),
            inArray(devices.id, [...new Set(latest.map(([, { deviceId }]) => deviceId))]),
          ),
        );
      return latest.flatMap(([incident, { deviceId, atMs }]) => {
        const tag = known.find(({ id }) => id === deviceId)?.tag;
        return tag === undefined ? [] : [{ incident, deviceTag: tag, atMs }];
      });
    },
  };
}
