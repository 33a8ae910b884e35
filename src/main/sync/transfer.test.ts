import { describe, expect, it } from 'vitest';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { PullReply } from '../../shared/sync-protocol/messages';
import { makePc } from './branch-pc.test-support';
import {
  bodyOf,
  emptyPage,
  fault,
  hqTimeMs,
  json,
  makeHq,
  problem,
  routeOf,
  signText,
  type TestHq,
} from './headquarters.test-support';
import { devices, hqSeed, revocation, signed } from './signed-events.test-support';
import { askForPacks, beforeItsEnd, isProven, keyOf, pullAll, pullPacks } from './transfer';

const page = (events: readonly OpenEvent[], more: Partial<PullReply> = {}): PullReply =>
  ({ ...emptyPage, devices, events, cursor: String(events.at(-1)?.header.seq ?? 0), ...more }) as PullReply;

/** Pages come in their order. */
function pulling(pages: readonly (PullReply | ReturnType<typeof fault>)[]): TestHq {
  const hq = makeHq();
  let next = 0;
  hq.instead = (request) => {
    if (routeOf(request) !== '/pull') return undefined;
    const one = pages[next] ?? page([]);
    next += 1;
    return 'ok' in one ? one : json(one);
  };
  return hq;
}
const idsOf = (pc: ReturnType<typeof makePc>) => pc.inbox.map(([events]) => events.map(({ header }) => header.id));
const cursorsOf = ({ asked }: TestHq) => asked.map((request) => bodyOf(request)['cursor']);

describe('what others wrote', () => {
  it('comes page by page, each from where the last one ended, and every one is kept', async () => {
    const hq = pulling([page([signed(1), signed(2)], { more: true }), page([signed(3)])]);
    const pc = makePc(hq);
    expect(await pullAll(pc.tools)).toEqual({ ok: true });
    expect(idsOf(pc)).toEqual([['e-1', 'e-2'], ['e-3']]);
    expect(pc.inbox.map(([, cursor]) => cursor)).toEqual(['2', '3']);
    expect(cursorsOf(hq)).toEqual([null, '2']);
    expect(bodyOf(hq.asked[0] as never)).toMatchObject({ limit: 500 });
    expect(pc.kept).toEqual([2, 1]);
    expect(pc.heardTimes).toEqual([hqTimeMs, hqTimeMs]);
    expect(pc.stopped).toEqual([[]]);
    expect(pc.inbox.every(([events]) => events.every(isProven))).toBe(true);
  });

  it('ends behind so many pages where nobody wants more, and says that there is more', async () => {
    const hq = pulling([page([signed(1)], { more: true }), page([signed(2)], { more: true }), page([signed(3)])]);
    const pc = makePc(hq);
    expect(await pullAll(pc.tools, 2)).toEqual({ ok: true, more: true });
    expect(hq.asked).toHaveLength(2);
    expect(idsOf(pc)).toEqual([['e-1'], ['e-2']]);
  });

  it.each<readonly [string, OpenEvent]>([
    ['signed by nobody', { ...signed(1), deviceSig: signText('x') }],
    ['signed with the key of another', signed(1, {}, Buffer.alloc(32, 5))],
    ['of a branch that is not ours', signed(1, { branchId: 'branch-2' })],
    ['changed in its content', { ...signed(1), payload: { text: '别的' } }],
    ['changed in its header', { ...signed(1), header: { ...signed(1).header, streamId: 'case-2' } }],
    ['what only headquarters may write', signed(1, { type: 'extension.granted' })],
    ['in the name of this PC', signed(1, { deviceId: 'pc-1' })],
    ['of a headquarters that another signed for', signed(1, { deviceId: 'hq-branch-1', type: 'extension.granted' })],
  ])('is set aside, and told, where it is %s', async (_, bad) => {
    const hq = pulling([page([bad])]);
    const pc = makePc(hq);
    expect(await pullAll(pc.tools)).toEqual({ ok: true });
    expect(idsOf(pc)).toEqual([[]]);
    expect(pc.setAside).toMatchObject({ since: null, items: [{ deviceId: bad.header.deviceId, seq: 1, held: 0 }] });
    expect(pc.setAside.items[0]?.atMs).toBe(hqTimeMs);
    expect(pc.kept).toEqual([]);
    expect(isProven(bad)).toBe(false);
  });

  it('may be of headquarters, under the key that is known since enrolment', async () => {
    const word = signed(1, { deviceId: 'hq-branch-1', type: 'extension.granted' }, hqSeed);
    const pc = makePc(pulling([page([word])]));
    await pullAll(pc.tools);
    expect(idsOf(pc)).toEqual([['e-1']]);
  });

  it('is thrown away whole where a page can not be divided, or leads nowhere', async () => {
    const strange = makePc(pulling([page([signed(1), { header: {} } as OpenEvent])]));
    expect(await pullAll(strange.tools)).toMatchObject({ reason: 'sync.badAnswer' });
    expect(strange.inbox).toEqual([]);
    const pc = makePc(pulling([page([signed(1)], { more: true }), page([signed(1)], { more: true })]));
    expect(await pullAll(pc.tools)).toMatchObject({ reason: 'sync.badAnswer' });
    expect(pc.inbox).toHaveLength(1);
  });

  it('is asked for in smaller pages after one that took too long, and in larger ones again later', async () => {
    const pc = makePc(pulling([fault('timeout'), fault('unreachable'), page([signed(1)])]));
    expect(await pullAll(pc.tools)).toMatchObject({ reason: 'sync.timeout' });
    expect(pc.tools.pace.pull).toBe(250);
    expect(await pullAll(pc.tools)).toMatchObject({ reason: 'sync.unreachable' });
    expect(pc.tools.pace.pull).toBe(250);
    expect(await pullAll(pc.tools)).toEqual({ ok: true });
    expect(pc.tools.pace.pull).toBe(500);
  });

  it('is fetched once more from where the first stood that was set aside, once', async () => {
    const pc = makePc(pulling([]));
    const item = { deviceId: 'pc-2', tag: 'B', seq: 1, eventId: 'e-1', atMs: 5, held: 0 };
    pc.setAside = { since: '7', items: [item] };
    await pullAll(pc.tools);
    expect(pc.fetchedAgain).toEqual(['7']);
    pc.setAside = { since: '7', items: [item] };
    await pullAll(pc.tools);
    expect(pc.fetchedAgain).toEqual(['7']);
    pc.tools.fetchesAgain = true;
    pc.setAside = { since: null, items: [] };
    await pullAll(pc.tools);
    expect(pc.fetchedAgain).toEqual(['7']);
  });

  it('waits while somebody stops the sync', async () => {
    const hq = pulling([]);
    const pc = makePc(hq);
    pc.isStopping = true;
    expect(await pullAll(pc.tools)).toEqual({ ok: true });
    expect(hq.asked).toEqual([]);
  });
});

describe('a PC that headquarters stopped', () => {
  it('is told with its letter, and nothing that it wrote behind its end is kept', async () => {
    const revocations = [revocation()];
    const pc = makePc(pulling([page([signed(1), signed(2), signed(3)], { revocations })]));
    expect(await pullAll(pc.tools)).toEqual({ ok: true });
    expect(idsOf(pc)).toEqual([['e-1', 'e-2']]);
    expect(pc.setAside.items.map(({ seq, tag }) => [seq, tag])).toEqual([[3, 'B']]);
    expect(pc.stopped).toEqual([[{ ...revocations[0], tag: 'B' }]]);
    expect(beforeItsEnd(signed(9, { deviceId: 'pc-3' }), revocations)).toBe(true);
  });

  it.each([
    ['by somebody else', revocation({ signature: signText('x') })],
    ['in another branch', revocation({ branchId: 'branch-2' })],
  ])('is not believed to be stopped %s, and neither is the rest of the page', async (_, one) => {
    const pc = makePc(pulling([page([signed(1)], { revocations: [revocation(), one] })]));
    expect(await pullAll(pc.tools)).toMatchObject({ reason: 'sync.eventForged' });
    expect([pc.inbox, pc.stopped]).toEqual([[], []]);
  });

  it('has the key that the branch knows, and headquarters its own', () => {
    expect(keyOf('pc-2', devices, 'hq-key')).toBe(devices[0]?.publicKey);
    expect(keyOf('pc-9', devices, 'hq-key')).toBeUndefined();
    expect(keyOf('hq-branch-1', [{ id: 'hq-branch-1', tag: 'B', publicKey: 'x' }], 'hq-key')).toBe('hq-key');
  });
});

describe('packs of headquarters', () => {
  const taking = (answers: readonly object[], have: string[] = ['one']) => {
    const hq = makeHq();
    let next = 0;
    hq.instead = (request) => {
      if (routeOf(request) !== '/packs') return undefined;
      const one = answers[next] ?? { packs: [], more: false, serverTimeMs: 1 };
      next += 1;
      return json(one);
    };
    const pc = makePc(hq);
    const taken: unknown[] = [];
    const packs = {
      have: () => have,
      take: async (some: readonly unknown[]) => {
        taken.push(...some);
        have.push(...some.map(String));
      },
    };
    return { hq, pc, taken, tools: { ...pc.tools, deps: { ...pc.deps, packs } } };
  };
  const answer = (packs: readonly string[], more: boolean) => ({ packs, more, serverTimeMs: 1 });

  it('come until there are no more, each asked for with what is here by then', async () => {
    const { hq, taken, tools } = taking([answer(['two'], true), answer(['three'], false)]);
    expect(await pullPacks(tools)).toEqual({ ok: true });
    expect(taken).toEqual(['two', 'three']);
    expect(hq.asked.map((request) => bodyOf(request)['have'])).toEqual([['one'], ['one', 'two']]);
  });

  it('that were asked for beside are not asked for twice', async () => {
    const { hq, taken, tools } = taking([answer(['two'], false)]);
    expect(await pullPacks(tools, askForPacks(tools))).toEqual({ ok: true });
    expect(hq.asked).toHaveLength(1);
    expect(taken).toEqual(['two']);
  });

  it('that nobody keeps are not asked for for ever, nor more of them named than may be', async () => {
    const { hq, tools } = taking(
      [answer([], true), answer([], true), answer([], true)],
      Array.from({ length: 501 }, (_, i) => String(i)),
    );
    expect(await pullPacks(tools)).toEqual({ ok: true });
    expect(hq.asked).toHaveLength(1);
    const have = bodyOf(hq.asked[0] as never)['have'] as string[];
    expect([have.length, have[0]]).toEqual([500, '1']);
  });

  it('are none where headquarters is older or nobody is signed in; another refusal is told', async () => {
    const { hq, pc, tools } = taking([]);
    expect(await pullPacks(pc.tools)).toEqual({ ok: true });
    expect(askForPacks(pc.tools)).toBeNull();
    expect(hq.asked).toEqual([]);
    hq.instead = () => problem(404, 'request.notFound', { retry: 'never' });
    expect(await pullPacks(tools)).toEqual({ ok: true });
    hq.instead = () => problem(403, 'auth.revoked', { retry: 'never' });
    expect(await pullPacks(tools)).toMatchObject({ reason: 'sync.deviceRevoked' });
    pc.isStopping = true;
    const before = hq.asked.length;
    expect(await pullPacks(tools)).toEqual({ ok: true });
    expect(hq.asked).toHaveLength(before);
  });
});
