/** Signing in, changing hands and locking, in the words of the people at the counter. */
import type { Page } from '@playwright/test';
import { ask, call, everything } from './bridge';
import { expect, launch, test } from './fixtures';
import { people, setUpBranch, signIn } from './pages/setup-page';

test('a locked screen answers nobody, and another person takes over with one password', async ({ branchApp: app }) => {
  const { page } = app;
  await signIn(page, 'counter');
  await page.keyboard.press('Control+l');
  await expect(page.getByRole('heading', { name: '请选择您是谁' })).toBeVisible();
  expect(await call(page, 'workbench.today', {})).toMatchObject({ ok: false, error: { code: 'session.locked' } });

  await signIn(page, 'counter');
  await page.getByRole('button', { name: /当前用户/ }).click();
  await page.getByRole('menuitem', { name: `换人：${people.supervisor.name}` }).click();
  const password = page.getByLabel(`${people.supervisor.name} 的密码`);
  await expect(password).toBeFocused();
  await page.keyboard.insertText(people.supervisor.password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('banner')).toContainText(people.supervisor.name);
});

test('guessing a password gets slower with every try, and a restart does not help', async ({
  branchApp: app,
  profile,
}) => {
  const choose = (page: Page): Promise<void> =>
    page.getByRole('button', { name: new RegExp(people.counter.name) }).click();
  const enter = async (page: Page, text: string): Promise<void> => {
    const password = page.getByLabel(`${people.counter.name} 的密码`);
    await password.fill(text);
    await password.press('Enter');
    // The field is emptied once the answer is there.
    await expect(password).toHaveValue('');
  };
  await choose(app.page);
  for (let tries = 1; tries <= 3; tries += 1) {
    await enter(app.page, 'not-the-password');
    await expect(app.page.getByText('密码不对')).toBeVisible();
  }
  await app.kill();

  const again = await launch({ userData: profile });
  await choose(again.page);
  // Three tries were free; after the restart the next wrong one is the fourth, and even the right one has to wait.
  await expect(async () => {
    await enter(again.page, 'not-the-password');
    await expect(again.page.getByText('密码不对')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await enter(again.page, people.counter.password);
  await expect(again.page.getByText(/错的次数太多，请等/)).toBeVisible();
  await again.close();
});

test('the printed recovery code sets a new password, and the records open under it', async ({ app, profile }) => {
  const { page } = app;
  const code = await setUpBranch(page);
  await signIn(page, 'counter');
  const { number } = await ask(page, 'intake.quickCapture', {
    commandId: '0197b2c0-0000-7000-8000-0000000000aa',
    emotion: 1,
    businessId: 'biz.debit.limits',
    want: 'explanation',
    matter: '限额突然降低',
    flags: [],
  });
  await page.keyboard.press('Control+l');

  await page.getByRole('button', { name: '忘记密码' }).click();
  const dialog = page.getByRole('dialog', { name: '用恢复码重设密码' });
  const submit = dialog.getByRole('button', { name: '重设密码' });
  await dialog.getByRole('radio', { name: new RegExp(people.counter.name) }).click();
  await dialog.getByLabel('恢复码').fill(`${code.slice(0, -1)}${code.endsWith('2') ? '3' : '2'}`);
  await dialog.getByLabel('新密码', { exact: true }).fill('willow-bridge-58');
  await dialog.getByLabel('再输一遍新密码').fill('willow-bridge-58');
  await submit.click();
  // Said at the field; what was typed stays.
  await expect(dialog.getByText('和打印的恢复码不一致')).toBeVisible();
  await expect(dialog.getByLabel('新密码', { exact: true })).toHaveValue('willow-bridge-58');
  await dialog.getByLabel('恢复码').fill(code);
  await submit.click();
  await expect(dialog).toBeHidden();
  await app.close();

  // What was set is on disk: the old password is refused, the new one opens what the old one sealed.
  const again = await launch({ userData: profile });
  await again.page.getByRole('button', { name: new RegExp(people.counter.name) }).click();
  const password = again.page.getByLabel(`${people.counter.name} 的密码`);
  await password.fill(people.counter.password);
  await password.press('Enter');
  await expect(again.page.getByText('密码不对')).toBeVisible();
  await password.fill('willow-bridge-58');
  await password.press('Enter');
  await again.page.getByRole('navigation').waitFor();
  const { rows } = await ask(again.page, 'history.page', { ...everything, offset: 0, limit: 5 });
  expect(rows).toMatchObject([{ number }]);
  await again.close();
});
