/** 期限由来: wherever a date stands, it says how it was counted and on what it rests. */
import path from 'node:path';
import type { Locator } from '@playwright/test';
import { ask, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { setLook } from './pages/look';
import { textOfPdf } from './pages/pdf';
import { signIn } from './pages/setup-page';

test('every date says where it comes from, by mouse and by keyboard, in both languages', async ({ branchApp: app }) => {
  const { page } = app;
  test.setTimeout(120_000);
  await signIn(page, 'counter');
  const { number } = await registerForm(page, {
    facts: '年费扣了两次',
    matter: '年费扣了两次',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const why = page.getByRole('dialog', { name: '处理决定：为什么是这一天' });
  const steps = why.getByRole('region', { name: '怎么算出来的' }).getByRole('listitem');

  // The workbench: the row opens the case, its date the explanation.
  await page.keyboard.press('Control+1');
  const row = page.getByRole('button', { name: new RegExp(number) }).first();
  await row.focus();
  await page.keyboard.press('Alt+KeyW');
  await expect(steps.first()).toContainText('收到投诉，当天不算');
  await expect(steps.nth(1)).toContainText('加 15 天');
  await expect(why).toContainText('《银行业保险业消费投诉处理管理办法》第十七、十八条');
  await expect(why).toContainText('待合规确认');
  await why.getByRole('button', { name: /^受理告知/ }).click();
  await expect(page.getByRole('dialog', { name: '受理告知：为什么是这一天' })).toContainText('本机构规定');
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
  await row.getByText(/还剩 \d+ 天/).click();
  await expect(why).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('工作台');

  // History: a grid keeps the focus and points at its row.
  await page.keyboard.press('Control+4');
  await expect(page.getByRole('grid').getByText(number)).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Alt+KeyW');
  await expect(why).toContainText(number);
  await page.keyboard.press('Escape');

  // The case itself, in English.
  await page.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  await setLook(page, { language: 'en', colourMode: 'light' });
  const chip = page.getByRole('button', { name: /^Decision .+, why this date\?$/ }).first();
  await chip.click();
  const english = page.getByRole('dialog', { name: 'Decision: why this date' });
  await expect(english.getByRole('region', { name: 'How it was counted' }).getByRole('listitem').nth(1)).toContainText(
    'plus 15 days',
  );
  await expect(english).toContainText('Art. 17–18');

  // On paper: one page with the sentence and the tree, in the language of the screen, and a trace of it.
  const saved = async (name: string, within: Locator, button: string): Promise<string> => {
    const file = path.join(app.userData, name);
    await app.answerSaveDialog(file);
    await within.getByRole('button', { name: button }).click();
    await expect(page.getByText(name)).toBeVisible();
    return textOfPdf(file);
  };
  const onPaper = await saved('why-en.pdf', english, 'Save as PDF');
  for (const part of [
    'Whythisdate',
    'Inonesentence',
    'Asatree',
    'complaintreceived;thisdayisnotcounted',
    'plus15days',
    'ruleD1',
    number,
  ])
    expect(onPaper).toContain(part);
  await page.keyboard.press('Escape');
  await expect(chip).toBeFocused();
  await setLook(page, { language: 'zh-CN', colourMode: 'light' });
  await page
    .getByRole('button', { name: /^处理决定.+看由来$/ })
    .first()
    .click();
  const zh = await saved('why-zh.pdf', why, '存成 PDF');
  for (const part of ['期限由来', '一句话', '逐层推算', '收到投诉，当天不算', '加15天', '第十七、十八条', '内部档案'])
    expect(zh).toContain(part);
  await page.keyboard.press('Escape');
  await app.page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  const { entries } = await ask(page, 'audit.page', { beforeEventId: null, limit: 50 });
  expect(entries.filter(({ type }) => type === 'audit.derivationPrinted')).toHaveLength(2);
});
