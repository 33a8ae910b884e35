/** Events out of what the store has of them in bundles. */
import { decodeMulti } from '@msgpack/msgpack';
import { withOwnBuffers } from '../../shared/store-contract/own-buffers';
import type { EventRow } from '../../shared/store-contract/rows';

/** @param bytes operations one behind the other, as the journal has them; each of them puts an event */
export function eventsIn(bytes: Uint8Array): EventRow[] {
  const rows: EventRow[] = [];
  for (const op of decodeMulti(bytes)) rows.push(withOwnBuffers((op as { readonly row: unknown }).row) as EventRow);
  return rows;
}
