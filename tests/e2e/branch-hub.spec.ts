/** 网点中转机: with headquarters dead, what one PC proposes is approved on the other through a PC of the branch; later all three agree. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ask, call, newId, registerForm } from './bridge';
import { expect, launch, test, type RunningApp } from './fixtures';
import { startHeadquarters } from './headquarters';
import { people, signIn } from './pages/setup-page';
import { refundOfFee } from './support/refund';
import { connectBranch, joinBranch, levelBoth, syncUntilQuiet } from './support/two-pcs';
import { goTo, openCase } from './tour/steps';

/** One that nobody uses now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface HqCase {
  readonly number: string;
  readonly status: string;
}

test('a remedy is proposed on one PC and approved on the other while headquarters is dead', async ({
  branchApp: first,
}) => {
  test.setTimeout(240_000);
  const hq = await startHeadquarters();
  const profile = await mkdtemp(path.join(tmpdir(), 'xianting-e2e-'));
  const port = String(await freePort());
  let second: RunningApp | undefined;
  try {
    await connectBranch(first, hq);
    await syncUntilQuiet(first);
    second = await joinBranch(hq, profile);
    await levelBoth(first, second);
    await hq.kill();

    // One PC becomes the hub …
    await goTo(first.page, 5, '同步');
    await first.page.getByRole('radio', { name: '本机做中转机' }).click();
    await first.page.getByLabel('端口').fill('80');
    await first.page.getByRole('button', { name: '开始做中转机' }).click();
    await expect(first.page.getByText('请填 1024 到 65535 之间的数')).toBeVisible();
    await first.page.getByLabel('端口').fill(port);
    await first.page.getByRole('button', { name: '开始做中转机' }).click();
    await expect(first.page.getByText('本机就是网点中转机')).toBeVisible();
    const { serving } = await ask(first.page, 'hub.status', {});
    const place = `${serving?.address ?? ''}:${port}`;
    await expect(first.page.getByText(place, { exact: true })).toBeVisible();

    // … and the other one goes to it, once its address is right.
    const { page } = second;
    await goTo(page, 5, '同步');
    await page.getByRole('radio', { name: '使用另一台做中转机' }).click();
    await page.getByRole('button', { name: '使用这台中转机' }).click();
    await expect(page.getByText('请填中转机的地址')).toBeVisible();
    await page.getByLabel('中转机地址').fill(`127.0.0.1:${String(await freePort())}`);
    await page.getByRole('button', { name: '使用这台中转机' }).click();
    await expect(page.getByText('连不上这个地址')).toBeVisible();
    await page.getByLabel('中转机地址').fill(place.replace(':', '：'));
    await page.getByRole('button', { name: '使用这台中转机' }).click();
    await expect(page.getByText('通着。本机写的马上送过去')).toBeVisible();
    await expect(first.page.getByText(/B（.+）/)).toBeVisible();

    // Somebody else works on the hub; what they write comes to the other PC by itself.
    await ask(first.page, 'session.lock', {});
    await expect(page.getByText('中转机上没有人登录')).toBeVisible({ timeout: 40_000 });
    await signIn(first.page, 'counter');
    const { caseId, number } = await registerForm(first.page, {
      facts: '年费扣了两次',
      matter: '年费扣了两次',
      businessId: 'biz.creditCard.fees',
      party: { name: '周海', phone: '13800138000' },
    });
    const { users } = await ask(first.page, 'session.tiles', {});
    const ownerId = users.find(({ name }) => name === people.counter.name)?.userId;
    const how = { complexity: 'simple', complexityReason: '', ownerId };
    await ask(first.page, 'case.accept', { commandId: newId(), caseId, ...how });
    // Evidence goes to the hub and comes from there, without anybody saying that headquarters has it.
    await expect.poll(async () => (await call(page, 'case.get', { caseId })).ok, { timeout: 45_000 }).toBe(true);
    const attach = async (at: RunningApp, name: string, text: string): Promise<string> => {
      const { evidence } = await ask(at.page, 'attachment.add', {
        ...{ name, declaredType: 'text/plain', fromCustomer: true },
        bytes: Uint8Array.from(Buffer.from(text)),
      });
      await ask(at.page, 'case.attachEvidence', { commandId: newId(), caseId, evidence });
      return evidence.sha256;
    };
    const read = (at: RunningApp, sha256: string): Promise<unknown> =>
      at.page.evaluate(`(async () => {
        const reply = await window.xianting.call('attachment.read', { caseId: '${caseId}', sha256: '${sha256}' });
        return reply.ok ? new TextDecoder().decode(reply.value.bytes) : reply.error.code;
      })()`);
    const toHub = '2026-10-28 年费 -200.00\n'.repeat(90_000);
    const fromHub = '2026-10-29 年费 -200.00\n';
    const [sent, given] = [await attach(second, '全年流水.txt', toHub), await attach(first, '流水.txt', fromHub)];
    await expect
      .poll(async () => (await ask(first.page, 'hub.status', {})).serving?.files, { timeout: 45_000 })
      .toMatchObject({ received: 1 });
    await expect.poll(() => read(first, sent), { timeout: 45_000 }).toBe(toHub);
    await expect.poll(() => read(second as RunningApp, given), { timeout: 45_000 }).toBe(fromHub);
    await goTo(page, 5, '同步');
    await expect(page.getByText('送出 1 份，待送 0 份，取回 1 份')).toBeVisible();
    expect((await ask(page, 'case.get', { caseId })).syncState).not.toBe('received');

    await ask(first.page, 'case.proposeRemedy', { commandId: newId(), caseId, content: refundOfFee });
    await expect.poll(async () => (await call(page, 'approval.show', { caseId })).ok, { timeout: 45_000 }).toBe(true);
    await goTo(page, 3, '审批');
    await page.getByRole('option').filter({ hasText: '200.00' }).click();
    await page.getByRole('button', { name: /批准并签名/ }).click();
    await expect(page.getByText(`${number} 已批准`)).toBeVisible();

    await openCase(first.page, number);
    await first.page.getByRole('tab', { name: '处理方案' }).click();
    await expect(first.page.getByRole('tabpanel')).toContainText('签名有效');
    const onFirst = await ask(first.page, 'case.get', { caseId });
    expect(onFirst.state.status).toBe('approved');
    expect(onFirst.signature).toMatchObject({ valid: true, signer: people.supervisor.name });
    // The hub has it, and headquarters does not: nobody says that it does.
    expect(onFirst.syncState).not.toBe('received');
    expect((await ask(page, 'case.get', { caseId })).syncState).not.toBe('received');
    expect((await ask(page, 'sync.status', {})).waiting).toBeGreaterThan(0);

    // A call for help goes the same way.
    await first.page.keyboard.press('Control+Shift+F12');
    const bar = page.locator('[data-incident-bar="alert"]');
    await expect(bar).toContainText(`A 号机 ${people.counter.name} 求助`);
    await bar.getByRole('button', { name: '已收到，去处理' }).click();
    await expect(bar).toHaveCount(0);
    await first.page.keyboard.press('Shift+Escape');
    await expect(first.page.getByText(`${people.supervisor.name}（B 号机）`)).toBeVisible();

    // Headquarters is back: the same comes again on the other way, and all three agree.
    await hq.start();
    await levelBoth(first, second);
    expect((await ask(page, 'case.get', { caseId })).state).toEqual(
      (await ask(first.page, 'case.get', { caseId })).state,
    );
    expect((await ask(first.page, 'case.get', { caseId })).syncState).toBe('received');
    const { branches } = await hq.admin<{ branches: { id: string }[] }>('/admin/branches');
    const { cases } = await hq.admin<{ cases: HqCase[] }>(`/admin/cases?branchId=${branches[0]?.id ?? ''}`);
    expect(cases).toEqual([expect.objectContaining({ number, status: 'approved' })]);

    // Another PC takes over as the hub, and is it again after it was switched off; the first one finds it by itself.
    await ask(page, 'hub.serve', { address: serving?.address, port: await freePort() });
    const other = (await ask(page, 'hub.status', {})).serving;
    await ask(first.page, 'session.lock', {});
    await signIn(first.page, 'supervisor');
    await ask(first.page, 'hub.use', { address: other?.address, port: other?.port });
    await second.close();
    await expect.poll(async () => (await ask(first.page, 'hub.status', {})).using).toMatchObject({ connected: false });
    second = await launch({ userData: profile });
    await signIn(second.page, 'supervisor');
    await expect
      .poll(async () => (await ask(first.page, 'hub.status', {})).using, { timeout: 45_000 })
      .toMatchObject({ connected: true, reasonCode: null, deviceTag: 'B' });

    // Each change of the hub is in the trail of the branch, and can be taken back.
    await ask(first.page, 'hub.leave', {});
    expect(await ask(first.page, 'hub.status', {})).toMatchObject({ serving: null, using: null });
    const trail = await ask(first.page, 'audit.page', { beforeEventId: null, limit: 100 });
    const settings = trail.entries.filter(({ type }) => type === 'audit.settingChanged').map(({ values }) => values);
    const moved = `${other?.address ?? ''}:${String(other?.port)}`;
    expect(settings).toEqual(
      [
        { setting: 'hubLeft' },
        { setting: 'hubUsed', to: moved },
        { setting: 'hubServes', to: moved },
        { setting: 'hubUsed', to: place },
        { setting: 'hubServes', to: place },
      ].map((each) => expect.objectContaining(each) as object),
    );
  } finally {
    await second?.close();
    await hq.remove();
    await rm(profile, { recursive: true, force: true });
  }
});
