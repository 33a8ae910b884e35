/** What a ledger file gives, before anyone knows what its columns mean. Types only: shared by main and its worker. */

/** A cell's value. The UTC fields of a `Date` are the wall clock that the sheet shows; a time of day has the day 1899-12-30. */
export type LedgerCell = string | number | Date | boolean | null;

/** One row with content. `rowNo` is the number the person sees in Excel, from 1; trailing empty cells are left out. */
export interface LedgerRow {
  readonly rowNo: number;
  readonly cells: readonly LedgerCell[];
}

export type LedgerEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';

/** Things a person should know before importing. */
export type LedgerNotice =
  /** The bytes could be read in more than one way; show a preview and offer the others. */
  | { readonly code: 'encodingGuessed'; readonly encoding: LedgerEncoding }
  /** Cells beyond the last column we read (256) were left out. */
  | { readonly code: 'columnsLeftOut' }
  /** Formulas with an error value came over as their text (#N/A …). */
  | { readonly code: 'errorCells'; readonly count: number }
  /** A quotation mark was opened and never closed; what follows may be in the wrong cells. */
  | { readonly code: 'quoteUnclosed'; readonly rowNo: number };

export interface LedgerInfo {
  readonly kind: 'xlsx' | 'csv';
  readonly sheets: readonly string[];
  readonly sheet: string;
  /** Of a CSV file. */
  readonly encoding: LedgerEncoding | null;
  readonly notices: readonly LedgerNotice[];
  readonly rowCount: number;
}

export type LedgerError =
  | { readonly code: 'import.unreadable' }
  | { readonly code: 'import.tooLarge'; readonly limitMegabytes: number }
  | { readonly code: 'import.tooManyRows'; readonly limitRows: number }
  | { readonly code: 'import.passwordProtected' }
  /** `.xls` of before 2007. */
  | { readonly code: 'import.oldExcel' }
  /** A table of a web page, or Excel's XML of 2003, under the name of a workbook: what many systems call an export. */
  | { readonly code: 'import.webPage' }
  | { readonly code: 'import.empty' }
  | { readonly code: 'import.sheetMissing'; readonly sheet: string }
  | { readonly code: 'import.cancelled' };

export interface LedgerJob {
  readonly source: { readonly path: string } | { readonly bytes: Uint8Array };
  /** Name of the sheet; the first visible one when absent. */
  readonly sheet?: string;
  /** Chosen by a person; recognised when absent. */
  readonly encoding?: LedgerEncoding;
}

/** What the worker tells main. */
export type LedgerMessage =
  | { readonly kind: 'rows'; readonly rows: readonly LedgerRow[] }
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'done'; readonly info: LedgerInfo }
  | { readonly kind: 'failed'; readonly error: LedgerError };

/** Where a reader puts what it finds. `fraction` runs from 0 to 1. */
export interface LedgerSink {
  readonly onRow: (row: LedgerRow) => void;
  readonly onProgress: (fraction: number) => void;
}

/** An expected refusal on its way out of a reader. */
export function ledgerFailure(error: LedgerError): Error {
  return Object.assign(new Error(error.code), { ledgerError: error });
}

/** The refusal in an error; anything else means that the file broke the reader, which is `import.unreadable`. */
export function ledgerErrorOf(cause: unknown): LedgerError {
  if (cause instanceof Error && 'ledgerError' in cause) return cause.ledgerError as LedgerError;
  return { code: 'import.unreadable' };
}
