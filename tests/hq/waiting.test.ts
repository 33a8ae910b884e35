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
const waitFor = async (pc: Pc, asked: object) =>
  send(hq, await signedRequest(hq, pc, '/v2/wait', { protocol: 2, ...asked }));
const waitAt = (pc: Pc, cursor: string | null = null, maxMs = 25_000) => waitFor(pc, { cursor, maxMs });
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
  expect((await waitAt(makePc(), null, 0)).status).toBe(401);
  expect((await waitAt(other, null, 25_001)).status).toBe(400);
  expect((await waitAt(other, 'x', 0)).status).toBe(400);
});

const locked = (
  pc: Pc,
  calls: { own?: readonly object[]; told?: readonly object[]; locked?: boolean } = {},
  maxMs = 25_000,
) => waitFor(pc, { cursor: null, maxMs, calls: { locked: true, own: [], told: [], ...calls } });
const callsOf = async (waiting: ReturnType<typeof locked>): Promise<unknown> => (await waiting).json['calls'];

it('tells PCs of a call that a locked one can only say, until it becomes a record; and nothing to a PC of before', async () => {
  const [caller, other] = await twoPcs();
  const own = [{ incident, atMs: 5_000 }];
  const signed = [{ incident, deviceTag: 'A', atMs: 5_000 }];
  const waits = locked(other, { locked: false });
  const says = locked(caller, { own });
  expect(await callsOf(waits)).toEqual(signed);
  // Told once; who asks without calls is told none; who called is not told of it.
  expect(await callsOf(locked(other, { locked: false, told: signed }, 0))).toEqual(signed);
  expect((await waitAt(other, null, 0)).json).not.toHaveProperty('calls');
  expect(await callsOf(locked(caller, { own }, 0))).toEqual([]);
  expect(await callsOf(says)).toEqual([]);
  const gone = locked(other, { locked: false, told: signed });
  await call(caller);
  const after = await gone;
  expect(after.json).toMatchObject({ alert: true, calls: [] });
});

it('tells a locked PC of events it can not pull, as calls and not as an alert, until the incident is ended', async () => {
  const [caller, other] = await twoPcs();
  const waits = locked(other);
  await call(caller);
  const { json } = await waits;
  expect(json).toMatchObject({ alert: false, calls: [{ incident, deviceTag: 'A' }] });
  const { calls: told } = json as unknown as { readonly calls: readonly object[] };
  const ends = locked(other, { told });
  await pushEvents(hq, caller, [caller.write({ atMs: 2 }, 'incident.closed', incident)]);
  expect(await callsOf(ends)).toEqual([]);
});

it('knows a call again after a restart of headquarters, because the locked PC says it in each request', async () => {
  const [caller, other] = await twoPcs();
  const own = [{ incident, atMs: 5_000 }];
  await locked(caller, { own }, 0);
  await hq.close();
  hq = await startTestHq(base.database, { dataDir: hq.dataDir });
  expect(await callsOf(locked(other, {}, 0))).toEqual([]);
  await locked(caller, { own }, 0);
  expect(await callsOf(locked(other, {}, 0))).toEqual([{ incident, deviceTag: 'A', atMs: 5_000 }]);
});
