/**
 * Photographs carry where and when they were taken and by which phone. That is more than a complaint needs (PIPL Art. 6), so
 * it goes before the file is stored, without touching a pixel:
 *
 * - JPEG: all application segments but JFIF, colour profile and Adobe's colour marker go, and so do comments and whatever
 *   follows the end of the picture (previews, hidden archives). The orientation is kept in an EXIF block of its own.
 * - PNG: text, time and EXIF chunks go, and whatever follows IEND.
 * - WebP: EXIF and XMP chunks go.
 *
 * HEIC, PDF, sound and video are kept as they are: their metadata can't be removed without rewriting the file.
 */

export type StripResult =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly code: 'attachment.damaged' | 'attachment.imageTooLarge' };

/** Largest picture taken, in pixels (a 100-megapixel photograph); more is a decompression bomb. */
const MAX_PIXELS = 100_000_000;

const DAMAGED: StripResult = { ok: false, code: 'attachment.damaged' };
const TOO_LARGE: StripResult = { ok: false, code: 'attachment.imageTooLarge' };

/** Kinds of files that `stripMetadata` reads as a whole. */
export function hasStrippableMetadata(mime: string): boolean {
  return mime === 'image/jpeg' || mime === 'image/png' || mime === 'image/webp';
}

/** Removes metadata from a picture; other kinds come back unchanged. Refuses pictures that end early or are absurdly large. */
export function stripMetadata(bytes: Uint8Array, mime: string): StripResult {
  if (mime === 'image/jpeg') return stripJpeg(bytes);
  if (mime === 'image/png') return stripPng(bytes);
  if (mime === 'image/webp') return stripWebp(bytes);
  return { ok: true, bytes };
}

function stripJpeg(bytes: Uint8Array): StripResult {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let orientation = 1;
  let position = 2;
  const word = (at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (position + 4 <= bytes.length || bytes[position + 1] === 0xd9) {
    if (bytes[position] !== 0xff) return DAMAGED;
    const marker = bytes[position + 1] ?? 0;
    if (marker === 0xff) {
      position += 1;
      continue;
    }
    if (marker === 0xd9) {
      kept.push(bytes.subarray(position, position + 2));
      if (orientation > 1) kept.splice(1, 0, orientationSegment(orientation));
      return { ok: true, bytes: join(kept) };
    }
    const end = position + 2 + word(position + 2);
    if (word(position + 2) < 2 || end > bytes.length) return DAMAGED;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame && word(position + 5) * word(position + 7) > MAX_PIXELS) return TOO_LARGE;
    if (marker === 0xe1) orientation = Math.max(orientation, orientationOf(bytes.subarray(position + 4, end)));
    if (isWantedSegment(marker, bytes.subarray(position + 4, end))) kept.push(bytes.subarray(position, end));
    position = end;
    if (marker === 0xda) {
      const scanEnd = endOfScan(bytes, position);
      if (scanEnd < 0) return DAMAGED;
      kept.push(bytes.subarray(position, scanEnd));
      position = scanEnd;
    }
  }
  return DAMAGED;
}

function isWantedSegment(marker: number, payload: Uint8Array): boolean {
  if (marker === 0xfe) return false;
  if (marker < 0xe0 || marker > 0xef) return true;
  if (marker === 0xe0) return startsWithText(payload, 'JFIF\0');
  if (marker === 0xe2) return startsWithText(payload, 'ICC_PROFILE\0');
  return marker === 0xee && startsWithText(payload, 'Adobe');
}

/** Compressed data runs until a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return -1;
}

/** Orientation 1–8 from an EXIF segment, 1 when there is none or it can't be read. */
function orientationOf(payload: Uint8Array): number {
  if (!startsWithText(payload, 'Exif\0\0') || payload.length < 14) return 1;
  const view = new DataView(payload.buffer, payload.byteOffset + 6, payload.length - 6);
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > view.byteLength) return 1;
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index += 1) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > view.byteLength) return 1;
    if (view.getUint16(entry, little) !== 0x0112) continue;
    const value = view.getUint16(entry + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

function orientationSegment(orientation: number): Uint8Array {
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  const payload = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.from([0xff, 0xe1, 0, payload.length + 2, ...payload]);
}

const PNG_UNWANTED = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME']);

function stripPng(bytes: Uint8Array): StripResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let position = 8;
  while (position + 12 <= bytes.length) {
    const end = position + 12 + view.getUint32(position);
    if (end > bytes.length) return DAMAGED;
    const kind = textAt(bytes, position + 4, 4);
    if (kind === 'IHDR' && view.getUint32(position + 8) * view.getUint32(position + 12) > MAX_PIXELS) return TOO_LARGE;
    if (!PNG_UNWANTED.has(kind)) kept.push(bytes.subarray(position, end));
    if (kind === 'IEND') return { ok: true, bytes: join(kept) };
    position = end;
  }
  return DAMAGED;
}

function stripWebp(bytes: Uint8Array): StripResult {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 20) return DAMAGED;
  const riffEnd = Math.min(bytes.length, 8 + view.getUint32(4, true));
  if (8 + view.getUint32(4, true) > bytes.length) return DAMAGED;
  const chunks: Uint8Array[] = [];
  let position = 12;
  while (position + 8 <= riffEnd) {
    const size = view.getUint32(position + 4, true);
    const end = position + 8 + size + (size % 2);
    if (position + 8 + size > riffEnd) return DAMAGED;
    const kind = textAt(bytes, position, 4);
    if (kind !== 'EXIF' && kind !== 'XMP ') {
      const chunk = Uint8Array.from(bytes.subarray(position, Math.min(end, riffEnd)));
      // Flags of the extended header: bit 3 EXIF, bit 2 XMP.
      if (kind === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ~0x0c;
      chunks.push(chunk);
    }
    position = end;
  }
  const body = join(chunks);
  const header = Uint8Array.from(bytes.subarray(0, 12));
  new DataView(header.buffer).setUint32(4, body.length + 4, true);
  return { ok: true, bytes: join([header, body]) };
}

function startsWithText(bytes: Uint8Array, text: string): boolean {
  return textAt(bytes, 0, text.length) === text;
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
