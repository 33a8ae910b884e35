/** What must not be believed: calls, roles, files, clocks. */
import { mkdtemp, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, call, everything, newId, quickCapture } from './bridge';
import { expect, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { expectNotice, expectTexts, languages, speak, text, type Language } from './pages/texts';

const page0 = { ...everything, offset: 0, limit: 50 };

/** Calls the bridge with what can't be written as JSON, or names that no type allows. */
const raw = (page: Page, expression: string): Promise<{ ok: boolean; error?: { code: string } }> =>
  page.evaluate(`window.xianting.call(${expression})`);

test('malformed calls are refused with a word, and nothing falls over', async ({ branchApp: { page } }) => {
  await signIn(page, 'counter');
  const refused: readonly (readonly [string, string])[] = [
    [`'case.destroy', {}`, 'ipc.refused'],
    [`'toString', {}`, 'ipc.refused'],
    [`'__proto__', {}`, 'ipc.refused'],
    [`'constructor.name', {}`, 'ipc.refused'],
    [`'topic:app.changed', {}`, 'ipc.refused'],
    [`undefined, {}`, 'ipc.refused'],
    [`{ toString: () => 'case.get' }, {}`, 'ipc.refused'],
    [`'case.get', { caseId: () => 1 }`, 'ipc.refused'],
    [`'case.get'`, 'ipc.badInput'],
    [`'case.get', null`, 'ipc.badInput'],
    [`'case.get', 'c-1'`, 'ipc.badInput'],
    [`'case.get', ['c-1']`, 'ipc.badInput'],
    [`'case.get', { caseId: 7 }`, 'ipc.badInput'],
    [`'case.get', { caseId: 'c-1', role: 'supervisor' }`, 'ipc.badInput'],
    // Does not get across the bridge: what arrives is a plain question for a case that isn't there.
    [`'case.get', JSON.parse('{"caseId":"c-1","__proto__":{"role":"supervisor"}}')`, 'case.notFound'],
    [`'case.get', Array.from({ length: 300 }).reduce((inner) => ({ caseId: inner }), 'c-1')`, 'ipc.badInput'],
    [`'intake.quickCapture', { commandId: 'not a uuid' }`, 'ipc.badInput'],
    [`'attachment.add', { name: 'a', declaredType: '', bytes: 'text', fromCustomer: true }`, 'ipc.badInput'],
    [`'history.page', { filter: {}, sort: {}, offset: -1, limit: 1e9 }`, 'ipc.badInput'],
  ];
  for (const [expression, code] of refused) {
    const reply = await raw(page, expression);
    expect(reply, expression).toMatchObject({ ok: false, error: { code } });
  }
  // What can't be copied does not even leave the page.
  await expect(raw(page, `'case.get', window`)).rejects.toThrow('could not be cloned');
  const tooDeep = `'case.get', Array.from({ length: 10_000 }).reduce((inner) => ({ caseId: inner }), 'c-1')`;
  await expect(raw(page, tooDeep)).rejects.toThrow('recursion depth exceeded');
  for (const code of ['ipc.refused', 'ipc.badInput']) expectTexts(code);
  // Well-formed, but of nothing that exists: an answer, not a fault.
  const unknown = await call(page, 'case.get', { caseId: 'x'.repeat(1_000_000) });
  expect(unknown).toMatchObject({ ok: false, error: { code: 'case.notFound' } });
  expectTexts('case.notFound');
  await quickCapture(page, 'still works');
  expect((await ask(page, 'history.page', page0)).total).toBe(1);
});

const branchChanges = {
  name: 'Mine',
  institutionName: 'Mine',
  province: 'Mine',
  address: '',
  phone: '',
  appeal: { reviewInstitution: '', reviewPhone: '', mediation: '', arbitration: '', court: '' },
  openingHours: { opensAt: '09:00', closesAt: '17:00', days: 'workingDays' },
  openedOn: '',
};

test('a role is refused what is not its right, and everybody once the screen is locked', async ({
  branchApp: { page },
}) => {
  await signIn(page, 'counter');
  const { caseId } = await quickCapture(page, 'of the counter');
  const commandId = newId();
  const forbidden = [
    ['user.add', { commandId, person: { name: 'X', staffNo: 'X', password: 'long-enough-77' }, role: 'supervisor' }],
    ['user.setRole', { commandId, userId: 'u', role: 'administrator' }],
    ['branch.update', { commandId, changes: branchChanges }],
    ['app.setIdleLock', { minutes: 120 }],
    ['case.reopen', { commandId, caseId, reason: 'because' }],
    ['audit.page', { beforeEventId: null, limit: 10 }],
    ['audit.exportLog', { commandId }],
    ['import.pick', {}],
  ] as const;
  for (const [operation, input] of forbidden) {
    expect(await call(page, operation, input), operation).toMatchObject({
      ok: false,
      error: { code: 'authority.roleForbids', operation, role: 'counter' },
    });
  }
  expectTexts('authority.roleForbids');

  await ask(page, 'session.lock', {});
  for (const [operation, input] of [...forbidden, ['case.get', { caseId }] as const]) {
    expect(await call(page, operation, input), operation).toMatchObject({
      ok: false,
      error: { code: 'session.locked' },
    });
  }
  expectTexts('session.locked');
  await signIn(page, 'supervisor');
  const users = await ask(page, 'user.list', {});
  expect(users.users.map((user) => user.name).sort()).toEqual([people.counter.name, people.supervisor.name].sort());
});

test('evidence that is too big, empty or not what it says is refused in words', async ({ branchApp: app, profile }) => {
  const { page } = app;
  await signIn(page, 'counter');
  await page.keyboard.press('Control+2');
  const folder = await mkdtemp(path.join(profile, 'files-'));
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const files: readonly (readonly [string, Buffer, (language: Language) => string])[] = [
    [
      'film.mp4',
      Buffer.alloc(20 * 1024 * 1024 + 1),
      (language) => text(language, 'common', 'file.tooLarge', { name: 'film.mp4', size: '20 MB' }),
    ],
    ['tool.exe', Buffer.from('MZ'), (language) => text(language, 'common', 'file.wrongKind', { name: 'tool.exe' })],
    ['empty.pdf', Buffer.alloc(0), (language) => text(language, 'files', 'errors.attachment.empty')],
    ['photo.pdf', png, (language) => text(language, 'files', 'errors.attachment.typeMismatch')],
    [
      'scan.pdf',
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(4_000)]),
      (language) => text(language, 'files', 'errors.attachment.executable'),
    ],
  ];
  for (const language of languages) {
    await speak(page, language);
    for (const [name, bytes, message] of files) {
      const file = path.join(folder, name);
      await writeFile(file, bytes);
      await page.locator('input[type=file]').first().setInputFiles(file);
      await expect(page.getByText(message(language)).first()).toBeVisible();
    }
  }
  // None of them became evidence, and a good one still does.
  const good = path.join(folder, 'photo.png');
  await writeFile(good, png);
  await page.locator('input[type=file]').first().setInputFiles(good);
  await expect(page.getByRole('listitem').filter({ hasText: 'photo.png' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: /film|tool|empty|scan|photo\.pdf/ })).toHaveCount(0);

  // Past the page: the limit is main's, and a file chosen by path is measured before it is read.
  const added = await page.evaluate(
    `window.xianting.call('attachment.add', { name: 'a.mp4', declaredType: 'video/mp4', fromCustomer: true, bytes: new Uint8Array(20 * 1024 * 1024 + 1) })`,
  );
  expect(added).toEqual({ ok: false, error: { code: 'attachment.tooLarge', limitBytes: 20 * 1024 * 1024 } });
  const huge = path.join(folder, 'huge.mp4');
  await writeFile(huge, '');
  await truncate(huge, 8 * 1024 ** 3);
  await app.answerOpenDialog([huge, path.join(folder, 'gone.pdf')]);
  expect(await ask(page, 'attachment.pick', { fromCustomer: true })).toMatchObject({
    added: [],
    refused: [
      { name: 'huge.mp4', error: { code: 'attachment.tooLarge' } },
      { name: 'gone.pdf', error: { code: 'attachment.unreadable' } },
    ],
  });
  for (const code of ['attachment.tooLarge', 'attachment.unreadable']) expectTexts(code);
});

test('a clock that is set back is told, and what happens keeps its order', async ({ branchApp: app }) => {
  const { page } = app;
  await signIn(page, 'supervisor');
  const { caseId } = await quickCapture(page, 'before');
  const note = (staffText: string) => ask(page, 'case.addNote', { commandId: newId(), caseId, staffText });
  await note('first');
  await app.electron.evaluate(() => {
    const real = Date.now;
    Date.now = () => real() - 2 * 3_600_000;
  });
  await note('second');
  const other = await quickCapture(page, 'after');
  await note('third');
  await expectNotice(app, 'clockSetBack');

  // As the records say it, and again after everything was folded anew from the events.
  const notes = async () => (await ask(page, 'case.get', { caseId })).state.notes.map((one) => one.staffText);
  expect(await notes()).toEqual(['first', 'second', 'third']);
  await ask(page, 'session.lock', {});
  await signIn(page, 'supervisor');
  expect(await notes()).toEqual(['first', 'second', 'third']);
  const { rows } = await ask(page, 'history.page', page0);
  expect(new Set(rows.map((row) => row.number))).toContain(other.number);
  expect(rows).toHaveLength(2);
  // The trail says it too, newest first.
  const trail = await ask(page, 'audit.page', { beforeEventId: null, limit: 50 });
  const types = trail.entries.map((entry) => entry.type);
  expect(types.indexOf('audit.clockSetBack')).toBeGreaterThanOrEqual(0);
  expect(types.indexOf('audit.clockSetBack')).toBeLessThan(types.lastIndexOf('audit.signedIn'));
});
