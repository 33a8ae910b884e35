/** Several people complain together, without a network: representatives, head-count, a major complaint and its reports. */
import type { Locator, Page } from '@playwright/test';
import { expect, launch, test } from './fixtures';
import { signIn } from './pages/setup-page';
import { openCase } from './tour/steps';
import { act } from './support/case-menu';

const names = ['钱一鸣', '孙二宝', '李三江', '周四海', '吴五洲', '郑六合'];
const article = '《银行业保险业消费投诉处理管理办法》第十二条';

const tab = (page: Page): Locator => page.getByRole('tab', { name: '共同与重大' });

/** The form of a joint complaint with everybody as a representative. */
async function sixTogether(page: Page): Promise<void> {
  await page.keyboard.press('Control+2');
  await page.getByRole('checkbox', { name: /共同投诉/ }).check();
  for (const [index, name] of names.entries()) {
    if (index > 0) await page.getByRole('button', { name: '再加一位投诉人' }).click();
    await page.getByRole('textbox', { name: '姓名', exact: true }).nth(index).fill(name);
    await page.getByRole('checkbox', { name: '投诉代表' }).nth(index).check();
  }
  await page.getByRole('textbox', { name: '一句话概括' }).fill('理财到期没有兑付');
}

test('six representatives are refused at the field and nothing typed is lost; five and twenty people make it major', async ({
  branchApp: app,
  profile,
}) => {
  test.setTimeout(180_000);
  await signIn(app.page, 'counter');
  await sixTogether(app.page);
  const people = app.page.getByRole('textbox', { name: '当面投诉的人数' });
  await people.fill('二十');
  const sixth = app.page.getByRole('group', { name: '投诉人 6' });
  await expect(sixth).toContainText(`最多推选 5 名代表，现在勾了 6 名（${article}）。请投诉人商量留下哪 5 名`);
  await expect(app.page.getByRole('group', { name: '投诉人 5' })).not.toContainText('最多推选');
  await people.press('Tab');
  await expect(app.page.getByText('请填 0 到 100000 的整数')).toBeVisible();
  await people.fill('20');
  await expect(app.page.getByText('登记后就是重大消费投诉，要马上报告。')).toBeVisible();
  await app.page.getByRole('button', { name: '登记', exact: true }).last().click();
  await expect(sixth.getByRole('checkbox', { name: '投诉代表' })).toBeFocused();
  await expect(app.page.getByRole('heading', { level: 1 })).not.toHaveText('登记好了');
  await expect(app.page.getByText(/^已保存 \d/)).toBeVisible();
  await app.kill();

  // The draft has all of it after a power cut.
  const again = await launch({ userData: profile });
  const { page } = again;
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('checkbox', { name: /共同投诉/ })).toBeChecked();
  await expect(page.getByRole('textbox', { name: '当面投诉的人数' })).toHaveValue('20');
  for (const index of names.keys())
    await expect(page.getByRole('checkbox', { name: '投诉代表' }).nth(index)).toBeChecked();

  // The fourth steps back and stays a complainant.
  await page.getByRole('checkbox', { name: '投诉代表' }).nth(3).uncheck();
  await expect(page.getByRole('group', { name: '投诉人 6' })).not.toContainText('最多推选');
  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();
  await expect(page.getByText('这是重大消费投诉：马上电话报告')).toBeVisible();
  await page.getByRole('button', { name: '看报告期限和清单' }).click();

  const part = page.getByRole('tabpanel');
  await expect(tab(page)).toHaveAttribute('aria-selected', 'true');
  await expect(part.getByRole('region', { name: '为什么是重大' })).toContainText('（当时 20 人）');
  await expect(part.getByRole('region', { name: '为什么是重大' })).toContainText(
    '再来 80 人（满 100 人），就是特别重大事件',
  );
  await expect(part.getByRole('region', { name: '投诉代表 5 名，最多 5 名' })).toContainText(article);
  const clock = part.getByRole('region', { name: '什么时候报告' });
  await expect(clock).toContainText('马上报告');
  await clock.getByRole('button', { name: /^重大消费投诉电话报告 .+，看由来$/ }).click();
  const why = page.getByRole('dialog', { name: /重大消费投诉电话报告：为什么是这一天/ });
  await expect(why).toContainText('认定为重大投诉，从那一刻起算');
  await expect(why).toContainText('待合规确认');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('region', { name: '应急处置清单' })).toContainText('指定一名发言人');

  await part.getByRole('button', { name: '登记重大投诉报告' }).click();
  const report = page.getByRole('dialog', { name: '登记重大投诉报告' });
  await report.getByRole('button', { name: '登记重大投诉报告' }).click();
  await expect(report).toContainText('请写报告给了哪个单位或哪个人');
  await report.getByRole('textbox', { name: '单位或人' }).fill('杭州分行消保部 王处长');
  await report.getByRole('textbox', { name: '报告了什么' }).fill('20 人，理财没有兑付，现场平稳');
  await report.getByRole('button', { name: '登记重大投诉报告' }).click();
  await expect(report).toBeHidden();
  await expect(clock).toContainText('已完成');
  await expect(part.getByRole('region', { name: '已作的报告' })).toContainText(
    '电话报告上级机构、总行（总公司）：杭州分行消保部 王处长',
  );
  await page.getByRole('tab', { name: '情况' }).click();
  await expect(page.getByRole('tabpanel').getByText('代表', { exact: true })).toHaveCount(5);
  await again.close();
});

test('a complaint becomes major on its page, more serious with more people, and its reports name their proof', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill('钱一鸣');
  await page.getByRole('textbox', { name: '一句话概括' }).fill('理财到期没有兑付');
  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await page.getByRole('button', { name: '打开投诉件' }).click();
  await expect(page.getByRole('tab', { name: '情况' })).toBeVisible();
  const number = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
  await expect(tab(page)).toHaveCount(0);

  const naming = await act(page, '认定重大投诉');
  await naming.getByRole('button', { name: '认定重大投诉' }).click();
  await expect(naming).toContainText('请选一个原因');
  await naming.getByRole('radio', { name: /一个网点停业 4 小时以上/ }).click();
  await expect(naming.getByRole('radio', { name: '特别重大事件' })).toBeChecked();
  await naming.getByRole('radio', { name: '重大消费投诉' }).click();
  await naming.getByRole('textbox', { name: '情况说明' }).fill('营业厅停业到下午');
  await naming.getByRole('button', { name: '认定重大投诉' }).click();
  await expect(naming).toContainText('这个原因至少是特别重大事件，请改级别。');
  await page.keyboard.press('Escape');

  const first = await act(page, '登记人数');
  await first.getByRole('textbox', { name: '当面投诉的人数' }).fill('12');
  await first.getByRole('button', { name: '登记人数' }).click();
  await expect(first).toBeHidden();
  await tab(page).click();
  const part = page.getByRole('tabpanel');
  await expect(part).toContainText('还不是重大消费投诉');
  await expect(part).toContainText('再来 8 人（满 20 人），就是重大消费投诉。');
  await part.getByRole('button', { name: '登记人数' }).click();
  const second = page.getByRole('dialog', { name: '登记人数' });
  await second.getByRole('textbox', { name: '当面投诉的人数' }).fill('120');
  await expect(second).toContainText('登记后就是特别重大事件，要马上报告。');
  await second.getByRole('button', { name: '登记人数' }).click();
  await expect(second).toBeHidden();
  const clock = part.getByRole('region', { name: '什么时候报告' });
  await expect(clock.getByRole('button', { name: /^特别重大事件电话报告 .+，看由来$/ })).toBeVisible();
  await clock.getByRole('button', { name: /^特别重大事件书面报告 .+，看由来$/ }).click();
  const why = page.getByRole('dialog', { name: /特别重大事件书面报告：为什么是这一天/ });
  await expect(why).toContainText('加 1 小时');
  await page.keyboard.press('Escape');

  await page.getByRole('tab', { name: '证据' }).click();
  await page
    .getByRole('tabpanel')
    .locator('input[type=file]')
    .setInputFiles([{ name: '书面报告.txt', mimeType: 'text/plain', buffer: Buffer.from('120 人') }]);
  await expect(page.getByRole('option', { name: /书面报告/ })).toBeVisible();
  const report = await act(page, '登记重大投诉报告');
  await report.getByRole('radio', { name: '监管部门' }).click();
  await report.getByRole('radio', { name: '书面' }).click();
  await report.getByRole('textbox', { name: '单位或人' }).fill('当地监管局');
  await report.getByRole('textbox', { name: '报告了什么' }).fill('120 人，已经疏导');
  await report.getByRole('textbox', { name: '报告编号' }).fill('2026-7');
  await report.getByRole('button', { name: /书面报告/ }).click();
  await report.getByRole('button', { name: '登记重大投诉报告' }).click();
  await expect(report).toBeHidden();
  await page.getByRole('main').getByRole('button', { name: '特别重大事件' }).first().click();
  await expect(part.getByRole('region', { name: '已作的报告' })).toContainText('编号 2026-7 · 证明：书面报告.txt');
  await expect(part.getByRole('region', { name: '人数与代表' })).toContainText('现在 120 人');

  // Told in writing, not yet by telephone: the lists say so.
  await page.keyboard.press('Control+1');
  const urgent = page.getByRole('list', { name: '重大投诉' });
  await expect(urgent.getByRole('listitem')).toContainText([number]);
  await expect(urgent).toContainText('重大 · 还没报告');
  await page.getByRole('button', { name: '看全部' }).click();
  await expect(page.getByRole('radio', { name: '重大' })).toBeChecked();
  await expect(page.getByRole('row', { name: new RegExp(number) }).getByTitle('重大 · 还没报告')).toBeVisible();
  await openCase(page, number);
  await page.getByRole('tab', { name: '经过' }).click();
  const timeline = page.getByRole('tabpanel');
  await expect(timeline).toContainText('认定为特别重大事件：100 人以上当面投诉');
  await expect(timeline).toContainText('当面投诉人数 12 人');
});
