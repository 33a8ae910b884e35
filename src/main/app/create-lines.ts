/** The lines on which records leave this PC and come to it: to headquarters, and to the PCs of the branch through its hub. */
import type { PackService } from '../packs/pack-service';
import type { Session } from '../session/session';
import { fetchFromEither } from './create-hub-files';
import { createHubService, type HubServiceDeps } from './create-hub-service';
import type { SyncServiceDeps } from './create-sync-engine';
import { createSyncService } from './create-sync-service';
import type { HubService } from './hub-service';
import type { SyncService } from './sync-service';

export interface Lines {
  readonly sync: SyncService;
  readonly hub: HubService;
  /** Somebody signed in. */
  readonly start: (session: Session) => void;
  readonly lock: () => void;
  /** Something was written or came here. */
  readonly changed: () => void;
  /** Somebody called for help: sends now, whatever failed before. */
  readonly hurry: () => void;
  /** An evidence file that another PC added. */
  readonly fetchEvidence: SyncService['fetchEvidence'];
  readonly close: () => Promise<void>;
}

export function createLines(
  deps: SyncServiceDeps & HubServiceDeps,
  packs: Pick<PackService, 'have' | 'takeSent' | 'trust'>,
): Lines {
  const sync = createSyncService(deps, packs);
  const hub = createHubService(deps);
  const { log } = deps.core;
  return {
    sync,
    hub,
    start: (session) => {
      sync.start(session).catch((cause: unknown) => log.error('sync.start', cause));
      hub.start(session).catch((cause: unknown) => log.error('hub.start', cause));
    },
    lock: () => {
      sync.stop();
      hub.lock();
    },
    changed: () => {
      sync.nudge();
      hub.changed();
    },
    hurry: () => {
      sync.hurry();
      hub.hurry();
    },
    fetchEvidence: (file) => fetchFromEither(file, sync.fetchEvidence, hub.fetchEvidence),
    close: async () => {
      sync.stop();
      await hub.close();
    },
  };
}
