/** A closed case becomes a practice customer whom nobody can recognise; a colleague practises with it, and is told something about an exam. */
import type { Page } from '@playwright/test';
import type { SketchStartView } from '../../src/shared/contract/training';
import { ask, call } from './bridge';
import { expect, launch, test } from './fixtures';
import { casesIn, changeTo, counter, goTo, officer, openCase, signInTo, supervisor } from './tour/steps';

const name = '老周';
const opening = '我就是来问一句，那笔钱怎么还没到？';

/** The newest closed case of which practice may be made. */
async function usable(page: Page): Promise<{ readonly number: string; readonly start: SketchStartView }> {
  for (const { caseId, number } of await casesIn(page, 'closed')) {
    const reply = await call(page, 'training.sketch', { caseId });
    if (reply.ok) return { number, start: reply.value };
  }
  throw new Error('no closed case of the sample branch may be practised');
}

async function toOwnCase(page: Page, number: string): Promise<void> {
  await openCase(page, number);
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '拿这件事做练习' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '本网点案例' })).toBeVisible();
}

/** From the first rating to the comments, by keys alone. */
async function playToEnd(page: Page): Promise<void> {
  await expect(page.getByRole('region', { name: '客户' })).toBeVisible();
  const told = page.getByRole('heading', { name: '点评' });
  const choices = page.getByRole('list', { name: '您怎么做' }).getByRole('button');
  for (let step = 1; !(await told.isVisible()); step += 1) {
    await page.keyboard.press(step === 5 ? 'F10' : (await choices.count()) === 0 ? 'Alt+2' : '1');
    await expect(told.or(page.getByText(`第 ${step + 1} 步`, { exact: false }))).toBeVisible();
  }
}

test('a half-written practice customer survives a kill, is practised by keyboard, and an exam gets a note that survives one too', async ({
  profile,
}) => {
  test.setTimeout(300_000);
  const app = await launch({ userData: profile, args: ['--demo'] });
  const { page } = app;
  await expect(page.getByRole('heading', { name: '请选择您是谁' })).toBeVisible({ timeout: 120_000 });
  await signInTo(page, officer);
  const { number, start } = await usable(page);
  await toOwnCase(page, number);
  await expect(page.getByRole('textbox', { name: '开口第一句（中文）' })).toHaveValue(start.opening);
  await page.getByRole('textbox', { name: '客户叫什么（编一个）（中文）' }).fill(name);
  const about = page.getByRole('textbox', { name: '柜台上看得到的样子（中文）' });
  await about.fill('六十来岁，拎个布袋');
  await about.press('Home');
  await about.press('ArrowRight');
  const left = `own:${(await casesIn(page, 'closed')).find((one) => one.number === number)?.caseId ?? ''}`;
  await expect.poll(async () => JSON.stringify(await ask(page, 'typed.read', { of: left }))).toMatch(/布袋.*"start":1/);
  await app.kill();

  const again = await launch({ userData: profile, args: ['--demo'] });
  const next = again.page;
  await signInTo(next, officer);
  await toOwnCase(next, number);
  await expect(next.getByText('上次没写完的还在下面')).toBeVisible();
  await expect(next.getByRole('textbox', { name: '客户叫什么（编一个）（中文）' })).toHaveValue(name);
  // The cursor is where it was.
  await expect(next.getByRole('textbox', { name: '柜台上看得到的样子（中文）' })).toBeFocused();
  await next.keyboard.insertText('约');
  await expect(next.getByRole('textbox', { name: '柜台上看得到的样子（中文）' })).toHaveValue('六约十来岁，拎个布袋');

  // What names somebody is found, at its field.
  const phone = '13912345678';
  await next.getByRole('textbox', { name: '开口第一句（中文）' }).fill(`${opening}我电话${phone}`);
  await next.getByRole('textbox', { name: '经过，一行一段，最多四段（中文）' }).fill('等了好几天\n打电话也没人接');
  await next.getByRole('textbox', { name: '心里真正的事（点评时才说）（中文）' }).fill('孩子等着交学费');
  for (const box of await next.getByRole('group', { name: '请一条一条看过再打勾' }).getByRole('button').all())
    await box.click();
  await next.getByRole('button', { name: '存成练习' }).click();
  await expect(next.getByText(`这里还认得出人：${phone}。改掉再存`).first()).toBeVisible();
  await next.getByRole('textbox', { name: '开口第一句（中文）' }).fill(opening);
  await next.getByRole('button', { name: '存成练习' }).click();
  await expect(next.getByRole('heading', { level: 1, name: '练习' })).toBeVisible();
  await expect.poll(() => ask(next, 'typed.read', { of: left })).toEqual({ forms: {} });

  // A colleague at the counter, by keyboard.
  await changeTo(next, counter);
  await goTo(next, 9, '练习');
  await next.getByRole('radio', { name: '学习', exact: true }).focus();
  await next.keyboard.press('ArrowRight');
  await next.getByRole('radio', { name: '随机' }).focus();
  const own = next.getByRole('radio', { name: `${name}（本网点案例）` });
  while (!(await own.isChecked())) await next.keyboard.press('ArrowRight');
  await next.getByRole('button', { name: '开始', exact: true }).focus();
  await next.keyboard.press('Enter');
  await expect(next.getByRole('region', { name: '客户' })).toContainText('那笔钱怎么还没到');
  await playToEnd(next);
  await expect(next.getByRole('heading', { name: '两个转折' })).toBeVisible();
  await expect(next.getByText('孩子等着交学费')).toBeVisible();
  // Nothing of the case came along, and nothing went back to it.
  await expect(next.getByRole('main')).not.toContainText(number);

  // An exam that is shown gets a note; half of one is there after a kill.
  await goTo(next, 9, '练习');
  await next.getByRole('radio', { name: '考核', exact: true }).click();
  await next.getByRole('button', { name: '开始', exact: true }).focus();
  await next.keyboard.press('Enter');
  await playToEnd(next);
  await next.getByRole('button', { name: '给负责人看' }).click();
  await expect(next.getByText('负责人看得到这次考核')).toBeVisible();
  await changeTo(next, supervisor);
  await goTo(next, 9, '练习');
  await next.getByRole('button', { name: '写点评' }).click();
  const note = next.getByRole('textbox', { name: `给${counter}的点评` });
  await note.fill('先听完再说，做得好');
  const { candidates } = await ask(next, 'training.candidates', {});
  const shown = candidates[0];
  const noteOf = `note:${shown?.userId ?? ''}:${shown?.script.code ?? ''}`;
  await expect.poll(async () => JSON.stringify(await ask(next, 'typed.read', { of: noteOf }))).toContain('做得好');
  await again.kill();

  const last = await launch({ userData: profile, args: ['--demo'] });
  await signInTo(last.page, supervisor);
  await goTo(last.page, 9, '练习');
  await expect(last.page.getByRole('textbox', { name: `给${counter}的点评` })).toHaveValue('先听完再说，做得好');
  await last.page.getByRole('button', { name: '存点评' }).click();
  await expect(last.page.getByText('先听完再说，做得好')).toBeVisible();
  await expect.poll(() => ask(last.page, 'typed.read', { of: noteOf })).toEqual({ forms: {} });
  await changeTo(last.page, counter);
  await goTo(last.page, 9, '练习');
  await expect(last.page.getByText(`${supervisor}的点评：`)).toBeVisible();
  await expect(last.page.getByText('先听完再说，做得好')).toBeVisible();
  await last.close();
});
