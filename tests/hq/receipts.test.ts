/** 总行已收 only with proof: receipts over each event, two histories of one device, and devices that were stopped. */
import { describe, expect, it } from 'vitest';
import type { Fork } from '../../server/forks';
import { hashHeader } from '../../src/domain/evidence/hashing';
import { nodeHasher, signHash, verifyEd25519 } from '../../src/main/keys/ed25519';
import type { Net } from '../../src/main/sync/net';
import { nodeNet } from '../../src/main/sync/node-net';
import type { PullReply, PushReply } from '../../src/shared/sync-protocol/messages';
import { anchorText, receiptText, revocationText } from '../../src/shared/sync-protocol/receipts';
import { must } from '../support/case-builder';
import {
  makePc,
  manualEngine,
  pullFrom,
  pushEvents,
  rewritten,
  saidInstead,
  type Pc,
  type TestHq,
} from './support/branch-pc';
import { suiteOfTwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
suiteOfTwoPcs((world) => {
  ({ hq, a, b } = world);
});

/** A line on which the answer to a push, or a pull, is changed on its way. */
const changing =
  <T extends object>(route: string, change: (reply: T) => object): Net =>
  async (request) => {
    const reply = await nodeNet(request);
    if (!reply.ok || reply.status !== 200 || !request.url.endsWith(route)) return reply;
    const json = JSON.parse(Buffer.from(reply.body).toString('utf8')) as T;
    return saidInstead(reply, JSON.stringify(change(json)));
  };

describe('a receipt', () => {
  it('proves each event of the push, and is what the PC keeps', async () => {
    a.writeMany(5);
    await manualEngine(a.deps(hq)).syncNow();
    const { receipt, anchor } = must(a.proofs[0]);
    expect(receipt).toMatchObject({ branchId: 'branch-1', deviceId: a.deviceId, firstSeq: 1, count: 5, anchor });
    expect(a.waiting()).toEqual([]);
  });

  it('tells a time that is over from that of now', async () => {
    a.writeMany(2);
    let isLost = true;
    const losing: Net = async (request) => {
      const reply = await nodeNet(request);
      return isLost && request.url.endsWith('/push') ? { ok: false, fault: 'cut' } : reply;
    };
    const engine = manualEngine(a.deps(hq, { net: losing }));
    await engine.syncNow();
    isLost = false;
    hq.advance(3_600_000);
    await engine.syncNow();
    a.write();
    await engine.syncNow();
    const isLater = (ms: number): boolean => ms > Date.now() + 1_800_000;
    expect(a.proofs.map(({ isOfNow, anchor }) => [isOfNow, isLater(anchor.hqTimeMs)])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('is signed over the refused ones as well', async () => {
    const events = a.writeMany(3);
    const sent = events.map((event) => (event.header.seq === 2 ? { ...event, payload: 'forged' } : event));
    const bad = manualEngine(a.deps(hq, { loadEvents: async () => sent }));
    await bad.syncNow();
    expect(must(a.proofs[0]).receipt).toMatchObject({ firstSeq: 1, count: 3 });
    expect([...a.outbox.values()].map(({ seq, state, lastError }) => [seq, state, lastError])).toEqual([
      [2, 'quarantined', 'push.payloadHash'],
    ]);
  });

  const lies: readonly [string, (reply: PushReply) => object][] = [
    [
      'says of a refused event that it is kept',
      (r) => ({ ...r, results: r.results.map(({ seq, id }) => ({ seq, id, outcome: 'accepted' })) }),
    ],
    ['has the root of something else', (r) => ({ ...r, receipt: { ...r.receipt, root: 'A'.repeat(43) } })],
    ['is of another branch', (r) => ({ ...r, receipt: { ...r.receipt, branchId: 'branch-2' } })],
    ['counts other events', (r) => ({ ...r, receipt: { ...r.receipt, count: 1 } })],
    ['begins elsewhere', (r) => ({ ...r, receipt: { ...r.receipt, firstSeq: 2 } })],
    ['has no valid signature', (r) => ({ ...r, receipt: { ...r.receipt, signature: r.receipt.anchor.signature } })],
    [
      'has an anchor of another time',
      (r) => ({ ...r, receipt: { ...r.receipt, anchor: { ...r.receipt.anchor, hqTimeMs: 1 } } }),
    ],
    ['is the one of version 1', (r) => ({ ...r, receipt: r.receipt.anchor })],
  ];
  it.each(lies)('that %s proves nothing, and everything goes on waiting', async (_name, lie) => {
    const events = a.writeMany(2);
    const sent = [must(events[0]), { ...must(events[1]), payload: 'forged' }];
    const engine = manualEngine(a.deps(hq, { loadEvents: async () => sent, net: changing<PushReply>('/push', lie) }));
    await engine.syncNow();
    expect(a.proofs).toEqual([]);
    expect(a.waiting().map(({ seq }) => seq)).toEqual([1, 2]);
    expect(['sync.receiptForged', 'sync.badAnswer']).toContain(engine.status().reasonCode);
  });

  it('of an earlier push does not serve for a later one', async () => {
    a.write();
    let first: PushReply | undefined;
    const keeping = changing<PushReply>('/push', (reply) => (first ??= reply));
    const engine = manualEngine(a.deps(hq, { net: keeping }));
    await engine.syncNow();
    expect(a.waiting()).toEqual([]);
    a.write();
    await engine.syncNow();
    expect(a.waiting().map(({ seq }) => seq)).toEqual([2]);
  });

  it('holds for whoever has the key of headquarters, without headquarters', async () => {
    a.writeMany(2);
    await manualEngine(a.deps(hq)).syncNow();
    const { signature, ...receipt } = must(must(a.proofs[0]).receipt);
    expect(verifyEd25519(hq.publicKey, nodeHasher.sha256(receiptText(receipt)), signature)).toBe(true);
  });
});

describe('two histories of one device', () => {
  const forks = async (): Promise<readonly Fork[]> =>
    ((await hq.admin('/admin/forks?branchId=branch-1')).json as { forks: Fork[] }).forks;

  it('are refused, and both signed headers stay, beside the anchor of the first', async () => {
    await pushEvents(hq, a, a.writeMany(3));
    const second = must(a.own[1]);
    const other = rewritten(a, second, 'case.closed');
    for (let times = 0; times < 2; times++) {
      const { json } = await pushEvents(hq, a, [other]);
      expect(json['results']).toMatchObject([{ seq: 2, outcome: 'rejected', code: 'push.fork' }]);
    }
    const [fork, ...more] = await forks();
    expect(more).toEqual([]);
    const { kept, other: shown, anchor } = must(fork);
    expect(fork).toMatchObject({ deviceId: a.deviceId, deviceTag: 'A', seq: 2 });
    expect([kept.hash, shown.hash]).toEqual([second.hash, other.hash]);
    for (const { header, hash, deviceSig } of [kept, shown]) {
      expect(hashHeader(must(header ?? undefined), nodeHasher)).toBe(hash);
      expect(verifyEd25519(must(fork).devicePublicKey, hash, must(deviceSig ?? undefined))).toBe(true);
    }
    const { signature, ...said } = must(anchor);
    expect(said).toMatchObject({ deviceId: a.deviceId, seq: 3, headHash: must(a.own[2]).hash });
    expect(verifyEd25519(hq.publicKey, nodeHasher.sha256(anchorText(said)), signature)).toBe(true);
    // What the others of the branch get is the one history.
    expect((await pullFrom(hq, b)).json['events']).toEqual(a.own);
  });

  it('are not made of what the device did not sign', async () => {
    await pushEvents(hq, a, a.writeMany(2));
    const other = rewritten(a, must(a.own[1]), 'case.closed');
    await pushEvents(hq, a, [{ ...other, deviceSig: signHash(makePc().seed, other.hash) }]);
    await pushEvents(hq, a, [{ ...other, header: { ...other.header, type: 'note.added' }, hash: other.hash }]);
    await pushEvents(hq, a, [{ ...must(a.own[1]), hash: 'x' }]);
    expect(await forks()).toEqual([]);
  });
});

describe('a device that is stopped', () => {
  const revoke = (pc: Pc, revoked = true) => hq.admin('/admin/revoke', { deviceId: pc.deviceId, revoked });

  it('is told so; what it sent stays, and the others hear of it by headquarters’ word', async () => {
    a.writeMany(2);
    await manualEngine(a.deps(hq)).syncNow();
    await revoke(a);
    await revoke(a);
    a.write();
    const engine = manualEngine(a.deps(hq));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.deviceRevoked', waiting: 1 });
    await manualEngine(b.deps(hq)).syncNow();
    expect(b.inbox).toEqual(a.own.slice(0, 2));
    const [stopped, ...more] = b.stopped();
    expect(more).toEqual([]);
    const { signature, tag, ...said } = must(stopped);
    expect({ tag, ...said }).toMatchObject({ tag: 'A', deviceId: a.deviceId, seq: 2, headHash: must(a.own[1]).hash });
    expect(verifyEd25519(hq.publicKey, nodeHasher.sha256(revocationText(said)), signature)).toBe(true);
    await revoke(a, false);
    await engine.syncNow();
    await manualEngine(b.deps(hq)).syncNow();
    expect(b.stopped()).toEqual([]);
    expect(b.inbox).toEqual(a.own);
  });

  it('is not believed to be stopped by anybody else', async () => {
    await revoke(a);
    const lie = changing<PullReply>('/pull', (reply) => ({
      ...reply,
      revocations: reply.revocations.map((one) => ({ ...one, deviceId: b.deviceId })),
    }));
    const engine = manualEngine(b.deps(hq, { net: lie }));
    await engine.syncNow();
    expect(engine.status().reasonCode).toBe('sync.eventForged');
    expect(b.stopped()).toEqual([]);
  });

  it('has no event behind the end that headquarters signed', async () => {
    a.write();
    await manualEngine(a.deps(hq)).syncNow();
    await revoke(a);
    const late = a.write();
    const slipped = changing<PullReply>('/pull', (reply) => ({ ...reply, events: [...reply.events, late] }));
    const engine = manualEngine(b.deps(hq, { net: slipped }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ reasonCode: 'sync.setAside', setAside: [{ seq: 2, held: 0 }] });
    expect(b.inbox).toEqual(a.own.slice(0, 1));
  });
});
