/** A complaint about a colleague, without a network: it is not there for whom it names, and they have no part in it. */
import type { Page } from '@playwright/test';
import { ask, call, everything, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { withoutNetwork } from './pages/no-network';
import { people, signIn } from './pages/setup-page';
import { openCase } from './tour/steps';

const { counter, supervisor } = people;
const conduct = {
  businessId: 'biz.debit.limits',
  reasonId: 'reason.service',
  facts: '排队一小时，被柜员大声斥责',
  matter: '柜员态度恶劣',
  party: { name: '欧阳若兰', phone: '13812345678' },
};

async function idOf(page: Page, name: string): Promise<string> {
  const { users } = await ask(page, 'session.tiles', {});
  const found = users.find((user) => user.name === name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found.userId;
}
const involving = (name: string, userId: string) => [{ name, staffNo: '', userId }];

async function changeHands(page: Page, who: keyof typeof people): Promise<void> {
  await page.keyboard.press('Control+l');
  await signIn(page, who);
}

/** The number on a tile of the workbench. */
const tile = (page: Page, name: string) => page.getByRole('group', { name: '今天的数字' }).getByText(name);

test('a complaint that names a clerk is gone for the clerk at once, and only for the clerk', async ({
  branchApp: { page, electron },
}) => {
  test.setTimeout(180_000);
  const network = await withoutNetwork(electron);
  await signIn(page, 'supervisor');
  const [clerk, head] = [await idOf(page, counter.name), await idOf(page, supervisor.name)];
  const earlier = await registerForm(page, { ...conduct, reasonId: 'reason.pricing', facts: '年费', matter: '年费' });

  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill(conduct.party.name);
  await page.getByRole('textbox', { name: '一句话概括' }).fill(conduct.matter);
  const involved = page.getByRole('group', { name: '涉及的员工' });
  await involved.getByRole('button', { name: counter.name }).click();
  await expect(page.getByText('点名的同事看不到这件投诉，也不能经手')).toBeVisible();
  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();
  const page1 = await ask(page, 'history.page', { ...everything, offset: 0, limit: 10 });
  const hidden = page1.rows.find((row) => row.matter === conduct.matter);
  if (!hidden) throw new Error('not registered');
  const { caseId, number } = hidden;

  // Assigning it to the clerk: not offered in the dialog, refused behind it.
  await openCase(page, number);
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '换承办人' }).click();
  const dialog = page.getByRole('dialog', { name: '换承办人' });
  await expect(dialog.getByRole('radio', { name: `${counter.name} · 被投诉` })).toBeDisabled();
  await expect(dialog.getByRole('radio', { name: supervisor.name })).toBeEnabled();
  await page.keyboard.press('Escape');
  expect(await call(page, 'case.assign', { commandId: newId(), caseId, ownerId: clerk, reason: '' })).toMatchObject({
    error: { code: 'case.recused' },
  });
  await ask(page, 'case.accept', {
    commandId: newId(),
    caseId,
    complexity: 'simple',
    complexityReason: '',
    ownerId: head,
  });

  await changeHands(page, 'counter');
  await expect(tile(page, '在办')).toBeVisible();
  const today = await ask(page, 'workbench.today', {});
  expect(today.counts).toMatchObject({ open: 1, registeredToday: 1 });
  await expect(page.getByRole('main')).not.toContainText(conduct.matter);
  for (const text of [number, '欧阳', 'oyrl', '斥责', '5678', counter.name]) {
    const { hits } = await ask(page, 'history.search', { text, filter: everything.filter, limit: 20 });
    expect(hits.map((hit) => hit.row.caseId)).not.toContain(caseId);
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill(number);
  await expect(page.getByRole('option').filter({ hasText: number })).toBeHidden();
  await page.keyboard.press('Escape');
  const listed = await ask(page, 'history.page', { ...everything, offset: 0, limit: 10 });
  expect(listed).toMatchObject({ total: 1, rows: [{ caseId: earlier.caseId }] });
  const person = await ask(page, 'history.person', { caseId: earlier.caseId, partyIndex: 0 });
  expect(person.cases.map(({ row }) => row.caseId)).toEqual([earlier.caseId]);
  const unknown = await call(page, 'case.get', { caseId: newId() });
  expect(unknown).toMatchObject({ ok: false, error: { code: 'case.notFound' } });
  expect(await call(page, 'case.get', { caseId })).toEqual(unknown);
  expect(await call(page, 'case.addNote', { commandId: newId(), caseId, staffText: 'x' })).toEqual(unknown);
  expect(await call(page, 'approval.show', { caseId })).toEqual(unknown);

  await changeHands(page, 'supervisor');
  expect((await ask(page, 'history.page', { ...everything, offset: 0, limit: 10 })).total).toBe(2);
  await openCase(page, number);
  expect((await network.attempts()).filter((attempt) => attempt !== '')).toEqual([]);
});

test('a clerk who is named while they look at a case loses it from the screen', async ({ branchApp: { page } }) => {
  await signIn(page, 'counter');
  const clerk = await idOf(page, counter.name);
  const { caseId, number } = await registerForm(page, conduct);
  await openCase(page, number);
  await ask(page, 'case.recordDetails', {
    commandId: newId(),
    caseId,
    changes: { involved: involving(counter.name, clerk) },
  });
  await expect(page.getByText('这台电脑上找不到这件投诉')).toBeVisible();
  await expect(page.getByRole('main')).not.toContainText(number);
  await expect(page.getByRole('main')).not.toContainText(conduct.matter);
});

test('a clerk takes down a complaint of themselves: told before, number and slip after, and then it is gone', async ({
  branchApp: { page, electron },
}) => {
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  await page.getByRole('textbox', { name: '姓名', exact: true }).fill(conduct.party.name);
  await page.getByRole('textbox', { name: '一句话概括' }).fill(conduct.matter);
  await page.getByRole('group', { name: '涉及的员工' }).getByRole('button', { name: counter.name }).click();
  await expect(page.getByText('您在给自己登记投诉：登记后您就看不到它了。')).toBeVisible();
  await page.getByRole('button', { name: '登记', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: '登记好了' })).toBeVisible();
  await expect(page.getByText('投诉涉及您本人，从现在起您看不到它了。')).toBeVisible();
  await expect(page.getByRole('button', { name: '打开案件' })).toBeHidden();
  await expect(page.getByText(/ZJ07-\d{6}-A\d{3}-[0-9A-Z]/)).toBeVisible();

  // The paper comes out; which printer there is does not matter here.
  await electron.evaluate(({ app }) => {
    app.on('web-contents-created', (_event, contents) => {
      contents.print = (_options, done) => done?.(true, '');
    });
  });
  await page.getByRole('button', { name: '打印回执', exact: true }).click();
  await expect(page.getByText(/第 1 份/)).toBeVisible();
  await page.getByRole('button', { name: '下一位' }).click();
  const { total } = await ask(page, 'history.page', { ...everything, offset: 0, limit: 10 });
  expect(total).toBe(0);

  await changeHands(page, 'supervisor');
  const { rows } = await ask(page, 'history.page', { ...everything, offset: 0, limit: 10 });
  expect(rows).toMatchObject([{ matter: conduct.matter }]);
  await openCase(page, rows[0]?.number ?? '');
  await expect(page.getByText('网点里能审批的人都要回避')).toBeHidden();
});

test('a superior and declared relations are kept with people, and keep them from a case', async ({
  branchApp: { page },
}) => {
  test.setTimeout(120_000);
  await signIn(page, 'supervisor');
  const clerk = await idOf(page, counter.name);
  await page.keyboard.press('Control+6');
  await page.getByRole('tab', { name: '人员' }).click();
  await page.getByRole('button', { name: '添加人员' }).click();
  const add = page.getByRole('dialog');
  await add.getByLabel('姓名').fill('周平');
  await add.getByLabel('初始密码').first().fill('green-lamp-55');
  await add.getByLabel(/再输|再次/).fill('green-lamp-55');
  await add.getByRole('button', { name: '添加' }).last().click();
  await expect(add).toBeHidden();

  await page.getByRole('button', { name: `${counter.name} 的上级与关系` }).click();
  const ties = page.getByRole('dialog', { name: `${counter.name} 的上级与关系` });
  await ties.getByRole('radio', { name: supervisor.name }).click();
  await ties.getByRole('group', { name: '申报的关系' }).getByRole('button', { name: '周平' }).click();
  await ties.getByRole('radio', { name: '配偶' }).click();
  await ties.getByRole('button', { name: '保存' }).click();
  await expect(ties).toBeHidden();
  await expect(page.getByRole('listitem').filter({ hasText: counter.name })).toContainText(`上级 ${supervisor.name}`);

  const { caseId, number } = await registerForm(page, { ...conduct, involved: involving(counter.name, clerk) });
  await openCase(page, number);
  await expect(page.getByText('网点里能审批的人都要回避。请报请上级机构派人处理；期限照常计算。')).toBeVisible();
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '换承办人' }).click();
  const dialog = page.getByRole('dialog', { name: '换承办人' });
  for (const name of [`${counter.name} · 被投诉`, '周平 · 申报关系', `${supervisor.name} · 直接上级`]) {
    await expect(dialog.getByRole('radio', { name })).toBeDisabled();
  }
  const related = { commandId: newId(), caseId, ownerId: await idOf(page, '周平'), reason: '' };
  expect(await call(page, 'case.assign', related)).toMatchObject({
    error: { code: 'case.related', reason: 'spouse', person: '周平', employee: counter.name },
  });
});
