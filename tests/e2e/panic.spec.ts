/** 一键求助: one chord, everywhere, silent, on the medium before anything else; and the incident log that it opens. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { ask, call, newId } from './bridge';
import { expect, launch, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { people, signIn } from './pages/setup-page';
import { connectBranch, joinBranch, syncUntilQuiet } from './support/two-pcs';

const chord = 'Control+Shift+F12';
const card = (page: Page) => page.locator('[data-help-screen]');
const hides = (page: Page) => expect(card(page)).toHaveAttribute('data-help-screen', 'on');
const shows = (page: Page) => expect(card(page)).toHaveAttribute('data-help-screen', 'off');
const leave = (page: Page) => page.keyboard.press('Shift+Escape');

const incidents = async (page: Page) => (await ask(page, 'incident.list', {})).incidents;
/** What the key left on the medium and is no record yet. */
const notes = (profile: string): Promise<readonly string[]> => readdir(path.join(profile, 'help')).catch(() => []);

/** Counts what a person in the hall would hear or see: beeps, system dialogs, notifications, windows that come to the front. */
async function watchForNoise(electron: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await electron.evaluate(({ app, dialog, shell, Notification }) => {
    const heard: string[] = [];
    Reflect.set(globalThis, 'heard', heard);
    shell.beep = () => heard.push('beep');
    for (const name of ['showMessageBox', 'showMessageBoxSync', 'showErrorBox'] as const)
      Reflect.set(dialog, name, () => heard.push(name));
    Notification.prototype.show = () => heard.push('notification');
    app.on('browser-window-created', () => heard.push('window'));
    app.on('browser-window-focus', () => heard.push('focus'));
    app.on('browser-window-blur', () => heard.push('blur'));
  });
  return () => electron.evaluate(() => Reflect.get(globalThis, 'heard') as string[]);
}

/** A talk on the screen, with one rating and a flag. */
async function talkOnScreen({ page }: RunningApp): Promise<string> {
  await signIn(page, 'counter');
  const talk = await ask(page, 'conversation.start', {
    commandId: newId(),
    script: 'SVC-01',
    draftId: null,
    caseId: null,
  });
  const rated = await ask(page, 'conversation.step', {
    commandId: newId(),
    id: talk.id,
    seq: talk.seq,
    act: { type: 'rated', level: 3, distress: ['shaking'] },
  });
  await ask(page, 'conversation.step', {
    commandId: newId(),
    id: talk.id,
    seq: rated.seq,
    act: { type: 'factSet', fact: 'matter', value: '等了七十分钟' },
  });
  await page.keyboard.press('Control+8');
  return talk.id;
}

test('pressed in a talk: the card at once, nothing to hear, one incident, also after a kill and without the database', async ({
  branchApp: app,
  profile,
}) => {
  const talkId = await talkOnScreen(app);
  const { page } = app;
  const noise = await watchForNoise(app.electron);
  await page.keyboard.press(chord);
  await hides(page);
  await expect(card(page)).toBeVisible();
  await expect(card(page)).toHaveText('正在为您登记We are registering your matter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // In a fright one presses twice, and any other key as well.
  await page.keyboard.press(chord);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await hides(page);
  expect(await noise()).toEqual([]);
  await expect.poll(async () => (await notes(profile)).length + (await incidents(page)).length).toBeGreaterThan(0);
  await app.kill();

  await rm(path.join(profile, 'IndexedDB'), { recursive: true });
  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  await expect(again.page.getByText(/这台电脑 .*的事件还没有结束/)).toBeVisible();
  await expect.poll(() => incidents(again.page)).toHaveLength(1);
  const [one] = await incidents(again.page);
  expect(one).toMatchObject({ how: 'key', here: true, byName: people.counter.name, outcome: null });
  const view = await ask(again.page, 'incident.get', { id: one?.id });
  expect(view.talk).toMatchObject({ id: talkId, level: 3, distress: ['shaking'], summary: '等了七十分钟' });
  expect(view.lines.map(({ kind }) => kind)).toEqual(['raised']);
  await expect.poll(() => notes(profile)).toEqual([]);
  await again.close();
});

test('the key marks the talk, staff read it there, and the end of the incident ends it', async ({ branchApp: app }) => {
  const talkId = await talkOnScreen(app);
  const { page } = app;
  await page.keyboard.press(chord);
  await hides(page);
  await expect.poll(async () => (await ask(page, 'conversation.get', { id: talkId })).panic).toBe(true);
  const { steps } = await ask(page, 'conversation.trail', { id: talkId });
  expect(steps.at(-1)).toMatchObject({ kind: 'panic', byName: people.counter.name });

  await leave(page);
  await shows(page);
  await expect(page.getByRole('heading', { level: 1, name: '事件记录' })).toBeVisible();
  await page.getByRole('button', { name: '已拨打110' }).waitFor();
  await page.keyboard.press('Alt+1');
  await expect(page.getByRole('list', { name: '经过' })).toContainText('已拨打110');
  await page.getByLabel('自己写一句').fill('对方坐在大厅，没有动手');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: '经过' })).toContainText('没有动手');
  const [one] = await incidents(page);
  // Who called may say that it was a mistake, not that it is over.
  const over = { commandId: newId(), id: one?.id, outcome: 'over', words: '走了' };
  expect(await call(page, 'incident.close', over)).toMatchObject({ ok: false, error: { code: 'incident.mayNotEnd' } });
  await page.getByRole('button', { name: '误触，没有事件' }).click();
  await expect(page.getByRole('list', { name: '经过' })).toContainText('误触：没有事件');
  expect((await ask(page, 'conversation.get', { id: talkId })).panic).toBe(false);
  // Nothing is taken out of it.
  expect((await ask(page, 'incident.get', { id: one?.id })).lines).toHaveLength(4);
});

test('works at the sign-in page, where it knows the PC and no name', async ({ branchApp: app, profile }) => {
  const { page } = app;
  await page.getByRole('heading', { name: '请选择您是谁' }).waitFor();
  await page.keyboard.press(chord);
  await hides(page);
  await expect.poll(() => notes(profile)).toHaveLength(1);
  await leave(page);
  await shows(page);
  await signIn(page, 'supervisor');
  await expect.poll(() => incidents(page)).toHaveLength(1);
  const [one] = await incidents(page);
  expect(one).toMatchObject({ deviceTag: 'A', byName: '', outcome: null });
  await expect.poll(() => notes(profile)).toEqual([]);
});

test('works over a dialog, behind the privacy card, and from the system, without touching what was typed', async ({
  branchApp: app,
}) => {
  const { page } = app;
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  const facts = page.getByRole('textbox', { name: '事情经过' });
  await facts.fill('柜台前吵起来了');
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText('台账');
  await page.keyboard.press(chord);
  await hides(page);
  await page.keyboard.insertText('坏了');
  await page.keyboard.press('Enter');
  await leave(page);
  await shows(page);
  await expect(page.getByRole('combobox')).toHaveValue('台账');
  await page.keyboard.press('Escape');

  await ask(page, 'conversation.start', { commandId: newId(), script: 'SVC-01', draftId: null, caseId: null });
  await page.keyboard.press('Control+8');
  await page.keyboard.press('Pause');
  await page.keyboard.press(chord);
  await hides(page);
  await leave(page);
  await shows(page);

  // The way it comes from the system, before the page has it.
  await app.electron.evaluate(({ BrowserWindow }) => {
    const ui = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL().startsWith('app://ui/'));
    ui?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F12', modifiers: ['control', 'shift'] });
  });
  await hides(page);
  await expect.poll(() => incidents(page)).toHaveLength(1);
});

test('is on the medium while the store stands still', async ({ branchApp: app, profile }) => {
  const { page } = app;
  await signIn(page, 'counter');
  const storePid = await app.electron.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .find((contents) => contents.getURL().startsWith('app://store/'))
      ?.getOSProcessId(),
  );
  process.kill(storePid ?? 0, 'SIGSTOP');
  await page.keyboard.press(chord);
  await hides(page);
  await expect.poll(() => notes(profile)).toHaveLength(1);
  await app.kill();
  process.kill(storePid ?? 0, 'SIGKILL');

  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  // Behind all that a sign-in after a kill brings up to date.
  await expect.poll(() => incidents(again.page), { timeout: 30_000 }).toHaveLength(1);
  await expect.poll(() => notes(profile)).toEqual([]);
  await again.close();
});

test('another PC of the branch is told through headquarters, answers, and the caller reads it; without headquarters it comes later', async ({
  branchApp: first,
}) => {
  test.setTimeout(180_000);
  const hq = await startHeadquarters();
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  let second: RunningApp | undefined;
  try {
    await connectBranch(first, hq);
    await syncUntilQuiet(first);
    await ask(first.page, 'session.lock', {});
    second = await joinBranch(hq, profile);
    await syncUntilQuiet(second);
    await signIn(first.page, 'counter');
    await syncUntilQuiet(first);

    await first.page.keyboard.press(chord);
    await hides(first.page);
    // Nobody asks for it: the other PC waits at headquarters.
    const bar = second.page.locator('[data-incident-bar="alert"]');
    await expect(bar).toContainText(`A 号机 ${people.counter.name} 求助`);
    await bar.getByRole('button', { name: '已收到，去处理' }).click();
    await expect(bar).toHaveCount(0);
    await expect(second.page.getByRole('list', { name: '经过' })).toContainText('已收到（B 号机）');
    await leave(first.page);
    await expect(first.page.getByText(`${people.supervisor.name}（B 号机）`)).toBeVisible();

    // Headquarters is away: the key works as before, and the others learn of it when it is back.
    await hq.kill();
    const note = { commandId: newId(), id: (await incidents(first.page))[0]?.id, entry: 'guard', words: '' };
    await ask(first.page, 'incident.note', note);
    await hq.start();
    await syncUntilQuiet(first);
    await expect(second.page.getByRole('list', { name: '经过' })).toContainText('保安到场', { timeout: 30_000 });
  } finally {
    await second?.close();
    await hq.remove();
    await rm(profile, { recursive: true, force: true });
  }
});
