/**
 * 归档: the whole file of a closed case was made as one PDF and put away (REGULATION §6, D21). What is kept of it is who made it, when,
 * and the digest by which the paper can be told from any other; a case that was taken up again is archived anew with its next closing.
 */
import { z } from 'zod';
import type { CasePayload } from './events';
import type { CaseState } from './state';
import { GivenLateness } from './values';

const ArchiveFile = z.strictObject({
  /** The copy named at the foot of each page. */
  copyId: z.string().min(1).max(64),
  /** SHA-256 of the PDF as it was written, hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  pages: z.int().nonnegative(),
  language: z.enum(['zh-CN', 'en']),
});

export const archivePayloads = { 'case.archived': ArchiveFile } as const;
export const archiveCommands = {
  /** `lateness`: why it comes after its day, where it does and the rules ask. */
  recordArchive: ArchiveFile.extend({ lateness: GivenLateness.optional() }),
} as const;

export interface ArchivedFile extends CasePayload<'case.archived'> {
  readonly by: string;
  readonly atMs: number;
  /** The closing that it belongs to. */
  readonly closedAtMs: number | null;
}

/** What a file that was made does to the state of a case; see `evolve`. */
export function withArchive(
  { archives = [], closedAtMs }: Pick<CaseState, 'archives' | 'closedAtMs'>,
  payload: CasePayload<'case.archived'>,
  { userId, atMs }: { readonly userId: string; readonly atMs: number },
): Partial<CaseState> {
  return { archives: [...archives, { ...payload, by: userId, atMs, closedAtMs }] };
}

/** The file that archived the case as it is closed now; undefined while there is none. Later copies change nothing of it. */
export function archivedAs({
  archives = [],
  closedAtMs,
}: Pick<CaseState, 'archives' | 'closedAtMs'>): ArchivedFile | undefined {
  return closedAtMs === null ? undefined : archives.find((file) => file.closedAtMs === closedAtMs);
}

/** 台账已办结: a ledger brought it in closed and nobody did anything to it here; its file lies where it was handled. */
function settledElsewhere(state: CaseState): boolean {
  return (
    state.source === 'import' &&
    state.acceptedAtMs === null &&
    state.notComplaint === null &&
    state.withdrawal === null &&
    state.transfers === undefined &&
    state.proposals.length === 0 &&
    state.reopenings.length === 0
  );
}

/** Closed here, and nobody has made its file since. */
export function owesArchive(state: CaseState): boolean {
  return state.status === 'closed' && archivedAs(state) === undefined && !settledElsewhere(state);
}
