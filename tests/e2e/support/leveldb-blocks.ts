/**
 * What lies in a LevelDB table once its blocks are unpacked. Chromium compresses them with Snappy, which writes a string that
 * stood nearby as a reference to it: a search of the raw file could then miss a readable text.
 *
 * Formats: LevelDB `doc/table_format.md`, Snappy `format_description.txt`.
 */

const magic = 0xdb4775248b80fb57n;
const footerLength = 48;
const trailerLength = 5;

/** The unpacked blocks of a table; none when the file is no table. */
export function blocksOfTable(file: Buffer): Buffer[] {
  if (file.length < footerLength || file.readBigUInt64LE(file.length - 8) !== magic) return [];
  const footer = reader(file, file.length - footerLength);
  footer.varint();
  footer.varint();
  const index = blockAt(file, footer.varint(), footer.varint());
  return [index, ...handlesOf(index).map(([offset, size]) => blockAt(file, offset, size))];
}

function blockAt(file: Buffer, offset: number, size: number): Buffer {
  const content = file.subarray(offset, offset + size);
  const type = file[offset + size];
  if (offset + size + trailerLength > file.length) throw new Error('a block of a table reaches beyond its end');
  if (type === 0) return content;
  if (type === 1) return unsnap(content);
  throw new Error(`a block of a table is packed in a way that is not known here: ${String(type)}`);
}

/** Where the data blocks lie, from the entries of the index block: keys share prefixes, values are handles. */
function handlesOf(index: Buffer): [number, number][] {
  const restarts = index.readUInt32LE(index.length - 4);
  const end = index.length - 4 * (restarts + 1);
  const handles: [number, number][] = [];
  for (const at = reader(index, 0); at.position() < end;) {
    at.varint();
    const keyLength = at.varint();
    const valueLength = at.varint();
    const value = reader(index, at.position() + keyLength);
    handles.push([value.varint(), value.varint()]);
    at.skip(keyLength + valueLength);
  }
  return handles;
}

function reader(bytes: Buffer, start: number) {
  let at = start;
  return {
    position: () => at,
    skip: (count: number) => {
      at += count;
    },
    varint: (): number => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = bytes.readUInt8(at);
        at += 1;
        value += (byte & 127) * scale;
        if (byte < 128) return value;
      }
    },
  };
}

function unsnap(packed: Buffer): Buffer {
  const head = reader(packed, 0);
  const out = Buffer.alloc(head.varint());
  let from = head.position();
  let to = 0;
  const copy = (length: number, distance: number): void => {
    // Byte by byte: a copy may reach into what it writes itself.
    for (let i = 0; i < length; i += 1) out[to + i] = out.readUInt8(to + i - distance);
    to += length;
  };
  while (from < packed.length) {
    const tag = packed.readUInt8(from);
    from += 1;
    const kind = tag & 3;
    if (kind === 0) {
      const extra = Math.max(0, (tag >> 2) - 59);
      const length = (extra === 0 ? tag >> 2 : packed.readUIntLE(from, extra)) + 1;
      from += extra;
      packed.copy(out, to, from, from + length);
      to += length;
      from += length;
    } else if (kind === 1) {
      copy(((tag >> 2) & 7) + 4, ((tag >> 5) << 8) | packed.readUInt8(from));
      from += 1;
    } else {
      const width = kind === 2 ? 2 : 4;
      copy((tag >> 2) + 1, packed.readUIntLE(from, width));
      from += width;
    }
  }
  return out;
}
