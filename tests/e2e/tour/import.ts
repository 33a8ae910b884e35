/** The ledger import from its first step to its result, a broken file on the way. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { closeTop, goTo } from './steps';

const ledger = path.resolve(__dirname, '../../../resources/samples/ledger-500.xlsx');

export const walkImport: Walk = async ({ app, visit }) => {
  const { page } = app;
  await goTo(page, 6, '设置');
  await page.getByRole('tab', { name: '导入台账' }).click();
  await page.getByRole('button', { name: '开始导入' }).click();
  await expect(page.getByRole('heading', { name: '选择台账文件' })).toBeVisible();
  await visit('import-file');
  const broken = path.join(app.userData, '台账.xlsx');
  await writeFile(broken, 'PK\u0003\u0004 cut off by a full disk');
  await app.answerOpenDialog([broken]);
  await page.getByRole('button', { name: '选择文件' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '打不开' })).toBeVisible();
  await visit('import-file-broken');

  await app.answerOpenDialog([ledger]);
  await page.getByRole('button', { name: '选择文件' }).click();
  await expect(page.getByRole('button', { name: '检查每一行' })).toBeVisible();
  await visit('import-columns');
  await page.getByRole('combobox', { name: /投诉日期/ }).click();
  const columns = page.getByRole('listbox');
  await expect(columns).toBeVisible();
  await visit('import-columns-choice');
  await closeTop(page, columns);
  await page.getByRole('button', { name: '检查每一行' }).click();
  await expect(page.getByText('可以导入', { exact: true })).toBeVisible();
  await visit('import-check');
  await page.getByRole('button', { name: /^导入 \d+ 件$/ }).click();
  await expect(page.getByRole('heading', { name: '导入完成' })).toBeVisible({ timeout: 60_000 });
  await visit('import-result');
};
