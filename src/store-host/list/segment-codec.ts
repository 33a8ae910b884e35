/**
 * List rows as bytes, column by column, so that 100,000 of them are in memory in a fraction of a second.
 *
 * Layout, little-endian: length of the header (u32) ‖ header (JSON) ‖ padding to 8 ‖ numbers (f64 each column) ‖
 * ids (4 × u32) ‖ text offsets (u32) ‖ codes (u16 each column) ‖ flag sets (u16) ‖ hidden from (u16) ‖ emotion (i8) ‖ texts.
 */
import { codeColumns, numberColumns, type CodeColumn, type Columns } from './columns';

/** 2: whom a case is hidden from. */
const version = 2;

interface Header {
  readonly version: number;
  readonly count: number;
  /** Texts of each column's codes; code 1 is the first. */
  readonly codes: Readonly<Record<CodeColumn, readonly string[]>>;
  readonly flagSets: readonly (readonly string[])[];
  readonly hiddenSets: readonly (readonly string[])[];
  /** Ids that are not UUIDs, by position. */
  readonly otherIds: readonly (readonly [number, string])[];
  readonly gone: readonly string[];
}

export interface DecodedSegment {
  readonly count: number;
  readonly gone: readonly string[];
  /** Copies all rows over what is there. */
  readonly into: (columns: Columns) => void;
}

const utf8 = new TextEncoder();

export function encodeSegment(columns: Columns, rows: readonly number[], gone: readonly string[]): Uint8Array {
  const { ids } = columns;
  const count = rows.length;
  const local = (size: number) => {
    const map = new Uint16Array(size);
    const used: number[] = [];
    const codeOf = (code: number): number => {
      if (code === 0) return 0;
      if (map[code] === 0) {
        used.push(code);
        map[code] = used.length;
      }
      return map[code] ?? 0;
    };
    return { codeOf, used };
  };
  const codes = Object.fromEntries(
    codeColumns.map((name) => {
      const mapping = local(columns.dictionaries[name].size());
      const values = Uint16Array.from(rows, (row) => mapping.codeOf(columns.codes[name][row] ?? 0));
      return [name, { values, texts: mapping.used.map((code) => columns.dictionaries[name].textOf(code)) }];
    }),
  ) as Record<CodeColumn, { values: Uint16Array; texts: string[] }>;
  const flagMapping = local(columns.flagSets.size());
  const flags = Uint16Array.from(rows, (row) => flagMapping.codeOf(columns.flags[row] ?? 0));
  const hiddenMapping = local(columns.hiddenSets.size());
  const hidden = Uint16Array.from(rows, (row) => hiddenMapping.codeOf(columns.hidden[row] ?? 0));
  const texts = rows.map((row) =>
    columns.texts.bytes({ block: columns.textBlock[row] ?? 0, at: columns.textAt[row] ?? 0 }),
  );
  const header: Header = {
    version,
    count,
    codes: Object.fromEntries(codeColumns.map((name) => [name, codes[name].texts])) as Record<CodeColumn, string[]>,
    flagSets: flagMapping.used.map((code) => columns.flagSets.textsOf(code)),
    hiddenSets: hiddenMapping.used.map((code) => columns.hiddenSets.textsOf(code)),
    otherIds: rows.flatMap((row, i) => (ids.isOther(row) ? [[i, ids.idOf(row)] as const] : [])),
    gone,
  };
  const headerBytes = utf8.encode(JSON.stringify(header));
  const place = layout(headerBytes.length, count);
  const textLength = texts.reduce((sum, text) => sum + text.length, 0);
  const bytes = new Uint8Array(place.texts + textLength);
  new DataView(bytes.buffer).setUint32(0, headerBytes.length, true);
  bytes.set(headerBytes, 4);
  numberColumns.forEach((name, i) => {
    const to = new Float64Array(bytes.buffer, place.numbers + i * count * 8, count);
    for (let at = 0; at < count; at += 1) to[at] = columns.numbers[name][rows[at] ?? 0] ?? NaN;
  });
  const idWords = new Uint32Array(bytes.buffer, place.ids, count * 4);
  const words = ids.words();
  for (let at = 0; at < count; at += 1) {
    const from = (rows[at] ?? 0) * 4;
    for (let i = 0; i < 4; i += 1) idWords[at * 4 + i] = words[from + i] ?? 0;
  }
  const offsets = new Uint32Array(bytes.buffer, place.offsets, count);
  let at = 0;
  texts.forEach((text, i) => {
    offsets[i] = at;
    bytes.set(text, place.texts + at);
    at += text.length;
  });
  codeColumns.forEach((name, i) => {
    new Uint16Array(bytes.buffer, place.codes + i * count * 2, count).set(codes[name].values);
  });
  new Uint16Array(bytes.buffer, place.flags, count).set(flags);
  new Uint16Array(bytes.buffer, place.hidden, count).set(hidden);
  const emotion = new Int8Array(bytes.buffer, place.emotion, count);
  for (let i = 0; i < count; i += 1) emotion[i] = columns.emotion[rows[i] ?? 0] ?? 0;
  return bytes;
}

/** Undefined when the bytes are of another version. They are authentic: they came out of AES-GCM. */
export function decodeSegment(sealedContent: Uint8Array): DecodedSegment | undefined {
  // Typed arrays need aligned buffers; decryption gives one that begins at 0.
  const bytes = sealedContent.byteOffset % 8 === 0 ? sealedContent : sealedContent.slice();
  const { buffer, byteOffset } = bytes;
  const headerLength = new DataView(buffer, byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + headerLength))) as Header;
  if (header.version !== version) return undefined;
  const { count } = header;
  const place = layout(headerLength, count);
  return {
    count,
    gone: header.gone,
    into: (columns) => {
      const { ids } = columns;
      const idWords = new Uint32Array(buffer, byteOffset + place.ids, count * 4);
      const others = new Map(header.otherIds);
      const rows = new Uint32Array(count);
      for (let i = 0; i < count; i += 1) {
        const other = others.size === 0 ? undefined : others.get(i);
        rows[i] = other === undefined ? ids.internWords(idWords, i * 4) : ids.intern(other);
      }
      numberColumns.forEach((name, i) => {
        const from = new Float64Array(buffer, byteOffset + place.numbers + i * count * 8, count);
        const to = columns.numbers[name];
        for (let at = 0; at < count; at += 1) to[rows[at] ?? 0] = from[at] ?? NaN;
      });
      codeColumns.forEach((name, i) => {
        const from = new Uint16Array(buffer, byteOffset + place.codes + i * count * 2, count);
        const codeOf = [0, ...header.codes[name].map((text) => columns.dictionaries[name].codeOf(text))];
        const to = columns.codes[name];
        for (let at = 0; at < count; at += 1) to[rows[at] ?? 0] = codeOf[from[at] ?? 0] ?? 0;
      });
      const flags = new Uint16Array(buffer, byteOffset + place.flags, count);
      const flagOf = [0, ...header.flagSets.map((set) => columns.flagSets.codeOf(set))];
      const hidden = new Uint16Array(buffer, byteOffset + place.hidden, count);
      const hiddenOf = [0, ...header.hiddenSets.map((set) => columns.hiddenSets.codeOf(set))];
      const emotion = new Int8Array(buffer, byteOffset + place.emotion, count);
      const offsets = new Uint32Array(buffer, byteOffset + place.offsets, count);
      const block = columns.texts.adopt(bytes.slice(place.texts));
      for (let at = 0; at < count; at += 1) {
        const row = rows[at] ?? 0;
        columns.flags[row] = flagOf[flags[at] ?? 0] ?? 0;
        columns.hidden[row] = hiddenOf[hidden[at] ?? 0] ?? 0;
        columns.emotion[row] = emotion[at] ?? 0;
        columns.textBlock[row] = block;
        columns.textAt[row] = offsets[at] ?? 0;
        columns.live[row] = 1;
      }
    },
  };
}

function layout(headerLength: number, count: number) {
  const numbers = Math.ceil((4 + headerLength) / 8) * 8;
  const ids = numbers + numberColumns.length * count * 8;
  const offsets = ids + count * 16;
  const codes = offsets + count * 4;
  const flags = codes + codeColumns.length * count * 2;
  const hidden = flags + count * 2;
  const emotion = hidden + count * 2;
  return { numbers, ids, offsets, codes, flags, hidden, emotion, texts: emotion + count };
}
