/** The ledger of earlier years: imported once, however often it is tried; a broken file is explained. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, everything } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { signIn } from './pages/setup-page';

const ledger = path.resolve(__dirname, '../../resources/samples/ledger-500.xlsx');
const csv = path.resolve(__dirname, '../../resources/samples/ledger-50-gb18030.csv');

async function openImport(page: Page): Promise<void> {
  await page.keyboard.press('Control+Digit6');
  await page.getByRole('tab', { name: '导入台账' }).click();
  await page.getByRole('button', { name: '开始导入' }).click();
  await expect(page.getByRole('heading', { name: '选择台账文件' })).toBeVisible();
}

async function checkFile(app: RunningApp, file: string): Promise<void> {
  await app.answerOpenDialog([file]);
  await app.page.getByRole('button', { name: '选择文件' }).click();
  await expect(app.page.getByRole('combobox', { name: /投诉日期/ })).toHaveText('投诉日期');
  await app.page.getByRole('button', { name: '检查每一行' }).click();
  await expect(app.page.getByText('可以导入', { exact: true })).toBeVisible();
}

const imported = async (page: Page): Promise<number> => {
  const { total } = await ask(page, 'history.page', { ...everything, offset: 0, limit: 1 });
  return total;
};

test('a ledger is checked, imported, and not imported twice', async ({ branchApp: app }) => {
  const { page } = app;
  await signIn(page, 'supervisor');
  await openImport(page);
  await checkFile(app, ledger);

  // The rows that stand in the way are named by row, column and reason.
  const errors = page.getByRole('grid', { name: '不能导入的行' });
  await expect(errors.getByRole('row').nth(1)).toContainText('日期有两种读法');
  const run = page.getByRole('button', { name: /^导入 \d+ 件$/ });
  const ready = Number(/\d+/.exec((await run.textContent()) ?? '')?.[0]);
  expect(ready).toBeGreaterThan(400);
  await run.click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 30_000 });
  // What the check promised is what came: also where the file says a thing twice.
  await expect(page.getByText(`${ready} 件投诉已进入历史`)).toBeVisible();
  expect(await imported(page)).toBe(ready);
  // What the ledger says is settled asks for nothing any more; what is open runs against its deadline.
  const settled = await ask(page, 'history.page', {
    ...everything,
    filter: { ...everything.filter, statuses: ['closed'] },
    offset: 0,
    limit: 1,
  });
  expect(settled.total).toBeGreaterThan(100);
  expect(settled.total).toBeLessThan(ready);
  expect(settled.rows[0]).toMatchObject({ dueAtMs: null });

  await page.getByRole('button', { name: '导入另一个文件' }).click();
  await checkFile(app, ledger);
  await expect(page.getByText('没有新的投诉可以导入。')).toBeVisible();
  await expect(page.getByRole('button', { name: '导入 0 件' })).toBeDisabled();
  await page.getByRole('button', { name: '改列' }).click();
  await expect(page.getByText('用的是上次的对法')).toBeVisible();

  // A second run past the page finds nothing new either.
  await app.answerOpenDialog([ledger]);
  const picked = await ask(page, 'import.pick', {});
  expect(picked.source?.remembered).toBe(true);
  const { importId, mapping } = picked.source ?? { importId: '', mapping: {} };
  await ask(page, 'import.run', { commandId: '0197b2c0-0000-7000-8000-000000000001', importId, mapping });
  await expect.poll(async () => (await ask(page, 'import.status', { importId })).phase).toBe('done');
  const { imported: again, duplicates } = await ask(page, 'import.status', { importId });
  expect(again).toBe(0);
  expect(duplicates).toBeGreaterThanOrEqual(ready);
  expect(await imported(page)).toBe(ready);

  await page.keyboard.press('Control+Digit6');
  await page.getByRole('tab', { name: '操作留痕' }).click();
  await expect(page.getByRole('grid', { name: '操作留痕' })).toContainText(`导入了台账：新增 ${ready} 件`);
});

test('a ledger saved by an old branch system in GB 18030 is read', async ({ branchApp: app }) => {
  const { page } = app;
  await signIn(page, 'supervisor');
  await openImport(page);
  await checkFile(app, csv);
  await expect(page.getByRole('group', { name: '要导入的头几行' })).toContainText('赵示范');
});

test('an import that is stopped goes on with the rest, without one row twice', async ({ branchApp: app, profile }) => {
  const { page } = app;
  const rows = 4_000;
  const file = path.join(profile, 'long.csv');
  const lines = Array.from(
    { length: rows },
    (_, no) => `YL-${no + 1},2025-03-05,借记卡及账户,第 ${no + 1} 件，卡被限额`,
  );
  await writeFile(file, ['投诉编号,投诉日期,业务类别,投诉内容', ...lines].join('\r\n'));
  await signIn(page, 'supervisor');
  await openImport(page);
  await checkFile(app, file);
  await page.getByRole('button', { name: `导入 ${rows} 件` }).click();
  await page.getByRole('button', { name: '停止' }).click();
  await page.getByRole('button', { name: '停止导入' }).click();
  await expect(page.getByRole('heading', { name: '已停止' })).toBeVisible();
  const before = await imported(page);
  expect(before).toBeLessThan(rows);

  await page.getByRole('button', { name: '再试一次' }).click();
  await expect(page.getByText(`${rows - before} 件投诉已进入历史`)).toBeVisible({ timeout: 30_000 });
  expect(await imported(page)).toBe(rows);
});

test('a broken workbook is explained in both languages, and the next file is read', async ({
  branchApp: app,
  profile,
}) => {
  const { page } = app;
  await signIn(page, 'supervisor');
  await openImport(page);
  const broken = path.join(profile, '2025台账.xlsx');
  await writeFile(broken, 'PK\u0003\u0004 cut off by a full disk');
  await app.answerOpenDialog([broken]);
  await page.getByRole('button', { name: '选择文件' }).click();
  await expect(page.getByRole('alert')).toContainText('这个文件打不开');

  const { preferences } = await ask(page, 'app.status', {});
  await ask(page, 'app.setPreferences', { ...preferences, language: 'en' });
  await expect(page.getByRole('alert')).toContainText("This file can't be opened");

  // A locked workbook and one of before 2007 begin alike; the locked one has a part that is called so.
  const container = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const lockedPart = Buffer.from('EncryptionInfo', 'utf16le');
  for (const [name, bytes, words] of [
    ['locked.xlsx', Buffer.concat([container, Buffer.alloc(512), lockedPart, Buffer.alloc(512)]), 'has a password'],
    ['old.xlsx', Buffer.concat([container, Buffer.alloc(512)]), 'of the old .xls kind'],
  ] as const) {
    const file = path.join(profile, name);
    await writeFile(file, bytes);
    await app.answerOpenDialog([file]);
    await page.getByRole('button', { name: 'Choose a file' }).click();
    await expect(page.getByRole('alert')).toContainText(words);
  }

  await ask(page, 'app.setPreferences', preferences);
  await checkFile(app, csv);
  expect(await imported(page)).toBe(0);
});
