/** Packs as a headquarters would send them, signed with a key that lives as long as the test. */
import { randomBytes } from 'node:crypto';
import { packHash, signPack, type PackBody, type SignedPack } from '../../src/domain/packs/signed-pack';
import { nodeHasher, publicOfSeed, signHash } from '../../src/main/keys/ed25519';

export function packMaker(seed: Uint8Array = randomBytes(32)) {
  const publicKey = publicOfSeed('ed25519', seed);
  return {
    publicKey,
    sign: (pack: object, changes: Partial<PackBody> = {}): SignedPack =>
      signPack(
        { kind: 'rules', effectiveFrom: '2026-03-01', issuedBy: '总行合规部', pack, ...changes },
        { publicKey, sign: (hash) => signHash(seed, hash) },
        nodeHasher,
      ),
  };
}

export const hashOf = ({ body }: SignedPack): string => packHash(body, nodeHasher);
