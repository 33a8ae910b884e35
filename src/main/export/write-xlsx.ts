/**
 * Writes tables as an Excel file: texts can't become formulas, dates are dates and amounts are numbers, every printed page and
 * a sheet of its own say who exported it and when. Rows come one by one and leave as a stream, no faster than the disk takes
 * them; the file appears under its name only when complete.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { nextTurn } from '../platform/slices';
import type ExcelJS from 'exceljs';
import { err, ok, type Result } from '../../shared/contract/define';
import { checkReplaceable, codeOf, writeFaultOf } from '../platform/disk';
import { safeCell, safeSheetName } from '../../domain/text/safe-cell';

/** How the cells of a column are written: a text, a day, a day and time, an amount of money (in fen) or a count. */
export type CellKind = 'text' | 'date' | 'dateTime' | 'money' | 'count';

/**
 * Of a column of its kind: a text; `YYYY-MM-DD`; `YYYY-MM-DDTHH:mm` in the zone of the branch; fen; a whole number. Empty text
 * or null is an empty cell, and what is no date stays the text that it is.
 */
export type ExportCell = string | number | null;

export interface ExportColumn {
  readonly header: string;
  /** In characters; 8 to 80. */
  readonly width: number;
  /** `text` where nothing is said. */
  readonly kind?: CellKind;
}

type Rows = AsyncIterable<readonly ExportCell[]> | Iterable<readonly ExportCell[]>;

export interface ExportSheet {
  readonly sheetName: string;
  readonly columns: readonly ExportColumn[];
  /** Cells, already masked; missing ones stay empty. */
  readonly rows: Rows;
}

export interface ExportTable extends ExportSheet {
  /** Sheets behind the first. */
  readonly more?: readonly ExportSheet[];
  /** Lines at the end of the sheet about the file, which are known only when every row is written: its totals. */
  readonly closing?: () => readonly string[];
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
  /** Rows written so far, every so many (a thousand unless said otherwise). */
  readonly onProgress?: (rowCount: number) => void;
  readonly progressEvery?: number;
  /** The file is complete but has not its name yet: the last moment to leave a trace of it, or to refuse it by a fault. */
  readonly onComplete?: (result: ExportResult) => Promise<void>;
}

export interface ExportResult {
  readonly rowCount: number;
  /** Cells that were cut, the first hundred: 1-based row in the sheet and column. */
  readonly truncated: readonly { readonly rowNo: number; readonly column: number }[];
}

export type ExportError =
  | { readonly code: 'export.tooManyRows' }
  | { readonly code: 'export.diskFull' }
  /** Open in another program, or a place where this person may not write. */
  | { readonly code: 'export.fileLocked' }
  | { readonly code: 'export.writeFailed' }
  | { readonly code: 'export.cancelled' };

/** Excel's last row, less the header. */
const MAX_ROWS = 1_048_575;
/** Cells written before other work in the process gets its turn: a few milliseconds. */
const CELLS_PER_TURN = 1_000;
const DAY_MS = 86_400_000;

const formats: Readonly<Record<CellKind, string>> = {
  text: '@',
  date: 'yyyy-mm-dd',
  dateTime: 'yyyy-mm-dd hh:mm',
  money: '#,##0.00',
  count: '0',
};

/** Writes the file. Faults of the disk are values; a fault of the row source is thrown after cleaning up. */
export async function writeXlsx(
  table: ExportTable,
  options: ExportOptions,
): Promise<Result<ExportResult, ExportError>> {
  try {
    await checkReplaceable(options.file);
  } catch (cause) {
    return err(faultOf(cause));
  }
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
      await options.onComplete?.(result.value);
      // A cancel that came while the last bytes were written: nobody waits for the file any more.
      if (options.signal?.aborted === true) return err({ code: 'export.cancelled' });
      await rename(temporary, options.file).catch((cause: unknown) => {
        throw Object.assign(new Error('rename', { cause }), { fromDisk: true, code: codeOf(cause) });
      });
    }
    return result;
  } catch (cause) {
    if (!(cause instanceof Error && 'fromDisk' in cause)) throw cause;
    return err(faultOf(cause));
  } finally {
    await closed(output);
    await rm(temporary, { force: true });
  }
}

const faultCodes = {
  diskFull: 'export.diskFull',
  notWritable: 'export.fileLocked',
  other: 'export.writeFailed',
} as const;

function faultOf(cause: unknown): ExportError {
  return { code: faultCodes[writeFaultOf(codeOf(cause))] };
}

type Book = InstanceType<typeof ExcelJS.stream.xlsx.WorkbookWriter>;

async function writeTable(
  table: ExportTable,
  options: ExportOptions,
  output: NodeJS.WritableStream & { destroyed?: boolean },
): Promise<Result<ExportResult, ExportError>> {
  // Large, and most days never needed.
  const { default: excel } = await import('exceljs');
  const book = new excel.stream.xlsx.WorkbookWriter({
    stream: output as never,
    useStyles: true,
    useSharedStrings: false,
  });
  book.creator = '';
  const truncated: { rowNo: number; column: number }[] = [];
  let rowCount = 0;
  for (const sheet of [table, ...(table.more ?? [])]) {
    const written = await writeSheet(book, sheet, table, options, truncated);
    if (!written.ok) return written;
    // Of the first sheet: the others explain it.
    if (sheet === table) rowCount = written.value;
  }
  const info = book.addWorksheet(safeSheetName(table.infoSheetName));
  info.columns = [{ width: 80, style: { numFmt: '@' } }];
  for (const line of [...table.watermark, ...(table.closing?.() ?? [])])
    info.addRow([safeCell(line, table.truncationNotice).text]).commit();
  info.commit();
  await book.commit();
  return ok({ rowCount, truncated });
}

async function writeSheet(
  book: Book,
  { sheetName, columns, rows }: ExportSheet,
  { watermark, truncationNotice }: ExportTable,
  { signal, onProgress, progressEvery = 1_000 }: ExportOptions,
  truncated: { rowNo: number; column: number }[],
): Promise<Result<number, ExportError>> {
  const sheet = book.addWorksheet(safeSheetName(sheetName), {
    views: [{ state: 'frozen', ySplit: 1 }],
    headerFooter: { oddFooter: footerOf(watermark) },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, paperSize: 9 },
  });
  sheet.columns = columns.map(({ width, kind = 'text' }) => ({
    width: Math.min(80, Math.max(8, width)),
    style: { numFmt: formats[kind], alignment: { vertical: 'top', wrapText: kind === 'text' } },
  }));
  const header = sheet.addRow(columns.map((column) => safeCell(column.header, truncationNotice).text));
  header.font = { bold: true };
  header.alignment = { vertical: 'top', wrapText: true };
  header.commit();
  const keepPace = paceOf(sheet);
  const rowsPerTurn = Math.max(1, Math.floor(CELLS_PER_TURN / columns.length));

  let rowCount = 0;
  for await (const row of rows) {
    if (signal?.aborted === true) return err({ code: 'export.cancelled' });
    if (rowCount === MAX_ROWS) return err({ code: 'export.tooManyRows' });
    rowCount += 1;
    const cells = columns.map(({ kind = 'text' }, index) => {
      const cell = valueOf(row[index] ?? null, kind, truncationNotice);
      if (cell.truncated && truncated.length < 100) truncated.push({ rowNo: rowCount + 1, column: index + 1 });
      return cell.value;
    });
    sheet.addRow(cells).commit();
    if (rowCount % progressEvery === 0) onProgress?.(rowCount);
    if (rowCount % rowsPerTurn === 0) {
      await nextTurn();
      await keepPace();
    }
  }
  sheet.commit();
  return ok(rowCount);
}

/**
 * Waits until what was written has been compressed. The writer of exceljs passes rows on without asking whether anybody takes
 * them, so that on a slow disk they would all stand in memory.
 */
function paceOf(sheet: object): () => Promise<void> {
  const { stream } = sheet as { readonly stream?: { readonly pipes?: readonly Partial<Sink>[] } };
  const sink = stream?.pipes?.[0];
  // A later version of exceljs may look otherwise inside: better to hear of it than to fill the memory.
  if (typeof sink?._writableState?.needDrain !== 'boolean') throw new Error('exceljs: no stream behind the sheet');
  const { _writableState: state } = sink;
  return async () => {
    if (state.needDrain) await once(sink as Sink, 'drain');
  };
}

/** A stream of the library that exceljs comes with, older than the one of Node. */
interface Sink extends NodeJS.EventEmitter {
  readonly _writableState: { readonly needDrain: boolean };
}

interface CellValue {
  readonly value: string | number | Date | null;
  readonly truncated: boolean;
}

function valueOf(cell: ExportCell, kind: CellKind, notice: string): CellValue {
  if (cell === null || cell === '') return { value: null, truncated: false };
  if (typeof cell === 'number') return { value: kind === 'money' ? cell / 100 : cell, truncated: false };
  const date = kind === 'date' || kind === 'dateTime' ? dateOf(cell) : null;
  if (date) return { value: date, truncated: false };
  const { text, truncated } = safeCell(cell, notice);
  return { value: text === '' ? null : text, truncated };
}

/** Excel knows no zones: the date as it stands is written as if it were UTC, which is how exceljs reads it back too. */
function dateOf(text: string): Date | null {
  const [, year, month, day, hour = '0', minute = '0'] = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d))?$/.exec(text) ?? [];
  if (year === undefined) return null;
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute));
  // Before this day spreadsheet programs count differently.
  return ms < Date.UTC(1900, 2, 1) || ms > Date.UTC(9999, 11, 31) + DAY_MS ? null : new Date(ms);
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
