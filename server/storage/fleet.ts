/**
 * Branches and devices as requests need them. A device is always looked for within its branch, so that one partition is asked; the branch of
 * a device never changes and is remembered.
 *
 * What is remembered beyond that (`remembered`, `branch`) may be some moments old: other processes tell what they keep before they answer for
 * it, and `check` finds from time to time what one of them could not tell any more. It is good for one answer only: "nothing is new", which
 * tells nothing and stores nothing. Everything else asks the database.
 */
import { and, asc, count, eq, isNull, max, sql } from 'drizzle-orm';
import type { Revocation } from '../../src/shared/sync-protocol/messages';
import type { Db } from '../db/database';
import { branches, deviceDirectory, devices, revocations } from '../db/schema';
import { allRevocations, revocationsOf } from '../revocations';
import type { Signals } from '../signals';

export type DeviceRow = typeof devices.$inferSelect;

export interface BranchView {
  /** Position of its last event; 0 for none. */
  readonly end: number;
  readonly devices: readonly { readonly id: string; readonly tag: string; readonly publicKey: string }[];
  /** Devices that are stopped (停用). */
  readonly revocations: Revocation[];
  /** The partition of `branches` that holds it, as the database calls it; all its rows elsewhere stand in those of the same number. */
  readonly partition: string;
}

export interface Fleet {
  readonly device: (deviceId: string) => Promise<DeviceRow | undefined>;
  readonly remembered: (deviceId: string) => Promise<DeviceRow | undefined>;
  /** Throws when there is no such branch. */
  readonly branch: (branchId: string) => Promise<BranchView>;
  /** Never changes, so it is asked once. */
  readonly partitionOf: (branchId: string) => Promise<string>;
  /** Reads all branches at once, so that the first poll of each need not ask. For the start, before anybody is answered. */
  readonly fill: () => Promise<void>;
  /**
   * Compares all that is remembered with the database, in one statement, and forgets or moves on what is behind it.
   *
   * @returns how many branches were behind
   */
  readonly check: () => Promise<number>;
  readonly size: () => { readonly branches: number; readonly devices: number };
}

/** So many devices and branches are kept in memory, about 300 bytes each. */
const most = 200_000;

export function createFleet(db: Db, signals: Signals): Fleet {
  const places = new Map<string, string>();
  const rows = new Map<string, DeviceRow>();
  const views = new Map<string, BranchView>();
  const partitions = new Map<string, string>();
  /** Being read now. A signal that comes meanwhile may be newer than what is read, so that isn't kept. */
  const loading = new Map<string, { readonly view: Promise<BranchView>; stale: boolean }>();
  /** Branches that were heard of while all are read. */
  let filling: Set<string> | undefined;
  /** Counts what makes remembered rows of devices untrue. */
  let changes = 0;

  const forgetDevicesOf = (branchId: string): void => {
    changes += 1;
    for (const { id } of views.get(branchId)?.devices ?? []) rows.delete(id);
    for (const row of rows.values()) if (row.branchId === branchId) rows.delete(row.id);
  };
  const forget = (branchId: string): void => {
    forgetDevicesOf(branchId);
    views.delete(branchId);
  };
  signals.listen((signal) => {
    const { branchId } = signal;
    filling?.add(branchId);
    const reading = loading.get(branchId);
    if (signal.kind === 'kept') {
      if (reading) reading.stale = true;
      const view = views.get(branchId);
      if (view && signal.end > view.end) views.set(branchId, { ...view, end: signal.end });
    }
    if (signal.kind === 'devices') {
      if (reading) reading.stale = true;
      forget(branchId);
    }
  });
  const forgetAll = (): void => {
    changes += 1;
    rows.clear();
    views.clear();
    for (const reading of loading.values()) reading.stale = true;
  };
  signals.onGap(forgetAll);

  const placeOf = async (deviceId: string): Promise<string | undefined> => {
    const known = places.get(deviceId);
    if (known !== undefined) return known;
    const [place] = await db.select().from(deviceDirectory).where(eq(deviceDirectory.deviceId, deviceId));
    if (place) put(places, deviceId, place.branchId);
    return place?.branchId;
  };

  const device = async (deviceId: string): Promise<DeviceRow | undefined> => {
    const branchId = await placeOf(deviceId);
    if (branchId === undefined) return undefined;
    const before = changes;
    const [row] = await db
      .select()
      .from(devices)
      .where(and(eq(devices.branchId, branchId), eq(devices.id, deviceId)));
    // Lost, and perhaps back in another branch.
    if (!row) places.delete(deviceId);
    else if (signals.live() && before === changes) put(rows, deviceId, row);
    return row;
  };

  const load = async (branchId: string): Promise<BranchView> => {
    // The end first: what is read after it can only be newer.
    const [branch] = await db
      .select({ nextPosition: branches.nextPosition, partition: sql<string>`${branches}.tableoid::text` })
      .from(branches)
      .where(eq(branches.id, branchId));
    if (!branch) throw new Error('a device has no branch');
    partitions.set(branchId, branch.partition);
    const known = await db
      .select({ id: devices.id, tag: devices.tag, publicKey: devices.publicKey })
      .from(devices)
      .where(eq(devices.branchId, branchId))
      .orderBy(asc(devices.enrolledAt), asc(devices.id));
    const stopped = await revocationsOf(db, branchId);
    return { end: branch.nextPosition - 1, devices: known, revocations: stopped, partition: branch.partition };
  };
  const fill = async (): Promise<void> => {
    const heard = new Set<string>();
    filling = heard;
    const before = changes;
    try {
      const heads = await db
        .select({
          id: branches.id,
          nextPosition: branches.nextPosition,
          partition: sql<string>`${branches}.tableoid::text`,
        })
        .from(branches)
        .limit(most + 1);
      const known = await db
        .select()
        .from(devices)
        .orderBy(asc(devices.enrolledAt), asc(devices.id))
        .limit(most + 1);
      const stopped = byBranch(await allRevocations(db));
      // With more than there is room for, each is read when it comes.
      if (heads.length > most || known.length > most || !signals.live() || before !== changes) return;
      const devicesOf = byBranch(known);
      for (const { id, nextPosition, partition } of heads) {
        if (heard.has(id)) continue;
        const own = devicesOf.get(id) ?? [];
        partitions.set(id, partition);
        views.set(id, {
          end: nextPosition - 1,
          devices: own.map(({ id: deviceId, tag, publicKey }) => ({ id: deviceId, tag, publicKey })),
          revocations: stopped.get(id) ?? [],
          partition,
        });
        for (const row of own) {
          rows.set(row.id, row);
          places.set(row.id, id);
        }
      }
    } finally {
      filling = undefined;
    }
  };

  const check = async (): Promise<number> => {
    if (views.size === 0) return 0;
    let behind = 0;
    for (const { id, end, devices: all, stopped, lastStoppedMs } of await heldOf(db)) {
      const view = views.get(id);
      if (!view) continue;
      const last = Math.max(0, ...view.revocations.map(({ atMs }) => atMs));
      if (all !== view.devices.length || stopped !== view.revocations.length || lastStoppedMs !== last) {
        // Or ahead, if it was heard since: read again, it is right in any case.
        behind += 1;
        forget(id);
      } else if (end > view.end) {
        behind += 1;
        views.set(id, { ...view, end });
      }
    }
    return behind;
  };

  const branch = async (branchId: string): Promise<BranchView> => {
    const known = signals.live() ? views.get(branchId) : undefined;
    if (known) return known;
    const reading = loading.get(branchId);
    if (reading && !reading.stale) return reading.view;
    const next = { view: load(branchId), stale: !signals.live() };
    loading.set(branchId, next);
    try {
      const view = await next.view;
      if (!next.stale) put(views, branchId, view);
      return view;
    } finally {
      if (loading.get(branchId) === next) loading.delete(branchId);
    }
  };

  return {
    device,
    remembered: async (deviceId) => (signals.live() ? rows.get(deviceId) : undefined) ?? device(deviceId),
    branch,
    partitionOf: async (branchId) => partitions.get(branchId) ?? (await branch(branchId)).partition,
    fill,
    check: () =>
      check().catch((cause: unknown) => {
        // What can't be compared is not to be relied on.
        forgetAll();
        throw cause;
      }),
    size: () => ({ branches: views.size, devices: rows.size }),
  };
}

/** What the database holds of each branch, to be compared with what is remembered of it. Reads one row a branch and device. */
async function heldOf(db: Db) {
  const all = db
    .select({ branchId: devices.branchId, count: count().as('devices') })
    .from(devices)
    .groupBy(devices.branchId)
    .as('d');
  const stopped = db
    .select({
      branchId: revocations.branchId,
      count: count().as('stopped'),
      last: max(revocations.atMs).as('last_stopped'),
    })
    .from(revocations)
    .where(isNull(revocations.liftedAt))
    .groupBy(revocations.branchId)
    .as('r');
  const held = await db
    .select({
      id: branches.id,
      nextPosition: branches.nextPosition,
      devices: sql<number>`coalesce(${all.count}, 0)::int`,
      stopped: sql<number>`coalesce(${stopped.count}, 0)::int`,
      lastStoppedMs: sql<number>`coalesce(${stopped.last}, 0)::float8`,
    })
    .from(branches)
    .leftJoin(all, eq(all.branchId, branches.id))
    .leftJoin(stopped, eq(stopped.branchId, branches.id));
  return held.map(({ nextPosition, ...row }) => ({ ...row, end: nextPosition - 1 }));
}

function byBranch<T extends { readonly branchId: string }>(all: readonly T[]): ReadonlyMap<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(each.branchId);
    if (group) group.push(each);
    else groups.set(each.branchId, [each]);
  }
  return groups;
}

/** The oldest goes first. */
function put<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= most) break;
    map.delete(oldest);
  }
}
