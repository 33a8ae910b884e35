/**
 * The packs of scripts at hand: the one that came with the program, and each that a conversation of this PC was begun on. Those stay in
 * the store, so that a conversation ends on its version although the program was renewed meanwhile.
 */
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { readBundle, type ScriptBundle } from '../../domain/scripts/bundle';
import type { WriteOp } from '../../shared/store-contract/rows';
import { nodeHasher } from '../keys/ed25519';
import type { StoreAccess } from '../store/store-access';

export interface ScriptShelf {
  /** On which a conversation begins now. */
  readonly current: () => Promise<ScriptBundle>;
  /** Undefined where this PC has never had it. */
  readonly get: (fingerprint: string) => Promise<ScriptBundle | undefined>;
  /** The row that keeps this pack here; none where it is kept already. */
  readonly keeping: (bundle: ScriptBundle) => Promise<readonly WriteOp[]>;
}

const packed = promisify(deflate);
const unpacked = promisify(inflate);
const rowKey = (fingerprint: string): string => `scripts.${fingerprint}`;

interface PackRow {
  readonly key: string;
  readonly packed: Uint8Array;
}

export function createScriptShelf(deps: {
  /** Made by the build, see scripts/build-scripts.ts. */
  readonly file: string;
  readonly store: Pick<StoreAccess, 'kv'>;
}): ScriptShelf {
  const { file, store } = deps;
  const known = new Map<string, ScriptBundle>();
  let builtIn: Promise<ScriptBundle> | undefined;

  const read = (text: string, from: string): ScriptBundle => {
    const result = readBundle(JSON.parse(text), nodeHasher);
    if (!result.ok) throw new Error(`scripts of ${from}: ${result.why}`);
    known.set(result.bundle.fingerprint, result.bundle);
    return result.bundle;
  };
  // Read when the first conversation needs it: the window does not wait for a megabyte of scripts.
  const current = (): Promise<ScriptBundle> =>
    (builtIn ??= readFile(file, 'utf8').then((text) => read(text, 'the program')));

  const kept = async (fingerprint: string): Promise<PackRow | undefined> =>
    (await store.kv(rowKey(fingerprint))) as PackRow | undefined;

  return {
    current,
    get: async (fingerprint) => {
      await current();
      const found = known.get(fingerprint);
      if (found) return found;
      const row = await kept(fingerprint);
      return row && read((await unpacked(row.packed)).toString('utf8'), 'the store');
    },
    keeping: async (bundle) => {
      const key = rowKey(bundle.fingerprint);
      if (await kept(bundle.fingerprint)) return [];
      const bytes = new Uint8Array(await packed(JSON.stringify(bundle)));
      return [{ table: 'kv', key, row: { key, packed: bytes } }];
    },
  };
}
