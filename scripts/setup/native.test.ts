import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

const oneHash = "require('argon2').hash('x', { memoryCost: 1024 }).then((hash) => console.log(hash.slice(0, 9)))";

it('argon2 works from its prebuilt binary, without a compiler', () => {
  // In a process of its own: a bad binary ends it with a segmentation fault (0.45 did, under Node 20).
  const env = { ...process.env, PREBUILDS_ONLY: '1' };
  expect(execFileSync(process.execPath, ['-e', oneHash], { encoding: 'utf8', env })).toBe('$argon2id\n');
});
