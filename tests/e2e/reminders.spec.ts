/** A deadline that nobody works on: told during opening hours, on the workbench and by the system, once, and answered by a step. */
import type { ElectronApplication } from '@playwright/test';
import { addDays } from '../../src/domain/deadlines/local-date';
import { localDateOf, startOfDay } from '../../src/domain/deadlines/time-zone';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { people, signIn } from './pages/setup-page';

const HOUR = 3_600_000;

/** What the system shows over other programs, as it was given to the system. */
async function watchNotifications(electron: ElectronApplication): Promise<() => Promise<string[]>> {
  await electron.evaluate(({ Notification }) => {
    const shown: string[] = [];
    (globalThis as unknown as { shownTexts: string[] }).shownTexts = shown;
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      shown.push(`${this.title}|${this.body}`);
    };
  });
  return () => electron.evaluate(() => (globalThis as unknown as { shownTexts: string[] }).shownTexts);
}

/** The wall clock of the PC goes on from there. */
async function itIs(electron: ElectronApplication, atMs: number): Promise<void> {
  await electron.evaluate((_electron, target) => {
    const clock = globalThis as unknown as { realNow?: () => number };
    const real = (clock.realNow ??= Date.now.bind(Date));
    const ahead = target - real();
    Date.now = () => real() + ahead;
  }, atMs);
}

test('whoever handles a case is reminded before its last day, and their manager when nobody answers', async ({
  branchApp: { page, electron },
}) => {
  test.setTimeout(180_000);
  const shown = await watchNotifications(electron);
  await signIn(page, 'supervisor');

  await page.getByRole('navigation').getByText('设置', { exact: true }).click();
  await page.getByRole('tab', { name: '网点资料' }).click();
  await page.getByRole('textbox', { name: '关门' }).fill('8点');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('要晚于开门时间')).toBeVisible();
  await page.getByRole('textbox', { name: '关门' }).fill('1700');
  await page.getByRole('radio', { name: '每天' }).click();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.getByText('网点资料已保存')).toBeVisible();

  const { caseId, number } = await registerForm(page, {
    facts: '年费扣了两次',
    matter: '年费',
    businessId: 'biz.debit.fees',
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find(({ name }) => name === people.counter.name)?.userId;
  await ask(page, 'case.accept', { commandId: newId(), caseId, complexity: 'simple', complexityReason: '', ownerId });

  const weekBefore = startOfDay(addDays(localDateOf(Date.now()), 8));
  await page.keyboard.press('Control+l');
  await itIs(electron, weekBefore + 10 * HOUR);
  await signIn(page, 'counter');
  await expect.poll(shown).toEqual(['有 1 件投诉等您处理|最急的还有一周到期。请看工作台上的“提醒”。']);
  const reminders = page.getByRole('list', { name: '提醒' });
  await expect(reminders.getByRole('listitem')).toHaveCount(1);
  await expect(reminders).toContainText(number);
  await expect(reminders).toContainText(`一周内到期承办：${people.counter.name}`);
  await expect(reminders).not.toContainText('没有人回应');

  // Half past two, and nobody did anything.
  await page.keyboard.press('Control+l');
  await itIs(electron, weekBefore + 14.5 * HOUR);
  await signIn(page, 'supervisor');
  await expect.poll(shown).toHaveLength(2);
  await expect(reminders).toContainText('没有人回应，请您过问');
  const { entries } = await ask(page, 'audit.page', { beforeEventId: null, limit: 50 });
  expect(entries.filter(({ type }) => type === 'audit.reminderGiven').map((entry) => entry.number)).toEqual([
    number,
    number,
  ]);

  // Any step answers it; who signs in again hears nothing of it.
  await ask(page, 'case.addNote', { commandId: newId(), caseId, staffText: '已约客户明天上午来' });
  await expect(reminders).toHaveCount(0);
  await page.keyboard.press('Control+l');
  await signIn(page, 'counter');
  await expect(page.getByRole('list', { name: '我承办的' })).toContainText(number);
  await expect(reminders).toHaveCount(0);
  expect(await shown()).toHaveLength(2);
});

test('what the regulator waits for, and the report on a major complaint, are reminded of beside the decision', async ({
  branchApp: { page, electron },
}) => {
  test.setTimeout(180_000);
  const shown = await watchNotifications(electron);
  await signIn(page, 'supervisor');
  const hours = { opensAt: '09:00', closesAt: '17:00', days: 'everyDay' } as const;
  const { name, institutionName, province, address, phone, appeal } = await ask(page, 'branch.get', {});
  const changes = { name, institutionName, province, address, phone, appeal, openedOn: '', openingHours: hours };
  await ask(page, 'branch.update', { commandId: newId(), changes });
  const today = localDateOf(Date.now());
  const letterDue = addDays(today, 6);
  const { caseId, number } = await registerForm(page, {
    facts: '银行卡被盗刷',
    matter: '盗刷',
    channelId: 'channel.regulator',
    transferLetter: { number: '消保转〔2026〕8 号', dueOn: letterDue },
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find(({ name }) => name === people.counter.name)?.userId;
  await ask(page, 'case.accept', { commandId: newId(), caseId, complexity: 'simple', complexityReason: '', ownerId });

  await page.keyboard.press('Control+l');
  await itIs(electron, startOfDay(addDays(letterDue, -1)) + 9.5 * HOUR);
  await signIn(page, 'counter');
  await expect.poll(shown).toEqual(['有 1 件投诉等您处理|最急的明天到期。请看工作台上的“提醒”。']);
  const reminders = page.getByRole('list', { name: '提醒' });
  await expect(reminders.getByRole('listitem')).toHaveCount(1);
  await expect(reminders).toContainText(number);
  await expect(reminders).toContainText('答复监管 · ');
  await reminders.locator('[data-why-deadline="regulatorAnswer"]').click();
  const why = page.getByRole('dialog', { name: '答复监管：为什么是这一天' });
  await expect(why).toContainText('转办函定的日期');
  await page.keyboard.press('Escape');

  // It becomes an especially serious one: the clock of minutes begins at once, and a note does not answer it.
  await ask(page, 'case.recogniseMajor', {
    commandId: newId(),
    caseId,
    cause: 'outletClosed',
    level: 'especiallySerious',
    what: '大厅停业',
    foundAtMs: await electron.evaluate(() => Date.now()),
  });
  await ask(page, 'case.addNote', { commandId: newId(), caseId, staffText: '正在写报告' });
  await expect(reminders.getByRole('listitem')).toHaveCount(2);
  await expect(reminders).toContainText('马上要办');
  await expect(reminders).not.toContainText('答复监管');
  await expect(reminders.locator('[data-why-deadline="majorWrittenReport"]')).toBeVisible();
});
