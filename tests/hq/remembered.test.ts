/** What a process remembers of branches while another one on the same database writes, and tells nothing of it. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { inSync } from '../../server/pull';
import { localSignals, type Signals } from '../../server/signals';
import { createFleet, type Fleet } from '../../server/storage/fleet';
import { branchInfo, enrolPc, makePc, pushEvents, startTestHq, type Pc, type TestHq } from './support/branch-pc';
import { openTestDatabase, type TestDatabase } from './support/test-database';

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

/** The process that writes; `fleet` belongs to one that hears nothing of it. */
let writer: TestHq;
let pc: Pc;
let deaf: Signals;
let fleet: Fleet;
beforeEach(async () => {
  await base.empty();
  writer = await startTestHq(base.database);
  pc = makePc();
  await enrolPc(writer, pc, 'new');
  await pushEvents(writer, pc, pc.writeMany(2));
  deaf = localSignals();
  fleet = createFleet(base.database.db, deaf);
  return async () => writer.remove();
});
const { id } = branchInfo;

it('finds by looking what was kept and not told', async () => {
  const before = await fleet.branch(id);
  await pushEvents(writer, pc, pc.writeMany(3));
  expect(inSync(await fleet.branch(id), { cursor: String(before.end) }, { nowMs: 1 })).toBeDefined();
  expect(await fleet.check()).toBe(1);
  expect(inSync(await fleet.branch(id), { cursor: String(before.end) }, { nowMs: 1 })).toBeUndefined();
  expect((await fleet.branch(id)).end).toBe(before.end + 3);
  expect(await fleet.check()).toBe(0);
});

it('finds by looking which devices came, were stopped, and are stopped no more', async () => {
  const stopped = async (): Promise<readonly string[]> =>
    (await fleet.branch(id)).revocations.map(({ deviceId }) => deviceId);
  await fleet.remembered(pc.deviceId);
  expect((await fleet.branch(id)).devices).toHaveLength(1);
  const other = makePc();
  await enrolPc(writer, other, 'join');
  expect(await fleet.check()).toBe(1);
  expect((await fleet.branch(id)).devices.map((each) => each.id)).toEqual([pc.deviceId, other.deviceId]);
  await fleet.remembered(pc.deviceId);
  for (const [revoked, expected] of [
    [true, [pc.deviceId]],
    [false, []],
    [true, [pc.deviceId]],
  ] as const) {
    await writer.admin('/admin/revoke', { deviceId: pc.deviceId, revoked });
    expect(await fleet.check()).toBe(1);
    expect(await stopped()).toEqual(expected);
    expect((await fleet.remembered(pc.deviceId))?.revoked).toBe(revoked);
  }
  // Taken back and stopped again: as many as before, and another word.
  const [first] = (await fleet.branch(id)).revocations;
  writer.advance(1_000);
  await writer.admin('/admin/revoke', { deviceId: pc.deviceId, revoked: false });
  await writer.admin('/admin/revoke', { deviceId: pc.deviceId, revoked: true });
  expect(await fleet.check()).toBe(1);
  expect((await fleet.branch(id)).revocations[0]?.atMs).toBeGreaterThan(first?.atMs ?? 0);
  expect(await fleet.check()).toBe(0);
});

it('reads all at once, but nothing over what it hears meanwhile', async () => {
  await fleet.fill();
  statements = 0;
  expect((await fleet.branch(id)).end).toBe(2);
  expect((await fleet.remembered(pc.deviceId))?.publicKey).toBe(pc.publicKey);
  expect(statements).toBe(0);

  const late = createFleet(base.database.db, deaf);
  const filled = late.fill();
  await deaf.publish({ kind: 'kept', branchId: id, deviceId: pc.deviceId, end: 3, incidents: [] });
  await filled;
  // Asked for, because what was read may be from before the word.
  expect(late.size().branches).toBe(0);
});
