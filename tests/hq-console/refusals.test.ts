/** 拒收记录 in the browser: listed in plain words, asked for again, settled with a reason, and read by the auditor. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { test } from 'vitest';
import { must } from '../support/case-builder';
import { branchInfo, codeOf, makePc, pushEvents, rewritten, tryEnrol } from '../hq/support/branch-pc';
import { expect, suiteOfConsole, type ConsoleWorld } from './support/console-world';

let world: ConsoleWorld;
let page: Page;
suiteOfConsole((made) => {
  world = made;
  ({ page } = made);
});
const rows = () => page.getByRole('grid', { name: '拒收记录列表' }).getByRole('row');

/** For a look, where somebody asks for it. */
async function picture(name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: path.join(folder, `refused-${name}.png`) });
}

test('an administrator asks for a damaged record again, and settles a second history', async () => {
  const { hq } = world;
  const pc = makePc();
  expect((await tryEnrol(hq, pc, await codeOf(hq, 'new'), branchInfo)).ok).toBe(true);
  const note = pc.write({ noteId: 'n', staffText: 'whole' }, 'note.added', 'case-1');
  await pushEvents(hq, pc, [{ ...note, payload: { noteId: 'n' } }, pc.writeCase()]);
  await pushEvents(hq, pc, [rewritten(pc, must(pc.own[1]), 'case.closed')]);
  const admin = await world.joined('chen', 'administrator');
  const auditor = await world.joined('zhao', 'auditor');
  await page.goto(`${hq.url}/console/`);
  await world.signIn(admin);
  await page.getByRole('link', { name: '拒收记录' }).click();
  await expect(rows()).toHaveCount(3);
  await expect(rows().filter({ hasText: '内部备注' })).toContainText('记录的正文和校验值不符');
  await world.examine('refused records');
  await picture('list');
  await world.change(['en', 'dark']);
  await picture('list-en-dark');
  await page.getByRole('row').filter({ hasText: 'Internal note' }).click();
  await picture('dialog-en-dark');
  expect(await world.violations()).toEqual([]);
  await page.keyboard.press('Escape');
  await world.change(['zh-CN', 'light']);

  await rows().filter({ hasText: '内部备注' }).click();
  const dialog = page.getByRole('dialog', { name: /SH021/ });
  await expect(dialog.getByText('请先弄清原因')).toBeVisible();
  await expect(dialog.getByText(/^总行这里的投诉 .+ 缺这一条/)).toBeVisible();
  await picture('dialog');
  expect(await world.violations()).toEqual([]);
  await dialog.getByRole('button', { name: '请网点再送…' }).click();
  const why = page.getByRole('dialog', { name: /请网点再送/ });
  await why.getByRole('button', { name: '请网点再送', exact: true }).click();
  await expect(why.getByText('至少 5 个字')).toBeVisible();
  await why.getByRole('textbox').fill('硬盘已更换，请再送一次');
  await why.getByRole('button', { name: '请网点再送', exact: true }).click();
  await expect(rows().filter({ hasText: '内部备注' })).toContainText('等网点再送');

  await rows().filter({ hasText: '已有另一条记录' }).click();
  await expect(dialog.getByText('这一条再送也收不下')).toBeVisible();
  await expect(dialog.getByRole('button', { name: '请网点再送…' })).toHaveCount(0);
  await dialog.getByRole('button', { name: '结清…' }).click();
  const settle = page.getByRole('dialog', { name: /结清/ });
  await settle.getByRole('textbox').fill('恢复过旧备份，已核对两份');
  await settle.getByRole('button', { name: '结清', exact: true }).click();
  await expect(rows()).toHaveCount(2);
  await page.getByRole('checkbox', { name: '也看已经结清的' }).check();
  await expect(rows()).toHaveCount(3);
  await expect(rows().filter({ hasText: '已有另一条记录' })).toContainText('已结清');
  // The PC sends it whole: it is gone from the list.
  await pushEvents(hq, pc, [note]);
  await page.getByRole('button', { name: '刷新' }).click();
  await expect(rows()).toHaveCount(2);
  await page.getByRole('button', { name: '退出登录' }).click();

  await world.signIn(auditor);
  await page.getByRole('link', { name: '拒收记录' }).click();
  await expect(page.getByText('没有拒收的记录。')).toBeVisible();
  await page.getByRole('link', { name: '操作留痕' }).click();
  await expect(page.getByText('结清拒收记录')).toBeVisible();
  await expect(page.getByText('请网点再送拒收记录')).toBeVisible();
});
