/** What the first page needs of sync; without the shapes of its calls, which would load with it. */
import type { SyncStatusView } from './sync';

/** While nothing is known of a headquarters. */
export const noEvidenceWaits: SyncStatusView['evidence'] = {
  policy: 'all',
  waitingFiles: 0,
  waitingBytes: 0,
  heldBackFiles: 0,
  reasonCode: null,
};

/** Between two syncs, until somebody chooses otherwise. */
export const usualSyncMinutes = 5;

/** A PC that belongs to no headquarters, or of which nothing is known yet. */
export const notEnrolled: SyncStatusView = {
  state: 'notEnrolled',
  hqUrl: null,
  lastSuccessAtMs: null,
  waiting: 0,
  oldestWaitingSinceMs: null,
  quarantined: 0,
  reasonCode: null,
  nextAttemptAtMs: null,
  clockOffsetMs: null,
  receivedFromOthers: 0,
  intervalMinutes: usualSyncMinutes,
  evidence: noEvidenceWaits,
  stopped: [],
  setAside: [],
  unsent: [],
};
