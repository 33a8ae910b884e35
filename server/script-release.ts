/** A release of conversation scripts before it is signed: read as a person handed it in, checked like a branch would, and packed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import bankRulesJson from '../resources/packs/rules/cn-bank-2020.json';
import insurerRulesJson from '../resources/packs/rules/cn-insurer-2020.json';
import taxonomyJson from '../resources/packs/taxonomy/cn.json';
import type { PackProblem } from '../src/domain/packs/problems';
import { packRelease, readReleaseFile, type ScriptRelease } from '../src/domain/scripts/release';
import { releaseProblems } from '../src/domain/scripts/release-check';
import { parseTaxonomy } from '../src/domain/taxonomy/taxonomy';
import { hasher } from './crypto';

export type PreparedRelease =
  | { readonly ok: true; readonly pack: ScriptRelease }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

/** What to sign, or everything that is wrong with it. */
export async function prepareRelease(json: unknown, nowMs: number): Promise<PreparedRelease> {
  const read = readReleaseFile(json);
  if (!read.ok) return read;
  const taxonomy = parseTaxonomy(taxonomyJson);
  if (!taxonomy.ok) throw new Error(`taxonomy pack: ${taxonomy.problems.join('; ')}`);
  const problems = await releaseProblems(read.release, {
    deadlines: new Set([...bankRulesJson.deadlines, ...insurerRulesJson.deadlines].map(({ deadline }) => deadline)),
    taxonomy: new Set(taxonomy.taxonomy.nodeById.keys()),
    hasher,
    today: new Date(nowMs).toISOString().slice(0, 10),
    after: () => nextTurn(),
  });
  if (problems.length > 0) return { ok: false, problems };
  const pack = packRelease(read.release, (text) => deflateRawSync(text, { level: 9 }).toString('base64url'));
  return { ok: true, pack };
}
