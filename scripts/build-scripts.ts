/**
 * Part of `npm run build`: compiles the conversation scripts into out/scripts.json, which main loads, and puts their sources into
 * out/script-sources.json, for whoever reads and edits them. Refused while the lint finds an error; `npm run scripts:lint` says more.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkSources, hasher } from './conversation/check';
import { bundleOf } from '../src/domain/scripts/bundle';
import { compileScripts } from '../src/domain/scripts/compile';
import { findingLine, isError } from '../src/domain/scripts/finding';
import { sourceSetOf } from '../src/domain/scripts/source-set';

const { findings, ...sources } = checkSources();
const { scripts, facts } = sources;
const errors = findings.filter(isError);
if (errors.length > 0) {
  process.stderr.write(`${errors.map(findingLine).join('\n')}\nThe conversation scripts have errors.\n`);
  process.exitCode = 1;
} else {
  const out = path.resolve(import.meta.dirname, '../out');
  mkdirSync(out, { recursive: true });
  writeFileSync(path.join(out, 'scripts.json'), JSON.stringify(bundleOf(compileScripts(scripts, facts), hasher)));
  writeFileSync(path.join(out, 'script-sources.json'), JSON.stringify(sourceSetOf(sources)));
}
