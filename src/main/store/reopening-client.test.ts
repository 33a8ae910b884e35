import { describe, expect, it } from 'vitest';
import { reopeningClient, reopenPatienceMs } from './reopening-client';
import type { StoreReply } from './store-client';
import { StoreUnavailable } from './store-unavailable';

/** A store that answers when it is told to, and a clock that is moved by hand. */
function aStore() {
  const calls: string[] = [];
  let answer: (reply: StoreReply) => void = () => undefined;
  let fail: (cause: Error) => void = () => undefined;
  let due: (() => void) | undefined;
  const { client, closed } = reopeningClient(
    {
      call: (name) => {
        calls.push(name);
        return new Promise((resolve, reject) => {
          answer = resolve;
          fail = reject;
        });
      },
      tell: () => undefined,
      attach: () => undefined,
      detach: () => undefined,
    },
    {
      makeRoom: async () => {
        calls.push('room');
      },
      restartHost: () => {
        calls.push('restart');
        fail(new StoreUnavailable('restarting'));
      },
      after: (ms, work) => {
        expect(ms).toBe(reopenPatienceMs);
        due = work;
        return () => {
          due = undefined;
        };
      },
    },
  );
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { client, closed, calls, turn, answer: () => answer({ ok: true, value: {} }), pass: () => due?.() };
}

describe('a database that Chromium closed by itself', () => {
  it('gets room before it is opened, and a new process when the old one does not answer', async () => {
    const { client, closed, calls, turn, pass } = aStore();
    closed();
    const opening = client.call('open', {});
    await turn();
    pass();
    await expect(opening).rejects.toMatchObject({ reason: 'restarting' });
    expect(calls).toEqual(['room', 'open', 'restart']);
  });

  it('keeps its process when it answers in time, and is not watched when it was not closed', async () => {
    const { client, closed, calls, turn, answer, pass } = aStore();
    for (const before of [closed, () => undefined]) {
      before();
      const opening = client.call('open', {});
      await turn();
      if (before !== closed) pass();
      answer();
      await expect(opening).resolves.toMatchObject({ ok: true });
      pass();
    }
    expect(calls).toEqual(['room', 'open', 'room', 'open']);
  });

  it('is asked other things without more ado', async () => {
    const { client, calls, turn, answer } = aStore();
    const asked = client.call('page', {});
    await turn();
    answer();
    await asked;
    expect(calls).toEqual(['page']);
  });
});
