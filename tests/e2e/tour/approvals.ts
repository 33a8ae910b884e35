/** The inbox with a proposal on the desk, a return without a reason, and the decision on a colleague's PC. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { casesIn, changeTo, closeTop, counter, goTo, openCase, supervisor } from './steps';

export const walkApprovals: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 3, '审批');
  const inbox = page.getByRole('listbox', { name: '等批的方案' });
  await expect(inbox.getByRole('option').first()).toBeVisible();
  await expect(page.getByRole('region', { name: '处理方案' })).toBeVisible();
  await visit('approvals');
  await page.keyboard.press('Alt+r');
  await expect(page.getByText('请写原因，提方案的人要照着改')).toBeVisible();
  await visit('approvals-reason-missing');

  await changeTo(page, counter);
  const [pending] = await casesIn(page, 'remedyPending');
  await openCase(page, pending?.number ?? '');
  await page.getByRole('button', { name: '请负责人现场审批' }).first().click();
  const stepUp = page.getByRole('dialog');
  await expect(stepUp).toContainText(counter);
  await visit('step-up-choose');
  const choice = stepUp.getByRole('radio', { name: new RegExp(supervisor) });
  if (await choice.isVisible()) await choice.click();
  await expect(stepUp.getByLabel(`${supervisor} 的密码`)).toBeVisible();
  await visit('step-up');
  await stepUp.getByLabel(`${supervisor} 的密码`).press('Control+Enter');
  await expect(stepUp).toContainText('请输入密码');
  await stepUp.getByLabel(`${supervisor} 的密码`).fill('not-the-password');
  await page.keyboard.press('Control+Enter');
  await expect(stepUp).toContainText('密码不对，请重新输入');
  await visit('step-up-wrong-password');
  await closeTop(page, stepUp);
  await changeTo(page, supervisor);
};
