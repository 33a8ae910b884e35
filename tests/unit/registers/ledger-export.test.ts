/** The ledger as a file: read back as Excel would read it, and compared with what the branch recorded. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CaseCommand } from '../../../src/domain/complaint/commands';
import { registerHandlers } from '../../../src/main/handlers/register-handlers';
import { newId } from '../../../src/main/platform/ids';
import type { ColumnId } from '../../../src/main/registers/ledger-column';
import { ledgerColumns } from '../../../src/main/registers/ledger-columns';
import type { Session } from '../../../src/main/session/session';
import type { InputOf } from '../../../src/shared/contract/define';
import { type registersContract } from '../../../src/shared/contract/registers';
import { emptyHistoryFilter } from '../../../src/shared/contract/history';
import { branchInMemory, complaintOf, type BranchInMemory } from '../../support/branch-in-memory';

vi.mock('electron', () => ({ dialog: {} }));

const members = [
  { userId: 'u-wang', name: '王静', role: 'counter' },
  { userId: 'u-li', name: '李主任', role: 'supervisor' },
  { userId: 'u-qian', name: '钱主任', role: 'supervisor' },
] as const;

let branch: BranchInMemory;
let handlers: ReturnType<typeof registerHandlers>;
let dir: string;
let saveTo: string | undefined;
const numbers: string[] = [];

type Request = InputOf<(typeof registersContract)['register.exportLedger']>;
const exportLedger = (changes: Partial<Request> = {}, session: Session = branch.signIn('u-li')) =>
  handlers['register.exportLedger'](
    {
      commandId: newId(),
      filter: emptyHistoryFilter,
      sort: { by: 'received', direction: 'asc' },
      text: '',
      identity: 'masked',
      reason: '季度报告',
      ...changes,
    },
    { session },
  );

async function readBack(file: string) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  const [sheet, info] = book.worksheets;
  if (!sheet || !info) throw new Error('sheets are missing');
  const columnOf = (id: ColumnId): number => ledgerColumns.findIndex((column) => column.id === id) + 1;
  return {
    sheet,
    at: (rowNo: number, id: ColumnId) => sheet.getRow(rowNo).getCell(columnOf(id)),
    info: info.getColumn(1).values.flatMap((value) => (typeof value === 'string' ? [value] : [])),
  };
}

const register = async (changes: Parameters<typeof complaintOf>[1], named: readonly string[] = []): Promise<string> => {
  const number = `BJ01-260310-A00${String(numbers.length + 1)}-X`;
  const command: CaseCommand = {
    name: 'register',
    input: {
      number,
      source: 'form',
      receivedAtMs: branch.core.nowMs(),
      emotion: 1,
      details: complaintOf(named, { businessId: 'biz.debit.limits', ...changes }),
      evidence: [],
      draftHands: [],
      importKey: null,
    },
  };
  const session = branch.signIn('u-wang');
  const caseId = newId();
  const done = await session.records.runCaseCommand({ commandId: newId(), caseId, actor: session.user, command });
  if (!done.ok) throw new Error(done.error.code);
  numbers.push(number);
  return caseId;
};

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'ledger-export-'));
  branch = await branchInMemory(members);
  handlers = registerHandlers({
    core: branch.core,
    dialogs: { saveAs: async () => saveTo, open: async () => [], ask: async () => false },
  });
  await register({ amountFen: 123_456, facts: '=HYPERLINK("http://x","点我")' });
  await register({ amountFen: 1, matter: '+86 电话', wish: '@SUM(A1)' });
  await register({ amountFen: null }, ['u-qian']);
});
beforeEach(() => {
  saveTo = path.join(dir, `${newId()}.xlsx`);
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('the file', () => {
  it('has every case with dates as dates and amounts as numbers, and totals that are their sum', async () => {
    const before = branch.traces.length;
    expect(await exportLedger()).toEqual({
      ok: true,
      value: { cancelled: false, rows: 3, fileName: path.basename(saveTo ?? '') },
    });
    expect(branch.traces.slice(before)).toEqual([{ userId: 'u-li', type: 'audit.ledgerExported' }]);
    const { sheet, at, info } = await readBack(saveTo ?? '');
    expect(sheet.actualRowCount).toBe(4);
    expect([2, 3, 4].map((rowNo) => at(rowNo, 'number').value)).toEqual(numbers);
    expect(at(2, 'claimed')).toMatchObject({ value: 1_234.56, numFmt: '#,##0.00' });
    expect(at(3, 'claimed').value).toBe(0.01);
    expect(at(4, 'claimed').value).toBeNull();
    const received = at(2, 'received').value;
    expect(received).toBeInstanceOf(Date);
    // As the clock on the wall of the branch has it, whatever the zone of the machine.
    expect((received as Date).toISOString().slice(0, 10)).toBe(branch.core.localDate(branch.core.nowMs()));
    expect(at(2, 'decisionDue').value).toBeInstanceOf(Date);
    expect(at(2, 'registeredBy').value).toBe('王静');
    const line = (name: string): string | undefined =>
      info.find((text) => text.startsWith(name))?.slice(name.length + 1);
    expect(line('Complaints')).toBe('3');
    expect(line('Amounts concerned, total (yuan)')).toMatch(/1,?234\.57/);
    expect(line('Reason')).toBe('季度报告');
  });

  it('holds no formula', async () => {
    await exportLedger();
    const { sheet, at } = await readBack(saveTo ?? '');
    expect(at(2, 'facts').value).toBe('\'=HYPERLINK("http://x","点我")');
    expect(at(3, 'wish').value).toBe("'@SUM(A1)");
    expect(at(3, 'matter').value).toBe("'+86 电话");
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)));
  });

  it('masks identity unless it is asked for in full', async () => {
    await exportLedger();
    const masked = await readBack(saveTo ?? '');
    expect(masked.at(2, 'name').value).toBe('欧*兰');
    expect(masked.at(2, 'phone').value).toBe('138****5678');
    saveTo = path.join(dir, 'full.xlsx');
    await exportLedger({ identity: 'full' });
    const full = await readBack(saveTo);
    expect(full.at(2, 'name').value).toBe('欧阳若兰');
    expect(full.at(2, 'phone').value).toBe('13812345678');
    expect(full.info).toContain('With full identity: keep, send and destroy it as personal information');
    const counter = branch.signIn('u-wang');
    const other = { ...counter, user: { ...counter.user, role: 'administrator' as const } };
    expect(await exportLedger({ identity: 'full' }, other)).toMatchObject({ error: { code: 'authority.roleForbids' } });
  });

  it('has nothing of a case that names who exports, and says the same to everybody', async () => {
    expect(await exportLedger({}, branch.signIn('u-qian'))).toMatchObject({ value: { rows: 2 } });
    const { at, info } = await readBack(saveTo ?? '');
    expect([2, 3].map((rowNo) => at(rowNo, 'number').value)).toEqual(numbers.slice(0, 2));
    saveTo = path.join(dir, 'li.xlsx');
    await exportLedger();
    const about = 'Complaints that name the person who exports are not in the file, whoever that is';
    expect([info.includes(about), (await readBack(saveTo)).info.includes(about)]).toEqual([true, true]);
  });
});

describe('no file', () => {
  it('where the person changes their mind about the place, and none where it can not be written', async () => {
    const before = readdirSync(dir);
    saveTo = undefined;
    expect(await exportLedger()).toMatchObject({ value: { cancelled: true } });
    saveTo = path.join(dir, 'no', 'such', 'folder.xlsx');
    expect(await exportLedger()).toEqual({ ok: false, error: { code: 'register.saveFailed' } });
    expect(readdirSync(dir)).toEqual(before);
  });

  it('and no trace of one, where a folder has its name', async () => {
    const before = branch.traces.length;
    saveTo = path.join(dir, 'folder.xlsx');
    mkdirSync(saveTo);
    expect(await exportLedger()).toEqual({ ok: false, error: { code: 'register.saveFailed' } });
    expect(branch.traces.length).toBe(before);
  });

  it('where a line of the lists says something else than the record, and the case is named', async () => {
    const before = [readdirSync(dir), branch.traces.length];
    const session = branch.signIn('u-li');
    const wrong: Session = {
      ...session,
      lists: {
        ...session.lists,
        listEntries: async (ids) =>
          (await session.lists.listEntries(ids)).map((entry) =>
            entry.number === numbers[1] ? { ...entry, amountFen: 2 } : entry,
          ),
      },
    };
    expect(await exportLedger({}, wrong)).toMatchObject({
      ok: false,
      error: { code: 'register.notReconciled', count: 1, cases: [{ number: numbers[1], code: 'ledgerDiffers' }] },
    });
    expect([readdirSync(dir), branch.traces.length]).toEqual(before);
  });

  it('when it is stopped, and a second job does not start while one runs', async () => {
    const before = readdirSync(dir);
    const session = branch.signIn('u-li');
    const commandId = newId();
    const slow: Session = {
      ...session,
      records: {
        ...session.records,
        caseStates: async (ids) => {
          expect(await exportLedger()).toEqual({ ok: false, error: { code: 'register.busy' } });
          await handlers['register.cancel']({ jobId: commandId }, { session });
          return session.records.caseStates(ids);
        },
      },
    };
    expect(await exportLedger({ commandId }, slow)).toMatchObject({ value: { cancelled: true, rows: 0 } });
    expect(readdirSync(dir)).toEqual(before);
    expect(await exportLedger()).toMatchObject({ ok: true });
  });
});
