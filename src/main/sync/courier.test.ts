import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { openCourier, readCourier, writeCourier, type CourierHeader } from '../../shared/sync-protocol/courier';
import { nodeHasher, publicOfSeed, signHash, verifyEd25519 } from '../keys/ed25519';
import { makePc, nowMs, rowOf } from './branch-pc.test-support';
import { takeAnswer, writeReport, type CourierDeps } from './courier';
import { accepted, emptyPage, events, hqPublicKey, hqTimeMs, makeHq, signedReply } from './headquarters.test-support';
import { devices, hqSeed, revocation, signed } from './signed-events.test-support';

const deviceSeed = Buffer.alloc(32, 6);
const deviceKey = publicOfSeed('ed25519', deviceSeed);
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const signedBy = (seed: Uint8Array) => (text: string) =>
  Buffer.from(signHash(seed, nodeHasher.sha256(text)), 'base64url');

function setting(written = 0, ackedSeq = 0, heard = { receiptMs: 0, stoppedMs: 0 }, have: readonly string[] = []) {
  const pc = makePc(makeHq(), { written, ackedSeq });
  const packs: unknown[] = [];
  const devicesTold: unknown[] = [];
  const transfer = {
    ...pc.deps,
    packs: {
      have: () => have,
      take: async (some: readonly unknown[]) => {
        packs.push(...some);
      },
    },
    devices: async (told: readonly unknown[]) => {
      devicesTold.push(told);
    },
  };
  const deps: CourierDeps = {
    ...{ transfer, deviceTag: 'A', deviceSeed, nowMs: () => nowMs, newId: () => 'file-1' },
    heard: async () => heard,
  };
  return { pc, deps, packs, devicesTold };
}

/** As headquarters opens a report. */
async function opened(bytes: Uint8Array) {
  const read = readCourier(bytes, sha256);
  if (!read.ok) throw new Error(read.fault);
  const { header, text, signature } = read.file;
  const isSigned = verifyEd25519(deviceKey, nodeHasher.sha256(text), Buffer.from(signature).toString('base64url'));
  const parts = await openCourier(read.file, hqSeed);
  const plain = parts?.map(
    (part) => JSON.parse(gunzipSync(part).toString('utf8')) as { route: string; body: Record<string, unknown> },
  );
  return { header, isSigned, parts: plain ?? [] };
}
const seqsIn = ({ body }: { readonly body: Record<string, unknown> }) =>
  (body['events'] as OpenEvent[] | undefined)?.map(({ header }) => header.seq);

describe('a report for headquarters', () => {
  it('holds what the next sync would ask for and send, signed by this PC and sealed to headquarters', async () => {
    const { deps } = setting(450, 0, undefined, ['pack-1']);
    const report = await writeReport(deps, null);
    expect(report).toMatchObject({ id: 'file-1', deviceTag: 'A', count: 450, left: 0 });
    const { header, isSigned, parts } = await opened(report.bytes);
    expect(isSigned).toBe(true);
    expect(header).toEqual({
      ...{ kind: 'report', id: 'file-1', madeAtMs: nowMs, branchId: 'branch-1', deviceId: 'pc-1' },
      ...{ hqPublicKey, protocol: 2 },
    });
    expect(parts.map(({ route }) => route)).toEqual(['/pull', '/packs', '/push', '/push', '/push']);
    expect(parts[0]?.body).toEqual({ protocol: 2, deviceTimeMs: nowMs, cursor: null, limit: 500 });
    expect(parts[1]?.body).toEqual({ protocol: 2, deviceTimeMs: nowMs, have: ['pack-1'] });
    expect(parts.slice(2).map((part) => [seqsIn(part)?.[0], seqsIn(part)?.at(-1)])).toEqual([
      [1, 200],
      [201, 400],
      [401, 450],
    ]);
    expect(parts[2]?.body).toMatchObject({ protocol: 2, deviceTimeMs: nowMs });
  });

  it('has no batch with a hole, and names no more packs than may be', async () => {
    const { deps, pc } = setting(
      5,
      0,
      undefined,
      Array.from({ length: 501 }, (_, i) => `pack-${String(i)}`),
    );
    pc.rows.delete(3);
    const { parts } = await opened((await writeReport(deps, null)).bytes);
    expect(parts.slice(2).map(seqsIn)).toEqual([
      [1, 2],
      [4, 5],
    ]);
    const have = parts[1]?.body['have'] as string[];
    expect([have.length, have[0]]).toEqual([500, 'pack-1']);
  });

  it('holds everything again from where headquarters misses it, and asks from before what was set aside', async () => {
    const { deps, pc } = setting(250, 250);
    pc.setAside = { since: '7', items: [{ deviceId: 'pc-2', tag: 'B', seq: 1, eventId: 'e', atMs: 1, held: 0 }] };
    const report = await writeReport(deps, 10);
    expect(report).toMatchObject({ count: 241, left: 0 });
    const { parts } = await opened(report.bytes);
    expect(parts[0]?.body['cursor']).toBe('7');
    expect(parts.slice(2).map((part) => [seqsIn(part)?.[0], seqsIn(part)?.at(-1)])).toEqual([
      [10, 209],
      [210, 250],
    ]);
  });

  it('is not written as if nothing waited where what waits is not there', async () => {
    const { deps } = setting(2);
    const transfer = { ...deps.transfer, loadEvents: async () => [] };
    await expect(writeReport({ ...deps, transfer }, null)).rejects.toThrow('not there');
  });
});

const header = {
  ...{ kind: 'answer', id: 'answer-1', madeAtMs: hqTimeMs, branchId: 'branch-1', deviceId: 'pc-1' },
  ...{ hqPublicKey, protocol: 2, answers: 'file-1' },
} as const;
const answerFile = (
  parts: readonly unknown[],
  {
    by = hqSeed,
    to = deviceKey,
    ...change
  }: { readonly by?: Uint8Array; readonly to?: string; readonly [field: string]: unknown } = {},
) =>
  writeCourier({
    header: { ...header, ...change } as CourierHeader,
    parts: parts.map((part) => gzipSync(JSON.stringify(part))),
    recipient: Buffer.from(to, 'base64url'),
    sign: signedBy(by),
    sha256,
  });
const pushed = (from: number, to: number, said: Parameters<typeof signedReply>[1] = {}) => ({
  ...{ route: '/push', reply: signedReply(events(from, to), said), problem: null },
});
const gap = (expectedSeq?: number, code = 'push.gap') => ({
  ...{ route: '/push', reply: null },
  problem: {
    type: 'about:blank',
    title: 'x',
    status: 409,
    code,
    retry: 'later',
    ...(expectedSeq !== undefined && { expectedSeq }),
  },
});
const pulled = (change: object = {}, after: string | null = null) => ({
  route: '/pull',
  after,
  reply: { ...emptyPage, devices, events: [signed(1), signed(2)], cursor: '2', ...change },
});
const packed = (packs: readonly unknown[]) => ({
  route: '/packs',
  reply: { packs, more: false, serverTimeMs: hqTimeMs },
});

describe('an answer of headquarters', () => {
  it('brings what the line would: receipts, records of others, packs, and who was stopped', async () => {
    const { deps, pc, packs, devicesTold } = setting(3);
    const results = accepted(events(1, 3)).map((one) =>
      one.seq === 2 ? { ...one, outcome: 'rejected' as const, code: 'push.hash' as const } : one,
    );
    const file = await answerFile([
      pushed(1, 3, { results }),
      pulled({ revocations: [revocation()] }),
      packed(['pack-2']),
      packed([]),
    ]);
    expect(await takeAnswer(deps, file)).toEqual({
      ok: true,
      taken: {
        ...{ id: 'answer-1', madeAtMs: hqTimeMs, received: 3, refused: 1, fromOthers: 2, packs: 1 },
        ...{ outdated: false, missingFrom: null },
      },
    });
    expect(pc.acked.map(([seq, , refused, atMs]) => [seq, refused, atMs])).toEqual([
      [3, [{ seq: 2, code: 'push.hash' }], hqTimeMs],
    ]);
    expect([...pc.rows.values()].map(({ seq, state }) => [seq, state])).toEqual([[2, 'quarantined']]);
    expect(pc.inbox.map(([some, cursor]) => [some.map(({ header: { id } }) => id), cursor])).toEqual([
      [['e-1', 'e-2'], '2'],
    ]);
    expect(packs).toEqual(['pack-2']);
    expect(devicesTold).toEqual([devices]);
    expect(pc.stopped).toEqual([[{ ...revocation(), tag: 'B' }]]);
  });

  it.each<readonly [string, string, () => Promise<Uint8Array>]>([
    ['a report', 'isReport', async () => (await writeReport(setting().deps, null)).bytes],
    ['of another headquarters', 'otherHq', () => answerFile([], { hqPublicKey: deviceKey })],
    ['signed by somebody else', 'forged', () => answerFile([], { by: deviceSeed })],
    ['for another branch', 'otherBranch', () => answerFile([], { branchId: 'branch-2' })],
    ['for another PC', 'otherPc', () => answerFile([], { deviceId: 'pc-2' })],
    ['of a newer headquarters', 'newer', () => answerFile([], { protocol: 3 })],
    ['sealed to another PC', 'damaged', () => answerFile([packed([])], { to: hqPublicKey })],
    ['with a part of another shape', 'damaged', () => answerFile([packed([]), { route: '/other' }])],
    ['no courier file', 'foreign', async () => Buffer.from('hello, this is a text file')],
    [
      'with a receipt that headquarters did not sign',
      'forged',
      () => answerFile([pulled(), pushed(1, 3, { by: deviceSeed })]),
    ],
    [
      'with somebody stopped by nobody',
      'forged',
      () => answerFile([pulled({ revocations: [revocation({ signature: 'A'.repeat(86) })] })]),
    ],
    ['with a page that can not be divided', 'forged', () => answerFile([pulled({ events: [{ header: {} }] })])],
  ])('that is %s is refused (%s), and nothing of it is kept', async (_, fault, file) => {
    const { deps, pc, packs } = setting(3);
    expect(await takeAnswer(deps, await file())).toEqual({ ok: false, fault });
    expect([pc.acked, pc.inbox, pc.changes, packs]).toEqual([[], [], [], []]);
  });

  it('that is older than what was heard since brings no receipts and stops nobody, but records and packs', async () => {
    const later = { receiptMs: hqTimeMs + 1, stoppedMs: hqTimeMs + 1 };
    const { deps, pc, devicesTold } = setting(3, 0, later);
    const file = await answerFile([pushed(1, 2), gap(1), pulled({ revocations: [revocation()] })]);
    expect(await takeAnswer(deps, file)).toMatchObject({
      taken: { outdated: true, received: 2, fromOthers: 2, missingFrom: null },
    });
    expect([pc.acked, pc.changes, pc.stopped, devicesTold]).toEqual([[], [], [], []]);
    const same = setting(3, 0, { receiptMs: hqTimeMs, stoppedMs: hqTimeMs });
    expect(await takeAnswer(same.deps, file)).toMatchObject({ taken: { outdated: false } });
    expect([same.pc.acked.length, same.pc.stopped.length, same.devicesTold.length]).toEqual([1, 1, 1]);
  });

  it('says from where on headquarters misses something, and has it wait again where it was signed for', async () => {
    const { deps, pc } = setting(9, 5);
    expect(await takeAnswer(deps, await answerFile([gap(3)]))).toMatchObject({
      taken: { missingFrom: 3, received: 0 },
    });
    expect(pc.setBacks).toEqual([[3, 5, hqTimeMs]]);
    const other = setting(9, 5);
    expect(await takeAnswer(other.deps, await answerFile([gap(6)]))).toMatchObject({ taken: { missingFrom: 6 } });
    expect(other.pc.setBacks).toEqual([]);
    const busy = await answerFile([gap(3, 'server.failed'), gap()]);
    expect(await takeAnswer(other.deps, busy)).toMatchObject({ taken: { missingFrom: null } });
    expect(other.pc.setBacks).toEqual([]);
  });

  it('moves only what it answers, and not the place where the line has come further since', async () => {
    const { deps, pc } = setting(6);
    for (const seq of [5, 6]) pc.rows.set(seq, rowOf(seq));
    await deps.transfer.inbox([], '9', []);
    await takeAnswer(deps, await answerFile([pushed(2, 4), pulled({ more: true }, '1')]));
    expect([...pc.rows.keys()]).toEqual([1, 5, 6]);
    expect(pc.inbox.at(-1)?.[1]).toBe('9');
    expect(pc.stopped).toEqual([]);
  });

  it('that was asked for from before what was set aside brings that again', async () => {
    const aside = { since: '7', items: [{ deviceId: 'pc-2', tag: 'B', seq: 1, eventId: 'e', atMs: 1, held: 0 }] };
    const { deps, pc } = setting();
    pc.setAside = aside;
    expect(await takeAnswer(deps, await answerFile([pulled({}, '7')]))).toMatchObject({ taken: { fromOthers: 2 } });
    expect(pc.fetchedAgain).toEqual(['7']);
    const other = setting();
    other.pc.setAside = aside;
    expect(await takeAnswer(other.deps, await answerFile([pulled({}, '8')]))).toMatchObject({
      taken: { fromOthers: 0 },
    });
    expect(other.pc.fetchedAgain).toEqual([]);
    expect(other.pc.setAside.items[0]?.held).toBe(2);
  });
});
