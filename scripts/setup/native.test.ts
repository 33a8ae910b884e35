import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';

const oneHash = "require('argon2').hash('x', { memoryCost: 1024 }).then((hash) => console.log(hash.slice(0, 9)))";

it('argon2 works from its prebuilt binary, without a compiler', () => {
  // In a process of its own: a bad binary ends it with a segmentation fault (0.45 did, under Node 20).
  expect(execFileSync(process.execPath, ['-e', oneHash], { encoding: 'utf8' })).toBe('$argon2id\n');
  expect(existsSync('node_modules/argon2/build')).toBe(false);
});
