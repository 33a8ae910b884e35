/** 调查 without a network: facts, material that may and may not be asked for, side tasks that come late, minutes. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, newId, registerForm } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { textOfPdf } from './pages/pdf';
import { people, signIn } from './pages/setup-page';
import { closeTop, openCase } from './tour/steps';
import { act } from './support/case-menu';

/** A case of the counter, under investigation, on its page. */
async function investigated(page: Page, businessId: string): Promise<string> {
  await signIn(page, 'counter');
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
  const { caseId, number } = await registerForm(page, {
    facts: '理财亏了，买的时候没有说有风险',
    matter: '理财亏损',
    businessId,
    party: { name: '周海', phone: '13800138000', idNumber: '11010519491231002X' },
    involved: [{ name: '吴强', staffNo: '', userId: null }],
  });
  const accepted = { complexity: 'simple', complexityReason: '', ownerId } as const;
  await ask(page, 'case.accept', { commandId: newId(), caseId, ...accepted });
  await ask(page, 'case.startInvestigation', { commandId: newId(), caseId });
  await openCase(page, number);
  await page.getByRole('tab', { name: '调查' }).click();
  return number;
}

/** The wall clock of the PC goes on so many days later, for main and for the page. */
async function daysLater({ electron, page }: Pick<RunningApp, 'electron' | 'page'>, days: number): Promise<void> {
  const ahead = days * 86_400_000;
  await electron.evaluate((_electron, ms) => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + ms;
  }, ahead);
  await page.evaluate((ms) => {
    const real = Date.now.bind(Date);
    Date.now = () => real() + ms;
  }, ahead);
}

test('what must be verified is verified before a remedy, and what was found is taken over into it', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await investigated(page, 'biz.wealth.sales');
  const list = page.getByRole('region', { name: '核实清单' });
  await expect(list).toContainText('0/8 项已有结果');
  const fact = list.getByRole('listitem', { name: /双录/ });
  await expect(fact).toContainText('必须核实');
  await expect(fact).toContainText('通常在：双录系统');

  await page.getByRole('button', { name: '拟处理方案' }).click();
  const form = page.getByRole('form', { name: '拟处理方案' });
  await expect(form).toContainText('还有 8 项没有核实');
  await form.getByRole('button', { name: '说明解释' }).click();
  await form.getByRole('textbox', { name: '查明的事实' }).fill('当面核对过合同。');
  await form.getByRole('textbox', { name: '依据' }).fill('理财合同第三条');
  await form.getByRole('textbox', { name: '处理决定' }).fill('向您说明如下。');
  await form.getByRole('button', { name: '提交审批' }).click();
  await expect(form).toContainText(/“调看销售时的录音录像.+”必须先核实，再拟方案/);

  await form.getByRole('button', { name: '去看核实清单' }).click();
  await fact.getByRole('button', { name: '记录结果' }).click();
  const dialog = page.getByRole('dialog', { name: '核实结果' });
  await dialog.getByRole('button', { name: '记录结果' }).click();
  await expect(dialog).toContainText('请选结果');
  await expect(dialog).toContainText('请写查到了什么');
  await dialog.getByRole('radio', { name: '已核实' }).click();
  await dialog.getByRole('textbox', { name: '查到了什么' }).fill('双录里没有讲解风险等级。');
  await dialog.getByRole('button', { name: '记录结果' }).click();
  await expect(dialog).toBeHidden();
  await expect(fact).toContainText('双录里没有讲解风险等级。');

  await list.getByRole('button', { name: '加一项' }).click();
  const added = page.getByRole('dialog', { name: '加一项要核实的事实' });
  await added.getByRole('textbox', { name: '核实什么' }).fill('客户以前买没买过同类产品');
  await added.getByRole('radio', { name: '查不到' }).click();
  await added.getByRole('textbox', { name: '为什么' }).fill('系统里没有购买记录。');
  await added.getByRole('button', { name: '记录结果' }).click();
  await expect(added).toBeHidden();
  await expect(list).toContainText('2/9 项已有结果');

  await page.getByRole('tab', { name: '处理方案' }).click();
  const found = form.getByRole('textbox', { name: '查明的事实' });
  await expect(found).toHaveValue('当面核对过合同。');
  await form.getByRole('button', { name: '带入核实结果' }).click();
  await expect(found).toHaveValue(/当面核对过合同。\n.+双录里没有讲解风险等级。\n.+未查到。系统里没有购买记录。/);
  await expect(form.getByRole('button', { name: '没有新的核实结果可带' })).toBeDisabled();
  await form.getByRole('button', { name: '提交审批' }).click();
  await expect(page.getByText('方案待批').first()).toBeVisible();
});

test('what the bank holds is not asked for; what only the customer has is waited for, comes, and the case goes on', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await investigated(page, 'biz.debit.limits');
  const request = await act(page, '请投诉人补充材料');
  await request.getByRole('button', { name: '请投诉人补充材料' }).click();
  await expect(request).toContainText('请选需要的材料');
  await request.getByRole('button', { name: '本机构的账户流水、对账单' }).click();
  const kinds = request.getByRole('group', { name: '需要什么' });
  await expect(kinds).toHaveAccessibleDescription(/不能向投诉人要“本机构的账户流水.+第十三条/);
  await request.getByRole('button', { name: '请投诉人补充材料' }).click();
  await expect(page.getByText('待补充')).toHaveCount(0);
  await request.getByRole('button', { name: '本机构的账户流水、对账单' }).click();
  // It stands in the record already.
  await request.getByRole('button', { name: '投诉人的身份证件' }).click();
  await expect(kinds).toHaveAccessibleDescription(/已登记的证件信息/);
  await request.getByRole('button', { name: '投诉人的身份证件' }).click();
  await request.getByRole('button', { name: '投诉人自己保存的通话、聊天、照片' }).click();
  await request.getByRole('button', { name: '其他机构或者个人出具的证明' }).click();
  await request.getByRole('button', { name: '请投诉人补充材料' }).click();
  await expect(request).toContainText('请写明要哪一份材料');
  await request.getByRole('textbox', { name: '写明要哪一份' }).fill('对方银行的入账证明');
  await request.getByRole('button', { name: '请投诉人补充材料' }).click();
  await expect(request).toBeHidden();
  await expect(page.getByText('待补充').first()).toBeVisible();

  const part = page.getByRole('region', { name: '请投诉人补充材料' });
  await part.getByRole('button', { name: /看由来/ }).click();
  const why = page.getByRole('dialog', { name: /为什么是这一天/ });
  await expect(why).toContainText('请投诉人补充材料');
  await expect(why).toContainText('5 个工作日');
  await closeTop(page, why);

  const end = await act(page, '不再等材料，继续办理');
  await end.getByRole('textbox', { name: '告知了什么' }).fill('按现有材料办理');
  await end.getByRole('button', { name: '不再等材料，继续办理' }).click();
  await expect(end).toContainText('过了才能不等');
  await closeTop(page, end);

  await page.getByRole('button', { name: '登记收到材料' }).first().click();
  const first = page.getByRole('dialog', { name: '登记收到材料' });
  await first.getByRole('button', { name: '其他机构或者个人出具的证明' }).click();
  await expect(first).toContainText('还有没收到的，继续等');
  await first.getByRole('button', { name: '登记收到材料' }).click();
  await expect(first).toBeHidden();
  await expect(part).toContainText('还差：其他机构或者个人出具的证明');
  await page.getByRole('button', { name: '登记收到材料' }).first().click();
  await first.getByRole('button', { name: '登记收到材料' }).click();
  await expect(first).toBeHidden();
  await expect(page.getByText('调查中').first()).toBeVisible();
  await expect(part).toContainText('已收齐');
});

test('a side task has a day of its own, shows when it is late, and nobody complained of answers it', async ({
  branchApp: { page, electron },
}) => {
  test.setTimeout(120_000);
  const number = await investigated(page, 'biz.debit.limits');
  const send = await act(page, '发起协办');
  await send.getByRole('radio', { name: '运营部门' }).click();
  await send.getByRole('textbox', { name: '找谁' }).fill('吴强');
  await send.getByRole('textbox', { name: '请对方查什么' }).fill('请查当日流水');
  await send.getByRole('radio', { name: /^1 天/ }).click();
  await send.getByRole('button', { name: '发起协办' }).click();
  await expect(send.getByRole('textbox', { name: '找谁' })).toHaveAccessibleDescription(/吴强 被投诉或者需要回避/);
  await send.getByRole('textbox', { name: '找谁' }).fill('何平');
  await send.getByRole('button', { name: '发起协办' }).click();
  await expect(send).toBeHidden();
  const part = page.getByRole('region', { name: '协办' });
  await expect(part).toContainText('请运营部门（何平）答复：请查当日流水');

  await page.keyboard.press('Control+l');
  // Over any weekend and holiday.
  await daysLater({ electron, page }, 30);
  await signIn(page, 'counter');
  const tasks = page.getByRole('list', { name: '我的待办' });
  await expect(tasks.getByRole('listitem').filter({ hasText: '协办答复' })).toContainText(number);
  await expect(tasks.getByRole('listitem').filter({ hasText: '协办答复' })).toContainText('，已过');
  await openCase(page, number);
  await page.getByRole('tab', { name: '调查' }).click();
  await expect(part).toContainText('已经晚了');

  await part.getByRole('button', { name: '登记答复' }).click();
  const answer = page.getByRole('dialog', { name: '登记答复' });
  await answer.getByRole('textbox', { name: '谁答复的' }).fill('吴强');
  await answer.getByRole('textbox', { name: '答复内容' }).fill('当日系统故障，已冲正');
  await answer.getByRole('button', { name: '登记答复' }).click();
  await expect(answer).toContainText('吴强 被投诉或者需要回避，不能答复');
  await answer.getByRole('textbox', { name: '谁答复的' }).fill('何平');
  await answer.getByRole('button', { name: '登记答复' }).click();
  await expect(answer).toBeHidden();
  await expect(part).toContainText('晚答复');
  await expect(part).toContainText('当日系统故障，已冲正');
});

test('contacts and minutes are recorded for staff, a promise becomes a task, and the minutes go on paper', async ({
  branchApp: { page, userData, answerSaveDialog },
}) => {
  test.setTimeout(120_000);
  await investigated(page, 'biz.debit.limits');
  const contact = await act(page, '记一次联系');
  await contact.getByRole('button', { name: '记一次联系' }).click();
  await expect(contact).toContainText('请写说了什么');
  await contact.getByRole('textbox', { name: '说了什么' }).fill('核对了经过，客户要书面说明');
  await contact.getByRole('textbox', { name: '我们答应了什么' }).fill('寄出书面说明');
  await contact.getByRole('textbox', { name: /哪天前做到/ }).fill('2099-12-31');
  await contact.getByRole('button', { name: '记一次联系' }).click();
  await expect(contact).toBeHidden();
  await expect(page.getByRole('region', { name: '联系记录' })).toContainText('我们联系客户 · 电话 · 联系上了');
  await expect(page.getByRole('region', { name: '待办' })).toContainText('寄出书面说明');

  const minutes = await act(page, '记会谈纪要');
  await minutes.getByRole('textbox', { name: '地点' }).fill('一楼接待室');
  await minutes.getByRole('textbox', { name: '参加的人' }).fill('周海；陈静');
  await minutes.getByRole('radio', { name: '拒绝签名' }).click();
  await minutes.getByRole('button', { name: '记会谈纪要' }).click();
  await expect(minutes).toContainText('一致的和有分歧的至少写一样');
  await minutes.getByRole('textbox', { name: '双方有分歧的' }).fill('当时有没有说明收费');
  await minutes.getByRole('button', { name: '记会谈纪要' }).click();
  await expect(minutes).toBeHidden();
  await expect(page.getByRole('region', { name: '会谈纪要' })).toContainText('分歧：当时有没有说明收费');

  const onPaper = path.join(userData, 'minutes.pdf');
  await answerSaveDialog(onPaper);
  await page.getByRole('button', { name: '纪要存成 PDF' }).click();
  await expect(page.getByText('会谈纪要已存为 minutes.pdf')).toBeVisible();
  const words = await textOfPdf(onPaper);
  for (const said of ['会谈纪要', '一楼接待室', '周海；陈静', '当时有没有说明收费', '拒绝签名', '机构代表', '第1份'])
    expect(words).toContain(said);

  await page.getByRole('tab', { name: '经过' }).click();
  const life = page.getByRole('tabpanel');
  await expect(life).toContainText('会谈纪要：一楼接待室，拒绝签名');
  await expect(life).toContainText('联系记录：我们联系客户，电话，联系上了');
});
