/** 封存段 against a real headquarters: cut once whoever cuts, signed, sealed to the branch, and worth nothing to another PC. */
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { openHqKey } from '../../server/crypto';
import { branches, segments } from '../../server/db/schema';
import { createCutter } from '../../server/segments';
import { verifyEd25519, nodeHasher } from '../../src/main/keys/ed25519';
import { openSegment, segmentKeyIn } from '../../src/main/sync/hydrate/open-segment';
import { fetchSegment, RANGE_BYTES } from '../../src/main/sync/hydrate/fetch-segment';
import { newestSpoken } from '../../src/main/sync/exchange';
import { nodeNet } from '../../src/main/sync/node-net';
import { signRequest } from '../../src/main/sync/sign-request';
import { manifestText, SegmentsReply } from '../../src/shared/sync-protocol/segments';
import { must } from '../support/case-builder';
import {
  branchInfo,
  codeOf,
  makePc,
  manualEngine,
  pullFrom,
  pushEvents,
  send,
  signedRequest,
  tryEnrol,
  type Pc,
  type TestHq,
} from './support/branch-pc';
import { suiteOfTwoPcs, upTo, type TwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
let database: TwoPcs['database'];
suiteOfTwoPcs((world) => {
  ({ hq, a, b, database } = world);
});

const cutterAt = (fullAt: number) => createCutter({ db: database.db, hqKey: openHqKey(hq.dataDir) }, fullAt);
const ask = async (pc: Pc, cursor: string | null = null) =>
  send(hq, await signedRequest(hq, pc, '/v2/segments', { protocol: 2, deviceTimeMs: 1, cursor }));
const manifestOf = async (pc: Pc, cursor: string | null = null) => SegmentsReply.parse((await ask(pc, cursor)).json);
const read = async (pc: Pc, hash: string, headers: Readonly<Record<string, string>> = {}) => {
  const url = `${hq.url}/v2/segments/${hash}`;
  const signed = await signRequest(
    { ...pc, createdMs: () => Date.now() },
    { method: 'GET', url, body: new Uint8Array() },
  );
  return fetch(url, { headers: { ...headers, ...signed } });
};
const lineOf = (pc: Pc) => ({
  ...{ net: nodeNet, url: hq.url, deviceId: pc.deviceId, signBytes: pc.signBytes, spoken: newestSpoken() },
  createdMs: () => Date.now(),
});

describe('cutting', () => {
  beforeEach(async () => {
    await pushEvents(hq, a, a.writeMany(7));
    await pushEvents(hq, b, b.writeMany(4));
  });

  it('makes full segments alone, in order, each place once, and leaves the rest to the pull', async () => {
    expect(await cutterAt(4).round()).toBe(2);
    expect(await cutterAt(4).round()).toBe(0);
    const { manifest } = await manifestOf(a);
    expect(manifest.segments.map(({ from, to, events, ranges }) => ({ from, to, events, ranges }))).toEqual([
      { from: 1, to: 4, events: 4, ranges: [{ deviceId: a.deviceId, from: 1, to: 4 }] },
      {
        ...{ from: 5, to: 8, events: 4 },
        ranges: [
          { deviceId: a.deviceId, from: 5, to: 7 },
          { deviceId: b.deviceId, from: 1, to: 1 },
        ],
      },
    ]);
    expect(manifest.cursor).toBe('8');
    await pushEvents(hq, a, [a.write()]);
    expect(await cutterAt(4).round()).toBe(1);
    expect((await manifestOf(a, '8')).manifest.segments.map(({ from, to }) => [from, to])).toEqual([[9, 12]]);
    // What is behind the last one comes by pull.
    const pulled = await pullFrom(hq, b, '8');
    expect(pulled.json['events']).toMatchObject([{ header: { seq: 8 } }]);
  });

  it('cuts each place once though several processes do it at the same time', async () => {
    const counts = await Promise.all([2, 2, 2].map((fullAt) => cutterAt(fullAt).round()));
    expect(counts.reduce((sum, count) => sum + count)).toBe(5);
    const rows = await database.db.select().from(segments).where(eq(segments.branchId, 'branch-1'));
    expect(rows.map(({ from, to }) => [from, to]).sort()).toEqual(
      [
        [1, 2],
        [3, 4],
        [5, 6],
        [7, 8],
        [9, 10],
      ].sort(),
    );
    for (const { content, sha256 } of rows) expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
  });

  it('passes over positions that a restore has skipped, and does not look again before there is enough', async () => {
    await database.db.update(branches).set({ nextPosition: 1_000_012 }).where(eq(branches.id, 'branch-1'));
    const cutter = cutterAt(20);
    expect(await cutter.round()).toBe(0);
    await pushEvents(hq, a, a.writeMany(8));
    expect(await cutter.round()).toBe(0);
    await pushEvents(hq, a, a.writeMany(1));
    expect(await cutter.round()).toBe(1);
    const { manifest } = await manifestOf(b);
    expect(manifest.segments).toMatchObject([{ from: 1, to: 1_000_020, events: 20 }]);
  });

  it('gives exactly what was accepted, to a device of the branch that opens it with its own key', async () => {
    await cutterAt(10).round();
    const reply = await manifestOf(b);
    expect(verifyEd25519(hq.publicKey, nodeHasher.sha256(manifestText(reply.manifest)), reply.signature)).toBe(true);
    const [info] = reply.manifest.segments;
    const response = await read(b, must(info).hash);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([response.status, bytes.length]).toEqual([200, must(info).bytes]);
    expect(bytes.includes('header')).toBe(false);
    const who = { branchId: 'branch-1', deviceId: b.deviceId };
    const key = must(await segmentKeyIn(reply, { ...who, deviceSeed: b.seed }));
    const records = must(await openSegment(bytes, must(info), { key, branchId: 'branch-1' }));
    expect(records.map(({ position }) => position)).toEqual(upTo(10));
    expect(records.map(({ raw }) => raw)).toEqual(JSON.parse(JSON.stringify([...a.own, ...b.own.slice(0, 3)])));
    // Not by another PC, not as another's, not with a byte changed.
    expect(await segmentKeyIn(reply, { ...who, deviceSeed: a.seed })).toBeUndefined();
    expect(await openSegment(bytes, must(info), { key, branchId: 'branch-2' })).toBeUndefined();
    const other = Buffer.from(bytes);
    other[20] = (other[20] ?? 0) ^ 1;
    expect(await openSegment(other, must(info), { key, branchId: 'branch-1' })).toBeUndefined();
    const hash = createHash('sha256').update(other).digest('hex');
    expect(await openSegment(other, { ...must(info), hash }, { key, branchId: 'branch-1' })).toBeUndefined();
  });

  it('gives any range of it, and refuses what is none', async () => {
    await cutterAt(10).round();
    const { hash, bytes } = must((await manifestOf(b)).manifest.segments[0]);
    const whole = Buffer.from(await (await read(b, hash)).arrayBuffer());
    const part = await read(b, hash, { range: 'bytes=100-199' });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-199/${String(bytes)}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200));
    const rest = await read(b, hash, { range: `bytes=${String(bytes - 3)}-` });
    expect(Buffer.from(await rest.arrayBuffer())).toEqual(whole.subarray(-3));
    for (const [range, status] of [
      [`bytes=${String(bytes)}-`, 400],
      ['bytes=9-3', 400],
      ['bytes=-5', 400],
      ['lines=1-2', 400],
    ] as const)
      expect([range, (await read(b, hash, { range })).status]).toEqual([range, status]);
    expect((await read(b, 'f'.repeat(64))).status).toBe(404);
    expect((await read(b, '..%2f..')).status).toBe(400);
    expect((await ask(b, 'x')).status).toBe(400);
  });

  it('is nothing to another branch, nor to a device that was stopped', async () => {
    await cutterAt(10).round();
    const { hash } = must((await manifestOf(b)).manifest.segments[0]);
    const far = makePc('branch-2');
    await tryEnrol(hq, far, await codeOf(hq, 'new'), { ...branchInfo, id: 'branch-2', code: 'BJ01' });
    expect((await manifestOf(far)).manifest.segments).toEqual([]);
    expect((await read(far, hash)).status).toBe(404);
    await hq.admin('/admin/revoke', { deviceId: b.deviceId, revoked: true });
    expect((await read(b, hash)).status).toBe(403);
    expect((await ask(b)).status).toBe(403);
  });

  it('is fetched in ranges, from where the line was cut', async () => {
    const long = 'x'.repeat(20);
    const letters = (n: number): string =>
      createHash('sha256')
        .update(`${long}${String(n)}`)
        .digest('base64');
    await pushEvents(hq, a, [a.write({ text: upTo(25_000).map(letters).join('') }), a.write()]);
    await cutterAt(13).round();
    const info = must((await manifestOf(b)).manifest.segments[0]);
    expect(info.bytes).toBeGreaterThan(RANGE_BYTES);
    const asked: (string | undefined)[] = [];
    let cuts = 2;
    const line = {
      ...lineOf(b),
      net: async (request: Parameters<typeof nodeNet>[0]) => {
        asked.push(request.headers['range']);
        if (asked.length > 1 && cuts-- > 0) return { ok: false as const, fault: 'cut' as const };
        return nodeNet(request);
      },
    };
    const fetched = await fetchSegment(line, info);
    expect(fetched.ok && createHash('sha256').update(fetched.value).digest('hex')).toBe(info.hash);
    const second = `bytes=${String(RANGE_BYTES)}-${String(Math.min(info.bytes, 2 * RANGE_BYTES) - 1)}`;
    expect(asked.slice(0, 4)).toEqual([`bytes=0-${String(RANGE_BYTES - 1)}`, second, second, second]);
  });

  it('does not change what a PC without segments pulls', async () => {
    await cutterAt(4).round();
    await manualEngine(b.deps(hq)).syncNow();
    expect(b.inbox).toEqual(a.own);
  });
});
