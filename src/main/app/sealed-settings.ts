/** A value of the branch kept sealed in the store and the journal. */
import type { WriteOp } from '../../shared/store-contract/rows';
import { openJson, sealJson } from '../keys/seal';
import type { Rng } from '../platform/rng';
import { createMutex } from '../records/mutex';
import type { Records } from '../records/records';
import type { StoreAccess } from '../store/store-access';

export interface SealedSettings<T> {
  readonly get: () => Promise<T | undefined>;
  readonly set: (commandId: string, value: T) => Promise<void>;
  /** A new value made of the last one, one change at a time: two that were asked for at once are both in it. */
  readonly change: (commandId: string, next: (value: T | undefined) => T) => Promise<void>;
  /** Nothing changes the value by `change` while the task runs; for a value that is read, and written by `with`. */
  readonly alone: <R>(task: () => Promise<R>) => Promise<R>;
  /** The row for writing it together with something else, and what to call once that is written. */
  readonly with: (value: T) => { readonly op: WriteOp; readonly written: () => void };
}

export function sealedSettings<T>(deps: {
  readonly name: string;
  readonly key: Buffer;
  readonly rng: Rng;
  readonly store: StoreAccess;
  readonly records: () => Pick<Records, 'writeRows'>;
}): SealedSettings<T> {
  const { name, key, rng, store } = deps;
  const opFor = (value: T): WriteOp => ({
    table: 'kv',
    key: name,
    row: { key: name, sealed: sealJson(key, value, `kv|${name}`, rng) },
  });
  /** Nobody else writes it while the branch is open here, so it is read once. */
  let known: { readonly value: T | undefined } | undefined;
  const read = async (): Promise<T | undefined> => {
    const row = await store.kv(name);
    return row && 'sealed' in row ? (openJson(key, row.sealed as Uint8Array, `kv|${name}`) as T) : undefined;
  };
  const turns = createMutex();
  const get = async (): Promise<T | undefined> => {
    if (!known) {
      const value = await read();
      // A write that ended meanwhile knows better.
      known ??= { value };
    }
    return known.value;
  };
  const set = async (commandId: string, value: T): Promise<void> => {
    await deps.records().writeRows(commandId, [opFor(value)]);
    known = { value };
  };
  return {
    get,
    set,
    change: (commandId, next) => turns.run(async () => set(commandId, next(await get()))),
    alone: turns.run,
    with: (value) => ({
      op: opFor(value),
      written: () => {
        known = { value };
      },
    }),
  };
}
