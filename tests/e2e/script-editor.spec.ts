/** The library of scripts: read one, say a line in the branch's own words, write a draft, see what is wrong with it, send it to review. */
import type { Locator, Page } from '@playwright/test';
import { ask } from './bridge';
import { expect, launch, test } from './fixtures';
import { changeTo, goTo, officer, signInTo, supervisor } from './tour/steps';

test('an officer reads, rewords and changes a script, and what must be told stays told', async ({ profile }) => {
  test.setTimeout(240_000);
  const app = await launch({ userData: profile, args: ['--demo'] });
  const { page } = app;
  await expect(page.getByRole('heading', { name: '请选择您是谁' })).toBeVisible({ timeout: 120_000 });
  await signInTo(page, officer);

  await goTo(page, 0, '话术库');
  await expect(page.getByRole('status').filter({ hasText: /^\d\d 个话术$/ })).toBeVisible();
  // By initials: 排队.
  await page.getByRole('searchbox', { name: '找话术' }).fill('pdsj');
  await expect(page.getByRole('status').filter({ hasText: /^1 个话术$/ })).toBeVisible();
  await page.getByRole('button', { name: /SVC-01/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'SVC-01 排队时间长' })).toBeVisible();

  // The map and the list choose the same step.
  const map = page.getByRole('group', { name: '话术的步骤' });
  await expect(map.getByRole('group', { name: '说 S2 greet' })).toBeVisible();
  await map.getByRole('group', { name: '说 S2 greet' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: '说 · greet' })).toContainText('您的号给我看看');
  await map.getByRole('group', { name: '问 S2 ticket' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: '问 · ticket' })).toBeVisible();
  await page.getByRole('radio', { name: '列表' }).click();
  await page.getByRole('list', { name: '话术的步骤' }).getByRole('button', { name: /sorry/ }).click();
  const sorry = page.getByRole('region', { name: '说 · sorry' });
  await expect(sorry.getByRole('article', { name: '情绪 2 级的说法' })).toContainText('搁谁都来气');

  // Own wording: what must be told stays.
  await page.getByRole('button', { name: '返回' }).first().click();
  await page.getByRole('searchbox', { name: '找话术' }).fill('SUB-01');
  await page.getByRole('button', { name: /SUB-01/ }).click();
  await page.getByRole('radio', { name: '列表' }).click();
  await page
    .getByRole('list', { name: '话术的步骤' })
    .getByRole('button', { name: /routes/ })
    .click();
  const routes = page.getByRole('article', { name: '平常的说法' });
  await expect(routes).toContainText('必须告知');
  await routes.getByRole('button', { name: '换成本网点的说法' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem').filter({ hasText: '监管部门（12378）' })).toBeVisible();
  const zh = dialog.getByRole('textbox', { name: '普通话' });
  await zh.fill('答复您不认可，可以申请我们上级复核，也可以找调解、上法院。都写在单子上。');
  await expect(dialog.getByText(/必须告知的“监管部门（12378）”不见了/)).toBeVisible();
  await dialog.getByRole('button', { name: '用这个说法' }).click();
  await expect(dialog).toBeVisible();
  await zh.fill('答复您要是不认，能找我们上级复核，能去调解、上法院，也能打12378，都在单子上。');
  await dialog.getByRole('button', { name: '用这个说法' }).click();
  await expect(dialog).toBeHidden();
  await expect(routes).toContainText('本网点说法');
  const { pack } = await ask(page, 'scripts.playable', { code: 'SUB-01', draft: false });
  expect(pack.lines['SUB-01.routes']?.zh).toContain('答复您要是不认');

  // A draft: no step is taken out that others lead to without another way on, and it says which.
  await page.getByRole('button', { name: '返回' }).first().click();
  await page.getByRole('searchbox', { name: '找话术' }).fill('SVC-01');
  await page.getByRole('button', { name: /SVC-01/ }).click();
  await page.getByRole('tab', { name: '草稿' }).click();
  await page.getByRole('button', { name: '开始写草稿' }).click();
  await page.getByRole('radio', { name: '列表' }).click();
  const steps = page.getByRole('list', { name: '话术的步骤' });
  await steps.getByRole('button', { name: /again/ }).click();
  await page.getByRole('button', { name: '删去这一步' }).click();
  await expect(page.getByRole('alert').filter({ hasText: '不能删：clock 通到这里' })).toBeVisible();
  // One that has a single way on goes, and is there again after a step back.
  await steps.getByRole('button', { name: /ticket/ }).click();
  await page.getByRole('button', { name: '删去这一步' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '删去这一步' }).click();
  await expect(steps.getByRole('button', { name: /ticket/ })).toBeHidden();
  // What is always asked is asked nowhere now: nothing is sent to review with it.
  await expect(page.getByRole('list', { name: '检查结果', exact: true })).toContainText('必问的没有问');
  await page.getByRole('tab', { name: '审核与变化' }).click();
  await expect(page.getByRole('button', { name: '送审' })).toBeDisabled();
  await expect(page.getByRole('list', { name: '还缺' })).toContainText('检查还有错误');
  await page.getByRole('tab', { name: '草稿' }).click();
  await page.getByRole('button', { name: '撤销一步' }).click();
  await page.getByRole('radio', { name: '列表' }).click();
  await expect(steps.getByRole('button', { name: /ticket/ })).toBeVisible();

  // Begun again, with another greeting: kept on leaving the field, also when the program dies.
  await page.getByRole('button', { name: '丢弃草稿' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '丢弃草稿' }).click();
  await page.getByRole('button', { name: '开始写草稿' }).click();
  const angry = page.getByRole('group', { name: '情绪 2 级的说法' });
  await angry.getByRole('textbox', { name: '普通话' }).fill('您好，我是{{staff.name}}。号的事归我管，您说。');
  await angry.getByRole('textbox', { name: '普通话' }).blur();
  await page.getByRole('textbox', { name: '版本' }).fill('1.0.1');
  await page.getByRole('textbox', { name: '改了什么' }).fill('招呼说得短一点');
  await page.getByRole('textbox', { name: '改了什么' }).blur();
  await expect
    .poll(async () => (await ask(page, 'scripts.read', { code: 'SVC-01' })).draft?.source.changeNote)
    .toBe('招呼说得短一点');
  await page.getByRole('tab', { name: '审核与变化' }).click();
  await expect(page.getByRole('region', { name: '对情绪 2 级的客户' })).toContainText('说法变了：greet');
  await expect(page.getByRole('region', { name: '对情绪 1 级的客户' })).toBeHidden();
  await page.getByRole('button', { name: '送审' }).click();
  await expect(page.getByRole('heading', { name: '现在：审核中' })).toBeVisible();
  await page.getByRole('button', { name: '记下法律合规签字' }).click();
  await expect(page.getByText('请写签字人的姓名')).toBeVisible();
  await page.getByRole('textbox', { name: '签字人姓名' }).fill('周法务');
  await page.getByRole('button', { name: '记下法律合规签字' }).click();
  await expect(page.getByRole('list', { name: '签字' })).toContainText('周法务');
  await app.kill();

  const again = await launch({ userData: profile, args: ['--demo'] });
  await signInTo(again.page, supervisor);
  await goTo(again.page, 0, '话术库');
  await again.page.getByRole('button', { name: /SVC-01/ }).click();
  await again.page.getByRole('tab', { name: '审核与变化' }).click();
  await expect(again.page.getByRole('list', { name: '签字' })).toContainText('周法务');
  await changeTo(again.page, officer);
  await again.close();
});

test('a script is tried out with a customer whose mood changes', async ({ profile }) => {
  test.setTimeout(240_000);
  const app = await launch({ userData: profile, args: ['--demo'] });
  const { page } = app;
  await expect(page.getByRole('heading', { name: '请选择您是谁' })).toBeVisible({ timeout: 120_000 });
  await signInTo(page, officer);
  await goTo(page, 0, '话术库');
  await page.getByRole('button', { name: /SVC-01/ }).click();
  await page.getByRole('tab', { name: '试演' }).click();
  const step = page.getByRole('region', { name: '现在这一步' });
  await page.getByRole('radio', { name: /愤怒/ }).click();
  await step.getByRole('button', { name: '说了' }).click();
  await step.getByRole('textbox').fill('A037');
  await step.getByRole('button', { name: '记下' }).click();
  await step.getByRole('textbox').fill('40');
  await step.getByRole('button', { name: '记下' }).click();
  await expect(step).toContainText('等了40分钟，没个准话，搁谁都来气');
  await step.getByRole('button', { name: '说了' }).click();
  await page.getByRole('radio', { name: /愤怒/ }).click();
  await expect(page.getByRole('list', { name: '走过的步骤' })).toContainText('aside');
  await app.close();
});

test('an officer writes a new script, and half a word of it survives', async ({ profile }) => {
  test.setTimeout(300_000);
  const app = await launch({ userData: profile, args: ['--demo'] });
  const { page } = app;
  await expect(page.getByRole('heading', { name: '请选择您是谁' })).toBeVisible({ timeout: 120_000 });
  await signInTo(page, officer);
  await goTo(page, 0, '话术库');
  await page.getByRole('button', { name: '新写一个话术…' }).click();
  const dialog = page.getByRole('dialog', { name: '新写一个话术' });
  await dialog.getByRole('textbox', { name: '编号' }).fill('SVC-01');
  await expect(dialog.getByText('这个编号已经用了，请换一个')).toBeVisible();
  await dialog.getByRole('textbox', { name: '编号' }).fill('SVC-06');
  await dialog.getByRole('textbox', { name: '标题（中文）' }).fill('停车费争议');
  await dialog.getByRole('textbox', { name: '标题（英文）' }).fill('Parking fee');
  await dialog.getByRole('textbox', { name: '什么时候用（中文）' }).fill('门口停车被收费');
  await dialog.getByRole('textbox', { name: '什么时候用（英文）' }).fill('Charged for parking at the door');
  // The condition says at once what is wrong with it, and what it means.
  await dialog.getByRole('button', { name: '加一个条件' }).click();
  await pick(dialog, '看什么', '客户说到的词');
  await dialog.getByRole('textbox', { name: '哪几个（用顿号隔开）' }).fill('停、停车费');
  await dialog.getByRole('textbox', { name: '哪几个（用顿号隔开）' }).blur();
  await expect(dialog.getByRole('status')).toContainText('客户说到 停、停车费 之一');
  await expect(dialog.getByRole('alert')).toContainText('推荐用词太短');
  await dialog.getByRole('textbox', { name: '哪几个（用顿号隔开）' }).fill('停车费、停车场');
  await dialog.getByRole('textbox', { name: '哪几个（用顿号隔开）' }).blur();
  await expect(dialog.getByRole('alert')).toBeHidden();
  await dialog.getByRole('button', { name: '开始写' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'SVC-06 停车费争议' })).toBeVisible();

  // By keyboard alone: a new step behind the wish, of another kind than a line.
  await page.getByRole('radio', { name: '列表' }).click();
  const steps = page.getByRole('list', { name: '话术的步骤' });
  await steps.getByRole('button', { name: /want/ }).press('Enter');
  await page.getByRole('button', { name: '在后面加一步' }).press('Enter');
  const adding = page.getByRole('group', { name: '在后面加一步' });
  await pick(adding, '哪一种步骤', '核对');
  await adding.getByRole('textbox', { name: '步骤的名字' }).fill('papers');
  await adding.getByRole('textbox', { name: '这一步的文字（中文）' }).fill('看停车小票');
  await adding.getByRole('textbox', { name: '这一步的文字（英文）' }).fill('Look at the parking ticket');
  await adding.getByRole('button', { name: '加上' }).press('Enter');
  await expect(page.getByRole('heading', { name: '核对 · papers' })).toBeVisible();
  // A way of its own, with a condition that is built and read back as a sentence.
  await page.getByRole('button', { name: '加一条去向' }).press('Enter');
  const first = page.getByRole('group', { name: '第 1 条', exact: true });
  await expect(first.getByRole('status')).toContainText('情绪 2 级及以上');
  await pick(first, '看什么', '风险标识');
  await pick(first, '是什么', '高龄');
  await expect(first.getByRole('status')).toContainText('有“高龄”标识');
  await expect
    .poll(async () => (await ask(page, 'scripts.read', { code: 'SVC-06' })).draft?.source.nodes['papers'])
    .toMatchObject({ next: [{ when: { flag: 'elderly' } }, { else: true }] });
  await page.getByRole('heading', { name: '核对 · papers' }).click();
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect
    .poll(async () => (await ask(page, 'scripts.read', { code: 'SVC-06' })).draft?.source.nodes['papers'])
    .toMatchObject({ next: 'offer' });

  // A promise by its fields alone; one step back takes the latest part of it.
  const promises = page.getByRole('region', { name: '承诺', exact: true });
  await promises.getByRole('button', { name: '加一个承诺' }).press('Enter');
  await promises.getByRole('textbox', { name: '答应做什么（中文）' }).fill('把小票的事问清楚');
  await promises.getByRole('textbox', { name: '答应做什么（英文）' }).fill('Ask about the ticket');
  await promises.getByRole('textbox', { name: '答应做什么（英文）' }).blur();
  await promises.getByRole('radio', { name: '规则里的期限' }).click();
  await pick(promises, '哪个期限', '受理告知');
  const kept = async () => (await ask(page, 'scripts.read', { code: 'SVC-06' })).draft?.source.nodes['papers'];
  const what = { zh: '把小票的事问清楚', en: 'Ask about the ticket' };
  await expect.poll(kept).toMatchObject({ promises: [{ what, owner: 'self', due: { deadline: 'acceptanceNote' } }] });
  await page.getByRole('heading', { name: '核对 · papers' }).click();
  await page.keyboard.press('Control+z');
  await expect.poll(kept).toMatchObject({ promises: [{ what, due: { deadline: 'decision' } }] });
  await page.keyboard.press('Control+y');
  await expect.poll(kept).toMatchObject({ promises: [{ what, due: { deadline: 'acceptanceNote' } }] });

  // The check speaks while somebody types.
  await page.getByRole('radio', { name: '列表' }).click();
  await steps.getByRole('button', { name: /offer/ }).click();
  const usual = page.getByRole('group', { name: '平常的说法' });
  await usual.getByRole('textbox', { name: '普通话' }).fill('投诉也没用，我现在就办。');
  await expect(page.getByRole('region', { name: '步骤 offer 的检查结果' })).toContainText('阻拦投诉');
  await usual.getByRole('textbox', { name: '普通话' }).fill('小票上的钱，我现在就给您去问收费员。');
  await usual.getByRole('textbox', { name: '普通话' }).blur();

  // A legal point, of which half is written when the program dies.
  await page.getByRole('radio', { name: '法律要点' }).click();
  await page.getByRole('button', { name: '加一条' }).click();
  await page.getByRole('textbox', { name: '出处：哪部法、第几条（中文）' }).fill('《价格法》第十三条');
  await expect.poll(async () => JSON.stringify((await typedFor(page, 'SVC-06')).forms)).toContain('价格法');
  await app.kill();

  const again = await launch({ userData: profile, args: ['--demo'] });
  await signInTo(again.page, officer);
  await goTo(again.page, 0, '话术库');
  await again.page.getByRole('button', { name: /SVC-06/ }).click();
  await again.page.getByRole('radio', { name: '法律要点' }).click();
  await expect(again.page.getByRole('textbox', { name: '出处：哪部法、第几条（中文）' })).toHaveValue(
    '《价格法》第十三条',
  );
  await again.page.getByRole('textbox', { name: '出处（英文）' }).fill('Price Act, Art. 13');
  await again.page.getByRole('textbox', { name: '说了什么（中文）' }).fill('收费要明码标价');
  await again.page.getByRole('textbox', { name: '说了什么（英文）' }).fill('Charges are displayed');
  await again.page.getByRole('textbox', { name: '说了什么（英文）' }).blur();
  await expect
    .poll(async () => (await ask(again.page, 'scripts.read', { code: 'SVC-06' })).draft?.source.law.length)
    .toBe(1);
  await expect(again.page.getByText('没有查出问题')).toBeVisible();

  // And it is played, through the new step.
  await again.page.getByRole('tab', { name: '试演' }).click();
  const step = again.page.getByRole('region', { name: '现在这一步' });
  await again.page.getByRole('radio', { name: /不满/ }).click();
  await step.getByRole('button', { name: '说了' }).click();
  await again.page.getByRole('radio', { name: /不满/ }).click();
  await step.getByRole('textbox').fill('把钱退给我');
  await step.getByRole('button', { name: '记下' }).click();
  await expect(step).toContainText('看停车小票');
  await again.close();
});

/** What stands half-written in the forms of a new script. */
async function typedFor(page: Page, code: string): Promise<{ readonly forms: unknown }> {
  const { draft } = await ask(page, 'scripts.read', { code });
  return ask(page, 'typed.read', { of: draft?.id ?? code });
}

/** Chooses one of many by typing its words. */
async function pick(within: Locator, label: string, words: string): Promise<void> {
  const field = within.getByRole('combobox', { name: label }).first();
  await field.fill(words);
  await within.page().getByRole('option', { name: words, exact: true }).click();
}
