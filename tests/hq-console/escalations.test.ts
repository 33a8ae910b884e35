/** 上报待办 and 退回重办 in the browser: listed, opened for a reason, signed by two, and what can go wrong on the way. */
import type { Page } from '@playwright/test';
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

async function branch(): Promise<Pc> {
  const pc = makePc();
  expect((await tryEnrol(world.hq, pc, await codeOf(world.hq, 'new'), branchInfo)).ok).toBe(true);
  return pc;
}
async function enter(member: Member): Promise<void> {
  await page.goto(`${world.hq.url}/console/`);
  await world.signIn(member);
}
const code = (member: Member): string => {
  world.later(minuteMs);
  return digitsAt(member.secret, world.nowMs());
};
const rows = () => page.getByRole('grid', { name: '上报待办列表' }).getByRole('row');

async function openFirst(): Promise<ReturnType<Page['getByRole']>> {
  await page.getByRole('link', { name: '上报待办' }).click();
  await rows().nth(1).click();
  const why = page.getByRole('dialog', { name: /签批/ });
  await expect(why.getByLabel('查看理由')).toHaveValue('总行签批上报的处理方案');
  await why.getByRole('button', { name: '打开并留痕' }).click();
  await expect(why.getByText('给客户的金额')).toBeVisible();
  return why;
}

test('two officers approve what a branch sent up, each with a code of their own', async () => {
  const pc = await branch();
  await pushEvents(world.hq, pc, [...pc.writeSentUp(), ...pc.writeSentUp({ amountFen: 900_000 }, 'case-2')]);
  const [wang, zhou] = [await world.joined('wang', 'officer'), await world.joined('zhou', 'officer')];
  await enter(wang);
  await page.getByRole('link', { name: '上报待办' }).click();
  await expect(rows()).toHaveCount(3);
  await expect(rows().nth(1)).toContainText('超出网点权限');
  await world.examine('sent up');
  const dialog = await openFirst();
  await expect(dialog.getByText(/这份方案要总行 2 人签名。/)).toBeVisible();
  await expect(dialog.getByText('60,000.00')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await dialog.getByRole('button', { name: '签批', exact: true }).click();
  await expect(dialog.getByText('请选批准、退回还是不同意。')).toBeVisible();
  await expect(dialog.getByText('请输入验证码。')).toBeVisible();
  await dialog.getByRole('combobox', { name: '签批意见' }).selectOption('return');
  await expect(dialog.getByText('请写原因，网点要照着改。')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await dialog.getByRole('combobox', { name: '签批意见' }).selectOption('approve');
  await dialog.getByLabel('意见', { exact: true }).fill('同意，注意保密');
  await dialog.getByLabel('验证码').fill('000000');
  await dialog.getByRole('button', { name: '签批', exact: true }).click();
  await expect(dialog.getByText('验证码不对，或已经用过')).toBeVisible();
  // Nothing typed is lost but the code.
  await expect(dialog.getByLabel('意见', { exact: true })).toHaveValue('同意，注意保密');
  await dialog.getByLabel('验证码').fill(code(wang));
  await dialog.getByRole('button', { name: '签批', exact: true }).click();
  await expect(page.getByText('已签名，还要另一位同事签。')).toBeVisible();
  await expect(rows().nth(1)).toContainText('已签 1 人');
  const again = await openFirst();
  await expect(again.getByText('您已经签过，要由另一位同事来签。')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await again.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();

  await world.signIn(zhou);
  const last = await openFirst();
  await expect(last.getByText(/已签：.+同意，注意保密/)).toBeVisible();
  await last.getByRole('combobox', { name: '签批意见' }).selectOption('approve');
  await last.getByLabel('验证码').fill(code(zhou));
  await last.getByRole('button', { name: '签批', exact: true }).click();
  await expect(page.getByText('已签批，网点的电脑下次同步时收到。')).toBeVisible();
  await expect(rows()).toHaveCount(2);
});

test('what changed meanwhile can not be signed, and what is gone says so', async () => {
  const pc = await branch();
  await pushEvents(world.hq, pc, pc.writeSentUp());
  const wang = await world.joined('wang', 'officer');
  await enter(wang);
  const dialog = await openFirst();
  await pushEvents(world.hq, pc, [pc.write({ changes: { facts: '另一张卡' } }, 'case.detailsRecorded', 'case-1')]);
  await dialog.getByRole('combobox', { name: '签批意见' }).selectOption('approve');
  await dialog.getByLabel('验证码').fill(code(wang));
  await dialog.getByRole('button', { name: '签批', exact: true }).click();
  await expect(dialog.getByText('您看的内容刚有变动，这次没有签。')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await dialog.getByRole('button', { name: '关闭' }).click();
  const changed = await openFirst();
  await expect(changed.getByText('上报以后内容有变动')).toBeVisible();
  await changed.getByRole('button', { name: '关闭' }).click();
});

test('an auditor sees what waits and opens nothing; with none there the page says so', async () => {
  await branch();
  const auditor = await world.joined('zhao', 'auditor');
  await enter(auditor);
  await page.getByRole('link', { name: '上报待办' }).click();
  await expect(page.getByText('没有等总行签批的方案。')).toBeVisible();
  await world.examine('nothing sent up');
});

test('an officer orders a decided complaint to be done again', async () => {
  const pc = await branch();
  await pushEvents(world.hq, pc, pc.writeSentUp({ amountFen: 1_500_000 }));
  const wang = await world.joined('wang', 'officer');
  await enter(wang);
  const dialog = await openFirst();
  await dialog.getByRole('combobox', { name: '签批意见' }).selectOption('approve');
  await dialog.getByLabel('验证码').fill(code(wang));
  await dialog.getByRole('button', { name: '签批', exact: true }).click();
  await expect(page.getByText('没有等总行签批的方案。')).toBeVisible();

  await page.getByRole('link', { name: '投诉查询' }).click();
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByRole('grid', { name: '查到的投诉' }).getByRole('row').nth(1).click();
  await page.getByLabel('查看理由').fill('客户来电说没有答复');
  await page.getByRole('button', { name: '显示并留痕' }).click();
  const opened = page.getByRole('dialog', { name: /查看/ });
  await opened.getByRole('button', { name: '退回重办…' }).click();
  const order = page.getByRole('dialog', { name: /退回重办/ });
  await order.getByRole('button', { name: '签批退回' }).click();
  await expect(order.getByText('请写清楚原因，至少 5 个字')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await order.getByLabel('为什么退回').fill('没有答复客户的第二点');
  await order.getByLabel('验证码').fill(code(wang));
  await order.getByRole('button', { name: '签批退回' }).click();
  await expect(opened.getByText('已退回重办，网点下次同步时收到。')).toBeVisible();
  await expect(opened.getByRole('button', { name: '退回重办…' })).toHaveCount(0);
});

test('an officer types a complaint that headquarters received, and it becomes a case of the branch', async () => {
  await branch();
  const wang = await world.joined('wang', 'officer');
  await enter(wang);
  await page.getByRole('link', { name: '投诉查询' }).click();
  await page.getByRole('button', { name: '交办投诉…' }).click();
  const form = page.getByRole('dialog', { name: '交办投诉' });
  await form.getByRole('button', { name: '签批交办' }).click();
  await expect(form.getByText('请选择网点。')).toBeVisible();
  await expect(form.getByText('请写至少 5 个字。')).toBeVisible();
  expect(await world.violations()).toEqual([]);
  await form.getByLabel('交给哪家网点').selectOption({ label: 'SH021 Lane 12 branch' });
  await form.getByLabel('投诉人姓名').fill('周海');
  await form.getByLabel('一句话').fill('年费重复扣收');
  await form.getByLabel('投诉事实').fill('同一张卡一年扣了两次年费');
  await form.getByLabel('验证码').fill(code(wang));
  await form.getByRole('button', { name: '签批交办' }).click();
  await expect(page.getByText(/已交办，编号 SH021-\d{6}-HQ\d{3}-.。/)).toBeVisible();
  await page.getByRole('button', { name: '查询' }).click();
  await expect(page.getByRole('grid', { name: '查到的投诉' }).getByRole('row')).toHaveCount(2);
});
