import { expect, it } from 'vitest';
import { whyOf } from './why-failed.mjs';

it('gives the titles of failed tests, what was wrong and where, each once, without colours', () => {
  const test = ' FAIL  |hq| tests/hq/pull.test.ts > a cursor > of yesterday';
  const output = [
    ' ✓ |hq| tests/hq/push.test.ts (3 tests) 300ms',
    `\u001b[31m${test}\u001b[39m`,
    'AssertionError: expected 2 to be 3 // Object.is equality',
    ' ❯ tests/hq/pull.test.ts:12:7',
    '     11|',
    test,
    ' Test Files  1 failed | 60 passed (61)',
  ].join('\n');
  expect(whyOf('hq', output)).toBe(
    [
      'Why "hq" failed:',
      test,
      'AssertionError: expected 2 to be 3 // Object.is equality',
      ' ❯ tests/hq/pull.test.ts:12:7',
    ].join('\n'),
  );
});

it('gives the file before the errors that a linter found in it', () => {
  const output = 'src/a.ts\n  1:1  warning  w  rule\n\nsrc/b.ts\n  7:12  error  Unexpected any  no-any\n';
  expect(whyOf('lint', output)).toBe('Why "lint" failed:\nsrc/b.ts\n  7:12  error  Unexpected any  no-any');
});

it('gives the end of an output that tells nothing, and no more than fits the end of a log', () => {
  const lines = Array.from({ length: 40 }, (_, i) => `line ${String(i)}`);
  expect(whyOf('knip', lines.join('\n'))).toBe(['Why "knip" failed:', ...lines.slice(-16)].join('\n'));
});
