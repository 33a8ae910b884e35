/** What changes between two derivations: of one case before and after a step, or of many cases under two rule packs. */
import type { WorkCalendar } from './calendar';
import { deadlinesOf, type Deadline, type DeadlineFacts } from './deadlines';
import type { RulePack } from './rule-pack';

export interface Difference {
  /** Id of the deadline. */
  readonly id: string;
  /** Null: did not run before, does not run after. */
  readonly before: Deadline | null;
  readonly after: Deadline | null;
}

/** Deadlines that come, go, move, stop, or rest on another rule or fact. */
export function differencesOf(before: readonly Deadline[], after: readonly Deadline[]): readonly Difference[] {
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const difference = { id, before: find(before, id), after: find(after, id) };
    return isSame(difference) ? [] : [difference];
  });
}

const find = (deadlines: readonly Deadline[], id: string): Deadline | null =>
  deadlines.find((deadline) => deadline.id === id) ?? null;

function isSame({ before, after }: Difference): boolean {
  if (before === null || after === null) return before === after;
  return (
    before.ruleId === after.ruleId &&
    before.dueAtMs === after.dueAtMs &&
    before.standsSince === after.standsSince &&
    before.basis.fact === after.basis.fact &&
    before.basis.startOn === after.basis.startOn &&
    before.article === after.article
  );
}

/** What dates are derived with. */
export interface Law {
  readonly rules: RulePack;
  readonly calendar: WorkCalendar;
}

export interface CaseDifferences {
  readonly caseId: string;
  readonly differences: readonly Difference[];
}

/** Cases whose deadlines are others under another pack or calendar (规则包切换), each with every changed date and what it rests on. */
export function differencesUnder(
  cases: Iterable<{ readonly caseId: string; readonly facts: DeadlineFacts }>,
  laws: { readonly before: Law; readonly after: Law },
  timeZone?: string,
): readonly CaseDifferences[] {
  const found: CaseDifferences[] = [];
  for (const { caseId, facts } of cases) {
    const differences = differencesOf(
      deadlinesOf(facts, laws.before.rules, laws.before.calendar, timeZone),
      deadlinesOf(facts, laws.after.rules, laws.after.calendar, timeZone),
    );
    if (differences.length > 0) found.push({ caseId, differences });
  }
  return found;
}
