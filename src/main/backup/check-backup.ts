/**
 * Reads a backup back from where it was written: opens its list, and of what it lists either all or what is new. Frames are
 * checked as a start checks the journal. Nothing else says that a backup can be restored.
 */
import { loadCrc32c } from '../journal/frame-codec';
import type { FrameBody } from '../journal/frame-codec';
import { subKey } from '../keys/sub-keys';
import { nextTurn } from '../platform/slices';
import { openContents, type BackedSegment, type BackupContents, type BackupFile } from './backup-file';
import type { BackupFolder } from './backup-folder';
import { BackupFault } from './backup-fault';
import { beginOf, noFrames, walkFrames } from './frames';
import { openPiece } from './pieces';

export interface ReadDeps {
  readonly folder: BackupFolder;
  readonly storeKey: Uint8Array;
  /** After each object. @throws to stop */
  readonly onRead: (bytes: number) => void;
}

/** The list of what is in it. @throws BackupFault where it does not open, or does not add up */
export function contentsOf(file: BackupFile, storeKey: Uint8Array): BackupContents {
  const contents = openContents(file, storeKey);
  if (!contents) throw new BackupFault('notKept');
  const { events, cases, evidence } = file.head.counts;
  const sum = (of: (segment: BackedSegment) => number): number => contents.segments.reduce((n, s) => n + of(s), 0);
  const adds =
    sum((s) => s.events) === events && sum((s) => s.cases) === cases && contents.evidence.length === evidence;
  if (!adds) throw new BackupFault('notKept');
  return contents;
}

/** One segment, put together and walked from end to end. `before`: the segment in front of it. */
export async function readSegment(
  deps: ReadDeps,
  segment: BackedSegment,
  before: BackedSegment | undefined,
  onFrame?: (frame: FrameBody) => void,
): Promise<Buffer> {
  const key = subKey(deps.storeKey, 'backup');
  const parts: Buffer[] = [];
  for (const piece of segment.pieces) {
    const object = await deps.folder.read(piece.object);
    const bytes = object && openPiece(key, piece, object);
    if (!bytes) throw new BackupFault('notKept');
    parts.push(bytes);
    deps.onRead(bytes.length);
    await nextTurn();
  }
  const bytes = Buffer.concat(parts);
  const previous = before ? { no: before.lastNo, hash: before.lastHash } : noFrames;
  const begin = bytes.length === segment.length ? beginOf(bytes, previous) : undefined;
  const end = begin && (await walkFrames(bytes, begin, await loadCrc32c(), onFrame));
  const asListed =
    end?.no === segment.lastNo &&
    end.hash === segment.lastHash &&
    end.events === segment.events &&
    end.cases === segment.cases;
  if (!asListed) throw new BackupFault('notKept');
  return bytes;
}

/** Bytes of one object that is kept as it is. */
export async function readObject(deps: ReadDeps, name: string): Promise<Buffer> {
  const bytes = await deps.folder.read(name);
  if (!bytes) throw new BackupFault('notKept');
  deps.onRead(bytes.length);
  await nextTurn();
  return bytes;
}

/**
 * The trial restore. `fresh`: objects that were written just now; null for all. Objects that are not read must be there with
 * their size.
 */
export async function checkBackup(deps: ReadDeps, file: BackupFile, fresh: ReadonlySet<string> | null): Promise<void> {
  const contents = contentsOf(file, deps.storeKey);
  const wanted = (name: string): boolean => fresh === null || fresh.has(name);
  const read = new Set<string>();
  for (const [i, segment] of contents.segments.entries()) {
    if (!segment.pieces.some(({ object }) => wanted(object))) continue;
    await readSegment(deps, segment, contents.segments[i - 1]);
    for (const { object } of segment.pieces) read.add(object);
  }
  for (const { object } of contents.evidence) {
    if (!wanted(object) || read.has(object)) continue;
    await readObject(deps, object);
    read.add(object);
  }
  const { settings } = contents;
  if (settings && wanted(settings.object)) {
    const object = await readObject(deps, settings.object);
    if (!openPiece(subKey(deps.storeKey, 'backup'), settings, object)) throw new BackupFault('notKept');
    read.add(settings.object);
  }
  for (const [name, size] of file.head.objects) {
    if (!read.has(name) && !(await deps.folder.holds(name, size))) throw new BackupFault('notKept');
  }
}
