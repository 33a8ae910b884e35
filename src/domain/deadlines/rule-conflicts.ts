/** Rules of one deadline that would hold at the same time: which of them counted would be chance. */
import type { DeadlineRule } from './rule-pack';

type Applies = Pick<DeadlineRule, 'id' | 'deadline' | 'when' | 'effectiveFrom' | 'effectiveTo'>;

/** One sentence for each pair. */
export function conflictsOf(rules: readonly Applies[]): readonly string[] {
  return rules.flatMap((rule, at) =>
    rules
      .slice(at + 1)
      .filter((other) => other.deadline === rule.deadline && daysMeet(rule, other) && conditionsMeet(rule, other))
      .map((other) => `${other.id}: holds for ${rule.deadline} at the same time as ${rule.id}`),
  );
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
