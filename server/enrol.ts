/** Enrolment: a code, given by headquarters, turns an unknown PC into a device of a branch. */
import { and, eq } from 'drizzle-orm';
import { headquartersTag, isHeadquartersDevice } from '../src/domain/evidence/headquarters';
import { deviceTagOf } from '../src/domain/numbering/case-number';
import type { EnrolReply, EnrolRequest } from '../src/shared/sync-protocol/messages';
import { hashEnrolmentCode, makeEnrolmentCode } from './crypto';
import type { Db, Tx } from './db/database';
import { branchDirectory, branches, deviceDirectory, devices, enrolmentCodes } from './db/schema';
import { refuse, type Refusal } from './problem';
import { spendNonces } from './storage/nonces';

const codeLifeMs = 7 * 24 * 60 * 60 * 1000;

export type CodeKind = 'new' | 'join';

/** Makes a code for one PC; undefined when a `join` code is asked for a branch that is unknown. */
export async function createCode(
  db: Db,
  input: { readonly kind: CodeKind; readonly branchCode: string | undefined; readonly nowMs: number },
): Promise<{ readonly code: string; readonly expiresAt: number } | undefined> {
  let branchId: string | null = null;
  if (input.kind === 'join') {
    const [branch] = await db
      .select({ id: branchDirectory.branchId })
      .from(branchDirectory)
      .where(eq(branchDirectory.code, (input.branchCode ?? '').toUpperCase()));
    if (!branch) return undefined;
    branchId = branch.id;
  }
  const code = makeEnrolmentCode();
  const expiresAt = input.nowMs + codeLifeMs;
  await db.insert(enrolmentCodes).values({ codeHash: hashEnrolmentCode(code), kind: input.kind, branchId, expiresAt });
  return { code, expiresAt };
}

type Enrolled = { readonly ok: true; readonly reply: EnrolReply } | Refusal;

interface EnrolContext {
  readonly nowMs: number;
  readonly hqPublicKey: string;
  readonly nonce: string;
}

/** Answers the same PC the same way again, since its first answer may have been lost on the way; the very same request is answered once. */
export async function enrol(db: Db, request: Omit<EnrolRequest, 'protocol'>, context: EnrolContext): Promise<Enrolled> {
  return db.transaction(async (tx): Promise<Enrolled> => {
    const answer = await enrolIn(tx, request, context);
    if (!answer.ok) return answer;
    // What was refused has told nothing. Whoever repeats a request that was answered changes nothing: its code is spent.
    const spent = { branchId: answer.reply.branchId, deviceId: request.deviceId, nonce: context.nonce };
    const unspent = await spendNonces(tx, [spent], context.nowMs);
    return unspent.length === 1 ? answer : refuse('auth.replayed');
  });
}

async function enrolIn(tx: Tx, request: Omit<EnrolRequest, 'protocol'>, context: EnrolContext): Promise<Enrolled> {
  if (isHeadquartersDevice(request.deviceId)) return refuse('request.badShape');
  const codeHash = hashEnrolmentCode(request.code);
  const [code] = await tx.select().from(enrolmentCodes).where(eq(enrolmentCodes.codeHash, codeHash)).for('update');
  if (!code) return refuse('enrol.codeUnknown');
  if (code.usedAt !== null) {
    const same = code.usedBy === request.deviceId ? await enrolled(tx, request.deviceId) : undefined;
    return same?.publicKey === request.devicePublicKey
      ? { ok: true, reply: await replyFor(tx, same, context) }
      : refuse('enrol.codeUsed');
  }
  if (code.expiresAt <= context.nowMs) return refuse('enrol.codeExpired');
  // A PC of this very branch may come back with a code for joining: headquarters has lost it, and the code allows it.
  const comesBack = code.kind === 'join' && request.branch !== null && request.branch.id === code.branchId;
  if (!comesBack && (code.kind === 'new') !== (request.branch !== null)) return refuse('enrol.codeKind');
  const known = await enrolled(tx, request.deviceId);
  if (known) {
    // The PC has lost what it was told at first; its key and its branch prove that it is the same one.
    const same =
      known.publicKey === request.devicePublicKey && known.branchId === (code.branchId ?? request.branch?.id);
    if (!same) return refuse('enrol.deviceKnown');
    await spend(tx, codeHash, request.deviceId, context.nowMs);
    return { ok: true, reply: await replyFor(tx, known, context) };
  }

  let branchId = code.branchId;
  if (request.branch && !comesBack) {
    const branch = { ...request.branch, code: request.branch.code.toUpperCase() };
    const claimed = await tx
      .insert(branchDirectory)
      .values({ branchId: branch.id, code: branch.code })
      .onConflictDoNothing()
      .returning({ branchId: branchDirectory.branchId });
    if (claimed.length === 0) return refuse('enrol.branchKnown');
    await tx.insert(branches).values({ ...branch, nextPosition: 1 });
    branchId = branch.id;
  }
  if (branchId === null) return refuse('enrol.codeKind');
  // Two PCs that join at once must not get the same tag.
  await tx.select({ id: branches.id }).from(branches).where(eq(branches.id, branchId)).for('update');
  const taken = await tx.select({ tag: devices.tag }).from(devices).where(eq(devices.branchId, branchId));
  // A device that headquarters has lost and that comes back stands in the directory already.
  await tx
    .insert(deviceDirectory)
    .values({ deviceId: request.deviceId, branchId })
    .onConflictDoUpdate({ target: deviceDirectory.deviceId, set: { branchId } });
  await tx.insert(devices).values({
    branchId,
    id: request.deviceId,
    tag: freeTag([...taken.map(({ tag }) => tag), headquartersTag], request.deviceTag),
    publicKey: request.devicePublicKey,
    enrolledAt: context.nowMs,
    lastSeenAt: context.nowMs,
    revoked: false,
  });
  await spend(tx, codeHash, request.deviceId, context.nowMs);
  return { ok: true, reply: await replyFor(tx, { branchId, id: request.deviceId }, context) };
}

async function spend(tx: Tx, codeHash: string, deviceId: string, nowMs: number): Promise<void> {
  await tx.update(enrolmentCodes).set({ usedAt: nowMs, usedBy: deviceId }).where(eq(enrolmentCodes.codeHash, codeHash));
}

function freeTag(taken: readonly string[], wish: string | null): string {
  if (wish !== null && !taken.includes(wish)) return wish;
  let index = 0;
  while (taken.includes(deviceTagOf(index))) index += 1;
  return deviceTagOf(index);
}

/** By the directory, since a code for a new branch says nothing of where the device may be known. */
async function enrolled(tx: Tx, deviceId: string): Promise<typeof devices.$inferSelect | undefined> {
  const [place] = await tx.select().from(deviceDirectory).where(eq(deviceDirectory.deviceId, deviceId));
  if (!place) return undefined;
  const [row] = await tx
    .select()
    .from(devices)
    .where(and(eq(devices.branchId, place.branchId), eq(devices.id, deviceId)));
  return row;
}

async function replyFor(
  tx: Tx,
  { branchId, id }: { readonly branchId: string; readonly id: string },
  context: EnrolContext,
): Promise<EnrolReply> {
  const [row] = await tx
    .select()
    .from(devices)
    .innerJoin(branches, eq(devices.branchId, branches.id))
    .where(and(eq(devices.branchId, branchId), eq(branches.id, branchId), eq(devices.id, id)));
  if (!row) throw new Error('an enrolled device is missing');
  return {
    branchId: row.branches.id,
    branchCode: row.branches.code,
    branchName: row.branches.name,
    institutionType: row.branches.institutionType,
    institutionName: row.branches.institutionName,
    province: row.branches.province,
    deviceTag: row.devices.tag,
    hqPublicKey: context.hqPublicKey,
    serverTimeMs: context.nowMs,
  };
}
