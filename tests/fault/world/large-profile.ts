/** A branch of many cases with whole lives, about ten events each: made once for a number of cases, and kept. */
import { readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { seedProfile } from '../../../scripts/seeding/seed-profile';
import { nodeDisk } from '../../../src/main/platform/disk';

const root = path.resolve(__dirname, '../../..');
/** Raised when what is made changes: those of before are left lying. */
const shape = 1;

/** Its folder; nothing may be changed in it. It has no database yet: the first start fills one from the journal. */
export async function largeProfile(cases: number): Promise<string> {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as { version: string };
  const dir = path.join(root, '.cache', `large-branch-${version}-${String(shape)}-${String(cases)}`);
  if (await nodeDisk.exists(dir)) return dir;
  const making = `${dir}.making`;
  await rm(making, { recursive: true, force: true });
  await seedProfile({
    userData: making,
    cases,
    seed: 17,
    wholeLives: 1,
    onProgress: (done) => {
      if (done % 5_000 === 0) process.stderr.write(`${String(done)} of ${String(cases)} cases made\n`);
    },
  });
  await rename(making, dir);
  return dir;
}
