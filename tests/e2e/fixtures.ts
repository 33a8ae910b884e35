/** Starts the built application in a real Electron on a profile of its own. Windows are chosen by URL. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserWindow } from 'electron';
import { _electron, expect, test as base, type ElectronApplication, type Page, type TestInfo } from '@playwright/test';
import { setUpBranch } from './pages/setup-page';
import { startDisplay } from './support/display';

export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** Ends the process group as a power cut would. */
  readonly kill: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly ended: () => boolean;
  /** Answers the next save dialog with this path. */
  readonly answerSaveDialog: (file: string) => Promise<void>;
  /** Answers the next open dialog with these paths. */
  readonly answerOpenDialog: (files: readonly string[]) => Promise<void>;
}

export interface LaunchOptions {
  readonly userData: string;
  readonly language?: 'zh-CN' | 'en';
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folder that Electron starts; by default the application itself. */
  readonly appDir?: string;
}

const root = path.resolve(__dirname, '../..');
/** Applications that have been started and have not ended. */
const running = new Set<RunningApp>();
const holdUntilAttached = ['-r', path.join(root, 'tests/support/hold-until-attached.cjs')];

export async function launch({
  userData,
  language = 'zh-CN',
  args = [],
  env = {},
  appDir = root,
}: LaunchOptions): Promise<RunningApp> {
  const executablePath = process.env['ELECTRON_EXEC_PATH'];
  if (executablePath === undefined) throw new Error('ELECTRON_EXEC_PATH is not set; run npm run e2e');
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const electron = await _electron.launch({
    executablePath,
    args: [...holdUntilAttached, appDir, ...asRoot, `--user-data-dir=${userData}`, `--app-lang=${language}`, ...args],
    env: { ...(process.env as Record<string, string>), ...env },
  });
  const page = await uiPage(electron);
  const child = electron.process();
  const app: RunningApp = {
    electron,
    page,
    userData,
    kill: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
    close: () => electron.close(),
    ended: () => child.exitCode !== null || child.signalCode !== null,
    answerSaveDialog: (file) =>
      electron.evaluate(({ dialog }, filePath) => {
        const real = dialog.showSaveDialog;
        dialog.showSaveDialog = () => {
          dialog.showSaveDialog = real;
          return Promise.resolve({ canceled: false, filePath });
        };
      }, file),
    answerOpenDialog: (files) =>
      electron.evaluate(
        ({ dialog }, filePaths) => {
          const real = dialog.showOpenDialog;
          dialog.showOpenDialog = () => {
            dialog.showOpenDialog = real;
            return Promise.resolve({ canceled: false, filePaths });
          };
        },
        [...files],
      ),
  };
  running.add(app);
  child.once('exit', () => running.delete(app));
  return app;
}

/** After a failure, leaves a picture of what each application still shows in `test-results`. */
async function photographFailure(info: TestInfo): Promise<void> {
  if (info.status === info.expectedStatus) return;
  for (const { page } of running) {
    if (page.isClosed()) continue;
    const file = info.outputPath(`as-it-failed-${String(info.attachments.length + 1)}.png`);
    const taken = await page.screenshot({ path: file, timeout: 5_000 }).then(
      () => true,
      // A page that hangs is a failure of its own, told already.
      () => false,
    );
    if (taken) await info.attach('as it failed', { path: file, contentType: 'image/png' });
  }
}

async function uiPage(electron: ElectronApplication): Promise<Page> {
  const isUi = (page: Page): boolean => page.url().startsWith('app://ui/');
  // A window is there before it has its address.
  await expect.poll(() => electron.windows().some(isUi), { timeout: 30_000, intervals: [50] }).toBe(true);
  const page = electron.windows().find(isUi);
  if (page === undefined) throw new Error('the window was there and went');
  await page.waitForLoadState('domcontentloaded');
  // A person acts on a window they see; before that it also has no place of its own yet.
  const window = await electron.browserWindow(page);
  await window.evaluate(
    (shown: BrowserWindow) =>
      new Promise<void>((resolve) => {
        if (shown.isVisible()) resolve();
        else shown.once('show', () => resolve());
      }),
  );
  return page;
}

interface Fixtures {
  readonly photographs: null;
  readonly profile: string;
  readonly app: RunningApp;
  readonly branchApp: RunningApp;
  readonly language: 'zh-CN' | 'en';
}

interface WorkerFixtures {
  /** Of this worker; null where the display is a real one. */
  readonly display: string | null;
  readonly branchTemplate: string;
}

const temporary = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));

/**
 * `app`: a fresh profile, first run. `branchApp`: a branch as the wizard leaves it, nobody signed in. `profile`: the folder of
 * either, for starting again on the same data.
 */
export const test = base.extend<Fixtures, WorkerFixtures>({
  language: ['zh-CN', { option: true }],
  display: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants an object pattern even where nothing is taken from it
    async ({}, use) => {
      if (process.env['XIANTING_OWN_DISPLAYS'] === undefined) return use(null);
      const display = await startDisplay();
      await use(display.name);
      display.stop();
    },
    { scope: 'worker', auto: true },
  ],
  branchTemplate: [
    async ({ display: _shown }, use) => {
      const dir = await temporary();
      const app = await launch({ userData: dir });
      await setUpBranch(app.page);
      await app.close();
      await use(dir);
      await rm(dir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  // Of applications that a test started itself; those of fixtures have ended by then.
  photographs: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants an object pattern even where nothing is taken from it
    async ({}, use, info) => {
      await use(null);
      await photographFailure(info);
    },
    { auto: true },
  ],
  // eslint-disable-next-line no-empty-pattern -- Playwright wants an object pattern even where nothing is taken from it
  profile: async ({}, use) => {
    const dir = await temporary();
    await use(dir);
    await rm(dir, { recursive: true, force: true });
  },
  app: async ({ profile, language }, use, info) => {
    const app = await launch({ userData: profile, language });
    await use(app);
    await photographFailure(info);
    if (!app.ended()) await app.close();
  },
  branchApp: async ({ profile, language, branchTemplate }, use, info) => {
    await cp(branchTemplate, profile, { recursive: true });
    const app = await launch({ userData: profile, language });
    await use(app);
    await photographFailure(info);
    if (!app.ended()) await app.close();
  },
});

export { expect } from '@playwright/test';
