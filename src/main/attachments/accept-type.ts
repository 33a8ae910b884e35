/**
 * Which files may become evidence. Content decides, not the name: a file is taken only when its first bytes are of an allowed
 * kind and its extension says the same. Sniffing is a hint against mistakes, not a virus scan; files are never opened by us.
 */
import { extensionOf } from './file-name';

/** MIME types kept, with the extensions that may stand for each. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['.jpg', '.jpeg'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/heic': ['.heic', '.heif'],
  'image/heif': ['.heic', '.heif'],
  'application/pdf': ['.pdf'],
  'audio/mpeg': ['.mp3'],
  'audio/x-m4a': ['.m4a'],
  'audio/mp4': ['.m4a', '.mp4'],
  'video/mp4': ['.mp4', '.m4v'],
  'video/x-m4v': ['.mp4', '.m4v'],
  'text/plain': ['.txt'],
};

const RUNNABLE = new Set(
  (
    '.exe .com .scr .pif .bat .cmd .ps1 .vbs .vbe .js .jse .mjs .wsf .wsh .hta .msi .msp .msix .dll .sys .cpl .lnk .url .reg .jar ' +
    '.apk .app .dmg .pkg .deb .rpm .sh .run .iso .img .vhd .html .htm .xhtml .mht .svg .xml .chm .docm .xlsm .pptm .xlam .py'
  ).split(' '),
);

const RUNNABLE_MIME =
  /executable|x-msdownload|x-elf|x-mach-binary|x-ms-shortcut|x-msi|x-apple-diskimage|x-iso9660|android|java-archive/;

export type TypeRefusal =
  | { readonly code: 'attachment.executable' }
  | { readonly code: 'attachment.typeNotAllowed' }
  | { readonly code: 'attachment.typeMismatch' };

export type TypeVerdict =
  { readonly ok: true; readonly mime: string } | { readonly ok: false; readonly error: TypeRefusal };

/** Bytes of a file's beginning that `acceptType` wants. */
export const HEAD_BYTES = 8192;

/**
 * Judges a file by its beginning and its name. `declaredType` is what the page or the sender claims; when it is one of the
 * allowed kinds and differs from the content, that is a mismatch; anything else it says is ignored.
 */
export async function acceptType(head: Uint8Array, name: string, declaredType: string): Promise<TypeVerdict> {
  const extension = extensionOf(name);
  if (RUNNABLE.has(extension)) return refuse('attachment.executable');
  if (startsWith(head, 'MZ') || startsWith(head, '\u007fELF') || startsWith(head, '#!'))
    return refuse('attachment.executable');
  const { fileTypeFromBuffer } = await import('file-type');
  const sniffed = (await fileTypeFromBuffer(head))?.mime;
  if (sniffed !== undefined && RUNNABLE_MIME.test(sniffed)) return refuse('attachment.executable');
  const mime = sniffed ?? (extension === '.txt' && looksLikeText(head) ? 'text/plain' : undefined);
  if (mime === undefined)
    return refuse(ALLOWED_EXTENSIONS.has(extension) ? 'attachment.typeMismatch' : 'attachment.typeNotAllowed');
  const extensions = ALLOWED[mime];
  if (extensions === undefined)
    return refuse(ALLOWED_EXTENSIONS.has(extension) ? 'attachment.typeMismatch' : 'attachment.typeNotAllowed');
  if (!extensions.includes(extension)) return refuse('attachment.typeMismatch');
  const declared = ALLOWED[declaredType.split(';')[0]?.trim().toLowerCase() ?? ''];
  if (declared !== undefined && !declared.includes(extension)) return refuse('attachment.typeMismatch');
  return { ok: true, mime };
}

const ALLOWED_EXTENSIONS = new Set(Object.values(ALLOWED).flat());

function refuse(code: TypeRefusal['code']): TypeVerdict {
  return { ok: false, error: { code } };
}

function startsWith(head: Uint8Array, text: string): boolean {
  return [...text].every((char, index) => head[index] === char.charCodeAt(0));
}

/** No control characters but line ends and tabs. Covers UTF-8 and GB 18030; UTF-16 has a byte order mark. */
function looksLikeText(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  return head.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x0c);
}
