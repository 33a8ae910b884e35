import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNodeAttachmentDisk, type AttachmentDisk } from './attachment-disk';
import { createAttachmentStore, MAX_ATTACHMENT_BYTES } from './attachment-store';
import type { FileKeys } from './file-keys';
import { sanitiseFileName } from './file-name';
import { openChunks, sealChunks } from './sealed-file';
import { stripMetadata } from './strip-metadata';

const key = new Uint8Array(32).fill(7);
const keysWith = (one: Uint8Array): FileKeys => ({
  candidates: () => Promise.resolve([Buffer.from(one)]),
  own: () => Promise.resolve(Buffer.from(one)),
});
const keys = keysWith(key);
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const bytes = (...parts: (string | number[] | Uint8Array)[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const segment = (marker: number, payload: Uint8Array): Uint8Array =>
  bytes([0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 255], payload);
/** A JPEG in form: quantisation, one frame, one scan with a stuffed byte and a restart, then the end. */
function aJpeg(extra: Uint8Array[] = [], width = 8): Uint8Array {
  const frame = segment(0xc0, Uint8Array.from([8, 0, 8, width >> 8, width & 255, 1, 1, 0x11, 0]));
  const scan = bytes(segment(0xda, Uint8Array.from([1, 1, 0, 0, 63, 0])), [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]);
  return bytes(
    [0xff, 0xd8],
    segment(0xe0, bytes('JFIF\0', [1, 1, 0, 0, 1, 0, 1, 0, 0])),
    ...extra,
    segment(0xdb, new Uint8Array(65)),
    frame,
    scan,
    [0xff, 0xd9],
  );
}
const exifWithGps = (orientation: number): Uint8Array =>
  segment(
    0xe1,
    bytes(
      'Exif\0\0',
      'II',
      [42, 0, 8, 0, 0, 0, 2, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0],
      [0x25, 0x88, 4, 0, 1, 0, 0, 0, 99, 0, 0, 0],
      'GPS 30.58N 114.29E iPhone',
    ),
  );
const pngChunk = (kind: string, payload: Uint8Array): Uint8Array =>
  bytes([0, 0, payload.length >> 8, payload.length & 255], kind, payload, [1, 2, 3, 4]);
const aPng = (): Uint8Array =>
  bytes(
    [0x89],
    'PNG\r\n\u001a\n',
    pngChunk('IHDR', Uint8Array.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 2, 0, 0, 0])),
    pngChunk('tEXt', text('Author secret')),
    pngChunk('eXIf', text('GPS')),
    pngChunk('IDAT', new Uint8Array(20)),
    pngChunk('IEND', new Uint8Array()),
    'PK\u0003\u0004hidden archive',
  );
const aPdf = (): Uint8Array => text(`%PDF-1.7\n${'1 0 obj\n'.repeat(2000)}%%EOF`);

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xianting-attachments-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const storeOn = (change: Partial<AttachmentDisk> = {}) =>
  createAttachmentStore(folder, { ...createNodeAttachmentDisk(), ...change });
const filesIn = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe('adding', () => {
  it('stores a file sealed under the hash of its content, once, and gives it back', async () => {
    const store = storeOn();
    const content = aPdf();
    const first = await store.addAttachment({
      source: { bytes: content },
      name: '合同.pdf',
      declaredType: 'application/pdf',
      keys,
    });
    const sha256 = createHash('sha256').update(content).digest('hex');
    expect(first).toEqual({
      ok: true,
      value: { sha256, sizeBytes: content.length, mime: 'application/pdf', name: '合同.pdf', alreadyStored: false },
    });
    const again = await store.addAttachment({ source: { bytes: content }, name: 'other.pdf', declaredType: '', keys });
    expect(again).toMatchObject({ ok: true, value: { sha256, alreadyStored: true } });
    expect(await filesIn()).toEqual([`${sha256}.xat`]);
    const sealed = await readFile(path.join(folder, sha256.slice(0, 2), `${sha256}.xat`));
    expect(sealed.includes('1 0 obj')).toBe(false);
    expect(await store.readAttachment(sha256, keys)).toEqual({ ok: true, value: Buffer.from(content) });
  });

  it('reads from a path as from bytes', async () => {
    const file = path.join(folder, 'source.txt');
    await writeFile(file, '客户手写说明');
    const added = await storeOn().addAttachment({
      source: { path: file },
      name: 'source.txt',
      declaredType: 'text/plain',
      keys,
    });
    expect(added).toMatchObject({ ok: true, value: { mime: 'text/plain', sizeBytes: 18 } });
  });

  it.each([
    ['an empty file', '', 'a.pdf', '', 'attachment.empty'],
    ['a program by its extension', 'hello', 'a.exe', '', 'attachment.executable'],
    ['a program behind a picture name', 'MZ\u0090\0\u0003', 'photo.jpg', 'image/jpeg', 'attachment.executable'],
    ['a Linux program', '\u007fELF\u0002\u0001\u0001', 'a.pdf', '', 'attachment.executable'],
    ['a script', '#!/bin/sh\n', 'note.txt', '', 'attachment.executable'],
    ['a page', '<html><script>', 'a.html', '', 'attachment.executable'],
    ['a vector image', '<svg onload=x>', 'a.svg', '', 'attachment.executable'],
    ['a macro workbook', 'PK\u0003\u0004', 'a.xlsm', '', 'attachment.executable'],
    ['a shortcut', 'L\0\0\0', 'a.lnk', '', 'attachment.executable'],
    ['an archive', 'PK\u0003\u0004\u0014\0\0\0\u0008\0', 'a.zip', '', 'attachment.typeNotAllowed'],
    ['an unknown kind', 'zzzz', 'a.dat', '', 'attachment.typeNotAllowed'],
    ['a PDF called a picture', '%PDF-1.7\n', 'a.jpg', '', 'attachment.typeMismatch'],
    ['an archive called a PDF', 'PK\u0003\u0004\u0014\0\0\0\u0008\0', 'a.pdf', '', 'attachment.typeMismatch'],
    ['a GIF called a PNG', 'GIF89a\u0001\0\u0001\0', 'a.png', '', 'attachment.typeMismatch'],
    ['a claim that is not true', '%PDF-1.7\n', 'a.pdf', 'image/png', 'attachment.typeMismatch'],
    ['binary called text', 'ab\0\u0001', 'a.txt', '', 'attachment.typeMismatch'],
  ])('refuses %s', async (_what, content, name, declaredType, code) => {
    const added = await storeOn().addAttachment({ source: { bytes: bytes(content) }, name, declaredType, keys });
    expect(added).toEqual({ ok: false, error: { code } });
    expect(await filesIn()).toEqual([]);
  });

  it('refuses a picture that ends early, one with absurd dimensions, and what is too large or gone', async () => {
    const store = storeOn();
    const add = async (content: Uint8Array, name: string) =>
      await store.addAttachment({ source: { bytes: content }, name, declaredType: '', keys });
    expect(await add(aJpeg().subarray(0, -2), 'a.jpg')).toEqual({ ok: false, error: { code: 'attachment.damaged' } });
    expect(await add(aPng().subarray(0, 60), 'a.png')).toEqual({ ok: false, error: { code: 'attachment.damaged' } });
    const bomb = aPng();
    bomb.set([0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30], 16);
    expect(await add(bomb, 'a.png')).toEqual({ ok: false, error: { code: 'attachment.imageTooLarge' } });
    const tooLarge = { ok: false, error: { code: 'attachment.tooLarge', limitMegabytes: 20 } };
    expect(await add(new Uint8Array(MAX_ATTACHMENT_BYTES + 1), 'a.pdf')).toEqual(tooLarge);
    const gone = await store.addAttachment({
      source: { path: path.join(folder, 'no') },
      name: 'a.pdf',
      declaredType: '',
      keys,
    });
    expect(gone).toEqual({ ok: false, error: { code: 'attachment.unreadable' } });
    // A file that says it is small and grows while it is read.
    const growing: Partial<AttachmentDisk> = {
      sizeOf: (file) => (file === 'grows' ? Promise.resolve(10) : Promise.resolve(null)),
      read: async function* () {
        yield await Promise.resolve(aPdf());
        for (;;) yield new Uint8Array(1024 * 1024);
      },
    };
    const grown = await storeOn(growing).addAttachment({
      source: { path: 'grows' },
      name: 'a.pdf',
      declaredType: '',
      keys,
    });
    expect(grown).toEqual(tooLarge);
    expect(await filesIn()).toEqual([]);
  });
});

describe('faults', () => {
  it('shows nothing when the process dies at any point of writing, and sweeps up at the next start', async () => {
    const died = new Error('killed');
    const dying: Partial<AttachmentDisk> = {
      writeSynced: async (file, parts) => {
        await createNodeAttachmentDisk().writeSynced(
          file,
          (async function* () {
            for await (const part of parts) {
              yield part;
              throw died;
            }
          })(),
        );
      },
      remove: () => Promise.resolve(),
    };
    const pdf = { source: { bytes: aPdf() }, name: 'a.pdf', declaredType: '', keys };
    await expect(storeOn(dying).addAttachment(pdf)).rejects.toBe(died);
    await expect(
      storeOn({ replace: () => Promise.reject(died), remove: () => Promise.resolve() }).addAttachment(pdf),
    ).rejects.toBe(died);
    expect((await filesIn()).every((name) => name.endsWith('.part'))).toBe(true);
    const next = storeOn();
    // One of the first, two of the second: measured under a passing key, then put under its own.
    expect(await next.sweepLeftovers()).toBe(3);
    expect(await filesIn()).toEqual([]);
    expect(await next.addAttachment(pdf)).toMatchObject({ ok: true });
  });

  it('tells a full disk in words and leaves nothing', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const store = storeOn({ writeSynced: () => Promise.reject(full) });
    const added = await store.addAttachment({ source: { bytes: aPdf() }, name: 'a.pdf', declaredType: '', keys });
    expect(added).toEqual({ ok: false, error: { code: 'attachment.diskFull' } });
  });

  it('notices every kind of change on reading, and heals when the same file is added again', async () => {
    const store = storeOn();
    const pdf = { source: { bytes: aPdf() }, name: 'a.pdf', declaredType: '', keys };
    const added = await store.addAttachment(pdf);
    const sha256 = added.ok ? added.value.sha256 : '';
    const file = path.join(folder, sha256.slice(0, 2), `${sha256}.xat`);
    const good = await readFile(file);
    const corrupt = { ok: false, error: { code: 'attachment.corrupt' } };
    const flipped = Buffer.from(good);
    flipped[500] = (flipped[500] ?? 0) ^ 1;
    for (const bad of [
      flipped,
      good.subarray(0, -1),
      good.subarray(0, 20),
      Buffer.concat([good, Buffer.alloc(40)]),
      Buffer.alloc(0),
    ]) {
      await writeFile(file, bad);
      expect(await store.readAttachment(sha256, keys)).toEqual(corrupt);
    }
    expect(await store.addAttachment(pdf)).toMatchObject({ ok: true, value: { alreadyStored: false } });
    expect(await store.readAttachment(sha256, keys)).toMatchObject({ ok: true });
    expect(await store.readAttachment(sha256, keysWith(new Uint8Array(32)))).toEqual(corrupt);
    expect(await store.readAttachment('../../etc/passwd', keys)).toEqual({
      ok: false,
      error: { code: 'attachment.notFound' },
    });
    await store.removeAttachment(sha256);
    expect(await store.readAttachment(sha256, keys)).toEqual({ ok: false, error: { code: 'attachment.notFound' } });
  });

  it('seals and opens any length, however the stream is cut; chunks do not change places', async () => {
    const salt = new Uint8Array(16);
    const collect = async (parts: AsyncIterable<Uint8Array>): Promise<Buffer> => {
      const all: Uint8Array[] = [];
      for await (const part of parts) all.push(part);
      return Buffer.concat(all);
    };
    const cut = async function* (whole: Uint8Array, size: number) {
      for (let at = 0; at < whole.length; at += size) yield await Promise.resolve(whole.subarray(at, at + size));
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 1, 65_535, 65_536, 65_537, 131_072, 200_000),
        fc.integer({ min: 1000, max: 90_000 }),
        async (length, size) => {
          const plain = Buffer.alloc(length, 'xianting');
          const sealed = await collect(sealChunks(cut(plain, size), key, salt));
          expect((await collect(openChunks(cut(sealed, size), key))).equals(plain)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
    const sealed = await collect(sealChunks([Buffer.alloc(150_000, 1)], key, salt));
    const chunk = 65_536 + 16;
    const swapped = Buffer.concat([
      sealed.subarray(0, 20),
      sealed.subarray(20 + chunk, 20 + 2 * chunk),
      sealed.subarray(20, 20 + chunk),
      sealed.subarray(20 + 2 * chunk),
    ]);
    await expect(collect(openChunks(cut(swapped, 5000), key))).rejects.toThrow('changed');
    await expect(collect(openChunks(cut(sealed.subarray(0, 20 + chunk), 5000), key))).rejects.toThrow('changed');
  });
});

describe('metadata', () => {
  it('takes place and phone out of a photograph and keeps how it is turned', () => {
    const xmp = segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0<GPS>'));
    const icc = segment(0xe2, text('ICC_PROFILE\0colour'));
    const preview = segment(0xe2, text('MPF\0preview'));
    const comment = segment(0xfe, text('my house'));
    const dirty = bytes(aJpeg([exifWithGps(6), xmp, icc, preview, comment]), 'PK\u0003\u0004trailing archive');
    const clean = stripMetadata(dirty, 'image/jpeg');
    const words = clean.ok ? Buffer.from(clean.bytes).toString('latin1') : '';
    expect(words).not.toMatch(/GPS|iPhone|xap|MPF|my house|trailing/);
    expect(words).toContain('ICC_PROFILE');
    expect(words).toContain('\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006');
    const plain = stripMetadata(aJpeg([exifWithGps(1)]), 'image/jpeg');
    expect(plain).toEqual({ ok: true, bytes: new Uint8Array(aJpeg()) });
    expect(clean.ok && stripMetadata(clean.bytes, 'image/jpeg')).toEqual(clean);
  });

  it('takes texts, EXIF and hidden tails out of a PNG, and EXIF out of a WebP', () => {
    const png = stripMetadata(aPng(), 'image/png');
    expect(png.ok ? Buffer.from(png.bytes).toString('latin1') : '').not.toMatch(/secret|GPS|archive/);
    const chunk = (kind: string, payload: string): Uint8Array => bytes(kind, [payload.length, 0, 0, 0], payload);
    const body = bytes(
      'WEBP',
      chunk('VP8X', '\u000c\0\0\0\0\0\0\0\0\0'),
      chunk('VP8 ', 'pixels'),
      chunk('EXIF', 'GPS!'),
      chunk('XMP ', 'who?'),
    );
    const webp = stripMetadata(bytes('RIFF', [body.length, 0, 0, 0], body), 'image/webp');
    const words = webp.ok ? Buffer.from(webp.bytes).toString('latin1') : '';
    expect(words).toBe(`RIFF\u0024\0\0\0WEBPVP8X\u000a\0\0\0${'\0'.repeat(10)}VP8 \u0006\0\0\0pixels`);
  });

  it('never throws on broken pictures', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(200), (noise, at) => {
        for (const [whole, mime] of [
          [aJpeg([exifWithGps(3)]), 'image/jpeg'],
          [aPng(), 'image/png'],
        ] as const) {
          const broken = Uint8Array.from(whole);
          broken.set(noise.subarray(0, Math.max(0, broken.length - at)), Math.min(at, broken.length));
          stripMetadata(broken, mime);
        }
        stripMetadata(bytes('RIFF', noise), 'image/webp');
      }),
    );
  });
});

describe('file names', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\证据.pdf', '证据.pdf'],
    ['a:b.pdf', 'a_b.pdf'],
    ['CON.pdf', '_CON.pdf'],
    ['lpt1', '_lpt1'],
    ['gnp.\u202Efdp.exe', 'gnp.fdp.exe'],
    ['x.pdf. . ', 'x.pdf'],
    ['...', 'file'],
    ['', 'file'],
    ['<img src=x onerror=alert(1)>.jpg', '_img src=x onerror=alert(1)_.jpg'],
    ['a\u0000b.txt', 'ab.txt'],
  ])('%j → %s', (raw, safe) => {
    expect(sanitiseFileName(raw)).toBe(safe);
  });

  it('is at most 255 bytes, keeps the extension, never names a folder, and is stable', () => {
    expect(sanitiseFileName(`${'长'.repeat(300)}.pdf`)).toMatch(/^长+\.pdf$/);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const safe = sanitiseFileName(raw);
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(255);
        expect(safe).not.toMatch(/[\\/:]|^\.{1,2}$|^$/);
        expect(sanitiseFileName(safe)).toBe(safe);
      }),
    );
  });
});
