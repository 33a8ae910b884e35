/** Events out of what the store has of them in bundles. */
import { decodeMulti } from '@msgpack/msgpack';
import { withOwnBuffers } from '../../shared/store-contract/own-buffers';
import type { EventRow } from '../../shared/store-contract/rows';
import { slices } from '../platform/slices';

/** Reading the clock for each row would cost as much as some of them. */
const rowsALook = 32;

/** @param bytes operations one behind the other, as the journal has them; each of them puts an event */
export async function eventsIn(bytes: Uint8Array): Promise<EventRow[]> {
  const rows: EventRow[] = [];
  const rest = slices();
  for (const op of decodeMulti(bytes)) {
    rows.push(withOwnBuffers((op as { readonly row: unknown }).row) as EventRow);
    if (rows.length % rowsALook === 0) await rest();
  }
  return rows;
}
