/** What a learner is told afterwards: points with their reasons, the two moments that turned it, one better line, one thing done well. */
import type { ScriptPack } from '../scripts/compile';
import type { Level } from '../scripts/vocabulary';
import { placeOf } from '../scripts/walk';
import type { Words } from '../scripts/words';
import { customerOf, type Casting } from './casting';
import { choicesOf, tagsOf } from './choices';
import { startPractice, choose } from './play';
import type { Choice, Practice, Turn } from './practice';
import { scoreOf, type Score } from './score';
import { feelingOf, type Feeling, type Tag } from './tags';

export interface TurningPoint {
  readonly turn: number;
  readonly tag: Tag;
  readonly said: Words | null;
  readonly answered: Words | null;
  readonly levelBefore: Level;
  readonly levelAfter: Level;
  readonly trustBefore: number;
  readonly trustAfter: number;
}

export interface SkillBar {
  readonly skill: NonNullable<Turn['skill']>;
  readonly good: number;
  readonly of: number;
}

export interface Debrief {
  readonly score: Score;
  /** Anger as it was, and as it was rated. */
  readonly curve: readonly { readonly at: number; readonly level: Level; readonly trust: number }[];
  readonly rated: readonly { readonly at: number; readonly level: Level }[];
  readonly turningPoints: readonly TurningPoint[];
  readonly skills: readonly SkillBar[];
  readonly better: { readonly turn: number; readonly said: Words; readonly instead: Words } | null;
  readonly well: { readonly turn: number; readonly said: Words } | null;
  /** What nobody could see: who came, and what they needed. */
  readonly hidden: Words;
}

export function debriefOf(pack: ScriptPack, casting: Casting, practice: Practice): Debrief {
  const { turns, setup, mood } = practice;
  const customer = customerOf(casting, setup.customer);
  const first = turns[0]?.before ?? mood;
  return {
    score: scoreOf(pack, practice),
    curve: [
      { at: 0, level: first.level, trust: first.trust },
      ...turns.map(({ at, after }) => ({ at, level: after.level, trust: after.trust })),
    ],
    rated: turns.flatMap(({ at, choice }) => (choice.kind === 'rate' ? [{ at, level: choice.level }] : [])),
    turningPoints: turningPoints(pack, casting, practice),
    skills: skillBars(practice),
    better: betterLine(pack, casting, practice),
    well: doneWell(pack, casting, practice),
    hidden: customer.hidden,
  };
}

/** The words of a choice, where it has any. */
export function wordsOf(pack: ScriptPack, casting: Casting, choice: Choice): Words | null {
  if (choice.kind === 'say') {
    const line = pack.lines[choice.line];
    return line === undefined ? null : { zh: line.zh, en: line.en };
  }
  if (choice.kind !== 'slip') return null;
  const slip = casting.slips.find(({ id }) => id === choice.slip);
  return slip === undefined ? null : { zh: slip.zh, en: slip.en };
}

const weightOf = ({ before, after }: Turn): number =>
  Math.abs(after.level - before.level) * 3 + Math.abs(after.trust - before.trust) + (after.gone ? 5 : 0);

const mostPoints = 2;

function turningPoints(pack: ScriptPack, casting: Casting, { turns }: Practice): readonly TurningPoint[] {
  return turns
    .map((turn, at) => ({ turn, at, weight: weightOf(turn) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .slice(0, mostPoints)
    .sort((a, b) => a.at - b.at)
    .map(({ turn, at }) => ({
      turn: at,
      tag: turn.tags[0] ?? 'plain',
      said: wordsOf(pack, casting, turn.choice),
      answered: turn.says[0] ?? null,
      levelBefore: turn.before.level,
      levelAfter: turn.after.level,
      trustBefore: turn.before.trust,
      trustAfter: turn.after.trust,
    }));
}

/** How often a skill was asked for, and how often it was used as it should be. */
function skillBars({ turns }: Practice): readonly SkillBar[] {
  const bars = new Map<SkillBar['skill'], SkillBar>();
  for (const { skill, tags } of turns) {
    if (skill === null || tags[0] === 'rated') continue;
    const before = bars.get(skill) ?? { skill, good: 0, of: 0 };
    const good = tags.every((tag) => feelingOf[tag] === 'kind' || feelingOf[tag] === 'neutral');
    bars.set(skill, { skill, good: before.good + (good ? 1 : 0), of: before.of + 1 });
  }
  return [...bars.values()];
}

/** The worst thing said, and what would have been kinder at that very moment. */
function betterLine(pack: ScriptPack, casting: Casting, practice: Practice): Debrief['better'] {
  const worst = practice.turns
    .map((turn, at) => ({
      turn,
      at,
      lost: turn.before.trust - turn.after.trust + turn.after.level - turn.before.level,
    }))
    .filter(({ turn }) => turn.choice.kind === 'slip' || turn.tags.includes('wrongTone'))
    .sort((a, b) => b.lost - a.lost || a.at - b.at)
    .at(0);
  if (worst === undefined) return null;
  const said = wordsOf(pack, casting, worst.turn.choice);
  const { choice } = worst.turn;
  const instead =
    choice.kind === 'slip'
      ? casting.slips.find(({ id }) => id === choice.slip)?.better
      : kinderLine(pack, casting, practice, worst.at);
  return said === null || instead === undefined || instead === null ? null : { turn: worst.at, said, instead };
}

function kinderLine(pack: ScriptPack, casting: Casting, practice: Practice, at: number): Words | null {
  const then = practice.turns
    .slice(0, at)
    .reduce(
      (so, { choice }) => choose(pack, casting, so, choice).practice,
      startPractice(pack, casting, practice.setup),
    );
  const { node } = placeOf(pack, then.session);
  const line = node.byLevel[then.mood.level];
  return line === undefined ? null : wordsOf(pack, casting, { kind: 'say', line });
}

function doneWell(pack: ScriptPack, casting: Casting, { turns }: Practice): Debrief['well'] {
  const best = turns
    .map((turn, at) => ({ turn, at }))
    .filter(({ turn }) => turn.choice.kind === 'say' && feelingOf[turn.tags[0] ?? 'plain'] === 'kind')
    .sort((a, b) => weightOf(b.turn) - weightOf(a.turn) || a.at - b.at)
    .at(0);
  const said = best === undefined ? null : wordsOf(pack, casting, best.turn.choice);
  return best === undefined || said === null ? null : { turn: best.at, said };
}

const worth: { readonly [F in Feeling]: number } = {
  kind: 3,
  neutral: 2,
  slow: 1,
  harm: 0,
};

/** 学习: what is best for this customer now. */
export function hintFor(pack: ScriptPack, casting: Casting, practice: Practice): Choice | null {
  return (
    choicesOf(pack, casting, practice).reduce<{ readonly choice: Choice; readonly worth: number } | null>(
      (best, choice) => {
        const value = worth[feelingOf[tagsOf(pack, casting, practice, choice)[0] ?? 'plain']];
        return best === null || value > best.worth ? { choice, worth: value } : best;
      },
      null,
    )?.choice ?? null
  );
}
