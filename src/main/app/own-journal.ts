/** The journal of this PC, opened behind what people see first, and the room there is for it. */
import path from 'node:path';
import type { AttachmentStore } from '../attachments/attachment-store';
import { openJournal, type Journal } from '../journal/journal';
import { journalToCome } from '../journal/journal-to-come';
import type { Notices } from '../notices/notices';
import { openReserve, type Reserve } from '../platform/reserve';
import { systemRng } from '../platform/rng';
import { createWaitingTraces, type WaitingTraces } from '../session/waiting-traces';
import type { ApplicationDeps } from './application-types';
import { createDiskWatch, type DiskWatch } from './disk-watch';
import { reportJournalRepairs } from './report-repairs';

interface OwnJournal {
  readonly journal: Journal;
  readonly opened: Promise<void>;
  readonly room: DiskWatch;
  /** Traces of who signed in where nothing could be written. */
  readonly waitingTraces: WaitingTraces;
}

export function openOwnJournal(
  { dir, disk, log, workers, mayOpenRecords }: ApplicationDeps,
  beside: {
    /** Reads the packs that ship: their turn is now, too. */
    readonly packs: () => unknown;
    readonly notices: Notices;
    readonly attachments: Pick<AttachmentStore, 'sweepLeftovers'>;
    readonly deviceSeed: () => Uint8Array | undefined;
  },
): OwnJournal {
  const waitingTraces = createWaitingTraces({
    ...{ dir, disk, rng: systemRng },
    deviceSeed: beside.deviceSeed,
    onFault: (cause) => {
      log.error('traces.waiting', cause);
    },
  });
  let reserve: Reserve | undefined;
  const room = createDiskWatch({
    freeBytes: () => disk.freeBytes(dir),
    totalBytes: () => disk.totalBytes(dir),
    notices: beside.notices,
    reserve: () => reserve,
    takePlaces: async () => {
      await reserve?.renew();
      await waitingTraces.makePlace();
    },
  });
  const check = (): void => {
    room.check().catch((cause: unknown) => {
      log.error('disk.watch', cause);
    });
  };
  const opening = mayOpenRecords.then(async () => {
    beside.packs();
    const onFault = (cause: unknown): void => {
      log.error('disk.reserve', cause);
    };
    reserve = await openReserve({ dir, disk, rng: systemRng, onFault });
    // On a full disk the database needs the room of the reserve even to be opened.
    await room.check();
    return openJournal({ dir: path.join(dir, 'journal'), disk, reserve, onFull: check, workerFile: workers.journal });
  });
  const opened = opening.then(async ({ repairs }) => {
    reportJournalRepairs(repairs, { log, notices: beside.notices });
    await beside.attachments.sweepLeftovers();
  });
  return { journal: journalToCome(opening), opened, room, waitingTraces };
}
