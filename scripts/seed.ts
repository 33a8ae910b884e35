/**
 * `npm run seed -- --cases N --user-data DIR [--seed S]`: a profile with N made-up cases. The first start of the application
 * on it fills the database from the journal, and the first sign-in makes lists and search; both take a while for many cases.
 */
import { parseArgs } from 'node:util';
import { demoBranch, demoPassword } from '../src/main/demo/demo-branch';
import { seedProfile } from './seeding/seed-profile';

const usage = 'npm run seed -- --cases N --user-data DIR [--seed S]';

function readArgs() {
  try {
    return parseArgs({
      options: {
        cases: { type: 'string', default: '1000' },
        'user-data': { type: 'string' },
        seed: { type: 'string', default: '1' },
      },
    }).values;
  } catch {
    // An option that is not known: the usage says which are.
    return undefined;
  }
}

async function main(): Promise<void> {
  const values = readArgs();
  const cases = Number(values?.cases);
  const seed = Number(values?.seed);
  const userData = values?.['user-data'];
  if (!Number.isInteger(cases) || cases < 1 || !Number.isInteger(seed) || userData === undefined) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const began = performance.now();
  await seedProfile({
    userData,
    cases,
    seed,
    onProgress: (done) => {
      if (done % 10_000 === 0 || done === cases) process.stderr.write(`${String(done)} of ${String(cases)} cases\n`);
    },
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const names = demoBranch.people.map(({ name, role }) => `${name} (${role})`).join(', ');
  process.stdout.write(
    `${String(cases)} cases in ${seconds} s\nusers: ${names}\npassword: ${demoPassword}\nstart: npm start -- --user-data-dir=${userData}\n`,
  );
}

main().catch((cause: unknown) => {
  process.stderr.write(`${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}\n`);
  process.exitCode = 1;
});
