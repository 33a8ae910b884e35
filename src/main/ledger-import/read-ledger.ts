/** Reads a ledger file (台账) of any supported kind within limits. Runs in the worker; pure but for reading the file. */
import { readFile, stat } from 'node:fs/promises';
import { ledgerFailure, type LedgerInfo, type LedgerJob, type LedgerRow, type LedgerSink } from './ledger-types';
import { readCsv } from './read-csv';
import { readXlsx } from './read-xlsx';

export const MAX_LEDGER_MEGABYTES = 50;
export const MAX_LEDGER_ROWS = 200_000;

/** Reads all rows with content into the sink, in order. Throws ledger failures; anything else thrown means a broken file. */
export async function readLedger(job: LedgerJob, sink: LedgerSink): Promise<LedgerInfo> {
  const bytes = await load(job);
  if (bytes.length === 0) throw ledgerFailure({ code: 'import.empty' });
  let rowCount = 0;
  const counted: LedgerSink = {
    ...sink,
    onRow: (row: LedgerRow) => {
      rowCount += 1;
      if (rowCount > MAX_LEDGER_ROWS) throw ledgerFailure({ code: 'import.tooManyRows', limitRows: MAX_LEDGER_ROWS });
      sink.onRow(row);
    },
  };
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw ledgerFailure({ code: compoundKind(bytes) });
  if (isMarkup(bytes)) throw ledgerFailure({ code: 'import.webPage' });
  const info = startsWith(bytes, [0x50, 0x4b, 3, 4])
    ? await readXlsx(bytes, job.sheet, counted)
    : readCsv(bytes, job.encoding, counted);
  if (rowCount === 0) throw ledgerFailure({ code: 'import.empty' });
  return { ...info, rowCount };
}

async function load({ source }: LedgerJob): Promise<Uint8Array> {
  const limit = MAX_LEDGER_MEGABYTES * 1024 * 1024;
  const size = 'bytes' in source ? source.bytes.length : (await stat(source.path)).size;
  if (size > limit) throw ledgerFailure({ code: 'import.tooLarge', limitMegabytes: MAX_LEDGER_MEGABYTES });
  return 'bytes' in source ? source.bytes : await readFile(source.path);
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** A compound file is an .xls of before 2007, unless it holds the parts of an encrypted .xlsx (MS-OFFCRYPTO). */
function compoundKind(bytes: Uint8Array): 'import.passwordProtected' | 'import.oldExcel' {
  const encrypted = Buffer.from('EncryptionInfo', 'utf16le');
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(encrypted)
    ? 'import.passwordProtected'
    : 'import.oldExcel';
}

/** Begins as HTML or XML does, in any encoding: a NUL between two letters is UTF-16. */
function isMarkup(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 2_000)).toString('latin1').replace(/\0/g, '');
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<(?:!--|(?:!doctype|\?xml|html|head|meta|style|table|body|div)\b)/i.test(
    start,
  );
}
