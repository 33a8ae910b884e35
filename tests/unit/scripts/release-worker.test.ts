/** The check of a release in its real worker thread, bundled as the build does: main goes on meanwhile, and a thread that dies refuses. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScriptRelease } from '../../../src/domain/scripts/release';
import type { ScriptSource } from '../../../src/domain/scripts/script';
import { createReleaseCheck } from '../../../src/main/scripts/check-in-worker';
import type { ReleaseToCheck } from '../../../src/main/scripts/release-check-types';
import { must } from '../../support/case-builder';
import { greetingOtherwise, releaseFile, scriptFiles, travelling } from '../../support/script-releases';

const root = path.resolve(import.meta.dirname, '../../..');
let folder = '';
const workerFile = () => path.join(folder, 'release-worker.js');
const logged: string[] = [];
const log = { error: (event: string) => logged.push(event) };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xianting-release-worker-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node18',
      rolldownOptions: {
        input: { 'release-worker': path.join(root, 'src/main/scripts/release-worker.ts') },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const job = (release: ReleaseToCheck) => ({ release, sourcesFile: scriptFiles.sourcesFile, today: '2026-11-27' });
const leadingNowhere = (scripts: Record<string, ScriptSource>): void => {
  const script = must(scripts['SVC-01']);
  const greet = must(script.nodes['greet']);
  scripts['SVC-01'] = { ...script, nodes: { ...script.nodes, greet: { ...greet, next: 'nowhere' } } } as ScriptSource;
};

describe('a release in the thread that checks it', { timeout: 120_000 }, () => {
  it('is found sound, with every part told on the way, while main goes on with other work', async () => {
    const check = createReleaseCheck(workerFile(), log);
    const told: number[] = [];
    let turns = 0;
    const state = { over: false };
    const running = check(job({ travelling: travelling(releaseFile('2026.2', greetingOtherwise)) }), ({ done }) => {
      told.push(done);
    }).finally(() => {
      state.over = true;
    });
    // What a save does: it waits for the disk, and goes on as soon as main has a turn for it.
    while (!state.over) {
      await readFile(path.join(root, 'package.json'));
      turns += 1;
    }
    expect(await running).toEqual([]);
    const count = 2 * releaseFile('2026.2').scripts.length;
    expect(told).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    // In main itself there is one turn for each part of the check.
    expect(turns).toBeGreaterThan(10 * count);
    expect(logged).toEqual([]);
  });

  it('is refused with the same faults that main would find, opened or not', async () => {
    const check = createReleaseCheck(workerFile(), log);
    const bad = releaseFile('2026.2', leadingNowhere);
    const fault = { field: 'SVC-01.nodes.greet.next', reason: 'scriptRule', detail: 'E01 nowhere' };
    expect(await check(job({ travelling: travelling(bad) }), () => undefined)).toContainEqual(fault);
    expect(await check(job({ inside: bad }), () => undefined)).toContainEqual(fault);
    const garbage: ScriptRelease = { ...travelling(bad), packed: 'AAAA' };
    expect(await check(job({ travelling: garbage }), () => undefined)).toEqual([
      { field: 'packed', reason: 'wrongForm', detail: '' },
    ]);
  });

  it('is not judged by a thread that dies of its memory, finds no sources, or does not start', async () => {
    const release = { travelling: travelling(releaseFile('2026.2')) };
    const starved = createReleaseCheck(workerFile(), log, { maxOldGenerationSizeMb: 12 });
    expect(await starved(job(release), () => undefined)).toBeNull();
    const check = createReleaseCheck(workerFile(), log);
    expect(await check({ ...job(release), sourcesFile: path.join(folder, 'none.json') }, () => undefined)).toBeNull();
    const absent = createReleaseCheck(path.join(folder, 'none.js'), log);
    expect(await absent(job(release), () => undefined)).toBeNull();
    expect(logged).toEqual(['scripts.check', 'scripts.check', 'scripts.check']);
  });
});
