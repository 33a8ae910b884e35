import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ProblemCode } from '../../shared/sync-protocol/messages';
import { exchange, newestSpoken, type ExchangeDeps } from './exchange';
import { bodyOf, fault, json, problem } from './headquarters.test-support';
import type { NetReply, NetRequest } from './net';

const Reply = z.strictObject({ word: z.string() });
const ReplyV1 = z.strictObject({ old: z.string() });
const page = (status: number, headers: Readonly<Record<string, string>> = {}): NetReply => ({
  ok: true,
  status,
  headers: { 'content-type': 'text/html', ...headers },
  body: Buffer.from('<html>'),
});

/** Asks once; `answers` come in their order, the last one for all that follow. */
async function ask(answers: readonly NetReply[], body: object = {}, deps: Partial<ExchangeDeps> = {}) {
  const asked: NetRequest[] = [];
  const spoken = deps.spoken ?? newestSpoken();
  const answer = await exchange(
    {
      ...{ url: 'https://hq.example', deviceId: 'pc-1', signBytes: () => 'A'.repeat(86), createdMs: () => 5 },
      net: async (request) => {
        asked.push(request);
        return answers[asked.length - 1] ?? answers.at(-1) ?? fault('unreachable');
      },
      ...deps,
      spoken,
    },
    { path: '/word', body, reply: Reply, replyV1: ReplyV1 },
  );
  return { answer, asked, spoken };
}
const failureOf = async (reply: NetReply) => {
  const { answer } = await ask([reply]);
  if (answer.ok) throw new Error('not a failure');
  return answer;
};

describe('a request to headquarters', () => {
  it('is signed JSON for a route of the version of today, below whatever path headquarters has', async () => {
    for (const url of ['https://hq.example/base', 'https://hq.example/base/']) {
      const { signal } = new AbortController();
      const { asked, answer } = await ask([json({ word: 'x' })], { a: 1 }, { url, signal });
      expect(answer).toEqual({ ok: true, value: { word: 'x' } });
      const [request] = asked;
      expect(request).toMatchObject({
        method: 'POST',
        url: 'https://hq.example/base/v2/word',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        timeoutMs: 30_000,
        maxBytes: 8 * 1024 * 1024,
      });
      expect(request?.signal).toBe(signal);
      expect(request?.headers['signature']).toContain('sig=:');
      expect(Buffer.from(request?.body ?? []).toString()).toBe('{"protocol":2,"a":1}');
    }
  });

  it('is compressed where that gains something', async () => {
    const sizeOf = (text: string) => JSON.stringify({ protocol: 2, text }).length;
    const room = 1_024 - sizeOf('');
    const large = (await ask([json({ word: 'x' })], { text: 'x'.repeat(room) })).asked[0];
    expect(large?.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(large?.body ?? new Uint8Array()).toString())).toMatchObject({ protocol: 2 });
    const small = (await ask([json({ word: 'x' })], { text: 'x'.repeat(room - 1) })).asked[0];
    expect(small?.headers).not.toHaveProperty('content-encoding');
    expect(small && bodyOf(small)).toMatchObject({ protocol: 2 });
    expect(small).not.toHaveProperty('signal');
  });

  it('waits for its turn, and lets the next one go when it has gone out, also when it fails', async () => {
    const said: string[] = [];
    let come: () => void = () => undefined;
    const turn = {
      come: new Promise<void>((resolve) => {
        come = resolve;
      }),
      over: () => said.push('over'),
    };
    let answered: (reply: NetReply) => void = () => undefined;
    const out = new Promise<void>((gone) => {
      const net = (): Promise<NetReply> => {
        said.push('out');
        return new Promise((resolve) => {
          answered = resolve;
          queueMicrotask(gone);
        });
      };
      const deps = { url: 'https://hq.example', deviceId: 'pc-1', signBytes: () => 'A'.repeat(86), createdMs: () => 5 };
      void exchange({ ...deps, net, spoken: newestSpoken() }, { path: '/word', body: {}, reply: Reply, turn });
      said.push('asked');
      come();
    });
    await out;
    expect(said).toEqual(['asked', 'out', 'over']);
    answered(fault('cut'));
    const bad = {
      url: 'no address',
      deviceId: 'pc-1',
      signBytes: () => '',
      createdMs: () => 5,
      spoken: newestSpoken(),
    };
    const over: string[] = [];
    const call = {
      path: '/word',
      body: {},
      reply: Reply,
      turn: { come: Promise.resolve(), over: () => over.push('x') },
    };
    await expect(exchange({ ...bad, net: async () => fault('cut') }, call)).rejects.toThrow('Invalid URL');
    expect(over).toEqual(['x']);
  });
});

describe('an answer', () => {
  it('is what was asked for, as JSON of this shape', async () => {
    expect(await failureOf(json({ other: 1 }))).toMatchObject({ reason: 'sync.badAnswer', retry: 'later' });
    expect(await failureOf({ ...page(200), body: Buffer.from('{"word":"x"}') } as NetReply)).toMatchObject({
      reason: 'sync.portal',
    });
    const broken = { ...json({}), body: Buffer.from('{"word":') } as NetReply;
    expect(await failureOf(broken)).toMatchObject({ reason: 'sync.badAnswer' });
    const { answer } = await ask([json({ word: 'x' }, 200, { 'content-type': 'application/json; charset=utf-8' })]);
    expect(answer.ok).toBe(true);
  });

  it('is thrown away where it is not the one that headquarters sent', async () => {
    const bytes = JSON.stringify({ word: 'x' });
    const digest = createHash('sha256').update(bytes).digest('base64');
    const { answer } = await ask([json({ word: 'x' }, 200, { 'content-digest': `sha-256=:${digest}:` })]);
    expect(answer.ok).toBe(true);
    expect(await failureOf(json({ word: 'y' }, 200, { 'content-digest': `sha-256=:${digest}:` }))).toMatchObject({
      reason: 'sync.badAnswer',
    });
  });

  it.each([
    ['unreachable', 'sync.unreachable'],
    ['timeout', 'sync.timeout'],
    ['tls', 'sync.tls'],
    ['trust', 'sync.trust'],
    ['cut', 'sync.unreachable'],
    ['tooLarge', 'sync.badAnswer'],
  ] as const)('that the line ends with %s is %s', async (name, reason) => {
    expect(await failureOf(fault(name))).toEqual({
      ...{ ok: false, reason, retry: 'later' },
      ...{ retryAfterMs: null, problem: null },
    });
  });

  it.each([
    [500, 'sync.hqFailed'],
    [502, 'sync.hqFailed'],
    [511, 'sync.portal'],
    [429, 'sync.busy'],
    [413, 'sync.tooLarge'],
    [426, 'sync.outdated'],
    [407, 'sync.portal'],
    [400, 'sync.notHq'],
    [404, 'sync.notHq'],
    [399, 'sync.portal'],
    [302, 'sync.portal'],
    [200, 'sync.portal'],
  ])('with status %i and a page is from something on the way: %s', async (status, reason) => {
    expect(await failureOf(page(status))).toMatchObject({ reason, problem: null });
  });

  it('in JSON without being asked for is a bad one, and without any type one of a portal', async () => {
    expect(await failureOf(json({ word: 'x' }, 201))).toMatchObject({ reason: 'sync.badAnswer' });
    const bare: NetReply = { ok: true, status: 201, headers: {}, body: new Uint8Array() };
    expect(await failureOf(bare)).toMatchObject({ reason: 'sync.portal' });
  });

  it.each<readonly [ProblemCode, string]>([
    ['request.tooMany', 'sync.busy'],
    ['request.tooLarge', 'sync.tooLarge'],
    ['request.notFound', 'sync.notHq'],
    ['server.closing', 'sync.busy'],
    ['server.failed', 'sync.hqFailed'],
    ['protocol.unsupported', 'sync.outdated'],
    ['auth.unknownDevice', 'sync.deviceUnknown'],
    ['auth.revoked', 'sync.deviceRevoked'],
    ['auth.signature', 'sync.signatureRefused'],
    ['auth.missing', 'sync.signatureRefused'],
    ['auth.components', 'sync.signatureRefused'],
    ['auth.target', 'sync.wrongAddress'],
    ['auth.clock', 'sync.clock'],
    ['auth.digest', 'sync.badAnswer'],
    ['auth.replayed', 'sync.badAnswer'],
    ['push.gap', 'sync.gap'],
    ['file.digest', 'sync.fileDiffers'],
    ['request.badShape', 'sync.refused'],
  ])('by which headquarters refuses with %s is %s, whatever its status', async (code, reason) => {
    const said = await failureOf(problem(500, code, { retry: 'never' }));
    expect(said).toMatchObject({ reason, retry: 'never', problem: { code } });
  });
});

describe('how long headquarters asks to wait', () => {
  it.each([
    ['30', 30_000],
    [' 30 ', 30_000],
    ['0', 0],
    ['7200', 3_600_000],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
    ['30s', null],
    ['x30', null],
    ['-1', null],
    ['1234567890', null],
  ])('is read of %j as %s ms', async (header, ms) => {
    expect((await failureOf(page(503, { 'retry-after': header }))).retryAfterMs).toBe(ms);
  });

  it('is what its own answer says before any header, and never more than an hour', async () => {
    const said = async (retryAfterMs: number) =>
      (await failureOf(problem(429, 'request.tooMany', { retryAfterMs }, { 'retry-after': '30' }))).retryAfterMs;
    expect(await said(1_500)).toBe(1_500);
    expect(await said(4_000_000)).toBe(3_600_000);
    expect((await failureOf(page(503))).retryAfterMs).toBeNull();
  });
});

describe('the version that a headquarters speaks', () => {
  const unknown = problem(404, 'request.notFound', { retry: 'never' });

  it('is the older one from then on where it knows no other', async () => {
    const { answer, asked, spoken } = await ask([unknown, json({ old: 'x' })]);
    expect(answer).toEqual({ ok: true, value: { old: 'x' } });
    expect(asked.map(({ url }) => new URL(url).pathname)).toEqual(['/v2/word', '/v1/word']);
    expect(asked.map((request) => bodyOf(request)['protocol'])).toEqual([2, 1]);
    expect(asked[1]?.headers).toHaveProperty('x-xianting-signature');
    expect(asked[1]?.headers).not.toHaveProperty('signature');
    const after = await ask([json({ old: 'x' })], {}, { spoken });
    expect(after.asked.map(({ url }) => new URL(url).pathname)).toEqual(['/v1/word']);
    expect((await ask([unknown], {}, { spoken })).asked).toHaveLength(1);
  });

  it('is asked for where a proxy lets no other through, and not where it refuses otherwise', async () => {
    expect((await ask([page(404), json({ old: 'x' })])).spoken.version).toBe(1);
    expect((await ask([problem(401, 'auth.clock'), json({ old: 'x' })])).asked).toHaveLength(1);
    expect((await ask([page(502), json({ old: 'x' })])).asked).toHaveLength(1);
    expect((await ask([json({ word: 'x' })])).asked).toHaveLength(1);
  });

  it('is found out by a refusal in the older one too', async () => {
    const { answer, spoken } = await ask([unknown, problem(403, 'auth.revoked', { retry: 'never' })]);
    expect(answer).toMatchObject({ reason: 'sync.deviceRevoked' });
    expect(spoken.version).toBe(1);
  });

  it('stays what it was where both are unknown or the line fails: that says nothing of headquarters', async () => {
    const both = await ask([problem(404, 'request.notFound', { title: 'first', retry: 'never' }), unknown]);
    expect(both.answer).toMatchObject({ problem: { title: 'first' } });
    expect(both.spoken.version).toBe(2);
    for (const other of [page(404), fault('unreachable'), page(502)]) {
      expect((await ask([unknown, other])).spoken.version).toBe(2);
    }
  });
});
