/** The library of scripts: found and not found, a script as map and list, tried out; the page of a draft that is not there. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { goTo } from './steps';

export const walkScripts: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 0, '话术库');
  await expect(page.getByRole('button', { name: /SVC-01/ })).toBeVisible();
  await visit('scripts');
  await page.getByRole('searchbox', { name: '找话术' }).fill('没有这样的话术');
  await expect(page.getByText('没有找到话术')).toBeVisible();
  await visit('scripts-none');
  await page.getByRole('searchbox', { name: '找话术' }).fill('pdsj');
  await page.getByRole('button', { name: /SVC-01/ }).click();
  await expect(
    page.getByRole('group', { name: '话术的步骤' }).getByRole('group', { name: '说 S2 greet' }),
  ).toBeVisible();
  await visit('script-map');
  await page.getByRole('radio', { name: '列表' }).click();
  await page.getByRole('list', { name: '话术的步骤' }).getByRole('button', { name: /mood/ }).click();
  await visit('script-list');
  await page.getByRole('tab', { name: '试演' }).click();
  await page.getByRole('radio', { name: /愤怒/ }).click();
  await page.getByRole('button', { name: '说了' }).click();
  await visit('script-preview');
  await page.getByRole('tab', { name: '草稿' }).click();
  await expect(page.getByText('还没有草稿')).toBeVisible();
  await visit('script-no-draft');
  await page.getByRole('tab', { name: '审核与变化' }).click();
  await visit('script-no-review');
};
