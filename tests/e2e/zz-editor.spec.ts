import { expect, launch, test } from './fixtures';
import { setLook } from './pages/look';
import { runAxe } from './pages/axe';
import { ask } from './bridge';
import { goTo, officer, signInTo, casesIn, openCase } from './tour/steps';

const out = '/tmp/s/shots/editor/';
test('shots', async ({ profile }) => {
  test.setTimeout(400_000);
  const app = await launch({ userData: profile, args: ['--demo'] });
  const { page } = app;
  await expect(page.getByRole('heading', { name: '请选择您是谁' })).toBeVisible({ timeout: 120_000 });
  await signInTo(page, officer);
  const axe: string[] = [];
  const shot = async (name: string, full = true) => {
    const { violations } = await runAxe(page);
    axe.push(`${name}: ${JSON.stringify(violations)}`);
    await page.screenshot({ path: `${out}${name}.png`, fullPage: full });
  };
  const closed = [...(await casesIn(page, 'closed'))];
  await goTo(page, 0, '话术库');
  await page.getByRole('button', { name: '新写一个话术…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '加一个条件' }).click();
  await shot('create-zh', false);
  await page.keyboard.press('Escape');
  await ask(page, 'scripts.begin', { commandId: '01900000-0000-7000-8000-000000000001', code: 'SVC-01' });
  await page.getByRole('button', { name: /SVC-01/ }).click();
  await page.getByRole('tab', { name: '草稿' }).click();
  const map = page.getByRole('group', { name: '话术的步骤' });
  await map.getByRole('group', { name: '分岔 S5 ways' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '分岔 · ways' })).toBeVisible();
  const tall = async (name: string) => {
    await shot(`${name}-top`, false);
    const main = page.locator('main');
    await main.evaluate((el) => { for (const e of [el, ...el.querySelectorAll('*')]) if (e.scrollHeight > e.clientHeight + 100 && getComputedStyle(e).overflowY !== 'visible') e.scrollTop = 700; });
    await shot(`${name}-mid`, false);
  };
  await tall('steps-zh');
  await page.getByRole('radio', { name: '特殊客户' }).click();
  await tall('variants-zh');
  await page.getByRole('radio', { name: '必问与事实' }).click();
  await tall('facts-zh');
  await page.getByRole('radio', { name: '推荐与收尾' }).click();
  await tall('frame-zh');
  await setLook(page, { language: 'en', colourMode: 'dark' });
  await shot('frame-en', false);
  await page.getByRole('radio', { name: 'Legal points' }).click();
  await tall('law-en');
  await page.getByRole('radio', { name: 'Steps', exact: true }).click();
  await map.or(page.getByRole('group', { name: 'Steps of the script' })).first().waitFor();
  await tall('steps-en');
  await setLook(page, { language: 'zh-CN', colourMode: 'light' });
  for (const row of closed) {
    const reply = await page.evaluate(async (caseId) => (window as never as { xianting: { call: (n: string, i: unknown) => Promise<{ ok: boolean; error?: unknown }> } }).xianting.call('training.sketch', { caseId }), row.caseId);
    axe.push(JSON.stringify(reply).slice(0, 700));
    if (!reply.ok) continue;
    await openCase(page, row.number);
    await page.getByRole('button', { name: '更多' }).first().click();
    await page.getByRole('menuitem', { name: '拿这件事做练习' }).click();
    await expect(page.getByRole('button', { name: '存成练习' })).toBeVisible();
    await tall('own-zh');
    await setLook(page, { language: 'en', colourMode: 'dark' });
    await tall('own-en');
    break;
  }
  (await import('node:fs')).writeFileSync(`${out}axe.txt`, axe.join('\n'));
  await app.close();
});
