/** What an officer of headquarters signs in the console comes to the branch, and the branch acts on it. */
import { createVisitor, digitsAt, visitorPassword } from '../hq/support/console-visitor';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { startHeadquarters } from './headquarters';
import { connectBranch, syncUntilQuiet } from './support/two-pcs';
import { openCase } from './tour/steps';

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
