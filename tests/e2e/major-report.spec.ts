/** 重大投诉报告: written in parts, blocked with the way to what is missing, printed with its number, and named as what was sent. */
import path from 'node:path';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { textOfPdf } from './pages/pdf';
import { signIn } from './pages/setup-page';
import { openCase } from './tour/steps';

test('the first report of a major complaint is written, completed, printed and sent; the next is a follow-up', async ({
  branchApp: { page, userData, answerSaveDialog },
}) => {
  test.setTimeout(180_000);
  await signIn(page, 'supervisor');
  const { caseId, number } = await registerForm(page, {
    facts: '理财到期没有兑付',
    matter: '理财没有兑付',
    businessId: 'biz.debit.limits',
    party: { name: '钱一鸣', phone: '13800138000' },
    involved: [{ name: '孙柜员', staffNo: 'S-77', userId: null }],
    flags: ['media'],
  });
  await ask(page, 'case.recordHeadCount', { commandId: newId(), caseId, count: 23 });
  await openCase(page, number);
  await page.getByRole('tab', { name: '共同与重大' }).click();
  const part = page.getByRole('tabpanel');
  const forms = part.getByRole('region', { name: '报告表' });
  await expect(forms).toContainText('还没有写报告');
  await forms.getByRole('button', { name: '写重大投诉报告' }).click();
  const dialog = page.getByRole('dialog', { name: '写重大投诉报告' });
  await expect(dialog).toContainText('第 1 报');
  await expect(dialog.getByRole('radio')).toHaveCount(1);
  await expect(dialog.getByRole('textbox', { name: '经过和现状' })).toHaveValue('理财到期没有兑付');
  await dialog.getByRole('textbox', { name: '已采取的措施' }).fill('请到会议室，安排专人接待');
  await dialog.getByRole('textbox', { name: '下次什么时候报告' }).fill('2020-01-01 09:00');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toContainText('下次报告的时间要晚于现在');
  const tomorrow = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + 86_400_000);
  await dialog.getByRole('textbox', { name: '下次什么时候报告' }).fill(`${tomorrow} 09:00`);
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(forms).toContainText('第 1 报 · 首报');
  await expect(forms).toContainText('还没打印');

  await forms.getByRole('button', { name: '到文书里看和打印' }).click();
  await expect(page.getByRole('radio', { name: '重大投诉报告（内部）' })).toBeChecked();
  const musts = page.getByRole('region', { name: '必须写明的内容' });
  const cause = musts.getByRole('listitem').filter({ hasText: '写明起因' }).first();
  await expect(cause).toContainText('待合规确认');
  await expect(page.getByRole('button', { name: '存为 PDF' })).toBeDisabled();
  await cause.getByRole('button', { name: '写报告' }).click();
  await expect(dialog.getByRole('textbox', { name: '起因' })).toBeFocused();
  await dialog.getByRole('textbox', { name: '起因' }).fill('产品延期兑付，没有提前告知');
  await dialog.getByRole('textbox', { name: /舆情/ }).fill('没有');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(musts.getByRole('img', { name: '还缺：' })).toHaveCount(0);
  const file = path.join(userData, 'report.pdf');
  await answerSaveDialog(file);
  await page.getByRole('button', { name: '存为 PDF' }).click();
  await expect(page.getByText('已存为 report.pdf')).toBeVisible();
  const text = await textOfPdf(file);
  for (const said of ['重大消费投诉报告（首报）', '内部材料', '第1报', '23人', '产品延期兑付', '孙柜员S-77', '钱一鸣'])
    expect(text).toContain(said);

  await page.getByRole('tab', { name: '共同与重大' }).click();
  await expect(forms).toContainText('已打印，还没登记报送');
  await part.getByRole('button', { name: '登记重大投诉报告' }).click();
  const report = page.getByRole('dialog', { name: '登记重大投诉报告' });
  await report.getByRole('radio', { name: '监管部门' }).click();
  await report.getByRole('radio', { name: '书面' }).click();
  await expect(report.getByRole('button', { name: '第 1 报 · 首报', pressed: true })).toBeVisible();
  await report.getByRole('textbox', { name: '单位或人' }).fill('当地监管局');
  await report.getByRole('textbox', { name: '报告了什么' }).fill('首报');
  await report.getByRole('button', { name: '登记重大投诉报告' }).click();
  await expect(report).toBeHidden();
  await expect(forms).toContainText('已报送');
  await expect(part.getByRole('region', { name: '已作的报告' })).toContainText('第 1 报');

  await forms.getByRole('button', { name: '写重大投诉报告' }).click();
  await expect(dialog).toContainText('第 2 报');
  await expect(dialog.getByRole('textbox', { name: '起因' })).toHaveValue('产品延期兑付，没有提前告知');
  await dialog.getByRole('radio', { name: '终报' }).click();
  await dialog.getByRole('textbox', { name: '处置结果' }).fill('已全部兑付');
  await dialog.getByRole('button', { name: '保存' }).click();
  await expect(dialog).toBeHidden();
  await expect(forms).toContainText('第 2 报 · 终报');
  // No paper for the customer knows a word of it.
  const { html } = await ask(page, 'document.preview', { caseId, kind: 'slip', format: 'a4', language: 'zh-CN' });
  for (const word of ['孙柜员', '产品延期兑付', '23 人']) expect(html).not.toContain(word);
});

test('a report that was made too late is explained before the case is closed', async ({ branchApp: { page } }) => {
  await signIn(page, 'supervisor');
  const now = Date.now();
  const { caseId, number } = await registerForm(page, {
    facts: '排队的人很多',
    receivedAtMs: now - 3 * 3_600_000,
    party: { name: '钱一鸣' },
  });
  const foundAtMs = now - 2 * 3_600_000;
  const found = { cause: 'regulator', level: 'especiallySerious', what: '监管来函', foundAtMs } as const;
  await ask(page, 'case.recogniseMajor', { commandId: newId(), caseId, ...found });
  for (const [method, minutes] of [
    ['phone', 31],
    ['written', 59],
  ] as const)
    await ask(page, 'case.reportMajor', {
      commandId: newId(),
      caseId,
      to: 'regulator',
      recipient: '当地监管局',
      method,
      reportedAtMs: foundAtMs + minutes * 60_000,
      number: '',
      what: '首报',
      proofIds: [],
    });
  await ask(page, 'case.withdraw', { commandId: newId(), caseId, reason: '', signedNoteHeld: true });
  await openCase(page, number);
  await page.getByRole('button', { name: '结案' }).first().click();
  const dialog = page.getByRole('dialog', { name: '结案' });
  await expect(dialog.getByText(/最迟 .*\d\d:\d\d，.*\d\d:\d\d 才完成/)).toHaveCount(1);
  await dialog.getByRole('textbox', { name: /结果|结案/ }).fill('客户撤回');
  await dialog.getByRole('button', { name: '结案' }).click();
  await expect(dialog).toContainText('请选超期的原因');
  await dialog.getByRole('radio', { name: '审批晚' }).click();
  await dialog.getByRole('button', { name: '结案' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('main')).toContainText('审批晚');
});
