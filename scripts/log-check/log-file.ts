/** The shape of an exported log (audit.exportLog) and reading it line by line. */
import { createReadStream } from 'node:fs';
import { z } from 'zod';
import { WireEvent } from '../../src/shared/sync-protocol/messages';

const Key = z.string().min(1).max(200);
const Id = z.string().min(1).max(200);

/** First line of the file: whose keys the rest is checked with, and where the chain of each device ends. */
export const LogHeader = z.strictObject({
  format: z.literal('xianting-log'),
  version: z.literal(1),
  copyId: Id,
  /** Who took this copy, and when by the clock of their PC; absent from logs of earlier versions. */
  exported: z.strictObject({ userId: Id, name: z.string().max(200), atMs: z.int() }).optional(),
  devices: z.array(z.strictObject({ id: Id, key: Key })),
  users: z.array(z.strictObject({ id: Id, keys: z.array(Key) })),
  heads: z.array(z.strictObject({ deviceId: Id, seq: z.int().min(1), hash: Key })),
  /** Ed25519 of that person over the SHA-256 of this line without this field, as canonical JSON. */
  sig: Key.optional(),
});
/** A line whose content was kept from whoever exported the file. */
export const WithheldLine = z.strictObject({
  withheld: z.strictObject({ deviceId: Id, seq: z.int().min(1), prevHash: Key }),
  hash: Key,
  deviceSig: Key,
});

/** A line whose content was destroyed at the end of its retention. */
export const DestroyedLine = WireEvent.omit({ payload: true, salt: true }).extend({ destroyed: z.literal(true) });

export type LogHeader = z.infer<typeof LogHeader>;

export interface LogLine {
  /** From 1, as an editor counts. */
  readonly number: number;
  readonly text: string;
  /** False for a last line without a line end: the file was cut off there. */
  readonly whole: boolean;
}

/** Lines of a file. Only LF ends a line: other separators may stand inside of a JSON text. */
export async function* linesOf(file: string): AsyncIterable<LogLine> {
  let rest = '';
  let number = 0;
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1024 * 1024 })) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) yield { number: ++number, text, whole: true };
  }
  if (rest !== '') yield { number: ++number, text: rest, whole: false };
}
