/** 移交 of a complaint between two branches, each with a PC of its own, by an officer at the console of a real headquarters. */
import path from 'node:path';
import type { Page } from '@playwright/test';
import { emptyHistoryFilter } from '../../src/shared/contract/history';
import { createVisitor, digitsAt, visitorPassword } from '../hq/support/console-visitor';
import { ask, call, newId, registerForm } from './bridge';
import { expect, launch, test } from './fixtures';
import { startHeadquarters } from './headquarters';
import { branch, setUpBranch } from './pages/setup-page';
import { expectAccessible } from './support/examined';
import { connectBranch, syncUntilQuiet } from './support/two-pcs';
import { openCase } from './tour/steps';

const other = { ...branch, name: '城西支行', code: 'ZJ08', address: '城西路 2 号' };
const dayMs = 86_400_000;

/** What the branch counts as open now, on the workbench and in its list. */
async function openIn(page: Page): Promise<readonly number[]> {
  const { counts } = await ask(page, 'workbench.today', {});
  const { total } = await ask(page, 'history.page', {
    filter: { ...emptyHistoryFilter, attention: 'open' },
    sort: { by: 'received', direction: 'desc' },
    ...{ offset: 0, limit: 20 },
  });
  return [counts.open, counts.tasks, total];
}

const datesOf = async (page: Page, caseId: string) =>
  (await ask(page, 'case.deadlines', { caseId })).deadlines.map(({ id, dueOn }) => [id, dueOn]);

test('a complaint goes from one branch to another with its history and its days, and is open in one of them', async ({
  branchApp: first,
  profile,
}) => {
  test.setTimeout(240_000);
  const { page } = first;
  const hq = await startHeadquarters();
  const second = await launch({ userData: path.join(profile, 'second') });
  try {
    await connectBranch(first, hq);
    const { caseId, number } = await registerForm(page, {
      facts: '在城西支行办的卡，一年扣了两次年费',
      matter: '年费重复扣收',
      businessId: 'biz.debit.limits',
      party: { name: '周海', phone: '13800138000' },
      receivedAtMs: Date.now() - 4 * dayMs,
    });
    const { users } = await ask(page, 'session.tiles', {});
    const how = { complexity: 'simple', complexityReason: '', ownerId: users[0]?.userId ?? 'nobody' };
    await ask(page, 'case.accept', { commandId: newId(), caseId, ...how });
    await ask(page, 'case.addNote', { commandId: newId(), caseId, staffText: '客户要求书面答复' });
    const dates = await datesOf(page, caseId);
    expect(await openIn(page)).toEqual([1, 0, 1]);
    await syncUntilQuiet(first);

    await setUpBranch(second.page, other);
    await connectBranch(second, hq);
    await syncUntilQuiet(second);
    expect(await openIn(second.page)).toEqual([0, 0, 0]);

    const person = { change: 'add', account: 'wang', name: '王敏', role: 'officer' };
    const { setupCode: code } = await hq.admin<{ setupCode: string }>('/admin/people', person);
    const officer = createVisitor(hq);
    const { secret } = await officer.call('setup.open', { code });
    const totp = digitsAt(secret, Date.now());
    const { recoveryCodes } = await officer.call('setup.finish', { code, password: visitorPassword, totp });
    const { branches } = await officer.call('branch.list', {});
    const idOf = (name: string): string => branches.find((one) => one.name === name)?.id ?? '';
    const wish = { toBranchId: idOf(other.name), why: 'business', reason: '这张卡是城西支行办的' } as const;
    const place = { branchId: idOf(branch.name), caseId };
    const { number: there } = await officer.call('case.move', { ...place, ...wish, code: recoveryCodes[0] ?? '' });

    // The first branch does not know it yet, and goes on.
    await ask(page, 'case.addNote', { commandId: newId(), caseId, staffText: '已给客户回电' });
    await syncUntilQuiet(first);
    await openCase(page, number);
    await expect(page.getByText('已移交', { exact: true }).first()).toBeVisible();
    const banner = page.getByRole('alert').filter({ hasText: there });
    await expect(banner).toContainText('城西支行');
    await expect(banner).toContainText('业务属于那家网点');
    await photograph(page, 'tombstone');
    await expectAccessible(page);
    // What was done without knowing is to be looked at; nothing else is owed.
    expect(await openIn(page)).toEqual([0, 1, 0]);
    expect(await call(page, 'case.addNote', { commandId: newId(), caseId, staffText: '还想办' })).toMatchObject({
      ok: false,
      error: { code: 'case.wrongState', status: 'movedAway' },
    });
    const seen = page.getByRole('button', { name: /^知道了/ });
    await seen.click();
    await expect(seen).toHaveCount(0);
    expect(await openIn(page)).toEqual([0, 0, 0]);
    await page.getByRole('tab', { name: '经过' }).click();
    await expect(page.getByText(/总行|移交至 城西支行/).first()).toBeVisible();

    await syncUntilQuiet(second);
    expect(await openIn(second.page)).toEqual([1, 0, 1]);
    // By the number on the complainant's slip.
    const asked = { text: number, filter: emptyHistoryFilter, limit: 5 };
    await expect
      .poll(async () => (await ask(second.page, 'history.search', asked)).hits.map(({ row }) => row.number))
      .toContain(there);
    const { hits } = await ask(second.page, 'history.search', asked);
    await openCase(second.page, there);
    const origin = second.page.getByRole('alert').filter({ hasText: number });
    await expect(origin).toContainText('城东支行');
    await expect(second.page.getByText('已受理', { exact: true }).first()).toBeVisible();
    await photograph(second.page, 'arrived');
    await expectAccessible(second.page);
    const arrived = hits.find(({ row }) => row.number === there)?.row.caseId ?? '';
    expect(await datesOf(second.page, arrived)).toEqual(dates);
    await second.page.getByRole('tab', { name: '经过' }).click();
    await expect(second.page.getByText('在 城东支行').first()).toBeVisible();
    await expect(second.page.getByText('客户要求书面答复').first()).toBeVisible();
    await photograph(second.page, 'timeline');
    // And they work on it.
    await ask(second.page, 'case.startInvestigation', { commandId: newId(), caseId: arrived });
    await syncUntilQuiet(second);
    await syncUntilQuiet(first);
    expect(await openIn(page)).toEqual([0, 0, 0]);

    const all = { number: '', branchId: null, status: null, receivedFrom: null, receivedTo: null };
    const found = await officer.call('case.search', { query: all, after: null });
    expect(found.rows.map((row) => [row.number, row.status]).sort()).toEqual(
      [
        [number, 'movedAway'],
        [there, 'investigating'],
      ].sort(),
    );
  } finally {
    await second.close();
    await hq.remove();
  }
});

/** For a look, where somebody asks for it. */
async function photograph(page: Page, name: string): Promise<void> {
  const folder = process.env['PICTURES'];
  if (folder !== undefined) await page.screenshot({ path: path.join(folder, `moved-${name}.png`) });
}
