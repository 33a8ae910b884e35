/**
 * Writes tables as an Excel file: texts can't become formulas (`safe-cell.ts`), days are days, amounts are numbers, and every page says who took
 * it. Rows come one by one and leave compressed, so what stands in memory is the file and not its rows.
 */
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { safeCell, safeSheetName } from '../../src/domain/text/safe-cell';

/** A text, `YYYY-MM-DD`, fen, or a whole number. */
export type CellKind = 'text' | 'day' | 'money' | 'count';
export type Cell = string | number | null;

export interface Sheet {
  readonly name: string;
  readonly columns: readonly { readonly header: string; readonly width: number; readonly kind: CellKind }[];
  readonly rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>;
}

const formats: Readonly<Record<CellKind, string>> = {
  text: '@',
  day: 'yyyy-mm-dd',
  money: '#,##0.00',
  count: '0',
};
/** Rows between which other requests get their turn. */
const rowsPerTurn = 100;
const cut = '…';

function valueOf(cell: Cell, kind: CellKind): string | number | Date | null {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'number') return kind === 'money' ? cell / 100 : cell;
  // Excel knows no zones: the day as it stands, as if it were UTC.
  return kind === 'day' ? new Date(`${cell}T00:00:00Z`) : safeCell(cell, cut).text;
}

/** @param about lines of the last sheet, asked for when every row is written */
export async function writeReport(
  sheets: readonly Sheet[],
  about: { readonly name: string; readonly footer: string; readonly lines: () => readonly string[] },
): Promise<Buffer> {
  // Large, and rarely needed.
  const { default: excel } = await import('exceljs');
  const chunks: Buffer[] = [];
  const output = new PassThrough();
  output.on('data', (chunk: Buffer) => chunks.push(chunk));
  const book = new excel.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false });
  book.creator = '';
  // "&" starts a code in footers; Excel takes 255 characters.
  const oddFooter = `&C&8${about.footer.replace(/&/g, '&&').slice(0, 230)}  &P/&N`;
  for (const { name, columns, rows } of sheets) {
    const sheet = book.addWorksheet(safeSheetName(name), {
      views: [{ state: 'frozen', ySplit: 1 }],
      headerFooter: { oddFooter },
      pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 },
    });
    sheet.columns = columns.map(({ width, kind }) => ({
      width,
      style: { numFmt: formats[kind], alignment: { vertical: 'top', wrapText: kind === 'text' } },
    }));
    const header = sheet.addRow(columns.map((column) => safeCell(column.header, cut).text));
    header.font = { bold: true };
    header.commit();
    let count = 0;
    for await (const row of rows) {
      sheet.addRow(columns.map(({ kind }, index) => valueOf(row[index] ?? null, kind))).commit();
      count += 1;
      if (count % rowsPerTurn === 0) await nextTurn();
    }
    sheet.commit();
  }
  const info = book.addWorksheet(safeSheetName(about.name));
  info.columns = [{ width: 80, style: { numFmt: '@', alignment: { wrapText: true, vertical: 'top' } } }];
  for (const line of about.lines()) info.addRow([safeCell(line, cut).text]).commit();
  info.commit();
  await book.commit();
  return Buffer.concat(chunks);
}
