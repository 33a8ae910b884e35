/** Headquarters over a real socket: who may enrol, what is kept, what is refused and why. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { branches } from '../../server/db/schema';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import type { EnrolRefusal } from '../../src/shared/contract/sync';
import { Problem, type Receipt } from '../../src/shared/sync-protocol/messages';
import { anchorText, receiptText } from '../../src/shared/sync-protocol/receipts';
import { nodeHasher, signHash, verifyEd25519 } from '../../src/main/keys/ed25519';
import {
  branchInfo,
  codeOf,
  enrolPc,
  makePc,
  pullFrom,
  pushEvents,
  send,
  signedRequest,
  startTestHq,
  tryEnrol,
  type Pc,
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

const outcomes = (json: object) =>
  (json as { results: { seq: number; outcome: string; code?: string }[] }).results.map(({ seq, outcome, code }) =>
    [seq, outcome, ...(code === undefined ? [] : [code])].join(' '),
  );
const refused = (code: EnrolRefusal) => ({ ok: false, error: { code } });

describe('enrolment', () => {
  it('brings a new branch, then further PCs with tags of their own', async () => {
    const first = await enrolPc(hq, makePc(), 'new');
    expect(first).toMatchObject({
      branchId: 'branch-1',
      branchCode: 'SH021',
      deviceTag: 'A',
      hqPublicKey: hq.publicKey,
    });
    const second = await enrolPc(hq, makePc(), 'join');
    expect(second).toMatchObject({ branchId: 'branch-1', branchName: branchInfo.name, deviceTag: 'B' });
  });

  it('refuses a code that is wrong, expired, used by another PC, or of the other kind', async () => {
    expect(await tryEnrol(hq, makePc(), 'AAAAA-AAAAA', branchInfo)).toEqual(refused('sync.codeRefused'));
    const old = await codeOf(hq, 'new');
    hq.advance(8 * 24 * 3_600_000);
    expect(await tryEnrol(hq, makePc(), old, branchInfo)).toEqual(refused('sync.codeExpired'));
    const code = await codeOf(hq, 'new');
    expect(await tryEnrol(hq, makePc(), code, null)).toEqual(refused('sync.codeForNewBranch'));
    expect((await tryEnrol(hq, makePc(), code, branchInfo)).ok).toBe(true);
    const other = { ...branchInfo, id: 'branch-2', code: 'BJ01' };
    expect(await tryEnrol(hq, makePc(), code, other)).toEqual(refused('sync.codeUsed'));
    const join = await codeOf(hq, 'join', 'SH021');
    expect(await tryEnrol(hq, makePc(), join, other)).toEqual(refused('sync.codeForJoining'));
  });

  it('answers the same PC again, in case the first answer was lost; the code may be typed loosely', async () => {
    const pc = makePc();
    const code = await codeOf(hq, 'new');
    const first = await tryEnrol(hq, pc, code.toLowerCase().replace('-', ' '), branchInfo);
    const second = await tryEnrol(hq, pc, code, branchInfo);
    expect(first.ok && second.ok && second.value.deviceTag === first.value.deviceTag).toBe(true);
  });

  it('refuses a branch that is known and a key that is not the sender’s', async () => {
    await enrolPc(hq, makePc(), 'new');
    expect(await tryEnrol(hq, makePc(), await codeOf(hq, 'new'), branchInfo)).toEqual(refused('sync.branchKnown'));
    const thief = { ...makePc(), publicKey: makePc().publicKey };
    const answer = await tryEnrol(hq, thief, await codeOf(hq, 'join', 'SH021'), null);
    expect(answer.ok).toBe(false);
  });

  it('takes back a PC that has lost what it was told, and one that headquarters has lost', async () => {
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    const again = await tryEnrol(hq, pc, await codeOf(hq, 'join', 'SH021'), null);
    expect(again).toMatchObject({ ok: true, value: { branchId: 'branch-1', deviceTag: 'A' } });
    await base.database.db.execute(sql`delete from devices`);
    const back = await tryEnrol(hq, pc, await codeOf(hq, 'join', 'SH021'), branchInfo);
    expect(back).toMatchObject({ ok: true, value: { branchId: 'branch-1' } });
    expect(outcomes((await pushEvents(hq, pc, [pc.write()])).json)).toEqual(['1 accepted']);
    const withOtherKey = { ...makePc(), deviceId: pc.deviceId };
    const stolen = await tryEnrol(hq, withOtherKey, await codeOf(hq, 'join', 'SH021'), null);
    expect(stolen).toEqual(refused('sync.deviceKnown'));
  });

  it('says what stands at an address that is not headquarters', async () => {
    const say = async (status: number, type: string): Promise<unknown> => {
      const server = createServer((_request, response) => {
        response.writeHead(status, { 'content-type': type, location: '/login' }).end('<html>');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const answer = await tryEnrol({ url }, makePc(), 'AAAAA-AAAAA', null);
      await new Promise((resolve) => server.close(resolve));
      return answer;
    };
    expect(await say(200, 'text/html')).toEqual(refused('sync.notHq'));
    expect(await say(302, 'text/html')).toEqual(refused('sync.notHq'));
    expect(await say(404, 'text/html')).toEqual(refused('sync.notHq'));
    expect(await say(502, 'text/html')).toEqual(refused('sync.hqFailed'));
    const nobody = await tryEnrol({ url: 'http://127.0.0.1:1' }, makePc(), 'AAAAA-AAAAA', null);
    expect(nobody).toEqual(refused('sync.unreachable'));
  });

  it('refuses names that no column can hold, and keeps nothing of them', async () => {
    const branch = { ...branchInfo, name: 'a\u0000b' };
    const pc = makePc();
    const body = { protocol: 2, code: await codeOf(hq, 'new'), deviceId: pc.deviceId, devicePublicKey: pc.publicKey };
    const sent = await send(hq, await signedRequest(hq, pc, '/v2/enrol', { ...body, deviceTag: null, branch }));
    expect([sent.status, sent.json['code']]).toEqual([400, 'request.badShape']);
    expect(await base.database.db.select().from(branches)).toEqual([]);
  });

  it('stops an address that guesses codes', async () => {
    const pc = makePc();
    const body = (n: number) => ({
      protocol: 2,
      code: `WRONG-${n}`,
      deviceId: pc.deviceId,
      devicePublicKey: pc.publicKey,
      deviceTag: null,
      branch: null,
    });
    const codes: unknown[] = [];
    for (let n = 0; n < 21; n++)
      codes.push((await send(hq, await signedRequest(hq, pc, '/v2/enrol', body(n)))).json['code']);
    expect(codes.slice(19)).toEqual(['enrol.codeUnknown', 'request.tooMany']);
    expect(await tryEnrol(hq, pc, 'AAAAA-AAAAA', null)).toEqual(refused('sync.tooManyTries'));
  });

  it('takes no address in the clear beyond this machine', async () => {
    const answer = await tryEnrol({ url: 'http://hq.example' }, makePc(), 'AAAAA-AAAAA', null);
    expect(answer).toEqual({ ok: false, error: { code: 'sync.insecureUrl' } });
  });
});

describe('push', () => {
  let pc: Pc;
  beforeEach(async () => {
    pc = makePc();
    await enrolPc(hq, pc, 'new');
  });

  it('keeps events once, and signs for them', async () => {
    const events = pc.writeMany(3);
    const first = await pushEvents(hq, pc, events);
    expect(outcomes(first.json)).toEqual(['1 accepted', '2 accepted', '3 accepted']);
    const { signature, ...receipt } = first.json['receipt'] as unknown as Receipt;
    const { signature: ofAnchor, ...anchor } = receipt.anchor;
    expect(receipt).toMatchObject({ branchId: 'branch-1', deviceId: pc.deviceId, firstSeq: 1, count: 3 });
    expect(anchor).toMatchObject({ deviceId: pc.deviceId, seq: 3, headHash: events[2]!.hash });
    expect(verifyEd25519(hq.publicKey, nodeHasher.sha256(receiptText(receipt)), signature)).toBe(true);
    expect(verifyEd25519(hq.publicKey, nodeHasher.sha256(anchorText(anchor)), ofAnchor)).toBe(true);
    const second = await pushEvents(hq, pc, [...events, pc.write()]);
    expect(outcomes(second.json)).toEqual(['1 duplicate', '2 duplicate', '3 duplicate', '4 accepted']);
    const { json } = await hq.admin('/admin/events?branchId=branch-1');
    expect((json as { events: { position: number; seq: number }[] }).events.map((e) => [e.position, e.seq])).toEqual([
      [1, 1],
      [2, 2],
      [3, 3],
      [4, 4],
    ]);
  });

  const spoil: readonly [string, string, (event: OpenEvent) => unknown][] = [
    ['payload', 'push.payloadHash', (e) => ({ ...e, payload: { forged: true } })],
    ['header', 'push.hash', (e) => ({ ...e, header: { ...e.header, type: 'case.closed' } })],
    ['hash', 'push.hash', (e) => ({ ...e, hash: nodeHasher.sha256('other') })],
    ['device signature', 'push.deviceSig', (e) => ({ ...e, deviceSig: signHash(makePc().seed, e.hash) })],
    ['shape', 'push.badShape', (e) => ({ ...e, salt: 7 })],
  ];
  it.each(spoil)(
    'refuses an event with a changed %s by its reason, and keeps the rest',
    async (_name, code, change) => {
      const events = pc.writeMany(4);
      const sent = events.map((event) => (event.header.seq === 2 ? change(event) : event));
      const first = await pushEvents(hq, pc, sent);
      const expected = ['1 accepted', `2 rejected ${code}`, '3 accepted', '4 accepted'];
      expect(outcomes(first.json)).toEqual(expected);
      expect(first.json['contiguousSeq']).toBe(4);
      // The tombstone is final: the same answer again, and another content in its place is a fork.
      expect(outcomes((await pushEvents(hq, pc, [sent[1]])).json)).toEqual([expected[1]]);
      const { json } = await hq.admin('/admin/branches');
      expect((json as { branches: { devices: object[] }[] }).branches[0]!.devices[0]).toMatchObject({
        accepted: 3,
        rejected: 1,
        lastSeq: 4,
      });
    },
  );

  it('refuses an event of another branch and a broken link', async () => {
    const other = { ...makePc('branch-2') };
    const foreign = other.write();
    expect((await pushEvents(hq, pc, [foreign])).json['code']).toBe('push.foreign');
    const [first, second] = pc.writeMany(2);
    const header = { ...second!.header, prevHash: nodeHasher.sha256('elsewhere') };
    const hash = nodeHasher.sha256(canonical(header));
    const unlinked = { ...second!, header, hash, deviceSig: signHash(pc.seed, hash) };
    expect(outcomes((await pushEvents(hq, pc, [first, unlinked])).json)).toEqual([
      '1 accepted',
      '2 rejected push.prevHash',
    ]);
  });

  it('names the event it needs when some are missing', async () => {
    const events = pc.writeMany(5);
    await pushEvents(hq, pc, events.slice(0, 2));
    const { status, json } = await pushEvents(hq, pc, events.slice(3));
    expect({ status, code: json['code'], expected: json['expectedSeq'] }).toEqual({
      status: 409,
      code: 'push.gap',
      expected: 3,
    });
    expect((await pushEvents(hq, pc, [events[2], events[4]])).json['expectedSeq']).toBe(4);
  });

  it('keeps what it has when a PC comes back with another past', async () => {
    const restored = { ...makePc(), deviceId: pc.deviceId };
    await pushEvents(hq, pc, pc.writeMany(2));
    const header = { ...pc.own[1]!.header, commandId: restored.deviceId, type: 'case.closed' };
    const hash = nodeHasher.sha256(canonical(header));
    const fork = { ...pc.own[1]!, header, hash, deviceSig: signHash(pc.seed, hash) };
    expect(outcomes((await pushEvents(hq, pc, [fork])).json)).toEqual(['2 rejected push.fork']);
    expect(outcomes((await pushEvents(hq, pc, [pc.own[1]])).json)).toEqual(['2 duplicate']);
  });

  it('keeps letters that a database finds hard, to the byte', async () => {
    const reader = makePc();
    await enrolPc(hq, reader, 'join');
    const payload = { text: '\u0000 𠮷 \u2028 "', big: 1e21, small: 5e-324 };
    expect(outcomes((await pushEvents(hq, pc, [pc.write(payload)])).json)).toEqual(['1 accepted']);
    const { json } = await pullFrom(hq, reader);
    expect((json['events'] as unknown as OpenEvent[])[0]!.payload).toEqual(payload);
  });
});

describe('requests', () => {
  it('may not be larger than agreed, packed or unpacked', async () => {
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    const bomb = gzipSync(Buffer.alloc(9 * 1024 * 1024, 32));
    const response = await fetch(`${hq.url}/v2/push`, { method: 'POST', body: Buffer.alloc(9 * 1024 * 1024) });
    expect(response.status).toBe(413);
    const packed = await signedRequest(hq, pc, '/v2/push', {});
    const text = { ...packed, bytes: bomb };
    expect((await send(hq, { ...text, headers: { ...text.headers, 'content-encoding': 'gzip' } })).status).toBe(400);
  });

  it.each([
    [
      'a path that nobody can read',
      'POST /v2/files/%ff/0 HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
      400,
    ],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['an endless header', `POST /v2/push HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`, 413],
  ])('are refused in the same words when they are %s', async (_what, bytes, status) => {
    const { port } = new URL(hq.url);
    const said = await new Promise<string>((resolve) => {
      const chunks: Buffer[] = [];
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      socket.on('error', () => undefined);
      socket.on('close', () => {
        resolve(Buffer.concat(chunks).toString('utf8'));
      });
    });
    const [head = '', body = ''] = said.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*application/problem\\+json`, 'i'));
    expect(Problem.parse(JSON.parse(body))).toMatchObject({ status });
  });

  it('leave no personal data in the log', async () => {
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    await pushEvents(hq, pc, [{ ...pc.write({ name: '陈先生', phone: '13800001111' }), salt: 9 }, pc.write()]);
    expect(hq.log.length).toBeGreaterThan(2);
    expect(hq.log.join('')).not.toMatch(/陈|13800001111/);
  });
});

describe('pull and administration', () => {
  it('shows no branch anything of another one', async () => {
    const [mine, theirs] = [makePc(), makePc('branch-2')];
    await enrolPc(hq, mine, 'new');
    await tryEnrol(hq, theirs, await codeOf(hq, 'new'), { ...branchInfo, id: 'branch-2', code: 'BJ01' });
    await pushEvents(hq, mine, mine.writeMany(2));
    const { json } = await pullFrom(hq, theirs);
    expect(json['events']).toEqual([]);
    expect((json['devices'] as unknown as { id: string }[]).map(({ id }) => id)).toEqual([theirs.deviceId]);
    // An event that claims the other branch is signed by its own device, and still refused.
    const liar = { ...theirs.write(), deviceSig: '' };
    const header = { ...liar.header, branchId: 'branch-1' };
    const hash = nodeHasher.sha256(canonical(header));
    const claimed = { ...liar, header, hash, deviceSig: signHash(theirs.seed, hash) };
    expect(outcomes((await pushEvents(hq, theirs, [claimed])).json)).toEqual(['1 rejected push.wrongBranch']);
  });

  it('gives each PC what the others wrote, page by page, until both hold the same', async () => {
    const [a, b] = [makePc(), makePc()];
    await enrolPc(hq, a, 'new');
    await enrolPc(hq, b, 'join');
    await pushEvents(hq, a, a.writeMany(3));
    await pushEvents(hq, b, b.writeMany(2));
    await pushEvents(hq, a, a.writeMany(2));
    const seen: OpenEvent[] = [];
    let cursor: string | null = null;
    let more = true;
    while (more) {
      const { json } = await pullFrom(hq, b, cursor, 2);
      seen.push(...(json['events'] as unknown as OpenEvent[]));
      cursor = json['cursor'] as unknown as string;
      more = json['more'] as unknown as boolean;
    }
    expect(seen).toEqual(a.own);
    expect((await pullFrom(hq, a)).json['events']).toEqual(b.own);
    expect((await pullFrom(hq, b, cursor)).json).toMatchObject({ events: [], cursor, more: false });
  });

  it('folds the cases like the PCs do', async () => {
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    const event = pc.writeCase();
    await pushEvents(hq, pc, [event, pc.write({ unknown: true }, 'from.theFuture', 'case-1')]);
    const { json } = await hq.admin('/admin/cases?branchId=branch-1');
    expect(json).toMatchObject({ cases: [{ id: 'case-1', number: 'BJ01-260310-A001-7', status: 'registered' }] });
  });

  it('is for those who hold the token only', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }]) {
      const response = await fetch(`${hq.url}/admin/branches`, { headers });
      expect(response.status).toBe(403);
    }
    const file = path.join(hq.dataDir, 'admin.token');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toBe(hq.adminToken);
    expect((await fetch(`${hq.url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${hq.url}/metrics`)).text()).toContain(
      'xianting_requests_total{route="/admin/branches"',
    );
  });
});

function canonical(header: object): string {
  const sorted = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, inner]) => [name, sorted(inner)]),
        )
      : value;
  return JSON.stringify(sorted(header));
}
