/**
 * Spaced review (§4.4): one card per skill and family of scripts. How a run went is its rating; FSRS says when it is due again. Derived
 * from the results in their order, so that the same results give the same days everywhere.
 */
import { createEmptyCard, fsrs, generatorParameters, Rating, type Card, type Grade } from 'ts-fsrs';
import type { RunResult } from './results';
import type { SkillBar } from './debrief';

export interface ReviewCard {
  readonly skill: SkillBar['skill'];
  /** First letters of the code of the scripts: `SVC`. */
  readonly family: string;
  readonly dueAtMs: number;
  readonly times: number;
  /** Script practised last with it: where to go on. */
  readonly script: string;
}

const wanted = { request_retention: 0.9, enable_fuzz: false, enable_short_term: false } as const;
const usual = fsrs(generatorParameters({ ...wanted, maximum_interval: 365 }));
/** What protects life is never left for longer than a month. The scheduler's own maximum is stretched by an easy rating. */
const safetyMs = 30 * 24 * 60 * 60_000;
const safetyFamily = 'UNC';
/** Three cards a day, five minutes (§4.4). */
export const dailyCards = 3;

export const familyOf = (script: string): string => script.slice(0, 3);

/** All cards, the one due first in front. */
export function reviewCards(results: readonly RunResult[]): readonly ReviewCard[] {
  const cards = new Map<string, { readonly card: Card; readonly shown: ReviewCard }>();
  for (const result of [...results].sort((a, b) => a.endedAtMs - b.endedAtMs)) {
    const family = familyOf(result.script);
    for (const bar of result.skills) {
      const key = `${bar.skill}|${family}`;
      const before: Card = cards.get(key)?.card ?? createEmptyCard<Card>(result.endedAtMs);
      const { card } = usual.next(before, result.endedAtMs, ratingOf(result, bar));
      const latestMs = family === safetyFamily ? result.endedAtMs + safetyMs : Infinity;
      const dueAtMs = Math.min(card.due.getTime(), latestMs);
      cards.set(key, { card, shown: { skill: bar.skill, family, dueAtMs, times: card.reps, script: result.script } });
    }
  }
  return [...cards.values()].map(({ shown }) => shown).sort((a, b) => a.dueAtMs - b.dueAtMs);
}

/** What to practise today, no more than anybody has time for. */
export const dueCards = (cards: readonly ReviewCard[], nowMs: number): readonly ReviewCard[] =>
  cards.filter(({ dueAtMs }) => dueAtMs <= nowMs).slice(0, dailyCards);

const clean = 95;

/** 重来 · 难 · 好 · 容易: failed, with hints, passed, passed clean in an exam. */
function ratingOf({ passed, total, mode, gates }: RunResult, { good, of }: SkillBar): Grade {
  if (gates.length > 0 || good * 2 < of) return Rating.Again;
  if (!passed || mode === 'learn') return Rating.Hard;
  return mode === 'exam' && total >= clean && good === of ? Rating.Easy : Rating.Good;
}
