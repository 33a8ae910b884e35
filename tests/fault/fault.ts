/**
 * `npm run fault`: every fault of the plan is done to the program, and what is on the media afterwards is compared with what
 * people were told (verify-world.ts). One line for each row; fails when anything acknowledged was lost or kept twice, or when
 * anything else is not as it must be. docs/fault-suite.md says what each row proves.
 */
import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CannotBeTried, type Asked, type FaultRow } from './fault-row';
import { failureOf, tableOf, type Failure, type Outcome } from './report';
import { rows } from './rows/rows';
import { forgetTemplates } from './world/electron-branch';
import { forgetHeadquarters } from './world/sim-headquarters';

const help = `npm run fault -- [--tier 1|2] [--only F-05,…] [--seed N] [--runs N] [--cases N] [--plain] [--soak MINUTES]

--tier   1 (default): what npm test runs. 2: the large numbers, before a release.
--only   some rows: ${rows.map(({ id }) => id).join(', ')}
--seed   repeats one attempt of the rows named; without --only of every row.
--runs   another number of attempts, for a hunt; with --from as the first seed.
--cases  another size of the branch of F-17, for a try.
--plain  only rows that need no Electron.
--soak   the rows one after the other on seeds that nobody tried, until the time is over or something fails.
`;

/** Seeds that failed once. They are tried first, in every tier, for ever. */
const regressionFile = path.join(__dirname, 'failing-seeds.json');

async function regressions(): Promise<Record<string, number[]>> {
  return JSON.parse(await readFile(regressionFile, 'utf8')) as Record<string, number[]>;
}

async function seedsOf(row: FaultRow, tier: 1 | 2, wanted: { seed?: number; runs?: number; from: number }) {
  if (wanted.seed !== undefined) return [wanted.seed];
  const limit = (await row.cases?.()) ?? Number.POSITIVE_INFINITY;
  const runs = Math.min(wanted.runs ?? (tier === 1 ? row.tries.t1 : row.tries.t2), limit);
  // Numbered cases are spread over all of them when there is no time for each.
  const spread = Number.isFinite(limit) && runs < limit ? limit / runs : 1;
  const seeds = Array.from({ length: runs }, (_, i) => wanted.from + Math.floor(i * spread));
  const kept = ((await regressions())[row.id] ?? []).filter((seed) => seed <= limit);
  return [...new Set([...kept, ...seeds])];
}

/** Longer than any attempt on a busy machine: one that does not end by then never will (O6, liveness). */
const longestAttemptMs = 300_000;

async function inTime<T>(work: Promise<T>, longestMs = longestAttemptMs): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`did not end within ${String(longestMs / 1000)} s`));
    }, longestMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function runRow(row: FaultRow, seeds: readonly number[], asked: Asked): Promise<Outcome> {
  const began = performance.now();
  const failures: Failure[] = [];
  let [runs, acknowledged, lost, doubled, faults, recoverMs] = [0, 0, 0, 0, 0, 0];
  let notTried: string | undefined;
  try {
    for (const seed of seeds) {
      try {
        const attempt = await inTime(row.attempt(seed, asked), row.longestMs);
        runs += 1;
        acknowledged += attempt.acknowledged;
        lost += attempt.lost.length;
        doubled += attempt.doubled.length;
        faults += attempt.faults.length;
        recoverMs = Math.max(recoverMs, attempt.recoverMs);
        const failure = failureOf(seed, attempt);
        if (failure) failures.push(failure);
      } catch (cause) {
        if (cause instanceof CannotBeTried) {
          notTried = cause.message;
          break;
        }
        runs += 1;
        faults += 1;
        failures.push({ seed, what: [cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)] });
      }
    }
  } finally {
    await row.end?.();
  }
  const seconds = (performance.now() - began) / 1000;
  const firstSeed = seeds[0] ?? 0;
  return { row, runs, acknowledged, lost, doubled, faults, recoverMs, seconds, firstSeed, failures, notTried };
}

async function remember(outcomes: readonly Outcome[]): Promise<void> {
  const known = await regressions();
  for (const { row, failures } of outcomes) {
    if (failures.length === 0) continue;
    const seeds = new Set([...(known[row.id] ?? []), ...failures.map(({ seed }) => seed)]);
    known[row.id] = [...seeds].sort((a, b) => a - b).slice(0, 20);
  }
  await writeFile(regressionFile, `${JSON.stringify(known, null, 2)}\n`);
}

/** Each row once. Those that have no attempts in this tier are left out, unless an attempt of them is asked for. */
async function once(
  chosen: readonly FaultRow[],
  tier: 1 | 2,
  wanted: Parameters<typeof seedsOf>[2] & Asked,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const row of chosen) {
    const seeds = await seedsOf(row, tier, wanted);
    if (seeds.length === 0) continue;
    process.stderr.write(`${row.id} ${row.title} …\n`);
    outcomes.push(await runRow(row, seeds, wanted));
  }
  return outcomes;
}

/** F-43: row after row with a new seed each time, until the minutes are over or a seed fails. Rows of numbered cases have no new ones. */
async function soak(chosen: readonly FaultRow[], minutes: number): Promise<readonly Outcome[]> {
  const endMs = performance.now() + minutes * 60_000;
  const outcomes: Outcome[] = [];
  const endless = chosen.filter((row) => row.cases === undefined && !row.seedless);
  for (let seed = 1_000_000 + randomInt(1_000_000_000); endless.length > 0; seed++) {
    for (const row of endless) {
      if (performance.now() >= endMs) return outcomes;
      process.stderr.write(`npm run fault -- --only ${row.id} --seed ${String(seed)}\n`);
      const outcome = await runRow(row, [seed], {});
      outcomes.push(outcome);
      if (outcome.failures.length > 0) return outcomes;
    }
  }
  return outcomes;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      tier: { type: 'string', default: '1' },
      only: { type: 'string', default: '' },
      seed: { type: 'string' },
      runs: { type: 'string' },
      cases: { type: 'string' },
      from: { type: 'string', default: '1' },
      plain: { type: 'boolean', default: false },
      soak: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const only = values.only.split(',').filter((id) => id !== '');
  const unknown = only.find((id) => !rows.some((row) => row.id === id));
  const tier = values.tier === '2' ? 2 : 1;
  if (values.help || unknown !== undefined) {
    process.stderr.write(unknown === undefined ? help : `There is no row ${unknown}.\n${help}`);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const number = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));
  const [seed, runs, cases] = [number(values.seed), number(values.runs), number(values.cases)];
  const wanted = {
    ...(seed === undefined ? {} : { seed }),
    ...(runs === undefined ? {} : { runs }),
    ...(cases === undefined ? {} : { cases }),
    from: Number(values.from),
  };
  const chosen = rows.filter((row) =>
    only.length > 0 ? only.includes(row.id) : !(values.plain && row.needs === 'electron'),
  );
  const outcomes =
    values.soak === undefined ? await once(chosen, tier, wanted) : await soak(chosen, Number(values.soak));
  await forgetTemplates();
  await forgetHeadquarters();
  process.stdout.write(`\n${tableOf(outcomes)}\n`);
  for (const { row, notTried } of outcomes) {
    if (notTried === undefined) continue;
    process.stdout.write(`\n${row.id} NOT TRIED: ${notTried}\n`);
    // Before a release every row has to have been tried somewhere.
    if (tier === 2) process.exitCode = 1;
  }
  const sized = cases === undefined ? '' : ` --cases ${String(cases)}`;
  const failed = outcomes.filter(({ failures }) => failures.length > 0);
  for (const { row, failures } of failed) {
    for (const { seed: failedSeed, what } of failures.slice(0, 5)) {
      const shown = what.slice(0, 5).join('\n    ');
      process.stdout.write(
        `\n${row.id} FAILED: npm run fault -- --only ${row.id} --seed ${String(failedSeed)}${sized}\n    ${shown}\n`,
      );
    }
  }
  if (failed.length === 0) return;
  process.exitCode = 1;
  const remembered = failed.filter(({ row }) => !row.seedless);
  if (remembered.length === 0) return;
  await remember(remembered);
  process.stdout.write(`\nThe seeds stand in tests/fault/failing-seeds.json now and are tried first from here on.\n`);
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exitCode = 1;
});
