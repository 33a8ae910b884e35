/** What no PC of ours would send: told clearly, nothing of it kept, and headquarters goes on. */
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { hashHeader, hashPayload } from '../../src/domain/evidence/hashing';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import { nodeHasher, signHash } from '../../src/main/keys/ed25519';
import { must } from '../support/case-builder';
import { pullFrom, pushEvents, send, signedRequest, type Pc, type TestHq } from './support/branch-pc';
import { suiteOfTwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
const { keptSeqs } = suiteOfTwoPcs((world) => {
  ({ hq, a, b } = world);
});

/** After each: it lives, and takes what is good. */
afterEach(async () => {
  const next = a.write();
  const { json } = await pushEvents(hq, a, a.own.slice(next.header.seq - 1));
  const code: unknown = json['code'];
  if (code !== undefined) expect(code).toBe('push.gap');
  expect((await fetch(`${hq.url}/readyz`)).status).toBe(200);
});

/** Text that is signed as it stands, so that it may be what no program of ours would write. */
async function sendText(route: string, text: string, headers: Readonly<Record<string, string>> = {}) {
  const bytes = headers['content-encoding'] === 'gzip' ? gzipSync(text) : Buffer.from(text);
  return (await a.sendRaw(hq, route, bytes)) as { readonly code?: string };
}

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const pushOf = (events: string): string => `{"protocol":2,"deviceTimeMs":1,"events":${events}}`;

describe('a request', () => {
  it.each([
    ['no JSON', '{', 'request.badShape'],
    ['a deep one in place of the body', deep(1_000_000), 'request.badShape'],
    ['a deep one in place of an event', pushOf(`[${deep(1_000_000)}]`), 'request.badShape'],
    ['no event', pushOf('[]'), 'request.badShape'],
    [
      'more events than agreed',
      pushOf(
        `[${Array.from({ length: 201 }, (_, n) => `{"header":{"id":"e${n}","deviceId":"d","seq":${n + 1}}}`).join()}]`,
      ),
      'request.badShape',
    ],
    ['numbers that are none', pushOf('[{"header":{"id":"e","deviceId":"d","seq":1e99}}]'), 'request.badShape'],
    ['a field that nobody knows', '{"protocol":2,"deviceTimeMs":1,"events":[],"admin":true}', 'request.badShape'],
    ['a prototype', '{"__proto__":{"protocol":2},"deviceTimeMs":1}', 'request.badShape'],
  ])('that holds %s is refused whole', async (_what, text, code) => {
    expect(await sendText('/v2/push', text)).toMatchObject({ code });
    expect(await keptSeqs(a)).toEqual([]);
  });

  it('with a note of ten megabytes is too large, packed or not', async () => {
    const text = pushOf(JSON.stringify([a.write({ note: 'x'.repeat(10 * 1024 * 1024) })]));
    expect(await sendText('/v2/push', text)).toMatchObject({ code: 'request.tooLarge' });
    const packed = await signedRequest(hq, a, '/v2/push', {});
    const bomb = { ...packed, bytes: gzipSync(text), headers: { ...packed.headers, 'content-encoding': 'gzip' } };
    expect((await send(hq, bomb)).status).not.toBe(200);
    expect(await keptSeqs(a)).toEqual([]);
  });

  it.each(["';drop-table-events;--", '1=1--', '../../etc/passwd', '%00', '${7*7}'])(
    'of a device with the name %s is of nobody',
    async (deviceId) => {
      const sent = await signedRequest(hq, { ...a, deviceId }, '/v2/pull', {
        ...{ protocol: 2, deviceTimeMs: 1, cursor: null, limit: 1 },
      });
      expect((await send(hq, sent)).status).toBe(401);
    },
  );

  it.each(["'; delete from events; --", '-1', '1e3', '9'.repeat(40), '\u0000'])(
    'from the cursor %j is refused, or begins where it can',
    async (cursor) => {
      await pushEvents(hq, b, b.writeMany(1));
      const { status, json } = await pullFrom(hq, a, cursor);
      expect([200, 400]).toContain(status);
      if (status === 400) expect(json['code']).toBe('request.badShape');
      expect(await keptSeqs(b)).toEqual([1]);
    },
  );
});

describe('an event', () => {
  const resigned = (event: OpenEvent, changes: Partial<OpenEvent['header']>): OpenEvent => {
    const header = { ...event.header, ...changes };
    const hash = hashHeader(header, nodeHasher);
    return { ...event, header, hash, deviceSig: signHash(a.seed, hash) };
  };
  const outcomes = ({ json }: Awaited<ReturnType<typeof pushEvents>>): readonly string[] =>
    (json['results'] as unknown as { outcome: string; code?: string }[]).map(({ outcome, code }) => code ?? outcome);

  it('with a content as deep as its text allows is put aside, and the rest goes on', async () => {
    const [first, second] = a.writeMany(2);
    const text = JSON.stringify([must(first), must(second)]).replace('"payload":{"n":0}', `"payload":${deep(500_000)}`);
    const sent = (await sendText('/v2/push', pushOf(text))) as { results?: { outcome: string; code?: string }[] };
    expect(sent.results?.map(({ outcome, code }) => code ?? outcome)).toEqual(['push.badShape', 'accepted']);
  });

  it.each([
    ['half a pair of letters in its content', '"payload":{"n":0}', '"payload":{"n":"\\ud800"}', 'push.payloadHash'],
    ['a number without bounds in its content', '"payload":{"n":0}', '"payload":{"n":[1e999]}', 'push.payloadHash'],
  ])('with %s is put aside', async (_what, whole, spoilt, code) => {
    const text = JSON.stringify(a.writeMany(1));
    expect(text).toContain(whole);
    const sent = (await sendText('/v2/push', pushOf(text.replace(whole, spoilt)))) as {
      results?: { outcome: string; code?: string }[];
    };
    expect(sent.results?.map((one) => one.code ?? one.outcome)).toEqual([code]);
  });

  it('with strings that a database could take for orders is kept to the letter', async () => {
    const payload = { note: "'); drop table events; --", path: '../../etc/passwd', name: '{{7*7}}', pattern: '%_\\' };
    expect(outcomes(await pushEvents(hq, a, [a.write(payload, "x';--", "case';drop--")]))).toEqual(['accepted']);
    const { json } = await pullFrom(hq, b);
    expect((json['events'] as unknown as OpenEvent[])[0]).toMatchObject({ payload, header: { type: "x';--" } });
  });

  it('in which an actor, a branch or a content is another than what was signed is put aside', async () => {
    const events = a.writeMany(4);
    const [one, two, three, four] = events.map((event) => event);
    const sent = [
      { ...must(one), header: { ...must(one).header, actor: { userId: 'u-boss', role: 'supervisor' } } },
      resigned(must(two), { branchId: 'branch-2' }),
      { ...must(three), payload: { n: 'forged' } },
      must(four),
    ];
    expect(outcomes(await pushEvents(hq, a, sent))).toEqual([
      'push.hash',
      'push.wrongBranch',
      'push.prevHash',
      'accepted',
    ]);
    expect(hashPayload(must(four).payload, must(four).salt, nodeHasher)).toBe(must(four).header.payloadHash);
    expect(await keptSeqs(a)).toEqual([4]);
  });
});
