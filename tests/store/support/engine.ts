/** Opens the store's page in the engine of the project: real Electron, or the Chromium of the system. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, chromium, expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type {
  StoreCallName,
  StoreInput,
  StoreOutput,
  StoreRefusalCode,
} from '../../../src/shared/store-contract/calls';
import { bundle, root } from './bundle';
import type { Driver } from './driver';

type DriverTask = Exclude<keyof Driver, 'notices' | 'transactions'>;

export type Backend = 'leveldb' | 'sqlite';

export interface OpenStore {
  readonly page: Page;
  readonly electron: ElectronApplication | undefined;
  /** The value; a refusal fails the test. */
  readonly call: <N extends StoreCallName>(name: N, input: StoreInput<N>) => Promise<StoreOutput<N>>;
  /** The code of the refusal; an answer fails the test. */
  readonly refusal: <N extends StoreCallName>(name: N, input: StoreInput<N>) => Promise<StoreRefusalCode>;
  /** Runs one function of the driver in the page. */
  readonly inPage: <N extends DriverTask>(
    name: N,
    ...input: Parameters<Driver[N]>
  ) => Promise<Awaited<ReturnType<Driver[N]>>>;
  readonly seen: <N extends 'notices' | 'transactions'>(what: N) => Promise<Driver[N]>;
  readonly close: () => Promise<void>;
}

export interface Engine {
  readonly name: 'electron' | 'chromium';
  /** Opens the page on this test's profile; after `close`, again with the same data. */
  readonly open: (options?: { connect?: boolean }) => Promise<OpenStore>;
  /** Folder in which the engine keeps its databases. */
  readonly databaseDir: string;
}

const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
/** The system's Chromium gets pages by interception: a secure origin without a server. */
const chromiumOrigin = 'https://store.test';

export const test = base.extend<{ backend: Backend; engine: Engine }>({
  // The page is hidden: there is nothing to see, and taking its picture would wait for ever.
  screenshot: 'off',
  trace: 'off',
  backend: ['leveldb', { option: true }],
  engine: async ({ backend }, use, info) => {
    const name = (info.project.metadata as { engine: Engine['name'] }).engine;
    const profile = await mkdtemp(path.join(tmpdir(), 'xianting-profile-'));
    const opened: OpenStore[] = [];
    await use({
      name,
      databaseDir: databaseDirOf(name, profile),
      open: async (options) => {
        const store = await openStoreIn(name, profile, backend, options);
        opened.push(store);
        return store;
      },
    });
    for (const store of opened) await store.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  },
});

/** The page on a profile that outlives it, for whoever damages or watches one. */
export async function openStoreIn(
  name: Engine['name'],
  profile: string,
  backend: Backend,
  options: { readonly connect?: boolean } = {},
): Promise<OpenStore> {
  const store = name === 'electron' ? await openInElectron(profile) : await openInChromium(profile, backend);
  await store.page.evaluate(async (connect) => {
    // A string the type checker does not follow: the module exists only in the page.
    // In the folder of the page: its origin may read no other.
    const place = '/store-host/test/driver.js';
    const { driver } = (await import(place)) as { driver: Driver };
    (window as unknown as { driver: Driver }).driver = driver;
    if (connect) driver.connect();
  }, options.connect ?? true);
  return store;
}

/** Below a profile. */
export const databaseDirOf = (name: Engine['name'], profile: string): string =>
  name === 'electron' ? path.join(profile, 'IndexedDB') : path.join(profile, 'Default', 'IndexedDB');

async function openInElectron(profile: string): Promise<OpenStore> {
  const folder = await bundle();
  const executablePath = process.env['ELECTRON_EXEC_PATH'];
  if (!executablePath) throw new Error('ELECTRON_EXEC_PATH is not set; run "npm run store"');
  const electron = await _electron.launch({
    executablePath,
    args: [
      ...['-r', path.join(root, 'tests/support/hold-until-attached.cjs')],
      ...[path.join(folder, 'app'), ...sandbox, `--pages=${path.join(folder, 'pages')}`, `--user-data-dir=${profile}`],
    ],
    cwd: root,
  });
  const page = await electron.firstWindow();
  await page.waitForURL('app://store/**');
  await page.waitForLoadState('load');
  let closed = false;
  return storeOn(page, electron, async () => {
    if (closed) return;
    closed = true;
    const gone = new Promise((resolve) => electron.process().once('exit', resolve));
    // At once, as when the system shuts down: what was acknowledged must be there all the same.
    electron.process().kill('SIGKILL');
    await gone;
  });
}

async function openInChromium(profile: string, backend: Backend): Promise<OpenStore> {
  const folder = await bundle();
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...sandbox, `--${backend === 'sqlite' ? 'enable' : 'disable'}-features=IdbSqliteBackingStore`],
  });
  await browser.route(`${chromiumOrigin}/**`, async (route) => {
    const file = path.join(folder, 'pages', new URL(route.request().url()).pathname);
    const type = file.endsWith('.html') ? 'text/html' : 'text/javascript';
    await route.fulfill({ body: await readFile(file), contentType: type });
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  await page.goto(`${chromiumOrigin}/store-host/index.html`);
  let closed = false;
  return storeOn(page, undefined, async () => {
    if (closed) return;
    closed = true;
    await browser.close();
  });
}

function storeOn(page: Page, electron: ElectronApplication | undefined, close: () => Promise<void>): OpenStore {
  const answer = (name: string, input: unknown) =>
    page.evaluate(
      ([callName, callInput]) => (window as unknown as { driver: Driver }).driver.call(callName, callInput),
      [name, input] as const,
    );
  return {
    page,
    electron,
    close,
    call: async <N extends StoreCallName>(name: N, input: StoreInput<N>) => {
      const reply = await answer(name, input);
      if (!reply.ok) throw new Error(`${name} was refused: ${reply.error.code} ${reply.error.detail}`);
      return reply.value as StoreOutput<N>;
    },
    refusal: async (name, input) => {
      const reply = await answer(name, input);
      expect(reply.ok, `${name} was not refused`).toBe(false);
      return (reply as { error: { code: StoreRefusalCode } }).error.code;
    },
    inPage: <N extends DriverTask>(name: N, ...input: Parameters<Driver[N]>) =>
      page.evaluate(
        ([task, values]) => {
          const { driver } = window as unknown as { driver: Record<string, (...given: unknown[]) => unknown> };
          return driver[task]?.(...values);
        },
        [name as string, input as unknown[]] as const,
      ) as Promise<Awaited<ReturnType<Driver[N]>>>,
    seen: (what) =>
      page.evaluate((name) => (window as unknown as { driver: Driver }).driver[name], what) as Promise<
        Driver[typeof what]
      >,
  };
}
