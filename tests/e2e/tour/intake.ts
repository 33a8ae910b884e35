/** Quick capture and the whole form: empty, filled, with everything that can be wrong, drafts, and what comes after. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { changeTo, closeTop, counter, goTo, supervisor } from './steps';

export const walkIntake: Walk = async (tour) => {
  await quickCapture(tour);
  await wholeForm(tour);
  await drafts(tour);
};

const quickCapture: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 1, '工作台');
  await page.keyboard.press('F2');
  const bar = page.getByRole('dialog', { name: '快速登记' });
  await expect(bar.getByRole('radio', { name: '平静' })).toBeFocused();
  await visit('quick');
  await bar.getByRole('button', { name: '登记', exact: true }).click();
  await expect(bar).toContainText('请选情绪和业务类别');
  await visit('quick-errors');
  await page.keyboard.press('Alt+3');
  const business = bar.getByRole('combobox', { name: '类别' });
  await business.fill('xk');
  await expect(page.getByRole('option').first()).toBeVisible();
  await visit('quick-search');
  await page.keyboard.press('Enter');
  await bar.getByRole('textbox', { name: '一句话' }).fill('我妈的卡一个月前就只能取五百');
  await bar.getByRole('textbox', { name: '一句话' }).press('Enter');
  await expect(bar).toContainText('先记后补');
  await visit('quick-result');
  await closeTop(page, bar);
};

const wholeForm: Walk = async ({ app: { page }, visit }) => {
  const form = page.getByRole('form', { name: '登记表' });
  await goTo(page, 2, '登记投诉');
  await expect(form).toBeVisible();
  await visit('intake');

  // Every kind of complainant has fields of its own.
  await form.getByRole('radio', { name: '代理人' }).click();
  await form.getByRole('textbox', { name: '姓名', exact: true }).fill('陈建生');
  await form.getByRole('textbox', { name: '电话' }).fill('1380013800');
  await form.getByRole('textbox', { name: '证件号码' }).fill('110105194912310021');
  await form.getByRole('textbox', { name: '账号或卡号尾号' }).fill('62220');
  await form.getByRole('textbox', { name: '涉及金额' }).fill('八十六');
  await form.getByRole('textbox', { name: '收到时间' }).fill('昨天');
  await form.getByRole('combobox', { name: '业务类别' }).fill('没有这种业务');
  await visit('intake-no-such-business');
  await form.getByRole('combobox', { name: '业务类别' }).press('Escape');
  await form.getByRole('textbox', { name: '一句话概括' }).fill('取现限额没人讲清楚'.repeat(30));
  await form.getByRole('button', { name: '加其他人' }).click();
  await form.getByRole('textbox', { name: '工号' }).fill('C099');
  await form.getByRole('button', { name: '再加一位投诉人' }).click();
  await form.getByRole('radio', { name: '单位' }).last().click();
  await form.getByRole('radio', { name: '对抗' }).click();
  for (const chip of await form.getByRole('group', { name: '需要特别关照' }).getByRole('button').all())
    await chip.click();
  await form.locator('input[type=file]').setInputFiles([
    { name: '回单.txt', mimeType: 'text/plain', buffer: Buffer.from('手续费 86.00') },
    { name: '录像.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') },
  ]);
  await expect(form.getByText('录像.exe 的类型不能加入')).toBeVisible();
  await page.getByRole('button', { name: '登记并打印回执' }).click();
  await expect(page.getByText('需要改：').first()).toBeAttached();
  await visit('intake-errors');

  await form.getByRole('combobox', { name: '渠道' }).fill('监管');
  await page.getByRole('option', { name: /监管/ }).first().click();
  await expect(form.getByRole('textbox', { name: '转办函编号' })).toBeVisible();
  await visit('intake-regulator');
  await form.getByRole('textbox', { name: '收到时间' }).fill('');
  await form.getByRole('textbox', { name: '涉及金额' }).fill('86');
  await form.getByRole('textbox', { name: '一句话概括' }).fill('取现限额没人讲清楚');
};

const drafts: Walk = async ({ app: { page }, visit }) => {
  await changeTo(page, counter);
  await goTo(page, 2, '登记投诉');
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('周海');
  await page.getByRole('textbox', { name: '事情经过' }).fill('年费扣了两次');
  await expect(page.getByText(/^已保存 \d/)).toBeVisible();
  await page.getByRole('button', { name: /^草稿/ }).click();
  const list = page.getByRole('dialog', { name: '草稿' });
  await expect(list.getByRole('region', { name: '同事的草稿' })).toBeVisible();
  await visit('drafts');
  await list.getByRole('button', { name: '接手' }).first().click();
  const take = page.getByRole('alertdialog', { name: `接手 ${supervisor} 的草稿？` });
  await expect(take).toBeVisible();
  await visit('drafts-take-over');
  await closeTop(page, take);
  await list.getByRole('button', { name: '作废' }).first().click();
  const discard = page.getByRole('dialog', { name: '作废这份草稿' });
  await expect(discard).toBeVisible();
  await visit('drafts-discard');
  await closeTop(page, discard);
  await closeTop(page, list);

  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();
  await visit('intake-registered');
  await changeTo(page, supervisor);
};
