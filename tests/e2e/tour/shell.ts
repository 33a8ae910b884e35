/** The workbench, and what belongs to every page: palette, shortcuts, menus, notes. */
import { expect } from '@playwright/test';
import type { Walk } from '../pages/tour';
import { closeTop, counter, changeTo, goTo, supervisor } from './steps';

export const walkShell: Walk = async ({ app: { page }, visit }) => {
  const main = page.getByRole('main');
  await goTo(page, 1, '工作台');
  await expect(main.getByRole('list', { name: '先办这些' }).getByRole('listitem').first()).toBeVisible();
  await visit('workbench');
  await page.keyboard.press('Tab');
  await page.getByRole('link', { name: '跳到正文' }).focus();
  await visit('skip-link');

  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: '搜索与命令' });
  await expect(palette.getByRole('option').first()).toBeVisible();
  await visit('palette');
  await palette.getByRole('combobox').fill('限额');
  await expect(palette.getByText('投诉件', { exact: true })).toBeVisible();
  await visit('palette-results');
  await palette.getByRole('combobox').fill('没有这样的东西');
  await expect(palette.getByText('没有匹配的内容')).toBeVisible();
  await visit('palette-nothing');
  await closeTop(page, palette);

  await page.keyboard.press('F1');
  const shortcuts = page.getByRole('dialog', { name: '快捷键' });
  await expect(shortcuts).toBeVisible();
  await visit('shortcuts');
  await closeTop(page, shortcuts);

  await page.getByRole('button', { name: '语言与外观' }).click();
  const appearance = page.getByRole('dialog', { name: '语言与外观' });
  await expect(appearance).toBeVisible();
  await visit('appearance-menu');
  await closeTop(page, appearance);

  await page.getByRole('button', { name: /^当前用户/ }).click();
  const person = page.getByRole('menu');
  await expect(person).toBeVisible();
  await visit('user-menu');
  await closeTop(page, person);

  await changeTo(page, counter);
  await visit('workbench-counter');
  await changeTo(page, supervisor);
};
