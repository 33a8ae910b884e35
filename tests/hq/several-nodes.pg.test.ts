/** Two server processes on one PostgreSQL: whatever a PC asks, it may ask either of them. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { must } from '../support/case-builder';
import type { PullReply } from '../../src/shared/sync-protocol/messages';
import {
  branchInfo,
  makePc,
  pullFrom,
  pushEvents,
  send,
  signedRequest,
  signedRequestV1,
  tryEnrol,
  type Pc,
} from './support/branch-pc';
import { nodeProgram, type Node, type NodeProgram } from './support/nodes';
import { openTestDatabase, type TestDatabase } from './support/test-database';

let base: TestDatabase;
let program: NodeProgram;
let dir: string;
let a: Node;
let b: Node;
const key = randomBytes(32).toString('base64url');

const folder = (name: string, hqKey: string | undefined): string => {
  const own = path.join(dir, name);
  mkdirSync(own, { recursive: true });
  if (hqKey !== undefined) writeFileSync(path.join(own, 'hq.key'), hqKey);
  return own;
};
const url = (): string => must(base.url);

beforeAll(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'xianting-nodes-'));
  // Empty: both begin at once, and one of them makes the tables.
  [base, program] = await Promise.all([openTestDatabase({ upTo: 0 }), nodeProgram()]);
  [a, b] = await Promise.all([program.start(url(), folder('a', key)), program.start(url(), folder('b', key))]);
});
afterAll(async () => {
  await Promise.all([a.stop(), b.stop()]);
  await program.remove();
  await base.remove();
  rmSync(dir, { recursive: true, force: true });
});

const codeAt = async (node: Node, body: object): Promise<string> =>
  String((await node.admin('/admin/codes', body))['code']);
let branchNo = 0;
let one: Pc;
let other: Pc;
beforeEach(async () => {
  branchNo += 1;
  const branch = { ...branchInfo, id: `branch-${branchNo}`, code: `SH${branchNo}` };
  [one, other] = [makePc(branch.id), makePc(branch.id)];
  await tryEnrol(a, one, await codeAt(a, { kind: 'new' }), branch);
  expect(await tryEnrol(b, other, await codeAt(a, { kind: 'join', branchCode: branch.code }), null)).toMatchObject({
    ok: true,
  });
});
afterEach(async () => {
  // Each test leaves both running.
  for (const node of [a, b]) expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
});

it('bring an empty database up to date once, though both began at once', async () => {
  const rows = (await base.database.query('select no from migrations order by no', [])) as readonly {
    readonly no: number;
  }[];
  expect(rows.map(({ no }) => no)).toEqual(rows.map((_, index) => index + 1));
  expect(rows.length).toBeGreaterThan(4);
});

it('give at one what was pushed at the other, also to a PC that had everything', async () => {
  await pushEvents(a, one, one.writeMany(2));
  const first = await pullFrom(b, other);
  expect(first.json['events']).toEqual(one.own);
  const cursor = first.json['cursor'] as unknown as string;
  // From memory now.
  expect((await pullFrom(b, other, cursor)).json).toMatchObject({ events: [], cursor });
  await pushEvents(a, one, [one.write()]);
  await expect
    .poll(async () => (await pullFrom(b, other, cursor)).json['events'], { timeout: 30_000 })
    .toEqual([must(one.own[2])]);
});

it('refuse at one what was asked at the other', async () => {
  const bodies = (protocol: 1 | 2) => ({
    push: { protocol, deviceTimeMs: 1, events: [one.write()] },
    pull: { protocol, deviceTimeMs: 1, cursor: null, limit: 9 },
    packs: { protocol, deviceTimeMs: 1, have: [] },
    wait: { protocol, cursor: null, maxMs: 0 },
  });
  for (const [route, body] of Object.entries({ ...bodies(2), 'files/wanted': { protocol: 2, after: null } })) {
    const asked = await signedRequest(a, one, `/v2/${route}`, body);
    expect([route, (await send(a, asked)).status]).toEqual([route, 200]);
    expect([route, (await send(b, asked)).json['code']]).toEqual([route, 'auth.replayed']);
  }
  const joining = makePc(`branch-${branchNo}`);
  const enrolment = await signedRequest(a, joining, '/v2/enrol', {
    protocol: 2,
    code: await codeAt(a, { kind: 'join', branchCode: `SH${branchNo}` }),
    ...{ deviceId: joining.deviceId, devicePublicKey: joining.publicKey, deviceTag: null, branch: null },
  });
  expect((await send(a, enrolment)).status).toBe(200);
  expect((await send(b, enrolment)).json['code']).toBe('auth.replayed');
  for (const [route, body] of Object.entries(bodies(1))) {
    const asked = signedRequestV1(one, `/v1/${route}`, body);
    expect([route, (await send(b, asked)).status]).toEqual([route, 200]);
    expect([route, (await send(a, asked)).json['code']]).toEqual([route, 'auth.replayed']);
  }
});

const waitAt = async (node: Node, pc: Pc, calls?: object) => {
  const body = { protocol: 2, cursor: null, maxMs: 25_000, ...(calls ? { calls } : {}) };
  return send(node, await signedRequest(node, pc, '/v2/wait', body));
};
const incident = 'incident-0190f4a0-0000-7000-8000-000000000001';

it('wake a PC that waits at one by a call that came to the other', async () => {
  const waits = waitAt(a, other);
  await pushEvents(b, one, [one.write({ atMs: 1 }, 'incident.raised', incident)]);
  expect((await waits).json['alert']).toBe(true);
});

it('tell at one what a locked PC could only say at the other', async () => {
  const waits = waitAt(a, other, { locked: false, own: [], told: [] });
  const says = waitAt(b, one, { locked: true, own: [{ incident, atMs: 5_000 }], told: [] });
  expect((await waits).json['calls']).toEqual([{ incident, deviceTag: 'A', atMs: 5_000 }]);
  // Lets the locked one go.
  await waitAt(b, one, { locked: true, own: [], told: [{ incident, deviceTag: 'B', atMs: 1 }] });
  await says;
});

it('stop a device at both', async () => {
  await pushEvents(a, one, [one.write()]);
  const { cursor } = (await pullFrom(b, other)).json as unknown as { cursor: string };
  await pullFrom(b, other, cursor);
  await a.admin('/admin/revoke', { deviceId: other.deviceId, revoked: true });
  expect((await pushEvents(b, other, [other.write()])).json['code']).toBe('auth.revoked');
  await expect
    .poll(async () => (await pullFrom(b, other, cursor)).json['code'], { timeout: 30_000 })
    .toBe('auth.revoked');
});

it('tell at both, also a PC that has everything, that another one was stopped', async () => {
  await pushEvents(a, one, [one.write()]);
  const stoppedAt = async (node: Node, cursor: string): Promise<readonly string[]> => {
    const reply = (await pullFrom(node, other, cursor)).json as unknown as PullReply;
    return reply.revocations.map(({ deviceId }) => deviceId);
  };
  const { cursor } = (await pullFrom(b, other)).json as unknown as PullReply;
  expect(await stoppedAt(b, cursor)).toEqual([]);
  await a.admin('/admin/revoke', { deviceId: one.deviceId, revoked: true });
  await expect.poll(() => stoppedAt(b, cursor), { timeout: 30_000 }).toEqual([one.deviceId]);
  expect(await stoppedAt(a, cursor)).toEqual([one.deviceId]);
});

it('keep at once what two PCs of one branch push, each at another one', async () => {
  const pushAll = async (node: Node, pc: Pc): Promise<readonly number[]> => {
    const statuses: number[] = [];
    for (let times = 0; times < 15; times++) statuses.push((await pushEvents(node, pc, pc.writeMany(2))).status);
    return statuses;
  };
  const statuses = (await Promise.all([pushAll(a, one), pushAll(b, other)])).flat();
  expect(new Set(statuses)).toEqual(new Set([200]));
  const rows = (await base.database.query(
    'select position::int as position from events where branch_id = $1 order by position',
    [`branch-${branchNo}`],
  )) as readonly { readonly position: number }[];
  expect(rows.map(({ position }) => position)).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
});

it('serve on when whoever read their log has ended', async () => {
  const unread = await program.start(url(), folder('e', key));
  unread.stopReading();
  // Each is a line of the log.
  for (let times = 0; times < 5; times++) expect((await fetch(`${unread.url}/readyz`)).status).toBe(200);
  expect(await unread.stop()).toBe(0);
});

it('refuse a third one with a key of its own, or with none', async () => {
  await expect(program.start(url(), folder('c', randomBytes(32).toString('base64url')))).rejects.toThrow(
    /does not fit.*Copy hq.key/s,
  );
  await expect(program.start(url(), folder('d', undefined))).rejects.toThrow(/no hq.key/);
});

it('are restarted one after the other while a PC pushes on, and each event is kept once', async () => {
  let node = 0;
  const over = new AbortController();
  const pushing = (async () => {
    let sent = 0;
    while (!over.signal.aborted || sent < one.own.length) {
      if (!over.signal.aborted && one.own.length === sent) one.writeMany(3);
      const target = [a, b][node % 2] ?? a;
      const answer = await pushEvents(target, one, one.own.slice(sent)).catch(() => undefined);
      if (answer?.status === 200) sent = Number(answer.json['contiguousSeq']);
      else node += 1;
    }
  })();
  expect(await a.stop()).toBe(0);
  a = await program.start(url(), a.dataDir);
  expect(await b.stop()).toBe(0);
  b = await program.start(url(), b.dataDir);
  over.abort();
  await pushing;
  const rows = await base.database.query(
    'select seq, position::int as position from events where device_id = $1 order by seq',
    [one.deviceId],
  );
  expect(rows).toEqual(one.own.map((_, index) => ({ seq: index + 1, position: index + 1 })));
});
