/** The sync engine against a real headquarters over good and bad lines: nothing lost, nothing twice, order kept. */
import { describe, expect, it } from 'vitest';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import type { Net } from '../../src/main/sync/net';
import { nodeNet } from '../../src/main/sync/node-net';
import { must } from '../support/case-builder';
import { enrolPc, makePc, manualEngine, saidInstead, type Pc, type TestHq } from './support/branch-pc';
import type { LineFault } from './support/fault-proxy';
import { suiteOfTwoPcs, upTo } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
const { keptSeqs, proxied } = suiteOfTwoPcs((world) => {
  ({ hq, a, b } = world);
});

/** Small and repeatable: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('over a good line', () => {
  it('sends more than a batch holds, and two PCs come to the same events', async () => {
    a.writeMany(450);
    b.writeMany(3);
    const [first, second] = [manualEngine(a.deps(hq)), manualEngine(b.deps(hq))];
    await first.syncNow();
    await second.syncNow();
    await first.syncNow();
    expect(a.outbox.size + b.outbox.size).toBe(0);
    expect(b.inbox).toEqual(a.own);
    expect(a.inbox).toEqual(b.own);
    expect(a.proofs.map(({ anchor }) => anchor.seq)).toEqual([200, 400, 450]);
    expect(first.status()).toMatchObject({ state: 'idle', waiting: 0, reasonCode: null, receivedFromOthers: 3 });
    expect(first.seen.some(({ state }) => state === 'syncing')).toBe(true);
  });

  it('puts refused events aside with their reason, and the rest goes on', async () => {
    a.writeMany(5);
    const spoilt: OpenEvent = { ...must(a.own[2]), payload: { forged: true } };
    const deps = a.deps(hq);
    const engine = manualEngine({
      ...deps,
      loadEvents: async (rows) => (await deps.loadEvents(rows)).map((e) => (e.header.seq === 3 ? spoilt : e)),
    });
    await engine.syncNow();
    a.writeMany(2);
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual([1, 2, 4, 5, 6, 7]);
    expect([...a.outbox.values()].map(({ seq, state, lastError }) => [seq, state, lastError])).toEqual([
      [3, 'quarantined', 'push.payloadHash'],
    ]);
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.eventsRejected', quarantined: 1 });
  });

  it('sends again what headquarters lacks', async () => {
    a.writeMany(6);
    // As if headquarters had lost what it once received.
    for (const seq of [1, 2, 3]) a.outbox.delete(seq);
    const engine = manualEngine(a.deps(hq));
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual(upTo(6));
    expect(engine.status().state).toBe('idle');
  });

  it('corrects a clock that is far off, and tells', async () => {
    a.writeMany(1);
    const engine = manualEngine(a.deps(hq, { nowMs: () => Date.now() - 3_600_000 }));
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual([1]);
    expect(Math.round(must(engine.status().clockOffsetMs) / 60_000)).toBe(60);
    const { json } = await hq.admin('/admin/branches');
    const device = (json as { branches: { devices: { clockOffsetMs: number }[] }[] }).branches[0]!.devices[0]!;
    expect(Math.round(device.clockOffsetMs / 60_000)).toBe(60);
  });

  it('takes back nothing that another key signed for', async () => {
    a.writeMany(2);
    const engine = manualEngine(a.deps({ url: hq.url, publicKey: makePc().publicKey }));
    await engine.syncNow();
    expect(a.proofs).toEqual([]);
    expect(a.waiting().map(({ lastError }) => lastError)).toEqual(['sync.receiptForged', 'sync.receiptForged']);
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.receiptForged', waiting: 2 });
  });

  it('believes no event that its device did not sign', async () => {
    a.writeMany(2);
    await manualEngine(a.deps(hq)).syncNow();
    const forging: Net = async (request) => {
      const reply = await nodeNet(request);
      if (!reply.ok || !request.url.endsWith('/pull')) return reply;
      const text = Buffer.from(reply.body).toString('utf8').replace('"n":1', '"n":7');
      return saidInstead(reply, text);
    };
    const engine = manualEngine(b.deps(hq, { net: forging }));
    await engine.syncNow();
    expect(b.inbox).toEqual(a.own.slice(0, 1));
    expect(engine.status()).toMatchObject({
      ...{ state: 'attention', reasonCode: 'sync.setAside' },
      setAside: [{ deviceTag: 'A', seq: 2, eventId: a.own[1]?.header.id, held: 0 }],
    });
  });

  it('sets a record that was spoilt at headquarters aside with what hangs on it, takes in all others, and fetches it again', async () => {
    a.writeMany(3);
    await manualEngine(a.deps(hq)).syncNow();
    const c = makePc();
    await enrolPc(hq, c, 'join');
    c.writeMany(2);
    await manualEngine(c.deps(hq)).syncNow();
    let spoilt = true;
    const spoiling: Net = async (request) => {
      const reply = await nodeNet(request);
      if (!spoilt || !reply.ok || !request.url.endsWith('/pull')) return reply;
      return saidInstead(reply, Buffer.from(reply.body).toString('utf8').replace('"n":1', '"n":7'));
    };
    const engine = manualEngine(b.deps(hq, { net: spoiling }));
    await engine.syncNow();
    expect(b.inbox).toEqual([a.own[0], ...c.own]);
    const asked = { deviceTag: 'A', seq: 2, held: 1 };
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.setAside', setAside: [asked] });
    // By itself it asks for what is new; who comes behind what is set aside waits there.
    a.write();
    c.write();
    await manualEngine(a.deps(hq)).syncNow();
    await manualEngine(c.deps(hq)).syncNow();
    await engine.syncNow();
    expect(b.inbox).toEqual([a.own[0], ...c.own]);
    expect(engine.status().setAside).toMatchObject([{ ...asked, held: 2 }]);
    // Headquarters was mended, and a person asks.
    spoilt = false;
    await engine.syncAgain();
    expect(engine.status()).toMatchObject({ state: 'idle', reasonCode: null, setAside: [] });
    const inOrder = (pc: Pc) => b.inbox.filter(({ header }) => header.deviceId === pc.deviceId);
    expect(inOrder(a)).toEqual(a.own);
    expect(inOrder(c)).toEqual(c.own);
  });

  it('sets a record in a shape that it does not know aside, and only that one', async () => {
    a.writeMany(2);
    await manualEngine(a.deps(hq)).syncNow();
    const c = makePc();
    await enrolPc(hq, c, 'join');
    c.writeMany(2);
    await manualEngine(c.deps(hq)).syncNow();
    let isNewer = true;
    const newer: Net = async (request) => {
      const reply = await nodeNet(request);
      if (!isNewer || !reply.ok || !request.url.endsWith('/pull')) return reply;
      const page = JSON.parse(Buffer.from(reply.body).toString('utf8')) as {
        events: { header: { deviceId: string; seq: number } }[];
      };
      const events = page.events.map((event) =>
        event.header.deviceId === a.deviceId && event.header.seq === 1 ? { ...event, keptUntilMs: 5 } : event,
      );
      return saidInstead(reply, JSON.stringify({ ...page, events }));
    };
    const engine = manualEngine(b.deps(hq, { net: newer }));
    await engine.syncNow();
    expect(b.inbox).toEqual(c.own);
    expect(engine.status()).toMatchObject({
      ...{ state: 'attention', reasonCode: 'sync.setAside' },
      setAside: [{ deviceTag: 'A', seq: 1, eventId: a.own[0]?.header.id, held: 1 }],
    });
    isNewer = false;
    await engine.syncAgain();
    expect(engine.status()).toMatchObject({ state: 'idle', setAside: [] });
    expect(b.inbox).toEqual([...c.own, ...a.own]);
  });

  it('keeps nothing of a page with a record of which nobody can tell whose it is', async () => {
    a.writeMany(2);
    await manualEngine(a.deps(hq)).syncNow();
    const nameless: Net = async (request) => {
      const reply = await nodeNet(request);
      if (!reply.ok || !request.url.endsWith('/pull')) return reply;
      const page = JSON.parse(Buffer.from(reply.body).toString('utf8')) as { events: { header: object }[] };
      const events = page.events.map(({ header, ...rest }) => ({
        ...rest,
        header: { ...header, deviceId: 'nobody' },
        x: 1,
      }));
      return saidInstead(reply, JSON.stringify({ ...page, events }));
    };
    const engine = manualEngine(b.deps(hq, { net: nameless }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ reasonCode: 'sync.badAnswer', setAside: [] });
    expect(b.inbox).toEqual([]);
  });

  it('fetches what is set aside again after the next sign-in', async () => {
    a.writeMany(2);
    await manualEngine(a.deps(hq)).syncNow();
    const spoiling: Net = async (request) => {
      const reply = await nodeNet(request);
      if (!reply.ok || !request.url.endsWith('/pull')) return reply;
      return saidInstead(reply, Buffer.from(reply.body).toString('utf8').replace('"n":1', '"n":7'));
    };
    await manualEngine(b.deps(hq, { net: spoiling })).syncNow();
    expect(b.inbox).toEqual([a.own[0]]);
    const next = manualEngine(b.deps(hq));
    await next.syncNow();
    expect(b.inbox).toEqual(a.own);
    expect(next.status()).toMatchObject({ state: 'idle', setAside: [] });
  });

  it('stops for a revoked PC, which only a person can mend', async () => {
    await hq.admin('/admin/revoke', { deviceId: a.deviceId, revoked: true });
    a.writeMany(1);
    const waits: number[] = [];
    const engine = manualEngine(a.deps(hq, { schedule: (_run, ms) => (waits.push(ms), () => undefined) }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.deviceRevoked', waiting: 1 });
    expect(waits).toEqual([5 * 60_000]);
  });
});

describe('over a bad line', () => {
  const reasons: readonly [LineFault, string][] = [
    ['cutBefore', 'sync.unreachable'],
    ['cutAfter', 'sync.unreachable'],
    ['truncated', 'sync.unreachable'],
    ['garbage', 'sync.badAnswer'],
    ['portal', 'sync.portal'],
    ['status500', 'sync.hqFailed'],
    ['status503', 'sync.hqFailed'],
  ];
  it('says why, for each fault, keeps the event, and recovers', async () => {
    let fault: LineFault = 'none';
    const proxy = await proxied(() => fault);
    const engine = manualEngine(a.deps({ ...hq, url: proxy.url }));
    for (const [kind, reason] of reasons) {
      a.write();
      fault = kind;
      await engine.syncNow();
      expect([kind, engine.status().state, engine.status().reasonCode]).toEqual([kind, 'offline', reason]);
      expect(engine.status().waiting).toBe(1);
      fault = 'none';
      await engine.syncNow();
      expect(engine.status()).toMatchObject({ state: 'idle', waiting: 0 });
    }
    expect(await keptSeqs(a)).toEqual(upTo(reasons.length));
    await proxy.close();
    a.write();
    await engine.syncNow();
    expect(engine.status().reasonCode).toBe('sync.unreachable');
  });

  it.each([1, 2, 3])('loses nothing and doubles nothing, whatever happens (seed %i)', async (seed) => {
    const random = seeded(seed);
    const faults: readonly LineFault[] = [
      'cutBefore',
      'cutAfter',
      'truncated',
      'duplicate',
      'late',
      'garbage',
      'portal',
      'status500',
    ];
    const proxy = await proxied(() =>
      random() < 0.6 ? (faults[Math.floor(random() * faults.length)] ?? 'none') : 'none',
    );
    const line = { ...hq, url: proxy.url };
    const [first, second] = [manualEngine(a.deps(line)), manualEngine(b.deps(line))];
    for (let round = 0; round < 25; round++) {
      a.writeMany(1 + Math.floor(random() * 30));
      b.writeMany(Math.floor(random() * 5));
      await Promise.all([first.syncNow(), second.syncNow()]);
    }
    for (let round = 0; round < 200; round++) {
      if (a.outbox.size + b.outbox.size === 0 && a.inbox.length === b.own.length && b.inbox.length === a.own.length)
        break;
      await Promise.all([first.syncNow(), second.syncNow()]);
    }
    expect(await keptSeqs(a)).toEqual(upTo(a.own.length));
    expect(await keptSeqs(b)).toEqual(upTo(b.own.length));
    expect(b.inbox).toEqual(a.own);
    expect(a.inbox).toEqual(b.own);
    expect(a.proofs.at(-1)?.anchor.seq).toBe(a.own.length);
  });
});

describe('when to sync', () => {
  const down: Net = async () => ({ ok: false, fault: 'unreachable' });

  it('backs off up to five minutes while headquarters is away, then returns to its interval', async () => {
    const waits: number[] = [];
    let net = down;
    const engine = manualEngine(
      a.deps(hq, {
        net: (request) => net(request),
        random: () => 0.999_999,
        schedule: (_run, ms) => (waits.push(ms), () => undefined),
      }),
    );
    for (let n = 0; n < 11; n++) await engine.syncNow();
    expect(waits.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(waits.at(-1)).toBe(300_000);
    expect(engine.status().nextAttemptAtMs).not.toBeNull();
    net = nodeNet;
    engine.setIntervalMinutes(7);
    await engine.syncNow();
    expect(waits.at(-1)).toBe(7 * 60_000);
    expect(engine.status()).toMatchObject({ state: 'idle', intervalMinutes: 7 });
  });

  it('runs once at a time and once more for what came meanwhile', async () => {
    let active = 0;
    let most = 0;
    const engine = manualEngine(
      a.deps(hq, {
        net: async (request) => {
          most = Math.max(most, ++active);
          const reply = await nodeNet(request);
          active -= 1;
          return reply;
        },
      }),
    );
    a.write();
    const first = engine.syncNow();
    a.write();
    await Promise.all([first, engine.syncNow(), engine.syncNow()]);
    expect(most).toBe(1);
    expect(await keptSeqs(a)).toEqual([1, 2]);
  });

  it('keeps still while paused and after stop, and goes on when told', async () => {
    const engine = manualEngine(a.deps(hq, { paused: true }));
    a.write();
    engine.start();
    await engine.syncNow();
    expect(engine.status().state).toBe('paused');
    expect(await keptSeqs(a)).toEqual([]);
    await engine.setPaused(false);
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual([1]);
    await engine.setPaused(true);
    a.write();
    await engine.syncNow();
    await engine.stop();
    await engine.setPaused(false);
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual([1]);
  });

  it('survives a store that is away', async () => {
    const faults: unknown[] = [];
    const deps = a.deps(hq, { onFault: (cause) => faults.push(cause) });
    let away = true;
    const fail = (): Promise<never> => Promise.reject(new Error('store is away'));
    const engine = manualEngine({
      ...deps,
      outbox: {
        ...deps.outbox,
        next: (limit) => (away ? fail() : deps.outbox.next(limit)),
        stats: () => (away ? fail() : deps.outbox.stats()),
      },
    });
    a.write();
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.localFault' });
    expect(faults.length).toBe(2);
    away = false;
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual([1]);
  });
});
