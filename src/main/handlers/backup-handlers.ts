/** Backups of this PC: the place, the state, one now. */
import path from 'node:path';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { BackupFault } from '../backup/backup-fault';
import type { BackupService } from '../backup/backup-service';
import type { CallContext } from '../ipc/answer';
import type { FolderDialog } from '../windows/dialogs';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `backup.${string}`>>;

export function backupHandlers(deps: {
  readonly core: Pick<Core, 'audit'>;
  readonly service: BackupService;
  readonly dialogs: FolderDialog;
  /** The profile. */
  readonly dir: string;
}): Handlers {
  const { core, service, dialogs } = deps;
  return {
    'backup.status': async () => ok(service.view()),
    'backup.chooseFolder': async (_input, context) => {
      const session = requireSession(context);
      const chosen = await dialogs.openFolder();
      if (chosen === undefined) return ok({ cancelled: true });
      if (isWithin(chosen, deps.dir)) return err({ code: 'backup.insideProfile', fault: 'notWritable' });
      try {
        await service.setPlace(chosen);
      } catch (cause) {
        if (cause instanceof BackupFault) return err({ code: 'backup.folderUnusable', fault: cause.code });
        throw cause;
      }
      await core.audit(session, { type: 'audit.backupPlaceChanged', payload: { change: 'chosen' } });
      return ok({ cancelled: false });
    },
    'backup.setLimit': async ({ limitGb }) => {
      await service.setLimit(limitGb);
      return ok({});
    },
    'backup.turnOff': async (_input, context) => {
      const session = requireSession(context);
      await service.turnOff();
      await core.audit(session, { type: 'audit.backupPlaceChanged', payload: { change: 'off' } });
      return ok({});
    },
    'backup.run': async () => (service.runNow() ? ok({}) : err({ code: 'backup.noFolder' })),
    'backup.stop': async () => {
      service.giveUp();
      return ok({});
    },
  };
}

function isWithin(folder: string, dir: string): boolean {
  const relative = path.relative(dir, folder);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}
