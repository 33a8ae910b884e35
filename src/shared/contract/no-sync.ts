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
