/** Putting a backup back, on a PC where nobody can sign in yet. Which folder was chosen stays in main. */
import type { RestorableView } from '../../shared/contract/backup';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { BackupFile } from '../backup/backup-file';
import { foldersIn, type BackupFolder } from '../backup/backup-folder';
import { BackupStopped, faultOf } from '../backup/backup-fault';
import { RecoveryCodeDiffers, stageRestore, type StageDeps } from '../backup/stage-restore';
import type { CallContext } from '../ipc/answer';
import type { Disk } from '../platform/disk';
import type { FolderDialog } from '../windows/dialogs';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `restore.${string}`>>;

interface Found {
  readonly folder: BackupFolder;
  readonly file: BackupFile | undefined;
  readonly view: RestorableView;
}

export function restoreHandlers(deps: {
  readonly core: Pick<Core, 'log' | 'publish'>;
  readonly staging: Omit<StageDeps, 'signal' | 'onProgress'>;
  readonly dialogs: FolderDialog;
  /** Nobody works here: nothing that somebody relies on is replaced. */
  readonly mayRestore: () => boolean;
  readonly relaunch: () => void;
}): Handlers {
  const { core, staging, dialogs } = deps;
  let found: ReadonlyMap<string, Found> = new Map();
  let running: AbortController | undefined;
  let staged = false;

  return {
    'restore.choose': async () => {
      if (!deps.mayRestore() || running || staged) return err({ code: 'restore.notNow' });
      const chosen = await dialogs.openFolder();
      if (chosen === undefined) return ok({ cancelled: true, found: [] });
      try {
        found = await backupsIn(chosen, staging.disk);
      } catch (cause) {
        core.log.warn('restore.unreadable', { fault: faultOf(cause).code });
        return err({ code: 'restore.folderGone' });
      }
      return ok({ cancelled: false, found: [...found.values()].map(({ view }) => view) });
    },
    'restore.run': async ({ key, recoveryCode }) => {
      if (!deps.mayRestore() || running || staged) return err({ code: 'restore.notNow' });
      const chosen = found.get(key);
      if (!chosen) return err({ code: 'restore.folderGone' });
      if (chosen.view.state === 'newer') return err({ code: 'restore.newer' });
      if (!chosen.file) return err({ code: 'restore.damaged' });
      const stop = new AbortController();
      running = stop;
      let told = -1;
      const onProgress = (done: number, total: number): void => {
        const hundredth = Math.floor((100 * done) / Math.max(1, total));
        if (hundredth !== told) core.publish('restore.progress', { done, total });
        told = hundredth;
      };
      try {
        await stageRestore({ ...staging, signal: stop.signal, onProgress }, chosen.folder, chosen.file, recoveryCode);
        staged = true;
        return ok({});
      } catch (cause) {
        if (cause instanceof RecoveryCodeDiffers) return err({ code: 'restore.codeDiffers' });
        if (cause instanceof BackupStopped) return err({ code: 'restore.stopped' });
        const { code } = faultOf(cause);
        core.log.warn('restore.failed', { fault: code });
        return err({ code: refusalOf[code] });
      } finally {
        running = undefined;
      }
    },
    'restore.stop': async () => {
      running?.abort();
      return ok({});
    },
    'restore.restart': async () => {
      if (staged) deps.relaunch();
      return ok({});
    },
  };
}

const refusalOf = {
  folderGone: 'restore.folderGone',
  diskFull: 'restore.diskFull',
  notKept: 'restore.damaged',
  journalDamaged: 'restore.damaged',
  notWritable: 'restore.failed',
  io: 'restore.failed',
} as const;

/** Newest first; what can't be read stands last. */
async function backupsIn(chosen: string, disk: Disk): Promise<ReadonlyMap<string, Found>> {
  const all: Found[] = [];
  for (const folder of await foldersIn(chosen, disk)) {
    const there = new Map<string, boolean>();
    const isThere = async (name: string, size: number): Promise<boolean> => {
      const known = there.get(name) ?? (await folder.holds(name, size));
      there.set(name, known);
      return known;
    };
    for (const { fileName, read } of await folder.list()) {
      const file = read.state === 'whole' ? read.file : undefined;
      all.push({ folder, file, view: await viewOf(fileName, read.state, file, isThere) });
    }
  }
  const madeAtMs = ({ view }: Found): number => view.about?.madeAtMs ?? 0;
  all.sort((a, b) => madeAtMs(b) - madeAtMs(a));
  // Pages get a number, not a path.
  return new Map(all.map((one, i) => [String(i), { ...one, view: { ...one.view, key: String(i) } }]));
}

async function viewOf(
  fileName: string,
  read: 'whole' | 'damaged' | 'newer',
  file: BackupFile | undefined,
  isThere: (name: string, size: number) => Promise<boolean>,
): Promise<RestorableView> {
  if (!file) return { key: '', fileName, state: read, about: null };
  const { madeAtMs, branch, device, counts, objects } = file.head;
  let whole = true;
  for (const [name, size] of objects) whole = whole && (await isThere(name, size));
  return {
    key: '',
    fileName,
    state: whole ? 'whole' : 'incomplete',
    about: {
      madeAtMs,
      branchName: branch.name,
      deviceTag: device.tag,
      cases: counts.cases,
      evidence: counts.evidence,
      bytes: objects.reduce((sum, [, size]) => sum + size, 0),
    },
  };
}
