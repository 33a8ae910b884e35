/** The first promise on another PC: what the guide says about backups, done to the real program. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, everything, newId, quickCapture, registerForm } from './bridge';
import { expect, launch, test, type RunningApp } from './fixtures';
import { people, setUpBranch, signIn } from './pages/setup-page';

const page0 = { ...everything, offset: 0, limit: 50 };
const evidenceText = '三月五日 年费 100.00\n三月五日 年费 100.00\n';
const draftText = '他说钱被多扣了两次，还没说完';

interface Backed {
  readonly code: string;
  readonly stick: string;
  readonly caseId: string;
  readonly sha256: string;
  readonly numbers: readonly string[];
}

const temporary = (name: string): Promise<string> => mkdtemp(path.join(tmpdir(), `xianting-${name}-`));

/** A branch with cases, evidence and a draft, backed up by the settings page; the PC is then gone. */
async function backedUp(): Promise<Backed> {
  const [profile, stick] = await Promise.all([temporary('old-pc'), temporary('stick')]);
  const app = await launch({ userData: profile });
  const { page } = app;
  const code = await setUpBranch(page);
  await signIn(page, 'counter');
  const numbers: string[] = [];
  for (let i = 0; i < 3; i++) numbers.push((await quickCapture(page, `matter ${String(i)}`)).number);
  const { caseId, number } = await registerForm(page, {
    facts: '年费扣了两次',
    party: { name: '周海', phone: '13800138000' },
  });
  numbers.push(number);
  const { evidence } = await ask(page, 'attachment.add', {
    name: '流水.txt',
    declaredType: 'text/plain',
    bytes: Uint8Array.from(Buffer.from(evidenceText)),
    fromCustomer: true,
  });
  await ask(page, 'case.attachEvidence', { commandId: newId(), caseId, evidence });
  const draft = await ask(page, 'draft.create', { commandId: newId(), caseId: null });
  const form = { ...draft.form, details: { ...draft.form.details, facts: draftText } };
  await ask(page, 'draft.save', { id: draft.id, form, focus: null });
  await page.keyboard.press('Control+l');

  await signIn(page, 'supervisor');
  await page.getByText('还没有设置备份').waitFor();
  await page.getByRole('button', { name: '去设置备份' }).click();
  await app.answerOpenDialog([stick]);
  await page.getByRole('button', { name: '选择位置…' }).click();
  await page.getByText(/写完后已读回核对/).waitFor();
  const { entries } = await ask(page, 'audit.page', { beforeEventId: null, limit: 20 });
  expect(entries.map(({ type }) => type)).toContain('audit.backupPlaceChanged');
  await app.kill();
  // Processes of a killed application may write until they notice.
  await rm(profile, { recursive: true, maxRetries: 20 });
  return { code, stick, caseId, sha256: evidence.sha256, numbers };
}

/** The wizard up to the code. */
async function chooseBackup(app: RunningApp, stick: string): Promise<void> {
  await app.page.getByRole('button', { name: /从备份恢复/ }).click();
  await app.answerOpenDialog([stick]);
  await app.page.getByRole('button', { name: '选择备份所在的文件夹…' }).click();
}

async function restore(page: Page, code: string): Promise<void> {
  await page.getByLabel('恢复码').fill(code);
  await page.getByRole('button', { name: '开始恢复' }).click();
}

test('a branch is restored on a fresh PC from the backup and the recovery code', async ({ profile }) => {
  test.setTimeout(180_000);
  const { code, stick, caseId, sha256, numbers } = await backedUp();

  const fresh = await launch({ userData: profile });
  await chooseBackup(fresh, stick);
  const newest = fresh.page.getByRole('radio', { checked: true });
  await expect(newest).toHaveCount(1);
  await expect(fresh.page.getByText('城东支行 · 机号 A').first()).toBeVisible();
  await expect(fresh.page.getByText(/4 件投诉、1 份证据/).first()).toBeVisible();
  await restore(fresh.page, '1111-2222-3333-4444-5555-6666-77X');
  await expect(fresh.page.getByText('恢复码不对')).toBeVisible();
  await restore(fresh.page, code.toLowerCase().replaceAll('-', ' '));
  await fresh.page.getByRole('heading', { name: '恢复好了' }).waitFor();
  await fresh.close();

  const restored = await launch({ userData: profile });
  const { page } = restored;
  await signIn(page, 'counter');
  const { rows, total } = await ask(page, 'history.page', page0);
  expect(total).toBe(4);
  expect(rows.map(({ number }) => number).sort()).toEqual([...numbers].sort());
  const evidence = await ask(page, 'attachment.read', { caseId, sha256 });
  expect(Buffer.from(Object.values(evidence.bytes)).toString()).toBe(evidenceText);
  const { drafts } = await ask(page, 'draft.list', {});
  const [draft] = drafts;
  expect((await ask(page, 'draft.open', { id: draft?.id ?? '' })).form.details.facts).toBe(draftText);

  // A number of the new PC can't be one that the old PC gave after the backup.
  const next = await quickCapture(page, 'after the restore');
  expect(next.number).toMatch(/-B\d+/);
  await page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  const log = path.join(profile, 'log.jsonl');
  await restored.answerSaveDialog(log);
  await ask(page, 'audit.exportLog', { commandId: newId() });
  const script = path.resolve(__dirname, '../../scripts/verify-log.mjs');
  const verified = await new Promise<string>((resolve, reject) => {
    execFile('node', [script, log, '--lang', 'zh'], (error, stdout) => {
      if (error) reject(new Error(stdout));
      else resolve(stdout);
    });
  });
  expect(verified).not.toBe('');
  const text = await readFile(log, 'utf8');
  expect(text).toContain('audit.restored');
  // The code on the sheet goes on being the right one, and the new PC is backed up anew.
  await page.getByText('还没有设置备份').waitFor();
  await restored.close();
  await rm(stick, { recursive: true });
});

test('a PC whose keys are damaged offers the backup, sets nothing up over them, and keeps what was there', async ({
  profile,
}) => {
  test.setTimeout(180_000);
  const { code, stick, numbers } = await backedUp();
  const keys = path.join(profile, 'keys');
  await mkdir(keys);
  for (const name of ['keyring.json', 'keyring.bak.json']) await writeFile(path.join(keys, name), '{"schema": ');
  const bringBack = async (app: RunningApp): Promise<void> => {
    await chooseBackup(app, stick);
    await restore(app.page, code);
    await app.page.getByRole('heading', { name: '恢复好了' }).waitFor();
    await app.close();
  };
  const isBack = async (app: RunningApp): Promise<void> => {
    const { rows } = await ask(app.page, 'history.page', page0);
    expect(rows.map(({ number }) => number).sort()).toEqual([...numbers].sort());
  };

  const lost = await launch({ userData: profile });
  await expect(lost.page.getByRole('heading', { name: '这台电脑上的记录打不开' })).toBeVisible();
  await expect(lost.page.getByRole('button', { name: /新建网点/ })).toHaveCount(0);
  await bringBack(lost);

  const restored = await launch({ userData: profile });
  await signIn(restored.page, 'counter');
  await isBack(restored);
  const aside = (await readdir(profile)).filter((name) => name.startsWith('replaced-'));
  expect(aside).toHaveLength(1);
  expect(await readFile(path.join(profile, aside[0] ?? '', 'keys', 'keyring.json'), 'utf8')).toBe('{"schema": ');
  await restored.close();
  for (const name of ['keyring.json', 'keyring.bak.json'])
    await rename(path.join(keys, name), path.join(profile, name));
  const gone = await launch({ userData: profile });
  await expect(gone.page.getByRole('heading', { name: '这台电脑上的记录打不开' })).toBeVisible();
  await gone.close();
  for (const name of ['keyring.json', 'keyring.bak.json'])
    await rename(path.join(profile, name), path.join(keys, name));

  for (const name of ['case-keys', 'case-keys.bak']) await writeFile(path.join(keys, name), 'nothing of a table');
  const shut = await launch({ userData: profile });
  await expect(shut.page.getByRole('button', { name: /从备份恢复/ })).toHaveCount(0);
  await shut.page.getByRole('button', { name: new RegExp(people.counter.name) }).click();
  const password = shut.page.getByLabel(`${people.counter.name} 的密码`);
  await password.fill(people.counter.password);
  await password.press('Enter');
  await expect(shut.page.getByText('这台电脑的密钥表损坏')).toBeVisible();
  await bringBack(shut);
  const again = await launch({ userData: profile });
  await signIn(again.page, 'counter');
  await isBack(again);
  await again.close();
  await rm(stick, { recursive: true });
});

test('a backup that is damaged, cut or of a newer version is told, and nothing is half restored', async ({
  profile,
}) => {
  test.setTimeout(180_000);
  const { code, stick } = await backedUp();
  const shelf = path.join(stick, 'xianting-backup');
  const [pc = ''] = await readdir(shelf);
  const lists = path.join(shelf, pc, 'backups');
  const [list = ''] = await readdir(lists);

  const app = await launch({ userData: profile });
  const untouched = async (): Promise<void> => {
    expect(await readdir(profile)).not.toContain('restore-ready.json');
    expect(await readdir(profile)).not.toContain('keys');
  };

  const empty = path.join(stick, 'photos');
  await mkdir(empty);
  const other = await temporary('other');
  await chooseBackup(app, other);
  await expect(app.page.getByText('这个文件夹里没有先听的备份')).toBeVisible();
  const again = async (): Promise<void> => {
    await app.answerOpenDialog([stick]);
    await app.page.getByRole('button', { name: '换一个文件夹…' }).click();
  };

  // One object has other bytes of the same length: the list still looks complete, the restore finds it.
  const objects = path.join(shelf, pc, 'objects');
  const files = (await readdir(objects, { recursive: true })).filter((file) => file.endsWith('.xbo'));
  const victim = path.join(objects, files[0] ?? '');
  const sound = await readFile(victim);
  await writeFile(victim, Buffer.from(sound).fill(7, 30, 40));
  await again();
  await expect(app.page.getByText('齐全')).toBeVisible();
  await restore(app.page, code);
  await expect(app.page.getByText('这份备份有损坏或缺文件')).toBeVisible();
  await untouched();

  await rm(victim);
  await again();
  await expect(app.page.getByText('缺文件，不能用')).toBeVisible();
  await writeFile(victim, sound);

  const whole = path.join(lists, list);
  const kept = path.join(stick, 'kept.xbk');
  await cp(whole, kept);
  await truncate(whole, 300);
  await again();
  await expect(app.page.getByText('已损坏，不能用')).toBeVisible();

  const { createHash } = await import('node:crypto');
  const line = (await readFile(kept, 'utf8')).split('\n')[0]?.replace('"version":1', '"version":2') ?? '';
  await writeFile(whole, `${line}\n${createHash('sha256').update(line).digest('hex')}\n`);
  await again();
  await expect(app.page.getByText('由更新版本的先听写成')).toBeVisible();
  await expect(app.page.getByRole('button', { name: '开始恢复' })).toBeDisabled();
  await untouched();
  await app.close();
  await Promise.all([rm(stick, { recursive: true }), rm(other, { recursive: true })]);
});
