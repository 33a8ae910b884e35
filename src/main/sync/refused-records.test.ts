import { describe, expect, it } from 'vitest';
import type { RefusalsReply } from '../../shared/sync-protocol/refusals';
import { makePc, rowOf } from './branch-pc.test-support';
import { fault, json, makeHq, problem, routeOf } from './headquarters.test-support';
import { heedRefusals } from './refused-records';

type Refusals = RefusalsReply['refusals'];
const refusal = (seq: number, state?: 'askedAgain' | 'refusedAgain' | 'settled'): Refusals[number] => ({
  ...{ seq, code: 'push.payloadHash' },
  answer: state ? { state, reason: '已核对', name: '李某', atMs: 5 } : null,
});

/** Headquarters says these in their order. */
function heeding(said: readonly Refusals[], out: readonly number[] = [2, 3]) {
  const hq = makeHq();
  let next = 0;
  hq.has = 5;
  hq.instead = (request) => {
    if (routeOf(request) !== '/refusals') return undefined;
    const refusals = said[next] ?? [];
    next += 1;
    return json({ refusals });
  };
  const pc = makePc(hq, { written: 5, ackedSeq: 5 });
  pc.tools.sure = true;
  for (const seq of out) pc.rows.set(seq, { ...rowOf(seq), state: 'quarantined' });
  const heard: Refusals[] = [];
  const taken: (readonly number[])[] = [];
  const refusals = {
    heard: (some: Refusals) => heard.push(some),
    taken: async (seqs: readonly number[]) => {
      taken.push(seqs);
    },
    settled: () => 0,
  };
  return { hq, pc, heard, taken, tools: { ...pc.tools, deps: { ...pc.deps, refusals } } };
}

describe('拒收记录', () => {
  it('are asked for only where there are any', async () => {
    const { hq, pc, heard, tools } = heeding([], []);
    expect(await heedRefusals(tools)).toEqual({ ok: true });
    expect(await heedRefusals(pc.tools)).toEqual({ ok: true });
    expect([hq.asked, heard]).toEqual([[], [[]]]);
  });

  it('stay as they are where headquarters only says something of them', async () => {
    const said = [refusal(2), refusal(3, 'settled')];
    const { hq, heard, taken, pc, tools } = heeding([said]);
    expect(await heedRefusals(tools)).toEqual({ ok: true });
    expect(hq.asked.map(routeOf)).toEqual(['/refusals']);
    expect([heard, taken, pc.changes]).toEqual([[said], [], []]);
  });

  it('are sent once more where headquarters asks for it, and told as taken where they are', async () => {
    const before = [refusal(2, 'askedAgain'), refusal(3, 'askedAgain')];
    const after = [refusal(3, 'refusedAgain')];
    const { hq, heard, taken, pc, tools } = heeding([before, after]);
    expect(await heedRefusals(tools)).toEqual({ ok: true });
    expect(hq.asked.map(routeOf)).toEqual(['/refusals', '/push', '/refusals']);
    expect(hq.pushes()).toEqual([[2, 3]]);
    expect(pc.changes.slice(0, 2)).toEqual(
      [2, 3].map((seq) => ({ seq, state: 'waiting', attempts: 1, nextAttemptAtMs: 0, lastError: 'push.payloadHash' })),
    );
    expect(taken).toEqual([[2]]);
    expect(heard).toEqual([before, after]);
  });

  it('that are refused again are not told as taken', async () => {
    const { taken, tools } = heeding([[refusal(2, 'askedAgain')], [refusal(2, 'refusedAgain')]]);
    expect(await heedRefusals(tools)).toEqual({ ok: true });
    expect(taken).toEqual([]);
  });

  it('are told of by no headquarters of before; what fails otherwise ends the step', async () => {
    const { hq, heard, tools } = heeding([]);
    hq.instead = () => problem(404, 'request.notFound', { retry: 'never' });
    expect(await heedRefusals(tools)).toEqual({ ok: true });
    expect(heard).toEqual([[]]);
    hq.instead = () => fault('unreachable');
    expect(await heedRefusals(tools)).toMatchObject({ reason: 'sync.unreachable' });
    for (const failing of ['/push', '/refusals']) {
      const other = heeding([]);
      other.hq.instead = (request, nth) => {
        if (nth === 1) return json({ refusals: [refusal(2, 'askedAgain')] });
        return routeOf(request) === failing ? fault('timeout') : undefined;
      };
      expect(await heedRefusals(other.tools)).toMatchObject({ reason: 'sync.timeout' });
      expect(other.taken).toEqual([]);
    }
  });
});
