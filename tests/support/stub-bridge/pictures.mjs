/* global document -- inside of page.evaluate */
/**
 * `node tests/support/stub-bridge/pictures.mjs [name-filter]`: the real pages over the fake main, in Chromium under the
 * strict CSP, as pictures in reports/intake/. Exit code 1 when something overflows, logs an error or fails axe.
 */
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../..');
const pictures = path.join(root, 'reports/intake');
const site = path.join(pictures, 'site');
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'none'; base-uri 'none'; form-action 'none'";
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };
const sizes = { small: [1280, 720], laptop: [1366, 768], desktop: [1920, 1080] };

/** @typedef {import('@playwright/test').Page} Page */
const quick = async (/** @type {Page} */ page) => {
  await page.keyboard.press('F2');
  await page.getByRole('dialog').waitFor();
};
const quickFilled = async (/** @type {Page} */ page) => {
  await quick(page);
  await page.keyboard.press('Alt+3');
  await page.getByRole('combobox').last().fill('xk');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+KeyF');
};
const quickSearching = async (/** @type {Page} */ page) => {
  await quick(page);
  await page.getByRole('combobox').last().fill('xk');
  await page.getByRole('listbox').waitFor();
};
const quickDone = async (/** @type {Page} */ page) => {
  await quickFilled(page);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('YQ021').waitFor();
};
const registered = async (/** @type {Page} */ page) => {
  await page.keyboard.press('Control+Enter');
  await page.getByText('YQ021').first().waitFor();
};
const typed = async (/** @type {Page} */ page) => {
  await page.getByRole('textbox').first().fill('陈建生');
  await page.getByText('YQ021').first().waitFor();
};
const drafts = async (/** @type {Page} */ page) => {
  await page.getByRole('button', { name: /草稿|draft/ }).click();
  await page.getByRole('dialog').waitFor();
};

/** @type {{name: string, size: keyof typeof sizes, query: string, act?: (page: Page) => Promise<void>, bottom?: boolean}[]} */
const shots = [
  ...['zh-CN', 'en'].flatMap((lang) =>
    Object.keys(sizes).flatMap((size) => [
      { name: `form-empty-${size}-${lang}`, size, query: `lang=${lang}` },
      { name: `form-filled-${size}-${lang}`, size, query: `lang=${lang}&filled=1`, act: typed },
      { name: `quick-${size}-${lang}`, size, query: `lang=${lang}`, act: quick },
      { name: `quick-filled-${size}-${lang}`, size, query: `lang=${lang}`, act: quickFilled },
    ]),
  ),
  ...['dark', 'highContrast'].flatMap((mode) => [
    { name: `form-filled-${mode}`, size: 'laptop', query: `mode=${mode}&filled=1`, act: typed },
    { name: `quick-${mode}`, size: 'laptop', query: `mode=${mode}`, act: quickFilled },
  ]),
  { name: 'form-bottom', size: 'laptop', query: 'filled=1', bottom: true },
  { name: 'form-bottom-en', size: 'laptop', query: 'filled=1&lang=en', bottom: true },
  { name: 'form-200', size: 'laptop', query: 'scale=200&filled=1' },
  { name: 'quick-200', size: 'laptop', query: 'scale=200', act: quick },
  { name: 'form-compact', size: 'small', query: 'density=compact&filled=1' },
  { name: 'quick-searching', size: 'laptop', query: '', act: quickSearching },
  { name: 'quick-done', size: 'laptop', query: '', act: quickDone },
  { name: 'quick-done-en', size: 'small', query: 'lang=en', act: quickDone },
  { name: 'registered', size: 'laptop', query: 'filled=1', act: registered },
  { name: 'registered-en-dark', size: 'small', query: 'filled=1&lang=en&mode=dark', act: registered },
  { name: 'drafts', size: 'laptop', query: 'filled=1', act: drafts },
].map((shot) => /** @type {any} */ (shot));

await build({
  configFile: false,
  root: here,
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    target: 'chrome114',
    outDir: site,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: { input: path.join(here, 'page.html') },
  },
});

const server = createServer((request, response) => {
  const file = path.join(site, path.normalize(new URL(request.url ?? '/', 'http://localhost').pathname));
  readFile(file).then(
    (body) => {
      const type = TYPES[/** @type {keyof typeof TYPES} */ (path.extname(file))] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'content-security-policy': CSP }).end(body);
    },
    () => response.writeHead(404).end(),
  );
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;

mkdirSync(pictures, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
let faults = 0;
const fault = (/** @type {string} */ text) => {
  faults += 1;
  console.log(text);
};
const wanted = new RegExp(process.argv[2] ?? '');
for (const { name, size, query, act, bottom } of shots.filter((shot) => wanted.test(shot.name))) {
  const [width, height] = sizes[/** @type {keyof typeof sizes} */ (size)];
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  page.on('console', (message) => message.type() === 'error' && fault(`${name}: console: ${message.text()}`));
  page.on('pageerror', (error) => fault(`${name}: ${error.message}`));
  try {
    await page.goto(`http://127.0.0.1:${port}/page.html?at=intake&${query}`);
    await page.getByRole('form').waitFor();
    await act?.(page);
    if (bottom) await page.locator('main').evaluate((main) => main.scrollTo(0, main.scrollHeight));
    await page.evaluate(() => document.fonts.ready);
  } catch (error) {
    fault(`${name}: ${String(error).split('\n')[0]}`);
  }
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
  const overflow = await page.evaluate(() => {
    const main = document.querySelector('main');
    return Math.max(
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
      main === null ? 0 : main.scrollWidth - main.clientWidth,
    );
  });
  if (overflow > 0) fault(`${name}: ${overflow} px wider than the window`);
  const bar = await page.evaluate(() => {
    const dialog = document.querySelector('[role="dialog"]:not([aria-modal])');
    return dialog === null ? null : Math.round(dialog.getBoundingClientRect().height);
  });
  if (bar !== null) console.log(`${name}: bar ${bar} px`);
  const { violations } = await new AxeBuilder({ page })
    // MUI hangs open lists on the body, outside of every landmark; they belong to their combobox by aria-controls.
    .exclude('.MuiAutocomplete-popper')
    .analyze();
  for (const { id, nodes } of violations)
    fault(
      `${name}: axe ${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary?.split('\n')[1] ?? ''}`,
    );
  await context.close();
}
await browser.close();
server.close();
console.log(faults === 0 ? 'pictures: nothing wrong' : `pictures: ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
