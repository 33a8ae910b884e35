/**
 * A day at the counter without a network: from the first start to a closed case that is found again. Forms are filled in
 * from the keyboard, and the papers are read back.
 */
import path from 'node:path';
import { ask, call, newId } from './bridge';
import { expect, test } from './fixtures';
import { tabTo, typeInto } from './pages/keyboard';
import { textOfPdf } from './pages/pdf';
import { people, setUpBranch, signIn } from './pages/setup-page';

test('a complaint is taken, decided, told and closed without a network', async ({ app, profile }) => {
  test.setTimeout(120_000);
  const { page, electron } = app;
  await electron.evaluate(({ session }) => {
    session.defaultSession.enableNetworkEmulation({ offline: true });
  });
  await setUpBranch(page);
  await signIn(page, 'counter');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const savePdf = async (name: string): Promise<string> => {
    const file = path.join(profile, name);
    await app.answerSaveDialog(file);
    await button('存为 PDF').click();
    await expect(page.getByText(`已存为 ${name}`)).toBeVisible();
    return textOfPdf(file);
  };

  // Half a minute: how the customer feels, what it is about.
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
  const number = /ZJ07-\d{6}-A\d{3}-[0-9A-Z]/.exec((await bar.textContent()) ?? '')?.[0] ?? 'none';
  await tabTo(page, bar.getByRole('button', { name: '补全信息' }));
  await page.keyboard.press('Enter');

  // The whole form, by keyboard.
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`补全 ${number}`);
  await typeInto(page, '姓名', '陈建生');
  await typeInto(page, '电话', '13800138000');
  await typeInto(page, '证件号码', '11010519491231002X');
  await typeInto(page, '事情经过', '我妈的卡一个月前就只能取五百，来了三次，每次换一个人。');
  await typeInto(page, '一句话概括', '取现限额没人讲清楚');
  await tabTo(page, page.getByRole('combobox', { name: '投诉原因' }));
  await page.keyboard.type('fwtd');
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('radiogroup', { name: '想要什么' }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(page.getByRole('radio', { name: '赔偿' })).toBeChecked();
  await typeInto(page, '具体诉求', '讲清楚原因，赔来回的车费 86 元');
  await tabTo(page, page.getByRole('checkbox', { name: '已告知个人信息怎么用' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '补全好了' })).toBeVisible();
  await button('打开投诉件').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(number);

  // 受理回执: what the customer takes home, and nothing that is for staff only.
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '受理回执' }).click();
  const slip = await savePdf('slip.pdf');
  for (const text of [number, '取现限额没人讲清楚', '城东支行', '12378', '95000']) expect(slip).toContain(text);
  for (const secret of ['愤怒', '情绪', '11010519491231002X', '13800138000']) expect(slip).not.toContain(secret);

  await button('受理').click();
  await dialog.getByRole('button', { name: '受理', exact: true }).click();
  await button('开始调查').click();
  await button('拟处理方案').first().click();
  const kinds = page.getByRole('group', { name: '怎么处理' });
  await tabTo(page, kinds);
  await kinds.getByRole('button', { name: '道歉' }).press('Space');
  await kinds.getByRole('button', { name: '赔偿' }).press('Space');
  await typeInto(page, '给客户的金额', '86');
  await typeInto(page, '查明的事实', '卡片因身份证过期被限额，三次到店均未说明原因。');
  await typeInto(page, '依据和理由', '《网点服务规范》第二十一条：限额原因应当当场说明。');
  await typeInto(page, '处理决定', '您说得对，我们没有讲清楚。今天已为您恢复限额，并补偿往返车费。');
  await typeInto(page, '给审批人的说明', '客户火气大，建议当面道歉。');
  await tabTo(page, button('提交审批'));
  await page.keyboard.press('Enter');

  // The supervisor decides at the counter's PC, for this one decision only.
  await button('请负责人现场审批').first().click();
  const password = page.getByLabel(`${people.supervisor.name} 的密码`);
  await expect(dialog).toContainText('¥86.00');
  await tabTo(page, password);
  await page.keyboard.insertText('not-the-password');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toContainText('密码不对，请重新输入');
  await password.fill(people.supervisor.password);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('签名有效')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText(people.counter.name);

  // 处理决定告知书.
  await button('打印决定告知书').click();
  const letter = await savePdf('letter.pdf');
  for (const text of [
    number,
    '陈建生',
    '并补偿往返车费',
    '86.00元',
    '人民币捌拾陆元整',
    '限额原因应当当场说明',
    '95000',
    '审核人：李敏',
  ])
    expect(letter).toContain(text);
  for (const secret of ['火气大', '愤怒', '13800138000', '{{']) expect(letter).not.toContain(secret);

  await button('记录送达').click();
  await page.getByRole('radio', { name: '当面交付' }).click();
  await dialog.getByRole('button', { name: '记录送达' }).click();
  await button('结案').click();
  await dialog.getByRole('textbox', { name: '结案小结' }).fill('已恢复限额并当面道歉，客户接受。');
  await dialog.getByRole('button', { name: '结案', exact: true }).click();
  await expect(page.getByText('已结案', { exact: true }).first()).toBeVisible();

  // A satisfaction call is for somebody who did not handle the case.
  const { caseId } = (await ask(page, 'history.search', { text: number, filter: everyCase, limit: 5 })).hits[0]!.row;
  const view = await ask(page, 'case.get', { caseId });
  expect(view.state.status).toBe('closed');
  const callback = view.state.tasks.find(({ kind }) => kind === 'callback');
  expect(callback).toBeDefined();
  const refused = await call(page, 'case.recordCallback', {
    commandId: newId(),
    caseId,
    taskId: callback?.id,
    outcome: 'answered',
    scores: { result: 5, process: 5, attitude: 5 },
    comment: '',
  });
  expect(refused).toMatchObject({ ok: false, error: { code: 'callback.byHandler' } });

  // Found again by what one remembers of it.
  await page.keyboard.press('Control+4');
  await page.getByRole('searchbox').fill('8000');
  await expect(page.getByRole('main')).toContainText(number);
  await page.getByRole('searchbox').fill('cjs');
  await expect(page.getByRole('main')).toContainText(number);
});

const everyCase = {
  statuses: [],
  businessIds: [],
  reasonIds: [],
  channelIds: [],
  flags: [],
  ownerIds: [],
  receivedFromMs: null,
  receivedToMs: null,
  attention: 'any',
} as const;
