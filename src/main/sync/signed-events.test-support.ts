/** Records of another PC of the branch, and the word of headquarters about it, signed as they travel. */
import type { EventHeader, OpenEvent } from '../../domain/evidence/event-envelope';
import { hashHeader, hashPayload } from '../../domain/evidence/hashing';
import type { Revocation } from '../../shared/sync-protocol/messages';
import { revocationText } from '../../shared/sync-protocol/receipts';
import { nodeHasher, publicOfSeed, signHash } from '../keys/ed25519';
import { signText } from './headquarters.test-support';

export const otherSeed = Buffer.alloc(32, 4);
export const hqSeed = Buffer.alloc(32, 9);
export const devices = [
  { id: 'pc-2', tag: 'B', publicKey: publicOfSeed('ed25519', otherSeed) },
  { id: 'pc-1', tag: 'A', publicKey: publicOfSeed('ed25519', otherSeed) },
];

/** As a PC signs it; `change` before it is signed. */
export function signed(seq: number, change: Partial<EventHeader> = {}, seed: Uint8Array = otherSeed): OpenEvent {
  const payload = { text: `第${String(seq)}条` };
  const salt = 'c2FsdA';
  const header: EventHeader = {
    ...{ id: `e-${String(seq)}`, deviceId: 'pc-2', seq, branchId: 'branch-1', streamId: 'case-1', type: 'note.added' },
    ...{ version: 1, commandId: 'c-1', actor: { userId: 'u-1', role: 'teller' }, rulePack: 'rules-1' },
    at: { wall: 1, monotonic: 1, bootId: 'boot-1', hlc: '1-0' },
    ...{ payloadHash: hashPayload(payload, salt, nodeHasher), prevHash: 'A'.repeat(43) },
    ...change,
  };
  const hash = hashHeader(header, nodeHasher);
  return { header, hash, deviceSig: signHash(seed, hash), payload, salt };
}

/** Headquarters stopped that PC; `change` is signed with the rest. */
export const revocation = (change: Partial<Revocation> = {}): Revocation => {
  const said = { branchId: 'branch-1', deviceId: 'pc-2', atMs: 5, seq: 2, headHash: 'h', ...change };
  return { ...said, signature: change.signature ?? signText(revocationText(said)) };
};
