/**
 * F-44: what no PC sends, given to every endpoint for PCs: spoilt, oversized, packed to a bomb, deep, forged, repeated, with the words of
 * other languages in it. Each is refused as a problem that says what is wrong, nothing of it is kept, and headquarters serves on.
 */
import net from 'node:net';
import { gunzipSync } from 'node:zlib';
import { publicOfSeed, signHash } from '../../../src/main/keys/ed25519';
import { createEventWriter } from '../../../src/main/keys/event-signer';
import { newId } from '../../../src/main/platform/ids';
import { signRequest } from '../../../src/main/sync/sign-request';
import type { NetRequest } from '../../../src/main/sync/net';
import { Problem, PushReply } from '../../../src/shared/sync-protocol/messages';
import { MAX_BODY_BYTES, MAX_PUSH_EVENTS } from '../../../src/shared/sync-protocol/version';
import { chen, must } from '../../support/case-builder';
import type { Attempt, FaultRow } from '../fault-row';
import { badRequest, sendBad, type BadRequest, type Said, type Signer, type Template } from '../world/bad-requests';
import { chaosWorld, type ChaosWorld } from '../world/chaos-world';
import { fileOf } from '../world/evidence';

const requests = 250;
const atOnce = 4;

const plainOf = ({ headers, body }: NetRequest): Template['body'] => {
  const bytes = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : Buffer.from(body);
  return JSON.parse(bytes.toString('utf8')) as Template['body'];
};

/** Requests that a PC sends, and those that this one has no reason for. */
async function templatesOf(world: ChaosWorld): Promise<readonly [Template, ...Template[]]> {
  const { hq, pcs, chance } = world;
  const [a] = pcs;
  const { pc, files, lane } = must(a);
  const seen: Template[] = [];
  const through = pc.net;
  pc.net = (request) => {
    seen.push({ path: new URL(request.url).pathname, body: plainOf(request) });
    return through(request);
  };
  const file = fileOf(chance, 900);
  await pc.register(chen, [file.evidence]);
  files.push(file);
  for (let n = 0; n < 4; n += 1) await pc.register(chen);
  await pc.sync();
  await lane.hurry();
  pc.net = through;
  const deviceTimeMs = hq.nowMs();
  const { sha256 } = file.evidence;
  const enrolBody = {
    ...{
      protocol: 2,
      code: await hq.code('b-1'),
      deviceId: pc.id,
      devicePublicKey: publicOfSeed('ed25519', pc.deviceSeed),
    },
    ...{ deviceTag: null, branch: null },
  };
  const v1 = seen.map(({ path, body }) => ({
    path: path.replace('/v2/', '/v1/'),
    body: { ...(body as Record<string, never>), protocol: 1 },
  }));
  return [
    { path: '/v2/packs', body: { protocol: 2, deviceTimeMs, have: [] } },
    { path: '/v2/wait', body: { protocol: 2, cursor: null, maxMs: 0, calls: { locked: false, own: [], told: [] } } },
    { path: '/v2/files/wanted', body: { protocol: 2, after: null } },
    { path: '/v2/files/read', body: { protocol: 2, sha256, piece: 0 } },
    { path: `/v2/files/${sha256}/0`, body: 'x' },
    { path: `/v2/files/${'0'.repeat(64)}/0`, body: 'x' },
    { path: '/v2/enrol', body: enrolBody },
    { path: '/admin/codes', body: { kind: 'new' } },
    ...seen,
    ...seen,
    ...v1,
  ];
}

const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

async function signedBy(
  base: string,
  { deviceId, deviceSeed, nowMs }: Signer,
  path: string,
  body: Buffer,
): Promise<BadRequest> {
  const signed = await signRequest(
    {
      deviceId,
      signBytes: (bytes) => signHash(deviceSeed, Buffer.from(bytes).toString('base64url')),
      createdMs: nowMs,
    },
    { url: `${base}${path}`, body },
  );
  return { what: path, method: 'POST', path, headers: { 'content-type': 'application/json', ...signed }, body };
}

/** Each signed as it should be, and each a lie, by a device that may say what it likes about itself only. */
async function lies(world: ChaosWorld, liar: Signer): Promise<readonly BadRequest[]> {
  const { hq, pcs } = world;
  const base = hq.url;
  const writer = (branchId: string) =>
    createEventWriter({
      ...{ deviceId: liar.deviceId, branchId, deviceSeed: liar.deviceSeed, rng: world.chance.rng, head: undefined },
      now: () => ({
        wall: liar.nowMs(),
        monotonic: 1,
        bootId: 'boot',
        hlc: `${String(liar.nowMs()).padStart(13, '0')}-0000`,
      }),
    });
  const eventOf = (branchId: string, payload: unknown) => {
    const first = writer(branchId);
    first.begin();
    return first.write({
      ...{ streamId: 'case-1', type: 'note.added', version: 1, payload, commandId: newId() },
      ...{ actor: { userId: 'u-chen', role: 'counter' }, rulePack: 'cn-bank@2020' },
    });
  };
  const push = (events: readonly unknown[]): Promise<BadRequest> =>
    signedBy(base, liar, '/v2/push', json({ protocol: 2, deviceTimeMs: liar.nowMs(), events }));
  const honest = eventOf('b-1', { staffText: 'x' });
  const others = must(pcs[0]).pc;
  const foreign = (await must(others.pc).workspace.records.events(must([...others.host.cases().keys()][0])))[0];
  const joining = { deviceId: 'd-nul', deviceSeed: Buffer.alloc(32, 9), nowMs: liar.nowMs };
  const named = (name: string) => ({
    ...{
      protocol: 2,
      deviceId: joining.deviceId,
      devicePublicKey: publicOfSeed('ed25519', joining.deviceSeed),
      deviceTag: null,
    },
    branch: { id: 'b-nul', code: 'NUL01', name, institutionType: 'bank', institutionName: 'Bank', province: 'Beijing' },
  });
  const called = (what: string, request: BadRequest): BadRequest => ({ ...request, what });
  return [
    called(
      'another actor',
      await push([{ ...honest, header: { ...honest.header, actor: { userId: 'u-li', role: 'supervisor' } } }]),
    ),
    called('another branch', await push([eventOf('b-other', { staffText: 'x' })])),
    called('the event of another PC', await push([foreign])),
    called('more events than are taken', await push(Array.from({ length: MAX_PUSH_EVENTS + 1 }, () => honest))),
    called('a note of 10 MB', await push([eventOf('b-1', { staffText: 'x'.repeat(10 * 1024 * 1024) })])),
    called('a gap', await push([{ ...honest, header: { ...honest.header, seq: 2 ** 31 } }])),
    called(
      'a name with a NUL',
      await signedBy(base, joining, '/v2/enrol', json({ ...named('a\u0000b'), code: await hq.newCode() })),
    ),
    called('a guessed code', await signedBy(base, joining, '/v2/enrol', json({ ...named('x'), code: "' or '1'='1" }))),
  ];
}

/** No HTTP, or none that anybody should speak. */
const noise: readonly string[] = [
  'hello\r\n\r\n',
  'POST /v2/push HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n',
  'POST /v2/push HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  `POST /v2/push HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(100_000)}\r\n\r\n`,
  'POST /v2/push HTTP/9.9\r\nhost: x\r\n\r\n',
  'POST /v2/push HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
];

function sayNoise(base: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve) => {
    let said = '';
    const socket = net.connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk: Buffer) => {
      said += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(said);
    });
  });
}

/** What is wrong with an answer; undefined for a refusal as it should be. */
function wrongIn(request: BadRequest, said: Said | undefined): string | undefined {
  if (!said) return request.body.length > MAX_BODY_BYTES / 2 ? undefined : 'no answer';
  const content = ((): unknown => {
    try {
      return JSON.parse(said.body.toString('utf8'));
    } catch {
      return undefined;
    }
  })();
  if (said.status === 200) {
    if (!request.path.endsWith('/push')) return undefined;
    const reply = PushReply.safeParse(content);
    const results = reply.success ? reply.data.results : [];
    return results.every(({ outcome }) => outcome !== 'accepted') ? undefined : 'accepted';
  }
  if (said.status < 400 || said.status > 499) return `answered ${String(said.status)}`;
  if (!said.type.startsWith('application/problem+json')) return `answered ${String(said.status)} in ${said.type}`;
  return Problem.safeParse(content).success
    ? undefined
    : `a problem of another shape: ${said.body.toString('utf8').slice(0, 200)}`;
}

/**
 * Refused contents of a signed chain leave their tombstones, anchors and headers, and whatever was signed has spent its nonce;
 * nothing else may come of a refusal.
 */
const mayGrow = ['events', 'receipts', 'forks', 'nonces'];

async function attempt(seed: number): Promise<Attempt> {
  const world = await chaosWorld(seed, [3]);
  const { hq, pcs, chance } = world;
  const [a, , liarPc] = pcs;
  const faults: string[] = [];
  try {
    const templates = await templatesOf(world);
    const signerOf = ({ id, deviceSeed }: { id: string; deviceSeed: Buffer }): Signer => ({
      deviceId: id,
      deviceSeed,
      nowMs: hq.nowMs,
    });
    const signer = signerOf(must(a).pc);
    const told = await lies(world, signerOf(must(liarPc).pc));
    const before = await hq.rows();
    const accepted = async (): Promise<string> =>
      (await hq.kept())
        .filter(({ outcome }) => outcome === 'accepted')
        .map(({ hash }) => hash)
        .join();
    const had = await accepted();
    // All of it first, so that the seed says what is sent, whoever is answered first.
    const all = [...told];
    for (let n = 0; n < requests; n += 1) all.push(await badRequest(hq.url, signer, templates, chance));
    // Again, as somebody does who has listened.
    all.push(...all.slice(0, 40).map((request) => ({ ...request, what: `again: ${request.what}` })));
    const waiting = all.entries();
    const sending = async (): Promise<void> => {
      for (const [, request] of waiting) {
        const wrong = wrongIn(request, await sendBad(hq.url, request));
        if (wrong !== undefined) faults.push(`${request.what}: ${wrong}`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sending));
    for (const bytes of noise) {
      const said = await sayNoise(hq.url, bytes);
      const isRefusal = /^HTTP\/1\.1 4\d\d [^]*application\/problem\+json/.test(said);
      if (said !== '' && !isRefusal) faults.push(`${JSON.stringify(bytes.slice(0, 40))}: ${said.slice(0, 120)}`);
    }
    if ((await accepted()) !== had) faults.push('something was accepted');
    const after = await hq.rows();
    for (const [table, count] of Object.entries(after))
      if (count !== before[table] && !mayGrow.includes(table))
        faults.push(`${table} has ${String(count)} rows, before ${String(before[table])}`);
    for (const route of ['/healthz', '/readyz', '/metrics']) {
      const { status } = await fetch(`${hq.url}${route}`);
      if (status !== 200) faults.push(`${route} answers ${String(status)}`);
    }
    // Whoever sends what is right is served.
    await must(a).pc.register(chen);
    faults.push(...(await hq.troubles()));
    const open = await world.settle();
    return {
      acknowledged: all.length,
      lost: [],
      doubled: [],
      faults: [...new Set([...faults, ...open])],
      recoverMs: 0,
    };
  } finally {
    await world.end();
  }
}

export const badInput: FaultRow = {
  id: 'F-44',
  title: `${String(requests)} requests that no PC sends, spoilt, forged, oversized, repeated, to every endpoint for PCs`,
  tries: { t1: 1, t2: 100 },
  needs: 'node',
  attempt,
};
