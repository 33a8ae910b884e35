/** Ways that several walks go. */
import { expect, type Locator, type Page } from '@playwright/test';
import { emptyHistoryFilter } from '../../../src/shared/contract/history';
import type { CaseRowView } from '../../../src/shared/contract/history';
import type { CaseStatus } from '../../../src/domain/complaint/states';
import { ask } from '../bridge';

// People of the sample branch (src/main/demo), whose modules can't be loaded outside of a bundle.
export const supervisor = '李敏';
export const counter = '陈静';
export const otherCounter = '王强';
export const officer = '赵颖';
const demoPassword = 'tea-garden-2026';

/** From the sign-in page to the workbench. */
export async function signInTo(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByLabel(`${name} 的密码`).fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '工作台' })).toBeVisible();
}

/** Locks, and lets somebody else in. */
export async function changeTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+l');
  await signInTo(page, name);
}

/** By the keys that stand on the rail. */
export async function goTo(page: Page, digit: number, title: string | RegExp): Promise<void> {
  await page.keyboard.press(`Control+Digit${String(digit)}`);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** Rows of the sample branch in one state, newest first. */
export async function casesIn(page: Page, status: CaseStatus): Promise<readonly CaseRowView[]> {
  const { rows } = await ask(page, 'history.page', {
    filter: { ...emptyHistoryFilter, statuses: [status] },
    sort: { by: 'received', direction: 'desc' },
    offset: 0,
    limit: 20,
  });
  return rows;
}

/** Through the palette, from any page. */
export async function openCase(page: Page, number: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: '搜索与命令' });
  await box.fill(number);
  await expect(page.getByRole('option', { name: number })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible();
  await expect(page.getByRole('tab', { name: '情况' })).toBeVisible();
}

/** Esc, until nothing is open over the page. */
export async function closeTop(page: Page, open: Locator): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(open).toBeHidden();
}
