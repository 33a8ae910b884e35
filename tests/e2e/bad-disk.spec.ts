/** What a disk, a database or a journal may do to records and drafts: nothing is lost, and the person is told. */
import { cp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ask, call, everything, newId, quickCapture } from './bridge';
import { expect, launch, test } from './fixtures';
import { setUpBranch, signIn } from './pages/setup-page';
import { expectNotice, expectTexts, languages, speak, text } from './pages/texts';
import { smallDisk } from './support/small-disk';

const page0 = { ...everything, offset: 0, limit: 50 };

test('a full disk loses nothing: the person is told, and the same save works once there is room', async () => {
  test.setTimeout(180_000);
  const disk = await smallDisk(400);
  const userData = path.join(disk.dir, 'profile');
  try {
    const app = await launch({ userData });
    const { page } = app;
    await setUpBranch(page);
    await signIn(page, 'counter');
    await quickCapture(page, 'before');
    const intent = { emotion: 1, businessId: 'biz.debit.limits', want: 'explanation', matter: 'full', flags: [] };
    const command = { commandId: newId(), ...intent };

    // In front of the customer: the form is open and half filled in.
    await page.keyboard.press('Control+2');
    const facts = page.getByRole('textbox', { name: '事情经过' });
    await facts.fill('他等了');
    await expect(page.getByText(/^已保存 \d/)).toBeVisible();
    disk.fill();
    // Into the room that was held back.
    await facts.fill('他等了一个小时');
    const [draft] = (await ask(page, 'draft.list', {})).drafts;
    if (!draft) throw new Error('the draft is not there');
    await expect
      .poll(async () => (await ask(page, 'draft.open', { id: draft.id })).form.details.facts)
      .toBe('他等了一个小时');
    expect(await call(page, 'intake.quickCapture', command)).toMatchObject({
      ok: false,
      error: { reason: 'diskFull' },
    });
    await expectNotice(app, 'diskFull');

    // Another program took that too.
    disk.fill();
    await facts.fill('他等了两个小时');
    for (const language of languages) {
      await speak(page, language);
      await expect(page.getByText(text(language, 'intake', 'page.saveFailed'))).toBeVisible();
      await expect(page.getByText(text(language, 'common', 'errors.store.unavailable_diskFull')).first()).toBeVisible();
    }
    await speak(page, 'zh-CN');
    await expect(facts).toHaveValue('他等了两个小时');

    for (let tries = 1; tries <= 3; tries += 1) {
      const refused = await call(page, 'intake.quickCapture', command);
      expect(refused).toMatchObject({ ok: false, error: { code: 'store.unavailable', reason: 'diskFull' } });
    }
    expectTexts('store.unavailable');
    await disk.empty();
    // By itself: nobody has to press anything again.
    await expect(page.getByText(text('zh-CN', 'intake', 'page.saveFailed'))).toBeHidden({ timeout: 30_000 });
    await expect(page.getByText(/^已保存 \d/)).toBeVisible();
    const saved = await ask(page, 'intake.quickCapture', command);
    const { rows, total } = await ask(page, 'history.page', page0);
    expect(rows.map((row) => row.number)).toContain(saved.number);
    expect(total).toBe(2);
    await app.kill();

    const again = await launch({ userData });
    await signIn(again.page, 'counter');
    expect((await ask(again.page, 'history.page', page0)).total).toBe(2);
    await again.page.keyboard.press('Control+2');
    await expect(again.page.getByRole('textbox', { name: '事情经过' })).toHaveValue('他等了两个小时');
    await again.close();
  } finally {
    await disk.remove();
  }
});

test('a lock in the middle of saving keeps what was answered as saved, readable under the keys of the branch', async ({
  branchApp: app,
}) => {
  const { page } = app;
  let kept = 0;
  for (let round = 0; round < 4; round += 1) {
    await signIn(page, 'counter');
    const saves = ['a', 'b', 'c'].map((matter) =>
      call(page, 'intake.quickCapture', {
        commandId: newId(),
        emotion: 1,
        businessId: 'biz.debit.limits',
        want: 'explanation',
        matter,
        flags: [],
      }),
    );
    const [replies] = await Promise.all([Promise.all(saves), ask(page, 'session.lock', {})]);
    for (const reply of replies) {
      if (reply.ok) kept += 1;
      else expect(reply.error.code).toBe('session.locked');
    }
  }
  await signIn(page, 'supervisor');
  const { rows, total } = await ask(page, 'history.page', page0);
  expect(total).toBe(kept);
  for (const { caseId } of rows) expect((await ask(page, 'case.get', { caseId })).state.id).toBe(caseId);
});

test('a database that Chromium throws away while people work is filled again at once', async ({ branchApp: app }) => {
  const { page } = app;
  await signIn(page, 'counter');
  await quickCapture(page, 'before');
  await app.electron.evaluate(({ session }) =>
    session.defaultSession.clearStorageData({ origin: 'app://store', storages: ['indexdb'] }),
  );
  await quickCapture(page, 'after');
  await expect.poll(async () => (await ask(page, 'history.page', page0)).total).toBe(2);
  await expectNotice(app, 'storeRebuilt');
});

/** Files below the database folder by ending. */
async function databaseFiles(profile: string, ending: RegExp): Promise<string[]> {
  const all = await readdir(path.join(profile, 'IndexedDB'), { recursive: true, withFileTypes: true });
  return all
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
}

async function halve(files: readonly string[]): Promise<void> {
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) await truncate(file, Math.floor((await stat(file)).size / 2));
}

const damages: Readonly<Record<string, (profile: string) => Promise<void>>> = {
  'a log cut in half': async (profile) => halve(await databaseFiles(profile, /\.log$/)),
  'every file cut in half': async (profile) => halve(await databaseFiles(profile, /./)),
  'a manifest of garbage': async (profile) => {
    for (const file of await databaseFiles(profile, /^(MANIFEST-.*|CURRENT)$/)) {
      await writeFile(file, Buffer.alloc((await readFile(file)).length, 0x5a));
    }
  },
};

test('a damaged database is filled again from the journal, and the person is told', async ({
  branchApp: app,
  profile,
}) => {
  test.setTimeout(180_000);
  await signIn(app.page, 'counter');
  const numbers: string[] = [];
  for (let i = 0; i < 8; i++) numbers.push((await quickCapture(app.page, `matter ${String(i)}`)).number);
  await app.kill();

  for (const [name, damage] of Object.entries(damages)) {
    const copy = `${profile}-copy`;
    await cp(profile, copy, { recursive: true, filter: (source) => !/Singleton/.test(path.basename(source)) });
    await damage(copy);
    const again = await launch({ userData: copy });
    await signIn(again.page, 'counter');
    const { rows, total } = await ask(again.page, 'history.page', page0);
    expect(total, name).toBe(8);
    expect(rows.map((row) => row.number).sort(), name).toEqual([...numbers].sort());
    await expectNotice(again, 'storeRebuilt');
    await quickCapture(again.page, 'after');
    await again.close();
    await rm(copy, { recursive: true });
  }
});

test('a deleted or cut journal is filled again from the database; then even the database may go', async ({
  branchApp: app,
  profile,
}) => {
  test.setTimeout(180_000);
  await signIn(app.page, 'counter');
  const numbers: string[] = [];
  for (let i = 0; i < 5; i++) numbers.push((await quickCapture(app.page, `matter ${String(i)}`)).number);
  const journal = path.join(profile, 'journal');
  await app.close();

  const cuts: readonly (() => Promise<void>)[] = [
    () => rm(journal, { recursive: true }),
    async () => {
      for (const name of await readdir(journal)) {
        const file = path.join(journal, name);
        await truncate(file, Math.floor((await stat(file)).size * 0.7));
      }
    },
  ];
  for (const cut of cuts) {
    await cut();
    const mended = await launch({ userData: profile });
    await signIn(mended.page, 'counter');
    await expectNotice(mended, 'journalMended');
    expect((await ask(mended.page, 'history.page', page0)).total).toBe(numbers.length);
    numbers.push((await quickCapture(mended.page, 'after the journal was mended')).number);
    await mended.kill();
    await rm(path.join(profile, 'IndexedDB'), { recursive: true });

    const refilled = await launch({ userData: profile });
    await signIn(refilled.page, 'counter');
    const { rows } = await ask(refilled.page, 'history.page', page0);
    expect(rows.map((row) => row.number).sort()).toEqual([...numbers].sort());
    await refilled.close();
  }
});
