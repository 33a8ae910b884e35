/** 代送: the PC that is restored in the place of a lost one brings headquarters what that one had not sent. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, quickCapture } from './bridge';
import { expect, launch, test } from './fixtures';
import { startHeadquarters } from './headquarters';
import { branch, setUpBranch, signIn } from './pages/setup-page';
import { expectAccessible } from './support/examined';
import { connectBranch, joinBranch, syncUntilQuiet } from './support/two-pcs';
import { goTo } from './tour/steps';

test('what a lost PC had not sent is sent by the one that was restored, also where that one was stopped meanwhile', async ({
  profile,
}) => {
  test.setTimeout(300_000);
  const temporary = (name: string): Promise<string> => mkdtemp(path.join(tmpdir(), `xianting-${name}-`));
  const [lostProfile, stick, thirdProfile] = await Promise.all(['lost-pc', 'stick', 'third-pc'].map(temporary));
  const hq = await startHeadquarters();
  try {
    const lost = await launch({ userData: lostProfile ?? '' });
    const code = await setUpBranch(lost.page);
    await connectBranch(lost, hq);
    await syncUntilQuiet(lost);
    await ask(lost.page, 'sync.setPaused', { paused: true });
    const { caseId } = await quickCapture(lost.page, '存单取不出来');
    const { waiting } = await ask(lost.page, 'sync.status', {});
    expect(waiting).toBeGreaterThan(0);
    await lost.answerOpenDialog([stick ?? '']);
    await ask(lost.page, 'backup.chooseFolder', {});
    await expect.poll(async () => (await ask(lost.page, 'backup.status', {})).lastGood?.cases).toBe(1);
    await lost.kill();

    const wizard = await launch({ userData: profile });
    await wizard.page.getByRole('button', { name: /从备份恢复/ }).click();
    await wizard.answerOpenDialog([stick ?? '']);
    await wizard.page.getByRole('button', { name: '选择备份所在的文件夹…' }).click();
    await wizard.page.getByLabel('恢复码').fill(code);
    await wizard.page.getByRole('button', { name: '开始恢复' }).click();
    await wizard.page.getByRole('heading', { name: '恢复好了' }).waitFor();
    await wizard.close();

    const { branches } = await hq.admin<{ branches: { devices: { id: string }[] }[] }>('/admin/branches');
    const lostId = branches[0]?.devices[0]?.id ?? '';
    await hq.revoke(lostId);

    const restored = await launch({ userData: profile });
    const { page } = restored;
    await signIn(page, 'supervisor');
    await ask(page, 'sync.setPaused', { paused: false });
    await expect.poll(async () => (await ask(page, 'sync.status', {})).reasonCode).toBe('sync.deviceUnknown');
    await ask(page, 'sync.enrol', { hqUrl: hq.url, code: await hq.code('join', branch.code) });
    await expect.poll(async () => (await ask(page, 'sync.status', {})).reasonCode).toBe('sync.unsent');
    await goTo(page, 5, '同步');
    const card = page.getByRole('region', { name: '原电脑还没有送到总行的记录' });
    await expect(card.getByText(/^A 机：\d+ 条$/)).toBeVisible();
    await expect(card.getByText(/总行已经停用那台电脑/)).toBeVisible();
    await expectAccessible(page);

    await hq.admin('/admin/revoke', { deviceId: lostId, revoked: false });
    await page.getByRole('button', { name: '现在同步' }).click();
    await expect(card).toHaveCount(0);
    await syncUntilQuiet(restored);
    expect((await ask(page, 'sync.status', {})).unsent).toEqual([]);

    const third = await joinBranch(hq, thirdProfile ?? '');
    await syncUntilQuiet(third);
    expect((await ask(third.page, 'case.get', { caseId })).state.details.matter).toBe('存单取不出来');
    await third.close();
    await restored.close();
  } finally {
    await hq.remove();
    for (const folder of [lostProfile, stick, thirdProfile])
      await rm(folder ?? '', { recursive: true, force: true, maxRetries: 20 });
  }
});
