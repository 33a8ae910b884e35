/** 代送 against a real headquarters: what a lost PC wrote and never sent, brought by the PC that was restored in its place. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import type { SyncEngineDeps } from '../../src/main/sync/engine';
import type { Net } from '../../src/main/sync/net';
import { nodeNet } from '../../src/main/sync/node-net';
import { must } from '../support/case-builder';
import { enrolPc, makePc, manualEngine, pushEvents, type Pc, type TestHq } from './support/branch-pc';
import { suiteOfTwoPcs, upTo, type TwoPcs } from './support/two-pcs';

let hq: TestHq;
/** The PC that was lost, and the one restored from its backup. */
let a: Pc;
let b: Pc;
let database: TwoPcs['database'];
const { keptSeqs } = suiteOfTwoPcs((world) => {
  ({ hq, a, b, database } = world);
});
let acked: number;
beforeEach(() => {
  acked = 0;
});

/** `own`: the records of the lost PC as they were in the backup. */
const restored = (changes: Partial<SyncEngineDeps> = {}, own: readonly OpenEvent[] = a.own) =>
  manualEngine(
    b.deps(hq, {
      relay: {
        formerPcs: async () => [
          { deviceId: a.deviceId, tag: 'A', lastSeq: own.at(-1)?.header.seq ?? 0, ackedSeq: acked },
        ],
        eventsFrom: async (_id, seq, limit) =>
          own.filter(({ header }) => header.seq >= seq && header.seq < seq + limit),
        acked: async (_id, seq) => {
          acked = seq;
        },
      },
      ...changes,
    }),
  );
/** Of `a`, as headquarters keeps it. */
const deviceRow = async () => {
  const rows = await database.query(
    'select last_seen_at as seen, clock_offset_ms as "offset" from devices where id = $1',
    [a.deviceId],
  );
  return must(rows[0] as { seen: unknown; offset: unknown } | undefined);
};
const sentBy = async (pc: Pc, count: number): Promise<void> => {
  expect((await pushEvents(hq, pc, pc.own.slice(0, count))).status).toBe(200);
};

describe('what a former PC had not sent', () => {
  it('reaches headquarters, as that PC signed it, and every other PC', async () => {
    a.writeMany(450);
    await sentBy(a, 120);
    const before = await deviceRow();
    b.writeMany(1);
    const engine = restored();
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual(upTo(450));
    expect(acked).toBe(450);
    expect(engine.status()).toMatchObject({ state: 'idle', waiting: 0, unsent: [] });
    // It was not there itself.
    expect(await deviceRow()).toEqual(before);
    const c = makePc();
    await enrolPc(hq, c, 'join');
    await manualEngine(c.deps(hq)).syncNow();
    expect(c.inbox.filter(({ header }) => header.deviceId === a.deviceId)).toEqual(a.own);
  });

  it('is nothing where headquarters has more than the backup, and is asked for once', async () => {
    a.writeMany(5);
    await sentBy(a, 5);
    const asked: string[] = [];
    const net: Net = (request) => {
      asked.push(new URL(request.url).pathname);
      return nodeNet(request);
    };
    const backup = a.own.slice(0, 3);
    await restored({ net }, backup).syncNow();
    await restored({ net }, backup).syncNow();
    expect(asked.filter((route) => route.endsWith('/relay'))).toHaveLength(1);
    expect([acked, await keptSeqs(a)]).toEqual([5, upTo(5)]);
  });

  it('goes on where it was cut off', async () => {
    a.writeMany(450);
    let left = 2;
    const net: Net = (request) => {
      if (!request.url.endsWith('/relay') || left-- > 0) return nodeNet(request);
      return Promise.resolve({ ok: false, fault: 'cut' });
    };
    const engine = restored({ net });
    await engine.syncNow();
    expect(acked).toBe(200);
    expect(engine.status()).toMatchObject({
      state: 'offline',
      unsent: [{ deviceTag: 'A', waiting: 250, reasonCode: null }],
    });
    await restored().syncNow();
    expect([acked, await keptSeqs(a)]).toEqual([450, upTo(450)]);
  });

  it('is received only by a receipt that headquarters signed over it', async () => {
    a.writeMany(2);
    const engine = restored({ hq: { url: hq.url, publicKey: makePc().publicKey } });
    await engine.syncNow();
    expect(acked).toBe(0);
    expect(engine.status()).toMatchObject({ reasonCode: 'sync.receiptForged' });
  });

  it('stays where that PC was stopped, is said so, and holds up nothing else', async () => {
    a.writeMany(3);
    await hq.admin('/admin/revoke', { deviceId: a.deviceId, revoked: true });
    b.writeMany(2);
    const engine = restored();
    await engine.syncNow();
    expect([acked, await keptSeqs(a), await keptSeqs(b)]).toEqual([0, [], upTo(2)]);
    expect(engine.status()).toMatchObject({
      ...{ state: 'attention', reasonCode: 'sync.unsent', waiting: 0 },
      unsent: [{ deviceTag: 'A', waiting: 3, reasonCode: 'sync.relayStopped' }],
    });
    await hq.admin('/admin/revoke', { deviceId: a.deviceId, revoked: false });
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual(upTo(3));
    expect(engine.status().unsent).toEqual([]);
  });

  it('ends before a record that is destroyed', async () => {
    a.writeMany(4);
    await sentBy(a, 1);
    const engine = restored(
      {},
      a.own.filter(({ header }) => header.seq !== 3),
    );
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual([1, 2]);
    expect(engine.status().unsent).toEqual([{ deviceTag: 'A', waiting: 2, reasonCode: 'sync.relayHole' }]);
  });

  it('waits, and nothing else does, where headquarters is older than this', async () => {
    a.writeMany(1);
    b.writeMany(1);
    const net: Net = (request) =>
      nodeNet({ ...request, url: request.url.endsWith('/relay') ? `${request.url}-not` : request.url });
    const engine = restored({ net });
    await engine.syncNow();
    expect([acked, await keptSeqs(b)]).toEqual([0, [1]]);
    expect(engine.status()).toMatchObject({ reasonCode: 'sync.unsent', unsent: [{ waiting: 1, reasonCode: null }] });
  });
});

describe('what is not taken', () => {
  const relay = (pc: Pc, events: readonly unknown[]) =>
    pc.sendRaw(hq, '/v2/relay', Buffer.from(JSON.stringify({ protocol: 2, deviceTimeMs: Date.now(), events })));

  it('is a record of another branch, of nobody, or of headquarters itself', async () => {
    const elsewhere = makePc('branch-2');
    await enrolPc(hq, elsewhere, 'new', { id: 'branch-2', code: 'SH022', name: 'Elm branch' });
    elsewhere.writeMany(1);
    expect(await relay(b, elsewhere.own)).toMatchObject({ code: 'push.foreign' });
    const nobody = makePc();
    nobody.writeMany(1);
    expect(await relay(b, nobody.own)).toMatchObject({ code: 'push.foreign' });
    a.writeMany(1);
    const [{ header, ...rest }] = [must(a.own[0])];
    expect(await relay(b, [{ ...rest, header: { ...header, deviceId: `hq-${header.branchId}` } }])).toMatchObject({
      code: 'push.foreign',
    });
    expect([await keptSeqs(a), await keptSeqs(elsewhere)]).toEqual([[], []]);
  });

  it('is what the PC did not sign, even from a PC of its branch', async () => {
    a.writeMany(1);
    const genuine = must(a.own[0]);
    const { deviceSig } = must(b.write());
    const otherwise = { ...genuine, header: { ...genuine.header, prevHash: genuine.hash } };
    for (const forged of [{ ...genuine, deviceSig }, { ...genuine, hash: '-' }, { ...genuine, x: 1 }, otherwise])
      expect(await relay(b, [forged])).toMatchObject({ code: 'push.foreign' });
    // Nothing stands in the place of what that PC is still to send.
    await manualEngine(a.deps(hq)).syncNow();
    expect(await keptSeqs(a)).toEqual([1]);
  });

  it('comes from a PC that was stopped', async () => {
    a.writeMany(1);
    await hq.admin('/admin/revoke', { deviceId: b.deviceId, revoked: true });
    expect(await relay(b, a.own)).toMatchObject({ code: 'auth.revoked' });
    expect(await keptSeqs(a)).toEqual([]);
  });

  it('is a mixture of two PCs', async () => {
    a.writeMany(1);
    b.writeMany(1);
    expect(await relay(b, [must(a.own[0]), must(b.own[0])])).toMatchObject({ code: 'push.foreign' });
    expect([await keptSeqs(a), await keptSeqs(b)]).toEqual([[], []]);
  });
});
