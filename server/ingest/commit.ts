/**
 * Keeps the pushes of several branches in one transaction: each statement serves all of them. Their branches are locked in the order of their
 * ids, so two groups never wait for each other. One push a branch.
 */
import { and, asc, eq, getTableColumns, gte, inArray, lte, sql } from 'drizzle-orm';
import { GENESIS_HASH } from '../../src/domain/evidence/event-envelope';
import type { Anchor, PushRequest } from '../../src/shared/sync-protocol/messages';
import { givenAnchor, signAnchor } from '../anchors';
import type { Device } from '../auth';
import type { HqKey } from '../crypto';
import type { Db, Tx } from '../db/database';
import { answersTombstone, branches, devices, events, receipts, refusalAnswers } from '../db/schema';
import { wantFiles } from '../files';
import { keepForks } from '../forks';
import { refuse, type Refusal } from '../problem';
import { planPush, refusedWhole, type Before, type Head, type PushAnswer, type PushPlan, type Row } from '../push';
import { noteRetried } from '../refusals';
import { spendNonces } from '../storage/nonces';

export interface Pushed {
  readonly device: Device;
  readonly request: Pick<PushRequest, 'events' | 'deviceTimeMs'>;
  readonly nonce: string;
  /** Another PC of the branch brings it: it says nothing of whether the device is there, nor of its clock. */
  readonly isRelayed?: boolean;
}

/** An answer, and where the branch ends after it. */
export interface Committed {
  readonly answer: PushAnswer;
  /** Position of the last event of the branch. */
  readonly end: number;
}

export interface CommitContext {
  readonly nowMs: number;
  readonly hqKey: HqKey;
}

/** Answers in the order of the pushes. Throws when nothing of the whole group was kept. */
export async function commitPushes(
  db: Db,
  group: readonly Pushed[],
  context: CommitContext,
): Promise<readonly Committed[]> {
  return db.transaction(async (tx) => {
    const { positions, rows, unspent, usedIds } = await readState(tx, group, context.nowMs);
    const planned: Planned[] = [];
    const answers: Committed[] = [];
    const decide = async ({ device, request, nonce, isRelayed }: Pushed): Promise<PushPlan | Refusal> => {
      const row = rows.get(device.id);
      if (!row) return refuse('auth.unknownDevice');
      if (row.revoked) return refuse('auth.revoked');
      if (!unspent.has(`${device.id} ${nonce}`)) return refuse('auth.replayed');
      const refusal = refusedWhole(device, request);
      if (refusal) return refusal;
      const head: Head = { seq: row.headSeq, hash: row.headHash ?? GENESIS_HASH, linked: row.headLinked };
      const state = {
        head,
        nextPosition: positions.get(device.branchId) ?? 1,
        kept: await keptFrom(tx, device, request, head),
        usedIds: usedIds.get(device.branchId) ?? [],
      };
      return planPush(device, request, state, context.nowMs, isRelayed);
    };
    for (const pushed of group) {
      const plan = await decide(pushed);
      if (!plan.ok) {
        answers.push({ answer: plan, end: (positions.get(pushed.device.branchId) ?? 1) - 1 });
        continue;
      }
      const { results, accepted, head, nextPosition } = plan;
      await keepForks(tx, pushed.device, pushed.request.events, results, context.nowMs);
      await wantFiles(tx, pushed.device.branchId, accepted, context.nowMs);
      await noteRetried(tx, pushed.device, plan.retried);
      const isNew = plan.rows.length > plan.retried.taken.length;
      // What was only taken in afterwards moves no head, and has an anchor; its last place may be said anew, as of now.
      const given = isNew || plan.rows.length > 0 ? undefined : await givenAnchor(tx, pushed.device, head);
      const anchor = given ?? signAnchor(pushed.device, head, context.nowMs, context.hqKey);
      planned.push({ pushed, plan, anchor, isNew: given === undefined && (isNew || plan.rows.length === 0) });
      answers.push({
        answer: { ok: true, kept: { results: [...results], contiguousSeq: head.seq, anchor } },
        end: nextPosition - 1,
      });
    }
    if (planned.length > 0) await write(tx, planned, context.nowMs);
    return answers;
  });
}

interface Planned {
  readonly pushed: Pushed;
  readonly plan: PushPlan;
  readonly anchor: Anchor;
  /** Not given before. */
  readonly isNew: boolean;
}

async function readState(tx: Tx, group: readonly Pushed[], nowMs: number) {
  const branchIds = [...new Set(group.map(({ device }) => device.branchId))].sort();
  // One writer per branch: positions are given in the order of commits, so a reader that has seen position n has seen everything below it.
  const locked = await tx
    .select({ id: branches.id, nextPosition: branches.nextPosition })
    .from(branches)
    .where(inArray(branches.id, branchIds))
    .orderBy(asc(branches.id))
    .for('update');
  const known = await tx
    .select()
    .from(devices)
    .where(
      and(
        inArray(devices.branchId, branchIds),
        inArray(
          devices.id,
          group.map(({ device }) => device.id),
        ),
      ),
    );
  const spent = await spendNonces(
    tx,
    group.map(({ device, nonce }) => ({ branchId: device.branchId, deviceId: device.id, nonce })),
    nowMs,
  );
  const ids = group.flatMap(({ request }) => request.events.map(({ header }) => header.id));
  const used = await tx
    .select({ branchId: events.branchId, id: events.eventId })
    .from(events)
    // As JSON in one parameter, as the rows below.
    .where(
      and(
        inArray(events.branchId, branchIds),
        eq(events.outcome, 'accepted'),
        sql`${events.eventId} = any(array(select json_array_elements_text(${JSON.stringify(ids)}::json)))`,
      ),
    );
  const usedIds = new Map<string, string[]>();
  for (const { branchId, id } of used) usedIds.set(branchId, [...(usedIds.get(branchId) ?? []), id]);
  return {
    positions: new Map(locked.map(({ id, nextPosition }) => [id, nextPosition])),
    rows: new Map(known.map((row) => [row.id, row])),
    unspent: new Set(spent.map(({ deviceId, nonce }) => `${deviceId} ${nonce}`)),
    usedIds,
  };
}

/** Most pushes bring only what is new, and need not ask. */
async function keptFrom(
  tx: Tx,
  device: Device,
  { events: incoming }: Pick<PushRequest, 'events'>,
  head: Head,
): Promise<ReadonlyMap<number, Before>> {
  const seqs = incoming.map(({ header }) => header.seq);
  const first = Math.min(...seqs);
  if (first > head.seq) return new Map();
  const rows = await tx
    .select({
      ...{ seq: events.seq, hash: events.hash, linked: events.linked },
      ...{ outcome: events.outcome, rejectCode: events.rejectCode, state: refusalAnswers.state },
    })
    .from(events)
    .leftJoin(refusalAnswers, answersTombstone)
    .where(
      and(
        eq(events.branchId, device.branchId),
        eq(events.deviceId, device.id),
        // With the one before: a record that is taken in afterwards has to link to it.
        gte(events.seq, first - 1),
        lte(events.seq, Math.max(...seqs)),
      ),
    );
  return new Map(rows.map(({ seq, state, ...rest }) => [seq, { ...rest, askedAgain: state === 'askedAgain' }]));
}

async function write(tx: Tx, planned: readonly Planned[], nowMs: number): Promise<void> {
  const rows = planned.flatMap(({ plan }) => plan.rows);
  const heads = JSON.stringify(
    planned.map(({ pushed: { device, request, isRelayed = false }, plan: { head, nextPosition } }) => ({
      branch: device.branchId,
      device: device.id,
      next: nextPosition,
      seq: head.seq,
      hash: head.hash,
      linked: head.linked,
      ...(isRelayed ? {} : { seen: nowMs, offset: nowMs - request.deviceTimeMs }),
    })),
  );
  const ids = sql.join(
    planned.map(({ pushed }) => sql`${pushed.device.branchId}`),
    sql`, `,
  );
  if (rows.length > 0) {
    // As JSON in one parameter: seventeen parameters a row cost more than all the rest of the transaction.
    await tx.execute(sql`
      insert into ${events}
      select * from json_populate_recordset(null::events, ${JSON.stringify(rows.map(asStored))}::json)`);
    await tx.execute(sql`
      update ${branches} as b set next_position = v.next
      from json_to_recordset(${heads}::json) as v(branch text, next bigint)
      where b.branch_id in (${ids}) and b.branch_id = v.branch`);
  }
  await tx.execute(sql`
    update ${devices} as d
    set head_seq = v.seq, head_hash = v.hash, head_linked = v.linked,
      last_seen_at = coalesce(v.seen, d.last_seen_at), clock_offset_ms = coalesce(v."offset", d.clock_offset_ms)
    from json_to_recordset(${heads}::json)
      as v(branch text, device text, seq integer, hash text, linked boolean, seen bigint, "offset" bigint)
    where d.branch_id in (${ids}) and d.branch_id = v.branch and d.id = v.device`);
  const given = planned.filter(({ isNew }) => isNew);
  if (given.length > 0)
    await tx
      .insert(receipts)
      .values(given.map(({ pushed, anchor }) => ({ branchId: pushed.device.branchId, ...anchor })));
}

const eventColumns = Object.entries(getTableColumns(events)).map(([property, { name }]) => [property, name] as const);

/** By the names of the columns. */
function asStored(row: Row): object {
  const values: Readonly<Record<string, unknown>> = row;
  return Object.fromEntries(eventColumns.map(([property, name]) => [name, values[property] ?? null]));
}
