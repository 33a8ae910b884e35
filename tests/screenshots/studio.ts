/** Everything around taking one picture: languages, the clock, the size of the window, and small files. */
import { execFile } from 'node:child_process';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import sharp from 'sharp';
import { launch, type RunningApp } from '../e2e/fixtures';

const run = promisify(execFile);
const root = path.resolve(__dirname, '../..');

export type Language = 'zh-CN' | 'en';
export type ColourMode = 'light' | 'dark' | 'highContrast';

const nameOf = (language: Language): string => (language === 'en' ? 'en' : 'zh');
/** Where pictures are kept until the whole walk has succeeded. */
const folderOf = (language: Language): string => path.join(root, 'reports/screenshots', nameOf(language));

/** A Monday morning at the counter. */
const shownMs = Date.parse('2026-03-16T10:20:00+08:00');
const beganMs = Date.now();

/** Read by shell/main.cjs. */
const clockEnv = {
  XIANTING_PICTURES_SHOWN_MS: String(shownMs),
  XIANTING_PICTURES_BEGAN_MS: String(beganMs),
  TZ: 'Asia/Shanghai',
};

/** Starts another Node program by the same clock. */
export async function withClock<T>(start: () => Promise<T>): Promise<T> {
  const env = { ...clockEnv, NODE_OPTIONS: `--require ${path.join(__dirname, 'shell/clock.cjs')}` };
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  try {
    return await start();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}

export async function open(userData: string, language: Language, demo: boolean): Promise<RunningApp> {
  const app = await launch({
    userData,
    language,
    args: demo ? ['--demo'] : [],
    env: clockEnv,
    appDir: path.join(__dirname, 'shell'),
  });
  await app.electron.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows())
      if (window.webContents.getURL().startsWith('app://ui/')) window.setContentSize(1366, 768);
  });
  // A page that comes after the clock was set has none, and it is set in all of them: the page of the store comes late.
  if (demo) {
    const isStore = (page: Page): boolean => page.url().startsWith('app://store/');
    await expect.poll(() => app.electron.windows().some(isStore), { timeout: 60_000 }).toBe(true);
    await app.electron.windows().find(isStore)?.waitForLoadState();
  }
  await setPageClock(app.page);
  return app;
}

/** The page's own clock, which draws "3 minutes ago", follows the clock of main. */
export async function setPageClock(page: Page): Promise<void> {
  await page.clock.setFixedTime(shownMs + (Date.now() - beganMs));
}

export async function shoot(page: Page, language: Language, name: string): Promise<void> {
  await page.evaluate('document.fonts.ready');
  // On the mark of the application, so that nothing looks as if the pointer were over it.
  await page.mouse.move(2, 2);
  const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  await keep(picture, language, name);
}

/** The first page of a PDF as a picture. */
export async function shootPdf(file: string, language: Language, name: string): Promise<void> {
  const stem = file.replace(/\.pdf$/, '');
  await run('pdftoppm', ['-png', '-singlefile', '-r', '84', file, stem]);
  await keep(await readFile(`${stem}.png`), language, name);
}

/** All pictures of the language are there: they take the place of the ones before. */
export async function publish(language: Language): Promise<void> {
  const folder = path.join(root, 'docs/images', nameOf(language));
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  await rename(folderOf(language), folder);
}

export async function emptyFolder(language: Language): Promise<void> {
  await rm(folderOf(language), { recursive: true, force: true });
  await mkdir(folderOf(language), { recursive: true });
}

/** 128 colours are enough for our palette and make the file a third as large. */
async function keep(png: Buffer, language: Language, name: string): Promise<void> {
  const small = await sharp(png).png({ palette: true, colours: 128, dither: 0, compressionLevel: 9 }).toBuffer();
  await writeFile(path.join(folderOf(language), `${name}.png`), small);
  process.stdout.write(`${language} ${name} ${String(Math.round(small.byteLength / 1024))} KB\n`);
}
