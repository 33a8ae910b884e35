/**
 * When headquarters was last heard of: authority shrinks with the time since (domain/authority/contact.ts). Kept in the journal
 * like every row, and read before anybody can decide anything; the settings file beside the program says nothing of it.
 */
import { z } from 'zod';
import type { Contact } from '../../domain/authority/contact';
import type { Records } from '../records/records';
import type { WriteOp } from '../../shared/store-contract/rows';

export const contactKey = 'sync.contact';

const ContactRow = z.object({ lastAtMs: z.number(), steadyMs: z.number() });
type ContactRow = z.infer<typeof ContactRow>;

/** A row for each sync would fill the journal with them. */
const keepEveryMs = 10 * 60_000;

export interface HqContactDeps {
  readonly nowMs: () => number;
  /** By the clock that never goes back. */
  readonly latestMs: () => number;
  readonly newId: () => string;
}

export interface HqContact {
  /** Null where there was never any: the branch stands alone. */
  readonly current: () => Contact | null;
  /** What the store has of it, before a session begins. */
  readonly known: (row: unknown) => void;
  /** Headquarters answered just now, or (`atMs`) at a time that was noted elsewhere. */
  readonly heard: (records: Pick<Records, 'writeRows'>, atMs?: number) => Promise<void>;
}

export function createHqContact({ nowMs, latestMs, newId }: HqContactDeps): HqContact {
  let last: ContactRow | null = null;
  let keptAtMs = Number.NEGATIVE_INFINITY;
  return {
    current: () =>
      last && {
        lastAtMs: last.lastAtMs,
        nowMs: nowMs(),
        steady: { lastMs: last.steadyMs, nowMs: latestMs() },
      },
    known: (row) => {
      const parsed = ContactRow.safeParse(row);
      last = parsed.success ? parsed.data : null;
      keptAtMs = last?.lastAtMs ?? Number.NEGATIVE_INFINITY;
    },
    heard: async (records, atMs) => {
      last = { lastAtMs: atMs ?? nowMs(), steadyMs: atMs ?? latestMs() };
      if (Math.abs(last.lastAtMs - keptAtMs) < keepEveryMs) return;
      keptAtMs = last.lastAtMs;
      const op: WriteOp = { table: 'kv', key: contactKey, row: { key: contactKey, ...last } };
      await records.writeRows(newId(), [op]);
    },
  };
}
