/** Practice: what there is, a run before and after the first rating, and the comments at its end. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { goTo } from './steps';

export const walkTraining: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 9, '练习');
  await expect(page.getByRole('button', { name: '开始', exact: true })).toBeVisible();
  await visit('training');
  await page.getByRole('button', { name: '开始', exact: true }).click();
  await expect(page.getByRole('region', { name: '客户' })).toBeVisible();
  await visit('training-rate');
  await page.keyboard.press('Alt+2');
  const choices = page.getByRole('list', { name: '您怎么做' }).getByRole('button');
  await expect(choices.first()).toBeVisible();
  await visit('training-run');
  await page.getByRole('button', { name: '不练了' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '这一场不留成绩' })).toBeVisible();
  await visit('training-break-off');
  await page.getByRole('button', { name: '接着练' }).click();

  const told = page.getByRole('heading', { name: '点评' });
  for (let step = 2; !(await told.isVisible()); step += 1) {
    await page.keyboard.press(step === 2 ? 'F10' : (await choices.count()) === 0 ? 'Alt+2' : '1');
    await expect(told.or(page.getByText(`第 ${step + 1} 步`, { exact: false }))).toBeVisible();
  }
  await visit('training-debrief');
  await page.getByRole('button', { name: '回到练习' }).click();
  await expect(page.getByRole('button', { name: '看点评' })).toBeVisible();
  await visit('training-after');
};
