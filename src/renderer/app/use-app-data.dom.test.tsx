import { act, cleanup, renderHook } from '@testing-library/react';
import { useEffect } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { useSyncStatus, useSyncStatusFeed } from './sync-status';
import { useAppData } from './use-app-data';
import { useSignedIn } from './use-signed-in';

afterEach(cleanup);

/** Main, with a status that can be changed; each answer is a new object, as over the bridge. */
function main() {
  const listeners = new Map<string, Set<() => void>>();
  const state = { notices: [] as string[], waiting: 0 };
  const answers: Readonly<Record<string, () => object>> = {
    'app.status': () => ({
      session: { name: '陈静', permissions: ['case.view'] },
      branch: { name: '城东支行' },
      timeZone: 'Asia/Shanghai',
      notices: [...state.notices],
    }),
    'session.tiles': () => ({ users: [{ name: '陈静' }] }),
    'sync.status': () => ({ state: 'idle', waiting: state.waiting }),
  };
  vi.stubGlobal('xianting', {
    call: (name: string) => Promise.resolve({ ok: true, value: answers[name]?.() }),
    subscribe: (topic: string, listener: () => void) => {
      const those = listeners.get(topic) ?? new Set();
      listeners.set(topic, those.add(listener));
      return () => those.delete(listener);
    },
  });
  const say = (topic: string): Promise<void> =>
    act(async () => {
      for (const listener of listeners.get(topic) ?? []) listener();
      await Promise.resolve();
    });
  return { state, say };
}

it('draws nothing anew when main says that something changed, and what is shown did not', async () => {
  const { state, say } = main();
  let drawn = 0;
  const { result } = renderHook(() => {
    // React may ask once more before it sees that nothing is another; then it draws nothing.
    useEffect(() => {
      drawn += 1;
    });
    return { data: useAppData(), signedIn: useSignedIn() };
  });
  await say('app.changed');
  const before = result.current;
  expect(before.data.status).toMatchObject({ timeZone: 'Asia/Shanghai' });
  expect(before.signedIn).toMatchObject({ session: { name: '陈静' } });
  drawn = 0;
  await say('app.changed');
  await say('sync.changed');
  expect(drawn).toBe(0);

  state.notices.push('disk.nearlyFull');
  await say('app.changed');
  expect(result.current.data.status).toMatchObject({ notices: ['disk.nearlyFull'] });
  expect(result.current.data.users).toBe(before.data.users);
  expect(result.current.signedIn).toBe(before.signedIn);
});

it('draws only who shows how far the sync is, while an outbox drains', async () => {
  const { state, say } = main();
  let [frames, chips] = [0, 0];
  renderHook(() => {
    useEffect(() => {
      frames += 1;
    });
    useSyncStatusFeed();
    return useAppData();
  });
  const chip = renderHook(() => {
    useEffect(() => {
      chips += 1;
    });
    return useSyncStatus();
  });
  await say('app.changed');
  [frames, chips] = [0, 0];
  for (const waiting of [3, 2, 1]) {
    state.waiting = waiting;
    await say('sync.changed');
    expect(chip.result.current).toMatchObject({ waiting });
  }
  await say('sync.changed');
  expect({ frames, chips }).toEqual({ frames: 0, chips: 3 });
});
