/** Attachments, ledger reading in its worker thread, and export, bundled as for a package and run by the oldest Electron's Node. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const electron = process.env['ELECTRON_EXEC_PATH'] ?? '';
let folder = '';

beforeAll(async () => {
  expect(electron, 'ELECTRON_EXEC_PATH').not.toBe('');
  folder = await mkdtemp(path.join(tmpdir(), 'xianting-old-node-app-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node18',
      rolldownOptions: {
        input: {
          main: path.join(root, 'tests/documents/old-node-main.ts'),
          'ledger-worker': path.join(root, 'src/main/ledger-import/ledger-worker.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}, 120_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('loads and works there', async () => {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const { stdout } = await run(electron, [path.join(folder, 'main.js')], { env, timeout: 60_000 });
  const { node, ...answers } = JSON.parse(stdout) as Record<string, unknown>;
  expect(node).toMatch(/^\d+\./);
  expect(answers).toEqual({
    stored: true,
    written: { ok: true, value: { rowCount: 2500, truncated: [] } },
    read: { rowCount: 2501, last: { rowNo: 2501, cells: ['A-2499', '账户被限制'] }, sheets: ['台账', '说明'] },
    progressed: true,
    cancelled: { ok: false, error: { code: 'import.cancelled' } },
    missing: { ok: false, error: { code: 'import.unreadable' } },
    broken: { ok: false, error: { code: 'import.unreadable' } },
    csv: {
      ok: true,
      value: {
        kind: 'csv',
        sheets: [],
        sheet: '',
        encoding: 'gb18030',
        rowCount: 1,
        rows: [{ rowNo: 1, cells: ['张三', '1'] }],
        notices: [{ code: 'encodingGuessed', encoding: 'gb18030' }],
      },
    },
  });
}, 90_000);
