/** 紧急处置 without a network: two persons sign one text, the mark stays, and only somebody above ends the review. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, call, newId, registerForm, saveLetter } from './bridge';
import { expect, test } from './fixtures';
import { localDateOf } from '../../src/domain/deadlines/time-zone';
import { lookForDates } from './pages/why-dates';
import { people, signIn } from './pages/setup-page';
import { openCase } from './tour/steps';

const second = { name: '王强', staffNo: 'C018', password: 'blue-kettle-58', role: 'counter' } as const;
const officer = { name: '赵颖', staffNo: 'X003', password: 'amber-window-36', role: 'officer' } as const;

async function addPerson(page: Page, { role, ...person }: typeof second | typeof officer): Promise<void> {
  await ask(page, 'user.add', { commandId: newId(), person, role });
}

async function signInAs(page: Page, { name, password }: { readonly name: string; readonly password: string }) {
  await page.keyboard.press('Control+l');
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByLabel(`${name} 的密码`).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
}

test('two persons approve in an emergency; the case stays open until somebody above has reviewed it', async ({
  branchApp: app,
  profile,
}) => {
  test.setTimeout(180_000);
  const { page } = app;
  await signIn(page, 'supervisor');
  await addPerson(page, second);
  const { users } = await ask(page, 'session.tiles', {});
  const idOf = (name: string): string => users.find((user) => user.name === name)?.userId ?? '';
  const counterId = idOf(people.counter.name);

  await signInAs(page, people.counter);
  const { caseId, number } = await registerForm(page, {
    facts: '账户今晚会被划走保证金',
    matter: '错划保证金',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const accepted = { complexity: 'simple', complexityReason: '', ownerId: counterId };
  await ask(page, 'case.accept', { commandId: newId(), caseId, ...accepted });
  const content = {
    kinds: ['refund'],
    amountFen: 800_000,
    factsFound: '系统错划。',
    basis: '合同第 4 条',
    decisionText: '退还错划的 8,000 元。',
    performBy: '',
    internalReason: '',
    evidenceIds: [],
  };
  await ask(page, 'case.proposeRemedy', { commandId: newId(), caseId, content });

  await openCase(page, number);
  await page.getByRole('tab', { name: '处理方案' }).click();
  await page.getByRole('button', { name: '紧急处置' }).click();
  const dialog = page.getByRole('dialog', { name: '紧急处置：两人签名' });
  await expect(dialog).toContainText('退还错划的 8,000 元。');
  // Every date in it says where it comes from, the review that does not stand yet as well.
  const found = await lookForDates(page, {
    after: localDateOf(Date.now(), 'Asia/Shanghai'),
    within: '[role="dialog"]',
  });
  expect(found.mute).toEqual([]);
  expect(found.speaking).toBeGreaterThan(1);
  await dialog.getByRole('button', { name: /最晚 .+ 复核/ }).click();
  const why = page.locator('[data-why-answer]');
  await expect(why).toContainText('事后复核');
  await page.keyboard.press('Escape');
  await expect(why).toHaveCount(0);
  const sign = dialog.getByRole('button', { name: '两人签名并批准' });
  await sign.click();
  await expect(dialog).toContainText('请写为什么找不到有权限的人');
  await expect(dialog).toContainText('请写等下去会有什么损害');
  await dialog.getByRole('textbox', { name: '为什么找不到有权限的人' }).fill('两位消保专员电话都打不通');
  await dialog.getByRole('textbox', { name: '等下去会有什么损害' }).fill('今晚 8 点账户会被划空');

  const first = dialog.getByRole('radiogroup', { name: '第一位签名人' });
  const other = dialog.getByRole('radiogroup', { name: '第二位签名人' });
  // Whoever proposed it is there, with the reason why not.
  await expect(first.getByText(/陈静.*提方案的人/)).toBeVisible();
  await expect(first.getByRole('radio', { name: /陈静/ })).toBeDisabled();
  await first.getByRole('radio', { name: /李敏/ }).click();
  await expect(other.getByRole('radio', { name: /李敏/ })).toBeDisabled();
  await other.getByRole('radio', { name: /王强/ }).click();
  await dialog.getByLabel('李敏 的密码').fill(people.supervisor.password);
  await dialog.getByLabel('王强 的密码').fill('not-the-password');
  await sign.click();
  await expect(dialog).toContainText('密码不对，没有签名');
  await expect(dialog.getByLabel('李敏 的密码')).toHaveValue('');
  // Nothing typed in words is lost.
  await expect(dialog.getByRole('textbox', { name: '等下去会有什么损害' })).toHaveValue('今晚 8 点账户会被划空');
  expect((await ask(page, 'case.get', { caseId })).state.status).toBe('remedyPending');

  // Past the page: one person twice is one signature.
  const { shown, digest } = await ask(page, 'approval.show', { caseId });
  const signer = { userId: idOf('李敏'), password: people.supervisor.password };
  const twice = await call(page, 'approval.decideInEmergency', {
    commandId: newId(),
    caseId,
    proposalId: shown.proposalId,
    digest,
    reason: 'r',
    harm: 'h',
    first: signer,
    second: signer,
  });
  expect(twice).toMatchObject({ ok: false, error: { code: 'emergency.samePerson' } });

  await dialog.getByLabel('李敏 的密码').fill(people.supervisor.password);
  await dialog.getByLabel('王强 的密码').fill(second.password);
  await sign.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('已批准').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('紧急处置');
  await expect(page.getByRole('tabpanel')).toContainText('李敏、王强 两人签名');
  await expect(page.getByRole('tabpanel')).toContainText('签名有效');
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('紧急处置：与 李敏 两人签名批准');

  // Told, and still not closed.
  await saveLetter(app, caseId);
  await ask(page, 'case.recordDelivery', {
    commandId: newId(),
    caseId,
    method: 'handed',
    deliveredOn: new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(),
    receivedBy: '周海',
    note: '',
  });
  const closing = { commandId: newId(), caseId, summary: '办结' };
  expect(await call(page, 'case.close', closing)).toMatchObject({ ok: false, error: { code: 'case.reviewOwed' } });
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /结案/ })).toContainText('事后复核或追认还没记录');
  await page.keyboard.press('Escape');

  await page.getByRole('complementary').getByRole('button', { name: '记录复核' }).click();
  const review = page.getByRole('dialog', { name: '事后复核' });
  await expect(review).toContainText('今晚 8 点账户会被划空');
  await expect(review).toContainText('没有权限在其上');
  await expect(review.getByRole('button', { name: '签名记录' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await expect(review).toBeHidden();

  await signInAs(page, people.supervisor);
  await addPerson(page, officer);
  await openCase(page, number);
  await page.getByRole('complementary').getByRole('button', { name: '记录复核' }).click();
  await expect(review.getByText(/李敏.*自己参与过/)).toBeVisible();
  await review.getByRole('radio', { name: /有异议/ }).click();
  await review.getByRole('button', { name: '签名记录' }).click();
  await expect(review).toContainText('有异议请写明理由');
  await review.getByRole('radio', { name: '认可' }).click();
  await review.getByRole('textbox', { name: '复核意见' }).fill('情况属实，处置得当。');
  await review.getByLabel('赵颖 的密码').fill(officer.password);
  await review.getByRole('button', { name: '签名记录' }).click();
  await expect(review).toBeHidden();
  await page.getByRole('tab', { name: '处理方案' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('已事后复核');
  expect((await call(page, 'case.close', { ...closing, commandId: newId() })).ok).toBe(true);

  // Whoever checks the log finds both signatures.
  const file = path.join(profile, 'log.jsonl');
  await app.answerSaveDialog(file);
  await ask(page, 'audit.exportLog', { commandId: newId() });
  const script = path.resolve(__dirname, '../../scripts/verify-log.mjs');
  const checked = await new Promise<string>((resolve) => {
    execFile('node', [script, file, '--lang', 'zh'], (_error, stdout, stderr) => {
      resolve(stdout + stderr);
    });
  });
  expect(checked).toContain('日志完好');
  expect(checked).toContain('审批签名：3 个全部有效');
});
