/** The window: its shortcuts, its place, one of it, how it looks, and what happens when its page or the start fails. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { expect, launch, test } from './fixtures';
import { signIn } from './pages/setup-page';

const uiWindow = async <T>(electron: ElectronApplication, ask: (window: Electron.BrowserWindow) => T): Promise<T> => {
  const window = await electron.browserWindow(electron.windows().find((page) => page.url().startsWith('app://ui/'))!);
  return window.evaluate(ask as never);
};

/** Runs code in the page as main does: Playwright keeps no hold of a page whose process died. Undefined between two. */
const inPage = (electron: ElectronApplication, code: string): Promise<unknown> =>
  electron.evaluate(({ webContents }, script) => {
    const contents = webContents.getAllWebContents().find((each) => each.getURL().startsWith('app://ui/'));
    // A dead or half-loaded page would never answer.
    if (!contents || contents.isCrashed() || contents.isLoading()) return undefined;
    return contents.executeJavaScript(script);
  }, code);

/** A start that ends by itself, or shows no window: nothing that Playwright could hold on to. */
function spawnProgram(profile: string): ChildProcessWithoutNullStreams {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const program = [path.resolve(__dirname, '../..'), ...asRoot, `--user-data-dir=${profile}`];
  return spawn(process.env['ELECTRON_EXEC_PATH'] ?? '', program);
}

const press = (electron: ElectronApplication, keyCode: string, modifiers: readonly string[] = []): Promise<void> =>
  electron.evaluate(
    ({ webContents }, [key, held]) => {
      const contents = webContents.getAllWebContents().find((each) => each.getURL().startsWith('app://ui/'));
      for (const type of ['keyDown', 'keyUp'] as const) {
        contents?.sendInputEvent({ type, keyCode: key, modifiers: held as never });
      }
    },
    [keyCode, modifiers] as const,
  );

test('no shortcut of the browser loads the page again, zooms it, closes it or opens the developer tools', async ({
  app: { electron, page },
}) => {
  expect(await electron.evaluate(({ Menu }) => Menu.getApplicationMenu())).toBeNull();
  await page.evaluate(() => {
    Reflect.set(window, 'keys', []);
    addEventListener('keyup', ({ key }) => (Reflect.get(window, 'keys') as string[]).push(key));
  });
  const shortcuts = [
    ['R', ['control']],
    ['R', ['control', 'shift']],
    ['F5', []],
    ['I', ['control', 'shift']],
    ['F12', []],
    ['Plus', ['control', 'shift']],
    ['-', ['control']],
    ['W', ['control']],
    ['Q', ['control']],
  ] as const;
  for (const [key, held] of shortcuts) await press(electron, key, held);
  await press(electron, 'End');
  await expect.poll(() => page.evaluate(() => Reflect.get(window, 'keys') as string[])).toContain('End');
  const state = await electron.evaluate(({ webContents }) => {
    const contents = webContents.getAllWebContents().find((each) => each.getURL().startsWith('app://ui/'));
    return { zoom: contents?.getZoomLevel(), tools: contents?.isDevToolsOpened() };
  });
  expect(state).toEqual({ zoom: 0, tools: false });
});

test('the window stands where it stood, also after a power cut, but never off the screen', async ({ app, profile }) => {
  const bounds = { x: 60, y: 40, width: 1100, height: 700 };
  await app.electron.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()
      .find((each) => each.isVisible())
      ?.setBounds(place);
  }, bounds);
  const settings = path.join(profile, 'settings.json');
  const saved = async (): Promise<unknown> =>
    (JSON.parse(await readFile(settings, 'utf8').catch(() => '{}')) as { window?: unknown }).window;
  await expect.poll(saved).toMatchObject(bounds);
  await app.kill();

  const again = await launch({ userData: profile });
  expect(await uiWindow(again.electron, (window) => window.getBounds())).toEqual(bounds);
  await again.close();

  const file = JSON.parse(await readFile(settings, 'utf8')) as { window: object };
  await writeFile(settings, JSON.stringify({ ...file, window: { ...file.window, x: 9000, y: 9000 } }));
  const third = await launch({ userData: profile });
  const place = await uiWindow(third.electron, (window) => window.getBounds());
  expect(place.x + place.width).toBeGreaterThan(100);
  expect(place.x).toBeLessThan(2000);
  await third.close();
});

test('a second start on the same data shows the first window and ends by itself', async ({ app, profile }) => {
  await app.electron.evaluate(({ app: program, BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.isVisible());
    Reflect.set(globalThis, 'calls', []);
    const calls = Reflect.get(globalThis, 'calls') as string[];
    program.prependListener('second-instance', () => calls.push('second start'));
    window?.on('focus', () => calls.push('focus'));
    window?.on('show', () => calls.push('show'));
    window?.hide();
  });
  const second = spawnProgram(profile);
  second.stderr.resume();
  expect(await once(second, 'exit')).toEqual([0, null]);
  const calls = (): Promise<string[]> => app.electron.evaluate(() => Reflect.get(globalThis, 'calls') as string[]);
  await expect.poll(calls).toEqual(expect.arrayContaining(['second start', 'show']));
  expect(await uiWindow(app.electron, (window) => window.isVisible())).toBe(true);
});

test('light, dark, high contrast and large type are chosen in the application and kept', async ({
  branchApp: app,
  profile,
}) => {
  await signIn(app.page, 'counter');
  const look = (): { scheme: string | undefined; size: string; font: string } => ({
    scheme: document.documentElement.dataset['scheme'],
    size: getComputedStyle(document.documentElement).fontSize,
    font: getComputedStyle(document.body).fontFamily,
  });
  expect(await app.page.evaluate(look)).toMatchObject({ scheme: 'light', size: '16px' });
  await app.page.getByRole('button', { name: '语言与外观' }).click();
  for (const [mode, scheme] of [
    ['深色', 'dark'],
    ['高对比', 'highContrast'],
  ] as const) {
    await app.page.getByRole('radio', { name: mode }).click();
    await expect.poll(() => app.page.evaluate(look)).toMatchObject({ scheme });
  }
  await app.page.getByRole('radio', { name: '200%' }).click();
  await expect.poll(() => app.page.evaluate(look)).toMatchObject({ size: '32px' });
  const fonts = await app.page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family);
  });
  expect(fonts.join()).toContain('Noto Sans SC Latin');
  await app.kill();

  const again = await launch({ userData: profile });
  await expect.poll(() => again.page.evaluate(look)).toMatchObject({ scheme: 'highContrast', size: '32px' });
  expect((await again.page.evaluate(look)).font).toContain('Noto Sans SC Variable');
  await again.close();
});

test('the page may die while somebody types: it comes back signed in, with the draft, and says so', async ({
  branchApp: { electron, page },
}) => {
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: '事情经过' }).fill('他说钱被多扣了两次');
  await expect(page.getByText(/^已保存 \d/)).toBeVisible();
  await electron.evaluate(
    ({ webContents }) =>
      new Promise<void>((resolve) => {
        const contents = webContents.getAllWebContents().find((each) => each.getURL().startsWith('app://ui/'));
        contents?.once('did-finish-load', () => resolve());
        contents?.forcefullyCrashRenderer();
      }),
  );
  const shown = (): Promise<unknown> => inPage(electron, 'document.body.innerText');
  await expect.poll(shown).toContain('页面出错');
  await press(electron, '2', ['control']);
  const typed = (): Promise<unknown> =>
    inPage(electron, "[...document.querySelectorAll('textarea')].map((field) => field.value).join()");
  await expect.poll(typed).toContain('他说钱被多扣了两次');
});

test('a page that dies again and again is opened again only when the person says so', async ({ app: { electron } }) => {
  await electron.evaluate(({ dialog, webContents }) => {
    Reflect.set(globalThis, 'questions', []);
    dialog.showMessageBox = ((options: Electron.MessageBoxOptions) => {
      (Reflect.get(globalThis, 'questions') as string[]).push(options.message);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    }) as typeof dialog.showMessageBox;
    const contents = webContents.getAllWebContents().find((each) => each.getURL().startsWith('app://ui/'));
    let left = 3;
    const crash = (): void => {
      if (left-- > 0) contents?.forcefullyCrashRenderer();
    };
    contents?.on('did-finish-load', crash);
    crash();
  });
  const questions = (): Promise<string[]> => electron.evaluate(() => Reflect.get(globalThis, 'questions') as string[]);
  await expect.poll(questions).toEqual(['页面反复出错']);
  await expect.poll(() => inPage(electron, 'document.body.innerText')).toContain('新建网点');
});
