/** Registers and returns: what to export, dates the wrong way round, a return with its tables and what it lacks. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { closeTop, goTo } from './steps';

export const walkRegisters: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 7, '台账与报表');
  await visit('registers');
  await page.getByRole('textbox', { name: '收到日期，从' }).fill('2026-03-10');
  await page.getByRole('textbox', { name: '到', exact: true }).fill('2026-03-01');
  await page.getByRole('textbox', { name: '到', exact: true }).blur();
  await expect(page.getByText('结束日期早于开始日期')).toBeVisible();
  await visit('registers-reversed');
  await page.getByRole('button', { name: '全部', exact: true }).click();
  await page.getByRole('button', { name: '导出台账' }).click();
  const exporting = page.getByRole('dialog', { name: '导出台账到 Excel' });
  await exporting.getByRole('radio', { name: '完整' }).click();
  await exporting.getByRole('button', { name: '选择位置并导出' }).click();
  await expect(exporting).toContainText('请写原因');
  await visit('registers-export');
  await closeTop(page, exporting);

  await page.getByRole('radio', { name: '年度' }).click();
  await page.getByRole('button', { name: '统计', exact: true }).click();
  await expect(page.getByRole('group', { name: '投诉渠道' })).toBeVisible();
  await visit('registers-return');
  await page.getByRole('radio', { name: '投诉原因' }).click();
  await expect(page.getByRole('group', { name: '投诉原因' })).toBeVisible();
  await visit('registers-return-reasons');
};
