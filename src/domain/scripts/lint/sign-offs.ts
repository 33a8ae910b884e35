/** The third layer (§2.7): people. What they signed is the words as they read them; other words need a new signature. */
import { canonicalJson } from '../../evidence/canonical';
import type { Hasher } from '../../evidence/hashing';
import { linesOf } from '../lines';
import type { ScriptSource } from '../script';
import { finding, type Rule } from './context';

/** Who has to have signed before a script reaches a counter. */
export const neededSignOffs = ['compliance', 'consumerProtection', 'business', 'language'] as const;

/** What a sign-off is for: every word that is said or read, and the legal points. */
export const wordsDigest = (script: ScriptSource, hasher: Hasher): string =>
  hasher.sha256(
    canonicalJson({
      lines: linesOf(script).map(({ id, line }) => [id, line]),
      law: script.law,
      terms: script.terms ?? {},
    }),
  );

/** Sign-offs that fit the words as they are now. */
export function validSignOffs(script: ScriptSource, hasher: Hasher): readonly string[] {
  const words = wordsDigest(script, hasher);
  return (script.signOffs ?? []).filter((one) => one.words === words).map((one) => one.as);
}

export const signedOff: Rule = (script, { hasher }) => {
  if (script.state !== 'approved' && script.state !== 'published') return [];
  const valid = validSignOffs(script, hasher);
  const missing = neededSignOffs.filter((as) => !valid.includes(as));
  return missing.length === 0 ? [] : [finding(script, 'E17', 'signOffs', missing.join(', '))];
};
