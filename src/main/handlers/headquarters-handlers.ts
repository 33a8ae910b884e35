/** Both ways to headquarters: over the line, and on a stick. */
import { certificateHandlers, type CertificateHandlerDeps } from './certificate-handlers';
import { courierHandlers, type CourierHandlerDeps } from './courier-handlers';
import { syncHandlers } from './sync-handlers';
import type { SyncService } from '../app/sync-service';

export function headquartersHandlers(
  deps: Omit<CourierHandlerDeps, 'service'> & CertificateHandlerDeps & { readonly service: SyncService },
) {
  return { ...syncHandlers(deps.service, deps.core), ...courierHandlers(deps), ...certificateHandlers(deps) };
}
