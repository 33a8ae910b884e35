/** The conversation engine with a full shelf of scripts, and making that shelf from its sources. Needs no window. */
import { readSources } from '../../../scripts/conversation/sources';
import { compileScripts, type ScriptPack } from '../../../src/domain/scripts/compile';
import { step } from '../../../src/domain/scripts/engine';
import { begin, placeIn } from '../../unit/scripts/play';
import { stories } from '../../unit/scripts/stories';
import { limitGate, quantiles, type BenchLine } from '../measure';
import { isBusy } from '../quiet';

/** Scripts of the catalogue, and those that they share. */
const shelf = 48;
const talksPerRound = 40;

/** As many scripts as the catalogue has: until all are written, the longest of them several times. */
function fullShelf(pack: ScriptPack): ScriptPack {
  const scripts = Object.values(pack.scripts);
  const longest = scripts.reduce((one, other) =>
    Object.keys(other.nodes).length > Object.keys(one.nodes).length ? other : one,
  );
  const missing = Array.from(
    { length: Math.max(0, shelf - scripts.length) },
    (_, no) => `ZZZ-${String(no).padStart(2, '0')}`,
  );
  return {
    ...pack,
    scripts: { ...pack.scripts, ...Object.fromEntries(missing.map((code) => [code, { ...longest, code }])) },
  };
}

export async function benchScripts(rounds: number): Promise<readonly BenchLine[]> {
  const compiling: number[] = [];
  const stepping: number[] = [];
  let noisy = 0;
  let written = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const busy = await isBusy();
    const began = performance.now();
    const sources = readSources();
    const pack = compileScripts(sources.scripts, sources.facts);
    const compileMs = performance.now() - began;
    written = sources.scripts.length;
    const steps = playStories(fullShelf(pack));
    // The first round warms up.
    if (round === 0) continue;
    compiling.push(compileMs);
    stepping.push(...steps);
    if (busy) noisy += 1;
  }
  const line = (
    name: string,
    samples: readonly number[],
    most: number,
    value: number | null,
    note: string,
  ): BenchLine => ({
    name,
    unit: 'ms',
    n: samples.length,
    ...quantiles(samples),
    rounds,
    noisy,
    gates: value === null ? [] : [limitGate(value, 'ms', most)],
    note,
  });
  return [
    line(
      'script/step',
      stepping,
      5,
      quantiles(stepping).p99,
      `one event of a conversation with ${String(shelf)} scripts loaded`,
    ),
    line(
      'script/compile',
      compiling,
      1_000,
      quantiles(compiling).p50,
      `${String(written)} sources read, checked and compiled`,
    ),
  ];
}

/** Milliseconds of each step of the stored conversations; wrong nodes end the bench. */
function playStories(pack: ScriptPack): readonly number[] {
  const samples: number[] = [];
  for (let talk = 0; talk < talksPerRound; talk += 1)
    for (const { file, story } of stories) {
      let session = begin(story.script, pack);
      for (const { event, then } of story.steps) {
        const began = performance.now();
        session = step(pack, session, event).session;
        samples.push(performance.now() - began);
        if (placeIn(session) !== then) throw new Error(`scripts: ${file} is at ${placeIn(session)}, not at ${then}`);
      }
    }
  return samples;
}
