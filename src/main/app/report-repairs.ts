/** Tells of what had to be mended between journal and store: every time to the log, to people where it means something. */
import type { JournalRepair } from '../journal/segments';
import type { Log } from '../log/log';
import type { Notices } from '../notices/notices';
import type { ReconcileResult } from '../store/reconcile';

interface Listeners {
  readonly log: Log;
  readonly notices: Notices;
}

export function reportJournalRepairs(repairs: readonly JournalRepair[], { log, notices }: Listeners): void {
  for (const repair of repairs) {
    log.warn('journal.repaired', { ...repair });
    if (repair.kind !== 'damaged') continue;
    notices.add({ severity: 'warning', code: 'journalRepaired', values: { cutBytes: repair.cutBytes } });
  }
}

export function reportReconciled(result: ReconcileResult, { log, notices }: Listeners): void {
  log.info('store.reconciled', { ...result });
  if (result.kind === 'replayed' && result.lost && result.frames > 0) {
    notices.add({ severity: 'warning', code: 'storeRebuilt', values: { frames: result.frames } });
  }
  if (result.kind === 'journalMended') {
    notices.add({ severity: 'error', code: 'journalMended', values: { rows: result.rows } });
  }
}

export function reportUnreadableDrafts(ids: readonly string[], { log, notices }: Listeners): void {
  log.warn('drafts.unreadable', { ids: ids.join(' ') });
  notices.add({ severity: 'error', code: 'draftsUnreadable', values: { count: ids.length } });
}
