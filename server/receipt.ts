/** The receipt of version 2 over one push: signed, with the Merkle root of what became of each event. */
import type { PushReply, PushRequest, Receipt } from '../src/shared/sync-protocol/messages';
import { receiptRoot, receiptText } from '../src/shared/sync-protocol/receipts';
import type { Device } from './auth';
import { sha256, type HqKey } from './crypto';
import { claimedHash, type Kept } from './push';

/** Call after the push was committed: what is signed here is true from then on. */
export function withReceipt(
  { results, contiguousSeq, anchor }: Kept,
  events: PushRequest['events'],
  device: Device,
  hqKey: HqKey,
): PushReply {
  const root = receiptRoot(results, events.map(claimedHash), sha256);
  const unsigned: Omit<Receipt, 'signature'> = {
    branchId: device.branchId,
    deviceId: device.id,
    firstSeq: events[0]?.header.seq ?? 1,
    count: events.length,
    root: Buffer.from(root).toString('base64url'),
    anchor,
  };
  return {
    results,
    contiguousSeq,
    receipt: { ...unsigned, signature: hqKey.signText(receiptText(unsigned)) },
  };
}
