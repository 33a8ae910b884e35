/** The way through the real preload: main's port, the page's answers, a crash and the page that comes after it. */
import { expect } from '@playwright/test';
import type { MessagePortMain } from 'electron';
import { test, type OpenStore } from './support/engine';
import { intakeFrame } from './support/rows';

/** Asks over the newest port that main got from its store window. */
function ask(store: OpenStore, name: string, input: unknown): Promise<unknown> {
  if (!store.electron) throw new Error('needs Electron');
  return store.electron.evaluate(
    async (_electron, [callName, callInput]) => {
      const port = globalThis.harness?.ports.at(-1) as MessagePortMain;
      return new Promise((resolve) => {
        const listen = ({ data }: { data: { id?: number } }): void => {
          if (data.id !== 7) return;
          port.off('message', listen);
          resolve(data);
        };
        port.on('message', listen);
        port.start();
        port.postMessage({ id: 7, name: callName, input: callInput });
      });
    },
    [name, input] as const,
  );
}

const portCount = (store: OpenStore): Promise<number | undefined> | undefined =>
  store.electron?.evaluate(() => globalThis.harness?.ports.length);

test('main asks through the preload, and again after the page crashed', async ({ engine }) => {
  const store = await engine.open({ connect: false });
  expect(await ask(store, 'open', {})).toMatchObject({ ok: true, value: { frameNo: 0, persisted: true } });
  const { frame } = intakeFrame(1);
  const ops = [{ table: 'kv', key: 'a', row: { key: 'a', value: 1 } }];
  const derived = { cases: [], list: [], search: [], outbox: [] };
  expect(await ask(store, 'apply', { frame, ops, ...derived })).toMatchObject({ ok: true });

  await store.electron?.evaluate(() => globalThis.harness?.window.crash());
  await expect.poll(() => portCount(store)).toBe(2);
  expect(await ask(store, 'open', {})).toMatchObject({ ok: true, value: { frameNo: 1, frameHash: 'hash-1' } });
  expect(await ask(store, 'get', { table: 'kv', key: 'a' })).toMatchObject({ ok: true, value: { row: { value: 1 } } });
});

test('the page is alone: strict policy, no bridge, its own origin', async ({ engine }) => {
  const store = await engine.open({ connect: false });
  const seen = await store.page.evaluate(() => ({
    origin: window.location.origin,
    bridge: 'xianting' in window,
    require: 'require' in window,
  }));
  expect(seen).toEqual({ origin: 'app://store', bridge: false, require: false });
  const injected = await store.page.evaluate(() => {
    const script = document.createElement('script');
    const isRefused = (work: () => void): boolean => {
      try {
        work();
        return false;
      } catch (cause) {
        return cause instanceof TypeError;
      }
    };
    const refused = [
      isRefused(() => {
        script.textContent = 'window.injected = true';
      }),
      // A node of text is no way around it.
      isRefused(() => {
        script.append('window.injected = true');
        document.body.append(script);
      }),
    ];
    return { refused, ran: 'injected' in window };
  });
  expect(injected).toEqual({ refused: [true, true], ran: false });
});
