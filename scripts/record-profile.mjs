/**
 * `node scripts/record-profile.mjs --schema N [--commit C]`: a small branch as the code of a commit leaves it, kept in
 * tests/store/profiles/schema-N. It is recorded once, when a schema is about to be followed by the next one, and never again: what
 * later code has to open is what that code has written. All people and cases are those of the sample branch.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { schema: { type: 'string' }, commit: { type: 'string', default: 'HEAD' } } });
if (!/^\d+$/.test(values.schema ?? '')) throw new Error('--schema N is missing');

const root = path.resolve(import.meta.dirname, '..');
const work = mkdtempSync(path.join(tmpdir(), 'xianting-record-'));
try {
  const sources = path.join(work, 'sources');
  execFileSync('mkdir', [sources]);
  const archive = execFileSync('git', ['archive', values.commit], { cwd: root, maxBuffer: 1e9 });
  execFileSync('tar', ['x', '-C', sources], { input: archive });
  symlinkSync(path.join(root, 'node_modules'), path.join(sources, 'node_modules'));
  // The sample lives of a day were written for the rules of that day.
  const day = execFileSync('git', ['show', '-s', '--format=%ct', values.commit], { cwd: root, encoding: 'utf8' });
  const profile = path.join(work, 'profile');
  writeFileSync(
    path.join(sources, 'record.ts'),
    `const real = Date.now;
     const shift = ${day.trim()}000 - real();
     Date.now = () => real() + shift;
     void import('./scripts/seeding/seed-profile').then(({ seedProfile }) =>
       seedProfile({ userData: ${JSON.stringify(profile)}, cases: 3, seed: 7, onProgress: () => undefined }));`,
  );
  execFileSync(process.execPath, ['--conditions=import', '--import', 'tsx', 'record.ts'], {
    cwd: sources,
    stdio: 'inherit',
  });
  const kept = path.join(root, 'tests', 'store', 'profiles', `schema-${values.schema}`);
  rmSync(kept, { recursive: true, force: true });
  cpSync(profile, kept, { recursive: true, filter: (file) => !/\.bak(\.json)?$/.test(file) });
} finally {
  rmSync(work, { recursive: true, force: true });
}
