/**
 * The packs of scripts at hand: the one in force, and each that a conversation of this PC was begun on. Those stay in the store, so
 * that a conversation ends on its version although another came into force, or the program was renewed meanwhile.
 */
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { readBundle, type ScriptBundle } from '../../domain/scripts/bundle';
import type { WriteOp } from '../../shared/store-contract/rows';
import { nodeHasher } from '../keys/ed25519';
import type { ScriptReleases } from '../scripts/script-releases';
import type { StoreAccess } from '../store/store-access';

export interface ScriptShelf {
  /** On which a conversation begins now. */
  readonly current: () => Promise<ScriptBundle>;
  /** Undefined where this PC has never had it, and headquarters never sent it. */
  readonly get: (fingerprint: string) => Promise<ScriptBundle | undefined>;
  /** The row that keeps this pack here; none where it is kept already. */
  readonly keeping: (bundle: ScriptBundle) => Promise<readonly WriteOp[]>;
}

const packed = promisify(deflate);
const unpacked = promisify(inflate);
const rowKey = (fingerprint: string): string => `scripts.${fingerprint}`;
/** Of those that are not in force, so many stay in memory: conversations and practice of before a switch. */
const mostKnown = 2;

interface PackRow {
  readonly key: string;
  readonly packed: Uint8Array;
}

export function createScriptShelf(deps: {
  readonly releases: Pick<ScriptReleases, 'bundle' | 'bundleNamed'>;
  readonly store: Pick<StoreAccess, 'kv'>;
}): ScriptShelf {
  const { releases, store } = deps;
  const known = new Map<string, ScriptBundle>();

  const kept = async (fingerprint: string): Promise<PackRow | undefined> =>
    (await store.kv(rowKey(fingerprint))) as PackRow | undefined;

  const fromStore = async (fingerprint: string): Promise<ScriptBundle | undefined> => {
    const row = await kept(fingerprint);
    if (row === undefined) return undefined;
    const result = readBundle(JSON.parse((await unpacked(row.packed)).toString('utf8')), nodeHasher);
    if (!result.ok) throw new Error(`scripts of the store: ${result.why}`);
    return result.bundle;
  };

  return {
    current: releases.bundle,
    get: async (fingerprint) => {
      const current = await releases.bundle();
      if (current.fingerprint === fingerprint) return current;
      const there = known.get(fingerprint);
      if (there) return there;
      const found = (await fromStore(fingerprint)) ?? (await releases.bundleNamed(fingerprint));
      if (found === undefined) return undefined;
      const oldest = known.size >= mostKnown ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
      known.set(fingerprint, found);
      return found;
    },
    keeping: async (bundle) => {
      const key = rowKey(bundle.fingerprint);
      if (await kept(bundle.fingerprint)) return [];
      const bytes = new Uint8Array(await packed(JSON.stringify(bundle)));
      return [{ table: 'kv', key, row: { key, packed: bytes } }];
    },
  };
}
