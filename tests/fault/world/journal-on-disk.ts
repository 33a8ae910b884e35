/** A journal in a folder of a real disk, written by a process that is killed or whose calls fail; and what is left of it. */
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundle } from '../../../scripts/setup/bundle.mjs';
import { openJournal } from '../../../src/main/journal/journal';
import { nodeDisk } from '../../../src/main/platform/disk';
import type { Attempt } from '../fault-row';
import { framesOf } from '../verify-world';
import { underStrace, type Tampering, type Traced } from './under-strace';

const options = { disk: nodeDisk, segmentBytes: 2_000, floorBytes: 0 };
/** Frames before the process that is tampered with, and half a frame of a process before it. */
const before = ['a1', 'a2', 'a3'];
const frames = 14;

export interface Point extends Tampering {
  readonly name: string;
}

/** Started hundreds of times: bundled once, so that a start costs a tenth of a second. */
let program: ReturnType<typeof bundle> | undefined;
let plain: Promise<{ readonly counts: Traced['counts']; readonly files: readonly string[] }> | undefined;

async function inFolder<T>(task: (dir: string) => Promise<T>): Promise<T> {
  const parent = await mkdtemp(path.join(tmpdir(), 'xianting-journal-'));
  const dir = path.join(parent, 'journal');
  try {
    const journal = await openJournal({ dir, ...options });
    for (const key of before) await journal.append({ commandId: key, ops: [] });
    await journal.close();
    await appendFile(path.join(dir, '000001.xjl'), Buffer.from('half a frame that nobody was told of'));
    return await task(dir);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

async function write(dir: string, files: readonly string[], tampering?: Tampering): Promise<Traced> {
  program ??= bundle(path.resolve(__dirname, '../../..'), 'tests/fault/world/journal-writer-main.ts');
  return underStrace([(await program).file, dir, String(frames)], dir, files, tampering);
}

/** Which calls a run without faults makes, and on which files. */
export function plainRun(): NonNullable<typeof plain> {
  plain ??= inFolder(async (dir) => {
    await write(dir, []);
    const files = await readdir(dir);
    // A failed segment is left for the next one: some names more than a run without faults has.
    const segments = Array.from({ length: 40 }, (_, i) => `${String(i + 1).padStart(6, '0')}.xjl`);
    const names = [...new Set([...files, ...segments])];
    const counts = await inFolder(async (again) => (await write(again, names)).counts);
    return { counts, files: names };
  });
  return plain;
}

export async function forgetProgram(): Promise<void> {
  (await program)?.remove();
  program = undefined;
}

/** Runs the writer with this fault, and looks at what it left: the prefix property, nothing acknowledged missing, work goes on. */
export async function attemptAt(point: Point): Promise<Attempt> {
  const { files } = await plainRun();
  return inFolder(async (dir) => {
    const { lines } = await write(dir, files, point);
    const said = lines.map((line) => line.split(' '));
    const keysOf = (word: string): string[] => said.filter(([first]) => first === word).map(([, key = '']) => key);
    const kept = keysOf('kept');
    const asked = keysOf('asked');
    const refused = new Set(keysOf('refused'));
    const faults: string[] = [];
    const began = performance.now();
    const journal = await openJournal({ dir, ...options });
    const recoverMs = performance.now() - began;
    await journal.append({ commandId: 'afterwards', ops: [] });
    await journal.close();
    const again = await openJournal({ dir, ...options });
    const there = (await framesOf(again)).map(({ commandId }) => commandId);
    await again.close();

    const expected = [...before, ...asked.filter((key) => there.includes(key)), 'afterwards'];
    if (there.join() !== expected.join()) faults.push(`${point.name}: order is ${there.join()}`);
    const seen = there.filter((key) => refused.has(key));
    if (seen.length > 0) faults.push(`${point.name}: refused and there all the same: ${seen.join()}`);
    for (const [, key = '', no = ''] of said.filter(([word]) => word === 'kept')) {
      if (there[Number(no) - 1] !== key) faults.push(`${point.name}: ${key} was told to be frame ${no}`);
    }
    const acceptable = settingsAcceptable(said);
    const settings = await readFile(path.join(dir, 'settings'), 'utf8').catch(() => undefined);
    if (!acceptable.has(settings)) faults.push(`${point.name}: settings are ${String(settings)}`);
    const unheard = point.what.startsWith('signal')
      ? []
      : asked.filter((key) => !refused.has(key) && !kept.includes(key));
    const endedAtStart = asked.length === 0 && said.some(([word]) => word === 'ended');
    if (unheard.length > 0 && !endedAtStart) faults.push(`${point.name}: no word about ${unheard.join()}`);
    return {
      acknowledged: kept.length + before.length,
      lost: [...before, ...kept].filter((key) => !there.includes(key)).map((key) => `${point.name}: ${key}`),
      doubled: there.filter((key, i) => there.indexOf(key) !== i).map((key) => `${point.name}: ${key}`),
      faults,
      recoverMs,
    };
  });
}

/** As it was last told to be saved, or as it was asked for since. */
function settingsAcceptable(said: readonly (readonly string[])[]): Set<string | undefined> {
  const acceptable = new Set<string | undefined>([undefined]);
  for (const [word, key = ''] of said) {
    if (word === 'settings') acceptable.clear();
    if (word === 'settings' || (word === 'kept' && Number(key.slice(1)) % 4 === 0)) acceptable.add(key);
    if (word === 'refused' && Number(key.slice(1)) % 4 === 0) acceptable.add(key);
  }
  return acceptable;
}
