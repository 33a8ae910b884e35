/** 网点中转机: whether this PC is the hub of the branch, or goes to one. Each change leaves a trace. */
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { HubPlace, HubService } from '../app/hub-service';
import type { CallContext } from '../ipc/answer';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `hub.${string}`>>;

const placeOf = ({ address, port }: HubPlace): string => `${address}:${String(port)}`;

export function hubHandlers(service: HubService, core: Pick<Core, 'audit'>): Handlers {
  return {
    'hub.status': async () => ok(await service.status()),
    'hub.serve': async (place, context) => {
      const session = requireSession(context);
      const served = await service.serve(session, place);
      if (!served.ok) return served;
      await core.audit(session, {
        type: 'audit.settingChanged',
        payload: { setting: 'hubServes', to: placeOf(place) },
      });
      return served;
    },
    'hub.use': async (place, context) => {
      const session = requireSession(context);
      const used = await service.use(session, place);
      if (!used.ok) return used;
      await core.audit(session, { type: 'audit.settingChanged', payload: { setting: 'hubUsed', to: placeOf(place) } });
      return used;
    },
    'hub.leave': async (_input, context) => {
      const session = requireSession(context);
      await core.audit(session, { type: 'audit.settingChanged', payload: { setting: 'hubLeft', to: '' } });
      await service.leave(session);
      return ok({});
    },
  };
}
