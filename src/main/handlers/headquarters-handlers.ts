/** Both ways to headquarters, over the line and on a stick; and the hub of the branch for when there is neither. */
import { courierHandlers, type CourierHandlerDeps } from './courier-handlers';
import { hubHandlers } from './hub-handlers';
import { syncHandlers } from './sync-handlers';
import type { HubService } from '../app/hub-service';
import type { SyncService } from '../app/sync-service';

export function headquartersHandlers(
  deps: Omit<CourierHandlerDeps, 'service'> & { readonly service: SyncService; readonly hub: HubService },
) {
  return {
    ...syncHandlers(deps.service, deps.core),
    ...courierHandlers(deps),
    ...hubHandlers(deps.hub, deps.core),
  };
}
