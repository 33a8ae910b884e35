/** The store key for the printed code, in both forms that a keyring may have it. */
import type { Rng } from '../platform/rng';
import { publicOfSeed } from './ed25519';
import { bytes } from './key-bundle';
import type { Recovery } from './keyring-file';
import { normaliseRecoveryCode, recoveryBoxSeed, recoveryKey } from './recovery-code';
import { open, SealBroken } from './seal';
import { openBox, sealTo } from './sealed-box';

/** For a code that was just made, or was typed and checked. */
export function recoveryFor(canonicalCode: string, storeKey: Uint8Array, rng: Rng): Recovery {
  const publicKey = publicOfSeed('x25519', recoveryBoxSeed(canonicalCode));
  return { publicKey, box: sealTo(publicKey, storeKey, 'recovery', rng) };
}

/** The store key; undefined when the code is another one or mistyped. */
export function openRecovery(recovery: Recovery, typedCode: string): Buffer | undefined {
  const code = normaliseRecoveryCode(typedCode);
  if (code === undefined) return undefined;
  try {
    return 'box' in recovery
      ? openBox(recoveryBoxSeed(code), recovery.box, 'recovery')
      : open(recoveryKey(code), bytes(recovery.sealed), 'recovery');
  } catch (cause) {
    if (cause instanceof SealBroken) return undefined;
    throw cause;
  }
}

export function isRecoveryFor(recovery: Recovery, typedCode: string): boolean {
  const storeKey = openRecovery(recovery, typedCode);
  storeKey?.fill(0);
  return storeKey !== undefined;
}

/** The same code for another store key; undefined where the code is needed for it and is not the right one. */
export function resealedRecovery(
  recovery: Recovery,
  storeKey: Uint8Array,
  typedCode: string | undefined,
  rng: Rng,
): Recovery | undefined {
  if ('publicKey' in recovery) return { ...recovery, box: sealTo(recovery.publicKey, storeKey, 'recovery', rng) };
  if (typedCode === undefined || !isRecoveryFor(recovery, typedCode)) return undefined;
  const code = normaliseRecoveryCode(typedCode);
  return code === undefined ? undefined : recoveryFor(code, storeKey, rng);
}
