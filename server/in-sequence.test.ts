import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createInSequence } from './in-sequence';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const world = () => {
  let nowMs = 0;
  const line = createInSequence(() => nowMs, 300);
  const came: number[] = [];
  return {
    line,
    came,
    come: async (seq: number, device = 'a') => {
      await line.come(device, seq);
      came.push(seq);
    },
    pass: async (ms: number) => {
      nowMs += ms;
      await vi.advanceTimersByTimeAsync(ms);
    },
  };
};

describe('pushes of one PC that overtake each other', () => {
  it('go on in the order of their numbers', async () => {
    const { line, came, come, pass } = world();
    line.expect('a', 1);
    for (const seq of [401, 201]) void come(seq);
    void come(1);
    await pass(0);
    expect(came).toEqual([1]);
    line.expect('a', 201);
    await pass(0);
    expect(came).toEqual([1, 201]);
    line.expect('a', 401);
    await pass(0);
    expect(came).toEqual([1, 201, 401]);
  });

  it('wait no longer than a lost one may cost, and not for another PC', async () => {
    const { line, came, come, pass } = world();
    line.expect('a', 1);
    void come(201);
    void come(900, 'b');
    await pass(299);
    expect(came).toEqual([900]);
    await pass(1);
    expect(came).toEqual([900, 201]);
  });

  it('do not wait again and again where nothing ever comes, until some time is over', async () => {
    const { line, came, come, pass } = world();
    line.expect('a', 1);
    for (let i = 0; i < 16; i += 1) void come(201);
    await pass(300);
    expect(came).toHaveLength(16);
    void come(201);
    await pass(0);
    expect(came).toHaveLength(17);
    await pass(10_000);
    void come(201);
    await pass(0);
    expect(came).toHaveLength(17);
  });

  it('are expected from where headquarters says that the chain ends', async () => {
    const { line, came, come, pass } = world();
    line.expect('a', 601);
    line.expect('a', 201);
    void come(401);
    await pass(0);
    expect(came).toEqual([]);
    void come(201);
    await pass(0);
    expect(came).toEqual([201]);
  });
});
