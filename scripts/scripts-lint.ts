/**
 * `npm run scripts:lint`: reads, compiles and checks the conversation scripts of resources/packs/scripts.
 *
 *   npm run scripts:lint                all of them
 *   npm run scripts:lint -- SVC-01      only what is found in these
 */
import { readSources } from './conversation/sources';
import { compileScripts } from '../src/domain/scripts/compile';
import { findingLine, isError, type Finding } from '../src/domain/scripts/finding';
import { lintScripts } from '../src/domain/scripts/lint/lint';
import { walkScript } from '../src/domain/scripts/walks';

const only = process.argv.slice(2);
const { scripts, findings: unread, ...shared } = readSources();
const context = {
  ...shared,
  scripts: new Map(scripts.map((script) => [script.code, script])),
  today: new Date().toISOString().slice(0, 10),
};
const concerns = ({ script }: { readonly script: string }) =>
  only.length === 0 || only.some((code) => script.startsWith(code));
const found = [...unread, ...lintScripts(scripts, context)];

/** Walks need scripts that fit together: they wait until the rest is mended. */
const pack = found.some(isError) ? null : compileScripts(scripts, shared.facts);
const walks = scripts
  .filter(({ code }) => pack !== null && concerns({ script: code }))
  .flatMap(({ code }) => (pack === null ? [] : [{ code, ...walkScript(pack, code) }]));
const notWalked = walks.flatMap(({ code, notWalked: ways }) =>
  ways.map((way): Finding => ({ rule: 'E19', script: code, at: 'nodes', detail: way })),
);

const findings = [...found.filter(concerns), ...notWalked];
const errors = findings.filter(isError);
for (const finding of findings) process.stdout.write(`${findingLine(finding)}\n`);
const ways = walks.reduce((sum, walk) => sum + walk.ways, 0);
process.stdout.write(
  `${scripts.length} scripts, ${errors.length} errors, ${findings.length - errors.length} warnings\n`,
);
process.stdout.write(
  pack === null ? 'not walked, because of the errors\n' : `${ways - notWalked.length} of ${ways} ways walked\n`,
);
process.exitCode = errors.length > 0 ? 1 : 0;
