/** 期限由来: wherever a date stands, it says how it was counted and on what it rests. */
import { registerForm } from './bridge';
import { expect, test } from './fixtures';
import { setLook } from './pages/look';
import { signIn } from './pages/setup-page';

test('every date says where it comes from, by mouse and by keyboard, in both languages', async ({
  branchApp: { page },
}) => {
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
  await page.keyboard.press('Escape');
  await expect(chip).toBeFocused();
});
