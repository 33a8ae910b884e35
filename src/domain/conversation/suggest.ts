/** Which script fits (建议话术): what the author says of when it is the right one, held against what is known so far. */
import { holds } from '../scripts/evaluate';
import { entryWordsIn } from '../scripts/entry-words';
import { guardsWithin } from '../scripts/graph';
import type { CompiledScript, ScriptPack } from '../scripts/compile';
import { newSession } from '../scripts/session';
import type { RiskFlag } from '../scripts/vocabulary';

export interface KnownSoFar {
  readonly text: string;
  readonly taxonomyIds: readonly string[];
  readonly flags: readonly RiskFlag[];
}

export interface FittingScript {
  readonly code: string;
  readonly because: 'coding' | 'words' | 'flags';
  /** The words that spoke for it. */
  readonly words: readonly string[];
}

/** Fitting scripts, best first: a code says more than words, and long words more than short ones. */
export function fittingScripts(pack: ScriptPack, known: KnownSoFar): readonly FittingScript[] {
  const own = Object.values(pack.scripts).filter(({ shared }) => !shared);
  const spoken = entryWordsIn(own, known.text);
  return own
    .flatMap((script) => {
      const fit = fitOf(script, known, spoken.get(script.code) ?? []);
      return fit === undefined ? [] : [{ code: script.code, ...fit }];
    })
    .toSorted((a, b) => b.weight - a.weight || a.code.localeCompare(b.code))
    .map(({ weight: _, ...fitting }) => fitting);
}

/** More than all the words of a matter together. */
const codeWeight = 10_000;
const flagWeight = 3;

function fitOf(
  { code, entry }: CompiledScript,
  { text, taxonomyIds, flags }: KnownSoFar,
  words: readonly string[],
): (Pick<FittingScript, 'because' | 'words'> & { readonly weight: number }) | undefined {
  if (entry === undefined) return undefined;
  const nobody = { person: '', post: 'teller', limitFen: 0 } as const;
  const session = {
    ...newSession('', code, '', nobody, 0),
    taxonomyIds: [...taxonomyIds],
    facts: { matter: { value: text, at: 0, by: '' } },
    flags: flags.map((flag) => ({ flag, basis: [], by: '', at: 0, expiresAt: null, reviewer: null })),
  };
  if (!holds(entry, session)) return undefined;
  const leaves = guardsWithin(entry);
  const coded = leaves.some((leaf) => 'taxonomy' in leaf && holds(leaf, session));
  const flagged = leaves.filter((leaf) => 'flag' in leaf && holds(leaf, session)).length;
  // Its words stood only inside longer ones of another script.
  if (!coded && flagged === 0 && words.length === 0) return undefined;
  return {
    because: coded ? 'coding' : words.length > 0 ? 'words' : 'flags',
    words,
    weight: (coded ? codeWeight : 0) + words.join('').length + flagged * flagWeight,
  };
}
