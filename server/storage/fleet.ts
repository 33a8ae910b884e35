/**
 * Branches and devices as requests need them. A device is always looked for within its branch, so that one partition is asked; the branch of
 * a device never changes and is remembered.
 *
 * What is remembered beyond that (`remembered`, `branch`) may be some moments old. It is good for one answer only: "nothing is new", which
 * tells nothing and stores nothing. Everything else asks the database.
 */
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Revocation } from '../../src/shared/sync-protocol/messages';
import type { Db } from '../db/database';
import { branches, deviceDirectory, devices } from '../db/schema';
import { revocationsOf } from '../revocations';
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
  /** Counts what makes remembered rows of devices untrue. */
  let changes = 0;

  const forgetDevicesOf = (branchId: string): void => {
    changes += 1;
    for (const { id } of views.get(branchId)?.devices ?? []) rows.delete(id);
    for (const row of rows.values()) if (row.branchId === branchId) rows.delete(row.id);
  };
  signals.listen((signal) => {
    const { branchId } = signal;
    const reading = loading.get(branchId);
    if (signal.kind === 'kept') {
      if (reading) reading.stale = true;
      const view = views.get(branchId);
      if (view && signal.end > view.end) views.set(branchId, { ...view, end: signal.end });
    }
    if (signal.kind === 'devices') {
      if (reading) reading.stale = true;
      forgetDevicesOf(branchId);
      views.delete(branchId);
    }
  });
  signals.onGap(() => {
    changes += 1;
    rows.clear();
    views.clear();
    for (const reading of loading.values()) reading.stale = true;
  });

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
    const revocations = await revocationsOf(db, branchId);
    return { end: branch.nextPosition - 1, devices: known, revocations, partition: branch.partition };
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
    size: () => ({ branches: views.size, devices: rows.size }),
  };
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
