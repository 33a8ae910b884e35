/** History: the list, words that find and that do not, filters, views with a name, export. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { closeTop, goTo } from './steps';

export const walkHistory: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 4, '历史');
  const list = page.getByRole('grid', { name: '投诉列表' });
  await expect(list.getByRole('row').nth(1)).toBeVisible();
  await visit('history');
  await page.getByRole('button', { name: '筛选' }).click();
  await page.getByRole('combobox', { name: '业务类别' }).fill('xk');
  await expect(page.getByRole('option').first()).toBeVisible();
  await visit('history-filter-search');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '老年人' }).click();
  await page.getByRole('textbox', { name: '收到日期，从' }).fill('昨天');
  await page.getByRole('textbox', { name: '收到日期，从' }).blur();
  await visit('history-filters');
  await page.getByRole('button', { name: '清除条件' }).click();
  await page.getByRole('button', { name: '筛选' }).click();

  const box = page.getByRole('searchbox');
  await box.fill('限额');
  await expect(page.getByText(/^查到|^先列出/)).toBeVisible();
  await visit('history-hits');
  await box.fill('没有这样的东西');
  await expect(page.getByText('没有查到')).toBeVisible();
  await visit('history-nothing');
  await box.fill('');

  await page.getByRole('button', { name: '常用视图' }).click();
  const views = page.getByRole('dialog', { name: '常用视图' });
  await views.getByRole('button', { name: '存下现在的条件' }).click();
  await expect(views).toContainText('请起个名字');
  await visit('history-views');
  await views.getByRole('textbox', { name: '名称' }).fill('老年客户');
  await views.getByRole('button', { name: '存下现在的条件' }).click();
  await expect(views).toBeHidden();
  await visit('note-success');
  await page.getByRole('button', { name: '老年客户' }).click();
  await expect(views.getByRole('button', { name: '删除“老年客户”' })).toBeVisible();
  await visit('history-views-saved');
  await views.getByRole('button', { name: '删除“老年客户”' }).click();
  const confirm = page.getByRole('alertdialog', { name: '删除常用视图“老年客户”？' });
  await expect(confirm).toBeVisible();
  await visit('confirm-danger');
  await confirm.getByRole('button', { name: '删除' }).click();
  await expect(confirm).toBeHidden();
  await closeTop(page, views);

  await page.getByRole('button', { name: '导出', exact: true }).click();
  const exporting = page.getByRole('dialog', { name: '导出台账到 Excel' });
  await exporting.getByRole('button', { name: '选择位置并导出' }).click();
  await expect(exporting).toContainText('请写原因');
  await visit('history-export');
  await closeTop(page, exporting);
};
