/** The records of one session as a hub, or a PC that goes to one, reads and keeps them. */
import type { HubRecords } from '../hub/hub-records';
import type { Session } from '../session/session';
import { devicesIn, devicesKey, stoppedIn, stoppedKey } from '../sync/kept-word';
import { syncSettings, type SyncServiceDeps } from './create-sync-engine';

/** Undefined where no headquarters is known: nobody says which PCs belong to the branch. */
export async function hubRecordsFor(
  deps: Pick<SyncServiceDeps, 'core' | 'store' | 'rng' | 'keyring'>,
  session: Session,
): Promise<HubRecords | undefined> {
  const { core, store } = deps;
  const { records } = session;
  const ring = deps.keyring();
  const config = await syncSettings(deps, session).get();
  if (!ring || !config) return undefined;
  return {
    identity: { deviceId: ring.device.id, branchId: ring.device.branchId },
    hqPublicKey: config.hqPublicKey,
    devices: async () => devicesIn(await store.kv(devicesKey)),
    stopped: async () => stoppedIn(await store.kv(stoppedKey)),
    headOf: async (deviceId) => {
      const last = await store.lastEvent(deviceId);
      return last && { seq: last.seq, hash: last.signed.hash };
    },
    hashAt: async (deviceId, seq) => (await store.ownEventRowsAfter(deviceId, seq - 1, seq))[0]?.signed.hash,
    eventsAfter: async (deviceId, seq, limit) => {
      const rows = await store.ownEventRowsAfter(deviceId, seq, seq + limit);
      // Of a chain with tombstones of headquarters a whole stretch may not be here, and what follows it is.
      const end = (await store.lastEvent(deviceId))?.seq ?? 0;
      const lastSeq = rows.at(-1)?.seq ?? Math.min(seq + limit, end);
      return { events: await records.open(rows), lastSeq: lastSeq > seq ? lastSeq : null };
    },
    userKeys: (userId) => core.directory().people.get(userId)?.signPublicKeys ?? [],
    // No cursor: headquarters brings the same once more, and it is known then.
    keep: (events) => records.ingest(core.newId(), events, []),
  };
}
