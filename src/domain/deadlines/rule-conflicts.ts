/**
 * Rules of one deadline that would hold at the same time: which of them counted would be chance. And rules that take turns and
 * leave days between them, on which nothing would be owed.
 */
import { canonicalJson } from '../evidence/canonical';
import { problem, type PackProblem } from '../packs/problems';
import { addDays } from './local-date';
import type { DeadlineRule } from './rule-pack';

type Applies = Pick<DeadlineRule, 'id' | 'deadline' | 'when' | 'effectiveFrom' | 'effectiveTo'>;

/** One problem for each pair. */
export function conflictsOf(rules: readonly Applies[]): readonly PackProblem[] {
  return rules.flatMap((rule, at) =>
    rules
      .slice(at + 1)
      .filter((other) => other.deadline === rule.deadline && daysMeet(rule, other) && conditionsMeet(rule, other))
      .map((other) => problem(`${other.id}.effectiveFrom`, 'overlaps', rule.id)),
  );
}

/** Rules under the same conditions, of which one ends and the next does not begin on the day after. */
export function daysBetween(rules: readonly Applies[]): readonly PackProblem[] {
  const turns = new Map<string, Applies[]>();
  for (const rule of rules) {
    const key = canonicalJson([rule.deadline, rule.when]);
    turns.set(key, [...(turns.get(key) ?? []), rule]);
  }
  return [...turns.values()].flatMap((taking) => {
    const inOrder = [...taking].sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1));
    return inOrder.flatMap((rule, at) => {
      const before = inOrder[at - 1];
      if (before === undefined || before.effectiveTo === null) return [];
      return rule.effectiveFrom > addDays(before.effectiveTo, 1)
        ? [problem(`${rule.id}.effectiveFrom`, 'daysBetween', before.id)]
        : [];
    });
  });
}

function daysMeet(a: Applies, b: Applies): boolean {
  const starts = a.effectiveFrom > b.effectiveFrom ? a.effectiveFrom : b.effectiveFrom;
  return [a, b].every(({ effectiveTo }) => effectiveTo === null || effectiveTo >= starts);
}

/** Whether some attributes fulfil both: where both ask for an attribute, a value must be in both lists. */
function conditionsMeet(a: Applies, b: Applies): boolean {
  return Object.entries(a.when).every(([name, values]) => {
    const asked = b.when[name];
    return asked === undefined || values.some((value) => asked.includes(value));
  });
}
