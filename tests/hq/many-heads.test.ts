/** 40,000 branches in memory: a poll that has nothing new asks the database nothing. */
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

it('holds 40,000 branches, read at once, and hears of each what was kept', async () => {
  await base.empty();
  const { db } = base.database;
  const count = 40_000;
  await db.execute(sql`
    insert into branches select 'b-' || n, 'C' || n, 'n', 'bank', 'i', 'p', 1 + n % 7 from generate_series(1, ${count}) n`);
  await db.execute(sql`insert into device_directory select 'd-' || n, 'b-' || n from generate_series(1, ${count}) n`);
  await db.execute(sql`
    insert into devices (branch_id, id, tag, public_key, enrolled_at)
    select 'b-' || n, 'd-' || n, 'A', 'k' || n, 1 from generate_series(1, ${count}) n`);
  const signals = localSignals();
  const fleet = createFleet(db, signals);
  await fleet.fill();
  expect(fleet.size()).toEqual({ branches: count, devices: count });
  statements = 0;
  for (let n = 1; n <= count; n++) {
    const device = await fleet.remembered(`d-${n}`);
    const view = await fleet.branch(`b-${n}`);
    const answer = inSync(view, { cursor: String(n % 7) }, { nowMs: 1 });
    if (device?.publicKey !== `k${n}` || answer?.cursor !== String(n % 7) || view.devices[0]?.id !== `d-${n}`)
      throw new Error(String(n));
  }
  await signals.publish({ kind: 'kept', branchId: 'b-7', deviceId: 'd', end: 9, incidents: [] });
  expect(inSync(await fleet.branch('b-7'), { cursor: '0' }, { nowMs: 1 })).toBeUndefined();
  expect((await fleet.branch('b-7')).end).toBe(9);
  expect(statements).toBe(0);
  // One, for all of them.
  await fleet.check();
  expect(statements).toBe(1);
});
