/** The case page: a case of every state with every part of it, and the dialog of every action. */
import { expect } from '@playwright/test';
import caseTexts from '../../../src/shared/locales/case.zh-CN.json';
import { emptyHistoryFilter } from '../../../src/shared/contract/history';
import { caseStatuses, type CaseStatus } from '../../../src/domain/complaint/states';
import { actionIds, type ActionId } from '../../../src/renderer/features/case/case-actions';
import { ask } from '../bridge';
import type { Walk } from '../pages/tour';
import { casesIn, changeTo, closeTop, officer, openCase, otherCounter, supervisor } from './steps';

/** States in which a proposal is shown: waiting, signed, and carried out. */
const withProposal: readonly CaseStatus[] = ['remedyPending', 'refused', 'approved', 'closed'];
/**
 * A state in which each action is offered to the supervisor. `null`: it has no dialog, or (the callback) is for somebody
 * who had no hand in the case. By the compiler, a new action belongs here.
 */
const offeredIn: { readonly [A in ActionId]: CaseStatus | null } = {
  accept: 'registered',
  markNotComplaint: 'registered',
  proposeRefusal: 'registered',
  // Only of one that was told: walked in refusal.spec.ts.
  liftRefusal: null,
  withdraw: 'registered',
  restoreAsComplaint: 'notComplaint',
  startInvestigation: null,
  proposeRemedy: null,
  assign: 'investigating',
  createTask: 'investigating',
  addFacts: 'investigating',
  suspendClock: 'investigating',
  // Only of a complex case, and of one that stands still: walked in clock.spec.ts.
  resumeClock: null,
  extendDeadline: null,
  recordClockFact: 'investigating',
  recordHeadCount: 'investigating',
  recogniseMajor: 'investigating',
  // Only of a major complaint: see jointAndMajor.
  writeMajorReport: null,
  reportMajor: null,
  rateEmotion: 'investigating',
  declareRecusal: 'investigating',
  recallRemedy: 'remedyPending',
  recordDelivery: 'approved',
  recordPerformance: 'informed',
  requestMaterial: 'investigating',
  receiveMaterial: 'awaitingMaterial',
  endWaiting: 'awaitingMaterial',
  sendInquiry: 'investigating',
  recordContact: 'investigating',
  recordMinutes: 'investigating',
  startMediation: 'investigating',
  endMediation: 'inMediation',
  makePromise: 'investigating',
  requestReview: 'informed',
  answerRegulator: 'inReview',
  // Walked in petition.spec.ts.
  answerPetition: null,
  // Only for somebody above the branch who had no hand in it.
  decideReview: null,
  recordReviewDelivery: 'reviewUpheld',
  close: 'informed',
  recordCallback: null,
  reopen: 'closed',
  recordDetails: 'closed',
  // Only for the officer: walked in transfer.spec.ts.
  transferOut: null,
  confirmTransfer: null,
  takeBackTransfer: null,
  merge: 'investigating',
  separate: 'merged',
  noteProceedings: 'closed',
  // Only of proceedings that are pending: walked in mediation.spec.ts.
  endProceedings: null,
  placeHold: 'closed',
  // Only of one that is held: walked in registers.spec.ts.
  liftHold: null,
};

export const walkCase: Walk = async (tour) => {
  await everyState(tour);
  await evidenceAndPapers(tour);
  await jointAndMajor(tour);
  await everyAction(tour);
  await writing(tour);
};

const everyState: Walk = async ({ app: { page }, visit }) => {
  // Only headquarters makes a tombstone: walked in moved-case.spec.ts.
  for (const status of caseStatuses.filter((one) => one !== 'movedAway')) {
    const [row] = await casesIn(page, status);
    if (row === undefined) throw new Error(`the sample branch has no case that is ${status}`);
    await openCase(page, row.number);
    await visit(`case-${status}`);
    if (!withProposal.includes(status)) continue;
    await page.getByRole('tab', { name: '处理方案' }).click();
    await visit(`case-${status}-remedy`);
  }
  await page.getByRole('tab', { name: '经过' }).click();
  await expect(page.getByRole('tabpanel').getByText('最新在上')).toBeVisible();
  await visit('case-timeline');
  await page.keyboard.press('Alt+KeyW');
  const why = page.getByRole('dialog', { name: /为什么是这一天/ });
  await expect(why).toBeVisible();
  await visit('case-why-date');
  await closeTop(page, why);
  await page.getByRole('button', { name: '更多操作' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await visit('case-more-actions');
  await closeTop(page, page.getByRole('menu'));
};

const evidenceAndPapers: Walk = async ({ app: { page }, visit }) => {
  const paper = page.frameLocator('iframe').locator('body');
  const [row] = await casesIn(page, 'investigating');
  await openCase(page, row?.number ?? '');
  await page.getByRole('tab', { name: '证据' }).click();
  await visit('case-evidence-empty');
  await page
    .getByRole('tabpanel')
    .locator('input[type=file]')
    .setInputFiles([
      { name: '回单.txt', mimeType: 'text/plain', buffer: Buffer.from('手续费 86.00') },
      { name: '照片.png', mimeType: 'image/png', buffer: onePixel },
      { name: '假的.pdf', mimeType: 'application/pdf', buffer: Buffer.from('not a pdf at all') },
    ]);
  const files = page.getByRole('listbox', { name: '材料列表' });
  await expect(files.getByRole('option', { name: /照片/ })).toBeVisible();
  await expect(page.getByText('需要改：').or(page.getByText('请留意：')).first()).toBeAttached();
  await files.getByRole('option', { name: /照片/ }).click();
  await visit('case-evidence');
  await files.getByRole('option', { name: /回单/ }).click();
  await visit('case-evidence-no-preview');

  await page.getByRole('tab', { name: '文书' }).click();
  await expect(paper).toContainText(row?.number ?? '');
  await visit('case-slip');
  await page.getByRole('radio', { name: '80 毫米小票' }).click();
  await visit('case-slip-80');
  await page.getByRole('radio', { name: '处理决定告知书' }).click();
  await visit('case-letter-not-yet');
  const [approved] = await casesIn(page, 'approved');
  await openCase(page, approved?.number ?? '');
  await page.getByRole('tab', { name: '文书' }).click();
  await expect(paper).toContainText(approved?.number ?? '');
  await visit('case-letter');

  await page.getByRole('tab', { name: '情况' }).click();
  await page.getByRole('button', { name: '查看完整电话' }).first().click();
  const reveal = page.getByRole('dialog', { name: '查看完整电话' });
  await reveal.getByRole('radio', { name: '其他' }).click();
  await visit('case-reveal');
  await reveal.getByRole('radio', { name: '联系客户' }).click();
  await reveal.getByRole('button', { name: '查看', exact: true }).click();
  await expect(page.getByText(/秒后遮回/)).toBeVisible();
  await visit('case-revealed');
};

const jointAndMajor: Walk = async ({ app: { page }, visit }) => {
  const { rows } = await ask(page, 'history.page', {
    filter: { ...emptyHistoryFilter, attention: 'major' },
    sort: { by: 'received', direction: 'desc' },
    offset: 0,
    limit: 1,
  });
  await openCase(page, rows[0]?.number ?? '');
  await page.getByRole('tab', { name: '共同与重大' }).click();
  await expect(page.getByRole('region', { name: '已作的报告' })).toBeVisible();
  await visit('case-major');
  const name = caseTexts.act.reportMajor;
  await page.getByRole('tabpanel').getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog', { name });
  await dialog.getByRole('button', { name, exact: true }).click();
  await expect(dialog).toContainText('请写报告给了哪个单位或哪个人');
  await visit('case-reportMajor');
  await closeTop(page, dialog);
};

const everyAction: Walk = async ({ app: { page }, visit }) => {
  const more = page.getByRole('button', { name: '更多操作' });
  const menu = page.getByRole('menu');
  for (const status of caseStatuses) {
    const wanted = new Set(actionIds.filter((action) => offeredIn[action] === status));
    // Not every informed case owes a performance: looks on until each action has shown its dialog.
    for (const { number } of wanted.size === 0 ? [] : await casesIn(page, status)) {
      await openCase(page, number);
      await more.click();
      const offered = await menu.locator('[role=menuitem]:not([aria-disabled=true])').allTextContents();
      await closeTop(page, menu);
      for (const action of [...wanted]) {
        const name = caseTexts.act[action];
        if (offered.includes(name)) {
          await more.click();
          await menu.getByRole('menuitem', { name, exact: true }).click();
        } else {
          const next = page.getByRole('main').getByRole('button', { name, exact: true }).first();
          if (!(await next.isVisible())) continue;
          await next.click();
        }
        const dialog = page.getByRole('dialog');
        await expect(dialog).toBeVisible();
        await visit(`case-${action}`);
        await closeTop(page, dialog);
        wanted.delete(action);
      }
      if (wanted.size === 0) break;
    }
    expect([...wanted], `actions of a case that is ${status} without a dialog on the tour`).toEqual([]);
  }
};

const writing: Walk = async ({ app: { page }, visit }) => {
  const [row] = await casesIn(page, 'investigating');
  await openCase(page, row?.number ?? '');
  await page.getByRole('button', { name: '拟处理方案' }).first().click();
  await expect(page.getByRole('group', { name: '怎么处理' })).toBeVisible();
  await visit('case-propose');
  await page.getByRole('button', { name: '提交审批' }).click();
  await expect(page.getByText('需要改：').first()).toBeAttached();
  await visit('case-propose-errors');
  await page.getByRole('button', { name: '放弃这一稿' }).click();
  const discard = page.getByRole('alertdialog', { name: '放弃这一稿方案？' });
  if (await discard.isVisible()) {
    await visit('confirm');
    await closeTop(page, discard);
  }

  // Whoever never touched the case may call the customer.
  await changeTo(page, otherCounter);
  const calls = page.getByRole('region', { name: '待回访' });
  // The middle of the row may be its date, which explains itself.
  await calls.getByRole('button').first().press('Enter');
  await page.getByRole('button', { name: '记录回访' }).first().click();
  const callback = page.getByRole('dialog', { name: '记录回访' });
  await callback.getByRole('radio', { name: '客户作答' }).click();
  await callback.getByRole('button', { name: '记录回访' }).click();
  await expect(callback).toContainText('请选一个分数');
  await visit('case-recordCallback');
  await closeTop(page, callback);

  await changeTo(page, officer);
  const [reviewed] = await casesIn(page, 'inReview');
  await openCase(page, reviewed?.number ?? '');
  await page.getByRole('main').getByRole('button', { name: '登记核查决定' }).click();
  const review = page.getByRole('dialog', { name: '登记核查决定' });
  await review.getByRole('radio', { name: '改变' }).click();
  await review.getByRole('button', { name: '登记核查决定' }).click();
  await expect(review).toContainText('请写改变了什么');
  await visit('case-decideReview');
  await closeTop(page, review);
  const [upheld] = await casesIn(page, 'reviewUpheld');
  await openCase(page, upheld?.number ?? '');
  await page.getByRole('tab', { name: '文书' }).click();
  await expect(page.frameLocator('iframe').locator('body')).toContainText('消费投诉核查决定告知书');
  await visit('case-review-letter');
  await changeTo(page, supervisor);
};

const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
