/** Wires backups and restoring to the branch that is open here. */
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { createBackupService, type BackupService } from '../backup/backup-service';
import { backupHandlers } from '../handlers/backup-handlers';
import { restoreHandlers } from '../handlers/restore-handlers';
import type { CallContext } from '../ipc/answer';
import type { Journal } from '../journal/journal';
import type { Keyring, KeyringDeps } from '../keys/keyring';
import { onSameVolume } from '../platform/disk';
import { newId } from '../platform/ids';
import type { ApplicationDeps } from './application-types';
import type { Core } from './core';

type Names = Extract<keyof AppContract, `backup.${string}` | `restore.${string}`>;

export interface Backups {
  readonly service: BackupService;
  readonly handlers: Pick<AppHandlers<CallContext>, Names>;
}

export function createBackups(
  deps: Pick<ApplicationDeps, 'dir' | 'disk' | 'dialogs' | 'version' | 'relaunch'> & {
    readonly core: Core;
    readonly journal: Journal;
    readonly keyring: () => Keyring | undefined;
    readonly keyringDeps: KeyringDeps;
    readonly demo: () => boolean;
    readonly mayRestore: () => boolean;
  },
): Backups {
  const { core, disk, dir, dialogs, keyringDeps } = deps;
  const service = createBackupService({
    core,
    disk,
    rng: keyringDeps.rng,
    dir,
    journal: deps.journal,
    keyring: deps.keyring,
    appVersion: deps.version,
    onSameVolume,
    demo: deps.demo,
  });
  return {
    service,
    handlers: {
      ...backupHandlers({ core, service, dialogs, dir }),
      ...restoreHandlers({
        core,
        staging: { ...keyringDeps, dir, newId },
        dialogs,
        mayRestore: deps.mayRestore,
        relaunch: deps.relaunch,
      }),
    },
  };
}
