/** Names of files as people and other computers gave them, made harmless. The name is only shown and offered when saving; it never becomes a path of ours. */

const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const INVISIBLE =
  // eslint-disable-next-line no-control-regex -- removing control characters is the purpose
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]|\p{Surrogate}/gu;
const MAX_BYTES = 255;

/**
 * Keeps the last path segment, removes control characters, direction overrides and characters Windows forbids, avoids device
 * names, and shortens to 255 bytes in UTF-8 without cutting a character or losing the extension. Empty becomes "file".
 */
export function sanitiseFileName(raw: string): string {
  const last = raw.normalize('NFC').replace(INVISIBLE, '').split(/[\\/]/).pop() ?? '';
  const plain = last
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const dot = plain.lastIndexOf('.');
  const stem = dot > 0 ? plain.slice(0, dot).trimEnd() : plain;
  const extension = dot > 0 ? plain.slice(dot).replace(/\s/g, '') : '';
  // Windows looks at the part before the first dot.
  const device = RESERVED.test(stem.split('.')[0]?.trim() ?? '') ? '_' : '';
  const safeStem = `${device}${stem}` || 'file';
  const room = MAX_BYTES - Math.min(Buffer.byteLength(extension), 32);
  return `${cutBytes(safeStem, room)}${cutBytes(extension, 32)}`;
}

/** Extension in lower case with its dot, "" without one. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot).toLowerCase() : '';
}

function cutBytes(text: string, limit: number): string {
  let kept = '';
  let bytes = 0;
  for (const char of text) {
    bytes += Buffer.byteLength(char);
    if (bytes > limit) break;
    kept += char;
  }
  return kept;
}
