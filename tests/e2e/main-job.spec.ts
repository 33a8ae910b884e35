/**
 * A day at the counter without a network: from the first start to a closed case that is found again. No hand touches the
 * mouse, nothing goes past the pages, nothing tries to reach the network, and the papers are read back.
 */
import path from 'node:path';
import { expect, test } from './fixtures';
import { choose, press, tabTo, typeAt, typeInto } from './pages/keyboard';
import { tryBothWays, withoutNetwork } from './pages/no-network';
import { textOfPdf } from './pages/pdf';
import { people, setUpBranchByKeyboard, signInByKeyboard } from './pages/setup-page';

test('a complaint is taken, decided, told and closed without a network', async ({ app, profile }) => {
  test.setTimeout(240_000);
  const { page, electron } = app;
  const network = await withoutNetwork(electron);
  await page.evaluate(() => {
    for (const kind of ['pointerdown', 'mousedown'])
      window.addEventListener(kind, () => (document.documentElement.dataset['mouse'] = kind), true);
  });
  await setUpBranchByKeyboard(page);
  await signInByKeyboard(page, 'counter');
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const savePdf = async (name: string): Promise<string> => {
    const file = path.join(profile, name);
    await app.answerSaveDialog(file);
    await press(page, button('存为 PDF'));
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
  await choose(page, page.getByRole('radio', { name: '赔偿' }));
  await expect(page.getByRole('radio', { name: '赔偿' })).toBeChecked();
  await typeInto(page, '具体诉求', '讲清楚原因，赔来回的车费 86 元');
  await tabTo(page, page.getByRole('checkbox', { name: '已告知个人信息怎么用' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '补全好了' })).toBeVisible();
  await press(page, button('打开投诉件'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(number);

  // 受理回执: what the customer takes home, and nothing that is for staff only.
  await choose(page, page.getByRole('tab', { name: '文书' }));
  await choose(page, page.getByRole('radio', { name: '受理回执' }));
  const slip = await savePdf('slip.pdf');
  for (const text of [number, '取现限额没人讲清楚', '城东支行', '12378', '95000']) expect(slip).toContain(text);
  for (const secret of ['愤怒', '情绪', '11010519491231002X', '13800138000']) expect(slip).not.toContain(secret);

  await press(page, button('受理'));
  await press(page, dialog.getByRole('button', { name: '受理', exact: true }));
  await press(page, button('开始调查'));
  await press(page, button('拟处理方案').first());
  const kinds = page.getByRole('group', { name: '怎么处理' });
  await press(page, kinds.getByRole('button', { name: '道歉' }), 'Space');
  await press(page, kinds.getByRole('button', { name: '赔偿' }), 'Space');
  await typeInto(page, '给客户的金额', '2100');
  await expect(page.getByText('超过本网点所有人的额度，最高 ¥2,000.00（李敏）')).toBeVisible();
  await typeInto(page, '给客户的金额', '86');
  await expect(page.getByText('李敏 可以批：额度 ¥2,000.00，还余 ¥1,914.00')).toBeVisible();
  await typeInto(page, '查明的事实', '卡片因身份证过期被限额，三次到店均未说明原因。');
  await typeInto(page, '依据和理由', '《网点服务规范》第二十一条：限额原因应当当场说明。');
  await typeInto(page, '处理决定', '您说得对，我们没有讲清楚。今天已为您恢复限额，并补偿往返车费。');
  await typeInto(page, '给审批人的说明', '客户火气大，建议当面道歉。');
  await press(page, button('提交审批'));

  // The supervisor decides at the counter's PC, for this one decision only.
  await press(page, button('请负责人现场审批').first());
  const password = page.getByLabel(`${people.supervisor.name} 的密码`);
  await expect(dialog).toContainText('¥86.00');
  await tabTo(page, password);
  await page.keyboard.insertText('not-the-password');
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toContainText('密码不对，请重新输入');
  await typeAt(page, password, people.supervisor.password);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('签名有效')).toBeVisible();
  await expect(page.getByRole('banner')).toContainText(people.counter.name);

  // 处理决定告知书.
  await press(page, button('打印决定告知书'));
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

  await press(page, button('记录送达'));
  await choose(page, page.getByRole('radio', { name: '当面交付' }));
  await press(page, dialog.getByRole('button', { name: '记录送达' }));
  await expect(dialog).toBeHidden();
  await press(page, button('结案'));
  await typeAt(page, dialog.getByRole('textbox', { name: '结案小结' }), '已恢复限额并当面道歉，客户接受。');
  await press(page, dialog.getByRole('button', { name: '结案', exact: true }));
  await expect(page.getByText('已结案', { exact: true }).first()).toBeVisible();

  // A satisfaction call is for somebody who did not handle the case.
  await expect(button('记录回访').first()).toBeDisabled();

  // Found again by what one remembers of it.
  await page.keyboard.press('Control+4');
  const main = page.getByRole('main');
  for (const remembered of ['8000', 'cjs', number.slice(-6), '车费']) {
    await page.keyboard.press('Control+f');
    await typeAt(page, page.getByRole('searchbox'), remembered);
    await expect(main.getByRole('list', { name: '查到的投诉' })).toContainText(number);
    await typeAt(page, page.getByRole('searchbox'), '没有这样的东西');
    await expect(main).toContainText('没有查到');
  }

  expect(await network.attempts()).toEqual([]);
  await tryBothWays(electron);
  expect(await network.attempts()).toHaveLength(2);
  expect(await page.evaluate(() => document.documentElement.dataset['mouse'])).toBeUndefined();
});
