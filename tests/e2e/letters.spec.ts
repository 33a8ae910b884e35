/** 文书, without a network: what a letter must say, what stops it, and what comes out. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { usualHours } from '../../src/domain/deadlines/opening-hours';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { withoutNetwork } from './pages/no-network';
import { textOfPdf } from './pages/pdf';
import { people, signIn } from './pages/setup-page';
import { openCase } from './tour/steps';

const content = {
  kinds: ['explanation'],
  amountFen: 0,
  factsFound: '年费扣了一次，另一笔是补扣。',
  basis: '收费公示第四项',
  decisionText: '已当面说明，不再退费。',
  performBy: '',
  internalReason: '避免舆情',
  evidenceIds: [],
};

test('a letter waits for what the rules demand, names the rule, leads to the field, and is printed then', async ({
  branchApp: { page, electron, userData, answerSaveDialog },
}) => {
  test.setTimeout(180_000);
  const network = await withoutNetwork(electron);
  await signIn(page, 'counter');
  const { caseId, number } = await registerForm(page, {
    facts: '信用卡年费重复扣',
    matter: '重复扣年费',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const idOf = (name: string): string => users.find((user) => user.name === name)?.userId ?? '';
  const command = () => ({ commandId: newId(), caseId });
  const ownerId = idOf(people.counter.name);
  await ask(page, 'case.accept', { ...command(), complexity: 'simple', complexityReason: '', ownerId });
  // What is written beside the duties of the letter is approved and signed with it.
  await ask(page, 'case.proposeRemedy', {
    ...command(),
    content: { ...content, ownParagraph: '周六也可以来办。' },
  });
  const { shown, digest } = await ask(page, 'approval.show', { caseId });
  const stepUp = { userId: idOf(people.supervisor.name), password: people.supervisor.password };
  const approval = { proposalId: shown.proposalId, digest, outcome: 'approve', reason: '', stepUp };
  await ask(page, 'approval.decide', { ...command(), ...approval });

  await page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  const known = await branchNow(page);
  const changes = { ...known, appeal: { ...known.appeal, reviewPhone: '' } };
  await ask(page, 'branch.update', { commandId: newId(), changes });

  await openCase(page, number);
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '处理决定告知书' }).click();
  const musts = page.getByRole('region', { name: '必须写明的内容' });
  const redress = musts.getByRole('listitem').filter({ hasText: '写明救济途径' }).first();
  await expect(redress).toContainText('银行业保险业消费投诉处理管理办法');
  await expect(redress).toContainText('待合规确认');
  await expect(redress).toContainText('核查机构电话');
  await expect(page.getByText('补齐下面标出的内容后才能打印')).toBeVisible();
  await expect(page.getByRole('button', { name: '打印', exact: true })).toBeDisabled();
  await expect(page.getByRole('button', { name: '存为 PDF' })).toBeDisabled();
  const output = { ...command(), kind: 'letter', format: 'a4', language: 'zh-CN', target: 'pdf' };
  await expect(ask(page, 'document.output', output)).rejects.toThrow('letter.fieldEmpty');

  await redress.getByRole('button', { name: '去设置里填' }).click();
  const missing = page.getByRole('textbox', { name: '核查申请电话' });
  await expect(missing).toBeFocused();
  await missing.fill('027-8600 0000');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('网点资料已保存')).toBeVisible();

  await openCase(page, number);
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '处理决定告知书' }).click();
  await expect(page.frameLocator('iframe').getByText(/027-8600 0000/)).toBeVisible();
  await expect(musts.getByRole('img', { name: '还缺：' })).toHaveCount(0);

  await expect(page.frameLocator('iframe').getByText('周六也可以来办。')).toBeVisible();
  await expect(page.getByText('补充说明和处理决定一起签批：请写在处理方案里。')).toBeVisible();
  const added = { ...command(), kind: 'letter', language: 'zh-CN', text: '另外再赔一千。' };
  await expect(ask(page, 'case.writeLetterParagraph', added)).rejects.toThrow('letter.signedText');
  const file = path.join(userData, 'letter.pdf');
  await answerSaveDialog(file);
  await page.getByRole('button', { name: '存为 PDF' }).click();
  await expect(page.getByText('已存为 letter.pdf')).toBeVisible();
  const text = await textOfPdf(file);
  for (const said of ['年费扣了一次', '收费公示第四项', '不再退费', '027-86000000', '周海', '第1份', '周六也可以来办'])
    expect(text).toContain(said);
  expect(text).not.toContain('避免舆情');

  // Where nobody signs the text, one paragraph of the officer's own; a promise in it is hinted at, and nothing is in its way.
  await page.getByRole('radio', { name: '受理告知书' }).click();
  const own = page.getByRole('textbox', { name: /补充说明/ });
  await own.fill('我行保证赔付，周日也可以来办。');
  await expect(page.getByText('留意用词 · 保证结果：“保证赔”。')).toBeVisible();
  await expect(own).toHaveValue('我行保证赔付，周日也可以来办。');
  await expect(page.getByRole('button', { name: '存为 PDF' })).toBeDisabled();
  await own.fill('周日也可以来办。');
  await expect(page.getByText(/留意用词/)).toBeHidden();
  await page.getByRole('button', { name: '存进文书' }).click();
  await expect(page.getByText('补充说明已存进文书')).toBeVisible();
  await expect(page.frameLocator('iframe').getByText('周日也可以来办。')).toBeVisible();
  await expect(page.getByRole('button', { name: '存为 PDF' })).toBeEnabled();
  expect((await network.attempts()).filter((attempt) => attempt !== '')).toEqual([]);
});

test('an extension and the closing are told by letters of their own, with proof of their delivery', async ({
  branchApp: { page, electron, userData, answerSaveDialog },
}) => {
  test.setTimeout(180_000);
  const network = await withoutNetwork(electron);
  await signIn(page, 'supervisor');
  const { caseId, number } = await registerForm(page, {
    facts: '信用卡被盗刷',
    matter: '盗刷两笔',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const idOf = (name: string): string => users.find((user) => user.name === name)?.userId ?? '';
  const command = () => ({ commandId: newId(), caseId });
  const ownerId = idOf(people.counter.name);
  const today = localDate(Date.now());
  await ask(page, 'case.accept', { ...command(), complexity: 'complex', complexityReason: '要等发卡中心', ownerId });
  await ask(page, 'case.extendDeadline', {
    ...command(),
    days: 30,
    level: 'superior',
    approver: '省分行赵行长',
    approvalNo: '延〔2026〕3 号',
    approvedOn: today,
    reason: '发卡中心的流水还没有到',
    noticeMethod: 'phoneRead',
    noticeOn: today,
  });

  await openCase(page, number);
  await page.getByRole('tab', { name: '文书' }).click();
  const choose = (kind: string) => page.getByRole('radio', { name: kind }).click();
  await choose('延期告知书');
  const letter = page.frameLocator('iframe');
  await expect(letter.getByText('发卡中心的流水还没有到。')).toBeVisible();
  await expect(letter.getByText(/经上级机构于.*批准，办理时间延长 30 日/)).toBeVisible();
  const history = page.getByRole('region', { name: '打印和送达' });
  await expect(history).toContainText('还没有打印或保存过');
  const file = path.join(userData, 'extension.docx');
  await answerSaveDialog(file);
  await page.getByRole('button', { name: '存为 DOCX' }).click();
  await expect(page.getByText('已存为 extension.docx')).toBeVisible();
  const text = await textOfDocx(file);
  for (const said of ['消费投诉延期告知书', '周海：', '发卡中心的流水还没有到。', '延〔2026〕3 号', '第 1 份'])
    expect(text).toContain(said);
  // The complainant learns the level that approved it, not whose name it was.
  expect(text).not.toContain('赵行长');
  await expect(history).toContainText('第 1 份 · DOCX · 中文 · 文本第 1 版');

  await history.getByRole('button', { name: '记录送达' }).click();
  const delivery = page.getByRole('dialog', { name: /记录文书送达/ });
  await delivery.getByRole('radio', { name: '拒收' }).click();
  await delivery.getByRole('button', { name: '记录文书送达' }).click();
  await expect(delivery).toContainText('拒收请写见证人');
  await delivery.getByRole('radio', { name: '邮寄' }).click();
  await delivery.getByRole('button', { name: '记录文书送达' }).click();
  await expect(delivery).toContainText('邮寄和快递请写单号');
  await delivery.getByRole('textbox', { name: '挂号信、快递单号' }).fill('XA 1234 5678 9 11');
  await delivery.getByRole('button', { name: '记录文书送达' }).click();
  await expect(delivery).toBeHidden();
  await expect(history).toContainText('单号 XA 1234 5678 9 11');

  await ask(page, 'case.withdraw', { ...command(), reason: '和商户谈好了', signedNoteHeld: true });
  await ask(page, 'case.close', { ...command(), summary: '根因：商户重复入账' });
  await choose('结案告知书');
  await expect(letter.getByText('您撤回了投诉，办理终止。')).toBeVisible();
  const closing = path.join(userData, 'closing.pdf');
  await answerSaveDialog(closing);
  await page.getByRole('button', { name: '存为 PDF' }).click();
  await expect(page.getByText('已存为 closing.pdf')).toBeVisible();
  const told = await textOfPdf(closing);
  expect(told).toContain('消费投诉结案告知书');
  expect(told).not.toMatch(/根因|谈好了/);
  await history.getByRole('button', { name: '记录送达' }).click();
  await delivery.getByRole('radio', { name: '拒收' }).click();
  await delivery.getByRole('textbox', { name: '见证人' }).fill('门卫老周');
  await delivery.getByRole('button', { name: '记录文书送达' }).click();
  await expect(delivery).toBeHidden();
  await expect(history).toContainText('见证人 门卫老周');
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText(/结案告知书第 1 份 .* 送达，拒收/);
  expect((await network.attempts()).filter((attempt) => attempt !== '')).toEqual([]);
});

test('material is asked for by a letter that waits for the telephone of the branch, and says what, why and by when', async ({
  branchApp: { page, electron, userData, answerSaveDialog },
}) => {
  test.setTimeout(180_000);
  const network = await withoutNetwork(electron);
  await signIn(page, 'supervisor');
  const { caseId, number } = await registerForm(page, {
    facts: '信用卡被盗刷',
    matter: '盗刷两笔',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find((user) => user.name === people.counter.name)?.userId ?? '';
  const command = () => ({ commandId: newId(), caseId });
  await ask(page, 'case.accept', { ...command(), complexity: 'simple', complexityReason: '', ownerId });
  const request = { kindIds: ['ownRecords', 'police'], detail: '盗刷当天的短信', method: 'handed', workingDays: 5 };
  await ask(page, 'case.requestMaterial', { ...command(), ...request });
  const known = await branchNow(page);
  await ask(page, 'branch.update', { commandId: newId(), changes: { ...known, phone: '' } });

  await openCase(page, number);
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '补充材料通知书' }).click();
  const musts = page.getByRole('region', { name: '必须写明的内容' });
  const held = musts.getByRole('listitem').filter({ hasText: '本机构已有或查得到的不必提供' }).first();
  await expect(held).toContainText('第十三条');
  await expect(held).toContainText('待合规确认');
  const contact = musts.getByRole('listitem').filter({ hasText: '写明由谁负责、怎么联系' }).first();
  await expect(contact).toContainText('联系人电话');
  await expect(page.getByRole('button', { name: '存为 PDF' })).toBeDisabled();
  const output = { ...command(), kind: 'materialNotice', format: 'a4', language: 'zh-CN', target: 'pdf' };
  await expect(ask(page, 'document.output', output)).rejects.toThrow('letter.fieldEmpty');

  await ask(page, 'branch.update', { commandId: newId(), changes: known });
  await openCase(page, number);
  await page.getByRole('tab', { name: '文书' }).click();
  await page.getByRole('radio', { name: '补充材料通知书' }).click();
  await expect(musts.getByRole('img', { name: '还缺：' })).toHaveCount(0);
  const file = path.join(userData, 'material.pdf');
  await answerSaveDialog(file);
  await page.getByRole('button', { name: '存为 PDF' }).click();
  await expect(page.getByText('已存为 material.pdf')).toBeVisible();
  const text = await textOfPdf(file);
  for (const said of [
    ...['消费投诉补充材料通知书', '周海', '盗刷两笔', '1.投诉人自己保存的通话、聊天、照片', '盗刷当天的短信'],
    ...['没有办法自己查到', '不需要您提供', '办理期限照常计算', '请最迟于', '第1份'],
  ])
    expect(text).toContain(said);
  const history = page.getByRole('region', { name: '打印和送达' });
  await expect(history.getByRole('button', { name: '记录送达' })).toBeVisible();
  expect((await network.attempts()).filter((attempt) => attempt !== '')).toEqual([]);
});

test('`::` puts a sentence into a long field, by keyboard alone, and leaves an input method alone', async ({
  branchApp: { page },
}) => {
  await signIn(page, 'counter');
  const { number } = await registerForm(page, {
    facts: '信用卡年费重复扣',
    matter: '重复扣年费',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  await openCase(page, number);
  const note = page.getByRole('textbox', { name: '写一条备注' });
  const list = page.getByRole('listbox', { name: '文本模块' });
  await note.focus();
  await page.keyboard.type('您好。::ysd');
  await expect(list.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(note).toHaveValue('您好。::ysd');
  // Typing on opens it again; initials, then Chinese, then English.
  for (const query of ['ysd', '已收到', 'received']) {
    await note.fill('');
    await note.focus();
    await page.keyboard.type(`您好。::${query}`);
    await expect(list.getByRole('option', { selected: true })).toContainText('已收到');
  }
  await page.keyboard.press('Enter');
  await expect(list).toBeHidden();
  await expect(note).toHaveValue(new RegExp(`^您好。您的投诉我们已于\\d{4}年.*收到，编号 ${number}。`));
  await page.keyboard.type(' 谢谢');
  await expect(note).toHaveValue(/报这个编号就可以。 谢谢$/);

  await note.fill('');
  await page.keyboard.type('::');
  await expect(list.getByRole('option')).toHaveCount(8);
  await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(list.getByRole('option').nth(7)).toHaveAttribute('aria-selected', 'true');

  // The Enter that ends a composition belongs to the input method.
  const session = await page.context().newCDPSession(page);
  const taken = { key: 'Process', code: 'Enter', windowsVirtualKeyCode: 229 } as const;
  await session.send('Input.imeSetComposition', { text: '致歉', selectionStart: 2, selectionEnd: 2 });
  await session.send('Input.dispatchKeyEvent', { ...taken, type: 'rawKeyDown' });
  await session.send('Input.dispatchKeyEvent', { ...taken, type: 'keyUp' });
  await session.send('Input.insertText', { text: '致歉' });
  // Not inserted: what was composed is what is looked for now.
  await expect(note).toHaveValue('::致歉');
  await expect(list.getByRole('option')).toHaveCount(1);
});

test('a branch adds a text module of its own, is told what to mind in it, uses it by `::`, and retires it', async ({
  branchApp: { page },
}) => {
  await signIn(page, 'supervisor');
  const { number } = await registerForm(page, {
    facts: '信用卡年费重复扣',
    matter: '重复扣年费',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  await page.getByRole('navigation').getByText('设置', { exact: true }).click();
  await page.getByRole('tab', { name: '文本模块' }).click();
  await page.getByRole('button', { name: '加一个' }).click();
  const dialog = page.getByRole('dialog', { name: '加一个文本模块' });
  // A module of the program is not replaced.
  await dialog.getByRole('textbox', { name: /^名称/ }).fill('致歉');
  await dialog.getByRole('textbox', { name: /^文字/ }).fill('我行保证退还，编号 {{caseNumber}}。');
  await expect(dialog.getByText('留意用词 · 保证结果：“保证退”。')).toBeVisible();
  await dialog.getByRole('button', { name: '存下' }).click();
  await expect(dialog.getByText('程序自带的文本模块已经用了这个名称，请换一个。')).toBeVisible();
  await dialog.getByRole('textbox', { name: /^名称/ }).fill('滨河退费说明');
  await dialog.getByRole('button', { name: '存下' }).click();
  await expect(dialog).toBeHidden();
  const row = page.getByRole('list', { name: '本网点的文本模块' }).getByRole('listitem');
  await expect(row).toContainText('留意用词：保证结果');

  await openCase(page, number);
  const note = page.getByRole('textbox', { name: '写一条备注' });
  const option = page.getByRole('listbox', { name: '文本模块' }).getByRole('option');
  await note.focus();
  await page.keyboard.type('::滨河');
  await expect(option).toHaveCount(1);
  await expect(option).toContainText('本网点');
  await page.keyboard.press('Enter');
  await expect(note).toHaveValue(`我行保证退还，编号 ${number}。`);

  await page.getByRole('navigation').getByText('设置', { exact: true }).click();
  await page.getByRole('tab', { name: '文本模块' }).click();
  await page.getByRole('button', { name: '停用“滨河退费说明”' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '停用' }).click();
  await expect(row).toContainText('已停用');
  await openCase(page, number);
  await note.fill('');
  await note.focus();
  await page.keyboard.type('::滨河');
  await expect(option).toHaveCount(0);
});

/** The settings of the branch as `branch.update` takes them. */
async function branchNow(page: Page) {
  const { name, institutionName, province, address, phone, appeal, openingHours, openedOn } = await ask(
    page,
    'branch.get',
    {},
  );
  const days = { openingHours: openingHours ?? usualHours, openedOn: openedOn ?? '' };
  return { name, institutionName, province, address, phone, appeal, ...days };
}

const localDate = (ms: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(ms));

/** What stands in a DOCX: body, header and foot, without layout. */
async function textOfDocx(file: string): Promise<string> {
  const parts = Object.entries(unzipSync(await readFile(file)));
  const shown = parts.filter(([name]) => /^word\/(document|header\d+|footer\d+)\.xml$/.test(name));
  return shown.map(([, bytes]) => strFromU8(bytes).replace(/<[^>]+>/g, '')).join('\n');
}
