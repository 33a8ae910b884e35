/**
 * What is left to do of a change of keys while people work: keys of cases that the former store key still wraps come under the key
 * table, evidence files get keys of their own. Only then the former key is destroyed. Interrupted by a lock or a crash, it goes on after
 * the next sign-in.
 */
import type { AttachmentStore } from '../attachments/attachment-store';
import { fileKeysOf } from '../attachments/file-keys';
import type { Log } from '../log/log';
import { newId } from '../platform/ids';
import { keyOps, unwrapStreamKey } from '../records/record-crypto';
import { RecordsClosed } from '../records/records';
import type { Session } from '../session/session';
import type { StoreAccess } from '../store/store-access';
import type { WriteOp } from '../../shared/store-contract/rows';
import type { Keyring } from './keyring';
import { slotOf } from './key-table';

export interface KeyChangeProgress {
  readonly done: number;
  readonly total: number;
}

export interface KeyChange {
  /** Goes on with a change that is under way; nothing happens where there is none. Never rejects. */
  readonly goOn: (session: Session) => Promise<void>;
  /** Null while nothing is under way. */
  readonly progress: () => KeyChangeProgress | null;
}

export interface KeyChangeDeps {
  readonly keyring: () => Keyring | undefined;
  readonly store: Pick<StoreAccess, 'keyPage'>;
  readonly files: Pick<AttachmentStore, 'kept' | 'giveOwnKey'>;
  readonly log: Log;
  readonly onProgress: () => void;
  readonly onDone: (session: Session, done: { readonly records: number; readonly files: number }) => Promise<void>;
}

const keysAtOnce = 500;

type KeyPage = Awaited<ReturnType<StoreAccess['keyPage']>>;

export function createKeyChange(deps: KeyChangeDeps): KeyChange {
  const { keyring, store, files, log, onProgress, onDone } = deps;
  let progress: KeyChangeProgress | null = null;
  const shows = (next: KeyChangeProgress | null): void => {
    const percent = (at: KeyChangeProgress | null): number => (at ? Math.floor((100 * at.done) / (at.total || 1)) : -1);
    const moved = percent(next) !== percent(progress);
    progress = next;
    if (moved) onProgress();
  };

  /** Wraps of one page that are still under a store key, wrapped under the table. */
  const wrapsOf = async (
    { records, keyTable }: Session,
    storeKeys: readonly Uint8Array[],
    rows: KeyPage['rows'],
  ): Promise<{ readonly ops: readonly WriteOp[]; readonly count: number }> => {
    const ops: WriteOp[] = [];
    let count = 0;
    for (const { caseId, wrapped } of rows) {
      // What was to be destroyed goes with the former key.
      if (slotOf(wrapped) !== undefined || records.isDestroyed(caseId)) continue;
      const key = unwrapStreamKey({ table: keyTable, storeKeys }, caseId, wrapped);
      if (!key) continue;
      const [row, slot] = keyOps(caseId, await keyTable.wrap(caseId, key), keyTable.nextSlot());
      key.fill(0);
      if (!row || !slot) continue;
      ops.push({ table: 'caseKeys', key: caseId, row: null }, row, slot);
      count += 1;
    }
    // One counter for all of them.
    const last = ops.findLast(({ table }) => table === 'kv');
    return { ops: [...ops.filter(({ table }) => table !== 'kv'), ...(last ? [last] : [])], count };
  };

  const run = async (ring: Keyring, session: Session, formerKey: Buffer): Promise<void> => {
    const storeKeys = [Buffer.from(session.keys.store), formerKey];
    const shared = session.keys.sharedFileKeys.map((key) => Buffer.from(key));
    try {
      const kept = await files.kept();
      let records = 0;
      let done = 0;
      shows({ done, total: kept.length + 1 });
      for (let after: string | null = null; ;) {
        const { rows, next }: KeyPage = await store.keyPage(after, keysAtOnce);
        const { ops, count } = await wrapsOf(session, storeKeys, rows);
        if (ops.length > 0) await session.records.writeRows(newId(), ops);
        records += count;
        if (next === null) break;
        after = next;
      }
      const keys = fileKeysOf(session.records, shared);
      for (const sha256 of kept) {
        done += 1;
        await files.giveOwnKey(sha256, keys);
        shows({ done, total: kept.length + 1 });
      }
      if (session.keys.isWiped()) throw new RecordsClosed();
      await ring.endRotation();
      await onDone(session, { records, files: kept.length });
    } finally {
      for (const key of [...storeKeys, ...shared]) key.fill(0);
      shows(null);
    }
  };

  return {
    progress: () => progress,
    goOn: async (session) => {
      const ring = keyring();
      const formerKey = ring?.formerKey(session.keys.store);
      if (!ring || !formerKey) return;
      try {
        await run(ring, session, formerKey);
      } catch (cause) {
        // It goes on after the next sign-in.
        if (!(cause instanceof RecordsClosed)) log.error('keys.change', cause);
      }
    },
  };
}
