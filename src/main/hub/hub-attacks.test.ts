/** What somebody in the network of the branch may try against a hub: over a real socket, with and without a key of the branch. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  HUB_ANSWER_HEADER,
  hubRoutes,
  hubSealInfo,
  MAX_HUB_BODY_BYTES,
  HubPullReply,
} from '../../shared/sync-protocol/hub';
import type { HubRoute } from '../../shared/sync-protocol/hub';
import type { StoppedDevice } from '../sync/kept-word';
import { nodeNet } from '../sync/node-net';
import { signRequest } from '../sync/sign-request';
import {
  branchId,
  headquartersChain,
  makeBranch,
  makePc,
  startHub,
  type TestBranch,
  type TestHub,
  type TestPc,
} from './hub-branch.test-support';
import { askHub } from './hub-line';
import { openBody, sealBody } from './hub-seal';

let branch: TestBranch;
let hubPc: TestPc;
let a: TestPc;
let hub: TestHub;

beforeEach(async () => {
  branch = makeBranch();
  hubPc = makePc(branch, 'A');
  a = makePc(branch, 'B');
  hub = await startHub(hubPc, branch, { patience: { headersMs: 300, requestMs: 600, checkEveryMs: 50 } });
});
afterEach(async () => {
  await hub.close();
  expect(hubPc.faults).toEqual([]);
});

const pulling = (changes: object = {}) => ({
  ...{ protocol: 2, deviceTimeMs: 1, heads: [], limit: 200, waitMs: 0 },
  ...changes,
});
const pushing = (...events: readonly unknown[]) => ({ protocol: 2, deviceTimeMs: 1, events });

interface Request {
  readonly url: string;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** A signed request in its parts, so that one of them can be spoilt. */
async function requestOf(
  pc: TestPc,
  route: HubRoute,
  content: object,
  how: {
    readonly createdMs?: number;
    readonly signedFor?: string;
    readonly sealedTo?: TestPc;
    readonly raw?: Buffer;
  } = {},
): Promise<Request> {
  const info = hubSealInfo({ kind: 'request', hub: hubPc.deviceId, deviceId: pc.deviceId, route });
  const body = how.raw ?? (await sealBody((how.sealedTo ?? hubPc).publicKey, info, content));
  const { deviceId, signBytes } = pc.line(hub.url);
  const headers = await signRequest(
    { deviceId, signBytes, createdMs: () => how.createdMs ?? Date.now() },
    { url: `${how.signedFor ?? hub.url}${route}`, body },
  );
  return { url: `${hub.url}${route}`, body, headers };
}

async function send({
  url,
  body,
  headers,
}: Request): Promise<{ status: number; code: unknown; body: Uint8Array; signed: boolean }> {
  const answer = await nodeNet({ method: 'POST', url, body, headers, timeoutMs: 10_000, maxBytes: MAX_HUB_BODY_BYTES });
  if (!answer.ok) throw new Error(answer.fault);
  const isProblem = answer.headers['content-type'] === 'application/problem+json';
  const { code } = isProblem ? (JSON.parse(Buffer.from(answer.body).toString()) as { code?: unknown }) : {};
  return { status: answer.status, code, body: answer.body, signed: answer.headers[HUB_ANSWER_HEADER] !== undefined };
}
const refusal = async (request: Request) => {
  const { status, code } = await send(request);
  return [status, code];
};
const keptOf = (pc: TestPc): number => hubPc.chain(pc.deviceId).length;

describe('a hub refuses', () => {
  it('whom headquarters has not named', async () => {
    const stranger = makePc(makeBranch(), 'Z');
    expect(await refusal(await requestOf(stranger, hubRoutes.push, pushing(stranger.write())))).toEqual([
      401,
      'auth.unknownDevice',
    ]);
    expect(keptOf(stranger)).toBe(0);
  });

  it('a PC of another branch, and the events of one that is known', async () => {
    const foreign = makePc(makeBranch(), 'Z', 'branch-2');
    expect(await refusal(await requestOf(foreign, hubRoutes.pull, pulling()))).toEqual([401, 'auth.unknownDevice']);
    const moved = makePc(branch, 'Y', 'branch-2');
    const sent = await send(await requestOf(moved, hubRoutes.push, pushing(moved.write())));
    expect([sent.status, keptOf(moved)]).toEqual([200, 0]);
  });

  it('a PC that headquarters has stopped', async () => {
    branch.stopped.push({ deviceId: a.deviceId, seq: 0, branchId, atMs: 1, tag: 'B' } as StoppedDevice);
    expect(await refusal(await requestOf(a, hubRoutes.push, pushing(a.write())))).toEqual([403, 'auth.revoked']);
    expect(await refusal(await requestOf(a, hubRoutes.pull, pulling()))).toEqual([403, 'auth.revoked']);
    expect(keptOf(a)).toBe(0);
  });

  it('what is signed with the key of another PC', async () => {
    const other = makePc(branch, 'C');
    const request = await requestOf(
      { ...other, deviceId: a.deviceId, line: (url) => ({ ...other.line(url), deviceId: a.deviceId }) },
      hubRoutes.pull,
      pulling(),
    );
    expect(await refusal(request)).toEqual([401, 'auth.signature']);
  });

  it('the same request a second time', async () => {
    const request = await requestOf(a, hubRoutes.push, pushing(a.write()));
    expect((await send(request)).status).toBe(200);
    expect(await refusal(request)).toEqual([401, 'auth.replayed']);
  });

  it.each([-1, 1])('one from too long ago or ahead (%i)', async (direction) => {
    const createdMs = Date.now() + direction * 6 * 60_000;
    expect(await refusal(await requestOf(a, hubRoutes.pull, pulling(), { createdMs }))).toEqual([401, 'auth.clock']);
  });

  it('one for another hub', async () => {
    const request = await requestOf(a, hubRoutes.pull, pulling(), { signedFor: 'http://10.0.0.9:8790' });
    expect(await refusal(request)).toEqual([401, 'auth.signature']);
  });

  it('one under a name of this PC, and says that it is the address', async () => {
    const named = hub.url.replace('127.0.0.1', 'localhost');
    const request = await requestOf(a, hubRoutes.pull, pulling(), { signedFor: named });
    const headers = { ...request.headers, host: new URL(named).host };
    expect(await refusal({ ...request, headers })).toEqual([421, 'auth.target']);
  });

  it('another body than was signed', async () => {
    const request = await requestOf(a, hubRoutes.push, pushing(a.write()));
    const body = Buffer.from(request.body);
    body.writeUInt8(body.readUInt8(50) ^ 1, 50);
    expect(await refusal({ ...request, body })).toEqual([400, 'auth.digest']);
    expect(keptOf(a)).toBe(0);
  });

  it.each(['signature', 'signature-input', 'content-digest'])('one without its %s', async (name) => {
    const request = await requestOf(a, hubRoutes.pull, pulling());
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([one]) => one !== name));
    expect(await refusal({ ...request, headers })).toEqual([401, 'auth.missing']);
  });

  it.each([
    ['is no sealed body', Buffer.from('{"protocol":2}')],
    ['is nothing', Buffer.alloc(0)],
    ['is noise', createHash('sha512').update('noise').digest()],
  ])('what %s', async (_what, raw) => {
    expect(await refusal(await requestOf(a, hubRoutes.push, {}, { raw }))).toEqual([400, 'request.badShape']);
  });

  it('what was sealed to another PC', async () => {
    const request = await requestOf(a, hubRoutes.push, pushing(a.write()), { sealedTo: a });
    expect(await refusal(request)).toEqual([400, 'request.badShape']);
  });

  it('a body of one route on the other', async () => {
    const { body } = await requestOf(a, hubRoutes.pull, pulling());
    expect(await refusal(await requestOf(a, hubRoutes.push, {}, { raw: Buffer.from(body) }))).toEqual([
      400,
      'request.badShape',
    ]);
  });

  it.each([
    ['no events', pushing()],
    ['another protocol', { ...pushing({}), protocol: 3 }],
    ['more than asked', { ...pulling(), path: '../../etc/passwd' }],
    [
      'five hundred events',
      pushing(...Array.from({ length: 500 }, () => ({ header: { id: 'x', deviceId: 'y', seq: 1 } }))),
    ],
  ])('a push of %s', async (_what, content) => {
    expect(await refusal(await requestOf(a, hubRoutes.push, content))).toEqual([400, 'request.badShape']);
  });

  it('events of another PC than the sender', async () => {
    const other = makePc(branch, 'C');
    expect(await refusal(await requestOf(a, hubRoutes.push, pushing(other.write())))).toEqual([403, 'push.foreign']);
    expect(keptOf(other)).toBe(0);
  });

  it('a body that is too large before it reads any of it, and one that grows', async () => {
    const raw = Buffer.alloc(MAX_HUB_BODY_BYTES + 1);
    const request = await requestOf(a, hubRoutes.push, {}, { raw });
    const head = Object.entries({ ...request.headers, 'content-length': String(raw.length) });
    expect(await overSocket(head, '')).toMatch(/^HTTP\/1\.1 413 /);
    const bomb = await requestOf(a, hubRoutes.push, {
      protocol: 2,
      deviceTimeMs: 1,
      events: [],
      x: ' '.repeat(9_000_000),
    });
    expect(bomb.body.length).toBeLessThan(50_000);
    expect(await refusal(bomb)).toEqual([400, 'request.badShape']);
  });
});

it('does not read a body before it knows who sends it', async () => {
  // Five megabytes are announced and never come: a stranger is answered all the same.
  const head = [['content-length', '5000000']] as const;
  expect(await overSocket(head, 'x')).toMatch(/^HTTP\/1\.1 401 /);
});

it('cuts off who is slow, with headers and with a body', async () => {
  const slowHead = net.connect(hub.port, '127.0.0.1');
  slowHead.write('POST /hub/v1/push HTTP/1.1\r\nhost: x\r\n');
  await closed(slowHead);
  const request = await requestOf(a, hubRoutes.push, pushing(a.write()));
  const lines = Object.entries({ ...request.headers, 'content-length': String(request.body.length) });
  const slowBody = net.connect(hub.port, '127.0.0.1');
  slowBody.write(`${headOf(hubRoutes.push, lines)}x`);
  await closed(slowBody);
  expect(keptOf(a)).toBe(0);
});

it('lets no one address take all connections', async () => {
  const patient = await startHub(hubPc, branch);
  const from = { port: patient.port, host: '127.0.0.1', localAddress: '127.0.0.2' };
  const sockets = Array.from({ length: 120 }, () => net.connect(from));
  const ended = sockets.map(closed);
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const request = await requestOf(a, hubRoutes.pull, pulling(), { signedFor: patient.url });
  expect((await send({ ...request, url: `${patient.url}${hubRoutes.pull}` })).status).toBe(200);
  for (const socket of sockets) socket.destroy();
  await Promise.all(ended);
  await patient.close();
});

it('is not impressed by what is no HTTP, and goes on', async () => {
  for (const bytes of ['\0\0\0\0', 'GET', '\x16\x03\x01\x02\x00', `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`]) {
    const socket = net.connect(hub.port, '127.0.0.1');
    socket.end(bytes);
    await closed(socket);
  }
  expect((await send(await requestOf(a, hubRoutes.pull, pulling()))).status).toBe(200);
});

it.each(['/hub/v1/files', '/v2/push', '/', '/hub/v2/push', '/hub/v1/push/'])('knows no %s', async (route) => {
  const answer = await fetch(`${hub.url}${route}`, { method: 'POST', body: '{}' });
  expect(answer.status).toBe(404);
});

it('writes in the name of headquarters for nobody', async () => {
  const directive = headquartersChain(branch)({ days: 20 }, 'extension.granted');
  expect(await refusal(await requestOf(a, hubRoutes.push, pushing(directive)))).toEqual([403, 'push.foreign']);
  const claimed = a.write({ days: 20 }, 'extension.granted');
  expect((await send(await requestOf(a, hubRoutes.push, pushing(claimed)))).status).toBe(200);
  expect(keptOf(a)).toBe(0);
});

it('keeps what is sound beside what is not, and says what became of each', async () => {
  const [one, two, three] = [a.write(), a.write(), a.write()];
  const bound = { kind: 'answer', hub: hubPc.deviceId, deviceId: a.deviceId, route: hubRoutes.push } as const;
  const request = await requestOf(a, hubRoutes.push, pushing(one, { ...two, salt: 'x'.repeat(90) }, three, one));
  const { body } = await send(request);
  const info = hubSealInfo({ ...bound, request: request.headers['content-digest'] ?? '' });
  expect(await openBody(a.seed, info, body)).toMatchObject({
    headSeq: 3,
    results: [
      { seq: 1, outcome: 'accepted' },
      { seq: 2, outcome: 'rejected', code: 'push.badShape' },
      { seq: 3, outcome: 'accepted' },
      { seq: 1, outcome: 'duplicate' },
    ],
  });
  expect(hubPc.has([one, three])).toBe(true);
  // Another PC of the branch that heard the answer can do nothing with it.
  expect(await openBody(makePc(branch, 'C').seed, info, body)).toBeUndefined();
});

it('keeps one request of each PC waiting, and answers the one before', async () => {
  const to = {
    ...a.line(hub.url),
    hub: hubPc,
    createdMs: () => Date.now(),
    signal: new AbortController().signal,
  };
  const wait = () => askHub(to, hubRoutes.pull, pulling({ waitMs: 20_000 }), HubPullReply);
  const first = wait();
  // Known to be there before the second comes.
  await expect.poll(() => hub.seen.length).toBe(1);
  const second = wait();
  expect(await first).toMatchObject({ ok: true, value: { events: [] } });
  hubPc.write();
  expect(await second).toMatchObject({ ok: true, value: { events: [{}] } });
});

it('says that nobody is signed in, signed, and tells nothing else', async () => {
  hubPc.write();
  hub.lock(true);
  const answer = await send(await requestOf(a, hubRoutes.pull, pulling()));
  expect(answer).toMatchObject({ status: 503, code: 'hub.locked', signed: true });
});

const headOf = (route: string, lines: readonly (readonly [string, string])[]): string =>
  [`POST ${route} HTTP/1.1`, 'host: x', ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');

/** Sends a head and the beginning of a body, and gives what comes back. */
async function overSocket(lines: readonly (readonly [string, string])[], body: string): Promise<string> {
  const socket = net.connect(hub.port, '127.0.0.1');
  let said = '';
  socket.on('data', (chunk: Buffer) => {
    said += chunk.toString('latin1');
  });
  socket.write(`${headOf(hubRoutes.push, lines)}${body}`);
  await closed(socket);
  return said;
}

const closed = (socket: net.Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve();
    });
    socket.resume();
  });
