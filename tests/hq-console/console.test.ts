/**
 * The console of headquarters as its people meet it: a real server on PGlite, PCs of two branches that push to it, and the system's
 * browser. What a request without a browser may do is in tests/hq/console.pg.test.ts.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { test } from 'vitest';
import { consoleAudit } from '../../server/db/console-schema';
import {
  branchInfo,
  codeOf,
  makePc,
  pushEvents,
  send,
  signedRequest,
  tryEnrol,
  type Pc,
} from '../hq/support/branch-pc';
import { digitsAt, setupCodeOf, visitorPassword } from '../hq/support/console-visitor';
import { expect, minuteMs, suiteOfConsole, type ConsoleWorld } from './support/console-world';

const second = { ...branchInfo, id: 'branch-2', code: 'SH022', name: 'Lane 40 branch' };

let world: ConsoleWorld;
let page: Page;
suiteOfConsole((made) => {
  world = made;
  ({ page } = made);
});
const examine = (where: string) => world.examine(where);
const violations = () => world.violations();
const signIn: ConsoleWorld['signIn'] = (...given) => world.signIn(...given);
const joined: ConsoleWorld['joined'] = (...given) => world.joined(...given);

/** What headquarters answers to a PC whose clock agrees with its own. */
async function pullStatus(pc: Pc): Promise<number> {
  const nowMs = world.nowMs();
  const body = { protocol: 2, deviceTimeMs: nowMs, cursor: null, limit: 10 };
  return (await send(world.hq, await signedRequest(world.hq, pc, '/v2/pull', body, nowMs))).status;
}

test('the first administrator sets up, opens a branch, shuts a PC out, and signs out', async () => {
  const { hq } = world;
  await page.goto(`${hq.url}/console/#setup`);
  await page.getByLabel('开通码').fill('AAAA-BBBB-CCCC-DDDD');
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByText('开通码不对、已用过或已过期')).toBeVisible();
  await page.getByLabel('开通码').fill(await setupCodeOf(hq, 'wang', 'administrator'));
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByRole('img', { name: '验证器二维码' })).toBeVisible();
  await examine('set-up');
  const secret = await page.getByTestId('totp-secret').innerText();
  await page.getByLabel('新密码').fill('12345678');
  await page.getByLabel('验证码').fill(digitsAt(secret, world.nowMs()));
  await page.getByRole('button', { name: '完成设置' }).click();
  await expect(page.getByText('这个密码太常见')).toBeVisible();
  await page.getByLabel('新密码').fill(visitorPassword);
  await page.getByRole('button', { name: '完成设置' }).click();
  await expect(page.getByRole('listitem')).toHaveCount(10);
  await page.getByRole('button', { name: '我抄好了，进入管理台' }).click();

  // No right to complaints or to the trail: their pages are not offered.
  await expect(page.getByRole('navigation').getByRole('link')).toHaveText([
    '机构与设备',
    '拒收记录',
    '信使文件',
    '人员',
  ]);
  await page.getByRole('button', { name: '新机构接入码' }).click();
  const code = await page.getByTestId('code').innerText();
  await page.getByRole('button', { name: '我记下了' }).click();
  await expect(page.getByTestId('code')).toHaveCount(0);

  const [one, two] = [makePc(), makePc(second.id)];
  expect((await tryEnrol(hq, one, code, branchInfo)).ok).toBe(true);
  expect((await tryEnrol(hq, two, await codeOf(hq, 'new'), second)).ok).toBe(true);
  await pushEvents(hq, one, [one.writeCase()]);
  world.later(4 * 24 * 60 * minuteMs);
  // The session ran out meanwhile, and the page says so at the next request.
  await page.getByRole('button', { name: '刷新' }).click();
  await expect(page.getByText('您已退出登录')).toBeVisible();
  expect(await pullStatus(one)).toBe(200);
  await signIn({ account: 'wang', secret, recoveryCodes: [] });

  const rows = page.getByRole('grid', { name: '机构列表' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('SH022');
  await expect(rows.nth(1)).toContainText('失联超过三天');
  await expect(rows.nth(2)).toContainText('SH021');
  await examine('branches');

  await rows.nth(2).click();
  const dialog = page.getByRole('dialog', { name: /SH021/ });
  await dialog.getByRole('button', { name: '停用' }).click();
  const revoke = page.getByRole('dialog', { name: /停用电脑/ });
  await revoke.getByRole('button', { name: '停用这台电脑' }).click();
  await expect(revoke.getByText('请写清楚原因，至少 5 个字')).toBeVisible();
  expect(await violations()).toEqual([]);
  await revoke.getByLabel('原因').fill('电脑在柜台被盗，已报警');
  await revoke.getByRole('button', { name: '停用这台电脑' }).click();
  await expect(dialog.getByText('已停用')).toBeVisible();
  expect(await violations()).toEqual([]);
  expect(await pullStatus(one)).toBe(403);
  await dialog.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: '登录' })).toBeVisible();
});

test('an officer finds complaints of all branches without names, and opens one for a reason that the auditor reads', async () => {
  const { hq } = world;
  for (const branch of [branchInfo, second]) {
    const pc = makePc(branch.id);
    expect((await tryEnrol(hq, pc, await codeOf(hq, 'new'), branch)).ok).toBe(true);
    await pushEvents(hq, pc, [pc.writeCase()]);
  }
  const officer = await joined('li', 'officer');
  const auditor = await joined('zhao', 'auditor');
  // Who leaves the slash out is sent on.
  await page.goto(`${hq.url}/console`);
  await examine('sign-in');
  await signIn(officer);
  await page.getByRole('link', { name: '投诉查询' }).click();
  await page.getByRole('button', { name: '查询' }).click();
  const rows = page.getByRole('grid', { name: '查到的投诉' }).getByRole('row');
  await expect(rows).toHaveCount(3);
  await examine('complaints');
  await page.getByLabel('机构', { exact: true }).selectOption({ label: 'SH022 Lane 40 branch' });
  await page.getByRole('button', { name: '查询' }).click();
  await expect(rows).toHaveCount(2);
  await rows.nth(1).click();
  await page.getByLabel('查看理由').fill('监管转办，需核对电话');
  await page.getByRole('button', { name: '显示并留痕' }).click();
  const opened = page.getByRole('dialog', { name: /查看/ });
  await expect(opened.getByText('电话', { exact: true })).toBeVisible();
  expect(await violations()).toEqual([]);
  await opened.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();

  await signIn(auditor);
  await page.getByRole('link', { name: '操作留痕' }).click();
  await expect(page.getByText('原因：监管转办，需核对电话')).toBeVisible();
  await page.getByText('原因：监管转办，需核对电话').click();
  const entry = page.getByRole('dialog', { name: '查看个人信息' });
  await expect(entry.getByText('li', { exact: true })).toBeVisible();
  expect(await violations()).toEqual([]);
  await entry.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '核对全部留痕' }).click();
  await expect(page.getByText(/核对了 \d+ 条，全部相符/)).toBeVisible();
  await examine('audit trail');
});

test('an officer signs an extension with a code of the authenticator', async () => {
  const { hq } = world;
  const pc = makePc();
  expect((await tryEnrol(hq, pc, await codeOf(hq, 'new'), branchInfo)).ok).toBe(true);
  await pushEvents(hq, pc, pc.writeComplexCase());
  const officer = await joined('li', 'officer');
  await page.goto(`${hq.url}/console/`);
  await signIn(officer);
  await page.getByRole('link', { name: '投诉查询' }).click();
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByRole('grid', { name: '查到的投诉' }).getByRole('row').nth(1).click();
  await page.getByLabel('查看理由').fill('网点申请延期');
  await page.getByRole('button', { name: '显示并留痕' }).click();
  const opened = page.getByRole('dialog', { name: /查看/ });
  await opened.getByRole('button', { name: '批准延期…' }).click();
  const grant = page.getByRole('dialog', { name: /批准延期/ });
  await grant.getByLabel('延多少天').fill('31');
  await grant.getByRole('button', { name: '签批延期' }).click();
  await expect(grant.getByText('请填 1 到 30 的整数')).toBeVisible();
  expect(await violations()).toEqual([]);
  await grant.getByLabel('延多少天').fill('20');
  await grant.getByLabel('延期理由').fill('等外部机构的鉴定结论');
  await grant.getByLabel('验证码').fill('000000');
  await grant.getByRole('button', { name: '签批延期' }).click();
  await expect(grant.getByText('验证码不对，或已经用过')).toBeVisible();
  world.later(minuteMs);
  await grant.getByLabel('验证码').fill(digitsAt(officer.secret, world.nowMs()));
  await grant.getByRole('button', { name: '签批延期' }).click();
  await expect(opened.getByText('已批准或已登记延期')).toBeVisible();
});

test('a wrong password makes wait', async () => {
  const member = await joined('li', 'officer');
  await page.goto(`${world.hq.url}/console/`);
  // The eighth makes wait for longer than a minute.
  for (let tries = 0; tries < 8; tries++) {
    await signIn(member, `wrong-${tries}`);
    await expect(page.getByText('账号、密码或验证码不对')).toBeVisible();
    await expect(page.getByLabel('验证码')).toHaveValue('');
  }
  await page.getByLabel('验证码').fill('123456');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByText(/试错太多，请等/)).toBeVisible();
  // What was typed stays, but for the code.
  await expect(page.getByLabel('账号')).toHaveValue('li');
});

test('a page of another origin can do nothing in the name of who is signed in', async () => {
  const { hq } = world;
  const member = await joined('wang', 'administrator');
  // Another port is another origin, but the same site: the browser does send the cookie.
  const evil = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<form method="post" enctype="text/plain" action="${hq.url}/console/api/code.make"><input name='{"branchId":null,"x":"' value='"}'><button>x</button></form><iframe src="${hq.url}/console/"></iframe>`,
    );
  });
  await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  try {
    await page.goto(`${hq.url}/console/`);
    await signIn(member);
    await expect(page.getByRole('heading', { name: '机构与设备' })).toBeVisible();
    await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
    // Nor does it get the page into a frame.
    await expect(page.frameLocator('iframe').getByText('先听')).toHaveCount(0);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/code.make')),
      page.getByRole('button', { name: 'x' }).click(),
    ]);
    expect(answer.status()).toBe(403);
    const trail = await world.database.db.select().from(consoleAudit).orderBy(consoleAudit.no);
    expect(trail.at(-1)).toMatchObject({ action: 'request.forged', outcome: 'refused', account: 'wang' });
    expect(trail.some(({ action }) => action === 'code.made')).toBe(false);
    // Back on our own page the session still stands, and its rows were not touched.
    await page.goto(`${hq.url}/console/`);
    await expect(page.getByRole('heading', { name: '机构与设备' })).toBeVisible();
  } finally {
    evil.close();
  }
});
