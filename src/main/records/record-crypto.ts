/**
 * Sealing and opening of records under each stream's own key; keys are unwrapped once and forgotten at lock. A stream whose key was
 * destroyed at the end of its retention stays in the chain and opens for nobody.
 */
import type { CaseState } from '../../domain/complaint/state';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { EventRow, WriteOp } from '../../shared/store-contract/rows';
import { isFileStream } from '../attachments/file-keys';
import { slotOf, type KeyTable } from '../keys/key-table';
import { openJson, SealBroken, sealJson } from '../keys/seal';
import { unwrapCaseKey } from '../keys/sub-keys';
import type { Rng } from '../platform/rng';

export interface RecordCrypto {
  /**
   * Key of a stream; makes a new one, with the rows that keep it, when there is none yet. A new one is another one each time
   * until `keep` says that its rows were written: a key that is only in memory would take its records with it. `isNew`: the
   * stream's id was made for this very write, so there is nothing to look up.
   */
  readonly streamKey: (streamId: string, isNew?: boolean) => Promise<{ key: Buffer; created: readonly WriteOp[] }>;
  /** The key of a stream that has one; undefined also where it was destroyed. */
  readonly knownKey: (streamId: string) => Promise<Buffer | undefined>;
  /** Unwraps the keys of these streams in one go, so that opening their records has to ask for none of them. */
  readonly prepare: (streamIds: readonly string[]) => Promise<void>;
  /** The key of this stream is at hand; after `prepare`: there is one. */
  readonly isAtHand: (streamId: string) => boolean;
  readonly keep: (streamId: string, key: Buffer) => void;
  /** The key of this stream was destroyed, or is to be: nothing of it is opened any more. */
  readonly isDestroyed: (streamId: string) => boolean;
  readonly destroyed: (streamIds: readonly string[]) => void;
  readonly sealEvent: (event: OpenEvent, key: Buffer) => EventRow;
  readonly openEvent: (row: EventRow) => Promise<OpenEvent>;
  readonly sealState: (state: CaseState, key: Buffer) => Uint8Array;
  readonly openState: (caseId: string, sealed: Uint8Array) => Promise<CaseState>;
  /** Forgets and overwrites every unwrapped key. */
  readonly forget: () => void;
}

interface Deps {
  readonly table: Pick<KeyTable, 'wrap' | 'unwrap' | 'nextSlot'>;
  /** What keys were wrapped under before there was a table, newest first. */
  readonly storeKeys: readonly Uint8Array[];
  readonly rng: Rng;
  readonly loadWrappedKeys: (streamIds: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
}

const maxCachedKeys = 5_000;

/** Of the kv row that says which slot of the key table nobody had yet. */
export const nextSlotKey = 'keys.nextSlot';

/** The rows that keep a wrapped key. The slot counter goes with it, so that no slot is given out twice. */
export function keyOps(streamId: string, wrapped: Uint8Array, nextSlot: number): readonly WriteOp[] {
  return [
    { table: 'caseKeys', key: streamId, row: { caseId: streamId, wrapped } },
    { table: 'kv', key: nextSlotKey, row: { key: nextSlotKey, next: nextSlot } },
  ];
}

/** Under which a wrapped key opens. @throws SealBroken when it opens under none; undefined where its slot was destroyed */
export function unwrapStreamKey(
  { table, storeKeys }: Pick<Deps, 'storeKeys'> & { readonly table: Pick<KeyTable, 'unwrap'> },
  streamId: string,
  wrapped: Uint8Array,
): Buffer | undefined {
  if (slotOf(wrapped) !== undefined) return table.unwrap(streamId, wrapped);
  for (const storeKey of storeKeys) {
    try {
      return unwrapCaseKey(storeKey, streamId, wrapped);
    } catch (cause) {
      if (!(cause instanceof SealBroken)) throw cause;
    }
  }
  throw new SealBroken(`caseKeys|${streamId}`);
}

export function createRecordCrypto({ table, storeKeys, rng, loadWrappedKeys }: Deps): RecordCrypto {
  const keys = new Map<string, Buffer>();
  const destroyed = new Set<string>();

  const remember = (streamId: string, key: Buffer): Buffer => {
    if (keys.size >= maxCachedKeys) {
      const [oldest] = keys.keys();
      if (oldest !== undefined) keys.delete(oldest);
    }
    keys.set(streamId, key);
    return key;
  };

  const prepare = async (streamIds: readonly string[]): Promise<void> => {
    const unknown = streamIds.filter((id) => !keys.has(id) && !destroyed.has(id));
    if (unknown.length === 0) return;
    for (const [id, wrapped] of await loadWrappedKeys(unknown)) {
      // Somebody else may have asked for the same one meanwhile.
      if (keys.has(id) || destroyed.has(id)) continue;
      const key = unwrapStreamKey({ table, storeKeys }, id, wrapped);
      if (key) remember(id, key);
      // The same content may be handed in again, with another case.
      else if (!isFileStream(id)) destroyed.add(id);
    }
  };

  const existingKey = async (streamId: string): Promise<Buffer | undefined> => {
    const atHand = keys.get(streamId);
    if (atHand) return atHand;
    await prepare([streamId]);
    return keys.get(streamId);
  };

  const requireKey = async (streamId: string): Promise<Buffer> => {
    const key = await existingKey(streamId);
    if (!key) throw new Error(`no data key for stream ${streamId}`);
    return key;
  };

  return {
    streamKey: async (streamId, isNew = false) => {
      const known = isNew ? undefined : await existingKey(streamId);
      if (known) return { key: known, created: [] };
      const key = rng.bytes(32);
      // What another PC still sends of it belongs into the chain, and nobody is to read it: its key is kept nowhere.
      if (destroyed.has(streamId)) return { key, created: [] };
      const wrapped = await table.wrap(streamId, key);
      const created = keyOps(streamId, wrapped, table.nextSlot());
      const before: WriteOp = { table: 'caseKeys', key: streamId, row: null };
      return { key, created: isFileStream(streamId) ? [before, ...created] : created };
    },
    knownKey: existingKey,
    prepare,
    isAtHand: (streamId) => keys.has(streamId),
    keep: (streamId, key) => {
      remember(streamId, key);
    },
    isDestroyed: (streamId) => destroyed.has(streamId),
    destroyed: (streamIds) => {
      for (const id of streamIds) {
        destroyed.add(id);
        keys.get(id)?.fill(0);
        keys.delete(id);
      }
    },
    sealEvent: ({ payload, salt, ...signed }, key) => ({
      id: signed.header.id,
      deviceId: signed.header.deviceId,
      seq: signed.header.seq,
      streamId: signed.header.streamId,
      signed,
      sealed: sealJson(key, { payload, salt }, `events|${signed.header.id}`, rng),
    }),
    openEvent: async (row) => {
      const body = openJson(await requireKey(row.streamId), row.sealed, `events|${row.id}`) as {
        payload: unknown;
        salt: string;
      };
      return { ...row.signed, ...body };
    },
    sealState: (state, key) => sealJson(key, state, `cases|${state.id}`, rng),
    openState: async (caseId, sealed) => openJson(await requireKey(caseId), sealed, `cases|${caseId}`) as CaseState,
    forget: () => {
      for (const key of keys.values()) key.fill(0);
      keys.clear();
    },
  };
}
