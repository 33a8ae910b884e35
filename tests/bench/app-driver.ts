/** The built application in a real Electron, asked from inside main: no page and no Playwright between clock and work. */
import { launch, type LaunchOptions, type RunningApp } from '../e2e/fixtures';
import { demoPassword } from '../../src/main/demo/demo-facts';

export type { RunningApp };

export interface MainAnswer {
  readonly ms: number;
  readonly value: unknown;
}

interface HandlerMap {
  readonly _invokeHandlers: Map<string, (event: unknown, input: unknown) => Promise<unknown>>;
}

export const start = (userData: string, options: Pick<LaunchOptions, 'args' | 'env'> = {}): Promise<RunningApp> =>
  launch({ userData, ...options });

/** Calls an operation's handler once per input, one after another; ms from call to answer, measured in main. */
export async function callInMain(
  app: RunningApp,
  name: string,
  inputs: readonly unknown[],
): Promise<readonly MainAnswer[]> {
  const answers = await app.electron.evaluate(
    async ({ ipcMain, webContents }, asked) => {
      const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://ui/'));
      const handler = (ipcMain as unknown as HandlerMap)._invokeHandlers.get(`op:${asked.name}`);
      if (!page || !handler) throw new Error(`no handler for ${asked.name}`);
      const event = { sender: page, senderFrame: page.mainFrame };
      const results: { ms: number; reply: unknown }[] = [];
      for (const input of asked.inputs) {
        const began = performance.now();
        const reply = await handler(event, input);
        results.push({ ms: performance.now() - began, reply });
      }
      return results;
    },
    { name, inputs: [...inputs] },
  );
  return answers.map(({ ms, reply }) => {
    const answer = reply as { ok: boolean; value: unknown; error: unknown };
    if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(answer.error)}`);
    return { ms, value: answer.value };
  });
}

/**
 * Calls at a fixed rate, whether or not earlier calls are answered; ms from the intended start, so that waiting counts. `raw`
 * stands for one put of the baseline (`prepareOnePut`), timed in its page because the way there is none of its work.
 */
export function callOnTime(
  app: RunningApp,
  name: string,
  inputs: readonly unknown[],
  perSecond: number,
): Promise<number[]> {
  return app.electron.evaluate(
    async ({ ipcMain, webContents }, asked) => {
      const pages = webContents.getAllWebContents();
      const page = pages.find((one) => one.getURL().startsWith('app://ui/'));
      const store = pages.find((one) => one.getURL().startsWith('app://store/'));
      const handler = (ipcMain as unknown as HandlerMap)._invokeHandlers.get(`op:${asked.name}`);
      const event = { sender: page, senderFrame: page?.mainFrame };
      const began = performance.now() + 50;
      return Promise.all(
        asked.inputs.map(async (input, i) => {
          const intended = began + (i * 1000) / asked.perSecond;
          await new Promise((resolve) => {
            setTimeout(resolve, Math.max(0, intended - performance.now()));
          });
          const late = Math.max(0, performance.now() - intended);
          if (asked.name === 'raw') return late + ((await store?.executeJavaScript('benchPut()')) as number);
          const reply = (await handler?.(event, input)) as { ok: boolean } | undefined;
          if (reply?.ok !== true) throw new Error(`${asked.name} was refused: ${JSON.stringify(reply)}`);
          return performance.now() - intended;
        }),
      );
    },
    { name, inputs: [...inputs], perSecond },
  );
}

export async function ask<T>(app: RunningApp, name: string, input: unknown): Promise<T> {
  const [answer] = await callInMain(app, name, [input]);
  return answer?.value as T;
}

/** Ids of the processes of main and of the store's page. */
export async function processesOf(app: RunningApp): Promise<{ readonly main: number; readonly store: number }> {
  return app.electron.evaluate(({ webContents }) => {
    const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://store/'));
    if (!page) throw new Error('the store page is not open');
    return { main: process.pid, store: page.getOSProcessId() };
  });
}

/** Runs a script in the store's own page; its value must be plain. */
export function inStorePage<T>(app: RunningApp, script: string): Promise<T> {
  return app.electron.evaluate(async ({ webContents }, code) => {
    const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://store/'));
    if (!page) throw new Error('the store page is not open');
    return (await page.executeJavaScript(code)) as unknown;
  }, script) as Promise<T>;
}

export async function tileOf(app: RunningApp, name: string): Promise<string> {
  const { users } = await ask<{ users: { userId: string; name: string }[] }>(app, 'session.tiles', {});
  const found = users.find((user) => user.name === name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found.userId;
}

/** ms from the password to the answer that the person is in. */
export async function signIn(app: RunningApp, name = '李敏'): Promise<number> {
  const userId = await tileOf(app, name);
  const [answer] = await callInMain(app, 'session.signIn', [{ userId, password: demoPassword }]);
  return answer?.ms ?? Number.NaN;
}
