/** 期限由来 on every screen: wherever a last day or a time that is left is shown, it opens where it comes from. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { addDays } from '../../src/domain/deadlines/local-date';
import { localDateOf, startOfDay } from '../../src/domain/deadlines/time-zone';
import { rulesWithDays } from '../support/pack-rules';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { everyday, setLook } from './pages/look';
import { signedByHeadquarters } from './pages/signed-packs';
import { people, signIn } from './pages/setup-page';
import { lookForDates } from './pages/why-dates';
import { closeTop, goTo, openCase } from './tour/steps';

const HOUR = 3_600_000;

/** The wall clock of the PC goes on from there. */
async function itIs(electron: ElectronApplication, atMs: number): Promise<void> {
  await electron.evaluate((_electron, target) => {
    const clock = globalThis as unknown as { realNow?: () => number };
    const real = (clock.realNow ??= Date.now.bind(Date));
    const ahead = target - real();
    Date.now = () => real() + ahead;
  }, atMs);
}

interface Words {
  readonly date: RegExp;
  readonly why: RegExp;
  readonly steps: string;
}
const chinese: Words = { date: /\d{4}年\d{1,2}月\d{1,2}日/, why: /为什么是这一天$/, steps: '怎么算出来的' };
const english: Words = { date: /\d{1,2} [A-Z][a-z]+ \d{4}/, why: /: why this date$/, steps: 'How it was counted' };

/** Every dialog that the case offers now: no date in it is one that can't be asked about. Returns how many there were. */
async function lookIntoDialogs(page: Page, days: readonly string[]): Promise<number> {
  const more = page.getByRole('button', { name: '更多操作' });
  await more.click();
  const menu = page.getByRole('menu');
  const offered = await menu.locator('[role=menuitem]:not([aria-disabled=true])').allTextContents();
  await closeTop(page, menu);
  let seen = 0;
  for (const name of offered) {
    await more.click();
    await menu.getByRole('menuitem', { name, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect(menu).toBeHidden();
    if ((await dialog.count()) === 0) continue;
    expect((await lookForDates(page, { days })).mute, `dialog ${name}`).toEqual([]);
    seen += 1;
    await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
  return seen;
}

/** Each date of a screen can be asked about, and the answer is of that date. */
async function askEach(
  page: Page,
  screen: string,
  days: readonly string[],
  scope = 'main',
  words: Words = chinese,
): Promise<void> {
  const found = await lookForDates(page, { days });
  expect(found.mute, `${screen}: dates that do not say where they come from`).toEqual([]);
  expect(found.speaking, `${screen}: dates that do`).toBeGreaterThan(0);
  const dates = page.locator(`${scope} [data-why-case]:visible`);
  const count = await dates.count();
  for (let at = 0; at < count; at += 1) {
    const one = dates.nth(at);
    const told = words.date.exec((await one.textContent()) ?? '')?.[0];
    await one.click();
    const why = page.getByRole('dialog', { name: words.why });
    await expect(why.getByRole('region', { name: words.steps }).getByRole('listitem').first()).toBeVisible();
    if (told !== undefined) await expect(why, `${screen}: ${told}`).toContainText(told);
    await page.keyboard.press('Escape');
    await expect(why).toBeHidden();
  }
}

test('every deadline on every screen opens where it comes from', async ({ branchApp: app }) => {
  test.setTimeout(400_000);
  const { page, electron } = app;
  const today = localDateOf(Date.now());
  const ahead = (days: number): string => addDays(today, days);
  const [letterDue, taskDue, promiseDue, movedFrom, calledBy, performBy] = [9, 17, 19, 16, 21, 41].map(ahead) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  await signIn(page, 'counter');
  const { caseId, number } = await registerForm(page, {
    facts: '年费扣了两次',
    matter: '年费扣了两次',
    businessId: 'biz.debit.limits',
    channelId: 'channel.regulator',
    transferLetter: { number: '消保转〔2026〕8 号', dueOn: letterDue },
    party: { name: '周海', phone: '13800138000' },
  });
  const again = await registerForm(page, {
    facts: '又来问',
    matter: '又来问',
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
  const on = () => ({ caseId, commandId: newId() });
  await ask(page, 'case.accept', { ...on(), complexity: 'simple', complexityReason: '', ownerId });
  await ask(page, 'case.createTask', { ...on(), title: '调监控', dueOn: taskDue, ownerId });
  await ask(page, 'case.makePromise', {
    ...on(),
    text: '回电告知进度',
    madeOn: today,
    dueOn: movedFrom,
    ownerId,
    source: 'call',
  });
  const { state } = await ask(page, 'case.get', { caseId });
  await ask(page, 'case.changePromise', {
    ...on(),
    promiseId: state.promises?.[0]?.promiseId ?? '',
    text: '回电告知进度',
    dueOn: promiseDue,
    reason: '流水要下周才有',
    agreement: '电话里说好的',
    agreedOn: today,
    complainantAgrees: true,
  });
  await ask(page, 'case.recordContact', {
    ...on(),
    contactedAtMs: Date.now() - HOUR,
    way: 'phone',
    direction: 'out',
    reached: true,
    person: '',
    staffText: '说明了进度',
    promise: '寄流水单',
    promisedBy: calledBy,
  });
  const { deadlines } = await ask(page, 'case.deadlines', { caseId });
  const days = [
    ...new Set([movedFrom, performBy, ...deadlines.filter(({ kind }) => kind === 'duty').map(({ dueOn }) => dueOn)]),
  ].filter(
    // A day on which something also happened proves nothing.
    (day) => day !== today,
  );
  expect(days).toEqual(expect.arrayContaining([letterDue, taskDue, promiseDue, calledBy]));

  await goTo(page, 1, '工作台');
  await expect(page.getByRole('list', { name: '我的待办' })).toContainText('调监控');
  await askEach(page, 'workbench', days);

  await openCase(page, number);
  for (const tab of await page.getByRole('tab').allTextContents()) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await expect(page.getByRole('tabpanel')).toBeVisible();
    await askEach(page, `case, ${tab}`, days);
  }
  expect(await lookIntoDialogs(page, days), 'dialogs that were looked into').toBeGreaterThan(8);

  // Both clocks, before anything is recorded.
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '并入或关联…' }).click();
  const relate = page.getByRole('dialog');
  await relate.getByRole('radio', { name: new RegExp(again.number) }).click();
  await relate.getByRole('radio', { name: /有新的事实或理由/ }).click();
  await expect(relate).toContainText('登记后的期限');
  await askEach(page, 'comparison', days, '[role="dialog"]');
  await closeTop(page, relate);

  await setLook(page, { language: 'en', colourMode: 'dark' });
  await askEach(page, 'case in English', days, 'main', english);
  await setLook(page, everyday);

  await page.keyboard.press('Control+k');
  const box = page.getByRole('combobox', { name: '搜索与命令' });
  await box.fill(number);
  await expect(page.getByRole('option', { name: number })).toBeVisible();
  expect((await lookForDates(page, { days })).mute, 'palette').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(box).toBeHidden();

  const rail = page.getByRole('navigation');
  await rail.getByText('历史', { exact: true }).click();
  await expect(page.getByRole('grid')).toContainText(number);
  await askEach(page, 'history', days);

  await ask(page, 'case.proposeRemedy', {
    ...on(),
    content: {
      kinds: ['explanation'],
      amountFen: 0,
      factsFound: '核对流水，年费重复扣收。',
      basis: '收费公示第 4 项',
      decisionText: '说明收费依据。',
      performBy,
      internalReason: '',
      evidenceIds: [],
    },
  });
  await ask(page, 'session.lock', {});
  await signIn(page, 'supervisor');
  await rail.getByText('审批', { exact: true }).click();
  await expect(page.getByRole('region', { name: '处理方案' })).toBeVisible();
  await askEach(page, 'approvals', days);

  await rail.getByText('台账报表', { exact: true }).click();
  await expect(page.getByRole('table', { name: '承诺台账' })).toContainText('回电告知进度');
  await askEach(page, 'registers', days);

  // What a new version of the rules would change, before anybody confirms it.
  const { publicKey, signed } = signedByHeadquarters([rulesWithDays('2026.1', 10)]);
  await ask(page, 'packs.trustKey', { commandId: newId(), publicKey });
  const file = path.join(app.userData, 'pack.json');
  await writeFile(file, JSON.stringify(signed[0]));
  await rail.getByText('设置', { exact: true }).click();
  await page.getByRole('tab', { name: '规则和日历' }).click();
  await app.answerOpenDialog([file]);
  await page.getByRole('button', { name: '导入规则包…' }).click();
  const rules = page.getByRole('article', { name: '时限规则 2026.1' });
  await rules.getByRole('button', { name: '看会改变什么…' }).click();
  await expect(page.getByRole('grid', { name: '会变的日期' }).getByRole('row').nth(1)).toBeVisible();
  await askEach(page, 'rules preview', days, '[role="dialog"]');
  await page.locator('[role="grid"] [data-why-case]').nth(1).click();
  const underPack = page.getByRole('dialog', { name: /为什么是这一天$/ });
  await expect(underPack).toContainText('按还没有启用的 rules.cn.bank 2026.1 推算。');
  await expect(underPack).toContainText('加 10 天');
  await closeTop(page, underPack);
  await page.keyboard.press('Escape');

  // Near the end, and with nobody at it: the reminders.
  await ask(page, 'session.lock', {});
  await itIs(electron, startOfDay(addDays(today, 18)) + 10 * HOUR);
  await signIn(page, 'supervisor');
  await expect(page.getByRole('list', { name: '提醒' })).toContainText(number);
  await askEach(page, 'reminders', days);
});
