/**
 * What headquarters writes into the records of a branch (总行指令): an event in the stream of a case, on a chain of its own in that branch,
 * signed with its key. PCs get it like what another PC wrote.
 */
import { randomBytes } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import type { CaseState } from '../src/domain/complaint/state';
import type { Extensible } from '../src/shared/hq-console/cases';
import { decisionOwed } from '../src/domain/complaint/clock';
import { caseEventVersion, type CasePayload } from '../src/domain/complaint/events';
import { foldCase } from '../src/domain/complaint/evolve';
import { DIRECTORY_STREAM, GENESIS_HASH, type EventHeader } from '../src/domain/evidence/event-envelope';
import { hashHeader, hashPayload } from '../src/domain/evidence/hashing';
import {
  DEVICE_ADDED,
  headquartersDevice,
  headquartersPerson,
  headquartersTag,
} from '../src/domain/evidence/headquarters';
import { hasher, type HqKey } from './crypto';
import type { Tx } from './db/database';
import { branches, deviceDirectory, devices, events } from './db/schema';
import { openEventOf } from './pull';
import type { Row } from './push';
import { understood } from './projection';
import { idAt, newId } from './ids';

export interface ExtensionWish {
  readonly branchId: string;
  readonly caseId: string;
  /** Natural days (日). */
  readonly days: number;
  readonly reason: string;
  readonly officer: CasePayload<'extension.granted'>['officer'];
}

export type Granted =
  | { readonly ok: true; readonly number: string; readonly end: number }
  | { readonly ok: false; readonly why: 'unknown' | Exclude<Extensible, 'possible'> };

/** Whether headquarters can extend the time of a complaint now, as far as what it holds tells. */
export function extensible(state: CaseState): Extensible {
  if (state.clock?.extension || state.clock?.grant) return 'extended';
  if (!decisionOwed.includes(state.status)) return 'notOwed';
  return state.complexity === 'complex' ? 'possible' : 'notComplex';
}

/** By the clock of Beijing, which holds for the whole country. */
const dayOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);
const msOf = (hlc: string): number => Number(hlc.slice(0, 13));

/**
 * 批准延期 (REGULATION D3) as the superior institution. To be called in a transaction; tell the other processes (`devices`, `kept`) when it is
 * committed. Whether the time is over already is judged in the branch, by its rules and its calendar.
 */
export async function grantExtension(
  tx: Tx,
  { branchId, caseId, days, reason, officer }: ExtensionWish,
  { nowMs, hqKey }: { readonly nowMs: number; readonly hqKey: HqKey },
): Promise<Granted> {
  // As a push does it: one writer a branch.
  const [branch] = await tx
    .select({ nextPosition: branches.nextPosition })
    .from(branches)
    .where(eq(branches.id, branchId))
    .for('update');
  if (!branch) return { ok: false, why: 'unknown' };
  const rows = await tx
    .select()
    .from(events)
    .where(and(eq(events.branchId, branchId), eq(events.streamId, caseId), eq(events.outcome, 'accepted')))
    .orderBy(asc(events.position));
  const known = rows.map(openEventOf);
  const state = foldCase(known.filter(understood));
  if (!state) return { ok: false, why: 'unknown' };
  const why = extensible(state);
  if (why !== 'possible') return { ok: false, why };

  const deviceId = headquartersDevice(branchId);
  const [own] = await tx
    .select({ seq: devices.headSeq, hash: devices.headHash })
    .from(devices)
    .where(and(eq(devices.branchId, branchId), eq(devices.id, deviceId)));
  const [last] = await tx
    .select({ header: events.header })
    .from(events)
    .where(and(eq(events.branchId, branchId), eq(events.deviceId, deviceId), eq(events.seq, own?.seq ?? 0)));
  // After all that it answers to, whatever clocks those PCs had.
  let ms = Math.max(
    nowMs,
    ...[...known.map(({ header }) => header), ...(last?.header ? [last.header] : [])].map(({ at }) => msOf(at.hlc) + 1),
  );
  let head = { seq: own?.seq ?? 0, hash: own?.hash ?? GENESIS_HASH };
  let position = branch.nextPosition;
  const commandId = newId();
  const written: Row[] = [];
  const write = (event: Pick<EventHeader, 'streamId' | 'type' | 'version'>, payload: object): void => {
    const salt = randomBytes(16).toString('base64url');
    const header: EventHeader = {
      id: idAt(ms),
      deviceId,
      seq: head.seq + 1,
      branchId,
      ...event,
      commandId,
      actor: { userId: headquartersPerson(officer.account), role: 'headquarters' },
      at: { wall: nowMs, monotonic: head.seq, bootId: 'headquarters', hlc: `${String(ms).padStart(13, '0')}-0000` },
      rulePack: state.rulePack,
      payloadHash: hashPayload(payload, salt, hasher),
      prevHash: head.hash,
    };
    const hash = hashHeader(header, hasher);
    written.push({
      ...{ branchId, deviceId, seq: header.seq, eventId: header.id, hash, linked: true, storedAt: nowMs },
      ...{ streamId: header.streamId, type: header.type, atWall: nowMs, header, deviceSig: hqKey.signHash(hash) },
      ...{ payload: JSON.stringify(payload), salt, outcome: 'accepted', position },
    });
    head = { seq: header.seq, hash };
    position += 1;
    ms += 1;
  };
  if (!own) {
    await tx.insert(deviceDirectory).values({ deviceId, branchId });
    const row = { branchId, id: deviceId, tag: headquartersTag, publicKey: hqKey.publicKey };
    await tx.insert(devices).values({ ...row, enrolledAt: nowMs, revoked: false });
    const added = { deviceId, deviceTag: headquartersTag, signPublicKey: hqKey.publicKey };
    write({ streamId: DIRECTORY_STREAM, type: DEVICE_ADDED, version: 1 }, added);
  }
  const grant: CasePayload<'extension.granted'> = { days, grantedOn: dayOf(nowMs), officer, reason };
  write({ streamId: caseId, type: 'extension.granted', version: caseEventVersion }, grant);
  await tx.insert(events).values(written);
  await tx
    .update(devices)
    .set({ headSeq: head.seq, headHash: head.hash, headLinked: true, lastSeenAt: nowMs })
    .where(and(eq(devices.branchId, branchId), eq(devices.id, deviceId)));
  await tx.update(branches).set({ nextPosition: position }).where(eq(branches.id, branchId));
  return { ok: true, number: state.number, end: position - 1 };
}
