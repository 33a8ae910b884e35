/** 核查, without a network: asked for in writing, decided above the branch, told by a letter of its own, and what follows. */
import type { Page } from '@playwright/test';
import { ask, newId, registerForm, saveLetter } from './bridge';
import { expect, test, type RunningApp } from './fixtures';
import { withoutNetwork } from './pages/no-network';
import { people, signIn, signInWith } from './pages/setup-page';
import { closeTop, openCase } from './tour/steps';
import { act } from './support/case-menu';

const officer = { name: '赵颖', staffNo: 'X003', password: 'plum-garden-58' };

async function idOf(page: Page, name: string): Promise<string> {
  const { users } = await ask(page, 'session.tiles', {});
  return users.find((user) => user.name === name)?.userId ?? '';
}

/** The letter of the review on paper, and the dialog that records how it was delivered. */
async function tellReview(app: RunningApp, caseId: string) {
  await saveLetter(app, caseId, 'reviewLetter');
  const name = '记录核查决定送达';
  await app.page.getByRole('main').getByRole('button', { name, exact: true }).click();
  return app.page.getByRole('dialog', { name });
}

/** Registered, accepted, proposed, signed and told by supervisor and clerk. */
async function told(app: RunningApp, clerkId: string): Promise<{ caseId: string; number: string }> {
  const { page } = app;
  const registered = await registerForm(page, {
    facts: '年费扣了两次，柜台说查不到',
    matter: '重复扣年费',
    businessId: 'biz.debit.limits',
    party: { name: '周海', phone: '13800138000' },
  });
  const { caseId } = registered;
  const command = () => ({ commandId: newId(), caseId });
  await ask(page, 'case.accept', { ...command(), complexity: 'simple', complexityReason: '', ownerId: clerkId });
  await propose(page, caseId, 12_000);
  await approve(page, caseId);
  await saveLetter(app, caseId);
  const delivery = { method: 'handed', deliveredOn: today(), receivedBy: '周海', note: '' };
  await ask(page, 'case.recordDelivery', { ...command(), ...delivery });
  return registered;
}

async function propose(page: Page, caseId: string, amountFen: number): Promise<void> {
  const content = {
    kinds: ['refund'],
    amountFen,
    factsFound: '年费扣了两次。',
    basis: '收费公示第四项',
    decisionText: '退还多收的年费。',
    performBy: '',
    internalReason: '',
    evidenceIds: [],
  };
  await ask(page, 'case.proposeRemedy', { commandId: newId(), caseId, content });
}

async function approve(page: Page, caseId: string): Promise<void> {
  const userId = await idOf(page, people.supervisor.name);
  const { shown, digest } = await ask(page, 'approval.show', { caseId });
  const stepUp = { userId, password: people.supervisor.password };
  const { proposalId } = shown;
  await ask(page, 'approval.decide', {
    commandId: newId(),
    caseId,
    proposalId,
    digest,
    outcome: 'approve',
    reason: '',
    stepUp,
  });
}

const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());

async function writeDecision(page: Page, result: '维持' | '改变') {
  await page.getByRole('main').getByRole('button', { name: '登记核查决定' }).click();
  const decision = page.getByRole('dialog', { name: '登记核查决定' });
  await decision.getByRole('textbox', { name: '核查机构' }).fill('示范银行省分行');
  await decision.getByRole('textbox', { name: '文号' }).fill('省消保核〔2026〕7 号');
  await decision.getByRole('radio', { name: result }).click();
  await decision.getByRole('textbox', { name: /^理由/ }).fill('核查了过程、时限和结果。');
  return decision;
}

test('a review is asked for, changed by the superior institution, told, and remedied with a signature; the second one stands', async ({
  branchApp: app,
}) => {
  const { page, electron } = app;
  test.setTimeout(240_000);
  const network = await withoutNetwork(electron);
  await signIn(page, 'supervisor');
  await ask(page, 'user.add', { commandId: newId(), person: officer, role: 'officer' });
  await page.keyboard.press('Control+l');
  await signIn(page, 'counter');
  const { caseId, number } = await told(app, await idOf(page, people.counter.name));
  await openCase(page, number);

  const request = await act(page, '登记核查申请');
  await expect(request).toContainText('第二十条');
  await expect(request).toContainText('待合规确认');
  await request.getByRole('button', { name: '登记核查申请' }).click();
  await expect(request).toContainText('请写申请理由');
  await request.getByRole('textbox', { name: /申请理由/ }).fill('少退了一笔，柜台没有说明');
  // Closed by accident: what was typed is there again.
  await closeTop(page, request);
  const again = await act(page, '登记核查申请');
  await again.getByRole('radio', { name: '代理人' }).click();
  await again.getByRole('button', { name: '登记核查申请' }).click();
  await expect(again).toContainText('请写申请人的姓名或名称');
  await again.getByRole('radio', { name: '本人' }).click();
  await again.getByRole('button', { name: '登记核查申请' }).click();
  await expect(again).toBeHidden();
  await expect(page.getByText('核查中', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('tabpanel')).toContainText('少退了一笔，柜台没有说明');
  await page
    .getByRole('button', { name: /^核查决定 .+，看由来$/ })
    .first()
    .click();
  const why = page.getByRole('dialog', { name: /为什么是这一天/ });
  await expect(why).toContainText('收到核查申请');
  await closeTop(page, why);
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /^结案/ })).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByRole('menuitem', { name: '登记核查决定' })).toHaveCount(0);
  await closeTop(page, page.getByRole('menu'));

  await page.keyboard.press('Control+l');
  await signInWith(page, officer);
  await openCase(page, number);
  const decision = await writeDecision(page, '改变');
  await decision.getByRole('textbox', { name: '核查人' }).fill(people.supervisor.name);
  await decision.getByRole('button', { name: '登记核查决定' }).click();
  await expect(decision).toContainText('请写改变了什么');
  await decision.getByRole('textbox', { name: '改变了什么' }).fill('再退还 60 元。');
  await decision.getByRole('button', { name: '登记核查决定' }).click();
  await expect(decision).toContainText('不能作核查决定');
  await decision.getByRole('textbox', { name: '核查人' }).fill('钱进');
  await decision.getByRole('button', { name: '登记核查决定' }).click();
  await expect(decision).toBeHidden();
  await expect(page.getByText('核查改变', { exact: true }).first()).toBeVisible();

  await page.keyboard.press('Control+l');
  await signIn(page, 'counter');
  await openCase(page, number);
  await page.getByRole('button', { name: '打印核查决定告知书' }).click();
  const letter = page.frameLocator('iframe');
  await expect(letter.getByText('消费投诉核查决定告知书').first()).toBeVisible();
  await expect(letter.getByText('再退还 60 元。')).toBeVisible();
  await expect(letter.getByText(/提起诉讼/)).toBeVisible();
  const delivery = await tellReview(app, caseId);
  await delivery.getByRole('radio', { name: '当面交付' }).click();
  await delivery.getByRole('button', { name: '记录核查决定送达' }).click();
  await expect(delivery).toBeHidden();
  await expect(page.getByText('调查中', { exact: true }).first()).toBeVisible();

  // Nothing is told without a signature of its own.
  await propose(page, caseId, 18_000);
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /^记录送达/ })).toHaveAttribute('aria-disabled', 'true');
  await closeTop(page, page.getByRole('menu'));
  await approve(page, caseId);
  await saveLetter(app, caseId);
  const anew = { method: 'handed', deliveredOn: today(), receivedBy: '', note: '' };
  await ask(page, 'case.recordDelivery', { commandId: newId(), caseId, ...anew });
  const second = { receivedOn: today(), by: 'self', byName: '', grounds: '还是不对', evidenceIds: [], lateReason: '' };
  await ask(page, 'case.requestReview', { commandId: newId(), caseId, ...second });

  await page.keyboard.press('Control+l');
  await signInWith(page, officer);
  await openCase(page, number);
  const upheld = await writeDecision(page, '维持');
  await upheld.getByRole('textbox', { name: '核查人' }).fill('钱进');
  await upheld.getByRole('button', { name: '登记核查决定' }).click();
  await expect(upheld).toBeHidden();
  const toldAgain = await tellReview(app, caseId);
  await toldAgain.getByRole('radio', { name: '邮寄' }).click();
  await toldAgain.getByRole('button', { name: '记录核查决定送达' }).click();
  await expect(toldAgain).toContainText('邮寄和快递请写单号');
  await toldAgain.getByRole('textbox', { name: '挂号信、快递单号' }).fill('XA 1234 5678 9 CN');
  await toldAgain.getByRole('button', { name: '记录核查决定送达' }).click();
  await expect(toldAgain).toBeHidden();
  await expect(page.getByText('已告知', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menuitem', { name: /登记核查申请.*已经核查过并维持/ })).toBeVisible();
  await closeTop(page, page.getByRole('menu'));
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('核查决定：维持。示范银行省分行');
  await expect(page.getByRole('tabpanel')).toContainText('核查决定：改变。示范银行省分行');
  expect((await network.attempts()).filter((attempt) => attempt !== '')).toEqual([]);
});
