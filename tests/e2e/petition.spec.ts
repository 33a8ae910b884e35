/** 信访 and partner institutions, from the form on: slip, clock, list, letter, and no end before the answer. */
import { ask, everything, newId } from './bridge';
import { expect, test } from './fixtures';
import { signIn } from './pages/setup-page';
import { goTo, openCase } from './tour/steps';

test('a petition is taken down with its papers, found by them, and answered in writing before it is closed', async ({
  branchApp: { page },
}) => {
  test.setTimeout(180_000);
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  const form = page.getByRole('form');
  await form.getByRole('textbox', { name: '姓名', exact: true }).fill('周海');
  await form.getByRole('textbox', { name: '事情经过' }).fill('拆迁补偿款的账户被冻结');
  await form.getByRole('combobox', { name: '渠道' }).fill('信访局');
  await page.getByRole('option', { name: '信访', exact: true }).click();
  await form.getByRole('radio', { name: '来信' }).click();
  await form.getByRole('textbox', { name: '转送、交办单位' }).fill('江城市信访局');
  await form.getByRole('textbox', { name: '信访件编号' }).fill('信转〔2026〕8 号');
  await form.getByRole('textbox', { name: '要求答复的日期' }).fill('二月三十日');
  await form.getByRole('checkbox', { name: '涉及代理或合作机构' }).click();
  await expect(form.getByText('还没写是哪家机构')).toBeVisible();
  await form.getByRole('textbox', { name: '机构名称' }).fill('江城保险代理');
  await page.getByRole('button', { name: '登记并打印回执' }).click();
  await expect(form.getByRole('textbox', { name: '要求答复的日期' })).toHaveAttribute('aria-invalid', 'true');
  const now = new Date();
  const dueOn = `${String(now.getFullYear() + 1)}-03-01`;
  await form.getByRole('textbox', { name: '要求答复的日期' }).fill(dueOn);
  await page.keyboard.press('Tab');
  await page.getByRole('main').getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();
  const number = /ZJ07-\d{6}-A\d{3}-[0-9A-Z]/.exec((await page.getByRole('main').textContent()) ?? '')?.[0] ?? '';

  await openCase(page, number);
  await expect(page.getByText(`来信 · 江城市信访局转来 · 信访件编号 信转〔2026〕8 号`)).toBeVisible();
  await expect(page.getByText('江城保险代理')).toBeVisible();
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '受理回执' }).click();
  const paper = page.frameLocator('iframe');
  await expect(paper.getByText('来信 · 江城市信访局转来 · 信访件编号 信转〔2026〕8 号')).toBeVisible();

  await goTo(page, 4, '历史');
  await page.getByRole('button', { name: '筛选' }).click();
  await page.getByRole('button', { name: '信访', exact: true }).click();
  await page.getByRole('button', { name: '涉及代理或合作机构' }).click();
  const row = page.getByRole('row', { name: new RegExp(number) });
  await expect(row).toContainText('信访');
  await page.getByRole('button', { name: '监管转办' }).click();
  await expect(row).toBeHidden();
  await page.getByRole('button', { name: '清除条件' }).click();
  await page.getByRole('searchbox', { name: '查投诉' }).fill('江城保险代理');
  await expect(page.getByRole('main')).toContainText(number);

  await page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  const { hits } = await ask(page, 'history.search', { text: number, filter: everything.filter, limit: 5 });
  const caseId = hits[0]?.row.caseId ?? '';
  const view = await ask(page, 'case.get', { caseId });
  expect(view.deadlines.find(({ id }) => id === 'petitionAnswer')).toMatchObject({ ruleId: 'XF1', dueOn });
  await ask(page, 'case.markNotComplaint', {
    commandId: newId(),
    caseId,
    kind: 'petition',
    reason: '反映的是拆迁补偿',
  });
  await openCase(page, number);
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /^结案.*还没有书面答复信访/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '信访答复函' }).click();
  await expect(paper.getByText('关于信访事项办理情况的答复').first()).toBeVisible();
  await expect(paper.getByText('江城市信访局：')).toBeVisible();
  await expect(paper.getByText(/不属于消费投诉（信访）：反映的是拆迁补偿/)).toBeVisible();

  await page.getByRole('main').getByRole('button', { name: '登记答复信访' }).click();
  const answer = page.getByRole('dialog', { name: '登记答复信访' });
  await expect(answer.getByRole('textbox', { name: '答复谁' })).toHaveValue('江城市信访局');
  await answer.getByRole('textbox', { name: '答复谁' }).fill('');
  await answer.getByRole('button', { name: '登记答复信访' }).click();
  for (const missing of ['请写答复哪个单位', '请写答复文号', '请选怎么送的', '请写送达凭证'])
    await expect(answer).toContainText(missing);
  await answer.getByRole('textbox', { name: '答复谁' }).fill('江城市信访局');
  await answer.getByRole('textbox', { name: '答复文号' }).fill('示行〔2026〕3 号');
  await answer.getByRole('radio', { name: '信访信息系统' }).click();
  await answer.getByRole('textbox', { name: /送达凭证/ }).fill('回执 0003');
  await answer.getByRole('button', { name: '登记答复信访' }).click();
  await expect(answer).toBeHidden();

  await page.getByRole('main').getByRole('button', { name: '结案', exact: true }).click();
  const close = page.getByRole('dialog', { name: '结案' });
  await close.getByRole('textbox', { name: '结案小结' }).fill('已答复信访局。');
  await close.getByRole('button', { name: '结案' }).click();
  await expect(close).toBeHidden();
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText(/书面答复江城市信访局（信访）/);
});
