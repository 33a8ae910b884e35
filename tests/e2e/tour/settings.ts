/** Every section of settings, and the dialogs about people. */
import { expect, type Page } from '@playwright/test';
import settingsTexts from '../../../src/shared/locales/settings.zh-CN.json';
import { settingsSections } from '../../../src/renderer/features/settings/sections';
import type { Walk } from '../pages/tour';
import { closeTop, counter, goTo } from './steps';

/** Recording a key that another action has: the field to press in, the reason and the offer to swap. */
async function keyThatIsTaken(page: Page, visit: () => Promise<void>): Promise<void> {
  const row = page.locator('[data-key-action="next"]');
  await row.getByRole('button').last().click();
  await page.keyboard.press('F6');
  await expect(row.getByRole('button', { name: '互换' })).toBeVisible();
  await visit();
  await row.getByRole('button', { name: '不换' }).click();
}

export const walkSettings: Walk = async ({ app: { page }, visit }) => {
  await goTo(page, 6, '设置');
  for (const section of settingsSections) {
    await page.getByRole('tab', { name: settingsTexts.section[section] }).click();
    await expect(page.getByRole('tabpanel', { name: settingsTexts.section[section] })).toBeVisible();
    if (section === 'audit') await expect(page.getByRole('grid', { name: '操作留痕' })).toBeVisible();
    await visit(`settings-${section}`);
    if (section === 'keys') await keyThatIsTaken(page, () => visit('settings-keys-clash'));
  }

  await page.getByRole('tab', { name: settingsTexts.section.account }).click();
  await page.getByRole('button', { name: '修改密码' }).click();
  await expect(page.getByText('请先输入现在的密码')).toBeVisible();
  await visit('settings-account-errors');

  await page.getByRole('tab', { name: settingsTexts.section.people }).click();
  await page.getByRole('button', { name: '添加人员' }).click();
  const add = page.getByRole('dialog');
  await add.getByRole('button', { name: '添加' }).last().click();
  await expect(add).toContainText('请填写姓名');
  await visit('settings-add-person');
  await closeTop(page, add);
  await page.getByRole('button', { name: `更改 ${counter} 的角色` }).click();
  const role = page.getByRole('dialog', { name: `更改 ${counter} 的角色` });
  await expect(role).toBeVisible();
  await visit('settings-role');
  await closeTop(page, role);
  await page.getByRole('button', { name: `${counter} 的上级与关系` }).click();
  const ties = page.getByRole('dialog', { name: `${counter} 的上级与关系` });
  await ties.getByRole('group', { name: '申报的关系' }).getByRole('button').first().click();
  await expect(ties.getByRole('radio', { name: '近亲属' })).toBeChecked();
  await visit('settings-ties');
  await closeTop(page, ties);
  await page.getByRole('button', { name: `停用 ${counter}` }).click();
  const disable = page.getByRole('alertdialog', { name: `停用 ${counter}？` });
  await expect(disable).toBeVisible();
  await visit('settings-disable');
  await closeTop(page, disable);
};
