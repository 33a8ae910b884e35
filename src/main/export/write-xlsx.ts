/**
 * Writes a table as an Excel file: text cells only, no formula can arise, every printed page and a sheet of its own say who
 * exported it and when. Rows come one by one and leave as a stream; the file appears under its name only when complete.
 */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { err, ok, type Result } from '../../shared/contract/define';
import { safeCell, safeSheetName } from './safe-cell';

export interface ExportColumn {
  readonly header: string;
  /** In characters; 8 to 80. */
  readonly width: number;
}

export interface ExportTable {
  readonly sheetName: string;
  readonly columns: readonly ExportColumn[];
  /** Cells as texts, already masked and formatted; missing ones stay empty. */
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** Lines that say who exported what, when, under which number. */
  readonly watermark: readonly string[];
  /** Name of the sheet with the watermark, and the words at the end of a text that was cut; in the language of the export. */
  readonly infoSheetName: string;
  readonly truncationNotice: string;
}

export interface ExportOptions {
  /** Final path. */
  readonly file: string;
  readonly signal?: AbortSignal;
  /** Rows written so far, every thousand. */
  readonly onProgress?: (rowCount: number) => void;
}

export interface ExportResult {
  readonly rowCount: number;
  /** Cells that were cut, the first hundred: 1-based row in the sheet and column. */
  readonly truncated: readonly { readonly rowNo: number; readonly column: number }[];
}

export type ExportError =
  | { readonly code: 'export.tooManyRows' }
  | { readonly code: 'export.diskFull' }
  | { readonly code: 'export.writeFailed' }
  | { readonly code: 'export.cancelled' };

/** Excel's last row, less the header. */
const MAX_ROWS = 1_048_575;
/** Rows written before other work in the process gets its turn. */
const ROWS_PER_TURN = 100;

/** Writes the file. Faults of the disk are values; a fault of the row source is thrown after cleaning up. */
export async function writeXlsx(
  table: ExportTable,
  options: ExportOptions,
): Promise<Result<ExportResult, ExportError>> {
  const temporary = `${options.file}.part`;
  const output = createWriteStream(temporary, { flags: 'w', mode: 0o600 });
  const broken = new Promise<never>((_resolve, reject) => {
    output.once('error', (cause) => reject(Object.assign(cause, { fromDisk: true })));
  });
  // Heard of only through the race below; without a listener a late failure would end the process.
  broken.catch(() => undefined);
  try {
    const result = await Promise.race([writeTable(table, options, output), broken]);
    if (result.ok) {
      await rename(temporary, options.file).catch((cause: unknown) => {
        throw Object.assign(new Error('rename', { cause }), { fromDisk: true });
      });
    }
    return result;
  } catch (cause) {
    if (!(cause instanceof Error && 'fromDisk' in cause)) throw cause;
    const code = 'code' in cause ? cause.code : '';
    return err({ code: code === 'ENOSPC' || code === 'EDQUOT' ? 'export.diskFull' : 'export.writeFailed' });
  } finally {
    await closed(output);
    await rm(temporary, { force: true });
  }
}

async function writeTable(
  table: ExportTable,
  { signal, onProgress }: ExportOptions,
  output: NodeJS.WritableStream & { destroyed?: boolean },
): Promise<Result<ExportResult, ExportError>> {
  // Large, and most days never needed.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: output as never,
    useStyles: true,
    useSharedStrings: false,
  });
  book.creator = '';
  const sheet = book.addWorksheet(safeSheetName(table.sheetName), {
    views: [{ state: 'frozen', ySplit: 1 }],
    headerFooter: { oddFooter: footerOf(table.watermark) },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 },
  });
  sheet.columns = table.columns.map(({ width }) => ({
    width: Math.min(80, Math.max(8, width)),
    style: { numFmt: '@', alignment: { vertical: 'top', wrapText: true } },
  }));
  const header = sheet.addRow(table.columns.map((column) => safeCell(column.header, table.truncationNotice).text));
  header.font = { bold: true };
  header.commit();

  const truncated: { rowNo: number; column: number }[] = [];
  let rowCount = 0;
  for await (const row of table.rows) {
    if (signal?.aborted === true) return err({ code: 'export.cancelled' });
    if (rowCount === MAX_ROWS) return err({ code: 'export.tooManyRows' });
    rowCount += 1;
    const cells = table.columns.map((_column, index) => {
      const cell = safeCell(row[index] ?? '', table.truncationNotice);
      if (cell.truncated && truncated.length < 100) truncated.push({ rowNo: rowCount + 1, column: index + 1 });
      return cell.text === '' ? null : cell.text;
    });
    sheet.addRow(cells).commit();
    if (rowCount % 1000 === 0) onProgress?.(rowCount);
    if (rowCount % ROWS_PER_TURN === 0) await nextTurn();
  }
  sheet.commit();
  const info = book.addWorksheet(safeSheetName(table.infoSheetName));
  info.columns = [{ width: 80, style: { numFmt: '@' } }];
  for (const line of table.watermark) info.addRow([safeCell(line, table.truncationNotice).text]).commit();
  info.commit();
  await book.commit();
  return ok({ rowCount, truncated });
}

/** "&" starts a code in footers; Excel takes 255 characters. */
function footerOf(lines: readonly string[]): string {
  return `&C&8${lines.join('  ').replace(/&/g, '&&').slice(0, 230)}  &P/&N`;
}

async function closed(output: ReturnType<typeof createWriteStream>): Promise<void> {
  if (output.closed) return;
  await new Promise<void>((resolve) => {
    output.once('close', () => resolve());
    output.destroy();
  });
}
