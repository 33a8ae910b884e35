/** Tells of what had to be mended between journal and store: every time to the log, to people where it means something. */
import type { JournalRepair } from '../journal/segments';
import type { Log } from '../log/log';
import type { Notices } from '../notices/notices';
import type { ReconcileResult } from '../store/reconcile';
import type { UpgradeNews } from '../store/upgrade/store-upgrade';

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
  if (result.kind === 'salvaged') {
    reportSalvaged(result, { log, notices });
    return;
  }
  log.info('store.reconciled', { ...result });
  if (result.kind === 'replayed' && result.lost && result.frames > 0) {
    notices.add({ severity: 'warning', code: 'storeRebuilt', values: { frames: result.frames } });
  }
  if (result.kind === 'journalMended') {
    notices.add({ severity: 'error', code: 'journalMended', values: { rows: result.rows } });
  }
}

/** What became of an update of the database, where it did not simply go well. */
export function reportUpgrade(news: UpgradeNews, { log, notices }: Listeners): void {
  log.warn('store.upgrade', { news });
  notices.add({ severity: 'warning', code: news === 'restored' ? 'updateTakenBack' : 'updateRefilled', values: {} });
}

/** What is missing is said to the number: whoever looks for it at headquarters or in a backup has to know what to ask for. */
function reportSalvaged(
  { kind, rows, missing }: Extract<ReconcileResult, { kind: 'salvaged' }>,
  { log, notices }: Listeners,
): void {
  const numbers = missing
    .map(({ fromSeq, toSeq }) => (fromSeq === toSeq ? String(fromSeq) : `${String(fromSeq)}–${String(toSeq)}`))
    .join(', ');
  log.warn('store.reconciled', { kind, rows, missing: numbers });
  if (missing.length === 0) {
    notices.add({ severity: 'warning', code: 'journalSalvaged', values: { rows } });
    return;
  }
  const count = missing.reduce((sum, { fromSeq, toSeq }) => sum + toSeq - fromSeq + 1, 0);
  notices.add({ severity: 'error', code: 'recordsMissing', values: { rows, count, numbers } });
}

/** They are left out, so that the others can be worked with. */
export function reportUnreadable(what: 'cases' | 'drafts', ids: readonly string[], { log, notices }: Listeners): void {
  log.warn(`${what}.unreadable`, { ids: ids.join(' ') });
  notices.add({ severity: 'error', code: `${what}Unreadable`, values: { count: ids.length } });
}
