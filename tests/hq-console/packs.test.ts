/** 规则与脚本发布 in the browser: handed in by one, reviewed by another, to a pilot branch first, then to all. */
import type { Page } from '@playwright/test';
import calendarJson from '../../resources/packs/calendars/cn.json';
import { test } from 'vitest';
import { branchInfo, codeOf, makePc, tryEnrol } from '../hq/support/branch-pc';
import { digitsAt, type Member } from '../hq/support/console-visitor';
import { rulesWithDays } from '../support/pack-rules';
import { expect, minuteMs, suiteOfConsole, type ConsoleWorld } from './support/console-world';

let world: ConsoleWorld;
let page: Page;
suiteOfConsole((made) => {
  world = made;
  ({ page } = made);
});

const code = (member: Member): string => {
  world.later(minuteMs);
  return digitsAt(member.secret, world.nowMs());
};
const rows = () => page.getByRole('grid', { name: '规则与脚本清单' }).getByRole('row');
const choose = (pack: object) =>
  page.locator('input[type=file]').setInputFiles({
    name: 'rules.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(pack)),
  });

test('a pack goes from one officer to another, to a pilot branch, and to all', async () => {
  for (const branch of [branchInfo, { ...branchInfo, id: 'branch-2', code: 'SH022', name: 'Lane 40 branch' }])
    expect((await tryEnrol(world.hq, makePc(branch.id), await codeOf(world.hq, 'new'), branch)).ok).toBe(true);
  const [wang, zhou] = [await world.joined('wang', 'officer'), await world.joined('zhou', 'officer')];
  await page.goto(`${world.hq.url}/console/`);
  await world.signIn(wang);
  await page.getByRole('link', { name: '规则与脚本发布' }).click();
  await expect(page.getByText('还没有提交或发布过规则包和脚本。')).toBeVisible();
  await world.examine('no packs');
  await page.getByRole('button', { name: '提交新包…' }).click();
  const form = page.getByRole('dialog', { name: '提交新包' });
  await form.getByRole('button', { name: '提交复核' }).click();
  await expect(form.getByText('请选择文件。')).toBeVisible();
  await expect(form.getByText('请填生效日。')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await choose({ ...rulesWithDays('2099.1', 12), surprise: 1 });
  await form.getByLabel('生效日').fill('2099-13-01');
  await form.getByLabel('发布部门').focus();
  await expect(form.getByText('日期不对，请写成 2026-03-15')).toBeVisible();
  await expect(form.getByLabel('生效日')).toHaveValue('2099-13-01');
  // Read leniently, written out strictly, and told in the language of the page whatever that of the browser is.
  await form.getByLabel('生效日').fill('2099.12.1');
  await form.getByLabel('发布部门').focus();
  await expect(form.getByLabel('生效日')).toHaveValue('2099-12-01');
  await expect(form.getByText('2099年12月1日 周二')).toBeVisible();
  await form.getByLabel('发布部门').fill('总行合规部');
  await form.getByLabel('说明').fill('按新规延长时限');
  await form.getByRole('button', { name: '提交复核' }).click();
  await expect(form.getByText('surprise')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await choose(rulesWithDays('2099.1', 12));
  await form.getByRole('button', { name: '提交复核' }).click();
  await expect(page.getByText('已提交，等另一位同事复核。')).toBeVisible();
  await expect(rows().nth(1)).toContainText('待复核');
  await rows().nth(1).click();
  const own = page.getByRole('dialog', { name: /2099\.1/ });
  await expect(own.getByText('您提交的包要由另一位同事复核。')).toBeVisible();
  await expect(own.getByRole('button', { name: '复核…' })).toHaveCount(0);
  await expect(own.getByText('新增 0 项，改动 1 项，删去 0 项')).toBeVisible();
  await own.getByText('原始内容（JSON）').click();
  await expect(own.getByText('"version": "2099.1"')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await own.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();

  await world.signIn(zhou);
  await page.getByRole('link', { name: '规则与脚本发布' }).click();
  await rows().nth(1).click();
  const changed = page.getByRole('list', { name: '改动清单' }).getByRole('listitem');
  await expect(changed).toHaveCount(1);
  await expect(changed).toContainText('时限规则 · D1');
  const limit = changed.getByRole('row', { name: /^时限/ });
  await expect(limit.locator('del')).toHaveText('15');
  await expect(limit.locator('ins')).toHaveText('12');
  await page.getByRole('button', { name: '复核…' }).click();
  const review = page.getByRole('dialog', { name: /^复核/ });
  await review.getByRole('button', { name: '提交复核结论' }).click();
  await expect(review.getByText('请选通过还是不通过。')).toBeVisible();
  await review.getByLabel('复核结论').selectOption('approve');
  await expect(review.getByText('请填至少一家试点网点。')).toBeVisible();
  await review.getByLabel('试点网点代码').fill('sh022，SH099');
  await expect(review.getByText('没有这些网点：SH099')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await review.getByLabel('试点网点代码').fill('sh022');
  await review.getByLabel('复核意见').fill('核对过条文');
  await review.getByLabel('验证码').fill(code(zhou));
  await review.getByRole('button', { name: '提交复核结论' }).click();
  await expect(page.getByText('复核结论已记下。')).toBeVisible();
  await expect(rows().nth(1)).toContainText('试点中');
  await expect(rows().nth(1)).toContainText('1 家试点网点');
  await world.examine('packs');
  await rows().nth(1).click();
  await page.getByRole('button', { name: '全面推行…' }).click();
  const move = page.getByRole('dialog', { name: /^全面推行/ });
  await move.getByLabel('原因').fill('试点没有问题');
  await move.getByLabel('验证码').fill(code(zhou));
  await move.getByRole('button', { name: '全面推行', exact: true }).click();
  await expect(rows().nth(1)).toContainText('已全面推行');
  await expect(rows().nth(1)).toContainText('wang / zhou');
});

test('thousands of changes are found by their words, and drawn some at a time', async () => {
  const [wang, zhou] = [await world.joined('wang', 'officer'), await world.joined('zhou', 'officer')];
  await page.goto(`${world.hq.url}/console/`);
  await world.signIn(wang);
  await page.getByRole('link', { name: '规则与脚本发布' }).click();
  await page.getByRole('button', { name: '提交新包…' }).click();
  const form = page.getByRole('dialog', { name: '提交新包' });
  // Years of a calendar have no bound.
  const years = Object.fromEntries(
    Array.from({ length: 3_000 }, (_one, at) => [
      String(5_000 + at),
      { source: at === 2_345 ? '只有这一年不同的通知' : '通知', works: [], off: ['01-01'] },
    ]),
  );
  await choose({ ...calendarJson, id: 'calendar.many', version: '2099.1', years });
  await form.getByLabel('生效日').fill('2099-12-01');
  await form.getByLabel('发布部门').fill('总行合规部');
  await form.getByLabel('说明').fill('很多年份的日历');
  await form.getByRole('button', { name: '提交复核' }).click();
  await expect(page.getByText('已提交，等另一位同事复核。')).toBeVisible();
  await page.getByRole('button', { name: '退出登录' }).click();
  await world.signIn(zhou);
  await page.getByRole('link', { name: '规则与脚本发布' }).click();
  await rows().nth(1).click();
  const changed = page.getByRole('list', { name: '改动清单' }).getByRole('listitem');
  await expect(page.getByText('没有可比的版本，全部算新增')).toBeVisible();
  await expect(changed).toHaveCount(30);
  await page.getByRole('button', { name: '再列 30 项' }).click();
  await expect(changed).toHaveCount(60);
  await page.getByLabel('查找').fill('只有这一年');
  await expect(changed).toHaveCount(1);
  await expect(changed).toContainText('7345');
  expect(await world.violations()).toEqual([]);
});
