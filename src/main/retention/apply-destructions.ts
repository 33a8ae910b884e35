/**
 * What a destruction in the chain asks of this PC: evidence files removed, secrets of the key table destroyed, everything derived dropped.
 * Done while the branch is opened and before anything is shown, and begun again by the next opening where one was interrupted: an
 * older backup or a PC that was off for a year shows nothing of a destroyed case either.
 */
import { foldCase } from '../../domain/complaint/evolve';
import type { CaseState } from '../../domain/complaint/state';
import { isCaseStream, type OpenEvent } from '../../domain/evidence/event-envelope';
import { destroyedStreams, type Destruction } from '../../domain/retention/destruction';
import type { WriteOp } from '../../shared/store-contract/rows';
import { fileStream } from '../attachments/file-keys';
import { slotOf, type KeyTable } from '../keys/key-table';
import { keyOps, type RecordCrypto } from '../records/record-crypto';
import type { StoreAccess } from '../store/store-access';

/** Of the kv row that says how many destructions of the stream this PC has carried out. */
export const appliedKey = 'retention.applied';

const rowsAtOnce = 1_000;
const casesAtOnce = 500;

interface Deps {
  readonly store: Pick<StoreAccess, 'kv' | 'wrappedKeys' | 'keyPage' | 'caseRows' | 'streamIds'>;
  readonly crypto: RecordCrypto;
  readonly table: KeyTable;
  readonly eventsOf: (streamId: string) => Promise<readonly OpenEvent[]>;
  /** Fingerprints of evidence that half-written forms hold. */
  readonly evidenceOfDrafts: () => Promise<readonly string[]>;
  readonly removeEvidence: (sha256: string) => Promise<void>;
  /** Journal and store, before there are records. */
  readonly write: (ops: readonly WriteOp[]) => Promise<void>;
}

export interface Destroyed {
  /** What is derived has to be made again. */
  readonly changed: boolean;
  /** Kept once that was dropped; until then the next opening does all of it again. */
  readonly done: readonly WriteOp[];
}

/**
 * Destroys what was decided and is still there, and puts the table under another key where its store key is being given up. From
 * here on no record of a destroyed case opens.
 */
export async function applyDestructions(deps: Deps, destructions: readonly Destruction[]): Promise<Destroyed> {
  const { store, crypto, table } = deps;
  const row = (await store.kv(appliedKey)) as { readonly count: number } | undefined;
  const pending = destructions.slice(row?.count ?? 0);
  const files = pending.length === 0 ? [] : await orphans(deps, pending, destroyedStreams(destructions));
  for (const sha256 of files) await deps.removeEvidence(sha256);
  const doomed = [...destroyedStreams(pending), ...files.map(fileStream)];
  const slots = await slotsOf(deps, doomed);
  if (slots.size > 0) await rescueSharers(deps, slots, new Set(doomed));
  if (slots.size > 0 || table.openedByFormer) await table.rewrite([...slots]);
  crypto.destroyed(destroyedStreams(destructions));
  const changed = pending.length > 0 || table.openedByFormer;
  const applied: WriteOp = { table: 'kv', key: appliedKey, row: { key: appliedKey, count: destructions.length } };
  return { changed, done: pending.length > 0 ? [applied] : [] };
}

/** Secrets that still open something of these streams. */
async function slotsOf({ store, table }: Deps, streamIds: readonly string[]): Promise<Set<number>> {
  const slots = new Set<number>();
  for (let at = 0; at < streamIds.length; at += rowsAtOnce) {
    for (const [id, wrapped] of await store.wrappedKeys(streamIds.slice(at, at + rowsAtOnce))) {
      const slot = slotOf(wrapped);
      if (slot !== undefined && table.unwrap(id, wrapped)) slots.add(slot);
    }
  }
  return slots;
}

/** No slot is given out twice, unless its counter was lost with both copies of the records: a case that stays must not go with one. */
async function rescueSharers(
  { store, table, write }: Deps,
  slots: ReadonlySet<number>,
  doomed: ReadonlySet<string>,
): Promise<void> {
  for (let after: string | null = null; ;) {
    const { rows, next }: Awaited<ReturnType<StoreAccess['keyPage']>> = await store.keyPage(after, rowsAtOnce);
    for (const { caseId, wrapped } of rows) {
      const slot = slotOf(wrapped);
      if (slot === undefined || !slots.has(slot) || doomed.has(caseId)) continue;
      const key = table.unwrap(caseId, wrapped);
      if (!key) continue;
      const fresh = await table.wrap(caseId, key);
      await write([{ table: 'caseKeys', key: caseId, row: null }, ...keyOps(caseId, fresh, table.nextSlot())]);
      key.fill(0);
    }
    if (next === null) return;
    after = next;
  }
}

/** Evidence of these cases that no other case and no draft has. A file is kept once however many cases it belongs to. */
async function orphans(
  deps: Deps,
  pending: readonly Destruction[],
  destroyed: readonly string[],
): Promise<readonly string[]> {
  const { crypto, store, eventsOf, evidenceOfDrafts } = deps;
  const doomed = new Set<string>();
  for (const { cases } of pending)
    for (const { caseId } of cases) for (const sha256 of await evidenceByEvents(deps, caseId)) doomed.add(sha256);
  if (doomed.size === 0) return [];
  for (const sha256 of await evidenceOfDrafts()) doomed.delete(sha256);
  const gone = new Set(destroyed);
  const living = (await store.streamIds()).filter((id) => isCaseStream(id) && !gone.has(id));
  for (let at = 0; at < living.length && doomed.size > 0; at += casesAtOnce) {
    const ids = living.slice(at, at + casesAtOnce);
    const [rows] = await Promise.all([store.caseRows(ids), crypto.prepare(ids)]);
    const known = new Set(rows.map(({ id }) => id));
    for (const { id, sealed } of rows)
      if (!crypto.isDestroyed(id)) for (const sha of evidenceOf(await crypto.openState(id, sealed))) doomed.delete(sha);
    // Rows are derived and may be missing; the events never are.
    for (const id of ids.filter((each) => !known.has(each) && !crypto.isDestroyed(each)))
      for (const sha of evidenceOf(foldCase(await eventsOf(id)))) doomed.delete(sha);
  }
  return [...doomed];
}

async function evidenceByEvents({ crypto, eventsOf }: Deps, caseId: string): Promise<readonly string[]> {
  await crypto.prepare([caseId]);
  return crypto.isDestroyed(caseId) ? [] : evidenceOf(foldCase(await eventsOf(caseId)));
}

function evidenceOf(state: CaseState | undefined): readonly string[] {
  return (state?.evidence ?? []).map(({ sha256 }) => sha256);
}
