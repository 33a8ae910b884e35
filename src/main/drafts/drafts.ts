/**
 * Drafts (草稿) of the intake form. A draft belongs to the branch: it survives a crash, a lock and its owner's lunch, and a
 * colleague can take it over. Everybody who held it stays on record.
 */
import type { DraftHand } from '../../domain/complaint/values';
import { visibleTo } from '../../domain/complaint/visibility';
import type { FormFocus, IntakeForm } from '../../shared/contract/intake';
import type { WriteOp } from '../../shared/store-contract/rows';
import { openJson, SealBroken, sealJson } from '../keys/seal';
import type { Rng } from '../platform/rng';
import { createMutex, type Mutex } from '../records/mutex';

export interface DraftRecord {
  readonly id: string;
  readonly form: IntakeForm;
  readonly focus: FormFocus | null;
  /** Under which the finished form is sent; a repeat registers nothing twice. */
  readonly commandId: string;
  /** Command that made the draft; the same one gives the same draft. */
  readonly madeUnder: string;
  readonly ownerId: string;
  readonly hands: readonly DraftHand[];
  /** 安抚对话 in which it is taken down. */
  readonly talks?: readonly string[];
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

export interface Drafts {
  readonly list: () => readonly DraftRecord[];
  readonly get: (id: string) => DraftRecord | undefined;
  /** The row to write for this state of the draft; memory follows when `keep` is called after the write. */
  readonly rowOf: (draft: DraftRecord) => WriteOp;
  readonly keep: (draft: DraftRecord) => void;
  readonly removalOf: (id: string) => WriteOp;
  readonly drop: (id: string) => void;
  /**
   * One change of a draft at a time: what is typed beside a talk and what the talk adds are both a new state made of the last one,
   * and each would write over the other.
   */
  readonly alone: <T>(id: string, task: () => Promise<T>) => Promise<T>;
  /** Drafts whose bytes were changed on the disk. They stay where they are, and keep nobody from the others. */
  readonly unreadable: readonly string[];
}

export interface SealedDraftRow {
  readonly id: string;
  readonly sealed: Uint8Array;
}

export function openDrafts(rows: readonly SealedDraftRow[], key: Buffer, rng: Rng): Drafts {
  const drafts = new Map<string, DraftRecord>();
  const unreadable: string[] = [];
  const turns = new Map<string, Mutex>();
  for (const row of rows) {
    try {
      drafts.set(row.id, openJson(key, row.sealed, `drafts|${row.id}`) as DraftRecord);
    } catch (cause) {
      if (!(cause instanceof SealBroken)) throw cause;
      unreadable.push(row.id);
    }
  }
  return {
    unreadable,
    list: () => [...drafts.values()].sort((a, b) => b.updatedAtMs - a.updatedAtMs),
    get: (id) => drafts.get(id),
    rowOf: (draft) => ({
      table: 'drafts',
      key: draft.id,
      row: { id: draft.id, sealed: sealJson(key, draft, `drafts|${draft.id}`, rng) },
    }),
    keep: (draft) => {
      drafts.set(draft.id, draft);
    },
    removalOf: (id) => ({ table: 'drafts', key: id, row: null }),
    drop: (id) => {
      drafts.delete(id);
    },
    alone: (id, task) => {
      const own = turns.get(id) ?? createMutex();
      turns.set(id, own);
      return own.run(task);
    },
  };
}

/**
 * A draft that names a person is hidden from them, unless it is they who write it; one that adds to a case is hidden with the
 * case, whoever began it.
 */
export function isVisibleDraft(
  { form, ownerId }: Pick<DraftRecord, 'form' | 'ownerId'>,
  userId: string,
  hiddenCases: ReadonlySet<string>,
): boolean {
  if (form.caseId !== null && hiddenCases.has(form.caseId)) return false;
  return ownerId === userId || visibleTo(form, userId);
}

/** The same draft in somebody's hands at `nowMs`: extends their last stretch or begins a new one. */
export function heldBy(draft: DraftRecord, userId: string, nowMs: number): DraftRecord {
  const last = draft.hands.at(-1);
  const hands =
    last?.userId === userId
      ? [...draft.hands.slice(0, -1), { ...last, toMs: Math.max(last.toMs, nowMs) }]
      : [...draft.hands, { userId, fromMs: nowMs, toMs: nowMs }];
  return { ...draft, hands, ownerId: userId, updatedAtMs: nowMs };
}
