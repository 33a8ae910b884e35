/**
 * What headquarters signs: Ed25519 over the SHA-256 of one of these texts. The first line names the purpose, so that a signature can't
 * serve for anything else. Hashing and signing belong to the two ends.
 */
import type { Anchor, PushOutcome, Receipt, Revocation } from './messages';
import { merkleRoot, type Sha256 } from './merkle';

/** 锚: how far headquarters holds the chain of a device, and since when. */
export function anchorText(anchor: Omit<Anchor, 'signature'>): string {
  return ['xianting-receipt/1', anchor.deviceId, String(anchor.seq), anchor.headHash, String(anchor.hqTimeMs)].join(
    '\n',
  );
}

/** 回执: what became of each event of one push, bound to the anchor that stood behind it. */
export function receiptText(receipt: Omit<Receipt, 'signature'>): string {
  const { branchId, deviceId, firstSeq, count, root, anchor } = receipt;
  return [
    'xianting-receipt/2',
    branchId,
    deviceId,
    String(firstSeq),
    String(count),
    root,
    String(anchor.seq),
    anchor.headHash,
    String(anchor.hqTimeMs),
  ].join('\n');
}

/** 停用: from when on headquarters takes nothing of a device any more, and where its chain stood. */
export function revocationText(revocation: Omit<Revocation, 'signature'>): string {
  const { branchId, deviceId, atMs, seq, headHash } = revocation;
  return ['xianting-revocation/1', branchId, deviceId, String(atMs), String(seq), headHash].join('\n');
}

/**
 * Root over the events of a push in the order they were sent: number, id, hash as sent, and what became of each. An event that is sent
 * again counts as kept, as it did the first time. Only printable ASCII goes in (the shapes see to it), so a character is a byte.
 *
 * @param hashes of the events as they were sent, in the order of `results`
 */
export function receiptRoot(results: readonly PushOutcome[], hashes: readonly string[], sha256: Sha256): Uint8Array {
  const entries = results.map(({ seq, id, outcome, code }, index) =>
    ascii([String(seq), id, hashes[index] ?? '', outcome === 'rejected' ? (code ?? '') : 'kept'].join('\n')),
  );
  return merkleRoot(entries, sha256);
}

function ascii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}
