/** PCs that wait for a call for help of their branch, over a real socket. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  enrolPc,
  makePc,
  pullFrom,
  pushEvents,
  send,
  signedRequest,
  startTestHq,
  type TestHq,
} from './support/branch-pc';
import { openTestDatabase, type TestDatabase } from './support/test-database';

let base: TestDatabase;
let hq: TestHq;
beforeAll(async () => {
  base = await openTestDatabase();
});
afterAll(async () => {
  await base.remove();
});
beforeEach(async () => {
  await base.empty();
  hq = await startTestHq(base.database);
});
afterEach(async () => {
  await hq.remove();
});

type Pc = ReturnType<typeof makePc>;

const incident = 'incident-0190f4a0-0000-7000-8000-000000000001';
const call = (pc: Pc) => pushEvents(hq, pc, [pc.write({ atMs: 1 }, 'incident.raised', incident)]);
const waitAt = (pc: Pc, cursor: string | null = null, maxMs = 25_000) =>
  send(hq, signedRequest(pc, '/v1/wait', { protocol: 1, cursor, maxMs }));
const alert = async (waiting: ReturnType<typeof waitAt>): Promise<unknown> => (await waiting).json['alert'];

async function twoPcs(): Promise<readonly [Pc, Pc]> {
  const [one, other] = [makePc(), makePc()];
  await enrolPc(hq, one, 'new');
  await enrolPc(hq, other, 'join');
  return [one, other];
}

it('wakes the other PC of the branch, not the caller, and not by a complaint', async () => {
  const [caller, other] = await twoPcs();
  const waits = waitAt(other);
  const own = waitAt(caller, null, 0);
  await pushEvents(hq, caller, [caller.write()]);
  await call(caller);
  expect(await alert(waits)).toBe(true);
  expect(await alert(own)).toBe(false);
  expect(await alert(waitAt(caller, null, 0))).toBe(false);
});

it('answers at once with what was there before, until it is pulled', async () => {
  const [caller, other] = await twoPcs();
  await call(caller);
  expect(await alert(waitAt(other))).toBe(true);
  const { cursor } = (await pullFrom(hq, other)).json as unknown as { cursor: string };
  expect(await alert(waitAt(other, cursor, 0))).toBe(false);
});

it('holds one request for each PC, and lets all go when it ends', async () => {
  const [, other] = await twoPcs();
  const older = waitAt(other);
  const newer = waitAt(other);
  // Whichever came second put the first one out.
  expect(await Promise.race([alert(older), alert(newer)])).toBe(false);
  await hq.close();
  expect(await Promise.all([alert(older), alert(newer)])).toEqual([false, false]);
});

it('asks who it is, as every request does, and refuses a wait that is too long', async () => {
  const [, other] = await twoPcs();
  expect((await send(hq, signedRequest(makePc(), '/v1/wait', { protocol: 1, cursor: null, maxMs: 0 }))).status).toBe(
    401,
  );
  expect((await waitAt(other, null, 25_001)).status).toBe(400);
  expect((await waitAt(other, 'x', 0)).status).toBe(400);
});
