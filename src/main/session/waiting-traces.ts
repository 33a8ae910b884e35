/**
 * Traces (留痕) for which there is no room on the disk: looking at records must go on then, and must not go unrecorded. They wait in
 * a file whose bytes were taken while there was room, so that writing over them takes none, and become records as soon as there
 * is some. Where there is no such file, or no more place in it, nobody gets to see anything.
 *
 * Two halves that are written in turn: a power cut in the middle of one leaves the other.
 */
import path from 'node:path';
import { z } from 'zod';
import { openJson, SealBroken, sealJson } from '../keys/seal';
import { subKey } from '../keys/sub-keys';
import type { Disk } from '../platform/disk';
import type { Rng } from '../platform/rng';
import { createMutex } from '../records/mutex';

const WaitingTrace = z.strictObject({
  /** Under which it becomes a record, once. */
  commandId: z.uuid(),
  actor: z.strictObject({ userId: z.string(), role: z.string() }),
  type: z.string(),
  payload: z.record(z.string(), z.unknown()),
  atMs: z.int(),
});
export type WaitingTrace = z.infer<typeof WaitingTrace>;
const Half = z.strictObject({ no: z.int(), traces: z.array(WaitingTrace) });
type Half = z.infer<typeof Half>;

/** Some three hundred traces. */
const halfBytes = 64 * 1024;
const lengthBytes = 4;

export interface WaitingTraces {
  /** Takes the place on the disk; asked by a timer, while there is room. */
  readonly makePlace: () => Promise<void>;
  /** Resolves when it is on the medium. False where there is no place for it. */
  readonly add: (trace: WaitingTrace) => Promise<boolean>;
  /** Hands all of them to `write`, oldest first, and forgets them when that has worked. */
  readonly tell: (write: (traces: readonly WaitingTrace[]) => Promise<void>) => Promise<void>;
}

export function createWaitingTraces(deps: {
  readonly dir: string;
  readonly disk: Disk;
  readonly rng: Rng;
  readonly deviceSeed: () => Uint8Array | undefined;
  readonly onFault: (cause: unknown) => void;
}): WaitingTraces {
  const { disk, rng, onFault } = deps;
  const file = path.join(deps.dir, 'traces.waiting');
  const turns = createMutex();
  /** Sealed with the key of this PC: those of the branch may be changed in the meantime. */
  const key = (): Buffer => {
    const seed = deps.deviceSeed();
    if (seed === undefined) throw new Error('a trace without the keys of this PC');
    return subKey(seed, 'traces');
  };

  const halfOf = (bytes: Buffer): Half | undefined => {
    const length = bytes.length < lengthBytes ? 0 : bytes.readUInt32BE(0);
    if (length === 0 || length > halfBytes - lengthBytes) return undefined;
    try {
      return Half.parse(openJson(key(), bytes.subarray(lengthBytes, lengthBytes + length), 'traces.waiting'));
    } catch (cause) {
      // Cut short by a power cut, or never written; the other half is whole then.
      if (!(cause instanceof SealBroken)) onFault(cause);
      return undefined;
    }
  };
  const read = async (): Promise<Half | undefined> => {
    const bytes = await disk.read(file);
    if (bytes === undefined) return undefined;
    const halves = [bytes.subarray(0, halfBytes), bytes.subarray(halfBytes)].map(halfOf);
    return (
      halves.reduce((newest, half) => ((half?.no ?? -1) > (newest?.no ?? -1) ? half : newest), undefined) ?? noTraces
    );
  };
  const write = async ({ no, traces }: Half): Promise<boolean> => {
    const sealed = sealJson(key(), { no, traces }, 'traces.waiting', rng);
    if (sealed.length > halfBytes - lengthBytes) return false;
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32BE(sealed.length);
    await disk.overwrite(file, (no % 2) * halfBytes, Buffer.concat([length, sealed]));
    return true;
  };

  return {
    makePlace: async () => {
      if (await disk.exists(file)) return;
      // Not zeros: see the reserve. Nothing in it opens, so nothing waits.
      await disk.writeAtomic(file, rng.bytes(2 * halfBytes)).catch(onFault);
    },
    add: (trace) =>
      turns.run(async () => {
        const now = await read();
        return now !== undefined && write({ no: now.no + 1, traces: [...now.traces, trace] });
      }),
    tell: (writeDown) =>
      turns.run(async () => {
        const now = await read();
        if (now === undefined || now.traces.length === 0) return;
        await writeDown(now.traces);
        await write({ no: now.no + 1, traces: [] });
      }),
  };
}

const noTraces: Half = { no: 0, traces: [] };
