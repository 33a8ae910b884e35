/** Each place in the chain of a device is taken once. Who signed two events for one place has two histories (分叉). */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { StoreAccess } from '../store/store-access';

/**
 * Those events whose place another event has already, here or earlier among them.
 *
 * @param events none of them is here
 */
export async function inTakenPlaces(
  store: Pick<StoreAccess, 'lastEvent' | 'ownEventRowsAfter'>,
  events: readonly OpenEvent[],
): Promise<ReadonlySet<OpenEvent>> {
  const lastSeq = new Map<string, number>();
  for (const deviceId of new Set(events.map(({ header }) => header.deviceId)))
    lastSeq.set(deviceId, (await store.lastEvent(deviceId))?.seq ?? 0);
  const seen = new Set<string>();
  const taken = new Set<OpenEvent>();
  for (const event of events) {
    const { deviceId, seq } = event.header;
    const place = `${deviceId} ${String(seq)}`;
    // Nearly all come behind the last one; only of the others the store has to be asked.
    const isBehind = seq > (lastSeq.get(deviceId) ?? 0);
    if (seen.has(place) || (!isBehind && (await store.ownEventRowsAfter(deviceId, seq - 1, seq)).length > 0))
      taken.add(event);
    seen.add(place);
  }
  return taken;
}
