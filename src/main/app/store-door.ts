/** How the store host's page comes and goes while the application runs. */
import type { Log } from '../log/log';
import type { Notices } from '../notices/notices';
import type { StoreSupervisor } from '../store/store-supervisor';
import type { StoreUpgrade } from '../store/upgrade/store-upgrade';
import type { Application } from './application-types';

type StoreDoor = Pick<Application, 'attachStore' | 'detachStore' | 'storeFailed' | 'recordsHeld'>;

export function storeDoor(deps: {
  readonly opened: Promise<void>;
  readonly supervisor: StoreSupervisor;
  readonly upgrade: Pick<StoreUpgrade, 'held'>;
  readonly notices: Notices;
  readonly log: Log;
}): StoreDoor {
  const { opened, supervisor, upgrade, notices, log } = deps;
  // Until the first one no store is attached, and without one nothing is read or written.
  let attached = 0;
  return {
    attachStore: async (port) => {
      attached += 1;
      const own = attached;
      await opened;
      // Its page may have gone again in the meantime.
      if (own === attached) await supervisor.attach(port);
    },
    detachStore: () => {
      attached += 1;
      supervisor.detach();
    },
    recordsHeld: () => upgrade.held() !== undefined,
    storeFailed: (cause) => {
      notices.add({ severity: 'error', code: 'storeFailed', values: {} });
      log.error('store.failed', cause);
    },
  };
}
