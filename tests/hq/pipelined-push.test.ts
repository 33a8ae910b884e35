/** Several batches of one PC on their way at once: whatever the line does to some of them, each event is kept once and in order. */
import { randomBytes } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import type { Net } from '../../src/main/sync/net';
import { nodeNet } from '../../src/main/sync/node-net';
import { manualEngine, type Pc, type TestHq } from './support/branch-pc';
import { suiteOfTwoPcs, upTo } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
const { keptSeqs } = suiteOfTwoPcs((world) => {
  ({ hq, a } = world);
});

const count = 990;
/** Pushes under way, the most of them at once, and how many there were. */
let seen: { now: number; most: number; pushes: number };
beforeEach(() => {
  seen = { now: 0, most: 0, pushes: 0 };
});

/** `act` says what becomes of a push, by its number from 1. */
const line =
  (act: (push: number, go: () => ReturnType<Net>) => ReturnType<Net>): Net =>
  async (request) => {
    if (!request.url.endsWith('/push')) return nodeNet(request);
    seen.pushes += 1;
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    try {
      return await act(seen.pushes, () => nodeNet(request));
    } finally {
      seen.now -= 1;
    }
  };

const ordered = (seqs: readonly number[]): boolean => seqs.every((seq, i) => i === 0 || seq > (seqs[i - 1] ?? 0));

describe('many batches', () => {
  it('go out together, and their answers count in order', async () => {
    a.writeMany(count);
    const engine = manualEngine(a.deps(hq, { net: line((_push, go) => go()) }));
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual(upTo(count));
    expect(a.outbox.size).toBe(0);
    expect(seen.most).toBeGreaterThan(1);
    expect(ordered(a.proofs.map(({ anchor }) => anchor.seq))).toBe(true);
    expect(a.proofs.at(-1)?.anchor.seq).toBe(count);
  });

  it.each([
    ['lost before headquarters', (go: () => ReturnType<Net>, push: number) => (push === 3 ? cut() : go())],
    [
      'lost behind headquarters',
      async (go: () => ReturnType<Net>, push: number) => (push === 3 ? (await go(), cut()) : go()),
    ],
    [
      'sent twice by something on the way',
      async (go: () => ReturnType<Net>, push: number) => (push === 3 ? (await go(), go()) : go()),
    ],
    ['late', async (go: () => ReturnType<Net>, push: number) => (push === 3 ? (await turns(), go()) : go())],
  ])('are all there once in one run where one of them is %s', async (_what, fault) => {
    a.writeMany(count);
    const engine = manualEngine(a.deps(hq, { net: line((push, go) => fault(go, push)) }));
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual(upTo(count));
    expect(a.outbox.size).toBe(0);
    expect(engine.status()).toMatchObject({ state: 'idle', waiting: 0, reasonCode: null });
    expect(ordered(a.proofs.map(({ anchor }) => anchor.seq))).toBe(true);
  });

  it('go out in their order, though a later one is sooner compressed', async () => {
    a.writeMany(200);
    for (let n = 0; n < 200; n += 1) a.write({ note: randomBytes(3_000).toString('base64') });
    a.writeMany(200);
    const firstSeqs: unknown[] = [];
    const net: Net = (request) => {
      if (request.url.endsWith('/push')) {
        const body = JSON.parse(gunzipSync(request.body).toString('utf8')) as { events: OpenEvent[] };
        firstSeqs.push(body.events[0]?.header.seq);
      }
      return nodeNet(request);
    };
    await manualEngine(a.deps(hq, { net })).syncNow();
    expect(firstSeqs).toEqual([1, 201, 401]);
  });

  it('are not sent again because one has overtaken another', async () => {
    a.writeMany(count);
    let overtaken: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      overtaken = resolve;
    });
    const engine = manualEngine(
      a.deps(hq, {
        net: line(async (push, go) => {
          if (push === 3) await held;
          const going = go();
          if (push === 4) setImmediate(overtaken);
          return going;
        }),
      }),
    );
    await engine.syncNow();
    expect(await keptSeqs(a)).toEqual(upTo(count));
    expect(seen.pushes).toBe(Math.ceil(count / 200));
  });

  it('count for nothing where the one before them has no answer', async () => {
    a.writeMany(count);
    // From the second on: the line is dead for good behind the first batch, but later ones come through.
    const engine = manualEngine(
      a.deps(hq, { net: line(async (push, go) => (push === 2 || push > 3 ? (await go(), cut()) : go())) }),
    );
    await engine.syncNow();
    expect(a.proofs.map(({ anchor }) => anchor.seq)).toEqual([200]);
    expect(a.waiting()[0]?.seq).toBe(201);
    expect(engine.status().state).toBe('offline');
    await manualEngine(a.deps(hq)).syncNow();
    expect(await keptSeqs(a)).toEqual(upTo(count));
    expect(a.outbox.size).toBe(0);
  });
});

const cut = (): ReturnType<Net> => Promise.resolve({ ok: false, fault: 'cut' });

/** Others overtake it meanwhile. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
