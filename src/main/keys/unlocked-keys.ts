/** Keys that are in memory while somebody is signed in, and are overwritten at lock. */
import { subKey } from './sub-keys';

export interface UnlockedKeys {
  readonly store: Buffer;
  readonly sign: Buffer;
  readonly segments: Buffer;
  readonly lookup: Buffer;
  readonly drafts: Buffer;
  readonly attachments: Buffer;
  readonly settings: Buffer;
  readonly wipe: () => void;
  readonly isWiped: () => boolean;
}

export function unlockedKeys(storeKey: Buffer, signSeed: Buffer): UnlockedKeys {
  const keys = {
    store: storeKey,
    sign: signSeed,
    segments: subKey(storeKey, 'segments'),
    lookup: subKey(storeKey, 'lookup'),
    drafts: subKey(storeKey, 'drafts'),
    attachments: subKey(storeKey, 'attachments'),
    settings: subKey(storeKey, 'settings'),
  };
  let wiped = false;
  return {
    ...keys,
    wipe: () => {
      wiped = true;
      for (const key of Object.values(keys)) key.fill(0);
    },
    isWiped: () => wiped,
  };
}
