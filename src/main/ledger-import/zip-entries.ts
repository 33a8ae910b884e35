/**
 * Just enough of ZIP to read an Excel file as a stream: the central directory, stored and deflated entries. What comes out is
 * counted, so that a small file can't swell without end.
 */
import { createInflateRaw } from 'node:zlib';
import { Readable } from 'node:stream';
import { ledgerFailure } from './ledger-types';

export interface ZipEntries {
  readonly has: (name: string) => boolean;
  /** Text of an entry in pieces, as UTF-8. Throws `import.unreadable` for what isn't there or doesn't unpack. */
  readonly text: (name: string) => AsyncGenerator<string>;
  /** Unpacked size as the file claims it; for progress only. */
  readonly claimedSize: (name: string) => number;
}

interface Entry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly offset: number;
  readonly packedSize: number;
  readonly size: number;
}

/** All text that may come out of one file. An honest ledger of 200,000 rows needs less than 400 MB. */
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;
const unreadable = (): Error => ledgerFailure({ code: 'import.unreadable' });

/** Reads the directory of a ZIP file. Throws `import.unreadable`. */
export function readZipEntries(file: Uint8Array): ZipEntries {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const entries = readDirectory(bytes);
  let unpacked = 0;
  const entryOf = (name: string): Entry => {
    const entry = entries.get(name.replace(/^\//, '').toLowerCase());
    if (entry === undefined) throw unreadable();
    return entry;
  };
  return {
    has: (name) => entries.has(name.replace(/^\//, '').toLowerCase()),
    claimedSize: (name) => entryOf(name).size,
    text: async function* (name) {
      const entry = entryOf(name);
      if (entry.encrypted) throw ledgerFailure({ code: 'import.passwordProtected' });
      const decoder = new TextDecoder('utf-8');
      for await (const part of unpack(bytes, entry)) {
        unpacked += part.length;
        if (unpacked > MAX_UNPACKED_BYTES) throw unreadable();
        yield decoder.decode(part, { stream: true });
      }
      yield decoder.decode();
    },
  };
}

function readDirectory(bytes: Buffer): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const lowest = Math.max(0, bytes.length - 65_557);
  let end = bytes.length - 22;
  while (end >= lowest && bytes.readUInt32LE(end) !== 0x06054b50) end -= 1;
  if (end < lowest || end < 0) throw unreadable();
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw unreadable();
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes
      .toString('utf8', at + 46, at + 46 + nameLength)
      .replace(/\\/g, '/')
      .toLowerCase();
    entries.set(name, {
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

async function* unpack(bytes: Buffer, entry: Entry): AsyncGenerator<Uint8Array> {
  if (entry.offset + 30 > bytes.length || bytes.readUInt32LE(entry.offset) !== 0x04034b50) throw unreadable();
  const from = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const to = from + entry.packedSize;
  if (to > bytes.length || (entry.method !== 0 && entry.method !== 8)) throw unreadable();
  const pieces = function* (): Generator<Buffer> {
    for (let at = from; at < to; at += 65_536) yield bytes.subarray(at, Math.min(to, at + 65_536));
  };
  if (entry.method === 0) {
    yield* pieces();
    return;
  }
  const inflate = createInflateRaw();
  // An error of the inflater reaches the loop below through the stream itself.
  Readable.from(pieces()).pipe(inflate);
  for await (const part of inflate) yield part as Buffer;
}
