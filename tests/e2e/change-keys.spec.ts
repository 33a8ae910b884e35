/** 更换密钥 on a branch with cases, evidence and a draft: everything is there afterwards, through a lock and a kill on the way. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ask, call, newId, registerForm } from './bridge';
import { expect, launch, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { goTo } from './tour/steps';

test('keys are changed on the page; what was there opens, and the former keys are destroyed', async ({
  branchApp: app,
  profile,
}) => {
  test.setTimeout(180_000);
  const { page } = app;
  await signIn(page, 'supervisor');
  const { caseId } = await registerForm(page, {
    facts: '年费扣了两次',
    matter: '年费扣了两次',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const draft = await ask(page, 'draft.create', { commandId: newId(), caseId: null });
  /** Hands evidence in and reads it back. */
  const evidence = (): Promise<unknown> =>
    page.evaluate(`(async () => {
      const bytes = new TextEncoder().encode('客户带来的便条');
      const given = { name: 'note.txt', declaredType: 'text/plain', bytes, fromCustomer: true };
      const added = await window.xianting.call('attachment.add', given);
      if (!added.ok) return added;
      const read = await window.xianting.call('attachment.read', { caseId: null, sha256: added.value.evidence.sha256 });
      return read.ok ? new TextDecoder().decode(read.value.bytes) : read;
    })()`);
  expect(await evidence()).toBe('客户带来的便条');
  const keyring = (): Promise<string> => readFile(path.join(profile, 'keys', 'keyring.json'), 'utf8');
  const table = (): Promise<Buffer> => readFile(path.join(profile, 'keys', 'case-keys'));
  const [keyringBefore, tableBefore] = [await keyring(), await table()];

  await goTo(page, 6, '设置');
  await page.getByRole('tab', { name: '密钥与销毁' }).click();
  await expect(page.getByText('密钥自这台电脑设置好以来没有换过')).toBeVisible();
  await expect(page.getByText('没有可以销毁的档案。')).toBeVisible();
  await page.getByRole('button', { name: '更换密钥' }).click();
  const dialog = page.getByRole('dialog', { name: '更换密钥' });
  const submit = dialog.getByRole('button', { name: '更换密钥' });
  await submit.click();
  await expect(dialog).toContainText('请输入密码');
  await dialog.getByLabel('您的密码').fill('not-the-password');
  await submit.click();
  await expect(dialog).toContainText('密码不对');
  await dialog.getByLabel('您的密码').fill(people.supervisor.password);
  await dialog.getByRole('radio', { name: '有人离职或调离' }).click();
  await submit.click();
  await expect(page.getByText('已经启用新密钥')).toBeVisible();

  // Still signed in, and everything is there.
  await expect(page.getByRole('banner')).toContainText(people.supervisor.name);
  const opened = await ask(page, 'case.get', { caseId });
  expect(JSON.stringify(opened)).toContain('年费扣了两次');
  expect(await call(page, 'draft.open', { id: draft.id })).toMatchObject({ ok: true });
  await expect.poll(async () => (await ask(page, 'protection.get', {})).keyChange).toBeNull();
  expect(await evidence()).toBe('客户带来的便条');
  expect(JSON.parse(await keyring())).toMatchObject({ former: null });
  const { entries } = await ask(page, 'audit.page', { beforeEventId: null, limit: 200 });
  const noted = entries.map(({ type }) => type);
  expect(noted).toContain('audit.keyChangeBegun');
  expect(noted).toContain('audit.keyChangeDone');
  expect(await keyring()).not.toBe(keyringBefore);
  expect((await table()).equals(tableBefore)).toBe(false);
  expect((await readdir(path.join(profile, 'keys'))).sort()).toEqual([
    'case-keys',
    'case-keys.bak',
    'keyring.bak.json',
    'keyring.json',
  ]);

  await app.kill();
  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  expect(JSON.stringify(await ask(again.page, 'case.get', { caseId }))).toContain('年费扣了两次');
  // It opens, and is the supervisor's.
  expect(await call(again.page, 'draft.open', { id: draft.id })).toMatchObject({
    ok: false,
    error: { code: 'draft.ownedByOther', ownerName: people.supervisor.name },
  });
  await again.close();
});
