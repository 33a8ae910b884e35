/** Pushes gathered into groups: which go together, who comes next, and what one bad push does to others. */
import { expect, it } from 'vitest';
import type { Committed, Pushed } from './commit';
import { createIngest, type IngestOptions } from './gateway';

/** Partition is the letter before the number: `a1` and `a2` stand in `a`. */
const pushOf = (branchId: string, events = 1): Pushed =>
  ({
    device: { branchId, id: `d-${branchId}`, publicKey: '' },
    request: { deviceTimeMs: 0, events: Array.from({ length: events }, () => ({ header: {} })) },
    nonce: '',
  }) as unknown as Pushed;
const answerTo = ({ device }: Pushed): Committed =>
  ({ answer: { ok: true, reply: { contiguousSeq: device.branchId } }, end: 1 }) as unknown as Committed;

/** A database that answers when the test says so. */
function world(options: Partial<IngestOptions> = {}) {
  const groups: string[][] = [];
  const open: (() => void)[] = [];
  const ingest = createIngest({
    lanes: 1,
    partitionOf: async (branchId) => branchId.slice(0, 1),
    kept: async () => undefined,
    commit: async (group) => {
      groups.push(group.map(({ device }) => device.branchId));
      await new Promise<void>((resolve) => open.push(resolve));
      return group.map(answerTo);
    },
    ...options,
  });
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  const finishAll = async (): Promise<void> => {
    for (await turn(); open.length > 0; await turn()) open.shift()?.();
  };
  return { ingest, groups, turn, finishAll };
}

it('keeps together what waits in one partition, in the order in which it came', async () => {
  const { ingest, groups, turn, finishAll } = world();
  const first = ingest.push(pushOf('a0'));
  await turn();
  const all = ['b1', 'a1', 'b2', 'a2'].map((branch) => ingest.push(pushOf(branch)));
  await finishAll();
  await Promise.all([first, ...all]);
  expect(groups).toEqual([['a0'], ['b1', 'b2'], ['a1', 'a2']]);
});

it('serves a branch with one push before the second of a branch with many, and never two of one at once', async () => {
  const { ingest, groups, turn, finishAll } = world({ lanes: 3 });
  const many = [1, 2, 3].map(() => ingest.push(pushOf('a1', 200)));
  await turn();
  const one = ingest.push(pushOf('a2'));
  await turn();
  expect(groups).toEqual([['a1'], ['a2']]);
  await finishAll();
  await Promise.all([...many, one]);
  expect(groups.slice(2)).toEqual([['a1'], ['a1']]);
});

it('ends a group at its size', async () => {
  const { ingest, groups, turn, finishAll } = world({ mostEvents: 10 });
  const first = ingest.push(pushOf('a0'));
  await turn();
  const all = ['a1', 'a2', 'a3'].map((branch) => ingest.push(pushOf(branch, 5)));
  await finishAll();
  await Promise.all([first, ...all]);
  expect(groups).toEqual([['a0'], ['a1', 'a2'], ['a3']]);
});

const broken = (code: string): Error => new Error('query failed', { cause: Object.assign(new Error('x'), { code }) });

it('tries each by itself where the database can not take one, and fails that one only', async () => {
  const tried: number[] = [];
  const { ingest } = world({
    commit: async (group) => {
      tried.push(group.length);
      if (group.some(({ device }) => device.branchId === 'a2')) throw broken('22021');
      return group.map(answerTo);
    },
  });
  const settled = await Promise.allSettled(['a0', 'a1', 'a2', 'a3'].map((branch) => ingest.push(pushOf(branch))));
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  expect(tried.slice(-3)).toEqual([1, 1, 1]);
});

it('fails all at once where the database is gone, and goes on with the next', async () => {
  let gone = true;
  const tried: number[] = [];
  const { ingest } = world({
    commit: async (group) => {
      tried.push(group.length);
      if (gone) throw broken('57P01');
      return group.map(answerTo);
    },
  });
  await Promise.allSettled(['a0', 'a1', 'a2'].map((branch) => ingest.push(pushOf(branch))));
  expect(tried.every((size) => size !== 1) || tried.length <= 2).toBe(true);
  gone = false;
  expect(await ingest.push(pushOf('a1'))).toMatchObject({ ok: true });
});

it('asks PCs to come back when too many wait', async () => {
  const { ingest, turn, finishAll } = world({ mostWaiting: 2 });
  const first = ingest.push(pushOf('a0'));
  await turn();
  const all = ['a1', 'a2'].map((branch) => ingest.push(pushOf(branch)));
  await turn();
  expect(await ingest.push(pushOf('a3'))).toMatchObject({ ok: false, problem: { code: 'request.tooMany' } });
  expect(ingest.counts()).toMatchObject({ waiting: 2, running: 1 });
  await finishAll();
  await Promise.all([first, ...all]);
});
