/** Merkle tree hash of RFC 6962, section 2.1: leaves and nodes are hashed under prefixes of their own, so that neither passes for the other. */

/** SHA-256 of these bytes. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

const leafPrefix = 0x00;
const nodePrefix = 0x01;

/** 32 bytes over the entries in their order; of no entries it is the hash of nothing. */
export function merkleRoot(entries: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  if (entries.length === 0) return sha256(new Uint8Array());
  return rootOf(
    entries.map((entry) => sha256(joined(leafPrefix, entry))),
    sha256,
  );
}

function rootOf(leaves: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  const split = largestPowerOfTwoBelow(leaves.length);
  return sha256(joined(nodePrefix, rootOf(leaves.slice(0, split), sha256), rootOf(leaves.slice(split), sha256)));
}

function largestPowerOfTwoBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

function joined(prefix: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(1 + parts.reduce((sum, part) => sum + part.length, 0));
  bytes[0] = prefix;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
