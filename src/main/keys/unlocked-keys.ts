/** Keys that are in memory while somebody is signed in, and are overwritten at lock. */
import type { KeyTable } from './key-table';
import { subKey } from './sub-keys';

export interface UnlockedKeys {
  readonly store: Buffer;
  readonly sign: Buffer;
  readonly segments: Buffer;
  readonly lookup: Buffer;
  readonly drafts: Buffer;
  readonly settings: Buffer;
  /** Of evidence files that were kept before each had a key of its own. */
  readonly sharedFileKeys: readonly Buffer[];
  /** While keys are being changed: what drafts and settings were sealed under before. */
  readonly former: { readonly drafts: Buffer; readonly settings: Buffer } | undefined;
  readonly wipe: () => void;
  readonly isWiped: () => boolean;
}

export interface OpenedBy {
  readonly storeKey: Buffer;
  readonly signSeed: Buffer;
  readonly table?: Pick<KeyTable, 'segmentsKey' | 'wipe'>;
  /** The store key before this one, while it is being given up. */
  readonly formerKey?: Buffer | undefined;
}

export function unlockedKeys({ storeKey, signSeed, table, formerKey }: OpenedBy): UnlockedKeys {
  const keys = {
    store: storeKey,
    sign: signSeed,
    segments: table?.segmentsKey() ?? subKey(storeKey, 'segments'),
    lookup: subKey(storeKey, 'lookup'),
    drafts: subKey(storeKey, 'drafts'),
    settings: subKey(storeKey, 'settings'),
  };
  const former = formerKey && { drafts: subKey(formerKey, 'drafts'), settings: subKey(formerKey, 'settings') };
  const sharedFileKeys = [storeKey, ...(formerKey ? [formerKey] : [])].map((key) => subKey(key, 'attachments'));
  let wiped = false;
  return {
    ...keys,
    former,
    sharedFileKeys,
    wipe: () => {
      wiped = true;
      for (const key of [...Object.values(keys), ...Object.values(former ?? {}), ...sharedFileKeys]) key.fill(0);
      formerKey?.fill(0);
      table?.wipe();
    },
    isWiped: () => wiped,
  };
}
