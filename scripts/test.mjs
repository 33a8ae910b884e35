/**
 * `npm test`: everything, in the order in which failures are cheapest to learn; stops at the first failure and says what each stage took.
 * What needs no Electron runs two at a time, the longest from the start, because most of it keeps one core busy.
 *
 *   npm test                      checks, then store, fault, hq and e2e suites
 *   npm run check                 what needs neither Electron nor a display
 *   npm run e2e -- window         one suite; what follows -- goes to its tool: files, --grep words
 *
 * A suite whose folder holds no tests yet is named and passed over.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuild, isBuildable } from './setup/build.mjs';
import { electronEnv, findElectron, onDisplay } from './setup/electron.mjs';
import { ensureNodeModules } from './setup/node-modules.mjs';
import { checkNode, hasDisplay } from './setup/platform.mjs';
import { ensurePostgres } from './setup/postgres.mjs';
import { problem, runMain, say, secondsSince } from './setup/say.mjs';
import { runBeside, runInForeground } from './setup/spawn.mjs';
import { whyOf } from './setup/why-failed.mjs';
import { stageTimes } from './setup/stage-times.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const tool = {
  prettier: 'node_modules/prettier/bin/prettier.cjs',
  cruiser: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
};

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} run Node script and its arguments
 * @property {string} [tests] folder whose tests this step runs
 * @property {boolean} [electron] needs the built app, an Electron and a display
 * @property {boolean} [postgres] needs a PostgreSQL, which it starts itself
 * @property {boolean} [longest] is begun before all others that run beside it
 * @property {boolean} [ownDisplays] starts a virtual display for each of its workers when there is no real one
 */

/** @type {Step[]} */
const CHECKS = [
  {
    name: 'format',
    run: [tool.prettier, '--check', '.', '--cache', '--cache-location', '.cache/prettier', '--log-level', 'warn'],
  },
  { name: 'types', run: ['scripts/types.mjs'] },
  { name: 'lint', run: ['scripts/lint.mjs'] },
  {
    name: 'cruise',
    run: [tool.cruiser, 'src', 'server', 'scripts', 'tests', '--config', '.dependency-cruiser.cjs'],
  },
  {
    name: 'unit',
    longest: true,
    run: [tool.vitest, 'run', '--project', 'unit', '--project', 'dom', '--project', 'scripts'],
  },
  { name: 'fences', run: [tool.vitest, 'run', '--project', 'fences'], tests: 'tests/fences' },
  { name: 'scripts', run: ['--conditions=import', '--import', 'tsx', 'scripts/scripts-lint.ts'] },
  { name: 'knip', run: [tool.knip, '--no-config-hints'] },
];

/** @type {Step[]} */
const SUITES = [
  // Before half an hour of suites: a spec that can't even be loaded (what pages import must not reach an ESM-only package) stops all of them.
  // It needs the build, of which some specs make their tests.
  { name: 'specs', run: [tool.playwright, 'test', '--list', '--project=e2e', '--reporter=line'], electron: true },
  {
    name: 'store',
    // With `=`: else Playwright takes the file named after `npm run store --` for one more project.
    // Two workers: these pages are hidden.
    run: [tool.playwright, 'test', '--project=store-electron', '--project=store-chromium', '--workers=2'],
    tests: 'tests/store',
    electron: true,
  },
  {
    name: 'documents',
    run: [tool.vitest, 'run', '--project', 'documents'],
    tests: 'tests/documents',
    electron: true,
  },
  // The rows that need no Electron: about three minutes. All of them: npm run fault.
  {
    name: 'fault',
    run: ['--conditions=import', '--import', 'tsx', 'tests/fault/fault.ts', '--plain'],
    postgres: true,
  },
  {
    name: 'hq',
    run: [tool.vitest, 'run', '--project', 'hq', '--project', 'hq-postgres'],
    tests: 'tests/hq',
    postgres: true,
  },
  // Needs the build, but no window: the system's Chromium, headless.
  {
    name: 'hq-console',
    run: [tool.vitest, 'run', '--project', 'hq-console'],
    tests: 'tests/hq-console',
    electron: true,
  },
  // Half a minute: packed, looked at, started, and what must not work is tried.
  { name: 'package', run: ['scripts/package.mjs', '--no-deb', '--smoke'], electron: true },
  {
    name: 'e2e',
    run: [tool.playwright, 'test', '--project=e2e'],
    tests: 'tests/e2e',
    electron: true,
    ownDisplays: true,
  },
];

/** @type {Step} */
const BUILD = { name: 'build', run: ['scripts/build.mjs'] };

/** @param {string | undefined} what @returns {Step[]} */
const stepsFor = (what) => {
  if (what === undefined) return [...CHECKS, ...SUITES];
  if (what === 'check') return CHECKS;
  const step = [...CHECKS, ...SUITES].find(({ name }) => name === what);
  if (step) return [step];
  const names = [...CHECKS, ...SUITES].map(({ name }) => name).join(', ');
  throw problem(`There is no step "${what}". Steps: check, ${names}.`);
};

/** @param {string} folder */
const holdsTests = (folder) =>
  existsSync(path.join(root, folder)) &&
  readdirSync(path.join(root, folder), { recursive: true }).some((file) => /\.(test|spec)\.tsx?$/.test(String(file)));

/** @param {Step} step @param {string[]} extra @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
const runStep = (step, extra, env) => {
  const script = [process.execPath, ...step.run, ...extra];
  const [command = process.execPath, ...args] = script;
  if (step.ownDisplays && !hasDisplay()) {
    say('no display: using virtual ones, one for each worker');
    return runInForeground(command, args, { cwd: root, env: { ...env, XIANTING_OWN_DISPLAYS: '1' }, shell: false });
  }
  const onScreen = step.electron ? onDisplay(command, args) : { command, args };
  return runInForeground(onScreen.command, onScreen.args, { cwd: root, env, shell: false });
};

/**
 * Runs steps two at a time, each printed when it has ended. The first failure stops all.
 * @param {Step[]} steps
 * @param {ReturnType<typeof stageTimes>} times
 * @returns {Promise<{code: number, why: string}>} exit code, and what failed in a few lines
 */
const runTwoAtATime = async (steps, times) => {
  const waiting = [...steps.filter(({ longest }) => longest), ...steps.filter(({ longest }) => !longest)];
  const stopping = new AbortController();
  let code = 0;
  let why = '';
  const work = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      if (stopping.signal.aborted) return;
      const startedAtMs = Date.now();
      const ended = await runBeside(process.execPath, step.run, { cwd: root, signal: stopping.signal });
      if (stopping.signal.aborted) return;
      times.note(step.name, resultOf(ended.code), startedAtMs);
      console.log(`\n=== ${step.name} ===\n${ended.output}`);
      if (ended.code === 0) continue;
      ({ code } = ended);
      why = whyOf(step.name, ended.output);
      stopping.abort();
    }
  };
  await Promise.all([work(), work()]);
  return { code, why };
};

/** @param {number} code */
const resultOf = (code) => (code === 0 ? 'passed' : 'FAILED');

await runMain(async () => {
  const [what, ...rest] = process.argv.slice(2);
  const isOption = what?.startsWith('-') ?? false;
  if (isOption) throw problem('Options go to one step, for example: npm run e2e -- --grep sign');
  const steps = stepsFor(what);

  const startedAtMs = Date.now();
  const times = stageTimes();
  checkNode();
  await ensureNodeModules(root);
  // Ready before the first step: nobody should wait ten minutes to hear that a package is missing.
  const waiting = steps.filter(({ electron, tests }) => electron && tests && holdsTests(tests));
  let env = process.env;
  if (waiting.length > 0) {
    await ensureSystemPackages({ tests: true });
    env = electronEnv(await findElectron(root));
  }

  if (steps.some(({ postgres }) => postgres)) await ensurePostgres(root);

  times.note('setup', '', startedAtMs);

  const beside = steps.length > 1 ? steps.filter(({ electron }) => !electron) : [];
  // Here, so that what follows finds it built; alone it would keep one core waiting.
  if (beside.length > 0 && waiting.length > 0 && isBuildable(root)) beside.push(BUILD);
  if (beside.length > 0) say(`running ${beside.map(({ name }) => name).join(', ')}; each is shown when it has ended`);
  const end = (/** @type {string} */ how) => {
    console.log(`\n${times.table()}\n\n${how} ${secondsSince(startedAtMs)}`);
  };
  const { code: failed, why } = await runTwoAtATime(beside, times);
  if (failed !== 0) {
    end('FAILED after');
    // Last of all: of a run elsewhere one often sees the end only.
    console.log(why);
    return failed;
  }
  for (const step of steps.filter((one) => !beside.includes(one))) {
    console.log(`\n=== ${step.name} ===`);
    if (step.tests && !holdsTests(step.tests)) {
      console.log(`no tests yet in ${step.tests}`);
      times.note(step.name, 'no tests yet', Date.now());
      continue;
    }
    const stepStartedAtMs = Date.now();
    if (step.electron && isBuildable(root)) await ensureBuild(root);
    const code = await runStep(step, rest, env);
    times.note(step.name, resultOf(code), stepStartedAtMs, { cpuIsKnown: !step.electron });
    if (code !== 0) {
      end(`FAILED at "${step.name}" after`);
      // Last of all, as above. Written by tests/failures-last.ts.
      const why = path.join(root, '.cache', 'failures.txt');
      if (step.electron && existsSync(why)) console.log(readFileSync(why, 'utf8'));
      return code;
    }
  }
  end('all passed in');
  return 0;
});
