/** Both ways to headquarters: over the line, and on a stick. */
import { courierHandlers, type CourierHandlerDeps } from './courier-handlers';
import { syncHandlers } from './sync-handlers';
import type { SyncService } from '../app/sync-service';

export function headquartersHandlers(deps: Omit<CourierHandlerDeps, 'service'> & { readonly service: SyncService }) {
  return { ...syncHandlers(deps.service, deps.core), ...courierHandlers(deps) };
}
