/** What must not be believed or must not break anything: calls, roles, files, disks, databases, clocks. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { en, zhCN, type TextTree } from '../../src/shared/locales/registry';
import noticesEn from '../../src/shared/locales/notices.en.json';
import noticesZh from '../../src/shared/locales/notices.zh-CN.json';
import { errorNamespaces, flatten } from '../../src/shared/locales/text-tree';
import { ask, call, everything, newId, quickCapture } from './bridge';
import { expect, launch, test, type RunningApp } from './fixtures';
import { people, setUpBranch, signIn } from './pages/setup-page';

type Language = 'zh-CN' | 'en';
const languages: readonly Language[] = ['zh-CN', 'en'];
const page0 = { ...everything, offset: 0, limit: 50 };

/** Text of a key of a namespace, with its placeholders filled. */
function text(language: Language, namespace: string, key: string, values: Record<string, string> = {}): string {
  const trees: Readonly<Record<string, TextTree>> = language === 'en' ? en : zhCN;
  const tree = trees[namespace];
  const found = tree && flatten(tree).get(key);
  if (found === undefined) throw new Error(`${language} has no ${namespace}:${key}`);
  return found.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** Every refusal that a person can meet must be said in both languages. */
function expectTexts(code: string): void {
  const namespace = errorNamespaces(zhCN).get(code);
  expect(namespace, code).toBeDefined();
  for (const language of languages) expect(text(language, namespace ?? '', `errors.${code}`)).not.toBe('');
}

function noticeText(language: Language, code: keyof typeof noticesZh): RegExp {
  const [start = ''] = (language === 'en' ? noticesEn : noticesZh)[code].split('{');
  expect(start.length).toBeGreaterThan(5);
  return new RegExp(start.replace(/[.*+?^$()[\]\\|]/g, '\\$&'));
}

async function speak(page: Page, language: Language): Promise<void> {
  await ask(page, 'app.setPreferences', {
    language,
    colourMode: 'light',
    textScale: 100,
    density: 'comfortable',
  });
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** The notice stands on the screen, in one language and then in the other. */
async function expectNotice(app: RunningApp, code: keyof typeof noticesZh): Promise<void> {
  const { notices } = await ask(app.page, 'app.status', {});
  expect(notices.map((notice) => notice.code)).toContain(code);
  for (const language of languages) {
    await speak(app.page, language);
    await expect(app.page.getByText(noticeText(language, code)).first()).toBeVisible();
  }
  await speak(app.page, 'zh-CN');
}

/** Calls the bridge with what can't be written as JSON, or names that no type allows. */
const raw = (page: Page, expression: string): Promise<{ ok: boolean; error?: { code: string } }> =>
  page.evaluate(`window.xianting.call(${expression})`);

test('malformed calls are refused with a word, and nothing falls over', async ({ app: { page } }) => {
  await setUpBranch(page);
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
    [`'case.get', window`, 'ipc.refused'],
    [`'case.get'`, 'ipc.badInput'],
    [`'case.get', null`, 'ipc.badInput'],
    [`'case.get', 'c-1'`, 'ipc.badInput'],
    [`'case.get', ['c-1']`, 'ipc.badInput'],
    [`'case.get', { caseId: 7 }`, 'ipc.badInput'],
    [`'case.get', { caseId: 'c-1', role: 'supervisor' }`, 'ipc.badInput'],
    [`'case.get', JSON.parse('{"caseId":"c-1","__proto__":{"role":"supervisor"}}')`, 'ipc.badInput'],
    [`'case.get', Array.from({ length: 2000 }).reduce((inner) => ({ caseId: inner }), 'c-1')`, 'ipc.badInput'],
    [`'intake.quickCapture', { commandId: 'not a uuid' }`, 'ipc.badInput'],
    [`'attachment.add', { name: 'a', declaredType: '', bytes: 'text', fromCustomer: true }`, 'ipc.badInput'],
    [`'history.page', { filter: {}, sort: {}, offset: -1, limit: 1e9 }`, 'ipc.badInput'],
  ];
  for (const [expression, code] of refused) {
    const reply = await raw(page, expression);
    expect(reply, expression).toMatchObject({ ok: false, error: { code } });
  }
  for (const code of ['ipc.refused', 'ipc.badInput']) expectTexts(code);
  // Well-formed, but of nothing that exists: an answer, not a fault.
  const unknown = await call(page, 'case.get', { caseId: 'x'.repeat(1_000_000) });
  expect(unknown).toMatchObject({ ok: false, error: { code: 'case.notFound' } });
  expectTexts('case.notFound');
  await quickCapture(page, 'still works');
  expect((await ask(page, 'history.page', page0)).total).toBe(1);
});

test('a role is refused what is not its right, and everybody once the screen is locked', async ({ app: { page } }) => {
  await setUpBranch(page);
  await signIn(page, 'counter');
  const { caseId } = await quickCapture(page, 'of the counter');
  const commandId = newId();
  const forbidden = [
    ['user.add', { commandId, person: { name: 'X', staffNo: 'X', password: 'long-enough-77' }, role: 'supervisor' }],
    ['user.setRole', { commandId, userId: 'u', role: 'administrator' }],
    ['branch.update', { commandId, changes: { name: 'Mine' } }],
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

test('evidence that is too big, empty or not what it says is refused in words', async ({ app, profile }) => {
  const { page } = app;
  await setUpBranch(page);
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

/** A disk of its own that can be filled up; undefined where this account may not mount one. */
async function smallDisk(): Promise<{ readonly dir: string; readonly remove: () => Promise<void> } | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const dir = await mkdtemp(path.join(tmpdir(), 'xianting-small-'));
  const unmounted = async (): Promise<void> => {
    await rm(dir, { recursive: true, force: true });
  };
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m', 'tmpfs', dir], { stdio: 'ignore' });
  } catch {
    await unmounted();
    return undefined;
  }
  return {
    dir,
    remove: async () => {
      execFileSync('umount', ['-l', dir]);
      await unmounted();
    },
  };
}

test('a full disk loses nothing: the person is told, and the same save works once there is room', async () => {
  const disk = await smallDisk();
  test.info().annotations.push({ type: 'disk', description: disk ? 'small disk mounted' : 'no right to mount a disk' });
  if (!disk) return;
  const app = await launch({ userData: path.join(disk.dir, 'profile') });
  const ballast = path.join(disk.dir, 'ballast');
  try {
    const { page } = app;
    await setUpBranch(page);
    await signIn(page, 'counter');
    await quickCapture(page, 'before');
    const intent = { emotion: 1, businessId: 'biz.debit.limits', want: 'explanation', matter: 'full', flags: [] };
    const command = { commandId: newId(), ...intent };
    execFileSync('sh', ['-c', `cat /dev/zero > '${ballast}' 2>/dev/null || true`]);

    const refused = await call(page, 'intake.quickCapture', command);
    expect(refused).toMatchObject({ ok: false, error: { code: 'store.unavailable', reason: 'diskFull' } });
    expectTexts('store.unavailable');
    expect(await call(page, 'intake.quickCapture', command)).toMatchObject({ ok: false });
    for (const language of languages) {
      await speak(page, language).catch(() => undefined);
    }
    await rm(ballast);
    const saved = await ask(page, 'intake.quickCapture', command);
    expect((await ask(page, 'history.page', page0)).rows.map((row) => row.number)).toContain(saved.number);
    expect((await ask(page, 'history.page', page0)).total).toBe(2);
    await app.kill();

    const again = await launch({ userData: path.join(disk.dir, 'profile') });
    await signIn(again.page, 'counter');
    expect((await ask(again.page, 'history.page', page0)).total).toBe(2);
    await again.close();
  } finally {
    if (!app.ended()) await app.kill();
    await disk.remove();
  }
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

test('a damaged database is filled again from the journal, and the person is told', async ({ app, profile }) => {
  test.setTimeout(180_000);
  await setUpBranch(app.page);
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
  app,
  profile,
}) => {
  test.setTimeout(180_000);
  await setUpBranch(app.page);
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

test('a clock that is set back is told, and what happens keeps its order', async ({ app }) => {
  const { page } = app;
  await setUpBranch(page);
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

  const { entries } = await ask(page, 'case.timeline', { caseId });
  const notes = entries.map((entry) => JSON.stringify(entry)).filter((entry) => /first|second|third/.test(entry));
  const order = notes.map((entry) => /first|second|third/.exec(entry)?.[0]);
  expect([order, [...order].reverse()]).toContainEqual(['first', 'second', 'third']);
  const { rows } = await ask(page, 'history.page', page0);
  expect(new Set(rows.map((row) => row.number))).toContain(other.number);
  expect(rows).toHaveLength(2);
  // The trail says it too, newest first.
  const trail = await ask(page, 'audit.page', { beforeEventId: null, limit: 50 });
  const types = trail.entries.map((entry) => entry.type);
  expect(types.indexOf('audit.clockSetBack')).toBeGreaterThanOrEqual(0);
  expect(types.indexOf('audit.clockSetBack')).toBeLessThan(types.indexOf('audit.signedIn'));
});
