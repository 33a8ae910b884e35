/** The supervisor's inbox on their own session, from the keyboard; and who can't decide. */
import { ask, call, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { refundOfFee } from './support/refund';

test('a supervisor works through the inbox from the keyboard; nobody decides on their own proposal', async ({
  branchApp: app,
}) => {
  const { page } = app;
  await signIn(page, 'counter');
  const { users } = await ask(page, 'session.tiles', {});
  const idOf = (who: keyof typeof people): string =>
    users.find(({ name }) => name === people[who].name)?.userId ?? 'nobody';
  const content = refundOfFee;
  const propose = async (name: string, amountFen: number): Promise<string> => {
    const { caseId } = await registerForm(page, {
      facts: '年费扣了两次',
      matter: '年费扣了两次',
      businessId: 'biz.debit.limits',
      party: { name, phone: '13800138000' },
    });
    const accepted = { complexity: 'simple', complexityReason: '', ownerId: idOf('counter') };
    await ask(page, 'case.accept', { commandId: newId(), caseId, ...accepted });
    await ask(page, 'case.proposeRemedy', { commandId: newId(), caseId, content: { ...content, amountFen } });
    return caseId;
  };
  const toApprove = await propose('周海', 20_000);
  const toReturn = await propose('吴桂芳', 30_000);
  const tooMuch = await propose('马文', 9_000_000);

  // Four eyes: whoever proposed is refused, also past the page.
  const shown = await ask(page, 'approval.show', { caseId: toApprove });
  const own = await call(page, 'approval.decide', {
    commandId: newId(),
    caseId: toApprove,
    proposalId: shown.shown.proposalId,
    digest: shown.digest,
    outcome: 'approve',
    reason: '',
    stepUp: null,
  });
  expect(own.ok).toBe(false);

  await page.keyboard.press('Control+l');
  await signIn(page, 'supervisor');
  await page.keyboard.press('Control+3');
  const inbox = page.getByRole('listbox', { name: '等批的方案' });
  await expect(inbox.getByRole('option')).toHaveCount(3);
  await expect(inbox.getByRole('option', { selected: true })).toContainText('¥200.00');
  await expect(page.getByRole('region', { name: '处理方案' })).toContainText('退还重复扣收的年费。');
  await page.keyboard.press('Control+Enter');
  await expect(inbox.getByRole('option')).toHaveCount(2);

  // Without a reason nothing is returned, and the cursor stands where the reason goes.
  await expect(inbox.getByRole('option', { selected: true })).toContainText('¥300.00');
  await expect(page.getByRole('region', { name: '处理方案' })).toContainText('退还重复扣收的年费。');
  await page.keyboard.press('Alt+r');
  await expect(page.getByText('请写原因，提方案的人要照着改')).toBeVisible();
  await expect(page.getByRole('textbox', { name: '意见' })).toBeFocused();
  await page.keyboard.insertText('金额请再核对一遍');
  await page.keyboard.press('Alt+r');
  await expect(inbox.getByRole('option')).toHaveCount(1);

  // Above the limit only a return or a refusal is possible.
  await expect(page.getByRole('button', { name: '批准并签名' })).toBeDisabled();
  await expect(page.getByRole('button', { name: '退回修改' })).toBeEnabled();

  expect((await ask(page, 'case.get', { caseId: toApprove })).signature?.valid).toBe(true);
  expect((await ask(page, 'case.get', { caseId: toReturn })).state.proposals.at(-1)?.status).toBe('returned');
  expect((await ask(page, 'case.get', { caseId: tooMuch })).state.status).toBe('remedyPending');
});
