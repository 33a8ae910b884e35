import { constants, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ledgerErrorOf } from './ledger-types';
import { readZipEntries } from './zip-entries';

const ENTRY = 'xl/worksheets/sheet1.xml';

interface Parts {
  readonly packed: Buffer;
  /** As the directory claims it. */
  readonly size: number;
  readonly method?: number;
  readonly flags?: number;
}

/** A ZIP file of one entry, byte by byte: what honest writers never make. */
function zipOf({ packed, size, method = 8, flags = 0 }: Parts): Buffer {
  const name = Buffer.from(ENTRY);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(flags, 8);
  central.writeUInt16LE(method, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt32LE(size, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}

/** How much text comes out, and what ended it. */
async function unpackAll(file: Uint8Array): Promise<{ readonly characters: number; readonly ended: string }> {
  let characters = 0;
  try {
    for await (const part of readZipEntries(file).text(ENTRY)) characters += part.length;
    return { characters, ended: 'at its end' };
  } catch (cause) {
    return { characters, ended: ledgerErrorOf(cause).code };
  }
}

describe('readZipEntries', () => {
  it('unpacks deflated and stored entries', async () => {
    const text = Buffer.from('投诉台账'.repeat(100));
    const whole = { characters: 400, ended: 'at its end' };
    expect(await unpackAll(zipOf({ packed: deflateRawSync(text), size: text.length }))).toEqual(whole);
    expect(await unpackAll(zipOf({ packed: text, size: text.length, method: 0 }))).toEqual(whole);
  });

  it('stops a small file that swells without end, whatever size it claims', async () => {
    const megabyte = 1024 * 1024;
    const piece = deflateRawSync(Buffer.alloc(16 * megabyte, ' '), { finishFlush: constants.Z_FULL_FLUSH });
    const pieces = Array.from({ length: 66 }, () => piece);
    const bomb = zipOf({ packed: Buffer.concat([...pieces, deflateRawSync(Buffer.alloc(0))]), size: 100 });
    expect(bomb.length).toBeLessThan(2 * megabyte);
    const { characters, ended } = await unpackAll(bomb);
    expect(ended).toBe('import.unreadable');
    expect(characters).toBeLessThanOrEqual(1024 * megabyte);
  });

  it('refuses what is locked, cut off, or packed in a way of its own', async () => {
    const packed = deflateRawSync(Buffer.from('投诉台账'));
    const good = zipOf({ packed, size: 12 });
    expect((await unpackAll(zipOf({ packed, size: 12, flags: 1 }))).ended).toBe('import.passwordProtected');
    expect((await unpackAll(zipOf({ packed, size: 12, method: 99 }))).ended).toBe('import.unreadable');
    expect((await unpackAll(good.subarray(0, good.length - 10))).ended).toBe('import.unreadable');
    expect((await unpackAll(good.subarray(0, 40))).ended).toBe('import.unreadable');
    expect((await unpackAll(good.subarray(packed.length))).ended).toBe('import.unreadable');
  });
});
