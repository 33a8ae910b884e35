/** The sample branch: made with progress, various, and marked as made up wherever it is seen or leaves the program. */
import path from 'node:path';
import { ask, everything } from './bridge';
import { expect, launch, test } from './fixtures';
import { textOfPdf } from './pages/pdf';

test('a sample branch is various, and says everywhere that it is one', async ({ profile }) => {
  test.setTimeout(180_000);
  const app = await launch({ userData: profile, args: ['--demo'] });
  const { page } = app;
  await expect(page.getByText(/已写好 \d+ 件，共 300 件/)).toBeVisible();
  await expect(page.getByRole('heading', { name: '请选择您是谁' })).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/人和事都是编的/)).toBeVisible();
  await expect(page.getByRole('listitem')).toHaveCount(4);
  await page.getByRole('button', { name: /李敏/ }).click();
  await page.keyboard.insertText('tea-garden-2026');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('banner')).toContainText('演示数据');

  const pageFrom = (offset: number) => ask(page, 'history.page', { ...everything, offset, limit: 150 });
  const [first, second] = [await pageFrom(0), await pageFrom(150)];
  const { total } = first;
  const rows = [...first.rows, ...second.rows];
  expect(total).toBe(300);
  const different = (key: keyof (typeof rows)[number]): number => new Set(rows.map((row) => row[key])).size;
  expect(different('status')).toBeGreaterThan(7);
  expect(different('businessId')).toBeGreaterThan(25);
  expect(different('matter')).toBeGreaterThan(40);
  expect(rows.some((row) => /^[ -~]+$/.test(row.matter))).toBe(true);

  const { caseId } = rows.find((row) => row.status === 'registered') ?? rows[0]!;
  const slip = path.join(profile, 'slip.pdf');
  await app.answerSaveDialog(slip);
  const copy = { caseId, kind: 'slip', format: 'a4', language: 'zh-CN', target: 'pdf' };
  await ask(page, 'document.output', { ...copy, commandId: '01900000-0000-7000-8000-000000000001' });
  expect(await textOfPdf(slip)).toContain('演示数据');
  // One remedy is worked out line by line, for the letter with its table.
  let calculated: readonly number[] = [];
  for (const row of rows.filter(({ status }) => status === 'informed')) {
    const { state } = await ask(page, 'case.get', { caseId: row.caseId });
    const content = state.proposals.at(-1)?.content;
    if (content?.lines === undefined) continue;
    calculated = content.lines.map(({ amountFen }) => amountFen);
    expect(calculated.reduce((sum, fen) => sum + fen, 0)).toBe(content.amountFen);
  }
  expect(calculated).toHaveLength(3);
  // An office of letters and visits passed one on, and a major one is reported form by form.
  const petition = rows.find((row) => row.petition);
  const { deadlines } = await ask(page, 'case.deadlines', { caseId: petition?.caseId });
  expect(deadlines.find(({ id }) => id === 'petitionAnswer')).toMatchObject({ kind: 'duty' });
  const major = rows.find((row) => row.major);
  const { state } = await ask(page, 'case.get', { caseId: major?.caseId });
  expect(state.major?.forms?.map(({ stage }) => stage)).toEqual(['first', 'followUp', 'final']);
  expect(state.major?.reports.flatMap(({ form }) => form ?? [])).toEqual([1, 2]);
  await app.close();
});
