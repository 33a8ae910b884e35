/** 到期销毁 in the real program: two people, a hold that keeps, and what is destroyed stays so in database, log and backups. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, call, everything, newId } from './bridge';
import { expect, launch, test, type RunningApp } from './fixtures';
import { people, setUpBranch, signIn, signInWith } from './pages/setup-page';
import { goTo } from './tour/steps';

const officer = { name: '周密', staffNo: 'X003', password: 'quiet-harbour-19' };
/** Words of the case that is destroyed; nobody else says them. */
const words = '柜台少找了一张紫铜纪念章';
const ledger = `序号,投诉编号,投诉日期,投诉渠道,姓名,联系电话,业务类别,投诉原因,投诉内容,办结日期,处理结果
1,YL-2020-0001,2020-04-17,营业网点现场,李某甲,19900000002,个人住房按揭贷款,定价收费,${words},2020-05-06,已办结
2,YL-2020-0002,2020-04-18,营业网点现场,王某乙,19900000003,个人住房按揭贷款,定价收费,存单利息算错了,2020-05-07,已办结
`;

async function importOld(app: RunningApp, file: string): Promise<void> {
  await writeFile(file, ledger);
  await app.answerOpenDialog([file]);
  const { source } = await ask(app.page, 'import.pick', {});
  if (source === null) throw new Error('the ledger was not taken');
  const { importId, mapping } = source;
  await ask(app.page, 'import.run', { commandId: newId(), importId, mapping });
  await expect.poll(async () => (await ask(app.page, 'import.status', { importId })).phase).toBe('done');
}

async function caseWith(page: Page, text: string): Promise<string | undefined> {
  const { hits } = await ask(page, 'history.search', { text, filter: everything.filter, limit: 5 });
  return hits[0]?.row.caseId;
}

async function openProtection(page: Page): Promise<void> {
  await goTo(page, 6, '设置');
  await page.getByRole('tab', { name: '密钥与销毁' }).click();
}

test('a file past its time is destroyed by two people and opens nowhere any more; one on hold is kept', async ({
  profile,
}) => {
  test.setTimeout(240_000);
  const stick = await mkdtemp(path.join(tmpdir(), 'xianting-stick-'));
  const app = await launch({ userData: profile });
  const { page } = app;
  const code = await setUpBranch(page);
  await signIn(page, 'supervisor');
  await ask(page, 'user.add', { commandId: newId(), person: officer, role: 'officer' });
  await importOld(app, path.join(stick, 'ledger.csv'));
  const [caseId, heldId] = [await caseWith(page, words), await caseWith(page, '存单利息算错了')];
  if (caseId === undefined || heldId === undefined) throw new Error('what was imported is not found');
  const { state } = await ask(page, 'case.get', { caseId });
  await ask(page, 'case.placeHold', { commandId: newId(), caseId: heldId, reason: '法院调卷' });
  // A backup in which it can still be read.
  await app.answerOpenDialog([stick]);
  await ask(page, 'backup.chooseFolder', {});
  await expect.poll(async () => (await ask(page, 'backup.status', {})).lastGood?.cases).toBe(2);

  await openProtection(page);
  const due = page.getByRole('list', { name: '到期档案' });
  await expect(due.getByRole('listitem')).toHaveCount(1);
  await expect(due).toContainText(state.number);
  await expect(page.getByText('另有 1 件已到期，但在保全中，不能销毁。')).toBeVisible();
  await page.getByRole('button', { name: '销毁选中的 1 件' }).click();
  const dialog = page.getByRole('dialog', { name: '销毁 1 件档案' });
  const submit = dialog.getByRole('button', { name: '两人确认，销毁' });
  await submit.click();
  await expect(dialog).toContainText('请写明销毁原因');
  await expect(dialog).toContainText('请选择复核人');
  await dialog.getByLabel('销毁原因').fill('保管期满');
  await dialog.getByLabel('您的密码').fill(people.supervisor.password);
  await dialog.getByRole('radio', { name: new RegExp(officer.name) }).click();
  await dialog.getByLabel('复核人的密码').fill('not-their-word-9');
  await submit.click();
  await expect(dialog).toContainText('密码不对');
  expect(await caseWith(page, words)).toBe(caseId);
  await dialog.getByLabel('复核人的密码').fill(officer.password);
  await submit.click();
  await expect(page.getByText('已销毁 1 件档案')).toBeVisible();

  const isGone = async (at: Page): Promise<void> => {
    expect(await call(at, 'case.get', { caseId })).toMatchObject({ ok: false, error: { code: 'case.notFound' } });
    expect(await caseWith(at, words)).toBeUndefined();
    expect(await caseWith(at, '存单利息算错了')).toBe(heldId);
  };
  await isGone(page);
  // Who holds back what is on hold is asked by main, not by the list.
  const byHand = { commandId: newId(), reason: '试一试', password: people.supervisor.password, recoveryCode: null };
  const { users } = await ask(page, 'user.list', {});
  const second = { userId: users.find(({ name }) => name === officer.name)?.userId ?? '', password: officer.password };
  expect(await call(page, 'retention.destroy', { ...byHand, caseIds: [heldId], second })).toMatchObject({
    error: { code: 'retention.kept' },
  });

  // The chain of evidence is whole, and names what was destroyed and by whom.
  const log = path.join(stick, 'log.jsonl');
  await app.answerSaveDialog(log);
  await ask(page, 'audit.exportLog', { commandId: newId() });
  const script = path.resolve(__dirname, '../../scripts/verify-log.mjs');
  await new Promise<void>((resolve, reject) => {
    execFile('node', [script, log, '--lang', 'zh'], (error, stdout) => {
      if (error) reject(new Error(stdout));
      else resolve();
    });
  });
  const exported = await readFile(log, 'utf8');
  expect(exported).toContain('retention.destroyed');
  expect(exported).not.toContain(words);
  await app.kill();

  // The log alone brings the branch back, without it.
  await rm(path.join(profile, 'IndexedDB'), { recursive: true, maxRetries: 20 });
  const rebuilt = await launch({ userData: profile });
  await signIn(rebuilt.page, 'supervisor');
  await isGone(rebuilt.page);
  await openProtection(rebuilt.page);
  await expect(rebuilt.page.getByRole('list', { name: '销毁记录' })).toContainText(state.number);
  const madeAt = async (): Promise<number> => (await ask(rebuilt.page, 'backup.status', {})).lastGood?.atMs ?? 0;
  const before = await madeAt();
  await ask(rebuilt.page, 'backup.run', {});
  await expect.poll(madeAt).toBeGreaterThan(before);
  await rebuilt.close();

  // Nor does the backup from before its destruction, on another PC with the recovery code.
  const other = await mkdtemp(path.join(tmpdir(), 'xianting-other-'));
  const fresh = await launch({ userData: other });
  await fresh.page.getByRole('button', { name: /从备份恢复/ }).click();
  await fresh.answerOpenDialog([stick]);
  await fresh.page.getByRole('button', { name: '选择备份所在的文件夹…' }).click();
  await fresh.page.getByRole('radio').last().click();
  await fresh.page.getByLabel('恢复码').fill(code);
  await fresh.page.getByRole('button', { name: '开始恢复' }).click();
  await fresh.page.getByRole('heading', { name: '恢复好了' }).waitFor();
  await fresh.close();
  const restored = await launch({ userData: other });
  await signInWith(restored.page, people.supervisor);
  expect(await call(restored.page, 'case.get', { caseId })).toMatchObject({ ok: false });
  expect(await caseWith(restored.page, words)).toBeUndefined();
  expect(await caseWith(restored.page, '存单利息算错了')).toBe(heldId);
  await restored.close();
  await Promise.all([other, stick].map((dir) => rm(dir, { recursive: true, maxRetries: 20 })));
});
