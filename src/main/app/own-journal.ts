/** The journal of this PC, opened behind what people see first, and the room there is for it. */
import path from 'node:path';
import type { AttachmentStore } from '../attachments/attachment-store';
import { openJournal, type Journal } from '../journal/journal';
import { journalToCome } from '../journal/journal-to-come';
import type { Notices } from '../notices/notices';
import type { ApplicationDeps } from './application-types';
import { createDiskWatch, type DiskWatch } from './disk-watch';
import { reportJournalRepairs } from './report-repairs';

export function openOwnJournal(
  { dir, disk, log, workers, mayOpenRecords }: ApplicationDeps,
  beside: {
    /** Reads the packs that ship: their turn is now, too. */
    readonly packs: () => unknown;
    readonly notices: Notices;
    readonly attachments: Pick<AttachmentStore, 'sweepLeftovers'>;
  },
): { readonly journal: Journal; readonly opened: Promise<void>; readonly room: DiskWatch } {
  const opening = mayOpenRecords.then(() => {
    beside.packs();
    return openJournal({ dir: path.join(dir, 'journal'), disk, workerFile: workers.journal });
  });
  const opened = opening.then(async ({ repairs }) => {
    reportJournalRepairs(repairs, { log, notices: beside.notices });
    await beside.attachments.sweepLeftovers();
  });
  const room = createDiskWatch({ freeBytes: () => disk.freeBytes(dir), notices: beside.notices });
  return { journal: journalToCome(opening), opened, room };
}
