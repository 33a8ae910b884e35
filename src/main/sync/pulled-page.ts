/**
 * What a page of a pull brings, record by record. A record in a shape that this PC does not know, of a newer program or spoilt on a medium, is
 * one that can't be checked: it is set aside like one that does not match its signature, and holds up nobody else's.
 */
import { z } from 'zod';
import type { EventHeader, OpenEvent } from '../../domain/evidence/event-envelope';
import { isHeadquartersDevice } from '../../domain/evidence/headquarters';
import { toOpenEvent, WireEvent, type BranchDevice } from '../../shared/sync-protocol/messages';

/** A record, by what says whose it is; `event` is null where the rest can't be read. */
export interface PulledRecord {
  readonly header: Pick<EventHeader, 'id' | 'deviceId' | 'seq'>;
  readonly event: OpenEvent | null;
}

const { id, deviceId, seq } = WireEvent.shape.header.shape;
const Named = z.looseObject({ header: z.looseObject({ id, deviceId, seq }) });

/**
 * The records of a page in their order; undefined where one does not even say which PC of the branch wrote it, so that nobody can tell
 * what must wait behind it.
 */
export function recordsOf(
  page: readonly unknown[],
  devices: readonly Pick<BranchDevice, 'id'>[],
): readonly PulledRecord[] | undefined {
  const records: PulledRecord[] = [];
  for (const raw of page) {
    const whole = WireEvent.safeParse(raw);
    if (whole.success) {
      const event = toOpenEvent(whole.data);
      records.push({ header: event.header, event });
      continue;
    }
    const named = Named.safeParse(raw);
    if (!named.success) return undefined;
    const { header } = named.data;
    if (!isHeadquartersDevice(header.deviceId) && !devices.some((device) => device.id === header.deviceId))
      return undefined;
    records.push({ header: { id: header.id, deviceId: header.deviceId, seq: header.seq }, event: null });
  }
  return records;
}
