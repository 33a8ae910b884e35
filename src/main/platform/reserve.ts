/**
 * The reserve (预留空间): a file that does nothing but hold room on the disk of the records. When the disk is full it is given away,
 * and what was begun, drafts and traces still find a place; when there is room again it is taken again.
 */
import path from 'node:path';
import type { Disk } from './disk';
import type { Rng } from './rng';

/** What it holds. */
export const reserveBytes = 64 * 1024 ** 2;
/** Left free beside it when it is taken: the database needs room that nobody can hold for it. */
export const besideReserveBytes = 64 * 1024 ** 2;

const pieceBytes = 1024 ** 2;

export interface Reserve {
  /** Bytes that giving it away would free; 0 where it is given away, or where there was never room for it. */
  readonly heldBytes: () => number;
  /** Gives its room away. Nothing happens where there is none. */
  readonly release: () => Promise<void>;
  /** Takes the room (again) where there is enough; asked by a timer. A fault of the disk is none of a reserve: it is left for later. */
  readonly renew: () => Promise<void>;
}

/** Finds what an earlier run held; one that was cut short in the middle is removed. */
export async function openReserve(deps: {
  readonly dir: string;
  readonly disk: Disk;
  readonly rng: Rng;
  readonly onFault: (cause: unknown) => void;
  /** What it holds; `reserveBytes` unless said. */
  readonly bytes?: number;
}): Promise<Reserve> {
  const { dir, disk, rng, onFault, bytes = reserveBytes } = deps;
  const file = path.join(dir, 'reserve');
  let held = (await disk.sizeOf(file)) ?? 0;
  let renewing: Promise<void> | undefined;

  const remove = async (): Promise<void> => {
    await disk.remove(file);
    held = 0;
  };
  if (held !== 0 && held !== bytes) await remove();

  const take = async (): Promise<void> => {
    if (held > 0 || (await disk.freeBytes(dir)) < bytes + besideReserveBytes) return;
    try {
      // Not zeros: on a folder that Windows compresses they would hold no room at all.
      const piece = rng.bytes(Math.min(bytes, pieceBytes));
      const written = await disk.openAppend(file, true);
      try {
        for (let done = 0; done < bytes; done += piece.length) await written.append(piece);
        await written.sync();
      } finally {
        await written.close();
      }
      held = bytes;
    } catch (cause) {
      await remove().catch(onFault);
      throw cause;
    }
  };

  return {
    heldBytes: () => held,
    release: async () => {
      await renewing;
      if (held > 0) await remove().catch(onFault);
    },
    renew: () => {
      renewing ??= take()
        .catch(onFault)
        .finally(() => {
          renewing = undefined;
        });
      return renewing;
    },
  };
}
