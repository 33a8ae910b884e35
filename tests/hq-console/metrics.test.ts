/** 投诉分析 and 监管报表 as an officer meets them, in the system's browser. */
import { readFile } from 'node:fs/promises';
import ExcelJS from 'exceljs';
import { sql } from 'drizzle-orm';
import { test } from 'vitest';
import { consoleAudit } from '../../server/db/console-schema';
import { emptyDetails } from '../../src/domain/complaint/values';
import { must } from '../support/case-builder';
import { branchInfo, codeOf, makePc, pushEvents, tryEnrol } from '../hq/support/branch-pc';
import { expect, suiteOfConsole, type ConsoleWorld } from './support/console-world';

let at: ConsoleWorld;
suiteOfConsole((world) => {
  at = world;
});
const second = { ...branchInfo, id: 'branch-2', code: 'SH022', name: 'Lane 40 branch' };

async function twoBranches(): Promise<void> {
  const coded = { businessId: 'biz.debit.limits', reasonId: 'reason.service', channelId: 'channel.walkIn' };
  for (const branch of [branchInfo, second]) {
    const pc = makePc(branch.id);
    await tryEnrol(at.hq, pc, await codeOf(at.hq, 'new'), branch);
    await pushEvents(at.hq, pc, [pc.writeCase(branch === second ? {} : { details: { ...emptyDetails, ...coded } })]);
  }
}

/** All days in which the complaints of the tests are received. */
async function chooseAll(): Promise<void> {
  const page = at.page;
  await page.getByLabel('期间').selectOption({ label: '自选日期' });
  await page.getByLabel('从', { exact: true }).fill('2026-01-01');
  await page.getByLabel('到', { exact: true }).fill('2026-12-31');
}

test('an officer sees where complaints come from, goes to those of a branch, and takes the tables for the regulator', async () => {
  await twoBranches();
  const officer = await at.joined('li', 'officer');
  const page = at.page;
  await page.goto(`${at.hq.url}/console/`);
  await at.signIn(officer);
  await page.getByRole('link', { name: '投诉分析' }).click();
  await chooseAll();
  const tile = (name: string) => page.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });
  await expect(tile('收到投诉').locator('dd').first()).toHaveText('2');
  await expect(page.getByText('其中 1 件没有分类')).toBeVisible();
  const business = page.getByRole('table', { name: '投诉业务' });
  await expect(business.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: '展开小类' }).click();
  await expect(business.getByRole('row', { name: '开户、销户、冻结、限额 1 0' })).toBeVisible();
  await expect(page.getByRole('table', { name: '近十二个月' }).getByRole('row')).toHaveCount(13);
  await at.examine('metrics');

  await page.getByRole('button', { name: '导出监管报表…' }).click();
  const dialog = page.getByRole('dialog', { name: '导出监管报表' });
  await dialog.getByRole('button', { name: '导出并留痕' }).click();
  await expect(dialog.getByText('请写清楚原因')).toBeVisible();
  expect(await at.violations()).toEqual([]);
  await dialog.getByLabel('导出理由').fill('年度监管报送');
  await dialog.getByLabel(/附投诉清单/).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: '导出并留痕' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('xianting-hq-2026.xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await readFile(await download.path())) as never);
  expect(book.worksheets.map(({ name }) => name)).toContain('投诉清单');
  await expect(dialog.getByText('已导出，清单 2 件。')).toBeVisible();
  expect(await at.violations()).toEqual([]);
  await dialog.getByRole('button', { name: '关闭' }).click();
  const entries = await at.database.db.select().from(consoleAudit).orderBy(consoleAudit.no);
  expect(must(entries.at(-1))).toMatchObject({ action: 'report.exported', account: 'li' });

  await page.getByRole('grid', { name: '各机构的投诉' }).getByRole('row').filter({ hasText: 'SH022' }).click();
  await expect(page.getByRole('heading', { name: '投诉查询' })).toBeVisible();
  const found = page.getByRole('grid', { name: '查到的投诉' }).getByRole('row');
  await expect(found).toHaveCount(2);
  await expect(found.nth(1)).toContainText('SH022');
  await expect(page.getByLabel('受理日从')).toHaveValue('2026-01-01');
  await page.goBack();
  await expect(page.getByRole('heading', { name: '投诉分析' })).toBeVisible();
});

test('a period without complaints, days that are none, and a server that does not answer are each told', async () => {
  const auditor = await at.joined('zhao', 'auditor');
  const page = at.page;
  await page.goto(`${at.hq.url}/console/`);
  await at.signIn(auditor);
  await page.getByRole('link', { name: '投诉分析' }).click();
  await expect(page.getByText('这段期间没有投诉，也没有未结的。')).toBeVisible();
  // Reads, and takes nothing away.
  await expect(page.getByRole('button', { name: '导出监管报表…' })).toHaveCount(0);
  await at.examine('metrics without complaints');
  await chooseAll();
  await page.getByLabel('从', { exact: true }).fill('2027-02-01');
  await expect(page.getByText('结束日早于开始日')).toBeVisible();
  expect(await at.violations()).toEqual([]);
  await page.route('**/metrics.show', (route) => route.abort());
  await page.getByLabel('期间').selectOption({ label: '上月' });
  await expect(page.getByText('连不上总行服务器')).toBeVisible();
  expect(await at.violations()).toEqual([]);
  await page.unroute('**/metrics.show');
  await page.getByRole('button', { name: '再试一次' }).click();
  await expect(page.getByText('连不上总行服务器')).toHaveCount(0);
});

test('a thousand branches are sorted by any column, with the keyboard too', async () => {
  await twoBranches();
  const officer = await at.joined('li', 'officer');
  const page = at.page;
  await page.goto(`${at.hq.url}/console/`);
  await at.signIn(officer);
  await page.getByRole('link', { name: '投诉分析' }).click();
  await chooseAll();
  await expect(page.getByRole('heading', { name: '2 家机构' })).toBeVisible();
  await at.database.db.execute(sql`
    insert into branches (branch_id, code, name, institution_type, institution_name, province, next_position)
    select 'more-' || n, 'X' || lpad(n::text, 4, '0'), 'Branch ' || n, 'bank', 'Test Bank', 'Beijing', 1 from generate_series(1, 1000) n`);
  await at.database.db.execute(sql`
    insert into console_cases
    select 'more-' || n, 'c' || m, number, status, received_at, updated_at, complainant, conflicts, counts, channel_id, business_id,
      reason_id, received_on, accepted_on, accept_due_on, answered_on, due_on, told_on, ended_on, extended, reopened, repeat,
      claimed_fen, granted_fen, doubts
    from (select * from console_cases limit 1) one, generate_series(1, 1000) n, generate_series(1, n % 7 + 1) m`);
  await page.getByLabel('期间').selectOption({ label: '上月' });
  await chooseAll();
  await expect(page.getByRole('heading', { name: '1002 家机构' })).toBeVisible();
  const grid = page.getByRole('grid', { name: '各机构的投诉' });
  await expect(grid).toHaveAttribute('aria-rowcount', '1003');
  await expect(grid.getByRole('row').nth(1)).toContainText('X0006');
  await grid.getByRole('button', { name: '机构' }).click();
  await expect(grid.getByRole('row').nth(1)).toContainText('SH021');
  await grid.getByRole('button', { name: '机构' }).click();
  await expect(grid.getByRole('row').nth(1)).toContainText('X1000');
  await grid.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('机构', { exact: true })).toHaveValue('branch-1');
});
