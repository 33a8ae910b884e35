/**
 * `node scripts/gallery.mjs [name-filter]`: builds the gallery, serves it under the strict CSP of the application,
 * takes a picture of every view and mode into reports/gallery/, and runs axe on each. Exit code 1 on any violation
 * of accessibility or CSP.
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

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const site = path.join(root, 'reports/gallery/site');
const pictures = path.join(root, 'reports/gallery');
const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'none'; base-uri 'none'; form-action 'none'";
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2' };

/** @type {Record<'small' | 'laptop' | 'desktop', [number, number]>} */
const sizes = { small: [1280, 720], laptop: [1366, 768], desktop: [1920, 1080] };
/** @type {{name: string, size: keyof typeof sizes, query: string, full?: boolean, act?: (page: import('@playwright/test').Page) => Promise<unknown>}[]} */
const shots = [
  ...['light', 'dark', 'highContrast'].flatMap((mode) =>
    ['zh-CN', 'en'].flatMap((lang) => [
      {
        name: `shell-${mode}-${lang}`,
        size: /** @type {const} */ ('laptop'),
        query: `view=shell&mode=${mode}&lang=${lang}`,
      },
      {
        name: `pieces-${mode}-${lang}`,
        size: /** @type {const} */ ('laptop'),
        query: `view=pieces&mode=${mode}&lang=${lang}`,
        full: true,
      },
    ]),
  ),
  { name: 'shell-small', size: 'small', query: 'view=shell&lang=en' },
  { name: 'shell-desktop', size: 'desktop', query: 'view=shell' },
  { name: 'shell-compact', size: 'laptop', query: 'view=shell&density=compact' },
  { name: 'shell-200', size: 'small', query: 'view=shell&scale=200' },
  { name: 'shell-200-en', size: 'laptop', query: 'view=shell&scale=200&lang=en' },
  { name: 'palette', size: 'laptop', query: 'view=shell', act: (page) => page.keyboard.press('Control+KeyK') },
  { name: 'shortcuts', size: 'laptop', query: 'view=shell', act: (page) => page.keyboard.press('F1') },
  {
    name: 'appearance',
    size: 'laptop',
    query: 'view=shell&lang=en',
    act: (page) => page.getByRole('button', { name: 'Language and appearance' }).click(),
  },
  {
    name: 'confirm',
    size: 'laptop',
    query: 'view=shell&mode=dark',
    act: (page) => page.getByRole('button', { name: '导出' }).click(),
  },
  { name: 'pieces-200', size: 'laptop', query: 'view=pieces&scale=200', full: true },
];

await build({
  configFile: false,
  root: path.join(root, 'src/renderer'),
  base: './',
  logLevel: 'warn',
  plugins: [react()],
  build: {
    target: 'chrome114',
    outDir: site,
    emptyOutDir: true,
    // A font inside a style sheet would be a data: URL, which the CSP refuses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 5_000,
    rolldownOptions: { input: path.join(root, 'src/renderer/gallery.html') },
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
for (const { name, size, query, full, act } of shots.filter((shot) =>
  new RegExp(process.argv[2] ?? '').test(shot.name),
)) {
  const [width, height] = sizes[size];
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (message) => message.type() === 'error' && fault(`${name}: console: ${message.text()}`));
  page.on('pageerror', (error) => fault(`${name}: ${error.message}`));
  await page.goto(`http://127.0.0.1:${port}/gallery.html?${query}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate('document.fonts.ready');
  if (act !== undefined) {
    await act(page);
    await page.locator('[role=dialog], [role=alertdialog]').first().waitFor();
  }
  await page.screenshot({ path: path.join(pictures, `${name}.png`), fullPage: full ?? false });
  const overflow = Number(
    await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'),
  );
  if (overflow > 0) fault(`${name}: ${overflow} px wider than the window`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const { id, nodes } of violations)
    fault(
      `${name}: axe ${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary?.split('\n')[1] ?? ''}`,
    );
  await context.close();
}
await browser.close();
server.close();
console.log(faults === 0 ? 'gallery: no violations' : `gallery: ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
