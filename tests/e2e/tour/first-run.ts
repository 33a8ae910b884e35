/** The wizard of the first run, each step empty-handed and with its marks, to its end. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { branch, fillBranch, fillPerson, people } from '../pages/setup-page';

/** On a fresh profile. */
export const walkFirstRun: Walk = async ({ app: { page }, visit }) => {
  const next = page.getByRole('button', { name: '下一步' });
  await page.getByRole('heading', { name: '欢迎使用先听' }).waitFor();
  await visit('setup-choose');

  await page.getByRole('button', { name: /从备份恢复/ }).click();
  await visit('setup-restore');
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByRole('button', { name: /加入已有网点/ }).click();
  await visit('setup-join');
  await page.getByLabel('总行地址').fill('http://hq.invalid');
  await page.getByLabel('一次性接入码').fill('AAAAA-AAAAA');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
  await visit('setup-join-refused');
  await page.getByRole('button', { name: '返回' }).click();

  await page.getByRole('button', { name: /新建网点/ }).click();
  await visit('setup-branch');
  await next.click();
  await expect(page.getByText('请填写这一项').first()).toBeVisible();
  await visit('setup-branch-errors');
  const province = page.getByRole('combobox', { name: '省份' });
  await province.fill(branch.province);
  await expect(page.getByRole('option').first()).toBeVisible();
  await visit('setup-province');
  await province.press('Enter');
  await fillBranch(page);
  await next.click();

  await page.getByText('网点负责人审批处理方案').waitFor();
  await visit('setup-supervisor');
  await next.click();
  await visit('setup-supervisor-errors');
  await fillPerson(page, people.supervisor);
  await next.click();
  await page.getByText('柜员接待客户').waitFor();
  await fillPerson(page, people.counter);
  await visit('setup-counter');
  await page.getByRole('button', { name: '生成密钥并继续' }).click();

  const code = page.getByTestId('recovery-code');
  await code.waitFor();
  // It is covered as soon as somebody types.
  const text = (await code.textContent()) ?? '';
  await visit('setup-recovery');
  await page.getByLabel(/照纸上的再输一遍/).fill('AAAA-BBBB');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/和打印的恢复码不一致/)).toBeVisible();
  await visit('setup-recovery-differs');
  await page.getByLabel(/照纸上的再输一遍/).fill(text);
  await page.getByRole('button', { name: '完成设置' }).click();
  await page.getByRole('heading', { name: '请选择您是谁' }).waitFor();
  await visit('sign-in-new-branch');

  // A branch without a single case.
  await page.getByRole('button', { name: new RegExp(people.supervisor.name) }).click();
  await page.getByLabel(`${people.supervisor.name} 的密码`).fill(people.supervisor.password);
  await page.keyboard.press('Enter');
  await expect(page.getByText('还没有投诉')).toBeVisible();
  await visit('workbench-empty');
  await page.keyboard.press('Control+Digit3');
  await expect(page.getByText('都批完了')).toBeVisible();
  await visit('approvals-empty');
  await page.keyboard.press('Control+Digit4');
  await expect(page.getByText('没有符合条件的投诉')).toBeVisible();
  await visit('history-empty');
};
