import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_CELL_CHARACTERS, safeCell, safeSheetName } from '../../domain/text/safe-cell';
import { writeXlsx, type ExportTable } from './write-xlsx';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xianting-export-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const aTable = (change: Partial<ExportTable> = {}): ExportTable => ({
  sheetName: '投诉台账',
  columns: [
    { header: '编号', width: 20 },
    { header: '事由', width: 60 },
  ],
  rows: [['A-1', '账户被限制']],
  watermark: ['导出人：陈丽 R&D', '2026-03-02 10:21', '编号 E-7'],
  infoSheetName: '说明',
  truncationNotice: '…（已截断）',
  ...change,
});

async function readBack(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return book;
}

describe('cells', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\0=1',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    '  =1',
    '\u200B=cmd',
    '%0A=1',
    '|calc',
  ])('guards %j', (value) => {
    expect(safeCell(value, '').text.startsWith("'")).toBe(true);
  });

  it('leaves ordinary words alone, and never lets a formula sign come first', () => {
    for (const plain of ['张三', '1=1', 'a-b', '', '"x"', "'quoted"]) expect(safeCell(plain, '').text).toBe(plain);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const { text } = safeCell(raw, '');
        expect(text.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
        expect(/\p{Surrogate}/u.test(text)).toBe(false);
      }),
    );
  });

  it('cuts at what a cell holds, with notice and without halving a character', () => {
    expect(safeCell('长'.repeat(MAX_CELL_CHARACTERS), '…')).toEqual({
      text: '长'.repeat(MAX_CELL_CHARACTERS),
      truncated: false,
    });
    const cut = safeCell('𪛖'.repeat(MAX_CELL_CHARACTERS), '…完');
    expect(cut.truncated).toBe(true);
    expect(cut.text.length).toBeLessThanOrEqual(MAX_CELL_CHARACTERS);
    expect(cut.text).toMatch(/^(?:𪛖)+…完$/u);
  });

  it.each([
    ['[a]:*?/\\b', 'a b'],
    ["'quoted'", 'quoted'],
    ['', 'Sheet1'],
    ['History', 'Sheet1'],
    ['长'.repeat(40), '长'.repeat(31)],
  ])('names a sheet %j as %s', (name, safe) => {
    expect(safeSheetName(name)).toBe(safe);
  });
});

describe('file', () => {
  it('holds texts only, and reads back as written', async () => {
    const file = path.join(folder, 'a.xlsx');
    const rows = [
      ['A-1', '=HYPERLINK("http://x","y")'],
      ['0012', '第一行\n第二行 <&>'],
      ['', '  两端空格  '],
      ['only'],
    ];
    expect(await writeXlsx(aTable({ rows }), { file })).toEqual({ ok: true, value: { rowCount: 4, truncated: [] } });
    const book = await readBack(file);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['投诉台账', '说明']);
    const sheet = book.worksheets[0];
    expect(sheet?.getRow(1).getCell(2).value).toBe('事由');
    expect(sheet?.getRow(2).getCell(2).value).toBe('\'=HYPERLINK("http://x","y")');
    expect([sheet?.getRow(3).getCell(1).value, sheet?.getRow(3).getCell(2).value]).toEqual([
      '0012',
      '第一行\n第二行 <&>',
    ]);
    expect(sheet?.getRow(4).getCell(2).value).toBe('  两端空格  ');
    sheet?.eachRow((row) => {
      row.eachCell((cell) => {
        expect(cell.type).toBe(ExcelJS.ValueType.String);
        expect(cell.numFmt).toBe('@');
      });
    });
    expect(sheet?.headerFooter.oddFooter).toContain('导出人：陈丽 R&&D');
    expect(book.worksheets[1]?.getRow(3).getCell(1).value).toBe('编号 E-7');
    expect(await readdir(folder)).toEqual(['a.xlsx']);
  });

  it('names the cells it had to cut', async () => {
    const file = path.join(folder, 'a.xlsx');
    const written = await writeXlsx(
      aTable({
        rows: [
          ['x', 'y'],
          ['x', '长'.repeat(32_768)],
        ],
      }),
      { file },
    );
    expect(written).toMatchObject({ ok: true, value: { truncated: [{ rowNo: 3, column: 2 }] } });
    expect((await readBack(file)).worksheets[0]?.getRow(3).getCell(2).value).toMatch(/长…（已截断）$/);
  });

  it('streams many rows, tells progress, and stops on demand without leaving a file', async () => {
    const file = path.join(folder, 'a.xlsx');
    const told: number[] = [];
    const many = async function* (count: number, onRow?: (index: number) => void) {
      for (let index = 0; index < count; index += 1) {
        onRow?.(index);
        yield await Promise.resolve([`A-${index}`, '事由']);
      }
    };
    const written = await writeXlsx(aTable({ rows: many(3000) }), { file, onProgress: (count) => told.push(count) });
    expect(written).toMatchObject({ ok: true, value: { rowCount: 3000 } });
    expect(told).toEqual([1000, 2000, 3000]);
    const stop = new AbortController();
    const stopped = many(3000, (index) => {
      if (index === 500) stop.abort();
    });
    const other = path.join(folder, 'b.xlsx');
    expect(await writeXlsx(aTable({ rows: stopped }), { file: other, signal: stop.signal })).toEqual({
      ok: false,
      error: { code: 'export.cancelled' },
    });
    expect(await readdir(folder)).toEqual(['a.xlsx']);
  });

  it('answers a folder that is not there, or a file that is in the way, as a value', async () => {
    const failed = { ok: false, error: { code: 'export.writeFailed' } };
    expect(await writeXlsx(aTable(), { file: path.join(folder, 'no', 'a.xlsx') })).toEqual(failed);
    await mkdir(path.join(folder, 'taken.xlsx'));
    expect(await writeXlsx(aTable(), { file: path.join(folder, 'taken.xlsx') })).toEqual(failed);
    expect(await readdir(folder)).toEqual(['taken.xlsx']);
  });

  it('passes on a fault of the source and cleans up', async () => {
    const rows = (async function* () {
      yield await Promise.resolve(['x']);
      throw new Error('store is locked');
    })();
    await expect(writeXlsx(aTable({ rows }), { file: path.join(folder, 'a.xlsx') })).rejects.toThrow('store is locked');
    expect(await readdir(folder)).toEqual([]);
  });
});
