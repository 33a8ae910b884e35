/** What is known of courier files: the last one that was written, the last answer, and where headquarters misses something. */
import { z } from 'zod';
import type { WriteOp } from '../../shared/store-contract/rows';

export const courierNotesKey = 'sync.courier';
/** So many answers are known again by their id. */
const mostKnown = 50;

const CourierNotes = z.object({
  exported: z.object({ atMs: z.number(), count: z.number() }).nullable(),
  /** When headquarters wrote the last answer that was taken, by its clock. */
  answeredAtMs: z.number().nullable(),
  answers: z.array(z.string()),
  resendFrom: z.number().nullable(),
});
export type CourierNotes = z.infer<typeof CourierNotes>;

export const noCourierYet: CourierNotes = { exported: null, answeredAtMs: null, answers: [], resendFrom: null };

export function courierNotesOp(notes: CourierNotes): WriteOp {
  const row = { key: courierNotesKey, ...notes, answers: notes.answers.slice(-mostKnown) };
  return { table: 'kv', key: courierNotesKey, row };
}

/** As if there was none yet where nobody can read it: nothing is lost by sending again. */
export function courierNotesIn(row: unknown): CourierNotes {
  return CourierNotes.safeParse(row).data ?? noCourierYet;
}
