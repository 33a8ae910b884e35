/** Who works here: tiles, a wrong password, the recovery code, and the lock. Ends with the supervisor signed in. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { closeTop, signInTo, supervisor } from './steps';

export const walkSignIn: Walk = async ({ app: { page }, visit }) => {
  await page.getByRole('heading', { name: '请选择您是谁' }).waitFor();
  await visit('sign-in');
  await page.getByRole('button', { name: new RegExp(supervisor) }).click();
  await expect(page.getByLabel(`${supervisor} 的密码`)).toBeFocused();
  await visit('sign-in-password');
  await page.keyboard.type('not-the-password');
  await page.keyboard.press('Enter');
  await expect(page.getByText('密码不对，请重新输入')).toBeVisible();
  await visit('sign-in-wrong-password');

  await page.getByRole('button', { name: /忘记密码/ }).click();
  const recover = page.getByRole('dialog', { name: '用恢复码重设密码' });
  await recover.getByLabel('恢复码', { exact: true }).fill('AAAA-BBBB');
  await recover.getByLabel('新密码', { exact: true }).fill('jasmine-tea-71');
  await recover.getByLabel(/再输一遍/).fill('jasmine-tea-71');
  await recover.getByRole('button', { name: '重设密码' }).click();
  await expect(recover).toContainText('和打印的恢复码不一致');
  await visit('sign-in-recover');
  await closeTop(page, recover);

  await signInTo(page, supervisor);
  await page.keyboard.press('Control+l');
  await page.getByRole('heading', { name: '请选择您是谁' }).waitFor();
  await visit('locked');
  await signInTo(page, supervisor);
};
