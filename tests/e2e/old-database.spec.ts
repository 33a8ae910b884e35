/** Data of older versions of the program, in the program itself: opened, and shown as they are where they can't be brought up to date. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signIn as signInSample } from '../bench/app-driver';
import { copyFolderOf, makeDatabaseOlder, markFailed, markOlder } from '../fault/world/older-database';
import { ask, call, everything, newId, quickCapture } from './bridge';
import { expect, launch, test } from './fixtures';
import { setUpBranch, signIn } from './pages/setup-page';
import { expectNotice, languages, speak, text } from './pages/texts';
import { smallDisk } from './support/small-disk';

const page0 = { ...everything, offset: 0, limit: 50 };
const profiles = path.join(__dirname, '..', 'store', 'profiles');

test('a branch that the code of each schema has left is there, with its people and its cases', async () => {
  test.setTimeout(300_000);
  for (const name of (await readdir(profiles)).sort()) {
    const folder = await mkdtemp(path.join(tmpdir(), 'xianting-old-'));
    try {
      const userData = path.join(folder, 'profile');
      await cp(path.join(profiles, name), userData, { recursive: true });
      const app = await launch({ userData });
      await signInSample(app);
      const { rows, total } = await ask(app.page, 'history.page', page0);
      expect(total, name).toBe(3);
      for (const { caseId } of rows) expect((await ask(app.page, 'case.get', { caseId })).state.id).toBe(caseId);
      await quickCapture(app.page, 'after the update');
      await app.close();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
});

test('without room for a copy the records stay as they were: read and printed, not changed; with room they are updated', async () => {
  test.setTimeout(240_000);
  const disk = await smallDisk(420);
  const userData = path.join(disk.dir, 'profile');
  try {
    const app = await launch({ userData });
    await setUpBranch(app.page);
    await signIn(app.page, 'counter');
    const { caseId } = await quickCapture(app.page, 'before the update');
    await makeDatabaseOlder(app, 4);
    await app.kill();
    await markOlder(userData, 4);

    await disk.fillTo(150);
    const held = await launch({ userData });
    await signIn(held.page, 'counter');
    const { recordsHeld } = await ask(held.page, 'app.status', {});
    expect(recordsHeld?.reason).toBe('noRoom');
    const megabytes = recordsHeld?.neededMegabytes ?? 0;
    expect(megabytes).toBeGreaterThan(150);
    for (const language of languages) {
      await speak(held.page, language);
      const told = text(language, 'shell', 'held.noRoom', { megabytes: String(megabytes) });
      await expect(held.page.getByText(told)).toBeVisible();
    }
    await speak(held.page, 'zh-CN');
    expect((await ask(held.page, 'history.page', page0)).total).toBe(1);
    expect((await ask(held.page, 'case.get', { caseId })).state.id).toBe(caseId);
    const intent = { emotion: 1, businessId: 'biz.debit.limits', want: 'explanation', matter: 'not now', flags: [] };
    const refused = await call(held.page, 'intake.quickCapture', { commandId: newId(), ...intent });
    expect(refused).toMatchObject({ ok: false, error: { code: 'store.unavailable', reason: 'readOnly' } });
    // What is typed at the counter is kept all the same.
    await held.page.keyboard.press('Control+2');
    await held.page.getByRole('textbox', { name: '事情经过' }).fill('他等了两个小时');
    await expect(held.page.getByText(/^已保存 \d/)).toBeVisible();
    await held.close();

    await disk.empty();
    const updated = await launch({ userData });
    await signIn(updated.page, 'counter');
    expect((await ask(updated.page, 'app.status', {})).recordsHeld).toBeNull();
    await quickCapture(updated.page, 'after the update');
    expect((await ask(updated.page, 'history.page', page0)).total).toBe(2);
    await updated.page.keyboard.press('Control+2');
    await expect(updated.page.getByRole('textbox', { name: '事情经过' })).toHaveValue('他等了两个小时');
    expect(await readdir(copyFolderOf(userData))).toEqual(['copy']);
    await updated.close();
  } finally {
    await disk.remove();
  }
});

test('an update that failed twice leaves the records to be read; filled again from the journal they are all there', async ({
  branchApp: app,
  profile,
}) => {
  test.setTimeout(180_000);
  await signIn(app.page, 'counter');
  const { caseId } = await quickCapture(app.page, 'before the update');
  await makeDatabaseOlder(app, 4);
  await app.kill();
  await markFailed(profile);

  const held = await launch({ userData: profile });
  await signIn(held.page, 'counter');
  for (const language of languages) {
    await speak(held.page, language);
    await expect(held.page.getByText(text(language, 'shell', 'held.failed'))).toBeVisible();
  }
  expect((await ask(held.page, 'case.get', { caseId })).state.id).toBe(caseId);
  const ended = new Promise((resolve) => held.electron.process().once('exit', resolve));
  // What starts the program again would start it outside of this test.
  await held.electron.evaluate(({ app: program }) => {
    program.relaunch = () => undefined;
  });
  await held.page.getByRole('button', { name: text('en', 'shell', 'held.refill') }).click();
  await ended;

  const refilled = await launch({ userData: profile });
  await signIn(refilled.page, 'counter');
  await expectNotice(refilled, 'updateRefilled');
  expect((await ask(refilled.page, 'app.status', {})).recordsHeld).toBeNull();
  expect((await ask(refilled.page, 'history.page', page0)).rows.map((row) => row.caseId)).toEqual([caseId]);
  await quickCapture(refilled.page, 'after the update');
  expect(await readdir(copyFolderOf(profile))).toEqual(['failed']);
  await refilled.close();
});
