/** The sync centre: alone, refused, connected, with something waiting, paused. */
import { expect } from '@playwright/test';
import { quickCapture } from '../bridge';
import { startHeadquarters } from '../headquarters';
import type { Walk } from '../pages/tour';
import { goTo } from './steps';

export const walkSync: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 5, '同步');
  await visit('sync-alone');
  const connect = page.getByRole('button', { name: '接入', exact: true });
  await connect.click();
  await expect(page.getByText('请填总行地址')).toBeVisible();
  await visit('sync-enrol-errors');
  const hq = await startHeadquarters();
  try {
    await page.getByRole('textbox', { name: '总行地址' }).fill(hq.url);
    await page.getByRole('textbox', { name: '一次性接入码' }).fill(await hq.code('new'));
    await connect.click();
    await expect(page.getByText('登记的内容总行都收到了，并有回执。')).toBeVisible({ timeout: 60_000 });
    await visit('sync-received');
  } finally {
    await hq.remove();
  }
  await quickCapture(page, '排队太久');
  await page.getByRole('button', { name: '现在同步' }).click();
  await expect(page.getByText('连不上总行。登记的内容都在本机，网络恢复后会自动传送。').first()).toBeVisible();
  await visit('sync-offline');
  await page.getByRole('button', { name: '暂停同步' }).click();
  await expect(page.getByRole('button', { name: '继续同步' })).toBeVisible();
  await visit('sync-paused');
};
