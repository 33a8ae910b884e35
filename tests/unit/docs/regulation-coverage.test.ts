import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { statePage } from '../../../scripts/regulation/state-page';
import { coverageTable } from '../../../scripts/regulation/table';
import golden from '../deadlines/golden.json';
import { laws } from '../deadlines/laws';

it('docs/regulation-coverage.md is what the packs and tests say now: run `npm run regulation-coverage`', () => {
  const packs = Object.fromEntries(Object.entries(laws).map(([name, [pack]]) => [name, pack]));
  const page = readFileSync(new URL('../../../docs/regulation-coverage.md', import.meta.url), 'utf8');
  expect(page).toBe(coverageTable(packs, golden));
});

it('docs/case-states.md draws the states and transitions of now: run `npm run regulation-coverage`', async () => {
  expect(readFileSync(new URL('../../../docs/case-states.md', import.meta.url), 'utf8')).toBe(await statePage());
});
