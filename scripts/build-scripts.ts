/**
 * Part of `npm run build`: compiles the conversation scripts into out/scripts.json, which main loads. Refused while the lint finds
 * an error; `npm run scripts:lint` says more.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkSources, hasher } from './conversation/check';
import { bundleOf } from '../src/domain/scripts/bundle';
import { compileScripts } from '../src/domain/scripts/compile';
import { findingLine, isError } from '../src/domain/scripts/finding';

const { scripts, facts, findings } = checkSources();
const errors = findings.filter(isError);
if (errors.length > 0) {
  process.stderr.write(`${errors.map(findingLine).join('\n')}\nThe conversation scripts have errors.\n`);
  process.exitCode = 1;
} else {
  const file = path.resolve(import.meta.dirname, '../out/scripts.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(bundleOf(compileScripts(scripts, facts), hasher)));
}
