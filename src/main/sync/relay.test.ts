import { describe, expect, it } from 'vitest';
import { makePc } from './branch-pc.test-support';
import {
  event,
  fault,
  json,
  makeHq,
  problem,
  pushedIn,
  routeOf,
  signedReply,
  type TestHq,
} from './headquarters.test-support';
import { relayAll, unsentOf, type FormerPc, type RelayReason } from './relay';

const old = (change: Partial<FormerPc> = {}): FormerPc => ({
  deviceId: 'old',
  tag: 'C',
  lastSeq: 450,
  ackedSeq: 100,
  ...change,
});

/** Takes what former PCs wrote, from the number on that it needs. */
function relaying(formerPcs: readonly FormerPc[], hq: TestHq = makeHq(), missing: number | null = null) {
  const pc = makePc(hq);
  const acked: (readonly [string, number])[] = [];
  const relay = {
    formerPcs: async () => formerPcs,
    eventsFrom: async (deviceId: string, seq: number, limit: number) => {
      const { lastSeq = 0 } = formerPcs.find((one) => one.deviceId === deviceId) ?? {};
      const all = Array.from({ length: Math.max(0, Math.min(limit, lastSeq - seq + 1)) }, (_, i) => seq + i);
      return all.filter((one) => one !== missing).map((one) => event(one, deviceId));
    },
    acked: async (...said: readonly [string, number]) => {
      acked.push(said);
    },
  };
  return { hq, pc, acked, tools: { ...pc.tools, deps: { ...pc.deps, relay } } };
}
/** Headquarters that has the chain of a former PC up to `has`. */
function taking(has: number): TestHq {
  const hq = makeHq();
  hq.has = has;
  hq.instead = (request) => {
    const batch = pushedIn(request);
    const { deviceId = '', seq = 0 } = batch[0]?.header ?? {};
    if (seq > hq.has + 1) return problem(409, 'push.gap', { expectedSeq: hq.has + 1 });
    hq.has = Math.max(hq.has, batch.at(-1)?.header.seq ?? 0);
    return json(signedReply(batch, { anchor: { deviceId }, receipt: { deviceId } }));
  };
  return hq;
}
const ranges = ({ asked }: TestHq) =>
  asked.map((request) => [pushedIn(request)[0]?.header.seq, pushedIn(request).at(-1)?.header.seq]);

describe('what a former PC never sent', () => {
  it('is brought from where headquarters needs it, in batches, and noted as it is signed for', async () => {
    const { hq, acked, tools } = relaying([old()], taking(200));
    expect(await relayAll(tools)).toEqual({ ok: true });
    expect(ranges(hq)).toEqual([
      [450, 450],
      [201, 400],
      [401, 450],
    ]);
    expect(hq.asked.every((request) => routeOf(request) === '/relay')).toBe(true);
    expect(acked).toEqual([
      ['old', 400],
      ['old', 450],
    ]);
  });

  it('is not brought where headquarters signed for all of it, or nobody was restored', async () => {
    const { hq, pc, tools } = relaying([old({ ackedSeq: 450 })]);
    expect(await relayAll(tools)).toEqual({ ok: true });
    expect(await relayAll(pc.tools)).toEqual({ ok: true });
    expect(hq.asked).toEqual([]);
    const stopped = relaying([old()]);
    stopped.pc.isStopping = true;
    expect(await relayAll(stopped.tools)).toEqual({ ok: true });
    expect(stopped.hq.asked).toEqual([]);
  });

  it('counts for nothing by the word of somebody else, or one about another PC', async () => {
    for (const said of [{ by: Buffer.alloc(32, 1) }, { anchor: { deviceId: 'pc-1' } }]) {
      const hq = makeHq();
      hq.instead = (request) => json(signedReply(pushedIn(request), { receipt: { deviceId: 'old' }, ...said }));
      const { acked, tools } = relaying([old()], hq);
      expect(await relayAll(tools)).toMatchObject({ reason: 'sync.receiptForged' });
      expect(acked).toEqual([]);
    }
  });

  it('ends before a record that was destroyed, and says so', async () => {
    const { hq, acked, tools } = relaying([old()], taking(200), 251);
    expect(await relayAll(tools)).toEqual({ ok: true });
    expect(ranges(hq).slice(1)).toEqual([[201, 250]]);
    expect(acked).toEqual([['old', 250]]);
    expect([...tools.notRelayed]).toEqual([['old', 'sync.relayHole']]);
  });

  it.each([
    ['relay.stopped', 'sync.relayStopped'],
    ['push.foreign', 'sync.relayRefused'],
  ] as const)('that headquarters refuses with %s holds up no other PC', async (code, reason) => {
    const hq = taking(450);
    const take = hq.instead;
    hq.instead = (request, nth) =>
      pushedIn(request)[0]?.header.deviceId === 'old' ? problem(403, code, { retry: 'never' }) : take(request, nth);
    const { acked, tools } = relaying([old(), old({ deviceId: 'older' })], hq);
    expect(await relayAll(tools)).toEqual({ ok: true });
    expect([...tools.notRelayed]).toEqual([['old', reason]]);
    expect(acked).toEqual([['older', 450]]);
    hq.instead = take;
    expect(await relayAll(tools)).toEqual({ ok: true });
    expect([...tools.notRelayed]).toEqual([]);
  });

  it('is left to a newer headquarters where this one knows no such way, and to a better line', async () => {
    const older = relaying([old(), old({ deviceId: 'older' })]);
    expect(await relayAll(older.tools)).toEqual({ ok: true });
    expect(new Set(older.hq.asked.map((request) => pushedIn(request)[0]?.header.deviceId))).toEqual(new Set(['old']));
    expect([...older.tools.notRelayed]).toEqual([]);
    const lost = relaying([old()]);
    lost.hq.instead = () => fault('unreachable');
    expect(await relayAll(lost.tools)).toMatchObject({ reason: 'sync.unreachable' });
  });

  it('is not asked for again and again by a headquarters that never has enough', async () => {
    const { hq, tools } = relaying([old()]);
    hq.instead = () => problem(409, 'push.gap', { expectedSeq: 300 });
    expect(await relayAll(tools)).toMatchObject({ reason: 'sync.gap' });
    expect(hq.asked).toHaveLength(2);
  });

  it('is told by the letter of the PC, with what waits and why, until nothing does', () => {
    const reasons = new Map<string, RelayReason>([['old', 'sync.relayHole']]);
    expect(
      unsentOf([old(), old({ deviceId: 'x', tag: 'D', ackedSeq: 0, lastSeq: 3 }), old({ ackedSeq: 450 })], reasons),
    ).toEqual([
      { deviceTag: 'C', waiting: 350, reasonCode: 'sync.relayHole' },
      { deviceTag: 'D', waiting: 3, reasonCode: null },
    ]);
  });
});
