/**
 * From the store key to everything it opens. Before anything of the branch is shown: what was decided to be destroyed is destroyed, and
 * keys that are being changed come under the new one.
 */
import { RETENTION_STREAM, type OpenEvent } from '../../domain/evidence/event-envelope';
import { destructionsOf } from '../../domain/retention/destruction';
import type { WriteOp } from '../../shared/store-contract/rows';
import { openDrafts } from '../drafts/drafts';
import type { Keyring } from '../keys/keyring';
import type { KeyTable } from '../keys/key-table';
import { openJson, SealBroken, sealJson } from '../keys/seal';
import { subKey } from '../keys/sub-keys';
import { unlockedKeys, type UnlockedKeys } from '../keys/unlocked-keys';
import { newId } from '../platform/ids';
import type { Rng } from '../platform/rng';
import { createRecordCrypto, nextSlotKey, type RecordCrypto } from '../records/record-crypto';
import { applyDestructions } from '../retention/apply-destructions';
import type { StoreAccess } from '../store/store-access';
import type { StoreSupervisor } from '../store/store-supervisor';
import type { WritePath } from '../store/write-path';

export interface KeyDoors {
  /** Opens the key table of this PC by whichever of these store keys still opens it; the first is the one in use. */
  readonly openTable: (storeKeys: readonly [Uint8Array, ...Uint8Array[]], nextSlot: number) => Promise<KeyTable>;
  /** Removes an evidence file that no case has any more. */
  readonly removeEvidence: (sha256: string) => Promise<void>;
}

export interface OpenKeysDeps {
  readonly store: StoreAccess;
  readonly supervisor: StoreSupervisor;
  readonly writePath: WritePath;
  readonly rng: Rng;
  readonly keyDoors: KeyDoors;
}

export interface OpenedStore {
  readonly keys: UnlockedKeys;
  readonly crypto: RecordCrypto;
  readonly table: KeyTable;
  readonly eventsOf: (streamId: string) => Promise<readonly OpenEvent[]>;
  /** To be written once what is derived was made again: destructions that were carried out. */
  readonly done: readonly WriteOp[];
  /** Cases were destroyed under a store key that is still in use: what of them lies about elsewhere goes with a change of keys. */
  readonly wantsKeyChange: boolean;
}

/** @throws KeyTableLost when cases can't be opened at all. */
export async function openKeys(
  deps: OpenKeysDeps,
  keyring: Pick<Keyring, 'formerKey'>,
  storeKey: Buffer,
  signSeed: Buffer,
): Promise<OpenedStore> {
  const { store, supervisor, writePath, rng, keyDoors } = deps;
  // First, because what is read below must be the last of what was written.
  await supervisor.level();
  const formerKey = keyring.formerKey(storeKey);
  const storeKeys = [storeKey, ...(formerKey ? [formerKey] : [])] as const;
  const counter = (await store.kv(nextSlotKey)) as { readonly next: number } | undefined;
  const table = await keyDoors.openTable([storeKey, ...storeKeys.slice(1)], counter?.next ?? 0);
  const crypto = createRecordCrypto({ table, storeKeys, rng, loadWrappedKeys: store.wrappedKeys });
  const eventsOf = async (streamId: string): Promise<readonly OpenEvent[]> => {
    const rows = await store.eventRows(streamId);
    await crypto.prepare([streamId]);
    return crypto.isDestroyed(streamId) ? [] : Promise.all(rows.map((row) => crypto.openEvent(row)));
  };
  const write = async (ops: readonly WriteOp[]): Promise<void> => {
    const derived = { cases: [], list: [], search: [], outbox: [] };
    await (
      await writePath.keep({ commandId: newId(), ops, derived })
    ).applied;
  };
  const evidenceOfDrafts = async (): Promise<readonly string[]> => {
    const rows = await store.drafts();
    return storeKeys.flatMap((key) =>
      openDrafts(rows, subKey(key, 'drafts'), rng)
        .list()
        .flatMap(({ form }) => form.evidence.map(({ sha256 }) => sha256)),
    );
  };
  const destroyed = await applyDestructions(
    { store, crypto, table, eventsOf, evidenceOfDrafts, removeEvidence: keyDoors.removeEvidence, write },
    destructionsOf(await eventsOf(RETENTION_STREAM)),
  );
  // Of the table as it is now: lists and search die with the cases that they were made of.
  const keys = unlockedKeys({ storeKey, signSeed, table, formerKey });
  await supervisor.unlock(keys.segments);
  if (destroyed.changed) await store.dropDerived();
  const anew = keys.former ? await resealed(deps, keys, keys.former) : [];
  if (anew.length > 0) await write(anew);
  return {
    keys,
    crypto,
    table,
    eventsOf,
    done: destroyed.done,
    wantsKeyChange: destroyed.done.length > 0 && !formerKey,
  };
}

/** Drafts and settings that are still sealed under the former keys, sealed anew. What opens under neither stays as it is. */
async function resealed(
  { store, rng }: Pick<OpenKeysDeps, 'store' | 'rng'>,
  keys: UnlockedKeys,
  former: NonNullable<UnlockedKeys['former']>,
): Promise<readonly WriteOp[]> {
  const anew = (sealed: Uint8Array, place: string, now: Buffer, before: Buffer): Uint8Array | undefined => {
    if (openedOrNothing(now, sealed, place) !== undefined) return undefined;
    const value = openedOrNothing(before, sealed, place);
    return value === undefined ? undefined : sealJson(now, value, place, rng);
  };
  const drafts = (await store.drafts()).flatMap(({ id, sealed }): WriteOp[] => {
    const next = anew(sealed, `drafts|${id}`, keys.drafts, former.drafts);
    return next ? [{ table: 'drafts', key: id, row: { id, sealed: next } }] : [];
  });
  const settings = (await store.kvRows()).flatMap(({ key, sealed }): WriteOp[] => {
    const next = sealed && anew(sealed, `kv|${key}`, keys.settings, former.settings);
    return next ? [{ table: 'kv', key, row: { key, sealed: next } }] : [];
  });
  return [...drafts, ...settings];
}

function openedOrNothing(key: Buffer, sealed: Uint8Array, place: string): unknown {
  try {
    return openJson(key, sealed, place);
  } catch (cause) {
    if (cause instanceof SealBroken) return undefined;
    throw cause;
  }
}
