import type { Directory } from '../../domain/directory/directory';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { verifyEd25519 } from '../keys/ed25519';

/** Whether the person who is said to have decided signed it, with any key they ever had. */
export function decisionVerifier(directory: () => Directory): (event: OpenEvent) => boolean {
  return ({ header, hash, userSig }) => {
    const keys = directory().people.get(header.actor.userId)?.signPublicKeys ?? [];
    return userSig !== undefined && keys.some((key) => verifyEd25519(key, hash, userSig));
  };
}
