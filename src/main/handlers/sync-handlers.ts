/** The sync centre: what waits, since when, why; and enrolment. */
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { ok } from '../../shared/contract/define';
import type { CallContext } from '../ipc/answer';
import type { Core } from '../app/core';
import type { SyncService } from '../app/sync-service';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `sync.${string}`>>;

export function syncHandlers(service: SyncService, core: Pick<Core, 'audit'>): Handlers {
  return {
    'sync.status': async () => ok(await service.status()),
    'sync.items': async ({ limit }, context) =>
      ok({ items: [...(await service.items(requireSession(context), limit))] }),
    'sync.now': async () => service.now(),
    'sync.setPaused': async ({ paused }, context) => {
      // First: a pause keeps headquarters from hearing of anything, but not of itself later.
      await core.audit(requireSession(context), {
        type: 'audit.settingChanged',
        payload: { setting: 'syncPaused', to: String(paused) },
      });
      await service.setPaused(paused);
      return ok({});
    },
    'sync.setInterval': async ({ minutes }, context) => {
      const session = requireSession(context);
      await core.audit(session, {
        type: 'audit.settingChanged',
        payload: { setting: 'syncMinutes', to: String(minutes) },
      });
      await service.setInterval(session, minutes);
      return ok({});
    },
    'sync.setEvidence': async ({ policy }, context) => {
      const session = requireSession(context);
      await core.audit(session, {
        type: 'audit.settingChanged',
        payload: { setting: 'syncEvidence', to: policy },
      });
      await service.setEvidence(session, policy);
      return ok({});
    },
    'sync.enrol': async ({ hqUrl, code }, context) => service.enrol(requireSession(context), hqUrl, code),
  };
}
