/** Everything that is known without playing the scripts: read, and compared with each rule of the lint. */
import { createHash } from 'node:crypto';
import { readSources, type Sources } from './sources';
import type { Finding } from '../../src/domain/scripts/finding';
import { lexiconOf, type Lexicon } from '../../src/domain/scripts/lint/lexicon';
import { lintScripts } from '../../src/domain/scripts/lint/lint';

export const hasher = { sha256: (text: string) => createHash('sha256').update(text).digest('base64url') };

export interface Checked extends Pick<Sources, 'scripts' | 'facts' | 'deadlines' | 'taxonomy' | 'blank'> {
  readonly lexicon: Lexicon;
  readonly findings: readonly Finding[];
}

/** Reads and lints the scripts of resources/packs/scripts. */
export function checkSources(): Checked {
  const { scripts, findings, ...shared } = readSources();
  const lexicon = lexiconOf(scripts);
  const context = {
    ...shared,
    lexicon,
    hasher,
    scripts: new Map(scripts.map((script) => [script.code, script])),
    today: new Date().toISOString().slice(0, 10),
  };
  return { scripts, ...shared, lexicon, findings: [...findings, ...lintScripts(scripts, context)] };
}
