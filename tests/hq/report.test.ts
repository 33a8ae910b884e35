/** 监管报表 over real sockets: tables that fit together, a list without names, no formulas, and an entry in the trail that names the file. */
import { createHash } from 'node:crypto';
import ExcelJS from 'exceljs';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { consoleAudit } from '../../server/db/console-schema';
import { emptyDetails, emptyParty } from '../../src/domain/complaint/values';
import { mostListed } from '../../src/shared/hq-console/report';
import { must } from '../support/case-builder';
import { branchInfo, codeOf, makePc, pushEvents, tryEnrol, type TestHq } from './support/branch-pc';
import { join, type Visitor } from './support/console-visitor';
import { suiteOfConsoleCalls, type ConsoleSuite } from './support/console-suite';

let database: ConsoleSuite['database'];
let hq: TestHq;
let visitor: Visitor;

suiteOfConsoleCalls((suite) => {
  ({ hq, visitor, database } = suite);
});

const period = { from: '2026-01-01', to: '2026-12-31' };
const reason = 'yearly report to the regulator';
const lastEntry = async () => must((await database.db.select().from(consoleAudit).orderBy(consoleAudit.no)).at(-1));

/** A branch whose name some spreadsheet would take for a formula, and one complaint of it. */
async function oneComplaint(): Promise<void> {
  const pc = makePc();
  await tryEnrol(hq, pc, await codeOf(hq, 'new'), { ...branchInfo, name: '=HYPERLINK("http://evil.example","x")' });
  const complainant = { ...emptyParty, name: '陈晓明', phone: '13800138000' };
  const coded = { businessId: 'biz.debit.limits', reasonId: 'reason.service', channelId: 'channel.walkIn' };
  const details = { ...emptyDetails, ...coded, amountFen: 12_345, parties: [complainant], facts: '柜员说了难听的话' };
  await pushEvents(hq, pc, [pc.writeCase({ details })]);
}

async function read(content: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(content, 'base64') as never);
  return book;
}

const textOf = (book: ExcelJS.Workbook): string =>
  JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));

it('has the tables, the complaints with masked names, who took it, and leaves its fingerprint in the trail', async () => {
  await oneComplaint();
  await join(hq, visitor, 'li', 'officer', Date.now());
  const file = await visitor.call('report.export', { period, withList: true, reason });
  expect(file).toMatchObject({ fileName: 'xianting-hq-2026.xlsx', rows: 1 });
  const book = await read(file.content);
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    '投诉渠道',
    '投诉业务',
    '投诉原因',
    '地区',
    '机构',
    '投诉清单',
    '导出说明',
  ]);
  const business = must(book.worksheets[1]);
  // Name, code, open before, received …, with the class below and the total.
  expect([2, 3, 4].map((row) => [1, 4].map((column) => business.getRow(row).getCell(column).value))).toEqual([
    ['借记卡及账户', 1],
    ['— 开户、销户、冻结、限额', 1],
    ['合计', 1],
  ]);
  expect(business.getRow(4).getCell(11).value).toBe(123.45);
  const list = must(book.worksheets[5]);
  expect(list.rowCount).toBe(2);
  expect(list.getRow(2).getCell(5).value).toBe('陈*明');
  expect(list.getRow(2).getCell(7).value).toBeInstanceOf(Date);
  const all = textOf(book);
  expect(all).not.toMatch(/陈晓明|13800138000|难听/);
  expect(list.getRow(2).getCell(3).value).toBe('\'=HYPERLINK("http://evil.example","x")');
  for (const sheet of book.worksheets)
    sheet.eachRow((row) => {
      row.eachCell(({ type, value }) => {
        expect(type).not.toBe(ExcelJS.ValueType.Formula);
        if (typeof value === 'string') expect(value).not.toMatch(/^[=+\-@]/);
      });
    });
  expect(all).toContain(file.copyId);
  expect(all).toContain('王敏 (li)');
  expect(createHash('sha256').update(Buffer.from(file.content, 'base64')).digest('hex')).toBe(file.digest);
  const entry = await lastEntry();
  expect(entry).toMatchObject({ action: 'report.exported', outcome: 'done', account: 'li' });
  expect(JSON.parse(entry.detail)).toEqual({
    receivedFrom: '2026-01-01',
    receivedTo: '2026-12-31',
    found: 1,
    copyId: file.copyId,
    digest: file.digest,
    reason,
  });
});

it('goes without the list, also over nothing, in the language of the person', async () => {
  await join(hq, visitor, 'li', 'officer', Date.now());
  await visitor.call('session.setLook', { language: 'en', colourMode: 'system' });
  const quarter = { from: '2020-01-01', to: '2020-03-31' };
  const file = await visitor.call('report.export', { period: quarter, withList: false, reason });
  expect(file).toMatchObject({ fileName: 'xianting-hq-2020Q1.xlsx', rows: 0 });
  const book = await read(file.content);
  expect(book.worksheets).toHaveLength(6);
  expect(must(book.worksheets[0]).getRow(2).getCell(1).value).toBe('Total');
});

it('is for officers, with a reason', async () => {
  await join(hq, visitor, 'li', 'officer', Date.now());
  const ask = (changes: object) => visitor.ask('report.export', { period, withList: false, reason, ...changes });
  expect((await ask({ reason: ' x ' })).error.code).toBe('console.badInput');
  for (const role of ['auditor', 'administrator'] as const) {
    await join(hq, visitor, `person-${role}`, role, Date.now());
    expect((await ask({})).error.code).toBe('console.forbidden');
    expect(await lastEntry()).toMatchObject({ action: 'operation.forbidden', outcome: 'refused' });
  }
});

it('says how many complaints are too many for a list, and gives the tables of them', async () => {
  await oneComplaint();
  await join(hq, visitor, 'li', 'officer', Date.now());
  await visitor.call('report.export', { period, withList: true, reason });
  await database.db.execute(sql`
    insert into console_cases
    select branch_id, 'more-' || n, number, status, received_at, updated_at, complainant, conflicts, counts, channel_id, business_id,
      reason_id, received_on, accepted_on, accept_due_on, answered_on, due_on, told_on, ended_on, extended, reopened, repeat,
      claimed_fen, granted_fen, doubts
    from console_cases, generate_series(1, ${sql.raw(String(mostListed))}) n`);
  const answer = await visitor.ask('report.export', { period, withList: true, reason });
  expect(answer.error).toEqual({ code: 'console.reportTooLong', rows: mostListed + 1, most: mostListed });
  const book = await read((await visitor.call('report.export', { period, withList: false, reason })).content);
  expect(must(book.worksheets[4]).getRow(2).getCell(5).value).toBe(mostListed + 1);
});

it('is not written twice at once', async () => {
  await oneComplaint();
  await join(hq, visitor, 'li', 'officer', Date.now());
  const answers = await Promise.all(
    [1, 2, 3].map(() => visitor.ask('report.export', { period, withList: true, reason })),
  );
  expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0);
  for (const { ok, error } of answers) if (!ok) expect(error.code).toBe('console.reportBusy');
});
