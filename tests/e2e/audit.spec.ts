/** What a page must not be able to ask, what the locked program answers, and that the trail knows of every attempt. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { OperationName } from '../../src/shared/contract/contract';
import { ask, call, newId, registerForm } from './bridge';
import { expect, launch, test, type RunningApp } from './fixtures';
import { people, signIn } from './pages/setup-page';
import operationsJson from './support/operations.json';
import { refundOfFee as remedy } from './support/refund';

/** Every operation of the contract with the smallest input that fits; written by tests/unit/audit/operations.test.ts. */
const operations = operationsJson as readonly {
  readonly name: OperationName;
  readonly access: string;
  readonly input: Readonly<Record<string, unknown>>;
}[];

/** Bytes can't be written in JSON. */
const withBytes = (input: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, value === '$bytes' ? new Uint8Array(1) : value]),
  );

async function idOf(page: Page, who: keyof typeof people): Promise<string> {
  const { users } = await ask(page, 'session.tiles', {});
  const found = users.find(({ name }) => name === people[who].name);
  if (!found) throw new Error(`nobody is called ${people[who].name}`);
  return found.userId;
}

const trailOf = async (page: Page) => (await ask(page, 'audit.page', { beforeEventId: null, limit: 200 })).entries;
const refusedIn = async (page: Page) =>
  (await trailOf(page))
    .filter(({ type }) => type === 'audit.callRefused')
    .map(({ userName, values: { operation, code, caseId } }) => ({ userName, operation, code, caseId }));

test('a forged person, a foreign case, a stale digest and an unknown field are refused, and each attempt is in the trail', async ({
  branchApp: { page },
}) => {
  await signIn(page, 'counter');
  const [counter, supervisor] = [await idOf(page, 'counter'), await idOf(page, 'supervisor')];
  const { caseId } = await registerForm(page, {
    facts: '年费扣了两次',
    matter: '年费扣了两次',
    businessId: 'biz.debit.limits',
  });
  const accepted = { complexity: 'simple', complexityReason: '', ownerId: counter };
  await ask(page, 'case.accept', { commandId: newId(), caseId, ...accepted });
  await ask(page, 'case.proposeRemedy', { commandId: newId(), caseId, content: remedy });
  const { shown, digest } = await ask(page, 'approval.show', { caseId });
  const note = { commandId: newId(), caseId, staffText: 'x' };
  const stepUp = { userId: supervisor, password: people.supervisor.password };
  const decision = { caseId, proposalId: shown.proposalId, outcome: 'approve', reason: '', stepUp };
  const revision = async () => (await ask(page, 'case.get', { caseId })).state.revision;
  const before = await revision();

  // Another person, as whom the page would like to act.
  const forged = await call(page, 'case.addNote', { ...note, actor: { userId: supervisor, role: 'supervisor' } });
  expect(forged).toMatchObject({ ok: false, error: { code: 'ipc.badInput' } });
  // A case of another branch, or of nobody.
  const foreign = newId();
  expect(await call(page, 'case.get', { caseId: foreign })).toMatchObject({ error: { code: 'case.notFound' } });
  expect(await call(page, 'case.addNote', { ...note, caseId: foreign })).toMatchObject({
    error: { code: 'case.notFound' },
  });
  // A decision on something else than was shown.
  const stale = { ...decision, commandId: newId(), digest: `${digest.slice(0, -2)}AA` };
  expect(await call(page, 'approval.decide', stale)).toMatchObject({ error: { code: 'approval.changedMeanwhile' } });
  // A field that the contract does not know.
  expect(await call(page, 'session.touch', { atMs: 0 })).toMatchObject({ error: { code: 'ipc.badInput' } });
  expect(await revision()).toBe(before);

  // A script that tries again and again adds nothing.
  for (let at = 0; at < 50; at += 1) await call(page, 'session.touch', { atMs: at });

  await ask(page, 'session.lock', {});
  await signIn(page, 'supervisor');
  await expect
    .poll(() => refusedIn(page))
    .toEqual([
      { userName: people.counter.name, operation: 'session.touch', code: 'ipc.badInput', caseId: undefined },
      { userName: people.counter.name, operation: 'approval.decide', code: 'approval.changedMeanwhile', caseId },
      { userName: people.counter.name, operation: 'case.addNote', code: 'case.notFound', caseId: foreign },
      { userName: people.counter.name, operation: 'case.get', code: 'case.notFound', caseId: foreign },
      { userName: people.counter.name, operation: 'case.addNote', code: 'ipc.badInput', caseId },
    ]);
});

/** What the locked program answers, and why it must. */
const answeredWhileLocked: Partial<Record<OperationName, string>> = {
  'app.status': 'the page asks what to show: the sign-in page',
  'app.setPreferences': 'language and colours of the sign-in page',
  'app.dismissNotice': 'notices of the program stand on the sign-in page too',
  'app.shown': 'the first view has painted, which is that page',
  'app.reportFault': 'a fault of that page',
  'app.copied': 'the clipboard is emptied of what was copied before; tells nothing',
  'restore.choose': 'before there is anybody; refused once there is a branch',
  'restore.run': 'the same',
  'restore.stop': 'stops a restore, and there is none',
  'restore.restart': 'after a restore, and there was none',
  'setup.createBranch': 'before there is anybody; refused once there is a branch',
  'setup.confirmRecoveryCode': 'end of the setup; refused once it is done',
  'setup.printRecoverySheet': 'end of the setup; refused once it is done',
  'setup.joinBranch': 'before there is anybody; refused once there is a branch',
  'setup.recover': 'a new password by the recovery code, from the sign-in page',
  'session.tiles': 'who may sign in here',
  'session.signIn': 'unlocks',
  'session.lock': 'locks what is locked',
  'session.touch': 'tells nothing and does nothing',
  'incident.raise': 'whoever sits at the PC may call for help',
  'incident.heard': 'which PC called for help, by the key of the PC alone',
  'incident.seen': 'the same',
  'sync.status': 'the line to headquarters, on the sign-in page',
  'certificate.list': 'whom the line believes, for joining a branch; names no person',
  'certificate.takeAuthority': 'before there is anybody; refused once there is a branch',
  'certificate.takeOwn': 'the same',
  'certificate.drop': 'the same',
};

test('locked, the program answers nothing but what its sign-in page needs', async ({ branchApp: { page } }) => {
  const open = operations.filter(({ access }) => access === 'anyone').map(({ name }) => name);
  expect(open.sort()).toEqual(Object.keys(answeredWhileLocked).sort());
  await signIn(page, 'supervisor');
  const { caseId } = await registerForm(page, { facts: 'locked', matter: 'locked', businessId: 'biz.debit.limits' });
  await ask(page, 'session.lock', {});
  for (const { name, input } of operations) {
    if (answeredWhileLocked[name] !== undefined) continue;
    const asked = withBytes(input);
    const reply = await call(page, name, 'caseId' in asked ? { ...asked, caseId } : asked);
    expect(reply, name).toMatchObject({ ok: false, error: { code: 'session.locked' } });
  }
  // Of those that are answered, none says a word of a case, and the setup can't be begun again.
  for (const name of ['app.status', 'session.tiles', 'sync.status', 'incident.heard'] as const)
    expect(JSON.stringify(await call(page, name, {})), name).not.toMatch(/locked"|0001|case/i);
  for (const { name, input } of operations)
    if (
      /^setup\.(createBranch|confirmRecoveryCode|joinBranch)$|^restore\.(choose|run)$|^certificate\.(take|drop)/.test(
        name,
      )
    )
      expect((await call(page, name, input)).ok, name).toBe(false);
  await signIn(page, 'supervisor');
  expect((await ask(page, 'case.get', { caseId })).state.details.facts).toBe('locked');
});

/** Everything that the heap of a page still holds, as text. */
async function heapOf(app: RunningApp, host: string): Promise<string> {
  const page = app.electron.windows().find((one) => one.url().startsWith(host));
  if (!page) throw new Error(`no page of ${host}`);
  const devTools = await app.electron.context().newCDPSession(page);
  const chunks: string[] = [];
  devTools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await devTools.send('HeapProfiler.collectGarbage');
  await devTools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devTools.detach();
  return chunks.join('');
}

test('locked, the hidden page has let go of lists and search, and of the key that opens them', async ({
  branchApp: app,
}) => {
  const { page } = app;
  await signIn(page, 'supervisor');
  const canary = 'canary-in-memory-5d1b';
  await registerForm(page, { facts: canary, matter: canary, businessId: 'biz.debit.limits' });
  const found = await ask(page, 'history.search', {
    text: canary,
    limit: 10,
    filter: {
      ...{ statuses: [], businessIds: [], reasonIds: [], channelIds: [], flags: [], ownerIds: [] },
      ...{ receivedFromMs: null, receivedToMs: null, attention: 'any' },
    },
  });
  expect(found.hits).toHaveLength(1);
  // The probe finds what is there.
  expect(await heapOf(app, 'app://store/')).toContain(canary);
  await ask(page, 'session.lock', {});
  await expect.poll(async () => (await heapOf(app, 'app://store/')).includes(canary), { timeout: 20_000 }).toBe(false);
});

test('a wrong password is in the trail: at the sign-in over a kill, and for a signature', async ({
  branchApp: app,
  profile,
}) => {
  const counter = await idOf(app.page, 'counter');
  const wrong = { userId: counter, password: 'not-their-word-9' };
  for (let at = 0; at < 2; at += 1) {
    expect(await call(app.page, 'session.signIn', wrong)).toMatchObject({ error: { code: 'signIn.wrongPassword' } });
  }
  await app.kill();
  const again = await launch({ userData: profile });
  const { page } = again;
  await signIn(page, 'supervisor');
  const supervisor = await idOf(page, 'supervisor');
  const failed = async () =>
    (await trailOf(page)).filter(({ type }) => type === 'audit.signInFailed').map(({ values }) => values);
  expect(await failed()).toMatchObject([{ userId: counter, failures: 2, at: 'signIn' }]);
  const passwords = { oldPassword: 'not-their-word-9', newPassword: 'another-word-77' };
  expect(await call(page, 'session.changePassword', passwords)).toMatchObject({ ok: false });
  expect(await failed()).toMatchObject([
    { userId: supervisor, at: 'passwordChange', failures: 1 },
    { userId: counter, failures: 2 },
  ]);
  await ask(page, 'app.setIdleLock', { minutes: 7 });
  expect((await trailOf(page))[0]).toMatchObject({
    type: 'audit.settingChanged',
    values: { setting: 'idleLockMinutes', to: '7' },
  });
  await ask(page, 'app.setScreenPrivacy', { on: false });
  expect((await trailOf(page))[0]).toMatchObject({ values: { setting: 'screenPrivacy', to: 'false' } });
  await ask(page, 'backup.turnOff', {});
  expect((await trailOf(page))[0]).toMatchObject({ type: 'audit.backupPlaceChanged', values: { change: 'off' } });
  await again.close();
});

test('an auditor asks who looked at a complaint, and takes the answer away, marked and signed', async ({
  branchApp: app,
}) => {
  const { page, userData } = app;
  await signIn(page, 'supervisor');
  const { caseId, number } = await registerForm(page, {
    facts: '审计',
    matter: '审计',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  await ask(page, 'case.get', { caseId });
  await ask(page, 'case.reveal', { commandId: newId(), caseId, field: 'phone', partyIndex: 0, reason: '回电' });
  const auditor = { name: '孙审', staffNo: 'A001', password: 'plain-ledger-58' };
  const { userId } = await ask(page, 'user.add', { commandId: newId(), person: auditor, role: 'auditor' });
  await ask(page, 'session.lock', {});
  await ask(page, 'session.signIn', { userId, password: auditor.password });

  await page.getByRole('button', { name: '设置' }).first().click();
  await page.getByRole('tab', { name: '操作留痕' }).click();
  await page.getByRole('textbox', { name: /哪件投诉/ }).fill(number);
  const trail = page.getByRole('grid', { name: '操作留痕' });
  await expect(trail.getByText('打开了投诉件')).toBeVisible();
  await expect(trail.getByText('查看了第 1 位投诉人的电话，事由：回电')).toBeVisible();
  await expect(trail.getByText('登录', { exact: true })).toHaveCount(0);
  await expect(page.getByText('13800138000')).toHaveCount(0);
  await page.getByRole('button', { name: '看完整信息' }).click();
  await expect(trail.getByText('打开了投诉件')).toHaveCount(0);
  await expect(page.getByText('没有不寻常的地方。')).toBeVisible();

  const table = path.join(userData, 'trail.xlsx');
  await app.answerSaveDialog(table);
  await page.getByRole('button', { name: '导出表格' }).click();
  await page.getByRole('textbox', { name: '为什么导出' }).fill('年度检查');
  await page.getByRole('dialog').getByRole('button', { name: '选择位置并导出' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const { default: Excel } = await import('exceljs');
  const book = new Excel.Workbook();
  await book.xlsx.readFile(table);
  const words = book.worksheets
    .flatMap((sheet) => sheet.getSheetValues().flat(2))
    .map(String)
    .join('\n');
  const exported = (await trailOf(page)).find(({ type }) => type === 'audit.trailExported');
  const copyId = String(exported?.values['copyId']);
  // A copy that is found leads back to who took it.
  for (const part of [auditor.name, '年度检查', copyId, 'fieldRevealed', number]) expect(words).toContain(part);
  expect(words).not.toContain('13800138000');

  const log = path.join(userData, 'log.jsonl');
  await app.answerSaveDialog(log);
  expect(await ask(page, 'audit.exportLog', { commandId: newId() })).toMatchObject({ cancelled: false });
  const header = JSON.parse((await readFile(log, 'utf8')).split('\n')[0] ?? '') as { copyId: string; exported: object };
  expect(header.exported).toMatchObject({ userId, name: auditor.name });
  expect((await trailOf(page)).find(({ type }) => type === 'audit.logExported')?.values['copyId']).toBe(header.copyId);
  const said = await new Promise<string>((resolve) => {
    execFile(
      process.execPath,
      [path.resolve(__dirname, '../../scripts/verify-log.mjs'), log, '--lang', 'zh'],
      (_cause, out) => resolve(out),
    );
  });
  expect(said).toContain('日志完好');
  expect(said).toContain(`导出人 ${auditor.name}`);
});
