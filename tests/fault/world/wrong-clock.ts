/** A clock of the application that tells whatever a row wants (src/main/clock/shifted-clock.ts), while the machine keeps its own. */
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface WrongClock {
  /** For the program to be started with. */
  readonly args: readonly string[];
  /** From now on it tells a time that is so much ahead of the real one, or behind it. */
  readonly set: (aheadMs: number) => Promise<void>;
  readonly nowMs: () => number;
  readonly remove: () => Promise<void>;
}

export async function wrongClock(): Promise<WrongClock> {
  const dir = await mkdtemp(path.join(tmpdir(), 'xianting-clock-'));
  const file = path.join(dir, 'shift');
  let ahead = 0;
  const set: WrongClock['set'] = async (aheadMs) => {
    // Never read by half.
    await writeFile(`${file}.new`, String(Math.round(aheadMs)));
    await rename(`${file}.new`, file);
    ahead = Math.round(aheadMs);
  };
  await set(0);
  return {
    args: [`--clock-shift-file=${file}`],
    set,
    nowMs: () => Date.now() + ahead,
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
