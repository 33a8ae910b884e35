/** 关联投诉与事件报告: an incident is linked with a complaint afterwards, and its report is printed once it says everything. */
import path from 'node:path';
import { emptyHistoryFilter } from '../../src/shared/contract/history';
import { ask, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { textOfPdf } from './pages/pdf';
import { people, signIn } from './pages/setup-page';
import { openCase } from './tour/steps';

test('linked by name, taken back and linked again; seen on the case; the report names what it lacks and then says it all', async ({
  branchApp: { page, userData, answerSaveDialog },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'supervisor');
  const { number } = await registerForm(page, {
    facts: '等了七十分钟没有人叫号',
    matter: '排队太久',
    party: { name: '周海', phone: '13800138000', idNumber: '' },
  });
  await page.keyboard.press('Control+Shift+F12');
  await expect(page.locator('[data-help-screen="on"]')).toBeVisible();
  await page.keyboard.press('Shift+Escape');

  const report = page.getByRole('region', { name: '事件报告' });
  await expect(report).toContainText('结束事件，写事后小结');
  await expect(report.getByRole('button', { name: '存为 PDF' })).toBeDisabled();

  const links = page.getByRole('region', { name: '关联投诉' });
  await links.getByRole('button', { name: '关联投诉' }).click();
  await links.getByRole('button', { name: '关联', exact: true }).click();
  await expect(links).toContainText('请选一件投诉');
  await links.getByRole('textbox').fill('周海');
  await links.getByRole('radio', { name: new RegExp(number) }).click();
  await links.getByRole('button', { name: '关联', exact: true }).click();
  await links.getByRole('button', { name: `取消与 ${number} 的关联` }).click();
  await expect(links).toContainText('还没有关联投诉');
  await links.getByRole('button', { name: '关联投诉' }).click();
  await links.getByRole('textbox').fill(number.slice(-6));
  await links.getByRole('radio', { name: new RegExp(number) }).click();
  await links.getByRole('button', { name: '关联', exact: true }).click();
  const course = page.getByRole('list', { name: '经过' });
  await expect(course.getByText(`关联了投诉 ${number}`)).toHaveCount(2);
  await expect(course).toContainText(`取消了与投诉 ${number} 的关联`);

  await page.getByRole('button', { name: '已拨打110' }).click();
  await page.getByLabel('事后小结').fill('两个人一起接待，有用。');
  await page.getByRole('button', { name: '结束事件' }).click();
  await expect(report).toContainText('定级');
  await expect(report).not.toContainText('事后小结');
  // Forgotten before the end, and still possible.
  await page.getByLabel('打人、抢夺、限制他人离开').check();
  await page.getByRole('button', { name: '定为Ⅱ级 重大' }).click();
  await expect(report.getByRole('button', { name: '存为 PDF' })).toBeEnabled();

  const file = path.join(userData, 'incident.pdf');
  for (const copy of [1, 2]) {
    await answerSaveDialog(file);
    await report.getByRole('button', { name: '存为 PDF' }).click();
    await expect(page.getByText(`事件报告（第 ${String(copy)} 份）已存为 incident.pdf`)).toBeVisible();
  }
  const words = await textOfPdf(file);
  for (const said of [
    '事件报告',
    people.supervisor.name,
    '没有其他电脑回应',
    '已拨打110',
    '两个人一起接待，有用。',
    'Ⅱ级重大',
    '打人、抢夺、限制他人离开',
    number,
    `取消了与投诉${number}的关联`,
    '网点负责人',
    '消保专员',
    '第2份',
    '补打2',
  ])
    expect(words).toContain(said);
  await expect(course).toContainText('打印或保存了事件报告（第 2 份）');

  await openCase(page, number);
  const related = page.getByRole('region', { name: '相关事件' });
  await expect(related).toContainText(`${people.supervisor.name} 求助`);
  await related.getByRole('button', { name: '看事件记录' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '事件记录' })).toBeVisible();

  // Who sees the complaint and not the incident is told nothing of it.
  await ask(page, 'session.lock', {});
  await signIn(page, 'counter');
  const { hits } = await ask(page, 'history.search', {
    text: number,
    filter: emptyHistoryFilter,
    limit: 1,
  });
  expect((await ask(page, 'incident.ofCase', { caseId: hits[0]?.row.caseId })).incidents).toEqual([]);
});
