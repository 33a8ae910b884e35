import { rm } from 'node:fs/promises';
import path from 'node:path';
import { ask, everything, quickCapture, registerForm } from './bridge';
import { expect, launch, test } from './fixtures';
import { signIn } from './pages/setup-page';

const page0 = { ...everything, offset: 0, limit: 50 };

test('records survive a kill, and a deleted database comes back from the journal', async ({
  branchApp: app,
  profile,
}) => {
  await signIn(app.page, 'counter');
  const numbers: string[] = [];
  for (let i = 0; i < 5; i++) numbers.push((await quickCapture(app.page, `matter ${String(i)}`)).number);
  await registerForm(app.page, {
    facts: 'The queue was two hours long',
    party: { name: '周海', phone: '13800138000' },
  });
  await app.kill();

  await rm(path.join(profile, 'IndexedDB'), { recursive: true });
  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  const { rows, total } = await ask(again.page, 'history.page', page0);
  expect(total).toBe(6);
  for (const number of numbers) expect(rows.map((row) => row.number)).toContain(number);
  const status = await ask(again.page, 'app.status', {});
  expect(status.notices.map((notice) => notice.code)).toContain('storeRebuilt');
  const { hits } = await ask(again.page, 'history.search', { text: '周海', filter: everything.filter, limit: 10 });
  expect(hits).toHaveLength(1);
  // Numbers go on where they stopped.
  const next = await quickCapture(again.page, 'after the rebuild');
  expect(numbers).not.toContain(next.number);
  await again.close();
});

test('a draft is back with its text, and the owner too, after a kill', async ({ branchApp: app, profile }) => {
  await signIn(app.page, 'counter');
  const draft = await ask(app.page, 'draft.create', {
    commandId: '01890000-0000-7000-8000-000000000001',
    caseId: null,
  });
  const form = { ...draft.form, details: { ...draft.form.details, facts: '他说钱被多扣了两次' } };
  const focus = { field: 'facts', start: 3, end: 3 };
  await ask(app.page, 'draft.save', { id: draft.id, form, focus });
  await app.kill();
  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  const opened = await ask(again.page, 'draft.open', { id: draft.id });
  expect(opened.form.details.facts).toBe('他说钱被多扣了两次');
  expect(opened.focus).toEqual(focus);
  await again.close();
});

test('the store host may die at any time: the save under way is kept, the person is told', async ({
  branchApp: app,
}) => {
  await signIn(app.page, 'counter');
  await quickCapture(app.page, 'before');
  await app.electron.evaluate(({ webContents }) => {
    webContents
      .getAllWebContents()
      .find((contents) => contents.getURL().startsWith('app://store/'))
      ?.forcefullyCrashRenderer();
  });
  await quickCapture(app.page, 'while it restarts');
  const { total } = await ask(app.page, 'history.page', page0);
  expect(total).toBe(2);
  await expect
    .poll(async () => (await ask(app.page, 'app.status', {})).notices.map((notice) => notice.code))
    .toContain('storeHostRestarted');
});
