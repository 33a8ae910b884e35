/**
 * The key table (密钥表): one secret per slot, and each stream's data key is wrapped under the secret of a slot of its own. What is
 * wrapped may stand in the journal and in every backup; it opens only together with the table, which is one small file that is
 * replaced as a whole. Destroying a slot in it destroys what the journal can't forget. See docs/decisions/0014.
 *
 * File: "XTK1" ‖ generation (u32) ‖ the table key under the store key ‖ slots, sealed under the table key. Slots are made ahead, so
 * that a new case waits for no write of this file.
 */
import path from 'node:path';
import { codeOf, diskFullCodes, oldOf, type Disk } from '../platform/disk';
import type { Rng } from '../platform/rng';
import { open, seal, SealBroken } from './seal';
import { subKey } from './sub-keys';

export const keyTableFile = 'case-keys';
export const keyTableCopy = 'case-keys.bak';

const magic = Buffer.from('XTK1', 'latin1');
const headLength = magic.length + 4;
const slotBytes = 32;
const sealedKeyBytes = 1 + 12 + slotBytes + 16;
/** Fewer free slots than this are filled up when the table is opened. */
const spareSlots = 512;
const slotsAtOnce = 1_024;
/** First byte of what is wrapped under a slot; what the store key wraps begins with 1. */
const wrapVersion = 2;
const wrapHeadLength = 1 + 4;
const noSecret = Buffer.alloc(slotBytes);

export interface KeyTableDeps {
  readonly dir: string;
  readonly disk: Disk;
  readonly rng: Rng;
}

export interface KeyTable {
  /** Wraps a stream's key under the secret of a slot that nobody had before. @throws where the disk takes no further slots */
  readonly wrap: (streamId: string, key: Uint8Array) => Promise<Uint8Array>;
  /** Undefined where the slot was destroyed. @throws SealBroken for anything that was not wrapped here for this stream */
  readonly unwrap: (streamId: string, wrapped: Uint8Array) => Buffer | undefined;
  /** The first slot that nobody had; has to be kept with what was wrapped. */
  readonly nextSlot: () => number;
  /** How many there are, taken or not. */
  readonly slots: () => number;
  /** Counts how often the table was written under another key. */
  readonly generation: () => number;
  /** Seals what is derived and can be made again: dies with each generation, so that no list outlives what it was made of. */
  readonly segmentsKey: () => Buffer | undefined;
  /** It was still under a store key that is being given up: `rewrite` ends that. */
  readonly openedByFormer: boolean;
  /** Writes the table under a new key of its own, without the secrets of these slots. What the file held before is overwritten. */
  readonly rewrite: (destroy: readonly number[]) => Promise<void>;
  readonly wipe: () => void;
}

/** Both copies of the table are gone or damaged, or of another store key: cases can't be opened without one from a backup. */
export class KeyTableLost extends Error {}

/** Slot that a wrapped key needs; undefined for one under the store key, as they were made before there was a table. */
export function slotOf(wrapped: Uint8Array): number | undefined {
  if (wrapped[0] !== wrapVersion || wrapped.length <= wrapHeadLength) return undefined;
  return Buffer.from(wrapped.buffer, wrapped.byteOffset, wrapped.byteLength).readUInt32BE(1);
}

/** How often the table in these bytes was written under another key; 0 for bytes that are none. */
export function generationOf(bytes: Buffer): number {
  const isTable = bytes.length >= headLength && bytes.subarray(0, magic.length).equals(magic);
  return isTable ? bytes.readUInt32BE(magic.length) : 0;
}

interface Content {
  /** Which of the store keys opened it. */
  readonly by: number;
  readonly generation: number;
  readonly tableKey: Buffer;
  readonly slots: Buffer;
}

/**
 * Opens the table of this PC, or makes one where nothing was wrapped under one yet (`nextSlot` 0). `storeKeys`: the one that it is
 * written under, and others that may still open it. A copy that is behind or damaged is brought level.
 * @throws KeyTableLost
 */
export async function openKeyTable(
  { dir, disk, rng }: KeyTableDeps,
  storeKeys: readonly [Uint8Array, ...Uint8Array[]],
  nextSlot: number,
): Promise<KeyTable> {
  const main = path.join(dir, keyTableFile);
  const copy = path.join(dir, keyTableCopy);
  const [mainBytes, copyBytes] = [await readOrNothing(disk, main), await readOrNothing(disk, copy)];
  for (const file of [main, copy]) await disk.erase(oldOf(file));
  const found = newest(contentOf(mainBytes, storeKeys), contentOf(copyBytes, storeKeys));
  if (!found && (nextSlot > 0 || mainBytes || copyBytes))
    throw new KeyTableLost('no copy of the key table opens under the store key');
  let content = found ?? { by: 0, generation: 1, tableKey: rng.bytes(slotBytes), slots: Buffer.alloc(0) };
  let next = nextSlot;
  const storeKey = Buffer.from(storeKeys[0]);
  const count = (): number => content.slots.length / slotBytes;

  const save = async (): Promise<void> => {
    const bytes = bytesOf(content, storeKey, rng);
    await disk.writeErasing(main, bytes);
    await disk.writeErasing(copy, bytes);
  };
  const withMore = (): Content => {
    // A quarter more each time: a hundred thousand cases of an import write the file a few dozen times.
    const more = Math.max(slotsAtOnce, Math.ceil(count() / 4), next - count() + slotsAtOnce);
    return { ...content, slots: Buffer.concat([content.slots, rng.bytes(more * slotBytes)]) };
  };
  const grow = async (): Promise<void> => {
    const before = content;
    content = withMore();
    try {
      await save();
    } catch (cause) {
      content = before;
      throw cause;
    }
    before.slots.fill(0);
  };

  if (!found || next > count()) {
    await disk.makeDir(dir);
    await grow();
  } else {
    const behind = !mainBytes || !copyBytes || !mainBytes.equals(copyBytes);
    // On a full disk there may still be slots for days; a save that finds none says so.
    const mayWait = (cause: unknown): void => {
      if (!diskFullCodes.includes(codeOf(cause))) throw cause;
    };
    if (count() - next < spareSlots) await grow().catch(mayWait);
    else if (behind) await save().catch(mayWait);
  }

  let growing: Promise<void> | undefined;
  const takeSlot = async (): Promise<number> => {
    while (next >= count()) {
      growing ??= grow().finally(() => {
        growing = undefined;
      });
      await growing;
    }
    next += 1;
    return next - 1;
  };
  const secretOf = (slot: number): Buffer | undefined => {
    const secret = content.slots.subarray(slot * slotBytes, (slot + 1) * slotBytes);
    return secret.length < slotBytes || secret.equals(noSecret) ? undefined : secret;
  };

  return {
    wrap: async (streamId, key) => {
      const slot = await takeSlot();
      const secret = secretOf(slot);
      if (!secret) throw new Error(`slot ${String(slot)} was destroyed before anybody had it`);
      const sealed = seal(secret, key, placeOf(streamId), rng);
      const wrapped = new Uint8Array(wrapHeadLength + sealed.length);
      wrapped[0] = wrapVersion;
      new DataView(wrapped.buffer).setUint32(1, slot);
      wrapped.set(sealed, wrapHeadLength);
      return wrapped;
    },
    unwrap: (streamId, wrapped) => {
      const slot = slotOf(wrapped);
      if (slot === undefined) throw new SealBroken(placeOf(streamId));
      const secret = secretOf(slot);
      return secret && open(secret, wrapped.subarray(wrapHeadLength), placeOf(streamId));
    },
    nextSlot: () => next,
    slots: count,
    generation: () => content.generation,
    segmentsKey: () => (content.generation === 1 ? undefined : subKey(content.tableKey, 'segments')),
    openedByFormer: content.by > 0,
    rewrite: async (destroy) => {
      // Not while it grows: the slots that were added would be lost.
      await growing?.catch(() => undefined);
      const before = content;
      const slots = Buffer.from(content.slots);
      for (const slot of destroy) slots.fill(0, slot * slotBytes, (slot + 1) * slotBytes);
      content = { by: 0, generation: content.generation + 1, tableKey: rng.bytes(slotBytes), slots };
      try {
        await save();
      } catch (cause) {
        // The file may be the new one already: both are whole, and the next try writes one more.
        content = { ...before, generation: content.generation };
        throw cause;
      }
      before.tableKey.fill(0);
      before.slots.fill(0);
    },
    wipe: () => {
      for (const key of [content.tableKey, content.slots, storeKey]) key.fill(0);
    },
  };
}

const placeOf = (streamId: string): string => `keyTable|${streamId}`;
const tablePlace = (generation: number): string => `keyTable#${String(generation)}`;

function bytesOf({ generation, tableKey, slots }: Content, storeKey: Uint8Array, rng: Rng): Buffer {
  const head = Buffer.alloc(headLength);
  magic.copy(head);
  head.writeUInt32BE(generation, magic.length);
  const place = tablePlace(generation);
  return Buffer.concat([head, seal(storeKey, tableKey, place, rng), seal(tableKey, slots, place, rng)]);
}

/** Undefined for bytes that are no table, are damaged, or open by none of these keys. */
function contentOf(bytes: Buffer | undefined, storeKeys: readonly Uint8Array[]): Content | undefined {
  const generation = bytes ? generationOf(bytes) : 0;
  if (!bytes || generation === 0) return undefined;
  const body = headLength + sealedKeyBytes;
  for (const [by, storeKey] of storeKeys.entries()) {
    const tableKey = openedOrNothing(storeKey, bytes.subarray(headLength, body), generation);
    const slots = tableKey && openedOrNothing(tableKey, bytes.subarray(body), generation);
    if (tableKey && slots) return { by, generation, tableKey, slots };
  }
  return undefined;
}

/** Of two copies that differ, the one whose slots were destroyed last, or to which the last were added. */
function newest(main: Content | undefined, copy: Content | undefined): Content | undefined {
  if (!main || !copy) return main ?? copy;
  return copy.generation > main.generation ||
    (copy.generation === main.generation && copy.slots.length > main.slots.length)
    ? copy
    : main;
}

function openedOrNothing(key: Uint8Array, sealed: Uint8Array, generation: number): Buffer | undefined {
  try {
    return open(key, sealed, tablePlace(generation));
  } catch (cause) {
    if (cause instanceof SealBroken) return undefined;
    throw cause;
  }
}

async function readOrNothing(disk: Disk, file: string): Promise<Buffer | undefined> {
  try {
    return await disk.read(file);
  } catch (cause) {
    // A place of the medium that can't be read: the other copy is there for that.
    if (codeOf(cause) === 'EIO') return undefined;
    throw cause;
  }
}
