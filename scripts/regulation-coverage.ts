/**
 * `npm run regulation-coverage`: writes docs/regulation-coverage.md from the rule packs, the golden deadlines and the facts that
 * the program records, and docs/case-states.md from the states of a case. A test fails when a page is not what this would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { statePage } from './regulation/state-page';
import { coverageTable, type GoldenRow } from './regulation/table';
import { parseRulePack, type RulePack } from '../src/domain/deadlines/rule-pack';

const root = path.resolve(import.meta.dirname, '..');
const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

function pack(name: string): RulePack {
  const parsed = parseRulePack(read(`resources/packs/rules/${name}.json`));
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  return parsed.pack;
}

const page = coverageTable(
  { bank: pack('cn-bank-2020'), insurer: pack('cn-insurer-2020'), uk: pack('uk-disp-2018'), au: pack('au-rg271-2021') },
  read('tests/unit/deadlines/golden.json') as readonly GoldenRow[],
);
writeFileSync(path.join(root, 'docs/regulation-coverage.md'), page);
void statePage().then((states) => {
  writeFileSync(path.join(root, 'docs/case-states.md'), states);
  process.stdout.write('docs/regulation-coverage.md\ndocs/case-states.md\n');
});
