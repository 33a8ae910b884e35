/** The first page of the day, and the page that says what headquarters has. */
import { quickCapture } from './bridge';
import { expect, test } from './fixtures';
import { startHeadquarters } from './headquarters';
import { signIn } from './pages/setup-page';

test('the workbench names what to do next and opens it from the keyboard', async ({ branchApp: { page } }) => {
  await signIn(page, 'counter');
  await expect(page.getByText('还没有投诉')).toBeVisible();
  await page.getByRole('button', { name: /记一件投诉/ }).click();
  await expect(page.getByRole('dialog', { name: '快速登记' })).toBeVisible();
  await page.keyboard.press('Escape');

  const first = await quickCapture(page, '取现限额没人讲清楚');
  const second = await quickCapture(page, '年费扣了两次');
  const urgent = page.getByRole('list', { name: '先办这些' });
  await expect(urgent.getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('group', { name: '今天的数字' })).toContainText('2今天登记');
  await urgent.getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`^(${first.number}|${second.number})$`));
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('button', { name: /今天登记/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('历史');
  await expect(page.getByRole('grid', { name: '投诉列表' })).toContainText(second.number);
});

test('the sync centre connects to headquarters and says what it has', async ({ branchApp: { page } }) => {
  test.setTimeout(90_000);
  const hq = await startHeadquarters();
  try {
    await signIn(page, 'supervisor');
    await quickCapture(page, '年费扣了两次');
    await page.getByRole('button', { name: /同步状态/ }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('同步');
    const connect = page.getByRole('button', { name: '接入', exact: true });
    await connect.click();
    await expect(page.getByText('请填总行地址')).toBeVisible();
    await page.getByRole('textbox', { name: '总行地址' }).fill(hq.url);
    await page.getByRole('textbox', { name: '一次性接入码' }).fill('AAAAA-AAAAA');
    await connect.click();
    await expect(page.getByText(/总行没有这个接入码/)).toBeVisible();
    await expect(page.getByRole('textbox', { name: '总行地址' })).toHaveValue(hq.url);
    await page.getByRole('textbox', { name: '一次性接入码' }).fill(await hq.code('new'));
    await connect.click();
    await expect(page.getByText('登记的内容总行都收到了，并有回执。')).toBeVisible();
    await expect(page.getByRole('button', { name: /同步状态：总行已收/ })).toBeVisible();

    // Headquarters goes away: the branch works on, and the page says what waits and why.
    await hq.kill();
    await quickCapture(page, '排队太久');
    await page.getByRole('button', { name: '现在同步' }).click();
    await expect(page.getByText('连不上总行。登记的内容都在本机，网络恢复后会自动传送。').first()).toBeVisible();
    await expect(page.getByRole('grid', { name: '还没传到总行的记录' })).toContainText('本机');

    await hq.start();
    await page.getByRole('button', { name: '现在同步' }).click();
    await expect(page.getByText('登记的内容总行都收到了，并有回执。')).toBeVisible();
  } finally {
    await hq.remove();
  }
});
