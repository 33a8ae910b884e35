/**
 * Keeps frames one after another and says after each what became of it, on a line of its own. Run under strace, which kills it
 * or lets its calls fail.
 *
 *   node journal-writer-main.mjs DIR COUNT
 */
import { writeSync } from 'node:fs';
import path from 'node:path';
import { openJournal, JournalUnwritable } from '../../../src/main/journal/journal';
import { nodeDisk } from '../../../src/main/platform/disk';

const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

async function main(): Promise<void> {
  const [dir = '', count = '0'] = process.argv.slice(2);
  const journal = await openJournal({ dir, disk: nodeDisk, segmentBytes: 2_000, floorBytes: 0 });
  const settings = path.join(dir, 'settings');
  for (let i = 1; i <= Number(count); i++) {
    const key = `k${String(i)}`;
    say(`asked ${key}`);
    try {
      const bytes = new Uint8Array(300).fill(i);
      const { no } = await journal.append({ commandId: key, ops: [{ table: 'kv', key, row: { key, bytes } }] });
      say(`kept ${key} ${String(no)}`);
    } catch (cause) {
      if (!(cause instanceof JournalUnwritable)) throw cause;
      say(`refused ${key} ${cause.reason}`);
    }
    // Small files beside the journal are replaced as a whole.
    if (i % 4 !== 0) continue;
    await nodeDisk.writeAtomic(settings, Buffer.from(key)).then(
      () => say(`settings ${key}`),
      () => undefined,
    );
  }
  await journal.close();
  say('closed');
}

main().catch((cause: unknown) => {
  say(`ended ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exitCode = 1;
});
