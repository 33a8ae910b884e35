import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeDisk } from '../platform/disk';
import { openJournal, type Journal } from './journal';
import { journalToCome } from './journal-to-come';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'journal-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const ops = [{ table: 'kv' as const, key: 'a', row: { key: 'a', sealed: Uint8Array.of(1) } }];

describe('a journal that is still being opened', () => {
  it('keeps what is appended meanwhile, once it is open', async () => {
    let open: (journal: Journal) => void = () => undefined;
    const journal = journalToCome(
      new Promise((resolve) => {
        open = resolve;
      }),
    );
    const appended = journal.append({ commandId: 'c1', ops });
    expect(() => journal.head).toThrow('not open');
    open(await openJournal({ dir, disk: nodeDisk, floorBytes: 0 }));
    expect(await appended).toEqual(journal.head);
    expect(journal.head.no).toBe(1);
    const frames: number[] = [];
    for await (const { no } of journal.readFrames(1)) frames.push(no);
    expect(frames).toEqual([1]);
    await journal.close();
  });

  it('fails every call when it can not be opened', async () => {
    const journal = journalToCome(Promise.reject(new Error('disk gone')));
    await expect(journal.append({ commandId: 'c1', ops })).rejects.toThrow('disk gone');
    await expect(journal.hashAt(1)).rejects.toThrow('disk gone');
  });
});

describe('a worker that checks the journal', () => {
  it('is not needed: what it can not do, the main thread does', async () => {
    const journal = await openJournal({ dir, disk: nodeDisk, floorBytes: 0 });
    const head = await journal.append({ commandId: 'c1', ops });
    await journal.close();
    const faults = {
      'missing.js': undefined,
      'dies.js': 'process.exit(1);',
      'throws.js': "throw new Error('no');",
      'silent.js': "require('node:worker_threads').parentPort.on('message', () => process.exit(0));",
      'unable.js':
        "const { parentPort } = require('node:worker_threads'); parentPort.on('message', () => parentPort.postMessage(undefined));",
    };
    for (const [name, code] of Object.entries(faults)) {
      const workerFile = path.join(dir, name);
      if (code !== undefined) await writeFile(workerFile, code);
      const again = await openJournal({ dir, disk: nodeDisk, floorBytes: 0, workerFile });
      expect({ name, head: again.head, repairs: again.repairs }).toEqual({ name, head, repairs: [] });
      await again.close();
    }
  });
});
