/** Reads delimited text as Chinese branch systems and Excel write it: UTF-8 with or without mark, GBK/GB 18030, UTF-16. */
import { analyse } from 'chardet';
import iconv from 'iconv-lite';
import Papa from 'papaparse';
import {
  ledgerFailure,
  type LedgerCell,
  type LedgerEncoding,
  type LedgerInfo,
  type LedgerNotice,
  type LedgerSink,
} from './ledger-types';

/** Reads the text into the sink. Throws ledger failures. */
export function readCsv(
  bytes: Uint8Array,
  chosen: LedgerEncoding | undefined,
  sink: LedgerSink,
): Omit<LedgerInfo, 'rowCount'> {
  const { encoding, guessed } = chosen === undefined ? recogniseEncoding(bytes) : { encoding: chosen, guessed: false };
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding);
  // Text has no NUL; what has one is some binary file.
  if (text.includes('\u0000')) throw ledgerFailure({ code: 'import.unreadable' });
  const notices: LedgerNotice[] = guessed ? [{ code: 'encodingGuessed', encoding }] : [];
  // Excel writes the separator into the first line of some files.
  const declared = /^sep=(.)\r?\n/i.exec(text);
  const body = declared === null ? text : text.slice(declared[0].length);
  let rowNo = declared === null ? 0 : 1;
  const unclosed: number[] = [];
  Papa.parse<string[]>(body, {
    delimiter: declared?.[1] ?? guessSeparator(body),
    step: ({ data, errors, meta }) => {
      rowNo += 1;
      if (errors.some((error) => error.code === 'MissingQuotes')) unclosed.push(rowNo);
      const cells: LedgerCell[] = data.map((cell) => (cell === '' ? null : cell));
      while (cells.length > 0 && cells.at(-1) === null) cells.pop();
      if (cells.length > 0) sink.onRow({ rowNo, cells });
      if (rowNo % 1000 === 0) sink.onProgress(Math.min(1, meta.cursor / Math.max(1, body.length)));
    },
  });
  notices.push(...unclosed.slice(0, 1).map((at) => ({ code: 'quoteUnclosed', rowNo: at }) as const));
  return { kind: 'csv', sheets: [], sheet: '', encoding, notices };
}

const SEPARATORS = [',', '\t', ';', '|', '，'];

/** The separator found on most of the first lines, then the most frequent one; quoted parts don't count. */
function guessSeparator(text: string): string {
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n|\r/)
    .slice(0, 30);
  let best = { separator: ',', lines: 0, total: 0 };
  for (const separator of SEPARATORS) {
    const counts = lines.map((line) => line.split(separator).length - 1);
    const found = {
      separator,
      lines: counts.filter((count) => count > 0).length,
      total: counts.reduce((sum, count) => sum + count, 0),
    };
    if (found.lines > best.lines || (found.lines === best.lines && found.total > best.total)) best = found;
  }
  return best.separator;
}

/** Finds the encoding: mark, then strict UTF-8, then zero bytes, then statistics with GB 18030 as the local default. */
export function recogniseEncoding(bytes: Uint8Array): { readonly encoding: LedgerEncoding; readonly guessed: boolean } {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', guessed: false };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', guessed: false };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', guessed: false };
  const sample = bytes.subarray(0, 65_536);
  const zeros = (offset: number): number =>
    sample.reduce((sum, byte, index) => sum + (byte === 0 && index % 2 === offset ? 1 : 0), 0);
  // Commas, digits and line ends in UTF-16 have a zero half.
  if (zeros(1) > sample.length / 50 && zeros(0) === 0) return { encoding: 'utf-16le', guessed: true };
  if (zeros(0) > sample.length / 50 && zeros(1) === 0) return { encoding: 'utf-16be', guessed: true };
  if (isUtf8(bytes)) return { encoding: 'utf-8', guessed: false };
  const best = analyse(sample).find(({ name }) => name === 'GB18030' || name === 'Big5');
  return { encoding: best?.name === 'Big5' && best.confidence > 50 ? 'big5' : 'gb18030', guessed: true };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
