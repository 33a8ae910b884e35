/**
 * `npm run scripts:lint`: reads, compiles and checks the conversation scripts of resources/packs/scripts.
 *
 *   npm run scripts:lint                all of them
 *   npm run scripts:lint -- SVC-01      only what is found in these
 */
import { readSources } from './conversation/sources';
import { findingLine, isError } from '../src/domain/scripts/finding';
import { lintScripts } from '../src/domain/scripts/lint/lint';

const only = process.argv.slice(2);
const { scripts, findings: unread, ...shared } = readSources();
const context = {
  ...shared,
  scripts: new Map(scripts.map((script) => [script.code, script])),
  today: new Date().toISOString().slice(0, 10),
};
const concerns = ({ script }: { readonly script: string }) =>
  only.length === 0 || only.some((code) => script.startsWith(code));
const findings = [...unread, ...lintScripts(scripts, context)].filter(concerns);
const errors = findings.filter(isError);

for (const finding of findings) process.stdout.write(`${findingLine(finding)}\n`);
process.stdout.write(
  `${scripts.length} scripts, ${errors.length} errors, ${findings.length - errors.length} warnings\n`,
);
process.exitCode = errors.length > 0 ? 1 : 0;
