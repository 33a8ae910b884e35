/** Of events of other devices those that are not here yet, and what has to be known to keep them. */
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { StoreAccess } from '../store/store-access';
import type { RecordCrypto } from './record-crypto';
import { inTakenPlaces } from './taken-places';

/** Divides events by whether they are unknown (`fresh`), known, or stand in the place of another one (`taken`). */
export async function sortFresh(
  store: Pick<StoreAccess, 'knownEventIds' | 'lastEvent' | 'ownEventRowsAfter'>,
  events: readonly OpenEvent[],
): Promise<{ readonly fresh: readonly OpenEvent[]; readonly taken: ReadonlySet<OpenEvent> }> {
  const known = await store.knownEventIds(events.map((e) => e.header.id));
  const unknown = events.filter((e) => !known.has(e.header.id));
  const taken = await inTakenPlaces(store, unknown);
  return { fresh: unknown.filter((event) => !taken.has(event)), taken };
}

/** Streams of these events that have no key yet. One question for all: each would be asked for by itself as its events are sealed. */
export async function bornStreams(
  crypto: Pick<RecordCrypto, 'prepare' | 'isAtHand' | 'isDestroyed'>,
  events: readonly OpenEvent[],
): Promise<ReadonlySet<string>> {
  const streams = [...new Set(events.map(({ header }) => header.streamId))];
  await crypto.prepare(streams);
  return new Set(streams.filter((id) => !crypto.isAtHand(id) && !crypto.isDestroyed(id)));
}

/** The latest by the hybrid clock; empty for none. */
export const latestHlc = (events: readonly OpenEvent[]): string =>
  events.reduce((hlc, { header }) => (header.at.hlc > hlc ? header.at.hlc : hlc), '');
