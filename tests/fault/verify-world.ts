/**
 * The oracle: what must be true of a branch after every scenario, whatever happened to it (O1–O5 of the plan; O6–O8 belong to
 * the scenarios, which know what they did). It reads what is on the media and takes nothing for true that the program says.
 */
import { GENESIS_HASH } from '../../src/domain/evidence/event-envelope';
import { hashHeader } from '../../src/domain/evidence/hashing';
import type { Journal } from '../../src/main/journal/journal';
import { nodeHasher, verifyEd25519 } from '../../src/main/keys/ed25519';
import { durableTables, type EventRow, type WriteOp } from '../../src/shared/store-contract/rows';
import { bytesOf, replayed, type Tables } from './state-hash';

export interface World {
  /** Commands that a person was told are saved. */
  readonly acknowledged: readonly string[];
  /** Commands that were asked for without an answer: they may be there or not, but whole. */
  readonly unanswered: readonly string[];
  readonly frames: readonly { readonly no: number; readonly commandId: string; readonly ops: readonly WriteOp[] }[];
  /** Durable tables as the store has them. */
  readonly tables: Tables;
  /** Revision of each case as the lists have it; undefined where nobody is signed in and nothing was derived yet. */
  readonly revisions?: ReadonlyMap<string, number>;
  /** Own numbers in the outbox; undefined as above, or where headquarters has some of them. */
  readonly outbox?: readonly number[];
  /** Public keys of the devices that events may come from. */
  readonly deviceKeys: ReadonlyMap<string, string>;
  /** Cases that a bulk registration answered for: it leaves no receipts, and each case has to have begun once. */
  readonly registered?: readonly string[];
  /** Drafts, which are written over while somebody types: each has to be as it was last told to be saved, or newer; undefined where none may be. */
  readonly drafts?: ReadonlyMap<string, readonly (Uint8Array | undefined)[]>;
}

export interface Verdict {
  /** Acknowledged and not there. */
  readonly lost: readonly string[];
  /** There more than once. */
  readonly doubled: readonly string[];
  /** Everything else that must not be. */
  readonly faults: readonly string[];
}

export function verifyWorld(world: World): Verdict {
  const { acknowledged, unanswered, frames, tables, deviceKeys } = world;
  const faults: string[] = [];
  const times = new Map<string, number>();
  const once = (commandId: string): void => {
    times.set(commandId, (times.get(commandId) ?? 0) + 1);
  };
  for (const { commandId, ops } of frames) {
    const receipts = ops.filter(({ table, row }) => table === 'receipts' && row !== null);
    // A frame of an import carries a receipt for each of its commands.
    if (receipts.length === 0) once(commandId);
    for (const { key } of receipts) once(key);
  }
  const receipts = tables.get('receipts') ?? new Map<string, object>();
  const lost = acknowledged.filter((id) => !times.has(id) || !receipts.has(id));
  const doubled = [...times].filter(([, count]) => count > 1).map(([id]) => id);
  const begun = countBy(
    [...(tables.get('events')?.values() ?? [])].filter(
      (row) => (row as EventRow).signed.header.type === 'case.registered',
    ),
    (row) => (row as EventRow).streamId,
  );
  lost.push(...(world.registered ?? []).filter((id) => !begun.has(id)).map((id) => `case ${id}`));
  doubled.push(...[...begun].filter(([, count]) => count > 1).map(([id]) => `case ${id}`));
  for (const [id, acceptable] of world.drafts ?? []) {
    const row = tables.get('drafts')?.get(id) as { sealed: Uint8Array } | undefined;
    const same = (bytes: Uint8Array | undefined): boolean =>
      bytes === undefined || row === undefined ? bytes === row?.sealed : Buffer.from(bytes).equals(row.sealed);
    if (!acceptable.some(same)) lost.push(`draft ${id}`);
  }

  // O5: of a frame everything is in the store or nothing, and nothing else is: replaying the journal gives the store.
  const expected = replayed(frames);
  for (const table of durableTables) {
    const difference = differenceOf(expected.get(table) ?? new Map(), tables.get(table) ?? new Map());
    if (difference !== undefined) faults.push(`store differs from journal in ${table}: ${difference}`);
  }
  const known = new Set([...acknowledged, ...unanswered]);
  // Traces that waited for room on a full disk answer to themselves, so that they are written once.
  const ofTrace = (row: object): boolean => Object.hasOwn((row as { outcome: object }).outcome, 'waitedSinceMs');
  const strangers = [...receipts].filter(([id, row]) => !known.has(id) && !ofTrace(row));
  if (strangers.length > 0) faults.push(`${String(strangers.length)} receipts of commands that nobody gave`);

  // O2, O3: order, chain and signatures of each device.
  const events = [...(tables.get('events')?.values() ?? [])] as EventRow[];
  faults.push(...chainFaults(events, deviceKeys));

  if (world.revisions) {
    for (const [streamId, count] of countBy(events, ({ streamId: id }) => id)) {
      const revision = world.revisions.get(streamId);
      if (revision !== undefined && revision !== count) {
        faults.push(`case ${streamId} shows revision ${String(revision)} of ${String(count)} events`);
      }
    }
  }
  if (world.outbox) {
    const own = events.map(({ seq }) => seq).sort((a, b) => a - b);
    if (own.join() !== [...world.outbox].sort((a, b) => a - b).join()) {
      faults.push(`outbox has ${String(world.outbox.length)} of ${String(own.length)} events`);
    }
  }
  return { lost, doubled, faults };
}

export async function framesOf(journal: Pick<Journal, 'readFrames'>): Promise<World['frames']> {
  const frames: { no: number; commandId: string; ops: readonly WriteOp[] }[] = [];
  for await (const { no, frame } of journal.readFrames(1)) {
    frames.push({ no, commandId: frame.commandId, ops: frame.ops });
  }
  return frames;
}

function differenceOf(expected: ReadonlyMap<string, object>, actual: ReadonlyMap<string, object>): string | undefined {
  for (const [key, row] of expected) {
    const there = actual.get(key);
    if (there === undefined) return `${key} is missing`;
    if (!Buffer.from(bytesOf(row)).equals(bytesOf(there))) return `${key} is another row`;
  }
  for (const key of actual.keys()) if (!expected.has(key)) return `${key} should not be there`;
  return undefined;
}

function chainFaults(events: readonly EventRow[], deviceKeys: ReadonlyMap<string, string>): string[] {
  const heads = new Map<string, { seq: number; hash: string; hlc: string }>();
  const faults: string[] = [];
  for (const { deviceId, seq, signed } of [...events].sort((a, b) => a.seq - b.seq)) {
    const head = heads.get(deviceId) ?? { seq: 0, hash: GENESIS_HASH, hlc: '' };
    const at = `event ${String(seq)} of ${deviceId}`;
    const key = deviceKeys.get(deviceId);
    if (seq !== head.seq + 1) faults.push(`${at} stands behind ${String(head.seq)}`);
    else if (signed.header.prevHash !== head.hash) faults.push(`${at} does not continue the one before`);
    // Whatever the clock of the PC said.
    else if (signed.header.at.hlc <= head.hlc) faults.push(`${at} is not later than the one before`);
    else if (hashHeader(signed.header, nodeHasher) !== signed.hash) faults.push(`${at} has another hash`);
    else if (key === undefined || !verifyEd25519(key, signed.hash, signed.deviceSig)) {
      faults.push(`${at} is not signed by its device`);
    }
    heads.set(deviceId, { seq, hash: signed.hash, hlc: signed.header.at.hlc });
  }
  return faults;
}

function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
