/** A machine without a network, and a list of every attempt to use one. */
import type * as nodeNet from 'node:net';
import type { ElectronApplication } from '@playwright/test';

export interface NoNetwork {
  /** Hosts and addresses that any process of the application tried to reach. */
  readonly attempts: () => Promise<readonly string[]>;
}

declare global {
  var networkAttempts: string[] | undefined;
}

/** From now on every connection fails: those of pages and of Electron's `net` in Chromium, those of Node at its socket. */
export async function withoutNetwork(electron: ElectronApplication): Promise<NoNetwork> {
  await electron.evaluate(async ({ app, session }) => {
    const attempts: string[] = [];
    globalThis.networkAttempts = attempts;
    const cut = (ses: Electron.Session): void => {
      ses.enableNetworkEmulation({ offline: true });
      ses.webRequest.onBeforeRequest(
        { urls: ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*'] },
        ({ url }, done) => {
          attempts.push(url);
          done({ cancel: true });
        },
      );
    };
    cut(session.defaultSession);
    app.on('session-created', cut);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way to a module from an evaluation in main
    const { Socket } = process.mainModule?.require('node:net') as typeof nodeNet;
    const connect = Socket.prototype.connect as (...args: unknown[]) => unknown;
    Socket.prototype.connect = function (this: unknown, ...args: unknown[]) {
      const [target] = (Array.isArray(args[0]) ? args[0] : args) as [{ path?: string; host?: string; port?: number }];
      // A path is a pipe of this machine.
      if (typeof target === 'object' && target.path !== undefined && target.port === undefined)
        return connect.apply(this, args);
      attempts.push(`socket ${JSON.stringify(target)}`);
      throw new Error('there is no network');
    } as typeof Socket.prototype.connect;
  });
  return { attempts: () => electron.evaluate(() => globalThis.networkAttempts ?? ['nobody kept a list']) };
}

/** One attempt through Chromium and one through Node, so that an empty list means something. */
export async function tryBothWays(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(async ({ net }) => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the way to Node's modules inside an evaluate, as in cutNetwork
    const { connect } = process.mainModule?.require('node:net') as typeof nodeNet;
    const refused = (cause: unknown): string => String(cause);
    await net.fetch('http://hq.invalid/').catch(refused);
    try {
      connect(80, 'hq.invalid');
    } catch (cause) {
      refused(cause);
    }
  });
}
