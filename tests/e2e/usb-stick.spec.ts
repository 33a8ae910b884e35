/** 封信: a PC whose line is dead hands its records to headquarters on a stick, and a case shows 总行已收 by the answer alone. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { ask, quickCapture } from './bridge';
import { expect, test } from './fixtures';
import { startHeadquarters } from './headquarters';
import { signIn } from './pages/setup-page';
import { syncUntilQuiet } from './support/two-pcs';
import { goTo, openCase } from './tour/steps';

const run = promisify(execFile);
const root = path.resolve(__dirname, '../..');

test('out on a stick, back with a receipt', async ({ branchApp: app }) => {
  test.setTimeout(240_000);
  const { page } = app;
  const hq = await startHeadquarters();
  const stick = await mkdtemp(path.join(tmpdir(), 'xianting-stick-'));
  try {
    await signIn(page, 'supervisor');
    await ask(page, 'sync.enrol', { hqUrl: hq.url, code: await hq.code('new') });
    await syncUntilQuiet(app);
    // The line dies: what the PC knows of headquarters is an address where nobody is.
    const ownUrl = hq.url;
    await hq.move();
    expect(hq.url).not.toBe(ownUrl);
    const { caseId, number } = await quickCapture(page, '年费扣了两次');
    await ask(page, 'sync.now', {});
    expect((await ask(page, 'sync.status', {})).waiting).toBeGreaterThan(0);
    expect((await ask(page, 'case.get', { caseId })).syncState).toBe('local');

    await goTo(page, 5, '同步');
    const report = path.join(stick, 'report.courier');
    await app.answerSaveDialog(report);
    await page.getByRole('button', { name: '导出到 U 盘…' }).click();
    await expect(page.getByText('请把它送到总行')).toBeVisible();
    expect((await ask(page, 'case.get', { caseId })).syncState).toBe('local');
    expect((await readFile(report)).includes('年费')).toBe(false);

    // The wrong file of the two is told, and nothing is kept of it.
    await app.answerOpenDialog([report]);
    await page.getByRole('button', { name: '导入总行回件…' }).click();
    await expect(page.getByText('这是要送去总行的文件')).toBeVisible();

    const { stdout } = await run(
      process.execPath,
      [path.join(root, 'scripts/hq.mjs'), 'import-courier', report, '--data-dir', hq.dataDir],
      { cwd: root },
    );
    expect(stdout).toMatch(/ZJ07 A: \d+ records taken, 0 were here already, 0 refused\./);
    const answer = path.join(stick, 'report-answer.courier');
    await app.answerOpenDialog([answer]);
    await page.getByRole('button', { name: '导入总行回件…' }).click();
    await expect(page.getByText(/总行已收 \d+ 条本机记录，并有回执/)).toBeVisible();
    expect((await ask(page, 'case.get', { caseId })).syncState).toBe('received');

    await openCase(page, number);
    await expect(page.getByText('总行已收').first()).toBeVisible();

    await goTo(page, 5, '同步');
    await app.answerOpenDialog([answer]);
    await page.getByRole('button', { name: '导入总行回件…' }).click();
    await expect(page.getByText('这份回件以前导入过')).toBeVisible();
    const damaged = path.join(stick, 'damaged.courier');
    await writeFile(damaged, (await readFile(answer)).subarray(0, -9));
    await app.answerOpenDialog([damaged]);
    await page.getByRole('button', { name: '导入总行回件…' }).click();
    await expect(page.getByText('文件损坏或不完整')).toBeVisible();

    const trail = await ask(page, 'audit.page', { beforeEventId: null, limit: 50 });
    expect(trail.entries.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['audit.courierExported', 'audit.courierTaken', 'audit.courierRefused']),
    );
    const { branches } = await hq.admin<{ branches: { devices: { accepted: number }[] }[] }>('/admin/branches');
    expect(branches[0]?.devices[0]?.accepted).toBeGreaterThan(0);
  } finally {
    await hq.remove();
    await rm(stick, { recursive: true, force: true });
  }
});
