/** 1,000 branches in memory: a poll that has nothing new asks the database nothing. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { enrolPc, makePc, pullFrom, pushEvents, startTestHq } from './support/branch-pc';
import { openTestDatabase, type TestDatabase } from './support/test-database';
import { createFleet } from '../../server/storage/fleet';
import { inSync } from '../../server/pull';
import { localSignals } from '../../server/signals';

let base: TestDatabase;
let statements = 0;
beforeAll(async () => {
  base = await openTestDatabase({
    onStatement: () => {
      statements += 1;
    },
  });
});
afterAll(async () => {
  await base.remove();
});

it('answers a PC that has everything without a statement, over a real socket', async () => {
  await base.empty();
  const hq = await startTestHq(base.database);
  const [pc, other] = [makePc(), makePc()];
  await enrolPc(hq, pc, 'new');
  await enrolPc(hq, other, 'join');
  await pushEvents(hq, pc, pc.writeMany(2));
  const { cursor } = (await pullFrom(hq, other)).json as unknown as { cursor: string };
  await hq.admin('/admin/revoke', { deviceId: pc.deviceId, revoked: true });
  await pullFrom(hq, other, cursor);
  statements = 0;
  const { json } = await pullFrom(hq, other, cursor);
  expect(json).toMatchObject({ events: [], cursor, more: false, revocations: [{ deviceId: pc.deviceId, seq: 2 }] });
  expect((json['devices'] as unknown as { id: string }[]).map(({ id }) => id)).toEqual([pc.deviceId, other.deviceId]);
  expect(statements).toBe(0);
  // And is told at once what is new.
  await hq.admin('/admin/revoke', { deviceId: pc.deviceId, revoked: false });
  expect((await pullFrom(hq, other, cursor)).json).toMatchObject({ events: [], revocations: [] });
  await pushEvents(hq, pc, [pc.write()]);
  expect((await pullFrom(hq, other, cursor)).json['events']).toHaveLength(1);
  await hq.remove();
});

it('holds 1,000 branches, and hears of each what was kept', async () => {
  await base.empty();
  const { db } = base.database;
  const count = 1_000;
  await db.execute(sql`
    insert into branches select 'b-' || n, 'C' || n, 'n', 'bank', 'i', 'p', 1 + n % 7 from generate_series(1, ${count}) n`);
  const signals = localSignals();
  const fleet = createFleet(db, signals);
  const ids = Array.from({ length: count }, (_, n) => `b-${n + 1}`);
  for (const id of ids) await fleet.branch(id);
  expect(fleet.size().branches).toBe(count);
  statements = 0;
  for (const [n, id] of ids.entries()) {
    const answer = inSync(await fleet.branch(id), { cursor: String((n + 1) % 7) }, { nowMs: 1 });
    if (answer?.cursor !== String((n + 1) % 7)) throw new Error(id);
  }
  await signals.publish({ kind: 'kept', branchId: 'b-7', deviceId: 'd', end: 9, incidents: [] });
  expect(inSync(await fleet.branch('b-7'), { cursor: '0' }, { nowMs: 1 })).toBeUndefined();
  expect((await fleet.branch('b-7')).end).toBe(9);
  expect(statements).toBe(0);
});
