/** What an officer of headquarters signs in the console comes to the branch, and the branch acts on it. */
import type { Page } from '@playwright/test';
import { createVisitor, digitsAt, visitorPassword } from '../hq/support/console-visitor';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { startHeadquarters } from './headquarters';
import { people } from './pages/setup-page';
import { connectBranch, syncUntilQuiet } from './support/two-pcs';
import { goTo, openCase } from './tour/steps';

test('an extension that headquarters signed waits until the complainant was told, and then moves the date', async ({
  branchApp: app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  const hq = await startHeadquarters();
  try {
    await connectBranch(app, hq);
    const { caseId, number } = await registerForm(page, {
      facts: '保单上的签名不是我的',
      matter: '代签名',
      businessId: 'biz.debit.limits',
      party: { name: '周海', phone: '13800138000' },
    });
    const { users } = await ask(page, 'session.tiles', {});
    const how = { complexity: 'complex', complexityReason: '要鉴定签名', ownerId: users[0]?.userId ?? 'nobody' };
    await ask(page, 'case.accept', { commandId: newId(), caseId, ...how });
    await syncUntilQuiet(app);

    const person = { change: 'add', account: 'wang', name: '王敏', role: 'officer' };
    const { setupCode: code } = await hq.admin<{ setupCode: string }>('/admin/people', person);
    const officer = createVisitor(hq);
    const { secret } = await officer.call('setup.open', { code });
    await officer.call('setup.finish', { code, password: visitorPassword, totp: digitsAt(secret, Date.now()) });
    const all = { number, branchId: null, status: null, receivedFrom: null, receivedTo: null };
    const { rows } = await officer.call('case.search', { query: all, after: null });
    await officer.call('case.grantExtension', {
      ...{ branchId: rows[0]?.branchId ?? '', caseId, days: 20, reason: '等司法鉴定结论' },
      // A code opens once; that of the next half minute is taken already.
      code: digitsAt(secret, Date.now() + 30_000),
    });

    await syncUntilQuiet(app);
    await openCase(page, number);
    const decision = page.getByRole('button', { name: /^处理决定 .+，看由来$/ }).first();
    await expect(decision).toContainText(/还剩 30 天/);
    const banner = page.getByRole('alert').filter({ hasText: '请先告知投诉人' });
    await page.getByRole('tab', { name: '经过' }).click();
    await expect(page.getByText(/总行批准延期 20 天，王敏签批/).first()).toBeVisible();
    await expect(page.getByText(/总行 wang/).first()).toBeVisible();
    await banner.getByRole('button', { name: '登记延期' }).click();
    const extend = page.getByRole('dialog', { name: '登记延期' });
    await expect(extend).toContainText(/总行 王敏 已于 .+ 签批延期 20 天：等司法鉴定结论/);
    await extend.getByRole('button', { name: '登记延期' }).click();
    await expect(extend).toContainText('请选');
    await extend.getByRole('radio', { name: '当面交付' }).click();
    await extend.getByRole('button', { name: '登记延期' }).click();
    await expect(extend).toBeHidden();
    await expect(decision).toContainText(/还剩 50 天/);
    await expect(banner).toHaveCount(0);
    await syncUntilQuiet(app);
  } finally {
    await hq.remove();
  }
});

test('a proposal above the supervisor’s authority goes up with one key, and comes back decided by headquarters', async ({
  branchApp: app,
}) => {
  test.setTimeout(180_000);
  const { page } = app;
  const hq = await startHeadquarters();
  try {
    await connectBranch(app, hq);
    // What the supervisor proposes they could not decide anyway: the counter does.
    await signInAs(page, people.counter);
    const { caseId, number } = await registerForm(page, {
      facts: '理财到期没有到账',
      matter: '理财没有到账',
      businessId: 'biz.debit.limits',
      party: { name: '周海', phone: '13800138000' },
    });
    const { users } = await ask(page, 'session.tiles', {});
    const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
    const how = { complexity: 'simple', complexityReason: '', ownerId };
    await ask(page, 'case.accept', { commandId: newId(), caseId, ...how });
    const content = {
      ...{ kinds: ['refund'], amountFen: 1_500_000, factsFound: '核对流水，本金没有入账。', basis: '合同第 3 条' },
      ...{ decisionText: '退还本金 15,000 元。', performBy: '', internalReason: '', evidenceIds: [] },
    };
    await ask(page, 'case.proposeRemedy', { commandId: newId(), caseId, content });

    await signInAs(page, people.supervisor);
    await goTo(page, 3, '审批');
    const desk = page.getByRole('group', { name: number });
    await expect(desk).toContainText('可以上报总行');
    await desk.getByRole('textbox', { name: '意见' }).fill('客户已等两周，请尽快');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText(`${number} 已上报总行`)).toBeVisible();
    await expect(desk).toContainText('已于');
    await expect(page.getByRole('option').first()).toContainText('已上报总行');
    await syncUntilQuiet(app);

    const person = { change: 'add', account: 'wang', name: '王敏', role: 'officer' };
    const { setupCode: code } = await hq.admin<{ setupCode: string }>('/admin/people', person);
    const officer = createVisitor(hq);
    const { secret } = await officer.call('setup.open', { code });
    const totp = digitsAt(secret, Date.now());
    const { recoveryCodes } = await officer.call('setup.finish', { code, password: visitorPassword, totp });
    const { rows } = await officer.call('escalation.list', {});
    expect(rows).toMatchObject([{ caseId, number, amountFen: 1_500_000, why: 'limit' }]);
    const place = { branchId: rows[0]?.branchId ?? '', caseId };
    const sheet = await officer.call('escalation.open', { ...place, reason: '总行签批上报的处理方案' });
    expect(sheet).toMatchObject({ unchanged: true, needed: 1, reason: '客户已等两周，请尽快', limitFen: 500_000 });
    await officer.call('escalation.rule', {
      ...{ ...place, proposalId: sheet.proposalId, digest: sheet.digest, ruling: 'approve', words: '同意' },
      // A code opens once; that of the next half minute is taken already.
      code: digitsAt(secret, Date.now() + 30_000),
    });

    await syncUntilQuiet(app);
    await openCase(page, number);
    expect((await ask(page, 'case.get', { caseId })).state.status).toBe('approved');
    await page.getByRole('tab', { name: '处理方案' }).click();
    const panel = page.getByRole('tabpanel');
    await expect(panel).toContainText('总行签批');
    await expect(panel).toContainText('王敏');
    await expect(panel).toContainText('签名有效');
    await page.getByRole('tab', { name: '经过' }).click();
    await expect(page.getByText('总行批准方案：王敏 签批').first()).toBeVisible();
    await expect(page.getByText('上报总行：超出网点权限').first()).toBeVisible();
    await syncUntilQuiet(app);

    // What headquarters received is a case of the branch after the next sync.
    const assigned = await officer.call('case.assign', {
      ...{ branchId: place.branchId, name: '何萍', phone: '13900139000', matter: '年费重复扣收' },
      ...{ facts: '同一张卡一年扣了两次年费', receivedOn: '2026-01-05', code: recoveryCodes[0] ?? '' },
    });
    await syncUntilQuiet(app);
    await openCase(page, assigned.number);
    await expect(page.getByText('已登记').first()).toBeVisible();
    await page.getByRole('tab', { name: '经过' }).click();
    await expect(page.getByText(/总行转来/).first()).toBeVisible();
  } finally {
    await hq.remove();
  }
});

async function signInAs(page: Page, { name, password }: { readonly name: string; readonly password: string }) {
  await page.keyboard.press('Control+l');
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.getByLabel(`${name} 的密码`).fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
}
