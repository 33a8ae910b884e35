/** 人员 and one's own password as an administrator meets them, in the system's browser. */
import { test } from 'vitest';
import { createVisitor, visitorPassword } from '../hq/support/console-visitor';
import { expect, suiteOfConsole, type ConsoleWorld } from './support/console-world';

let at: ConsoleWorld;
suiteOfConsole((world) => {
  at = world;
});

test('an administrator adds a person, shuts one out and lets them in again, each with a code of their own', async () => {
  const wang = await at.joined('wang', 'administrator');
  const page = at.page;
  await page.goto(`${at.hq.url}/console/`);
  await at.signIn(wang);
  await page.getByRole('link', { name: '人员' }).click();
  const rows = page.getByRole('grid', { name: '人员列表' }).getByRole('row');
  await expect(rows).toHaveCount(2);
  await at.examine('people');

  await page.getByRole('button', { name: '新增人员' }).click();
  const add = page.getByRole('dialog', { name: '新增人员' });
  await add.getByRole('button', { name: '新增并生成开通码' }).click();
  await expect(add.getByText('请填姓名。')).toBeVisible();
  await expect(add.getByText('请输入验证码。')).toBeVisible();
  expect(await at.violations()).toEqual([]);
  await add.getByLabel('账号').fill(' LI ');
  await add.getByLabel('姓名').fill('李娜');
  await add.getByLabel('角色').selectOption({ label: '审计' });
  await add.getByLabel('验证码').fill('000000');
  await add.getByRole('button', { name: '新增并生成开通码' }).click();
  await expect(add.getByText('验证码不对，或已经用过')).toBeVisible();
  // What was typed stays, but for the code.
  await expect(add.getByLabel('姓名')).toHaveValue('李娜');
  await expect(add.getByLabel('验证码')).toHaveValue('');
  await add.getByLabel('验证码').fill(at.digits(wang.secret));
  await add.getByRole('button', { name: '新增并生成开通码' }).click();
  const code = await page.getByTestId('setup-code').innerText();
  expect(await at.violations()).toEqual([]);
  // A slip beside it does not lose it.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '我记下了' }).click();
  await expect(page.getByTestId('setup-code')).toHaveCount(0);
  const li = rows.filter({ hasText: '李娜' });
  await expect(li).toContainText('等本人设置');
  const visitor = createVisitor(at.hq);
  expect((await visitor.ask('setup.open', { code })).ok).toBe(true);

  await li.click();
  const one = page.getByRole('dialog', { name: '李娜' });
  expect(await at.violations()).toEqual([]);
  await one.getByRole('button', { name: '停用…' }).click();
  const disable = page.getByRole('dialog', { name: '停用 li' });
  await disable.getByLabel('验证码').fill(at.digits(wang.secret));
  await disable.getByRole('button', { name: '停用', exact: true }).click();
  await expect(li).toContainText('已停用');
  await li.click();
  await one.getByRole('button', { name: '重新启用…' }).click();
  await page.getByLabel('验证码').fill(at.digits(wang.secret));
  await page.getByRole('button', { name: '启用并生成开通码' }).click();
  await page.getByRole('button', { name: '我记下了' }).click();
  await li.click();
  await one.getByRole('button', { name: '改角色…' }).click();
  const role = page.getByRole('dialog', { name: '改 li 的角色' });
  await role.getByLabel('验证码').fill(at.digits(wang.secret));
  await role.getByRole('button', { name: '改角色' }).click();
  await expect(role.getByText('现在就是这个角色')).toBeVisible();
  expect(await at.violations()).toEqual([]);
  await role.getByLabel('角色').selectOption({ label: '消保专员' });
  await role.getByRole('button', { name: '改角色' }).click();
  await expect(li).toContainText('消保专员');

  // Nothing to do about one's own account.
  await rows.filter({ hasText: 'wang（您）' }).click();
  const own = page.getByRole('dialog', { name: '王敏' });
  await expect(own.getByText('自己的账号不能在这里改')).toBeVisible();
  await expect(own.getByRole('button')).toHaveText(['关闭']);
});

test('everybody changes their own password with the old one and a code', async () => {
  const officer = await at.joined('li', 'officer');
  const page = at.page;
  await page.goto(`${at.hq.url}/console/`);
  await at.signIn(officer);
  await page.getByRole('button', { name: /王敏/ }).click();
  const dialog = page.getByRole('dialog', { name: '修改密码' });
  const confirm = dialog.getByRole('button', { name: '修改密码' });
  await confirm.click();
  await expect(dialog.getByText('请填写。')).toHaveCount(2);
  expect(await at.violations()).toEqual([]);
  const fresh = 'harbour-cactus-88-window';
  await dialog.getByLabel('现在的密码').fill('not the one');
  await dialog.getByLabel(/^新密码/).fill(fresh);
  await dialog.getByLabel('再输一遍新密码').fill('something else');
  await dialog.getByLabel('验证码').fill(at.digits(officer.secret));
  await confirm.click();
  await expect(dialog.getByText('两遍不一样')).toBeVisible();
  await dialog.getByLabel('再输一遍新密码').fill(fresh);
  await confirm.click();
  await expect(dialog.getByText('现在的密码不对。')).toBeVisible();
  await dialog.getByLabel('现在的密码').fill(visitorPassword);
  await dialog.getByLabel('验证码').fill(at.digits(officer.secret));
  await confirm.click();
  await expect(dialog.getByText('密码改好了')).toBeVisible();
  await dialog.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await at.signIn(officer, fresh);
  await expect(page.getByRole('heading', { name: '机构与设备' })).toBeVisible();
});
