/** Run by the oldest Electron as plain Node (18): does what is bundled still load there? Prints one JSON line. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createNodeAttachmentDisk } from '../../src/main/attachments/attachment-disk';
import { createAttachmentStore } from '../../src/main/attachments/attachment-store';
import { fileKeysOf } from '../../src/main/attachments/file-keys';
import { writeXlsx } from '../../src/main/export/write-xlsx';
import { createLedgerImporter } from '../../src/main/ledger-import/ledger-importer';

async function run(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'xianting-old-node-'));
  const key = async (): Promise<Buffer> => Buffer.alloc(32, 1);
  const keys = fileKeysOf({ dataKey: key, knownDataKey: key }, []);
  try {
    const attachments = createAttachmentStore(path.join(folder, 'attachments'), createNodeAttachmentDisk());
    const pdf = { source: { bytes: Buffer.from('%PDF-1.7\nx') }, name: 'a.pdf', declaredType: '', keys };
    const stored = await attachments.addAttachment(pdf);
    const file = path.join(folder, '台账.xlsx');
    const rows = Array.from({ length: 2500 }, (_, index) => [`A-${index}`, '账户被限制']);
    const columns = [
      { header: '编号', width: 12 },
      { header: '事由', width: 40 },
    ];
    const written = await writeXlsx(
      { sheetName: '台账', columns, rows, watermark: ['x'], infoSheetName: '说明', truncationNotice: '…' },
      { file },
    );
    const importer = createLedgerImporter(path.join(__dirname, 'ledger-worker.js'));
    const told: number[] = [];
    const read = await importer.readLedger(
      { source: { path: file } },
      { onProgress: (fraction) => told.push(fraction) },
    );
    const stop = new AbortController();
    const cancelled = importer.readLedger({ source: { path: file } }, { signal: stop.signal });
    stop.abort();
    const answers = {
      node: process.versions.node,
      stored: stored.ok
        ? await attachments.readAttachment(stored.value.sha256, keys).then((answer) => answer.ok)
        : stored.error,
      written,
      read: read.ok
        ? { rowCount: read.value.rowCount, last: read.value.rows.at(-1), sheets: read.value.sheets }
        : read.error,
      progressed: told.length > 0,
      cancelled: await cancelled,
      missing: await importer.readLedger({ source: { path: path.join(folder, 'no.xlsx') } }),
      broken: await importer.readLedger({ source: { bytes: Buffer.from('PK\u0003\u0004 broken') } }),
      csv: await importer.readLedger({
        source: { bytes: Uint8Array.from([0xd5, 0xc5, 0xc8, 0xfd, 0x2c, 0x31, 0x0a]) },
      }),
    };
    process.stdout.write(`${JSON.stringify(answers)}\n`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

void run();
