import ExcelJS from 'exceljs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { ledgerErrorOf, type LedgerError, type LedgerInfo, type LedgerJob, type LedgerRow } from './ledger-types';
import { recogniseEncoding } from './read-csv';
import { MAX_LEDGER_ROWS, readLedger } from './read-ledger';
import { attributeOf, createXmlScanner } from './xml-scan';

async function read(
  bytes: Uint8Array,
  more: Omit<LedgerJob, 'source'> = {},
): Promise<{ rows: LedgerRow[]; info: LedgerInfo }> {
  const rows: LedgerRow[] = [];
  const info = await readLedger(
    { source: { bytes }, ...more },
    { onRow: (row) => rows.push(row), onProgress: () => undefined },
  );
  return { rows, info };
}

async function refusalOf(bytes: Uint8Array, more: Omit<LedgerJob, 'source'> = {}): Promise<LedgerError | 'none'> {
  return await read(bytes, more).then(
    () => 'none' as const,
    (cause: unknown) => ledgerErrorOf(cause),
  );
}

async function workbookOf(build: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  build(book.addWorksheet('台账'), book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** A compound file (MS-CFB) as far as it tells what it holds: a header, and a sector of its directory with these entries. */
function compoundFile(...names: readonly string[]): Uint8Array {
  const file = Buffer.alloc(1024);
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  for (const [index, name] of ['Root Entry', ...names].entries()) file.write(name, 512 + index * 128, 'utf16le');
  return file;
}

const csv = (text: string, encoding = 'utf-8'): Uint8Array => new Uint8Array(iconv.encode(text, encoding));

describe('Excel', () => {
  it('reads values as they are: texts, numbers, dates, truth values, formulas by result', async () => {
    const bytes = await workbookOf((sheet) => {
      sheet.addRow(['编号', '受理日期', '金额', '已结', '备注']);
      sheet.addRow([
        'A-1',
        new Date(Date.UTC(2025, 8, 30, 10, 15)),
        128.5,
        true,
        { richText: [{ text: '分' }, { text: '两段 <&>"\'' }] },
      ]);
      sheet.addRow([]);
      sheet.addRow([
        { formula: 'CONCAT("A","-2")', result: 'A-2' },
        null,
        { formula: '1+1', result: 2 },
        { error: '#N/A' },
        ' 前后空格 ',
      ]);
      sheet.getCell('B2').numFmt = 'yyyy"年"m"月"d"日"';
    });
    const { rows, info } = await read(bytes);
    expect(rows).toEqual([
      { rowNo: 1, cells: ['编号', '受理日期', '金额', '已结', '备注'] },
      { rowNo: 2, cells: ['A-1', new Date(Date.UTC(2025, 8, 30, 10, 15)), 128.5, true, '分两段 <&>"\''] },
      { rowNo: 4, cells: ['A-2', null, 2, '#N/A', ' 前后空格 '] },
    ]);
    expect(info).toEqual({
      kind: 'xlsx',
      sheets: ['台账'],
      sheet: '台账',
      encoding: null,
      notices: [{ code: 'errorCells', count: 1 }],
      rowCount: 3,
    });
  });

  it('repeats cells merged downwards, and leaves a merged title alone', async () => {
    const bytes = await workbookOf((sheet) => {
      sheet.addRow(['滨河路支行台账']);
      sheet.addRow(['张三', '第一件']);
      sheet.addRow([null, '第二件']);
      sheet.addRow([null, '第三件']);
      sheet.addRow(['李四', '第四件']);
      sheet.mergeCells('A1:E1');
      sheet.mergeCells('A2:A4');
    });
    expect((await read(bytes)).rows.map((row) => row.cells)).toEqual([
      ['滨河路支行台账'],
      ['张三', '第一件'],
      ['张三', '第二件'],
      ['张三', '第三件'],
      ['李四', '第四件'],
    ]);
  });

  it('takes the first visible sheet, or the one asked for', async () => {
    const bytes = await workbookOf((sheet, book) => {
      sheet.state = 'hidden';
      sheet.addRow(['hidden']);
      book.addWorksheet('2025 & 旧').addRow(['visible']);
    });
    const first = await read(bytes);
    expect([first.info.sheets, first.info.sheet, first.rows[0]?.cells]).toEqual([
      ['台账', '2025 & 旧'],
      '2025 & 旧',
      ['visible'],
    ]);
    expect((await read(bytes, { sheet: '台账' })).rows[0]?.cells).toEqual(['hidden']);
    expect(await refusalOf(bytes, { sheet: '没有' })).toEqual({ code: 'import.sheetMissing', sheet: '没有' });
  });

  it('agrees with a second reader on any table', async () => {
    const cell = fc.oneof(
      fc.string({
        unit: fc.constantFrom('中', 'a', ' ', '<', '&', '"', "'", '\n', '𪛖', '_', 'x', '0', 'D'),
        minLength: 1,
        maxLength: 12,
      }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 6 }), { minLength: 1, maxLength: 6 }), async (table) => {
        const bytes = await workbookOf((sheet) => {
          for (const row of table) sheet.addRow(row);
        });
        const second = new ExcelJS.Workbook();
        await second.xlsx.load(Buffer.from(bytes).buffer.slice(0));
        const expected = new Map<number, unknown[]>();
        second.worksheets[0]?.eachRow((row, rowNo) => {
          const cells = Array.from((row.values as unknown[]).slice(1), (value) => value ?? null);
          if (cells.some((value) => value !== null)) expected.set(rowNo, cells);
        });
        const found = await read(bytes).then(
          ({ rows }) => rows,
          () => [],
        );
        expect(new Map(found.map((row) => [row.rowNo, [...row.cells]]))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('refuses what is no workbook, whole or broken, with a reason', async () => {
    const good = await workbookOf((sheet) => sheet.addRow(['x']));
    expect(await refusalOf(good.subarray(0, good.length - 30))).toEqual({ code: 'import.unreadable' });
    expect(await refusalOf(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).toEqual({ code: 'import.unreadable' });
    expect(await refusalOf(compoundFile('Workbook'))).toEqual({ code: 'import.oldExcel' });
    expect(await refusalOf(compoundFile('EncryptionInfo', 'EncryptedPackage'))).toEqual({
      code: 'import.passwordProtected',
    });
    expect(await refusalOf(new Uint8Array())).toEqual({ code: 'import.empty' });
    expect(await refusalOf(await workbookOf(() => undefined))).toEqual({ code: 'import.empty' });
    expect(await refusalOf(new Uint8Array(50 * 1024 * 1024 + 1))).toEqual({
      code: 'import.tooLarge',
      limitMegabytes: 50,
    });
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const broken = Uint8Array.from(good);
        broken[at] = (broken[at] ?? 0) ^ change;
        const refusal = await refusalOf(broken);
        expect(refusal === 'none' || refusal.code.startsWith('import.')).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['HTML', '<html><head><meta charset="gbk"></head><table><tr><td>编号</td></tr></table></html>', 'gb18030'],
    ['HTML with a mark', '\uFEFF<!DOCTYPE html>\n<table><tr><td>编号</td></tr></table>', 'utf-8'],
    ['a bare table', '\r\n <TABLE border=1><tr><td>编号,姓名</td></tr></TABLE>', 'utf-8'],
    ['HTML in UTF-16', '\uFEFF<html><table></table></html>', 'utf-16le'],
    ['XML of Excel 2003', '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', 'utf-8'],
  ])('knows %s under the name of a workbook', async (_name, text, encoding) => {
    expect(await refusalOf(csv(text, encoding))).toEqual({ code: 'import.webPage' });
  });

  it('takes a CSV that begins with an angle bracket', async () => {
    expect((await read(csv('<编号>,姓名\n1,张三\n'))).rows).toHaveLength(2);
  });

  it('refuses a document type declaration', () => {
    const scanner = createXmlScanner({ onOpen: () => undefined, onClose: () => undefined, onText: () => undefined });
    expect(() => scanner.feed('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>')).toThrow('import.unreadable');
  });

  it('reads XML the same however it is cut', () => {
    const xml = `<?xml version="1.0"?><x:a r="1 &gt; 0" t='q"q'><!-- <no> --><b/>te&#x4e2d;xt<![CDATA[<raw>]]></x:a>`;
    const eventsOf = (pieces: string[]): string => {
      const events: string[] = [];
      let text = '';
      const scanner = createXmlScanner({
        onOpen: (name, attributes) =>
          events.push(text, `<${name} ${attributeOf(attributes, 'r') ?? ''} ${attributeOf(attributes, 't') ?? ''}`),
        onClose: (name) => events.push(text, `>${name}`),
        onText: (piece) => (text += piece),
      });
      for (const piece of pieces) scanner.feed(piece);
      scanner.end();
      return events.join('|');
    };
    const whole = eventsOf([xml]);
    expect(whole).toContain('te中xt<raw>');
    fc.assert(
      fc.property(fc.nat(xml.length), fc.nat(xml.length), (a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        return eventsOf([xml.slice(0, from), xml.slice(from, to), xml.slice(to)]) === whole;
      }),
    );
  });
});

describe('CSV', () => {
  it.each([
    ['utf-8', 'utf-8', false],
    ['utf-8 with mark', 'utf-8', false],
    ['gb18030', 'gb18030', true],
    ['utf-16le', 'utf-16le', false],
  ])('recognises %s', async (kind, encoding, guessed) => {
    const text = '编号,姓名,事由\r\n1,张三,账户被限制\r\n2,李四,"柜台, 态度""差"""\r\n';
    const bytes =
      kind === 'utf-8 with mark'
        ? csv(`\uFEFF${text}`)
        : kind === 'utf-16le'
          ? csv(`\uFEFF${text}`, 'utf-16le')
          : csv(text, kind);
    const { rows, info } = await read(bytes);
    expect(rows.map((row) => row.cells)).toEqual([
      ['编号', '姓名', '事由'],
      ['1', '张三', '账户被限制'],
      ['2', '李四', '柜台, 态度"差"'],
    ]);
    expect(info.encoding).toBe(encoding);
    expect(info.notices.some((notice) => notice.code === 'encodingGuessed')).toBe(guessed);
  });

  it('keeps short GBK texts Chinese, and lets a person choose otherwise', async () => {
    expect(recogniseEncoding(csv('张三', 'gbk'))).toEqual({ encoding: 'gb18030', guessed: true });
    expect((await read(csv('姓名\n𪛖', 'gb18030'))).rows[1]?.cells).toEqual(['𪛖']);
    expect((await read(csv('許', 'big5'), { encoding: 'big5' })).rows[0]?.cells).toEqual(['許']);
  });

  it('knows other separators, blank lines and quotation marks that never close', async () => {
    expect((await read(csv('a;b;c\n1;2;3\n'))).rows[1]?.cells).toEqual(['1', '2', '3']);
    expect((await read(csv('a\tb\n1\t2\n'))).rows[1]?.cells).toEqual(['1', '2']);
    expect((await read(csv('sep=|\na|b,c\n'))).rows).toEqual([{ rowNo: 2, cells: ['a', 'b,c'] }]);
    expect((await read(csv('a,b\n\n,,\n1,2\n'))).rows.map((row) => row.rowNo)).toEqual([1, 4]);
    const unclosed = await read(csv('a,b\n1,"2\n3,4\n'));
    expect(unclosed.info.notices).toEqual([{ code: 'quoteUnclosed', rowNo: 2 }]);
  });

  it('refuses binary, and more rows than it takes', async () => {
    expect(await refusalOf(Uint8Array.from([1, 0, 2, 3, 0, 0, 9, 0, 0]))).toEqual({ code: 'import.unreadable' });
    const many = await refusalOf(csv('x\n'.repeat(MAX_LEDGER_ROWS + 1)));
    expect(many).toEqual({ code: 'import.tooManyRows', limitRows: MAX_LEDGER_ROWS });
  });
});
