/** Gives a device what the other devices of its branch wrote, in the order headquarters kept it. */
import { and, asc, eq, gt, lte, ne } from 'drizzle-orm';
import type { OpenEvent } from '../src/domain/evidence/event-envelope';
import type { PullRequest } from '../src/shared/sync-protocol/messages';
import { MAX_PUSH_BYTES } from '../src/shared/sync-protocol/version';
import type { PullReplyV1 } from '../src/shared/sync-protocol/version-1';
import type { Device } from './auth';
import type { Db } from './db/database';
import { branches, devices, events } from './db/schema';
import { refuse, type Refusal } from './problem';
import type { BranchView } from './storage/fleet';

export type PullAnswer = { readonly ok: true; readonly reply: PullReplyV1 } | Refusal;

/**
 * The answer to a device that has everything, from memory: most polls of a day are this one. Undefined where there may be more to say, or the
 * cursor can't be read.
 */
export function inSync(
  branch: BranchView,
  { cursor }: Pick<PullRequest, 'cursor'>,
  context: { readonly nowMs: number },
): PullReplyV1 | undefined {
  if (cursor === null || Number(cursor) !== branch.end) return undefined;
  return {
    events: [],
    cursor: String(branch.end),
    more: false,
    devices: [...branch.devices],
    serverTimeMs: context.nowMs,
  };
}

export async function pull(
  db: Db,
  device: Device,
  request: Omit<PullRequest, 'protocol'>,
  context: { readonly nowMs: number },
): Promise<PullAnswer> {
  const asked = request.cursor === null ? 0 : Number(request.cursor);
  if (!Number.isSafeInteger(asked) || asked < 0) return refuse('request.badShape');

  // The end is read first: everything up to it is committed, so nothing can still appear below it.
  const [branch] = await db
    .select({ nextPosition: branches.nextPosition })
    .from(branches)
    .where(eq(branches.id, device.branchId));
  if (!branch) throw new Error('a device has no branch');
  const end = branch.nextPosition - 1;
  // Beyond the end: this database is an older copy of the one that gave the cursor, and its positions are given anew.
  // The PC passes over what it knows.
  const after = asked > end ? 0 : asked;
  const rows = await db
    .select()
    .from(events)
    .where(
      and(
        eq(events.branchId, device.branchId),
        gt(events.position, after),
        lte(events.position, end),
        ne(events.deviceId, device.id),
      ),
    )
    .orderBy(asc(events.position))
    .limit(request.limit + 1);

  const page: OpenEvent[] = [];
  let bytes = 0;
  let cursor = end;
  let more = false;
  for (const row of rows) {
    bytes += row.payload?.length ?? 0;
    if (page.length === request.limit || (page.length > 0 && bytes > MAX_PUSH_BYTES)) {
      more = true;
      break;
    }
    page.push(openEventOf(row));
    if (row.position !== null) cursor = row.position;
  }
  if (!more) cursor = end;

  const known = await db
    .select({ id: devices.id, tag: devices.tag, publicKey: devices.publicKey })
    .from(devices)
    .where(eq(devices.branchId, device.branchId))
    .orderBy(asc(devices.enrolledAt), asc(devices.id));
  return {
    ok: true,
    reply: {
      events: page,
      cursor: String(cursor),
      more,
      devices: known,
      serverTimeMs: context.nowMs,
    },
  };
}

/** An accepted row as the device sent it. */
export function openEventOf(row: typeof events.$inferSelect): OpenEvent {
  const { header, deviceSig, payload, salt } = row;
  if (header === null || deviceSig === null || payload === null || salt === null)
    throw new Error('an accepted event is incomplete');
  return {
    header,
    hash: row.hash,
    deviceSig,
    ...(row.userSig === null ? {} : { userSig: row.userSig }),
    payload: JSON.parse(payload) as unknown,
    salt,
  };
}
