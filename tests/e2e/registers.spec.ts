/** Registers and returns without a network: the ledger as a file, a return that is refused until every case has a class, a hold. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { ask, newId, quickCapture, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { pagesOfPdf } from './pages/pdf';
import { people, signIn } from './pages/setup-page';
import { goTo } from './tour/steps';
import { act } from './support/case-menu';

type Table = Record<string, ExcelJS.CellValue>[];

/** Rows of a sheet by the words of its first row. */
function tableOf(sheet: ExcelJS.Worksheet | undefined): Table {
  const rows: Table = [];
  const heads: string[] = [];
  sheet?.eachRow((row, rowNo) => {
    const cells = row.values as ExcelJS.CellValue[];
    if (rowNo === 1) heads.push(...cells.slice(1).map((cell) => (typeof cell === 'string' ? cell : '')));
    else rows.push(Object.fromEntries(heads.map((head, index) => [head, cells[index + 1] ?? null])));
  });
  return rows;
}

async function read(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return book;
}

test('a ledger that can be added up, a return that names what it lacks, and a hold on a file', async ({
  branchApp: app,
}) => {
  test.setTimeout(180_000);
  const { page } = app;
  const folder = await mkdtemp(path.join(tmpdir(), 'xianting-registers-'));
  try {
    await signIn(page, 'counter');
    const whole = await registerForm(page, {
      facts: '=1+1 手续费收了两次',
      matter: '手续费',
      channelId: 'channel.walkIn',
      businessId: 'biz.debit.limits',
      reasonId: 'reason.service',
      party: { name: '周海', phone: '13800138000' },
    });
    await ask(page, 'case.recordDetails', {
      commandId: newId(),
      caseId: whole.caseId,
      changes: { amountFen: 20_050 },
    });
    const quick = await quickCapture(page, '排队太久');
    await page.keyboard.press('Control+l');
    await signIn(page, 'supervisor');
    await ask(page, 'case.withdraw', { commandId: newId(), caseId: quick.caseId, reason: '', signedNoteHeld: true });

    // The ledger, with identity in full.
    await goTo(page, 7, '台账与报表');
    await page.getByRole('button', { name: '导出台账' }).click();
    const exporting = page.getByRole('dialog', { name: '导出台账到 Excel' });
    await exporting.getByRole('radio', { name: '完整' }).click();
    await exporting.getByRole('textbox', { name: '为什么导出' }).fill('年度检查');
    const ledger = path.join(folder, 'ledger.xlsx');
    await app.answerSaveDialog(ledger);
    await exporting.getByRole('button', { name: '选择位置并导出' }).click();
    await expect(page.getByText('已导出 2 件到 ledger.xlsx')).toBeVisible();
    const book = await read(ledger);
    const lines = tableOf(book.worksheets[0]);
    const line = lines.find((one) => one['编号'] === whole.number);
    expect(line).toMatchObject({
      投诉人: '周海',
      电话: '13800138000',
      '事实（客户原话）': "'=1+1 手续费收了两次",
      '涉及金额（元）': 200.5,
      登记人: people.counter.name,
      状态: '已登记',
    });
    expect(line?.['收到时间']).toBeInstanceOf(Date);
    const about = book.worksheets[1]?.getColumn(1).values ?? [];
    expect(about).toContain('合计件数 2');
    const claimed = lines.reduce((sum, one) => sum + Number(one['涉及金额（元）'] ?? 0), 0);
    expect(about).toContain(`涉及金额合计（元） ${claimed.toFixed(2)}`);
    expect(await readdir(folder)).toEqual(['ledger.xlsx']);

    // The return, refused: one complaint has no reason.
    await page.getByRole('radio', { name: '年度' }).click();
    await page.getByRole('radio', { name: String(new Date().getFullYear()) }).click();
    await page.getByRole('button', { name: '统计', exact: true }).click();
    const problems = page.getByRole('list', { name: '需要处理的投诉' });
    await expect(problems).toContainText('没有投诉原因');
    await expect(problems.getByRole('listitem')).toHaveCount(1);
    await page.getByRole('button', { name: '导出报表' }).click();
    const making = page.getByRole('dialog', { name: '导出报表到 Excel' });
    await making.getByRole('textbox', { name: '为什么导出' }).fill('报送监管');
    await making.getByRole('button', { name: '选择位置并导出' }).click();
    await expect(making).toContainText('有 1 处对不上，没有出文件');
    await making.getByRole('button', { name: quick.number }).click();
    await expect(page.getByRole('heading', { level: 1, name: quick.number })).toBeVisible();

    // It is given one, though it is over.
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '修正分类编码', exact: true }).click();
    const coding = page.getByRole('dialog', { name: '修正分类编码' });
    await coding.getByRole('button', { name: '修正分类编码' }).click();
    await expect(coding).toContainText('请选一项');
    await coding.getByRole('combobox', { name: '原因' }).fill('fw');
    await page.keyboard.press('Enter');
    await coding.getByRole('button', { name: '修正分类编码' }).click();
    await expect(coding).toBeHidden();

    await goTo(page, 7, '台账与报表');
    await page.getByRole('button', { name: '统计', exact: true }).click();
    await expect(page.getByText('每件都数得清，可以导出。')).toBeVisible();
    await page.getByRole('button', { name: '导出报表' }).click();
    await making.getByRole('textbox', { name: '为什么导出' }).fill('报送监管');
    const file = path.join(folder, 'return.xlsx');
    await app.answerSaveDialog(file);
    await making.getByRole('button', { name: '选择位置并导出' }).click();
    await expect(page.getByText('报表已导出到 return.xlsx')).toBeVisible();
    const tables = (await read(file)).worksheets.slice(0, 4).map(tableOf);
    for (const table of tables) {
      const total = table.at(-1);
      expect(total).toMatchObject({ 本期收到: 2, 本期办结: 1, 期末未结: 1, '涉及金额（元）': claimed });
    }

    // 保全.
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: '搜索与命令' }).fill(quick.number);
    await expect(page.getByRole('option', { name: quick.number })).toBeVisible();
    await page.keyboard.press('Enter');
    const hold = await act(page, '保全档案');
    await hold.getByRole('button', { name: '保全档案' }).click();
    await expect(hold).toContainText('请写原因');
    await hold.getByRole('textbox', { name: /原因/ }).fill('客户已起诉');
    await hold.getByRole('button', { name: '保全档案' }).click();
    await expect(hold).toBeHidden();
    await expect(page.getByText(/起保全.*客户已起诉/)).toBeVisible();
    const lift = await act(page, '解除保全');
    await lift.getByRole('textbox', { name: /原因/ }).fill('判决已生效');
    await lift.getByRole('button', { name: '解除保全' }).click();
    await expect(lift).toBeHidden();
    await expect(page.getByText(/起保全.*客户已起诉/)).toBeHidden();

    // 卷宗, which archives what is closed.
    await ask(page, 'case.close', { commandId: newId(), caseId: quick.caseId, summary: '客户撤回' });
    await page.getByRole('tab', { name: '文书' }).click();
    const pdf = path.join(folder, 'file.pdf');
    const archiveClock = async () => {
      const { deadlines, state } = await ask(page, 'case.get', { caseId: quick.caseId });
      return [deadlines.find(({ id }) => id === 'archive')?.state === 'met', state.archives?.length ?? 0];
    };
    await expect(page.getByText(/还没有归档/)).toBeVisible();
    // A dialog that was left records nothing.
    await app.electron.evaluate(({ dialog }) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: true, filePath: '' });
    });
    await page.getByRole('button', { name: '存成卷宗 PDF' }).click();
    await expect(page.getByRole('button', { name: '存成卷宗 PDF' })).toBeEnabled();
    expect(await archiveClock()).toEqual([false, 0]);
    await app.answerSaveDialog(pdf);
    await page.getByRole('button', { name: '存成卷宗 PDF' }).click();
    await expect(page.getByText(/已归档，卷宗存为 file\.pdf，共 \d+ 页/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/还没有归档/)).toBeHidden();
    const sha256 = createHash('sha256')
      .update(await readFile(pdf))
      .digest('hex');
    await expect(page.getByText(`SHA-256 ${sha256}`)).toBeVisible();
    expect(await archiveClock()).toEqual([true, 1]);
    const pages = await pagesOfPdf(pdf);
    const index = pages[0] ?? '';
    expect(index).toContain('目录');
    // Every event stands in the index with the page on which it is.
    // The record names it too; the event stands behind it.
    const last = pages.findLastIndex((text) => text.includes('判决已生效')) + 1;
    expect(last).toBeGreaterThan(1);
    expect(index).toMatch(new RegExp(`解除保全${String(last)}(?=6\\d{4}年)`));
    for (const part of ['登记与办理记录', '材料与文书', '办理经过'])
      expect(index).toContain(
        `${part}${String(pages.findIndex((text) => text.includes(`/${String(pages.length)}${part}`)) + 1)}`,
      );
    expect(pages.join('\n')).toContain('排队太久');

    const { entries } = await ask(page, 'audit.page', { beforeEventId: null, limit: 50 });
    expect(entries.find(({ type }) => type === 'audit.ledgerExported')?.values).toMatchObject({
      rows: 2,
      identity: 'full',
      reason: '年度检查',
    });
    expect(entries.find(({ type }) => type === 'audit.archiveMade')?.values).toMatchObject({ pages: pages.length });
    expect(entries.find(({ type }) => type === 'audit.returnExported')?.values).toMatchObject({
      received: 2,
      closed: 1,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
