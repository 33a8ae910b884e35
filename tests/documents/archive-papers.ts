/** Archive files of a case with real pictures, kept by the real store: good ones, a damaged one, one that is none, one too many. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BrowserWindow, nativeImage } from 'electron';
import { customerText } from '../../src/domain/documents/audience-text';
import { buildSlip } from '../../src/domain/documents/customer-documents';
import { aSlip } from '../../src/domain/documents/examples.test-support';
import type { DocumentLanguage } from '../../src/domain/documents/format';
import { createNodeAttachmentDisk } from '../../src/main/attachments/attachment-disk';
import { createAttachmentStore } from '../../src/main/attachments/attachment-store';
import { fileKeysOf } from '../../src/main/attachments/file-keys';
import type { DocumentPrinter } from '../../src/main/documents/document-printer';
import { pdfPlaces } from '../../src/main/documents/pdf-places';
import { createPictureScaler, type PictureWindow } from '../../src/main/documents/picture-scaler';
import { renderArchive, type Archive } from '../../src/main/documents/render-archive';
import { archiveLimits, archivePictures } from '../../src/main/handlers/archive-pictures';
import type { Session } from '../../src/main/session/session';

export interface ArchivePapersDeps {
  readonly folder: string;
  readonly printer: DocumentPrinter;
  readonly openPictureWindow: () => PictureWindow;
  readonly fontsUrl: string;
}

/** A picture of one colour with a diagonal, so that scaling and turning can be seen. */
function picture(width: number, height: number, [blue, green, red]: readonly [number, number, number], alpha = 255) {
  const pixels = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const isLine = Math.abs(x * height - y * width) < 12 * height;
      pixels.set(isLine ? [0, 0, 0, 255] : [blue, green, red, alpha], (y * width + x) * 4);
    }
  return nativeImage.createFromBitmap(pixels, { width, height });
}

/** Says with EXIF that the camera was turned by a quarter. */
function turned(jpeg: Uint8Array): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
  const payload = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Buffer.concat([
    jpeg.subarray(0, 2),
    Uint8Array.from([0xff, 0xe1, 0, payload.length + 2, ...payload]),
    jpeg.subarray(2),
  ]);
}

/** A small blue picture with a line, made by the browser: nothing else here can write the format. */
async function webpPicture(): Promise<Uint8Array> {
  const window = new BrowserWindow({ show: false });
  try {
    await window.loadURL('about:blank');
    const bytes = (await window.webContents.executeJavaScript(`(async () => {
      const canvas = new OffscreenCanvas(40, 30);
      const pen = canvas.getContext('2d');
      pen.fillStyle = '#48c';
      pen.fillRect(0, 0, 40, 30);
      pen.strokeRect(5, 5, 30, 20);
      const blob = await canvas.convertToBlob({ type: 'image/webp' });
      return [...new Uint8Array(await blob.arrayBuffer())];
    })()`)) as number[];
    return Uint8Array.from(bytes);
  } finally {
    window.destroy();
  }
}

/** Built like a JPEG, but nobody can draw it: no tables. */
const noPicture = Uint8Array.from([
  ...[0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 4, 0xff, 0xd9],
]);

/** Makes `archive-<language>.pdf` and `archive-limited.pdf`; returns the names of what could not be made. */
export async function makeArchives({
  folder,
  printer,
  openPictureWindow,
  fontsUrl,
}: ArchivePapersDeps): Promise<string[]> {
  const kept = path.join(folder, 'attachments');
  await mkdir(kept, { recursive: true });
  const store = createAttachmentStore(kept, createNodeAttachmentDisk());
  const key = Buffer.alloc(32, 7);
  const session = {
    keys: { isWiped: () => false, sharedFileKeys: [] },
    records: { dataKey: async () => Buffer.from(key), knownDataKey: async () => Buffer.from(key) },
  } as unknown as Session;
  const keys = fileKeysOf(session.records, []);
  const photo = picture(4_000, 3_000, [200, 220, 240]).toJPEG(90);
  const files: readonly (readonly [string, Uint8Array])[] = [
    ['柜台照片.jpg', photo],
    ['turned.jpg', turned(picture(3_200, 2_400, [210, 240, 210]).toJPEG(90))],
    ['scan.png', picture(1_240, 1_754, [0, 0, 0], 0).toPNG()],
    ['small.webp', await webpPicture()],
    ['broken on disk.jpg', picture(300, 200, [1, 2, 3]).toJPEG(80)],
    ['no picture.jpg', noPicture],
  ];
  const evidence = await Promise.all(
    files.map(async ([name, bytes]) => {
      const added = await store.addAttachment({ source: { bytes }, name, declaredType: '', keys });
      if (!added.ok) throw new Error(`${name}: ${added.error.code}`);
      const { sha256, mime, sizeBytes } = added.value;
      return { id: name, sha256, name, mime, sizeBytes, fromCustomer: true };
    }),
  );
  const broken = evidence[4]?.sha256 ?? '';
  const file = path.join(kept, broken.slice(0, 2), `${broken}.xat`);
  const bytes = await readFile(file);
  bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
  await writeFile(file, bytes);
  const all = [
    ...evidence,
    { ...evidence[0], id: 'heic', name: 'phone.heic', mime: 'image/heic', sha256: 'b'.repeat(64) },
    { ...evidence[0], id: 'gone', name: 'elsewhere.jpg', mime: 'image/jpeg', sha256: 'c'.repeat(64) },
  ].map((one) => ({ sizeBytes: 0, fromCustomer: true, ...one })) as typeof evidence;

  const failed: string[] = [];
  const make = async (name: string, language: DocumentLanguage, limits: { pictures: number; bytes: number }) => {
    const scaler = createPictureScaler({ openWindow: openPictureWindow, onFault: () => undefined });
    const { drawn, jpegs } = await archivePictures(session, all, { store, scaler, limits });
    const archive: Archive = {
      language,
      branch: buildSlip(aSlip({ language })).branch,
      number: 'BHL-20260302-0007',
      status: '办理中',
      receivedAt: '2026-03-02T10:15',
      complainant: '王建国',
      record: [{ label: '事由', value: '排队太久' }],
      events: [{ at: '2026-03-02T10:20', title: '登记', person: '陈丽', words: '' }],
      documents: [
        ...all.map((one, at) => ({
          at: '2026-03-02T10:15' as const,
          title: one.name,
          details: one.mime,
          sha256: one.sha256,
          place: at + 1,
        })),
        {
          at: '2026-03-02T10:15',
          title: 'contract.pdf',
          details: 'application/pdf',
          sha256: 'a'.repeat(64),
          place: 'outside',
        },
      ],
      minutes: [],
      cards: [
        {
          at: '2026-03-02T10:40',
          person: '陈丽',
          witness: '李主任',
          digest: 'D'.repeat(43),
          signature: {
            ratio: 3,
            strokes: [
              [
                { x: 0.1, y: 0.8, pressure: 0.2, t: 0 },
                { x: 0.3, y: 0.1, pressure: 0.9, t: 20 },
                { x: 0.6, y: 0.9, pressure: 0.9, t: 40 },
              ],
            ],
          },
          card: {
            document: 'agreeCard',
            language: 'zh-CN',
            title: '约定卡',
            outlet: '滨河支行',
            sections: [
              { id: 'agreed', title: '说好的事', rows: [{ label: '3月5日前 · 陈丽', text: '退回年费', isKey: true }] },
            ],
            foot: ['签名不代表同意结果'],
          },
        },
      ],
      pictures: all.map((one) => ({
        title: one.name,
        at: '2026-03-02T10:15',
        person: '陈丽',
        details: one.mime,
        sha256: one.sha256,
        drawn: drawn.get(one.sha256) ?? 'missing',
      })),
    };
    const options = {
      copy: { printedBy: customerText('陈丽'), printedAt: '2026-03-02T10:21', copyId: 'P-000318', number: 1 } as const,
      demo: false,
      resolveAsset: () => fontsUrl,
      pictures: jpegs,
    };
    const first = await printer.toPdf(renderArchive(archive, null, options), 'foot');
    const pdf = first.ok ? await printer.toPdf(renderArchive(archive, pdfPlaces(first.value), options), 'foot') : first;
    if (pdf.ok) await writeFile(path.join(folder, `${name}.pdf`), pdf.value);
    else failed.push(`${name}: ${pdf.error.code}`);
  };
  for (const language of ['zh-CN', 'en'] as const) await make(`archive-${language}`, language, archiveLimits);
  await make('archive-limited', 'zh-CN', { ...archiveLimits, pictures: 2 });
  return failed;
}
