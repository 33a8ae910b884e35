/** What a start has to know of the one before it: how far the database was brought to a schema. A small file beside the records. */
import { z } from 'zod';
import type { Disk } from '../../platform/disk';

const Mark = z.strictObject({
  /** Schema that the program which wrote this wanted. */
  target: z.int().min(1),
  /**
   * `level`: the database is there, and was compared. `migrating`: it was being brought there, and a whole copy of what was before lies
   * beside it. `held`: it could not be brought there and is shown as it was. `refill`: a person wants it filled again from the journal.
   * `again`: a person wants another attempt.
   */
  phase: z.enum(['level', 'migrating', 'held', 'refill', 'again']),
  /** Attempts that were begun. */
  attempts: z.int().min(0),
});
export type UpgradeMark = z.infer<typeof Mark>;

/** Undefined before the first start, and where the file can't be read: a copy too many is then made, and nothing is lost. */
export async function readMark(file: string, disk: Pick<Disk, 'read'>): Promise<UpgradeMark | undefined> {
  const bytes = await disk.read(file);
  if (!bytes) return undefined;
  try {
    return Mark.parse(JSON.parse(bytes.toString('utf8')));
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) return undefined;
    throw cause;
  }
}

export async function writeMark(file: string, mark: UpgradeMark, disk: Pick<Disk, 'writeAtomic'>): Promise<void> {
  await disk.writeAtomic(file, Buffer.from(JSON.stringify(mark), 'utf8'));
}
