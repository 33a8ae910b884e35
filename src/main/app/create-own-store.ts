/** The store of this PC behind its supervisor, with what people are told of it. */
import path from 'node:path';
import type { Journal } from '../journal/journal';
import type { Log } from '../log/log';
import type { Notices } from '../notices/notices';
import type { Disk } from '../platform/disk';
import { newId } from '../platform/ids';
import { reopeningClient } from '../store/reopening-client';
import { createStoreClient } from '../store/store-client';
import { createStoreSupervisor, type StoreSupervisor } from '../store/store-supervisor';
import { createStoreUpgrade, type StoreUpgrade } from '../store/upgrade/store-upgrade';
import { schemaVersion } from '../../shared/store-contract/schema';
import { reportReconciled, reportUpgrade } from './report-repairs';

export function createOwnStore(deps: {
  readonly dir: string;
  readonly disk: Disk;
  readonly journal: Journal;
  readonly log: Log;
  readonly notices: Notices;
  readonly ownDevice: () => string | undefined;
  readonly isSignedIn: () => boolean;
  /** Gives the reserve away where the disk is full. */
  readonly makeRoom: () => Promise<void>;
  /** Ends the process of the store's page; another one follows. */
  readonly restartHost: () => void;
  /** Makes anew what is derived. */
  readonly catchUp: () => void;
  /** What the page shows of the store is not as it was. */
  readonly changed: () => void;
}): { readonly supervisor: StoreSupervisor; readonly upgrade: StoreUpgrade } {
  const { dir, disk, log, notices } = deps;
  const plain = createStoreClient(({ name }) => {
    log.info('store.notice', { name });
    if (name === 'storageClosed') {
      closed();
      supervisor.closed();
    }
    if (name === 'derivedBehind') deps.catchUp();
  });
  const upgrade = createStoreUpgrade({
    ...{ dir, disk, log, target: schemaVersion },
    onNews: (news) => {
      reportUpgrade(news, { log, notices });
    },
    onHeld: deps.changed,
  });
  const { client, closed } = reopeningClient(plain, {
    makeRoom: deps.makeRoom,
    restartHost: () => {
      log.warn('store.hangs');
      deps.restartHost();
    },
    after: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => {
        clearTimeout(timer);
      };
    },
  });
  const supervisor = createStoreSupervisor({
    ...deps,
    client,
    upgrade,
    freeBytes: () => disk.freeBytes(dir),
    setDatabaseAside: async () => {
      const database = path.join(dir, 'IndexedDB');
      if (await disk.exists(database)) await disk.move(database, `${database}.damaged-${newId()}`);
    },
    newId,
    onReconciled: (result) => {
      reportReconciled(result, { log, notices });
    },
    onRestarted: () => {
      if (!deps.isSignedIn()) return;
      notices.add({ severity: 'info', code: 'storeHostRestarted', values: {} });
      deps.catchUp();
    },
  });
  return { supervisor, upgrade };
}
