import type { Directory } from '../../domain/directory/directory';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { isHeadquartersDevice } from '../../domain/evidence/headquarters';
import { verifyEd25519 } from '../keys/ed25519';

/**
 * Whether the person who is said to have decided signed it, with any key they ever had. For its own people headquarters signs, with the key
 * that the directory holds since its chain began (and that sync compares with the one this PC was enrolled under).
 */
export function decisionVerifier(directory: () => Directory): (event: OpenEvent) => boolean {
  return ({ header, hash, userSig, deviceSig }) => {
    if (isHeadquartersDevice(header.deviceId)) {
      const key = directory().devices.get(header.deviceId)?.signPublicKey;
      return key !== undefined && verifyEd25519(key, hash, deviceSig);
    }
    const keys = directory().people.get(header.actor.userId)?.signPublicKeys ?? [];
    return userSig !== undefined && keys.some((key) => verifyEd25519(key, hash, userSig));
  };
}
