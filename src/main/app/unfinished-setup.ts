/** Set-up that was interrupted before the recovery code was typed back: nobody has the code, and nothing was recorded yet. */
import path from 'node:path';
import type { Disk } from '../platform/disk';

/** Keeps what there is under another name; the wizard then begins anew. Keys last: records without them are taken for a branch that lost its keys. */
export async function setUnfinishedAside(dir: string, disk: Disk, nowMs: number): Promise<void> {
  const aside = path.join(dir, `unfinished-${String(nowMs)}`);
  await disk.makeDir(aside);
  for (const name of ['journal', 'IndexedDB', 'keys']) {
    if (await disk.exists(path.join(dir, name))) await disk.move(path.join(dir, name), path.join(aside, name));
  }
}
