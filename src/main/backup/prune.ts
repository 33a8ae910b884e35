/** Clears away backups that the rules no longer keep, and what nobody needs any more. */
import type { BackupHead } from './backup-file';
import { fileNameOf, type BackupFolder } from './backup-folder';
import { keptOf, type RetentionRules } from './retention';

export interface Shelf {
  readonly count: number;
  readonly bytes: number;
  readonly oldestAtMs: number | null;
}

/**
 * `limitBytes`: the oldest go until the rest takes no more; the newest stays whatever it takes. Null: no limit. `offsetMs`: of
 * local time.
 */
export async function prune(
  folder: BackupFolder,
  rules: RetentionRules,
  limitBytes: number | null,
  offsetMs: number,
): Promise<Shelf> {
  const listed = await folder.list();
  const heads = new Map<string, BackupHead>();
  for (const { read } of listed) if (read.state === 'whole') heads.set(read.file.head.id, read.file.head);
  const kept = keptOf([...heads.values()], rules, offsetMs).flatMap((id) => heads.get(id) ?? []);
  while (limitBytes !== null && kept.length > 1 && sizeOf(kept) > limitBytes) kept.pop();

  const names = new Set(kept.map((head) => fileNameOf({ head })));
  for (const { fileName, read } of listed) {
    // A newer version of the program made it and knows what it needs.
    if (read.state !== 'newer' && !names.has(fileName)) await folder.remove(fileName);
  }
  if (!listed.some(({ read }) => read.state === 'newer')) {
    await folder.sweep(new Set(kept.flatMap(({ objects }) => objects.map(([name]) => name))));
  }
  return { count: kept.length, bytes: sizeOf(kept), oldestAtMs: kept.at(-1)?.madeAtMs ?? null };
}

/** Objects that several of them need count once. */
function sizeOf(heads: readonly BackupHead[]): number {
  const objects = new Map(heads.flatMap(({ objects: all }) => all));
  return [...objects.values()].reduce((sum, size) => sum + size, 0);
}
