/**
 * What headquarters writes into the records of a branch (总行指令): an event in the stream of a case, on a chain of its own in that branch,
 * signed with its key. PCs get it like what another PC wrote.
 */
import { randomBytes } from 'node:crypto';
import { and, asc, eq } from 'drizzle-orm';
import { caseEventVersion, type NewCaseEvent } from '../src/domain/complaint/events';
import { foldCase } from '../src/domain/complaint/evolve';
import type { HqOfficer } from '../src/domain/complaint/headquarters-values';
import type { CaseState } from '../src/domain/complaint/state';
import {
  DIRECTORY_STREAM,
  GENESIS_HASH,
  type EventHeader,
  type OpenEvent,
} from '../src/domain/evidence/event-envelope';
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

export interface DirectiveContext {
  readonly nowMs: number;
  readonly hqKey: HqKey;
}

export interface Place {
  readonly branchId: string;
  readonly caseId: string;
}

/** `end`: where the branch's records end now. `state`: the case with it. */
export interface Written {
  readonly number: string;
  readonly end: number;
  readonly state: CaseState;
}

export interface Directive {
  readonly event: NewCaseEvent;
  /** The rules that it was made under, as the header of an event names them. */
  readonly rulePack: string;
}

const msOf = (hlc: string): number => Number(hlc.slice(0, 13));

/**
 * Writes one event into a case of a branch. To be called in a transaction; tell the other processes (`devices`, `kept`) when it is committed.
 *
 * @param decide what to write for the case as it stands here, or why nothing; undefined where headquarters does not hold the whole case
 */
export async function writeDirective<W extends string>(
  tx: Tx,
  { branchId, caseId }: Place,
  officer: HqOfficer,
  decide: (state: CaseState | undefined) => Directive | W | Promise<Directive | W>,
  { nowMs, hqKey }: DirectiveContext,
): Promise<({ readonly ok: true } & Written) | { readonly ok: false; readonly why: W | 'unknown' }> {
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
  const decided = await decide(foldCase(known.filter(understood)));
  if (typeof decided === 'string') return { ok: false, why: decided };

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
  const write = (event: Pick<EventHeader, 'streamId' | 'type' | 'version'>, payload: object): OpenEvent => {
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
      rulePack: decided.rulePack,
      payloadHash: hashPayload(payload, salt, hasher),
      prevHash: head.hash,
    };
    const hash = hashHeader(header, hasher);
    const deviceSig = hqKey.signHash(hash);
    written.push({
      ...{ branchId, deviceId, seq: header.seq, eventId: header.id, hash, linked: true, storedAt: nowMs },
      ...{ streamId: header.streamId, type: header.type, atWall: nowMs, header, deviceSig },
      ...{ payload: JSON.stringify(payload), salt, outcome: 'accepted', position },
    });
    head = { seq: header.seq, hash };
    position += 1;
    ms += 1;
    return { header, hash, deviceSig, payload, salt };
  };
  if (!own) {
    await tx.insert(deviceDirectory).values({ deviceId, branchId });
    const row = { branchId, id: deviceId, tag: headquartersTag, publicKey: hqKey.publicKey };
    await tx.insert(devices).values({ ...row, enrolledAt: nowMs, revoked: false });
    const added = { deviceId, deviceTag: headquartersTag, signPublicKey: hqKey.publicKey };
    write({ streamId: DIRECTORY_STREAM, type: DEVICE_ADDED, version: 1 }, added);
  }
  const { type, payload } = decided.event;
  const ours = write({ streamId: caseId, type, version: caseEventVersion }, payload);
  await tx.insert(events).values(written);
  await tx
    .update(devices)
    .set({ headSeq: head.seq, headHash: head.hash, headLinked: true, lastSeenAt: nowMs })
    .where(and(eq(devices.branchId, branchId), eq(devices.id, deviceId)));
  await tx.update(branches).set({ nextPosition: position }).where(eq(branches.id, branchId));
  const after = foldCase([...known.filter(understood), ours]);
  if (!after) throw new Error('what headquarters wrote begins no case');
  return { ok: true, number: after.number, end: position - 1, state: after };
}
