import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/threat-model.md', 'utf8');

/** Groups of threats and how many each has; J is the matrix of bad input, K the console of headquarters, L the hub of a branch. */
const groups: Readonly<Record<string, number>> = {
  A: 7,
  B: 5,
  C: 4,
  D: 5,
  E: 9,
  F: 7,
  G: 5,
  H: 9,
  I: 3,
  J: 19,
  K: 11,
  L: 8,
};
const expected = Object.entries(groups).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index + 1)}`),
);

const rows = page
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter(([, id = '']) => /^[A-L]\d+$/.test(id))
  .map(([, id = '', threat = '', against = '', tests = '']) => ({ id, threat, against, tests: tests.split('<br>') }));

/** A test is named by its file and its title; `why` is the other thing that may stand there. */
const testPattern = /^`([\w./-]+)` “(.+)”$/;
const why = /^No test: \S/;
const command = /^`npm run [\w:]+( -- --\w+)?`/;

describe('docs/threat-model.md', () => {
  it('has every threat and every kind of bad input, once and in order', () => {
    expect(rows.map(({ id }) => id)).toEqual(expected);
  });

  it.each(rows)(
    '$id says what stands against it, and names its tests or why there are none',
    ({ threat, against, tests }) => {
      expect(threat).not.toBe('');
      expect(against).not.toBe('');
      expect(tests.length).toBeGreaterThan(0);
      for (const text of tests) {
        const named = testPattern.exec(text);
        if (named === null) {
          expect(text).toMatch(new RegExp([why, command].map(({ source }) => source).join('|')));
          continue;
        }
        const [, file = '', title = ''] = named;
        expect(existsSync(file), file).toBe(true);
        const titles = readFileSync(file, 'utf8').replaceAll("\\'", "'");
        expect(titles.includes(`'${title}'`) || titles.includes(`\`${title}\``), `${file} has no test “${title}”`).toBe(
          true,
        );
      }
    },
  );
});
