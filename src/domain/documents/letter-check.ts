/** The result of a compilation as people look at it: what the letter must say, one by one, and what of it is missing. */
import type { LetterDuty } from '../deadlines/rule-pack';
import type { CompileLetterResult, MissingElement } from './letter-template';

/** One mandatory element. */
export interface LetterElement {
  readonly duty: LetterDuty;
  /** Nothing while the letter says it. */
  readonly missing: readonly MissingElement[];
}

export interface LetterCheck {
  readonly elements: readonly LetterElement[];
  /** What no rule demands, but without what the text would have a gap. */
  readonly gaps: readonly MissingElement[];
}

/** The slip has a layout of its own, which always says what it must. */
export const slipCheck: LetterCheck = { elements: [], gaps: [] };

/** Puts what is missing beside the duties that demand it. */
export function checkLetter(duties: readonly LetterDuty[], compiled: CompileLetterResult): LetterCheck {
  const missing = compiled.ok ? [] : compiled.error.fields;
  return {
    elements: duties.map((duty) => ({ duty, missing: missing.filter(({ duties: ids }) => ids.includes(duty.id)) })),
    gaps: missing.filter(({ duties: ids }) => ids.length === 0),
  };
}

/** Everything that keeps it from being printed, each field once. */
export function missingOf({ elements, gaps }: LetterCheck): readonly MissingElement[] {
  const all = [...elements.flatMap(({ missing }) => missing), ...gaps];
  return all.filter(({ field }, at) => all.findIndex((other) => other.field === field) === at);
}
