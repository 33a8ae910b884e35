/** How far headquarters has signed for the records of former PCs (see `relay.ts`), as a row, and what is here of them. */
import { z } from 'zod';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { EventRow, WriteOp } from '../../shared/store-contract/rows';
import { formerDevicesIn, formerDevicesKey } from '../backup/former-devices';
import { newId } from '../platform/ids';
import type { StoreAccess } from '../store/store-access';
import type { RelayDeps } from './relay';

export const relayedKey = 'sync.relayed';
const Relayed = z.object({ upTo: z.record(z.string(), z.number()) });

/** @param upTo number of the last event that headquarters has, by device */
export const relayedOp = (upTo: Readonly<Record<string, number>>): WriteOp => ({
  table: 'kv',
  key: relayedKey,
  row: { key: relayedKey, upTo },
});

const relayedIn = (row: unknown): Readonly<Record<string, number>> => Relayed.safeParse(row).data?.upTo ?? {};

/** Of the PCs in whose place this one was restored; once restored, it stays so. */
export function relayOf(
  store: Pick<StoreAccess, 'kv' | 'lastEvent' | 'ownEventRowsAfter'>,
  records: {
    readonly open: (rows: readonly EventRow[]) => Promise<readonly OpenEvent[]>;
    readonly writeRows: (commandId: string, ops: readonly WriteOp[]) => Promise<void>;
  },
): RelayDeps {
  return {
    formerPcs: async () => {
      const former = formerDevicesIn(await store.kv(formerDevicesKey));
      if (former.length === 0) return [];
      const upTo = relayedIn(await store.kv(relayedKey));
      return Promise.all(
        former.map(async ({ deviceId, deviceTag }) => ({
          ...{ deviceId, tag: deviceTag },
          lastSeq: (await store.lastEvent(deviceId))?.seq ?? 0,
          ackedSeq: upTo[deviceId] ?? 0,
        })),
      );
    },
    eventsFrom: async (deviceId, seq, limit) =>
      records.open(await store.ownEventRowsAfter(deviceId, seq - 1, seq - 1 + limit)),
    acked: async (deviceId, seq) => {
      const upTo = relayedIn(await store.kv(relayedKey));
      await records.writeRows(newId(), [relayedOp({ ...upTo, [deviceId]: seq })]);
    },
  };
}
