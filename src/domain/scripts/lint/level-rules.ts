/** W14: the words of a stage for those who are calm, and for those who are angry. */
import type { Guard } from '../guard';
import type { Edge, ScriptNode, ScriptSource } from '../script';
import type { Level, Stage } from '../vocabulary';
import { finding, type Rule } from './context';
import { implies, reachedWithout } from './reached';

/**
 * The plain words are for the displeased. At level 3 there is no talk but for safety, and what is said for safety (S0) is written
 * for the worst of cases; after the talk (S7) colleagues and witnesses are asked.
 */
const otherLevels: readonly Level[] = [0, 2];
const notTalk: readonly Stage[] = ['S0', 'S7'];

type Spoken = Extract<ScriptNode, { type: 'say' | 'ask' }>;

const wordsForLevels: Rule = (script) => {
  if (script.forStaff === true) return [];
  const missing = new Map<Stage, { readonly first: string; readonly levels: Level[] }>();
  for (const level of otherLevels)
    for (const [stage, spoken] of spokenByStage(script, level)) {
      if (spoken.some(([, { byLevel }]) => byLevel?.[level] !== undefined)) continue;
      const found = missing.get(stage) ?? { first: spoken[0]?.[0] ?? '', levels: [] };
      found.levels.push(level);
      missing.set(stage, found);
    }
  return [...missing].map(([stage, { first, levels }]) =>
    finding(script, 'W14', `nodes.${first}.byLevel`, `${stage}: ${levels.join(', ')}`),
  );
};

/** What is said and asked in each stage to somebody who is at this level from first to last. */
function spokenByStage(script: ScriptSource, level: Level): ReadonlyMap<Stage, readonly (readonly [string, Spoken])[]> {
  const reached = reachedWithout(script, { edge: (edge) => !isOpenTo(edge, level) });
  const stages = new Map<Stage, (readonly [string, Spoken])[]>();
  for (const [id, node] of Object.entries(script.nodes)) {
    if (!reached.has(id) || notTalk.includes(node.stage) || (node.type !== 'say' && node.type !== 'ask')) continue;
    stages.set(node.stage, [...(stages.get(node.stage) ?? []), [id, node]]);
  }
  return stages;
}

/** False where a way is for other levels only. */
const isOpenTo = ({ levels, when }: Edge, level: Level): boolean =>
  (levels === undefined || levels.includes(level)) &&
  (when === undefined || !implies(when, (leaf) => isOtherLevel(leaf, level)));

const isOtherLevel = (leaf: Guard, level: Level): boolean => {
  if (!('emotion' in leaf)) return false;
  const { gte = level, lte = level, eq = level } = leaf.emotion;
  return level < gte || level > lte || level !== eq;
};

export const levelRules: readonly Rule[] = [wordsForLevels];
