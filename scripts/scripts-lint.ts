/**
 * `npm run scripts:lint`: reads, checks, compiles and walks the conversation scripts of resources/packs/scripts.
 *
 *   npm run scripts:lint                all of them; docs/scripts-review.md and the list of the release have to be what they say
 *   npm run scripts:lint -- SVC-01      only what is found in these
 *   npm run scripts:lint -- --write     also writes docs/scripts-review.md and resources/packs/scripts/release.json
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkSources, hasher } from './conversation/check';
import { measureCorpus, measureScripts } from './conversation/corpus';
import { releaseFile, releaseList } from './conversation/release-list';
import { reviewPage } from './conversation/review-page';
import { compileScripts } from '../src/domain/scripts/compile';
import { findingLine, isError, type Finding } from '../src/domain/scripts/finding';
import { walkScript, type Walked } from '../src/domain/scripts/walks';

/** Written at the end and in one piece, so that a reader who has seen enough (`| head`) breaks nothing. */
const lines: string[] = [];
const say = (line: string) => lines.push(line);
const reviewFile = path.resolve(import.meta.dirname, '../docs/scripts-review.md');

async function main(args: readonly string[]): Promise<boolean> {
  const only = args.filter((arg) => !arg.startsWith('--'));
  const { scripts, facts, lexicon, findings: found } = checkSources();
  const concerns = (code: string) => only.length === 0 || only.some((wanted) => code.startsWith(wanted));
  const walks = walk(scripts.map(({ code }) => code).filter(concerns), found, () => compileScripts(scripts, facts));
  const findings = [...found.filter(({ script }) => concerns(script)), ...notWalked(walks)];
  const errors = findings.filter(isError).length;

  findings.map(findingLine).forEach(say);
  say(`${scripts.length} scripts, ${errors} errors, ${findings.length - errors} warnings`);
  const ways = [...walks.values()].reduce((sum, one) => sum + one.ways, 0);
  say(
    walks.size === 0 ? 'not walked, because of the errors' : `${ways - notWalked(walks).length} of ${ways} ways walked`,
  );
  if (only.length > 0) return errors === 0;

  // Figures, not gates: they are here to be read. A clean lint is not safe wording.
  const corpus = measureCorpus(lexicon, 'corpus');
  say(`\nphrase rules on the ${corpus.lines} lines of scripts/conversation/corpus.yaml:`);
  corpus.report.forEach(say);
  const unseen = measureCorpus(lexicon, 'corpus-unseen');
  say(`on ${unseen.lines} lines that no rule was made for, corpus-unseen.yaml:`);
  unseen.report.forEach(say);
  say('and on what the authors of the scripts wrote:');
  measureScripts(scripts).forEach(say);

  if (errors > 0) return false;
  const written: readonly (readonly [name: string, file: string, text: string])[] = [
    ['docs/scripts-review.md', reviewFile, await reviewPage(scripts, walks, hasher)],
    ['resources/packs/scripts/release.json', releaseFile, await releaseList(scripts)],
  ];
  if (args.includes('--write')) for (const [, file, text] of written) writeFileSync(file, text);
  const stale = written.filter(([, file, text]) => readFileSync(file, 'utf8') !== text);
  for (const [name] of stale) say(`\n${name} is not what the scripts say: npm run scripts:lint -- --write`);
  return stale.length === 0;
}

/** Walks need scripts that fit together: they wait until all else is mended. */
function walk(
  codes: readonly string[],
  found: readonly Finding[],
  compiled: () => ReturnType<typeof compileScripts>,
): ReadonlyMap<string, Walked> {
  if (found.some(isError)) return new Map();
  const pack = compiled();
  return new Map(codes.map((code) => [code, walkScript(pack, code)]));
}

const notWalked = (walks: ReadonlyMap<string, Walked>): readonly Finding[] =>
  [...walks].flatMap(([script, one]) => [
    ...one.notWalked.map((way): Finding => ({ rule: 'E19', script, at: 'nodes', detail: way })),
    ...one.notFound.map((way): Finding => ({ rule: 'W09', script, at: 'nodes', detail: way })),
  ]);

void main(process.argv.slice(2)).then((sound) => {
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = sound ? 0 : 1;
});
