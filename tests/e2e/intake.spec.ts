import { ask, newId, quickCapture } from './bridge';
import { expect, launch, test } from './fixtures';
import { signIn } from './pages/setup-page';

const words = '我妈的卡一个月前就只能取五百，来了三次，每次换一个人。';

test('a complaint is captured from the keyboard alone and completed afterwards', async ({ branchApp: { page } }) => {
  await signIn(page, 'counter');
  await page.keyboard.press('F2');
  const bar = page.getByRole('dialog', { name: '快速登记' });
  await expect(bar.getByRole('radio', { name: '平静' })).toBeFocused();
  await page.keyboard.press('Alt+3');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('xk');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(bar).toContainText('先记后补');
  const number = /ZJ07-\d{6}-A\d{3}-[0-9A-Z]/;
  const registered = number.exec((await bar.textContent()) ?? '')?.[0] ?? 'none';
  expect(registered).toMatch(number);

  await bar.getByRole('button', { name: '补全信息' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`补全 ${registered}`);
  await expect(page.getByRole('combobox', { name: '业务类别' })).toHaveValue('开户、销户、冻结、限额');
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('陈建生');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '补全好了' })).toBeVisible();
  await expect(page.getByText(registered)).toBeVisible();
});

test('codes are suggested from the words and from complaints like it, and a correction teaches the next one', async ({
  branchApp: { page },
}) => {
  await signIn(page, 'counter');
  const say = async (text: string) => {
    await page.keyboard.press('Control+2');
    await page.getByRole('textbox', { name: '事情经过' }).fill(text);
  };
  const suggested = page.getByRole('toolbar', { name: '编码建议' }).first().getByRole('button');

  await say('信用卡被盗刷了五千块');
  await expect(suggested.first()).toContainText('信用卡 › 盗刷说到“信用卡被盗、盗刷”');
  await suggested.first().focus();
  await page.keyboard.press('Enter');
  const business = page.getByRole('combobox', { name: '业务类别' });
  await expect(business).toBeFocused();
  await expect(business).toHaveValue('盗刷');

  // No name of the classification stands in these words: only what colleagues coded can tell.
  const words = '对账单和回执单的数目对不上';
  const recode = (caseId: string, businessId: string) =>
    ask(page, 'case.recordDetails', { commandId: newId(), caseId, changes: { businessId } });
  const { caseId } = await quickCapture(page, words);
  await recode(caseId, 'biz.savings.interest');
  await page.getByRole('textbox', { name: '事情经过' }).fill('');
  await business.fill('');
  await expect(business).toHaveValue('');
  await page.getByRole('textbox', { name: '事情经过' }).fill(`${words}，两次了`);
  await expect(suggested).toHaveText(['人民币储蓄 › 利率与计息1 件相似投诉']);
  await recode(caseId, 'biz.payment.bills');
  await page.getByRole('textbox', { name: '事情经过' }).fill(`${words}，三次了`);
  await expect(suggested).toContainText(['支付结算']);
});

test('what is typed survives a power cut, with the field and the caret', async ({ branchApp: app, profile }) => {
  await signIn(app.page, 'counter');
  await app.page.keyboard.press('Control+2');
  await app.page.getByRole('textbox', { name: '姓名', exact: true }).fill('陈建生');
  const facts = app.page.getByRole('textbox', { name: '事情经过' });
  await facts.click();
  await app.page.keyboard.insertText(words);
  for (let step = 0; step < 5; step += 1) await app.page.keyboard.press('ArrowLeft');
  await app.page.keyboard.insertText('柜员');
  await expect(app.page.getByText(/^已保存 \d/)).toBeVisible();
  await app.kill();

  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  await again.page.keyboard.press('Control+2');
  const restored = again.page.getByRole('textbox', { name: '事情经过' });
  const typed = `${words.slice(0, -5)}柜员${words.slice(-5)}`;
  await expect(restored).toHaveValue(typed);
  await expect(restored).toBeFocused();
  expect(await restored.evaluate((field) => (field as HTMLTextAreaElement).selectionStart)).toBe(typed.length - 5);
  await expect(again.page.getByRole('textbox', { name: '姓名', exact: true })).toHaveValue('陈建生');

  // Who complained before is found while the name is typed.
  await again.page.getByRole('button', { name: '登记', exact: true }).last().click();
  await expect(again.page.getByRole('heading', { name: '登记好了' })).toBeVisible();
  await again.page.getByRole('button', { name: '下一位' }).click();
  await again.page.getByRole('textbox', { name: '姓名', exact: true }).fill('陈建生');
  await expect(again.page.getByRole('complementary')).toContainText('相同：姓名');
  await again.close();
});

test('a draft is taken over by a colleague, and the history of the case names both', async ({
  branchApp: { page },
}) => {
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('陈建生');
  await page.getByRole('textbox', { name: '一句话概括' }).fill(words);
  await expect(page.getByText(/^已保存 \d/)).toBeVisible();
  await page.keyboard.press('Control+l');

  await signIn(page, 'supervisor');
  await page.keyboard.press('Control+2');
  await page.getByRole('button', { name: /^草稿/ }).click();
  await page.getByRole('dialog', { name: '草稿' }).getByRole('button', { name: '接手' }).click();
  await page
    .getByRole('alertdialog', { name: /接手 陈静 的草稿/ })
    .getByRole('button', { name: '接手' })
    .click();
  await expect(page.getByRole('textbox', { name: '姓名', exact: true })).toHaveValue('陈建生');
  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();
  await page.getByRole('button', { name: '打开投诉件' }).click();
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByText(/草稿先后由 陈静 → 李敏 填写/)).toBeVisible();
});

test('evidence comes in by pasting: a picture gets a name of its own', async ({ branchApp: { page } }) => {
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: '姓名', exact: true }).waitFor();
  await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    const picture = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob ?? new Blob())));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([picture], 'image.png', { type: 'image/png' }));
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  await expect(page.getByRole('list', { name: '已加入的文件' })).toContainText('粘贴的图片 1.png');
});

test('a power cut in the middle of quick capture: the bar is as it was, and its Enter registers once', async ({
  branchApp: app,
  profile,
}) => {
  await signIn(app.page, 'counter');
  await app.page.keyboard.press('F2');
  await app.page.keyboard.press('Alt+3');
  await app.page.getByRole('combobox', { name: '类别' }).focus();
  await app.page.keyboard.type('xk');
  await app.page.keyboard.press('Enter');
  await app.page.getByRole('textbox', { name: '一句话' }).fill(words);
  await expect
    .poll(async () => (await ask(app.page, 'intake.keptQuick', {})).draft?.matter, { timeout: 15_000 })
    .toBe(words);
  await app.kill();

  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  await again.page.keyboard.press('F2');
  const bar = again.page.getByRole('dialog', { name: '快速登记' });
  await expect(bar.getByRole('textbox', { name: '一句话' })).toHaveValue(words);
  await expect(bar.getByRole('radio', { name: '愤怒' })).toBeChecked();
  await again.page.keyboard.press('Enter');
  await expect(bar).toContainText('已登记');
  expect((await ask(again.page, 'intake.keptQuick', {})).draft).toBeNull();
  await again.close();
});

test('a time of receipt that can not be is refused at its field, and nothing typed is lost', async ({
  branchApp: { page },
}) => {
  await signIn(page, 'supervisor');
  const { openingHours, ...branch } = await ask(page, 'branch.get', {});
  const { name, institutionName, province, address, phone, appeal } = branch;
  const hours = openingHours ?? { opensAt: '09:00', closesAt: '17:00', days: 'workingDays' as const };
  const changes = { name, institutionName, province, address, phone, appeal, openingHours: hours };
  await ask(page, 'branch.update', { commandId: newId(), changes: { ...changes, openedOn: '2015-06-01' } });

  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: '事情经过' }).fill('来信说利息少了');
  const receivedAt = page.getByRole('textbox', { name: '收到时间' });
  const submit = page.getByRole('button', { name: '登记', exact: true }).last();
  for (const [typed, why] of [
    ['2026-02-31 09:00', '时间不对'],
    ['2099-01-01 09:00', '收到时间还没到'],
    ['2015-05-31 09:00', '早于网点的开业日期'],
    ['1026-03-10 09:00', '早于 1990 年'],
  ] as const) {
    await receivedAt.fill(typed);
    await submit.click();
    await expect(page.locator('[data-field=receivedAtMs]')).toContainText(why);
    await expect(receivedAt).toBeFocused();
    await expect(receivedAt).toHaveValue(typed);
    await expect(page.getByRole('textbox', { name: '事情经过' })).toHaveValue('来信说利息少了');
  }
  await receivedAt.fill('2026-03-10 09:00');
  await submit.click();
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();
});
