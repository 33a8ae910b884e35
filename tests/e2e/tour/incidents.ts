/** 求助与事件记录: no incident yet, the card, an open incident with its log and the complaint it is linked with, its end. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';

export const walkIncidents: Walk = async ({ app: { page }, visit }) => {
  const rail = page.getByRole('navigation').getByRole('button', { name: '事件' });
  await rail.click();
  await expect(page.getByText('还没有事件')).toBeVisible();
  await visit('incidents-none');
  await page.keyboard.press('Control+Shift+F12');
  await expect(page.locator('[data-help-screen="on"]')).toBeVisible();
  await visit('help-card');
  await page.keyboard.press('Shift+Escape');
  await page.getByRole('button', { name: '已拨打110' }).click();
  const course = page.getByRole('list', { name: '经过' });
  await expect(course).toContainText('已拨打110');
  await page.getByLabel('打人、抢夺、限制他人离开').check();
  await page.getByRole('button', { name: '定为Ⅱ级 重大' }).click();
  await expect(course).toContainText('定为Ⅱ级 重大');
  await page.getByRole('button', { name: '结束事件' }).click();
  await expect(page.getByText('请写一句事后小结，再结束。')).toBeVisible();
  await visit('incident-open');
  const links = page.getByRole('region', { name: '关联投诉' });
  await links.getByRole('button', { name: '关联投诉' }).click();
  await links.getByRole('textbox').fill('BJ');
  await links.getByRole('button', { name: '关联', exact: true }).click();
  await expect(links).toContainText('请选一件投诉');
  await visit('incident-link');
  await links.getByRole('button', { name: '取消' }).click();
  await page.keyboard.press('Control+1');
  await expect(page.locator('[data-incident-bar="own"]')).toBeVisible();
  await visit('incident-bar');
  await page.getByRole('button', { name: '看事件记录' }).click();
  await page.getByLabel('事后小结').fill('两个人一起接待，有用。');
  await page.getByRole('button', { name: '结束事件' }).click();
  await expect(course).toContainText('事件结束：两个人一起接待，有用。');
  await visit('incident-over');
};
