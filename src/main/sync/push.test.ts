import { describe, expect, it, vi } from 'vitest';
import {
  accepted,
  event,
  events,
  fault,
  json,
  makeHq,
  problem,
  pushedIn,
  routeOf,
  signedReply,
} from './headquarters.test-support';
import { makePc, nowMs, rowOf, type TestPc } from './branch-pc.test-support';
import { changesOf, consecutive, pushAll, refusedIn, withinBytes } from './push';

const attemptsOf = ({ rows }: TestPc) => [...rows.values()].map(({ attempts, lastError }) => [attempts, lastError]);
/** Waiting for `until`, without a clock. */
const turns = async (until: () => boolean): Promise<void> => {
  for (let i = 0; i < 1_000 && !until(); i += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('what waits', () => {
  it('goes out in batches in its order, and is received where headquarters signed for it', async () => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 450 });
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect(hq.pushes()).toEqual([
      [1, 200],
      [201, 400],
      [401, 450],
    ]);
    expect(pc.rows.size).toBe(0);
    const [seq, proof, refused, heardAtMs] = pc.acked.at(-1) ?? [];
    expect([seq, refused, heardAtMs]).toEqual([450, [], nowMs + 7]);
    expect(proof).toMatchObject({ anchor: { seq: 450 }, isOfNow: true });
    expect(pc.changes).toHaveLength(450);
    expect(pc.changes[0]).toEqual({ seq: 1, state: 'acked', attempts: 1, nextAttemptAtMs: 0, lastError: null });
    expect(pc.kept.length).toBeGreaterThan(0);
    expect(hq.asked.every((request) => routeOf(request) === '/push')).toBe(true);
  });

  it('is believed to be there by the word of headquarters before it leaves the outbox', async () => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 3 });
    const order: string[] = [];
    const { acked, outbox } = pc.deps;
    const deps = {
      ...pc.deps,
      acked: async (...said: Parameters<typeof acked>) => {
        order.push('word');
        await acked(...said);
      },
      outbox: {
        ...outbox,
        update: async (...said: Parameters<typeof outbox.update>) => {
          order.push('rows');
          await outbox.update(...said);
        },
      },
    };
    await pushAll({ ...pc.tools, deps });
    expect(order).toEqual(['word', 'rows']);
  });

  it('stays where the receipt is not the word of headquarters', async () => {
    const hq = makeHq();
    hq.said = { by: Buffer.alloc(32, 1) };
    const pc = makePc(hq, { written: 2 });
    expect(await pushAll(pc.tools)).toMatchObject({ ok: false, reason: 'sync.receiptForged' });
    expect(pc.acked).toEqual([]);
    expect(attemptsOf(pc)).toEqual([
      [1, 'sync.receiptForged'],
      [1, 'sync.receiptForged'],
    ]);
    expect([...pc.rows.values()].map(({ state, nextAttemptAtMs }) => [state, nextAttemptAtMs])).toEqual([
      ['waiting', nowMs],
      ['waiting', nowMs],
    ]);
  });

  it('counts by the batches before a forged one, and no further', async () => {
    const hq = makeHq();
    hq.instead = (request) => {
      const batch = pushedIn(request);
      if ((batch[0]?.header.seq ?? 0) < 201) return undefined;
      return json(signedReply(batch, { by: Buffer.alloc(32, 1) }));
    };
    const pc = makePc(hq, { written: 300 });
    expect(await pushAll(pc.tools)).toMatchObject({ reason: 'sync.receiptForged' });
    expect(pc.acked.map(([seq]) => seq)).toEqual([200]);
    expect([...pc.rows.keys()]).toEqual(Array.from({ length: 100 }, (_, i) => 201 + i));
  });

  it('is kept apart where headquarters does not take it, with its reason', async () => {
    const hq = makeHq();
    hq.instead = (request) => {
      const batch = pushedIn(request);
      const results = accepted(batch).map((one) =>
        one.seq === 2 ? { ...one, outcome: 'rejected' as const, code: 'push.payloadHash' as const } : one,
      );
      return json(signedReply(batch, { results }));
    };
    const pc = makePc(hq, { written: 3 });
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect([...pc.rows.values()].map(({ seq, state, lastError }) => [seq, state, lastError])).toEqual([
      [2, 'quarantined', 'push.payloadHash'],
    ]);
    expect(pc.acked.at(-1)?.[2]).toEqual([{ seq: 2, code: 'push.payloadHash' }]);
  });

  it('that is not in the store is a fault of this PC, and nothing is sent', async () => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 2 });
    const step = await pushAll({ ...pc.tools, deps: { ...pc.deps, loadEvents: async () => [] } });
    expect(step).toMatchObject({ reason: 'sync.localFault' });
    expect(hq.asked).toEqual([]);
  });
});

describe('a line', () => {
  it('is given more at once as it proves itself, and never more than eight batches', async () => {
    const hq = makeHq();
    let open = 0;
    let most = 0;
    hq.instead = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return undefined;
    };
    const pc = makePc(hq, { written: 60 });
    pc.tools.pace.push = 1;
    const { pace } = pc.tools;
    // So that there is more than one batch to send.
    Object.defineProperty(pace, 'push', { get: () => 1, set: () => undefined });
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect(pace.width).toBe(8);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
    expect(hq.pushes().map(([first]) => first)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
  });

  it.each([
    [1_999, 2, 4],
    [2_000, 2, 2],
    [5_000, 2, 2],
    [5_001, 2, 1],
    [9_000, 1, 1],
    [9_000, 7, 3],
  ])('that answered after %i ms gets, after %i batches at once, %i', async (ms, before, after) => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 1 });
    pc.tools.pace.width = before;
    const times = [0, ms];
    vi.spyOn(performance, 'now').mockImplementation(() => times.shift() ?? ms);
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect(pc.tools.pace.width).toBe(after);
  });

  it('that loses something gets it once more at once where something got through before', async () => {
    for (const lost of [fault('unreachable'), fault('cut'), fault('tooLarge'), problem(401, 'auth.replayed')]) {
      const hq = makeHq();
      hq.instead = (_, nth) => (nth === 2 ? lost : undefined);
      const pc = makePc(hq, { written: 250 });
      expect(await pushAll(pc.tools)).toEqual({ ok: true });
      expect(hq.pushes()).toEqual([
        [1, 200],
        [201, 250],
        [201, 250],
      ]);
      expect(attemptsOf(pc)).toEqual([]);
    }
  });

  it('that loses the same twice is left alone for now', async () => {
    const hq = makeHq();
    hq.instead = (_, nth) => (nth >= 2 ? fault('unreachable') : undefined);
    const pc = makePc(hq, { written: 201 });
    expect(await pushAll(pc.tools)).toMatchObject({ reason: 'sync.unreachable' });
    expect(hq.pushes()).toHaveLength(3);
    expect(attemptsOf(pc)).toEqual([[1, 'sync.unreachable']]);
  });

  it.each([
    [fault('unreachable'), 'sync.unreachable', 1, 200],
    [fault('timeout'), 'sync.timeout', 1, 100],
    [problem(503, 'server.failed'), 'sync.hqFailed', 4, 200],
  ] as const)('that fails at first (%o) is not tried again at once', async (reply, reason, width, push) => {
    const hq = makeHq();
    hq.instead = () => reply;
    const pc = makePc(hq, { written: 200 });
    pc.tools.pace.width = 4;
    expect(await pushAll(pc.tools)).toMatchObject({ ok: false, reason });
    expect(hq.asked).toHaveLength(1);
    expect(pc.tools.pace).toMatchObject({ width, push });
    expect(attemptsOf(pc)).toEqual(Array.from({ length: 200 }, () => [1, reason]));
  });

  it('that takes no large requests gets smaller ones, and larger ones again later', async () => {
    const hq = makeHq();
    hq.instead = (request) => (pushedIn(request).length > 30 ? problem(413, 'request.tooLarge') : undefined);
    const pc = makePc(hq, { written: 61 });
    expect(await pushAll(pc.tools)).toMatchObject({ ok: true });
    expect(hq.pushes()[0]).toEqual([1, 61]);
    expect(hq.pushes()[1]).toEqual([1, 31]);
    expect(hq.pushes()[2]).toEqual([1, 16]);
    expect(pc.rows.size).toBe(0);
  });

  it('that does not take even one event says so', async () => {
    const hq = makeHq();
    hq.instead = () => problem(413, 'request.tooLarge');
    const pc = makePc(hq, { written: 1 });
    expect(await pushAll(pc.tools)).toMatchObject({ reason: 'sync.tooLarge' });
    expect(hq.asked).toHaveLength(1);
    expect(pc.tools.pace.push).toBe(200);
  });
});

describe('a person who stops it', () => {
  it('has nothing sent', async () => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 5 });
    pc.isStopping = true;
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect(hq.asked).toEqual([]);
  });

  it('has what is under way ended, without a word to a store that may be closed', async () => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 5 });
    hq.instead = () => {
      pc.isStopping = true;
      return fault('cut');
    };
    expect(await pushAll(pc.tools)).toMatchObject({ ok: false });
    expect(pc.changes).toEqual([]);
  });

  it('gets the end only when everything on its way has come back', async () => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 3 });
    pc.tools.pace.width = 3;
    Object.defineProperty(pc.tools.pace, 'push', { get: () => 1, set: () => undefined });
    let answerLast: () => void = () => undefined;
    hq.instead = (request) => {
      const [first] = pushedIn(request);
      if (first?.header.seq === 1) return problem(403, 'auth.revoked', { retry: 'never' });
      return new Promise((resolve) => {
        answerLast = () => {
          resolve(fault('cut'));
        };
        if (first?.header.seq === 2) resolve(fault('cut'));
      });
    };
    let ended = false;
    const pushing = pushAll(pc.tools).then((step) => {
      ended = true;
      return step;
    });
    await turns(() => hq.asked.length === 3 && pc.changes.length > 0);
    expect(ended).toBe(false);
    answerLast();
    expect(await pushing).toMatchObject({ reason: 'sync.deviceRevoked' });
  });
});

describe('headquarters that lacks something', () => {
  it('of what it had signed for gets all of it again from there', async () => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 8, ackedSeq: 5 });
    hq.has = 2;
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect(pc.setBacks).toEqual([[3, 5, nowMs + 7]]);
    expect(hq.pushes()).toEqual([
      [6, 8],
      [3, 8],
    ]);
    expect(pc.rows.size).toBe(0);
  });

  it('of what it refused before gets that once more, kept or not', async () => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 5, ackedSeq: 2 });
    hq.has = 2;
    // Quarantined, so they do not wait any more.
    for (const seq of [3, 4]) pc.rows.set(seq, { ...rowOf(seq), state: 'quarantined' });
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect(hq.pushes()).toEqual([
      [5, 5],
      [3, 5],
    ]);
    expect(pc.setBacks).toEqual([]);
    expect([...pc.rows.keys()]).toEqual([3, 4]);
  });

  it('and asks for the same again and again does not keep this PC busy', async () => {
    const hq = makeHq();
    hq.instead = () => problem(409, 'push.gap', { expectedSeq: 3 });
    const pc = makePc(hq, { written: 5, ackedSeq: 2 });
    for (const seq of [3, 4]) pc.rows.set(seq, { ...rowOf(seq), state: 'quarantined' });
    expect(await pushAll(pc.tools)).toMatchObject({ reason: 'sync.gap' });
    expect(hq.pushes().length).toBeLessThanOrEqual(2);
  });
});

describe('a PC with nothing to send', () => {
  it('asks once whether headquarters still has what it signed for', async () => {
    const hq = makeHq();
    hq.has = 4;
    const pc = makePc(hq, { written: 4, ackedSeq: 4 });
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect(hq.pushes()).toEqual([[4, 4]]);
    expect(pc.tools.sure).toBe(true);
    expect(pc.acked).toEqual([]);
  });

  it('asks nothing where headquarters never signed for anything, or something was sent just now', async () => {
    const hq = makeHq();
    expect(await pushAll(makePc(hq).tools)).toEqual({ ok: true });
    expect(hq.asked).toEqual([]);
    const pc = makePc(hq, { written: 1 });
    await pushAll(pc.tools);
    expect(pc.tools.sure).toBe(true);
    expect(hq.asked).toHaveLength(1);
  });

  it.each([
    ['more than the last', 1, [2, 4]],
    ['the last alone, and takes it in by that', 3, [4, 4]],
  ] as const)('sends again what is lacking: %s', async (_, has, [from, to]) => {
    const hq = makeHq();
    hq.has = has;
    const pc = makePc(hq, { written: 4, ackedSeq: 4 });
    expect(await pushAll(pc.tools)).toEqual({ ok: true });
    expect(pc.setBacks).toEqual([[from, 4, nowMs + 7]]);
    expect(hq.pushes().at(-1)).toEqual([from, to]);
    expect(pc.rows.size).toBe(0);
  });

  it('is not sure by the word of somebody else, and not by none', async () => {
    const hq = makeHq();
    hq.has = 4;
    hq.said = { by: Buffer.alloc(32, 1) };
    const pc = makePc(hq, { written: 4, ackedSeq: 4 });
    expect(await pushAll(pc.tools)).toMatchObject({ reason: 'sync.receiptForged' });
    expect(pc.tools.sure).toBe(false);
    hq.instead = () => fault('unreachable');
    expect(await pushAll(pc.tools)).toMatchObject({ reason: 'sync.unreachable' });
    expect(pc.tools.sure).toBe(false);
  });

  it('has nothing to ask with where its last event was destroyed', async () => {
    const hq = makeHq();
    const pc = makePc(hq, { written: 4, ackedSeq: 4 });
    const eventsFrom = async () => Promise.reject(new Error('destroyed'));
    expect(await pushAll({ ...pc.tools, deps: { ...pc.deps, eventsFrom } })).toEqual({ ok: true });
    expect(hq.asked).toEqual([]);
  });
});

describe('a batch', () => {
  it('has no hole', () => {
    const seqs = (...of: number[]) => consecutive(of.map(rowOf)).map(({ seq }) => seq);
    expect(seqs(1, 2, 3)).toEqual([1, 2, 3]);
    expect(seqs(5, 6, 8, 9)).toEqual([5, 6]);
    expect(seqs(5)).toEqual([5]);
    expect(seqs()).toEqual([]);
  });

  it('is closed when it grows beyond a MiB, but has one event at least', () => {
    const sized = (seq: number, bytes: number) => {
      const bare = Buffer.byteLength(JSON.stringify(event(seq, 'pc-1', '')));
      // Three bytes each in UTF-8.
      const rest = bytes - bare;
      return event(seq, 'pc-1', '诉'.repeat(Math.floor(rest / 3)) + 'x'.repeat(rest % 3));
    };
    const mib = 1024 * 1024;
    const count = (...bytes: number[]) => withinBytes(bytes.map((size, at) => sized(at + 1, size))).length;
    expect(count(mib / 2, mib / 2)).toBe(2);
    expect(count(mib / 2, mib / 2 + 1)).toBe(1);
    expect(count(2 * mib, 1_000)).toBe(1);
    expect(count(1_000, 1_000, 2 * mib)).toBe(2);
    expect(count()).toBe(0);
  });

  it('becomes what the answer says of each of its events, and of no others', () => {
    const batch = events(1, 3);
    const results = accepted(batch).map((one) => (one.seq === 2 ? { ...one, outcome: 'rejected' as const } : one));
    const reply = signedReply(batch, { results });
    expect(refusedIn(reply)).toEqual([{ seq: 2, code: 'push.badShape' }]);
    expect(changesOf(reply, [{ ...rowOf(1), attempts: 4 }, rowOf(2), rowOf(9)])).toEqual([
      { seq: 1, state: 'acked', attempts: 5, nextAttemptAtMs: 0, lastError: null },
      { seq: 2, state: 'quarantined', attempts: 1, nextAttemptAtMs: 0, lastError: 'push.badShape' },
    ]);
  });
});
