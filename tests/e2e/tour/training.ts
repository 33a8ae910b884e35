/** Practice: what there is, a run before and after the first rating, the comments at its end; a customer made of a closed case. */
import { expect, type Page } from '@playwright/test';
import { call } from '../bridge';
import type { Visit, Walk } from '../pages/tour';
import { casesIn, changeTo, goTo, officer, openCase, supervisor } from './steps';

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
  await walkOwnCase(page, visit);
};

/** The form of whoever writes scripts, as it begins, with what it misses, and with what was left in it. */
async function walkOwnCase(page: Page, visit: Visit): Promise<void> {
  await changeTo(page, officer);
  const closed = await casesIn(page, 'closed');
  const usable = [];
  for (const one of closed) if ((await call(page, 'training.sketch', { caseId: one.caseId })).ok) usable.push(one);
  await openCase(page, usable[0]?.number ?? '');
  const open = async (): Promise<void> => {
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '拿这件事做练习' }).click();
    await expect(page.getByRole('heading', { level: 1, name: '本网点案例' })).toBeVisible();
  };
  await open();
  await visit('training-own-case');
  await page.getByRole('textbox', { name: '开口第一句（中文）' }).fill('我电话13912345678');
  for (const box of await page.getByRole('group', { name: '请一条一条看过再打勾' }).getByRole('button').all())
    await box.click();
  await page.getByRole('button', { name: '存成练习' }).click();
  await expect(page.getByText('请写上文字').first()).toBeVisible();
  await visit('training-own-case-missing');
  await page.getByRole('button', { name: '返回' }).first().click();
  await open();
  await expect(page.getByText('上次没写完的还在下面')).toBeVisible();
  await visit('training-own-case-left');
  await page.getByRole('button', { name: '从头写' }).click();
  await changeTo(page, supervisor);
}
