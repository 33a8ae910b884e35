/**
 * Reads one sheet of an Excel file (.xlsx, .xlsm without its macros) row by row: values only, formulas as the value last
 * computed, dates as dates, cells merged downwards repeated.
 *
 * Written here and not left to exceljs: its streaming reader ignores merged cells and writes sheets in the clear to the
 * temporary folder when the texts come last in the file; its other reader holds the whole workbook in memory.
 */
import { ledgerFailure, type LedgerCell, type LedgerInfo, type LedgerNotice, type LedgerSink } from './ledger-types';
import { attributeOf, scanXml, type XmlHandler } from './xml-scan';
import { readZipEntries, type ZipEntries } from './zip-entries';

const MAX_COLUMNS = 256;
const MAX_MERGES = 50_000;

interface Workbook {
  readonly sheets: readonly { readonly name: string; readonly part: string; readonly hidden: boolean }[];
  readonly from1904: boolean;
}

interface MergeDown {
  readonly column: number;
  readonly top: number;
  readonly bottom: number;
  value: LedgerCell;
}

/** Reads a sheet into the sink. Throws ledger failures. */
export async function readXlsx(
  file: Uint8Array,
  sheetName: string | undefined,
  sink: LedgerSink,
): Promise<Omit<LedgerInfo, 'rowCount'>> {
  const zip = readZipEntries(file);
  const workbook = await readWorkbook(zip);
  const sheet =
    sheetName === undefined
      ? (workbook.sheets.find((one) => !one.hidden) ?? workbook.sheets[0])
      : workbook.sheets.find((one) => one.name === sheetName);
  if (sheet === undefined)
    throw ledgerFailure(
      sheetName === undefined ? { code: 'import.unreadable' } : { code: 'import.sheetMissing', sheet: sheetName },
    );
  const texts = zip.has('xl/sharedStrings.xml') ? await readTexts(zip) : [];
  const dateStyles = zip.has('xl/styles.xml') ? await readDateStyles(zip) : new Set<number>();
  const merges = await readMerges(zip, sheet.part);
  const notices = await readSheet(zip, sheet.part, { texts, dateStyles, merges, from1904: workbook.from1904 }, sink);
  return { kind: 'xlsx', sheets: workbook.sheets.map((one) => one.name), sheet: sheet.name, encoding: null, notices };
}

async function readWorkbook(zip: ZipEntries): Promise<Workbook> {
  const found: { name: string; id: string; hidden: boolean }[] = [];
  let from1904 = false;
  await scanXml(zip.text('xl/workbook.xml'), {
    ...SILENT,
    onOpen: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributeOf(attributes, 'date1904') ?? '');
      if (name !== 'sheet') return;
      const hidden = (attributeOf(attributes, 'state') ?? 'visible') !== 'visible';
      found.push({
        name: attributeOf(attributes, 'name') ?? '',
        id: /\s\w+:id=["']([^"']+)/.exec(attributes)?.[1] ?? '',
        hidden,
      });
    },
  });
  const parts = new Map<string, string>();
  await scanXml(zip.text('xl/_rels/workbook.xml.rels'), {
    ...SILENT,
    onOpen: (name, attributes) => {
      if (name !== 'Relationship' || attributeOf(attributes, 'TargetMode') === 'External') return;
      const target = attributeOf(attributes, 'Target') ?? '';
      parts.set(attributeOf(attributes, 'Id') ?? '', target.startsWith('/') ? target : `xl/${target}`);
    },
  });
  const sheets = found.map(({ name, id, hidden }) => ({ name, hidden, part: parts.get(id) ?? '' }));
  // Chart sheets have no cells.
  return { sheets: sheets.filter(({ part }) => part.includes('worksheets/') && zip.has(part)), from1904 };
}

async function readTexts(zip: ZipEntries): Promise<string[]> {
  const texts: string[] = [];
  let text = '';
  let inside = false;
  let phonetic = false;
  await scanXml(zip.text('xl/sharedStrings.xml'), {
    onOpen: (name) => {
      if (name === 'si') text = '';
      if (name === 't') inside = true;
      if (name === 'rPh') phonetic = true;
    },
    onClose: (name) => {
      if (name === 'si') texts.push(unescapeText(text));
      if (name === 't') inside = false;
      if (name === 'rPh') phonetic = false;
    },
    onText: (piece) => {
      if (inside && !phonetic) text += piece;
    },
  });
  return texts;
}

/** Numbers of the cell formats that show a date. */
async function readDateStyles(zip: ZipEntries): Promise<Set<number>> {
  const dateFormats = new Set<number>();
  for (const [from, to] of [
    [14, 22],
    [27, 36],
    [45, 47],
    [50, 58],
  ] as const)
    for (let id = from; id <= to; id += 1) dateFormats.add(id);
  const styles = new Set<number>();
  let inCellFormats = false;
  let index = 0;
  await scanXml(zip.text('xl/styles.xml'), {
    ...SILENT,
    onOpen: (name, attributes) => {
      if (name === 'numFmt') {
        const code = (attributeOf(attributes, 'formatCode') ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '');
        if (/[ymdhs]/i.test(code.replace(/general/i, ''))) dateFormats.add(Number(attributeOf(attributes, 'numFmtId')));
      }
      if (name === 'cellXfs') inCellFormats = true;
      if (name === 'xf' && inCellFormats) {
        if (dateFormats.has(Number(attributeOf(attributes, 'numFmtId')))) styles.add(index);
        index += 1;
      }
    },
    onClose: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}

/** Merged areas come after the rows they change, so they are read first. Only what runs downwards matters: its first column repeats. */
async function readMerges(zip: ZipEntries, part: string): Promise<MergeDown[]> {
  const merges: MergeDown[] = [];
  let tail = '';
  for await (const piece of zip.text(part)) {
    const text = tail + piece;
    let last = 0;
    for (const match of text.matchAll(/<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"/g)) {
      last = match.index + match[0].length;
      const [column, top, bottom] = [columnOf(match[1] ?? ''), Number(match[2]), Number(match[3])];
      if (bottom > top && column < MAX_COLUMNS && merges.length < MAX_MERGES)
        merges.push({ column, top, bottom, value: null });
    }
    tail = text.slice(Math.max(last, text.length - 64));
  }
  return merges.sort((a, b) => a.top - b.top);
}

interface SheetContext {
  readonly texts: readonly string[];
  readonly dateStyles: ReadonlySet<number>;
  readonly merges: readonly MergeDown[];
  readonly from1904: boolean;
}

async function readSheet(
  zip: ZipEntries,
  part: string,
  context: SheetContext,
  sink: LedgerSink,
): Promise<LedgerNotice[]> {
  const merging = createMerging(context.merges);
  const total = Math.max(1, zip.claimedSize(part));
  let [rowNo, column, errors, read] = [0, -1, 0, 0];
  let [leftOut, inData] = [false, false];
  let cells: LedgerCell[] = [];
  let [type, style, text] = ['n', -1, ''];
  let capture = false;

  const takeCell = (): void => {
    if (text === '' && type !== 'inlineStr') return;
    if (type === 'e') errors += 1;
    const value = cellValue(type, style, text, context);
    if (value === null || value === '') return;
    if (column >= MAX_COLUMNS) {
      leftOut = true;
      return;
    }
    while (cells.length < column) cells.push(null);
    cells[column] = value;
  };

  const handler: XmlHandler = {
    onOpen: (name, attributes) => {
      if (name === 'sheetData') inData = true;
      if (!inData) return;
      if (name === 'row') {
        rowNo = Number(attributeOf(attributes, 'r') ?? rowNo + 1);
        column = -1;
        cells = [];
      } else if (name === 'c') {
        const reference = attributeOf(attributes, 'r');
        column = reference === undefined ? column + 1 : columnOf(reference);
        type = attributeOf(attributes, 't') ?? 'n';
        style = Number(attributeOf(attributes, 's') ?? -1);
        text = '';
      } else if (name === 'v' || name === 't') capture = true;
      else if (name === 'rPh') capture = false;
    },
    onClose: (name) => {
      if (name === 'sheetData') inData = false;
      if (!inData) return;
      if (name === 'v' || name === 't') capture = false;
      else if (name === 'c') takeCell();
      else if (name === 'row' && cells.length > 0) sink.onRow({ rowNo, cells: merging(rowNo, cells) });
    },
    onText: (piece) => {
      if (capture) text += piece;
    },
  };

  await scanXml(
    (async function* () {
      for await (const piece of zip.text(part)) {
        yield piece;
        read += piece.length;
        sink.onProgress(Math.min(1, read / total));
      }
    })(),
    handler,
  );
  return [
    ...(leftOut ? [{ code: 'columnsLeftOut' } as const] : []),
    ...(errors > 0 ? [{ code: 'errorCells', count: errors } as const] : []),
  ];
}

/** Repeats the value of a cell that is merged downwards into the rows below that have content of their own. */
function createMerging(merges: readonly MergeDown[]): (rowNo: number, cells: LedgerCell[]) => LedgerCell[] {
  let next = 0;
  let active: MergeDown[] = [];
  return (rowNo, cells) => {
    active = active.filter((merge) => merge.bottom >= rowNo);
    for (let merge = merges[next]; merge !== undefined && merge.top <= rowNo; merge = merges[next]) {
      next += 1;
      if (merge.bottom >= rowNo) active.push(merge);
    }
    for (const merge of active) {
      if (merge.top === rowNo) merge.value = cells[merge.column] ?? null;
      else if (merge.value !== null && (cells[merge.column] ?? null) === null) {
        while (cells.length < merge.column) cells.push(null);
        cells[merge.column] = merge.value;
      }
    }
    return cells;
  };
}

function cellValue(
  type: string,
  style: number,
  text: string,
  { texts, dateStyles, from1904 }: SheetContext,
): LedgerCell {
  switch (type) {
    case 's':
      return texts[Number(text)] ?? null;
    case 'str':
    case 'inlineStr':
    case 'e':
      return unescapeText(text);
    case 'b':
      return text === '1' || text === 'true';
    case 'd': {
      const at = new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}${text.includes('T') ? '' : 'T00:00'}Z`);
      return Number.isNaN(at.getTime()) ? text : at;
    }
    default: {
      const number = Number(text);
      if (!Number.isFinite(number)) return text;
      return dateStyles.has(style) ? serialToDate(number, from1904) : number;
    }
  }
}

/** Days since 1899-12-30 (or 1904-01-01). Excel believes in 29 February 1900, so the days before it are one off. */
function serialToDate(serial: number, from1904: boolean): LedgerCell {
  if (serial < 0 || serial > 2_958_466) return serial;
  const days = from1904 ? serial + 1462 : serial >= 1 && serial < 60 ? serial + 1 : serial;
  return new Date(Date.UTC(1899, 11, 30) + Math.round(days * 86_400) * 1000);
}

/** 0-based column of a reference such as "AB12". */
function columnOf(reference: string): number {
  let column = 0;
  for (const char of reference) {
    const letter = char.charCodeAt(0) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** Excel writes characters that XML can't hold as _x000D_. */
function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(parseInt(code, 16)));
}

const SILENT: XmlHandler = { onOpen: () => undefined, onClose: () => undefined, onText: () => undefined };
