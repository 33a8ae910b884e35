/**
 * 话术效果: after which scripts, lines and choices customers were calmer. Figures of a branch are clues, not proof: each comes with its
 * number, its interval and the mix behind it, level by level of anger at the start, and none below twenty talks (CONVERSATION §2.9).
 */
import type { Level as EmotionLevel } from '../scripts/vocabulary';
import { severities, type Severity, type TalkFacts } from './talk-facts';
import { wilson, type Interval } from './wilson';

/** Below this nothing is shown, whoever asks. */
export const leastTalks = 20;
/** From here on a figure is fairly steady (较稳); below it is a clue (线索). */
export const steadyTalks = 100;

/** Whoever is calm at the start can't be calmed. */
export const startLevels = [1, 2, 3] as const;
export type StartLevel = (typeof startLevels)[number];

export const effectKinds = ['script', 'way', 'line'] as const;
export type EffectKind = (typeof effectKinds)[number];

export interface Effect extends Interval {
  readonly kind: EffectKind;
  readonly script: string;
  /** Code of the script, id of the line, or the choice as `script.node>node`. */
  readonly id: string;
  /** Null: all that were not calm at the start, with their mix. */
  readonly start: StartLevel | null;
  readonly n: number;
  readonly calmed: number;
  /** 0 to 1. */
  readonly share: number;
  /** The share as it would be with the mix of start levels of the whole script; null where a level was not seen. */
  readonly adjusted: number | null;
  readonly starts: Readonly<Record<StartLevel, number>>;
  readonly severities: Readonly<Record<Severity, number>>;
  readonly strength: 'clue' | 'steady';
}

export interface EffectReport {
  readonly effects: readonly Effect[];
  /** Talks that count. */
  readonly talks: number;
  /** Of the others: no second look, and calm from the beginning. */
  readonly unrated: number;
  readonly calmFromStart: number;
  /** Scripts, lines and choices that fewer than twenty talks stand behind. */
  readonly tooFew: number;
}

interface Counted {
  readonly script: string;
  readonly start: StartLevel;
  readonly calmed: boolean;
  readonly severity: Severity;
}

/** Counts talks; the order of what comes out hangs on nothing but the counts. */
export function effectsOf(talks: readonly TalkFacts[]): EffectReport {
  const groups = new Map<
    string,
    { readonly kind: EffectKind; readonly script: string; readonly id: string; readonly talks: Counted[] }
  >();
  let unrated = 0;
  let calmFromStart = 0;
  let counted = 0;
  for (const { script, levels, calmed, severity, lines, ways } of talks) {
    if (levels === null) {
      unrated += 1;
      continue;
    }
    if (!isStart(levels.start)) {
      calmFromStart += 1;
      continue;
    }
    counted += 1;
    const one: Counted = { script, start: levels.start, calmed, severity };
    const add = (kind: EffectKind, id: string): void => {
      const key = `${kind} ${script} ${id}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { kind, script, id, talks: [one] });
      else group.talks.push(one);
    };
    add('script', script);
    lines.forEach((line) => add('line', line));
    ways.forEach((way) => add('way', way));
  }
  const shown = [...groups.values()].filter((group) => group.talks.length >= leastTalks);
  const effects = shown.flatMap((group) => {
    const whole = groups.get(`script ${group.script} ${group.script}`)?.talks ?? group.talks;
    return ([null, ...startLevels] as const).flatMap((start) => effectOf(group, start, whole));
  });
  return {
    effects: effects.sort(byWeight),
    talks: counted,
    unrated,
    calmFromStart,
    tooFew: groups.size - shown.length,
  };
}

const isStart = (level: EmotionLevel): level is StartLevel => level !== 0;

function effectOf(
  {
    kind,
    script,
    id,
    talks,
  }: { readonly kind: EffectKind; readonly script: string; readonly id: string; readonly talks: readonly Counted[] },
  start: StartLevel | null,
  whole: readonly Counted[],
): readonly Effect[] {
  const own = start === null ? talks : talks.filter((one) => one.start === start);
  const n = own.length;
  if (n < leastTalks) return [];
  const calmed = own.filter((one) => one.calmed).length;
  return [
    {
      kind,
      script,
      id,
      start,
      n,
      calmed,
      share: calmed / n,
      ...wilson(calmed, n),
      adjusted: start === null ? adjustedShare(own, whole) : null,
      starts: countBy(startLevels, own, (one) => one.start),
      severities: countBy(severities, own, (one) => one.severity),
      strength: n >= steadyTalks ? 'steady' : 'clue',
    },
  ];
}

/** Direct standardisation: each level of the start weighs as much as in all talks of the script. */
function adjustedShare(own: readonly Counted[], whole: readonly Counted[]): number | null {
  let sum = 0;
  for (const level of startLevels) {
    const weight = whole.filter(({ start }) => start === level).length / whole.length;
    if (weight === 0) continue;
    const stratum = own.filter(({ start }) => start === level);
    if (stratum.length === 0) return null;
    sum += weight * (stratum.filter(({ calmed }) => calmed).length / stratum.length);
  }
  return sum;
}

function countBy<K extends string | number>(
  keys: readonly K[],
  talks: readonly Counted[],
  keyOf: (one: Counted) => K,
): Readonly<Record<K, number>> {
  return Object.fromEntries(keys.map((key) => [key, talks.filter((one) => keyOf(one) === key).length])) as Record<
    K,
    number
  >;
}

const order: readonly (StartLevel | null)[] = [null, ...startLevels];
const byWeight = (a: Effect, b: Effect): number =>
  effectKinds.indexOf(a.kind) - effectKinds.indexOf(b.kind) ||
  (a.script < b.script ? -1 : a.script > b.script ? 1 : 0) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0) ||
  order.indexOf(a.start) - order.indexOf(b.start);
