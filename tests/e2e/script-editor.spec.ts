/** The library of scripts: read one, say a line in the branch's own words, write a draft, see what is wrong with it, send it to review. */
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

  // A draft: a way to nowhere is found at its step, and nothing is sent to review with it.
  await page.getByRole('button', { name: '返回' }).first().click();
  await page.getByRole('searchbox', { name: '找话术' }).fill('SVC-01');
  await page.getByRole('button', { name: /SVC-01/ }).click();
  await page.getByRole('tab', { name: '草稿' }).click();
  await page.getByRole('button', { name: '开始写草稿' }).click();
  await page.getByRole('radio', { name: '列表' }).click();
  const steps = page.getByRole('list', { name: '话术的步骤' });
  await steps.getByRole('button', { name: /again/ }).click();
  await page.getByRole('button', { name: '删去这一步' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: '删去这一步' }).click();
  await expect(steps.getByRole('button', { name: /again/ })).toBeHidden();
  const clock = steps.getByRole('button', { name: /clock/ });
  await expect(clock).toContainText('1 个错误');
  await clock.click();
  await expect(page.getByRole('region', { name: '步骤 clock 的检查结果' })).toContainText('通到一个没有的步骤');
  await page.getByRole('tab', { name: '审核与变化' }).click();
  await expect(page.getByRole('button', { name: '送审' })).toBeDisabled();
  await expect(page.getByRole('list', { name: '还缺' })).toContainText('检查还有错误');

  // Begun again, with another greeting: kept on leaving the field, also when the program dies.
  await page.getByRole('tab', { name: '草稿' }).click();
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
