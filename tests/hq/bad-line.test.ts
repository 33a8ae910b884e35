/** What stands between a branch and headquarters: silent servers, proxies with limits, wrong certificates, a lock. */
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Net, NetRequest } from '../../src/main/sync/net';
import { nodeNet } from '../../src/main/sync/node-net';
import { must } from '../support/case-builder';
import { enrolPc, makePc, manualEngine, saidInstead, type Pc, type TestHq } from './support/branch-pc';
import type { LineFault } from './support/fault-proxy';
import { suiteOfTwoPcs, upTo, type TwoPcs } from './support/two-pcs';
import { startUntrustedServer } from './support/tls-servers';

let hq: TestHq;
let a: Pc;
let b: Pc;
let database: TwoPcs['database'];
const { cleanUp, keptSeqs, proxied } = suiteOfTwoPcs((world) => {
  ({ hq, a, b, database } = world);
});

/** A test need not wait half a minute for a server that says nothing. */
const impatient =
  (isBad: () => boolean): Net =>
  (request) =>
    nodeNet({ ...request, timeoutMs: isBad() ? 150 : request.timeoutMs });

/** Answers without a network: what a server could say. */
const saying = (status: number, json: object, headers: Readonly<Record<string, string>> = {}): Net => {
  const body = Buffer.from(JSON.stringify(json));
  return async () => ({ ok: true, status, headers: { 'content-type': 'application/json', ...headers }, body });
};

describe('a line that is not what it should be', () => {
  const reasons: readonly [LineFault, 'offline' | 'attention', string][] = [
    ['silent', 'offline', 'sync.timeout'],
    ['drip', 'offline', 'sync.timeout'],
    ['redirect', 'offline', 'sync.portal'],
    ['status429', 'offline', 'sync.busy'],
    ['status413', 'attention', 'sync.tooLarge'],
    ['status404', 'attention', 'sync.notHq'],
  ];
  it.each(reasons)('%s: says why, keeps the event, and recovers without a second copy', async (kind, state, reason) => {
    let fault: LineFault = kind;
    const line = await proxied(() => fault);
    const engine = manualEngine(a.deps(line, { net: impatient(() => fault !== 'none') }));
    a.write();
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state, reasonCode: reason, waiting: 1 });
    expect(a.waiting()).toMatchObject([{ attempts: 1, lastError: reason }]);
    fault = 'none';
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'idle', reasonCode: null, waiting: 0 });
    expect(await keptSeqs(a)).toEqual([1]);
  });

  it('sends nothing to a server whose certificate nobody vouches for', async () => {
    const server = await startUntrustedServer();
    cleanUp.push(server.close);
    a.write();
    const engine = manualEngine(a.deps({ url: server.url, publicKey: hq.publicKey }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.tls', waiting: 1 });
    expect(server.requests()).toBe(0);
  });

  it('sends smaller parts where a proxy takes no large ones', async () => {
    const line = await proxied((route, bytes) => (route === '/v2/push' && bytes > 20_000 ? 'status413' : 'none'));
    a.writeMany(150);
    const engine = manualEngine(a.deps(line));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'idle', waiting: 0 });
    expect(await keptSeqs(a)).toEqual(upTo(150));
    expect(a.proofs.length).toBeGreaterThan(1);
  });

  it('sends and fetches less at a time on a line that is too slow, until everything is through', async () => {
    const tooMuch = (request: NetRequest): boolean =>
      request.url.endsWith('/push') ? request.body.length > 12_000 : must(pageSizes.at(-1)) > 40;
    const pageSizes: number[] = [];
    const slow: Net = async (request) => {
      if (request.url.endsWith('/pull'))
        pageSizes.push((JSON.parse(Buffer.from(request.body).toString('utf8')) as { limit: number }).limit);
      return tooMuch(request) ? { ok: false, fault: 'timeout' } : nodeNet(request);
    };
    a.writeMany(150);
    await manualEngine(a.deps(hq)).syncNow();
    b.writeMany(150);
    const engine = manualEngine(b.deps(hq, { net: slow }));
    await engine.syncNow();
    for (let attempt = 0; attempt < 20 && engine.status().state !== 'idle'; attempt++) await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'idle', waiting: 0 });
    expect(await keptSeqs(b)).toEqual(upTo(150));
    expect(b.inbox).toEqual(a.own);
  });

  it('takes no page of which one digit is another one, for a cursor would pass over events for ever', async () => {
    a.writeMany(3);
    await manualEngine(a.deps(hq)).syncNow();
    let spoils = true;
    const spoiling: Net = async (request) => {
      const reply = await nodeNet(request);
      if (!spoils || !reply.ok || !request.url.endsWith('/pull')) return reply;
      const text = Buffer.from(reply.body).toString('utf8');
      return { ...reply, body: Buffer.from(text.replace('"cursor":"3"', '"cursor":"7"')) };
    };
    const engine = manualEngine(b.deps(hq, { net: spoiling }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'offline', reasonCode: 'sync.badAnswer' });
    expect(b.inbox).toEqual([]);
    spoils = false;
    a.writeMany(5);
    await manualEngine(a.deps(hq)).syncNow();
    await engine.syncNow();
    expect(b.inbox).toEqual(a.own);
  });

  it('is told apart from a headquarters that is newer', async () => {
    a.write();
    const newer = saying(426, { type: 'urn:xianting:problem:protocol.from2030', title: 'x', status: 426, code: 'new' });
    const engine = manualEngine(a.deps(hq, { net: newer }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.outdated', waiting: 1 });
  });
});

describe('a headquarters that asks for patience', () => {
  const tooMany = { type: 'x', title: 'x', status: 429, code: 'request.tooMany', retry: 'later' };
  it.each([
    ['in the problem', { ...tooMany, retryAfterMs: 90_000 }, {}, 90_000],
    ['in the header', tooMany, { 'retry-after': '90' }, 90_000],
    ['beyond reason', { ...tooMany, retryAfterMs: Number.MAX_SAFE_INTEGER }, {}, 3_600_000],
    ['in words that nobody understands', tooMany, { 'retry-after': 'soon' }, 500],
  ])('%s gets it', async (_where, problem, headers, expected) => {
    const waits: number[] = [];
    a.write();
    const engine = manualEngine(
      a.deps(hq, { net: saying(429, problem, headers), schedule: (_run, ms) => (waits.push(ms), () => undefined) }),
    );
    await engine.syncNow();
    expect(waits).toEqual([expected]);
  });

  it('is not disturbed by what is written meanwhile; a person may still ask', async () => {
    let requests = 0;
    const counting: Net = (request) => {
      requests += 1;
      return saying(429, tooMany)(request);
    };
    const engine = manualEngine(a.deps(hq, { net: counting }));
    a.write();
    await engine.syncNow();
    a.write();
    engine.nudge();
    expect(engine.status().state).toBe('offline');
    expect(requests).toBe(1);
    await engine.syncNow();
    expect(requests).toBe(2);
  });
});

describe('a lock in the middle', () => {
  it('gives up the request at once, says no more, and the next engine sends what waits once', async () => {
    let reached: () => void = () => undefined;
    const atServer = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const line = await proxied(() => {
      reached();
      return 'silent';
    });
    a.writeMany(3);
    const engine = manualEngine(a.deps(line));
    const run = engine.syncNow();
    await atServer;
    const told = engine.seen.length;
    await engine.stop();
    await run;
    expect(engine.seen.length).toBe(told);
    expect(a.waiting().map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
    await manualEngine(a.deps(hq)).syncNow();
    expect(await keptSeqs(a)).toEqual([1, 2, 3]);
  });

  it('is no fault, though the store is closed before the answer comes', async () => {
    const faults: unknown[] = [];
    const closed = (): Promise<never> => Promise.reject(new Error('store is locked'));
    const deps = a.deps(hq, { onFault: (cause) => faults.push(cause), acked: closed });
    a.write();
    let engine = manualEngine(deps);
    const stopFirst: Net = async (request) => {
      const reply = await nodeNet(request);
      void engine.stop();
      return reply;
    };
    engine = manualEngine({ ...deps, net: stopFirst });
    await engine.syncNow();
    expect(faults).toEqual([]);
    expect(a.waiting().length).toBe(1);
  });
});

describe('a headquarters that is wrong', () => {
  it('can slip no event of another branch in', async () => {
    const stranger = makePc('branch-2');
    const event = stranger.write();
    const mixing: Net = async (request) => {
      const reply = await nodeNet(request);
      if (!reply.ok || !request.url.endsWith('/pull')) return reply;
      const page = JSON.parse(Buffer.from(reply.body).toString('utf8')) as { events: unknown[]; devices: unknown[] };
      page.events.push(event);
      page.devices.push({ id: stranger.deviceId, tag: 'C', publicKey: stranger.publicKey });
      return saidInstead(reply, JSON.stringify({ ...page, cursor: '9' }));
    };
    const engine = manualEngine(a.deps(hq, { net: mixing }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.setAside' });
    expect(a.inbox).toEqual([]);
  });

  it('can take nothing back with a spoilt receipt', async () => {
    const spoiling: Net = async (request) => {
      const reply = await nodeNet(request);
      if (!reply.ok || !request.url.endsWith('/push')) return reply;
      const text = Buffer.from(reply.body).toString('utf8');
      return saidInstead(reply, text.replace(/"hqTimeMs":(\d+)/, '"hqTimeMs":1'));
    };
    a.write();
    const engine = manualEngine(a.deps(hq, { net: spoiling }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ reasonCode: 'sync.receiptForged', waiting: 1 });
    expect(a.proofs).toEqual([]);
  });

  it.each([
    ['several events', 3],
    ['the last one alone', 1],
  ])('is found out and told when it comes back without %s, by a PC that has nothing to send', async (_what, lost) => {
    let ackedSeq = 0;
    const told: number[] = [];
    const deps = a.deps(hq, {
      ackedSeq: async () => ackedSeq,
      acked: async (seq) => {
        ackedSeq = seq;
      },
      setBack: async (expectedSeq, acked) => {
        told.push(acked - expectedSeq + 1);
        ackedSeq = expectedSeq - 1;
        a.waitAgain(expectedSeq, acked);
      },
    });
    a.writeMany(5);
    await manualEngine(deps).syncNow();
    await database.db.execute(sql`delete from events where seq > ${5 - lost}`);
    await database.db.execute(sql`delete from receipts`);
    const head = a.own[4 - lost];
    await database.db.execute(
      sql`update devices set head_seq = ${5 - lost}, head_hash = ${head?.hash} where id = ${head?.header.deviceId}`,
    );
    const engine = manualEngine(deps);
    await engine.syncNow();
    expect(told).toEqual([lost]);
    expect(await keptSeqs(a)).toEqual(upTo(5));
    expect(ackedSeq).toBe(5);
    await engine.syncNow();
    expect(told).toEqual([lost]);
  });

  it('is asked nothing by a PC that can open its last event no more', async () => {
    const asked: string[] = [];
    const watching: Net = (request) => {
      asked.push(new URL(request.url).pathname);
      return nodeNet(request);
    };
    const unable = async (): Promise<never> => Promise.reject(new Error('its key was destroyed'));
    for (const eventsFrom of [async () => [], unable]) {
      const engine = manualEngine(a.deps(hq, { net: watching, ackedSeq: async () => 7, eventsFrom }));
      await engine.syncNow();
      expect(engine.status().state).toBe('idle');
    }
    expect(asked).toEqual(['/v2/pull', '/v2/pull']);
  });

  it('loses nobody’s later events when it comes back from an older copy', async () => {
    a.writeMany(4);
    await manualEngine(a.deps(hq)).syncNow();
    const reader = manualEngine(b.deps(hq));
    await reader.syncNow();
    const c = makePc();
    await enrolPc(hq, c, 'join');
    // The copy knows all three PCs and none of the events.
    await database.db.execute('truncate events, receipts');
    await database.db.execute('update branches set next_position = 1');
    c.writeMany(3);
    await manualEngine(c.deps(hq)).syncNow();
    await reader.syncNow();
    const seen = new Set(b.inbox.map(({ header }) => header.id));
    expect(c.own.filter(({ header }) => !seen.has(header.id))).toEqual([]);
  });
});
