/**
 * The last step of a restore, at the start of the program and before anything of the profile is open: what is there is set
 * aside, what was staged takes its place. Interrupted at any point it goes on at the next start.
 */
import path from 'node:path';
import { z } from 'zod';
import type { Disk } from '../platform/disk';

const Ready = z.object({ atMs: z.int() });

/** Keys last: a profile with keys is one that is whole. The store is made anew from the journal. */
const inPlaceOrder = ['IndexedDB', 'journal', 'attachments', 'settings.json', 'keys'];

/** Where a restore is put together. */
export function stagedDir(dir: string): string {
  return path.join(dir, 'restore');
}

const readyFile = (dir: string): string => path.join(dir, 'restore-ready.json');

/** From here on the next start puts in place what was staged. */
export async function markReady(dir: string, disk: Disk, atMs: number): Promise<void> {
  await disk.writeAtomic(readyFile(dir), Buffer.from(JSON.stringify({ atMs }), 'utf8'));
}

/** True when a restore was put in place. What was there before is kept under `replaced-<time>`. */
export async function finishRestore(dir: string, disk: Disk): Promise<boolean> {
  const bytes = await disk.read(readyFile(dir));
  if (!bytes) return false;
  const { atMs } = Ready.parse(JSON.parse(bytes.toString('utf8')));
  const aside = path.join(dir, `replaced-${String(atMs)}`);
  await disk.makeDir(aside);
  for (const name of inPlaceOrder) {
    const [staged, live, old] = [path.join(stagedDir(dir), name), path.join(dir, name), path.join(aside, name)];
    const stillStaged = await disk.exists(staged);
    // Without a staged one in its place (the store), it is out of date all the same.
    if ((stillStaged || name === 'IndexedDB') && (await disk.exists(live))) {
      await disk.move(live, old);
    }
    if (stillStaged) await disk.move(staged, live);
  }
  await disk.remove(readyFile(dir));
  await disk.removeTree(stagedDir(dir));
  return true;
}
