/**
 * A disk on which another program may hold a file for a moment: a virus scanner on Windows opens what was just written, and a
 * rename, a removal or an opening fails then though nothing is wrong. These are tried again for ten seconds; after that a person
 * is told, as of any other fault. Bytes that were not written or synced are never given twice: only the opening of a file is
 * asked for again.
 */
import path from 'node:path';
import { codeOf, type Disk } from './disk';

const heldByOthers: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];
const firstPauseMs = 30;
const longestPauseMs = 1_000;
/** Together, before it counts as a fault. */
export const patienceMs = 10_000;

/** `pause` waits so many ms. Other codes than those of a held file, and files that are in place, cost nothing. */
export function patientDisk(disk: Disk, pause: (ms: number) => Promise<void>): Disk {
  /** Folders where waiting was in vain: nobody waits there again before something has worked. One save touches several files. */
  const inVain = new Set<string>();
  const patiently =
    <A extends readonly [string, ...(readonly unknown[])], R>(work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const folder = path.dirname(args[0]);
      let waitedMs = 0;
      for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
        try {
          const done = await work(...args);
          inVain.delete(folder);
          return done;
        } catch (cause) {
          if (!heldByOthers.includes(codeOf(cause)) || inVain.has(folder)) throw cause;
          if (waitedMs >= patienceMs) {
            inVain.add(folder);
            throw cause;
          }
        }
        await pause(pauseMs);
        waitedMs += pauseMs;
      }
    };
  const replace = patiently(disk.writeAtomic);
  return {
    ...disk,
    read: patiently(disk.read),
    // Where a person chose the place they are told at once: it is open in another program, and they can close it.
    writeAtomic: (...args) => (args[3] === undefined ? replace(...args) : disk.writeAtomic(...args)),
    // Begun again as a whole it does no harm: the old bytes are found under their second name.
    writeErasing: patiently(disk.writeErasing),
    erase: patiently(disk.erase),
    openAppend: patiently(disk.openAppend),
    truncate: patiently(disk.truncate),
    overwrite: patiently(disk.overwrite),
    move: patiently(disk.move),
    remove: patiently(disk.remove),
  };
}
