/** Sealing and opening of records under each stream's own key; keys are unwrapped once and forgotten at lock. */
import type { CaseState } from '../../domain/complaint/state';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { EventRow, WriteOp } from '../../shared/store-contract/rows';
import { openJson, sealJson } from '../keys/seal';
import { unwrapCaseKey, wrapCaseKey } from '../keys/sub-keys';
import type { Rng } from '../platform/rng';

export interface RecordCrypto {
  /**
   * Key of a stream; makes a new one, with the row that keeps it, when there is none yet. A new one is another one each time
   * until `keep` says that its row was written: a key that is only in memory would take its records with it. `isNew`: the
   * stream's id was made for this very write, so there is nothing to look up.
   */
  readonly streamKey: (streamId: string, isNew?: boolean) => Promise<{ key: Buffer; created: WriteOp | undefined }>;
  /** The key of a stream that has one. */
  readonly knownKey: (streamId: string) => Promise<Buffer | undefined>;
  /** Unwraps the keys of these streams in one go, so that opening their records has to ask for none of them. */
  readonly prepare: (streamIds: readonly string[]) => Promise<void>;
  readonly keep: (streamId: string, key: Buffer) => void;
  readonly sealEvent: (event: OpenEvent, key: Buffer) => EventRow;
  readonly openEvent: (row: EventRow) => Promise<OpenEvent>;
  readonly sealState: (state: CaseState, key: Buffer) => Uint8Array;
  readonly openState: (caseId: string, sealed: Uint8Array) => Promise<CaseState>;
  /** Forgets and overwrites every unwrapped key. */
  readonly forget: () => void;
}

interface Deps {
  readonly storeKey: Buffer;
  readonly rng: Rng;
  readonly loadWrappedKeys: (streamIds: readonly string[]) => Promise<ReadonlyMap<string, Uint8Array>>;
}

const maxCachedKeys = 5_000;

export function createRecordCrypto({ storeKey, rng, loadWrappedKeys }: Deps): RecordCrypto {
  const keys = new Map<string, Buffer>();

  const remember = (streamId: string, key: Buffer): Buffer => {
    if (keys.size >= maxCachedKeys) {
      const [oldest] = keys.keys();
      if (oldest !== undefined) keys.delete(oldest);
    }
    keys.set(streamId, key);
    return key;
  };

  const prepare = async (streamIds: readonly string[]): Promise<void> => {
    const unknown = streamIds.filter((id) => !keys.has(id));
    if (unknown.length === 0) return;
    for (const [id, wrapped] of await loadWrappedKeys(unknown)) {
      // Somebody else may have asked for the same one meanwhile.
      if (!keys.has(id)) remember(id, unwrapCaseKey(storeKey, id, wrapped));
    }
  };

  const existingKey = async (streamId: string): Promise<Buffer | undefined> => {
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
      if (known) return { key: known, created: undefined };
      const key = rng.bytes(32);
      const wrapped = wrapCaseKey(storeKey, streamId, key, rng);
      return { key, created: { table: 'caseKeys', key: streamId, row: { caseId: streamId, wrapped } } };
    },
    knownKey: existingKey,
    prepare,
    keep: (streamId, key) => {
      remember(streamId, key);
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
