import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hqUrl, nowMs } from './branch-pc.test-support';
import { createEvidenceLane, type EvidenceLaneDeps, type EvidenceLaneStatus } from './evidence-lane';
import { newestSpoken } from './exchange';
import { bodyOf, fault, json, problem, routeOf } from './headquarters.test-support';
import type { NetReply, NetRequest } from './net';

const mib = 1024 * 1024;
const sha = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const fileOf = (size: number, fill: number) => {
  const content = Buffer.alloc(size, fill);
  return { content, sha256: sha(content), sizeBytes: size };
};
const small = fileOf(10, 1);
const large = fileOf(2 * mib + 5, 2);
const pieces = (size: number) => Array.from({ length: Math.ceil(size / mib) }, (_, i) => i);

/** Headquarters with files that it wants, in pages of one, and takes piece by piece. */
function makeLane(
  files: readonly { readonly content: Buffer; readonly sha256: string; readonly sizeBytes: number }[],
  change: Partial<EvidenceLaneDeps> & {
    readonly instead?: (request: NetRequest, nth: number) => NetReply | undefined | Promise<NetReply>;
  } = {},
) {
  const sorted = [...files].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const missing = new Map(sorted.map(({ sha256, sizeBytes }) => [sha256, pieces(sizeBytes)]));
  const asked: NetRequest[] = [];
  const statuses: EvidenceLaneStatus[] = [];
  const plans: { ms: number; run: () => void; isOff: boolean }[] = [];
  const faults: unknown[] = [];
  const heard: number[] = [];
  const { instead, ...deps } = change;
  const answer = (request: NetRequest): NetReply => {
    const route = routeOf(request);
    if (route === '/files/wanted') {
      const after = bodyOf(request)['after'] as string | null;
      const wanted = sorted.filter(({ sha256 }) => (missing.get(sha256)?.length ?? 0) > 0);
      const rest = wanted.filter(({ sha256 }) => after === null || sha256 > after);
      const page = rest
        .slice(0, 1)
        .map(({ sha256, sizeBytes }) => ({ sha256, sizeBytes, missing: missing.get(sha256) }));
      return json({ files: page, more: rest.length > 1 });
    }
    if (route === '/files/read') {
      const { sha256, piece } = bodyOf(request) as { sha256: string; piece: number };
      const found = sorted.find((one) => one.sha256 === sha256);
      if (!found) return problem(404, 'file.unknown', { retry: 'never' });
      const body = found.content.subarray(piece * mib, (piece + 1) * mib);
      return { ok: true, status: 200, headers: { 'content-type': 'application/octet-stream' }, body };
    }
    const [, , sha256 = '', piece = ''] = route.split('/');
    const left = (missing.get(sha256) ?? []).filter((one) => one !== Number(piece));
    missing.set(sha256, left);
    return json({ missing: left });
  };
  const lane = createEvidenceLane({
    exchangeDeps: {
      ...{ url: `${hqUrl}/base/`, deviceId: 'pc-1', signBytes: () => 'A'.repeat(86), createdMs: () => nowMs },
      spoken: newestSpoken(),
      net: async (request) => {
        asked.push(request);
        return (
          (await instead?.(request, asked.length)) ?? answer({ ...request, url: request.url.replace('/base/', '/') })
        );
      },
    },
    files: {
      kept: async () => files.map(({ sha256 }) => sha256),
      read: async (sha256) => files.find((one) => one.sha256 === sha256)?.content,
    },
    policy: () => 'all',
    heardTime: (ms) => heard.push(ms),
    random: () => 0.5,
    schedule: (run, ms) => {
      const plan = { ms, run, isOff: false };
      plans.push(plan);
      return () => {
        plan.isOff = true;
      };
    },
    onStatus: (status) => statuses.push(status),
    onFault: (cause) => faults.push(cause),
    ...deps,
  });
  const sent = () =>
    asked
      .filter(({ headers }) => headers['content-type'] === 'application/octet-stream')
      .map(({ url, body }) => [new URL(url).pathname, body.length]);
  return { lane, asked, statuses, plans, faults, heard, missing, sent };
}
const idle = { waitingFiles: 0, waitingBytes: 0, heldBackFiles: 0, reason: null };

describe('evidence files that headquarters wants', () => {
  it('go to it piece by piece, small files first, until nothing is missing', async () => {
    const { lane, statuses, sent, plans, asked, missing } = makeLane([large, small]);
    await lane.hurry();
    expect(sent()).toEqual([
      [`/base/v2/files/${small.sha256}/0`, 10],
      [`/base/v2/files/${large.sha256}/0`, mib],
      [`/base/v2/files/${large.sha256}/1`, mib],
      [`/base/v2/files/${large.sha256}/2`, 5],
    ]);
    expect([...missing.values()]).toEqual([[], []]);
    expect(statuses[0]).toEqual({ ...idle, waitingFiles: 2, waitingBytes: 2 * mib + 15 });
    expect(statuses.at(-1)).toEqual(idle);
    expect(plans).toEqual([]);
    const [piece] = asked.filter(({ headers }) => headers['content-type'] === 'application/octet-stream');
    expect(piece).toMatchObject({ method: 'POST', timeoutMs: 120_000, maxBytes: 65_536 });
    expect(piece?.headers['signature']).toContain('sig=:');
    expect(piece?.signal?.aborted).toBe(false);
  });

  it('go on with the piece that is missing', async () => {
    const { lane, missing, sent } = makeLane([large]);
    missing.set(large.sha256, [2]);
    await lane.hurry();
    expect(sent()).toEqual([[`/base/v2/files/${large.sha256}/2`, 5]]);
  });

  it.each([
    ['small', 1, 1],
    ['none', 0, 2],
  ] as const)('stay here where only %s may go, and are told as held back', async (policy, count, held) => {
    const edge = fileOf(mib, 3);
    const { lane, sent, statuses } = makeLane([edge, fileOf(mib + 1, 4)], { policy: () => policy });
    await lane.hurry();
    expect(sent()).toHaveLength(count);
    expect(statuses.at(-1)?.heldBackFiles).toBe(held);
  });

  it('are passed over where they are not here, or not what an event says', async () => {
    const { lane, sent, statuses } = makeLane([small, large], {
      files: { kept: async () => [small.sha256], read: async () => Buffer.alloc(9) },
    });
    await lane.hurry();
    expect(sent()).toEqual([]);
    expect(statuses.at(-1)).toEqual({ ...idle, waitingFiles: 1, waitingBytes: 10 });
    const gone = makeLane([small], { files: { kept: async () => [small.sha256], read: async () => undefined } });
    await gone.lane.hurry();
    expect(gone.sent()).toEqual([]);
  });

  it('hold up no other where headquarters finds that one is not what it should be', async () => {
    const bad = problem(409, 'file.digest', { retry: 'never' });
    const { lane, statuses, sent, plans } = makeLane([small, large], {
      instead: ({ url }) => (url.includes(small.sha256) ? bad : undefined),
    });
    await lane.hurry();
    expect(sent()).toHaveLength(4);
    expect(statuses.at(-1)).toEqual({ ...idle, waitingFiles: 1, waitingBytes: 10 });
    expect(plans).toEqual([]);
  });

  it('are tried again later where the line or headquarters fails, and told why', async () => {
    let lost: NetReply | undefined = fault('unreachable');
    const { lane, statuses, plans, sent } = makeLane([small], {
      instead: ({ url }) => (url.includes(small.sha256) ? lost : undefined),
    });
    await lane.hurry();
    expect(statuses.at(-1)).toMatchObject({ waitingFiles: 1, reason: 'sync.unreachable' });
    await lane.hurry();
    expect(plans.map(({ ms, isOff }) => [ms, isOff])).toEqual([
      [500, true],
      [1_000, false],
    ]);
    lost = problem(503, 'server.closing', { retryAfterMs: 90_000 });
    await lane.hurry();
    expect(plans.at(-1)?.ms).toBe(90_000);
    lost = undefined;
    plans.at(-1)?.run();
    await lane.hurry();
    expect(sent().length).toBeGreaterThan(3);
    expect(statuses.at(-1)).toEqual(idle);
    expect(plans).toHaveLength(3);
  });

  it.each([
    ['a piece that is still missing', json({ missing: [0] })],
    ['something of another shape', json({ other: 1 })],
    ['a text', { ...json({}), headers: { 'content-type': 'text/html' } } as NetReply],
    ['no JSON', { ...json({}), body: Buffer.from('{') } as NetReply],
    ['another body than it sent', json({ missing: [] }, 200, { 'content-digest': 'sha-256=:AAAA:' })],
    ['an error', json({ missing: [] }, 500)],
  ])('do not count as received where the answer is %s', async (_, reply) => {
    const { lane, statuses, plans } = makeLane([small], {
      instead: ({ url }) => (url.includes(small.sha256) ? reply : undefined),
    });
    await lane.hurry();
    expect(statuses.at(-1)).toMatchObject({ waitingFiles: 1 });
    expect(statuses.at(-1)?.reason).not.toBeNull();
    expect(plans).toHaveLength(1);
  });

  it('are asked for again at once where headquarters says so, with its time, and not for ever', async () => {
    const now = problem(401, 'auth.clock', { retry: 'now', serverTimeMs: 77 });
    const once = makeLane([small], { instead: (_, nth) => (nth === 1 ? now : undefined) });
    await once.lane.hurry();
    expect(once.heard).toEqual([77]);
    expect(once.statuses.at(-1)).toEqual(idle);
    const always = makeLane([small], { instead: () => now });
    await always.lane.hurry();
    expect(always.asked).toHaveLength(3);
  });

  it('are asked for in an hour where headquarters takes none', async () => {
    const { lane, plans } = makeLane([small], { instead: () => problem(404, 'request.notFound', { retry: 'never' }) });
    await lane.hurry();
    expect(plans.map(({ ms }) => ms)).toEqual([3_600_000]);
  });

  it('are not asked for for ever by a page that leads nowhere', async () => {
    const page = { files: [{ sha256: small.sha256, sizeBytes: 10, missing: [] }], more: true };
    const { lane, asked } = makeLane([small], {
      instead: ({ url }) => (url.endsWith('/wanted') ? json(page) : undefined),
    });
    await lane.hurry();
    expect(asked).toHaveLength(2);
    const empty = makeLane([small], { instead: () => json({ files: [], more: true }) });
    await empty.lane.hurry();
    expect(empty.asked).toHaveLength(1);
  });

  it('that somebody hurries meanwhile are looked at once more', async () => {
    const { lane, asked } = makeLane([]);
    await Promise.all([lane.hurry(), lane.hurry(), lane.hurry()]);
    expect(asked).toHaveLength(2);
  });

  it('are a fault of this PC where they can not be read, tried again later', async () => {
    const cause = new Error('disk');
    const { lane, faults, plans } = makeLane([small], {
      files: { kept: async () => Promise.reject(cause), read: async () => undefined },
    });
    await lane.hurry();
    expect(faults).toEqual([cause]);
    expect(plans.map(({ ms }) => ms)).toEqual([500]);
  });

  it('are given up when the lane is stopped, without another word', async () => {
    const made = makeLane([small, large], {
      instead: ({ url, signal }) =>
        url.includes('/files/wanted')
          ? undefined
          : new Promise((resolve) => {
              signal?.addEventListener('abort', () => {
                resolve(fault('cut'));
              });
            }),
    });
    const running = made.lane.hurry();
    for (let i = 0; i < 1_000 && made.sent().length === 0; i += 1)
      await new Promise((resolve) => setImmediate(resolve));
    const said = made.statuses.length;
    const requests = made.asked.length;
    await made.lane.stop();
    await running;
    await made.lane.hurry();
    expect(made.statuses).toHaveLength(said);
    expect(made.asked).toHaveLength(requests);
    expect([made.plans, made.faults]).toEqual([[], []]);
  });
});

describe('a file that another PC added', () => {
  it('is fetched piece by piece and compared with its hash', async () => {
    const { lane, asked } = makeLane([large]);
    const file = { sha256: large.sha256, sizeBytes: large.sizeBytes } as Parameters<typeof lane.fetch>[0];
    const fetched = await lane.fetch(file);
    expect(fetched.ok && Buffer.from(fetched.content).equals(large.content)).toBe(true);
    expect(asked.map((request) => bodyOf(request))).toEqual(
      [0, 1, 2].map((piece) => ({ protocol: 2, sha256: large.sha256, piece })),
    );
    expect(asked[0]).toMatchObject({
      maxBytes: mib,
      timeoutMs: 120_000,
      headers: { 'content-type': 'application/json' },
    });
    expect(asked[0]?.url).toBe(`${hqUrl}/base/v2/files/read`);
  });

  const octets = (headers: Readonly<Record<string, string>> = {}, status = 200): NetReply => ({
    ...{ ok: true, status, body: Buffer.alloc(10, 1) },
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });
  it.each<readonly [string, NetReply, string]>([
    ['has none', problem(404, 'file.unknown', { retry: 'never' }), 'elsewhere'],
    ['can not be reached', fault('unreachable'), 'line'],
    ['gives another file', { ...octets(), body: Buffer.alloc(10, 9) } as NetReply, 'damaged'],
    ['gives something else than bytes', octets({ 'content-type': 'text/html' }), 'line'],
    ['fails', octets({}, 500), 'line'],
    ['sent other bytes', octets({ 'content-digest': 'sha-256=:AAAA:' }), 'line'],
  ])('is not taken where headquarters %s', async (_, reply, why) => {
    const { lane } = makeLane([], { instead: () => reply });
    const file = { sha256: small.sha256, sizeBytes: 10 } as Parameters<typeof lane.fetch>[0];
    expect(await lane.fetch(file)).toEqual({ ok: false, why });
  });
});
