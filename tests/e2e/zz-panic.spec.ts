import { mkdirSync } from 'node:fs';
import { ask, newId } from './bridge';
import { test, expect } from './fixtures';
import { signIn } from './pages/setup-page';
import { setLook } from './pages/look';

test('look', async ({ branchApp: app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  mkdirSync('/tmp/s/shots/panic', { recursive: true });
  const size = (width: number, height: number) =>
    app.electron.evaluate(({ BrowserWindow }, [w, h]) => {
      BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().startsWith('app://ui/'))?.setContentSize(w!, h!);
    }, [width, height]);
  await signIn(page, 'supervisor');
  const talk = await ask(page, 'conversation.start', { commandId: newId(), script: 'SVC-01', draftId: null, caseId: null });
  const rated = await ask(page, 'conversation.step', { commandId: newId(), id: talk.id, seq: talk.seq, act: { type: 'rated', level: 3, distress: ['shaking'] } });
  await ask(page, 'conversation.step', { commandId: newId(), id: talk.id, seq: rated.seq, act: { type: 'factSet', fact: 'matter', value: '等了七十分钟' } });
  await page.keyboard.press('Control+Shift+F12');
  await size(1366, 768);
  await expect(page.locator('[data-help-screen]')).toHaveAttribute('data-help-screen', 'on');
  await page.screenshot({ path: '/tmp/s/shots/panic/card.png' });
  await page.keyboard.press('Shift+Escape');
  await page.getByRole('button', { name: '已拨打110' }).waitFor();
  await page.keyboard.press('Alt+1');
  await page.getByLabel('自己写一句').fill('对方坐在大厅，没有动手');
  await page.keyboard.press('Enter');
  await page.getByLabel('打人、抢夺、限制他人离开').check();
  await page.screenshot({ path: '/tmp/s/shots/panic/log-zh.png' });
  await page.keyboard.press('Control+1');
  await page.waitForTimeout(800);
  await page.screenshot({ path: '/tmp/s/shots/panic/bar-zh.png' });
  await page.keyboard.press('Control+8');
  await page.waitForTimeout(1500);
  await page.screenshot({ path: '/tmp/s/shots/panic/player-zh.png' });
  const [one] = (await ask(page, 'incident.list', {})).incidents;
  await ask(page, 'incident.open', { commandId: newId(), caseId: null, words: '演练' });
  await page.getByRole('navigation').getByText('事件').click();
  await setLook(page, { language: 'en', colourMode: 'dark' });
  await size(1280, 720);
  await page.waitForTimeout(800);
  await page.screenshot({ path: '/tmp/s/shots/panic/log-en.png' });
  await page.locator('#main').evaluate((e) => e.scrollTo(0, 9999));
  await page.waitForTimeout(300);
  await page.screenshot({ path: '/tmp/s/shots/panic/log-en-2.png' });
  await ask(page, 'incident.close', { commandId: newId(), id: one!.id, outcome: 'over', words: '走了，柜员休息半天' });
});
