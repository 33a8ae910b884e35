/** Both ways to headquarters, over the line and on a stick, whom the line believes; and the hub of the branch for when there is neither. */
import { certificateHandlers, type CertificateHandlerDeps } from './certificate-handlers';
import { courierHandlers, type CourierHandlerDeps } from './courier-handlers';
import { hubHandlers } from './hub-handlers';
import { syncHandlers } from './sync-handlers';
import type { HubService } from '../app/hub-service';
import type { SyncService } from '../app/sync-service';

export function headquartersHandlers(
  deps: Omit<CourierHandlerDeps, 'service'> &
    CertificateHandlerDeps & { readonly service: SyncService; readonly hub: HubService },
) {
  const handlers = syncHandlers(deps.service, deps.core);
  return {
    ...handlers,
    'sync.now': (...asked: Parameters<(typeof handlers)['sync.now']>) => {
      deps.hub.hurry();
      return handlers['sync.now'](...asked);
    },
    ...certificateHandlers(deps),
    ...courierHandlers(deps),
    ...hubHandlers(deps.hub, deps.core),
  };
}
