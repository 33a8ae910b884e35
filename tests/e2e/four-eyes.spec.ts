/** Who may decide, through the application: the reason is told, nothing past the page gets further, one password one decision. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, call, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { tabTo } from './pages/keyboard';
import { people, signIn } from './pages/setup-page';
import { refundOfFee as remedy } from './support/refund';

async function idOf(page: Page, who: keyof typeof people): Promise<string> {
  const { users } = await ask(page, 'session.tiles', {});
  const found = users.find(({ name }) => name === people[who].name);
  if (!found) throw new Error(`nobody is called ${people[who].name}`);
  return found.userId;
}

/** A case with a proposal of the signed-in person; `details` as the form would send them. */
async function propose(page: Page, ownerId: string, details: Parameters<typeof registerForm>[1] = {}) {
  const { caseId, number } = await registerForm(page, {
    facts: '年费扣了两次',
    matter: '年费扣了两次',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
    ...details,
  });
  const accepted = { complexity: 'simple', complexityReason: '', ownerId };
  await ask(page, 'case.accept', { commandId: newId(), caseId, ...accepted });
  await ask(page, 'case.proposeRemedy', { commandId: newId(), caseId, content: remedy });
  const { shown, digest } = await ask(page, 'approval.show', { caseId });
  return { caseId, number, decision: { caseId, proposalId: shown.proposalId, digest, outcome: 'approve', reason: '' } };
}

/** Opens a case the way a person does who has its number. */
async function openCase(page: Page, number: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(number);
  await expect(page.getByRole('option').filter({ hasText: number })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(number);
}

test('whoever is named, recused or proposed it does not decide, and is told why', async ({ branchApp: { page } }) => {
  await signIn(page, 'counter');
  const [counter, supervisor] = [await idOf(page, 'counter'), await idOf(page, 'supervisor')];
  const stepUp = { userId: supervisor, password: people.supervisor.password };

  const named = await propose(page, counter, {
    involved: [{ name: people.supervisor.name, staffNo: people.supervisor.staffNo, userId: supervisor }],
  });
  await openCase(page, named.number);
  await page.getByRole('button', { name: '请负责人现场审批' }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('投诉说的就是 李敏，要由别人来批。');
  await expect(dialog).toContainText('这里没有能批这份方案的人');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await call(page, 'approval.decide', { commandId: newId(), ...named.decision, stepUp })).toMatchObject({
    ok: false,
    error: { code: 'approval.involved' },
  });

  const recused = await propose(page, counter);
  await ask(page, 'case.declareRecusal', {
    commandId: newId(),
    caseId: recused.caseId,
    userId: supervisor,
    reason: '与投诉人是亲属',
  });
  await openCase(page, recused.number);
  await page.getByRole('button', { name: '请负责人现场审批' }).first().click();
  await expect(dialog).toContainText('李敏 已申报回避，要由别人来批。');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(await call(page, 'approval.decide', { commandId: newId(), ...recused.decision, stepUp })).toMatchObject({
    ok: false,
    error: { code: 'approval.recused' },
  });

  await page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  const own = await propose(page, counter);
  await page.keyboard.press('Control+3');
  const option = page.getByRole('listbox', { name: '等批的方案' }).getByRole('option').filter({ hasText: '自己提的' });
  await option.click();
  const desk = page.getByRole('group', { name: own.number });
  await expect(desk).toContainText('不能批自己提的方案');
  await expect(desk.getByRole('button', { name: '批准并签名' })).toBeHidden();
  expect(await call(page, 'approval.decide', { commandId: newId(), ...own.decision, stepUp: null })).toMatchObject({
    ok: false,
    error: { code: 'approval.ownProposal' },
  });
});

test('a password at the counter gives one decision; a later change makes it void', async ({ branchApp: { page } }) => {
  await signIn(page, 'counter');
  const [counter, supervisor] = [await idOf(page, 'counter'), await idOf(page, 'supervisor')];
  const first = await propose(page, counter);
  const second = await propose(page, counter);

  await openCase(page, first.number);
  await page.getByRole('button', { name: '请负责人现场审批' }).first().click();
  const dialog = page.getByRole('dialog');
  await tabTo(page, dialog.getByLabel(`${people.supervisor.name} 的密码`));
  await page.keyboard.insertText(people.supervisor.password);
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toBeHidden();
  await page.getByRole('tab', { name: '处理方案' }).click();
  await expect(page.getByText('签名有效')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText(people.counter.name);

  // Nothing of the supervisor lingers: the next decision is again for somebody else.
  expect(await call(page, 'approval.decide', { commandId: newId(), ...second.decision, stepUp: null })).toMatchObject({
    ok: false,
    error: { code: 'approval.roleForbids' },
  });
  const guess = () =>
    call(page, 'approval.decide', {
      commandId: newId(),
      ...second.decision,
      stepUp: { userId: supervisor, password: 'not-the-password' },
    });
  await expect
    .poll(async () => {
      const reply = await guess();
      return reply.ok ? 'ok' : reply.error.code;
    })
    .toBe('signIn.throttled');

  // What was signed is changed afterwards: the case says so, and the old signature counts for nothing.
  await ask(page, 'case.recordDetails', {
    commandId: newId(),
    caseId: first.caseId,
    changes: { facts: '年费扣了三次' },
  });
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('内容有改动，原来的方案和签名作废');
  const { state } = await ask(page, 'case.get', { caseId: first.caseId });
  expect([state.status, state.proposals.at(-1)?.status]).toEqual(['investigating', 'recalled']);
  const again = await call(page, 'approval.decide', { commandId: newId(), ...first.decision, stepUp: null });
  expect(again.ok).toBe(false);
});

test('the exported log proves the decisions; one changed byte is found', async ({ branchApp: app, profile }) => {
  test.setTimeout(120_000);
  const { page } = app;
  await signIn(page, 'counter');
  const { number, decision } = await propose(page, await idOf(page, 'counter'));
  await page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  await ask(page, 'approval.decide', { commandId: newId(), ...decision, stepUp: null });

  const file = path.join(profile, 'log.jsonl');
  await app.answerSaveDialog(file);
  const { events } = await ask(page, 'audit.exportLog', { commandId: newId() });
  expect(events).toBeGreaterThan(5);
  const sound = await verifyLog(file);
  expect(sound.code, sound.output).toBe(0);

  const text = await readFile(file, 'utf8');
  const at = text.indexOf('退还重复扣收的年费');
  expect(text).toContain(number);
  expect(at).toBeGreaterThan(0);
  await writeFile(file, `${text.slice(0, at)}還${text.slice(at + 1)}`);
  const damaged = await verifyLog(file);
  expect(damaged.code, damaged.output).toBe(1);
});

/** The stand-alone check, as a person runs it. */
function verifyLog(file: string): Promise<{ readonly code: number | string; readonly output: string }> {
  const script = path.resolve(__dirname, '../../scripts/verify-log.mjs');
  return new Promise((resolve) => {
    execFile('node', [script, file, '--lang', 'zh'], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.code ?? 'killed'), output: stdout + stderr });
    });
  });
}
