/** Which facts of special matters a rule pack looks at (REGULATION D11, D12, D14–D18), and from when. */
import { endsWhat, type FactRule } from '../complaint/clock-facts';
import { clockFactIds, type ClockFactId } from '../complaint/values';
import type { DeadlineRule, RulePack } from './rule-pack';

/** In the order of the list of facts; one without a rule of the pack is left out. */
export function factRulesOf(pack: RulePack): readonly FactRule[] {
  return clockFactIds.flatMap((fact): FactRule[] => {
    const [notBefore] = pack.deadlines
      .filter((rule) => looksAt(rule, endsWhat[fact] ?? fact))
      .map(({ effectiveFrom }) => effectiveFrom)
      .toSorted();
    return notBefore === undefined ? [] : [{ fact, notBefore }];
  });
}

function looksAt({ start, when }: DeadlineRule, fact: ClockFactId): boolean {
  if (fact === 'pbocMatter') return when['jurisdiction']?.includes('pboc') === true;
  return 'facts' in start && start.facts.includes(fact);
}
