/** 移交 in the browser: the branch found by typing, everything once more before the signature, and what both branches then show. */
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { test } from 'vitest';
import { branchInfo, codeOf, makePc, pushEvents, tryEnrol, type Pc } from '../hq/support/branch-pc';
import { digitsAt, type Member } from '../hq/support/console-visitor';
import { expect, minuteMs, suiteOfConsole, type ConsoleWorld } from './support/console-world';

let world: ConsoleWorld;
let page: Page;
suiteOfConsole((made) => {
  world = made;
  ({ page } = made);
});

const second = { ...branchInfo, id: 'branch-2', code: 'SH022', name: 'Lane 40 branch' };

async function branch(info: typeof branchInfo): Promise<Pc> {
  const pc = makePc(info.id);
  expect((await tryEnrol(world.hq, pc, await codeOf(world.hq, 'new'), info)).ok).toBe(true);
  return pc;
}
const code = (member: Member): string => {
  world.later(minuteMs);
  return digitsAt(member.secret, world.nowMs());
};
const rows = (): Locator => page.getByRole('grid', { name: '查到的投诉' }).getByRole('row');

async function open(row: Locator): Promise<Locator> {
  await row.click();
  await page.getByLabel('查看理由').fill('核对是否归那家网点办');
  await page.getByRole('button', { name: '显示并留痕' }).click();
  const shown = page.getByRole('dialog', { name: /查看/ });
  await expect(shown.getByText('移交', { exact: false }).first()).toBeVisible();
  return shown;
}

test('an officer moves a complaint to a branch that they find by typing, after a second look', async () => {
  const pc = await branch(branchInfo);
  await branch(second);
  await branch({ ...branchInfo, id: 'branch-3', code: 'BX001', name: 'Lane 7 insurer', institutionType: 'insurer' });
  await pushEvents(world.hq, pc, pc.writeComplexCase());
  const wang = await world.joined('wang', 'officer');
  const auditor = await world.joined('zhao', 'auditor');
  await page.goto(`${world.hq.url}/console/`);
  await world.signIn(wang);
  await page.getByRole('link', { name: '投诉查询' }).click();
  await page.getByRole('button', { name: '查询' }).click();
  await expect(rows()).toHaveCount(2);
  const shown = await open(rows().nth(1));
  await expect(shown.getByText('可以移交')).toBeVisible();
  await shown.getByRole('button', { name: '移交其他网点…' }).click();

  const dialog = page.getByRole('dialog', { name: /^移交 / });
  await expect(dialog.getByText('只列银行网点')).toBeVisible();
  await dialog.getByRole('button', { name: '下一步' }).click();
  for (const missing of ['请从列表里选一家网点。', '请选事由。', '至少 5 个字'])
    await expect(dialog.getByText(missing).first()).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await picture('fill');
  // What headquarters would refuse is not offered.
  await dialog.getByRole('combobox', { name: '移交给哪家网点' }).fill('lane');
  await expect(page.getByRole('option', { name: /SH022/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /BX001/ })).toHaveCount(0);
  await dialog.getByRole('combobox', { name: '移交给哪家网点' }).fill('lane 40');
  await page.getByRole('option', { name: /SH022/ }).click();
  await dialog.getByRole('combobox', { name: '移交事由' }).selectOption('business');
  await dialog.getByLabel('为什么移交').fill('这笔业务在那家网点办的');
  await dialog.getByRole('button', { name: '下一步' }).click();
  await expect(dialog.getByText('请再看一遍')).toBeVisible();
  await expect(dialog.getByText('SH022 Lane 40 branch')).toBeVisible();
  await expect(dialog.getByText('业务属于那家网点')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await picture('check');
  // Back and forth loses nothing.
  await dialog.getByRole('button', { name: '返回修改' }).click();
  await expect(dialog.getByLabel('为什么移交')).toHaveValue('这笔业务在那家网点办的');
  await dialog.getByRole('button', { name: '下一步' }).click();
  await dialog.getByLabel('验证码').fill('000000');
  await dialog.getByRole('button', { name: '签批移交' }).click();
  await expect(dialog.getByText('验证码不对，或已经用过')).toBeVisible();
  await dialog.getByLabel('验证码').fill(code(wang));
  await dialog.getByRole('button', { name: '签批移交' }).click();
  await expect(shown.getByText(/^已移交，新编号 /)).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await shown.getByRole('button', { name: '关闭' }).click();

  await expect(rows()).toHaveCount(3);
  await expect(rows().filter({ hasText: 'SH021' })).toContainText('已移交');
  await expect(rows().filter({ hasText: 'SH022' })).toContainText('已受理');
  await world.examine('both in the list');
  const tombstone = await open(rows().filter({ hasText: 'SH021' }));
  await expect(tombstone.getByText(/SH022 Lane 40 branch，编号 /)).toBeVisible();
  await expect(tombstone.getByRole('button', { name: '移交其他网点…' })).toHaveCount(0);
  await picture('tombstone');
  expect(await world.violations()).toEqual([]);
  await tombstone.getByRole('button', { name: '关闭' }).click();
  const arrived = await open(rows().filter({ hasText: 'SH022' }));
  await expect(arrived.getByText(/SH021 .+，原编号 /)).toBeVisible();
  await arrived.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('link', { name: '投诉分析' }).click();
  await expect(page.getByText(/移交出去 \d/).first()).toBeVisible();
  await page.getByRole('button', { name: '退出登录' }).click();

  await world.signIn(auditor);
  await page.getByRole('link', { name: '操作留痕' }).click();
  await expect(page.getByText('移交投诉').first()).toBeVisible();
  await world.examine('the move in the trail');
});

test('in English and in the dark the same dialog can be read', async () => {
  const pc = await branch(branchInfo);
  await branch(second);
  await pushEvents(world.hq, pc, pc.writeComplexCase());
  const wang = await world.joined('wang', 'officer');
  await page.goto(`${world.hq.url}/console/`);
  await world.signIn(wang);
  await page.getByRole('link', { name: '投诉查询' }).click();
  await page.getByRole('button', { name: '查询' }).click();
  await expect(rows()).toHaveCount(2);
  await world.change(['en', 'dark']);
  await page.getByRole('grid').getByRole('row').nth(1).click();
  await page.getByRole('dialog').getByRole('textbox').fill('to see whose business it is');
  await page.getByRole('dialog').getByRole('button').last().click();
  await page.getByRole('button', { name: 'Move to another branch…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Move / });
  await dialog.getByRole('combobox', { name: 'Move to which branch' }).fill('sh022');
  await page.getByRole('option', { name: /SH022/ }).click();
  await dialog.getByRole('combobox', { name: 'Ground' }).selectOption('capacity');
  await dialog.getByLabel('Why it is moved').fill('nobody there is free this month');
  expect(await world.violations()).toEqual([]);
  await picture('fill-en-dark');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByText('The branch has too few people')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await picture('check-en-dark');
});

/** For a look, where somebody asks for it. */
async function picture(name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder === undefined) return;
  await page.screenshot({ path: path.join(folder, `move-${name}.png`) });
}
