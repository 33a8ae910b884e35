import path from 'node:path';
import { call } from './bridge';
import { expect, launch, test } from './fixtures';
import { textOfPdf } from './pages/pdf';
import { branch, fillBranch, fillPerson, people, setUpBranch, signIn } from './pages/setup-page';

test('a new branch is set up, its people sign in, and everything is there after a restart', async ({
  app,
  profile,
}) => {
  await setUpBranch(app.page);
  await signIn(app.page, 'counter');
  await expect(app.page.getByRole('navigation')).toContainText('登记');
  await app.kill();

  const again = await launch({ userData: profile });
  await expect(again.page.getByRole('button', { name: new RegExp(people.supervisor.name) })).toBeVisible();
  await signIn(again.page, 'supervisor');
  await expect(again.page.getByRole('navigation')).toContainText('审批');
  await again.close();
});

test('the wizard says what is wrong at the field, and a code nobody confirmed is made anew', async ({
  app,
  profile,
}) => {
  const { page } = app;
  await page.getByRole('button', { name: /新建网点/ }).click();
  await page.getByRole('textbox', { name: '机构名称' }).press('Enter');
  await expect(page.getByText('请填写这一项')).toHaveCount(3);
  await expect(page.getByRole('textbox', { name: '机构名称' })).toBeFocused();

  // The province comes from a list that is found by initials.
  const province = page.getByRole('combobox', { name: '省份' });
  await province.fill('zj');
  await province.press('Enter');
  await expect(province).toHaveValue(branch.province);
  await fillBranch(page);
  await page.getByRole('button', { name: '下一步' }).click();

  // A weak password is refused by main, at the person it belongs to, two steps back.
  await fillPerson(page, { ...people.supervisor, password: 'password' });
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('柜员接待客户').waitFor();
  await fillPerson(page, people.counter);
  await page.getByRole('button', { name: '生成密钥并继续' }).click();
  const password = page.getByLabel('密码', { exact: false }).first();
  await expect(page.getByText('网点负责人审批处理方案')).toBeVisible();
  await expect(page.getByText(/常见密码|太常见/)).toBeVisible();
  await expect(password).toBeFocused();
  await fillPerson(page, people.supervisor);
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '生成密钥并继续' }).click();

  // The sheet holds the code; while it is typed back, the screen does not.
  const code = page.getByTestId('recovery-code');
  await code.waitFor();
  const shown = (await code.textContent()) ?? '';
  const sheet = path.join(profile, 'sheet.pdf');
  await app.answerSaveDialog(sheet);
  await page.getByRole('button', { name: '存为 PDF' }).click();
  await expect(page.getByText(/已存为 PDF/)).toBeVisible();
  const paper = await textOfPdf(sheet);
  for (const group of shown.split('-')) expect(paper).toContain(group);
  const typed = page.getByLabel(/照纸上的再输一遍/);
  await typed.focus();
  await expect(code).not.toContainText(shown.slice(0, 4));
  await typed.fill(`${shown.slice(0, -1)}${shown.endsWith('0') ? '1' : '0'}`);
  await typed.press('Enter');
  await expect(page.getByText(/和打印的恢复码不一致/)).toBeVisible();
  await app.kill();

  // Nobody has confirmed the code: the half is set aside, and the branch is set up from the beginning.
  const again = await launch({ userData: profile });
  expect(await setUpBranch(again.page)).not.toBe(shown);
  await signIn(again.page, 'supervisor');
  await again.close();
});

test('language and appearance can be changed before anybody is signed in', async ({ app: { page } }) => {
  await page.getByRole('button', { name: 'English', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Welcome to Xianting' })).toBeVisible();
  await page.getByRole('button', { name: '中文', exact: true }).click();
  await expect(page.getByRole('heading', { name: '欢迎使用先听' })).toBeVisible();
});

test('a person is told from another of the same name, and nobody changes their own role', async ({
  branchApp: { page },
}) => {
  await signIn(page, 'supervisor');
  await page.keyboard.press('Control+l');
  const tile = page.getByRole('button', { name: new RegExp(people.counter.name) });
  await expect(tile).toContainText(people.counter.staffNo);
  await signIn(page, 'supervisor');
  const status = await call(page, 'app.status', {});
  const userId = status.ok ? status.value.session?.userId : undefined;
  const commandId = '01900000-0000-7000-8000-000000000001';
  expect(await call(page, 'user.setRole', { commandId, userId, role: 'administrator' })).toMatchObject({
    ok: false,
    error: { code: 'user.self' },
  });
});
