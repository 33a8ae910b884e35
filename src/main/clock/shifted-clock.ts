/** A wall clock that stands ahead of the machine's or behind it, for whoever tries out what a wrong clock does. Never in a package. */
import { readFileSync } from 'node:fs';
import { systemClock, type Clock } from './clock';

/**
 * The clock of the program. `shiftFile` is a file with the ms by which its wall clock is ahead of the machine's, or behind it; read each
 * time, so that it can be set while the program runs. The monotonic clock goes on as it is, as where somebody sets the clock of a PC.
 *
 * A package has no such clock, whoever asks for one: deadlines would follow a file.
 *
 * @throws Error where the file can't be read or has no number
 */
export function clockOf({ packaged, shiftFile }: { packaged: boolean; shiftFile: string | undefined }): Clock {
  if (packaged || shiftFile === undefined) return systemClock;
  const aheadMs = (): number => {
    const ms = Number.parseInt(readFileSync(shiftFile, 'utf8'), 10);
    if (!Number.isSafeInteger(ms)) throw new Error(`${shiftFile} has no time in ms`);
    return ms;
  };
  aheadMs();
  return { ...systemClock, wallMs: () => systemClock.wallMs() + aheadMs() };
}
