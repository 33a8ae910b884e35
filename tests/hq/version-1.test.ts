/**
 * Version 1 of the protocol stays accepted: what a PC of that version once sent, recorded byte for byte, is taken as it was, and what it
 * is answered fits what it parses. And the other way: a PC of today with a headquarters that knows nothing newer.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { hashEnrolmentCode } from '../../server/crypto';
import { enrolmentCodes } from '../../server/db/schema';
import { startHq } from '../../server/start';
import { nodeHasher, verifyEd25519 } from '../../src/main/keys/ed25519';
import type { Net } from '../../src/main/sync/net';
import { nodeNet } from '../../src/main/sync/node-net';
import { EnrolReply, PacksReply, WaitReply } from '../../src/shared/sync-protocol/messages';
import { anchorText } from '../../src/shared/sync-protocol/receipts';
import { ProblemV1, PullReplyV1, PushReplyV1 } from '../../src/shared/sync-protocol/version-1';
import recording from './recorded/version-1.json';
import {
  codeOf,
  enrolPc,
  makePc,
  manualEngine,
  send,
  signedRequestV1,
  startTestHq,
  tryEnrol,
  branchInfo,
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

describe('a PC of version 1', () => {
  const replies: Readonly<Record<string, z.ZodType>> = {
    '/v1/enrol': EnrolReply,
    '/v1/push': PushReplyV1,
    '/v1/pull': PullReplyV1,
    '/v1/packs': PacksReply,
    '/v1/wait': WaitReply,
  };

  it('works on as it was recorded, and can read every answer', async () => {
    await hq.close();
    const then = await startHq({
      port: 0,
      dataDir: hq.dataDir,
      database: base.database,
      nowMs: () => recording.nowMs,
    });
    await base.database.db.insert(enrolmentCodes).values({
      codeHash: hashEnrolmentCode(recording.code),
      kind: 'new',
      expiresAt: recording.nowMs + 1,
    });
    expect(recording.requests.map((request) => request.path)).toEqual(Object.keys(replies));
    const answers = new Map<string, unknown>();
    const ask = async (request: (typeof recording.requests)[number]): Promise<[number, unknown]> => {
      const response = await fetch(`${then.url}${request.path}`, {
        method: request.method,
        headers: request.headers as Record<string, string>,
        body: new Uint8Array(Buffer.from(request.body, 'base64')),
      });
      return [response.status, await response.json()];
    };
    for (const request of recording.requests) {
      const [status, answer] = await ask(request);
      expect([request.path, status]).toEqual([request.path, 200]);
      answers.set(request.path, replies[request.path]?.parse(answer));
    }
    const { results, contiguousSeq, receipt } = answers.get('/v1/push') as PushReplyV1;
    expect(results.map(({ seq, outcome }) => [seq, outcome])).toEqual([
      [1, 'accepted'],
      [2, 'accepted'],
      [3, 'accepted'],
    ]);
    expect({ contiguousSeq, seq: receipt.seq, head: receipt.headHash }).toEqual({
      contiguousSeq: 3,
      seq: 3,
      head: recording.headHash,
    });
    expect(verifyEd25519(then.publicKey, nodeHasher.sha256(anchorText(receipt)), receipt.signature)).toBe(true);
    // Once.
    for (const request of recording.requests) {
      const [, answer] = await ask(request);
      expect(ProblemV1.parse(answer).code).toBe('auth.replayed');
    }
    await then.close();
  });

  it('is refused in words that it knows', async () => {
    const pc = makePc();
    const body = { protocol: 1, deviceTimeMs: 1, cursor: null, limit: 10 };
    const code = async (request: ReturnType<typeof signedRequestV1>) =>
      ProblemV1.parse((await send(hq, request)).json).code;
    expect(await code(signedRequestV1(pc, '/v1/pull', body))).toBe('auth.unknownDevice');
    await enrolPc(hq, pc, 'new');
    expect(await code(signedRequestV1(pc, '/v1/pull', body, Date.now() - 6 * 60_000))).toBe('auth.clock');
    const good = signedRequestV1(pc, '/v1/pull', body);
    expect(await code({ ...good, bytes: Buffer.from(JSON.stringify({ ...body, limit: 9 })) })).toBe('auth.digest');
    expect(await code({ ...good, route: '/v1/push' })).toBe('auth.signature');
    expect(await code(signedRequestV1(pc, '/v1/pull', { ...body, protocol: 2 }))).toBe('protocol.unsupported');
    expect(await code(signedRequestV1(pc, '/v1/pull', { ...body, extra: 1 }))).toBe('request.badShape');
    // Neither version's signature serves for the other.
    expect(await code({ ...good, route: '/v2/pull' })).toBe('auth.missing');
    await hq.admin('/admin/revoke', { deviceId: pc.deviceId, revoked: true });
    expect(await code(signedRequestV1(pc, '/v1/pull', body))).toBe('auth.revoked');
  });
});

describe('a PC of today', () => {
  const asked: string[] = [];
  /** Headquarters as it was: it has no path of version 2, and says so in its own words. */
  const older: Net = (request) => {
    asked.push(new URL(request.url).pathname);
    return nodeNet(request.url.includes('/v2/') ? { ...request, url: request.url.replace('/v2/', '/v0/') } : request);
  };
  const proxy: Net = async (request) => {
    asked.push(new URL(request.url).pathname);
    return { ok: true, status: 404, headers: { 'content-type': 'text/html' }, body: Buffer.from('<h1>Not Found</h1>') };
  };
  beforeEach(() => {
    asked.length = 0;
  });

  it('speaks version 1 with a headquarters that knows nothing newer, and asks only once', async () => {
    const [a, b] = [makePc(), makePc()];
    const joined = await tryEnrol({ url: hq.url }, a, await codeOf(hq, 'new'), branchInfo, older);
    expect(joined.ok).toBe(true);
    await enrolPc(hq, b, 'join');
    a.writeMany(3);
    const engine = manualEngine(a.deps(hq, { net: older }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'idle', waiting: 0, reasonCode: null });
    expect(a.proofs.map(({ anchor, receipt }) => [anchor.seq, receipt])).toEqual([[3, null]]);
    b.writeMany(2);
    await manualEngine(b.deps(hq)).syncNow();
    await engine.syncNow();
    expect(a.inbox).toEqual(b.own);
    expect(asked.slice(2).filter((path) => path.startsWith('/v2/'))).toEqual(['/v2/push']);
  });

  it('speaks version 1 where a proxy lets nothing newer through', async () => {
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    pc.write();
    const engine = manualEngine(
      pc.deps(hq, { net: (request) => (request.url.includes('/v2/') ? proxy(request) : nodeNet(request)) }),
    );
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'idle', waiting: 0 });
  });

  it('does not take something else for an older headquarters', async () => {
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    pc.write();
    const engine = manualEngine(pc.deps(hq, { net: proxy }));
    await engine.syncNow();
    expect(asked).toEqual(['/v2/push', '/v1/push']);
    expect(engine.status()).toMatchObject({ reasonCode: 'sync.notHq', waiting: 1 });
  });

  it('does not take a line that fails twice for one either', async () => {
    const pc = makePc();
    await enrolPc(hq, pc, 'new');
    pc.write();
    let fails = true;
    const line: Net = (request) => {
      if (!fails) return older(request);
      return request.url.includes('/v2/') ? proxy(request) : Promise.resolve({ ok: false, fault: 'unreachable' });
    };
    const engine = manualEngine(pc.deps(hq, { net: line }));
    await engine.syncNow();
    fails = false;
    asked.length = 0;
    await engine.syncNow();
    expect(asked[0]).toBe('/v2/push');
  });
});
