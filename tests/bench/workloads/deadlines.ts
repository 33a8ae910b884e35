/** Deadlines of many open cases: all of them from their facts, and what another rule pack would change. Needs no window. */
import { deadlinesOf, type DeadlineFacts } from '../../../src/domain/deadlines/deadlines';
import { differencesUnder } from '../../../src/domain/deadlines/differences';
import { addDays } from '../../../src/domain/deadlines/local-date';
import type { RulePack } from '../../../src/domain/deadlines/rule-pack';
import { laws } from '../../unit/deadlines/laws';
import { limitGate, quantiles, sizeName, type BenchLine } from '../measure';
import { isBusy } from '../quiet';

const cases = 10_000;

/** Open cases received over two years, some complex, extended, appraised or with new facts. */
function factsOf(no: number): DeadlineFacts {
  const receivedMs =
    Date.parse('2024-12-01T01:00:00Z') + ((no * 7_919) % 730) * 86_400_000 + ((no * 104_729) % 43_200) * 1_000;
  const on = addDays(new Date(receivedMs).toISOString().slice(0, 10), 4);
  return {
    facts: { received: { atMs: receivedMs }, ...(no % 9 === 0 ? { newFacts: { on } } : {}) },
    attributes: {
      ...(no % 3 === 0 ? { complexity: 'complex' } : {}),
      ...(no % 12 === 0 ? { extension: 'approved', extensionDays: String(1 + (no % 30)) } : {}),
    },
    periods: no % 10 === 0 ? [{ period: 'externalAppraisal', from: { on }, to: { on: addDays(on, 12) } }] : [],
  };
}

export async function benchDeadlines(rounds: number): Promise<readonly BenchLine[]> {
  const [pack, calendar, timeZone] = laws.bank;
  const all = Array.from({ length: cases }, (_, no) => ({ caseId: String(no), facts: factsOf(no) }));
  // A month more for complex cases: every third case changes.
  const other: RulePack = {
    ...pack,
    version: 'other',
    deadlines: pack.deadlines.map((rule) =>
      rule.id === 'D2' ? { ...rule, limit: { ...rule.limit, count: 60 } } : rule,
    ),
  };
  const deriving: number[] = [];
  const switching: number[] = [];
  let noisy = 0;
  for (let round = 0; round <= rounds; round += 1) {
    const busy = await isBusy();
    let began = performance.now();
    let derived = 0;
    for (const { facts } of all) derived += deadlinesOf(facts, pack, calendar, timeZone).length;
    const deriveMs = performance.now() - began;
    if (derived < cases) throw new Error(`deadlines: ${String(derived)} of ${String(cases)} cases`);
    began = performance.now();
    const changed = differencesUnder(
      all,
      { before: { rules: pack, calendar }, after: { rules: other, calendar } },
      timeZone,
    ).length;
    const switchMs = performance.now() - began;
    if (changed !== Math.ceil(cases / 3)) throw new Error(`deadlines: ${String(changed)} cases changed`);
    // The first round warms up.
    if (round === 0) continue;
    deriving.push(deriveMs);
    switching.push(switchMs);
    if (busy) noisy += 1;
  }
  const line = (name: string, samples: readonly number[], most: number, note: string): BenchLine => ({
    name: `${name}/${sizeName(cases)}`,
    unit: 'ms',
    n: samples.length,
    ...quantiles(samples),
    rounds,
    noisy,
    gates: [limitGate(quantiles(samples).p50, 'ms', most)],
    note,
  });
  return [
    line('deadlines/derive', deriving, 2_000, 'all deadlines of that many open cases, with their derivations'),
    line('deadlines/switch', switching, 5_000, 'every changed date under another rule pack'),
  ];
}
