/**
 * What the help key (一键求助) writes before anything else: a small file of its own, on the medium within one write. It needs
 * neither the store nor the journal nor anybody's keys, so it is kept while the store is away, while the writer of records is busy
 * and while nobody is signed in. It is sealed with the key of this PC, becomes an event of the journal as soon as it can, and is
 * removed then.
 */
import path from 'node:path';
import { z } from 'zod';
import { Raised } from '../../domain/incident/events';
import { openJson, sealJson } from '../keys/seal';
import { subKey } from '../keys/sub-keys';
import type { Disk } from '../platform/disk';
import type { Rng } from '../platform/rng';

const HelpNote = z.strictObject({
  /** Also the command by which it becomes a record, so that it becomes one once. */
  id: z.uuid(),
  incident: z.string(),
  raised: Raised,
  /** Pressed again in an incident that is open already. */
  again: z.boolean(),
});
export type HelpNote = z.infer<typeof HelpNote>;

/** 有人看到: somebody saw the alert of another PC while nobody was signed in here. */
const SeenNote = z.strictObject({
  id: z.uuid(),
  incident: z.string(),
  seen: z.strictObject({ atMs: z.number(), deviceTag: z.string().max(8) }),
});
export type SeenNote = z.infer<typeof SeenNote>;
const Note = z.union([HelpNote, SeenNote]);
type Note = z.infer<typeof Note>;

export const isCall = (note: Note): note is HelpNote => 'raised' in note;

export interface HelpNotes {
  /** Resolves when it is on the medium. */
  readonly keep: (note: Note) => Promise<void>;
  /** Those that are no records yet, oldest first. */
  readonly waiting: () => Promise<readonly Note[]>;
  readonly remove: (id: string) => Promise<void>;
}

const ending = '.note';

export function createHelpNotes(deps: {
  readonly dir: string;
  readonly disk: Disk;
  readonly rng: Rng;
  readonly deviceSeed: () => Uint8Array | undefined;
  /** A file that this PC can't open: kept where it is, and said. */
  readonly onUnreadable: (cause: unknown) => void;
}): HelpNotes {
  const { dir, disk, rng } = deps;
  const key = (): Buffer => {
    const seed = deps.deviceSeed();
    if (seed === undefined) throw new Error('a help note without the keys of this PC');
    return subKey(seed, 'help');
  };
  const fileOf = (id: string): string => path.join(dir, `${id}${ending}`);
  const place = (id: string): string => `help|${id}`;
  return {
    keep: async (note) => {
      await disk.makeDir(dir);
      await disk.writeAtomic(fileOf(note.id), sealJson(key(), note, place(note.id), rng));
    },
    waiting: async () => {
      const names = (await disk.list(dir)).filter((name) => name.endsWith(ending));
      const found: Note[] = [];
      for (const name of names) {
        const id = name.slice(0, -ending.length);
        const bytes = await disk.read(fileOf(id));
        if (bytes === undefined) continue;
        try {
          found.push(Note.parse(openJson(key(), bytes, place(id))));
        } catch (cause) {
          deps.onUnreadable(cause);
        }
      }
      return found;
    },
    remove: (id) => disk.remove(fileOf(id)),
  };
}
