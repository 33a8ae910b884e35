/** 试算 for a case of the branch: a step in the words of the contract, answered by the deadline engine. */
import { lastingPeriod } from '../../domain/complaint/clock';
import type { CaseState } from '../../domain/complaint/state';
import { deadlineFactsOf } from '../../domain/deadlines/case-facts';
import type { Law } from '../../domain/deadlines/differences';
import type { RulePack } from '../../domain/deadlines/rule-pack';
import { whatIf, type Step } from '../../domain/deadlines/what-if';
import type { ClockStep, OutlookView } from '../../shared/contract/case';

/** Null for a step that this case or its rules do not have. */
export function clockOutlook(
  state: CaseState,
  step: ClockStep,
  { rules, calendar }: Law,
  timeZone: string,
): OutlookView | null {
  const asked = stepOf(state, step, rules);
  if (asked === null) return null;
  const { differences, approvers, noticeRequired } = whatIf(deadlineFactsOf(state), asked, rules, calendar, timeZone);
  return { differences, approvers, noticeRequired };
}

function stepOf(state: CaseState, step: ClockStep, pack: RulePack): Step | null {
  switch (step.kind) {
    case 'extend':
      return { kind: 'extend', count: step.days };
    case 'newFacts':
      return { kind: 'newFacts', at: { on: step.on } };
    case 'withdraw':
      return { kind: 'withdraw', at: { on: step.on } };
    case 'suspend':
      return pack.suspensions[step.period] === undefined
        ? null
        : { kind: 'suspend', period: step.period, from: { on: step.on } };
    case 'resume': {
      const lasting = lastingPeriod(state);
      // An end before the beginning is refused when it is sent; until then there is nothing to show.
      if (lasting === undefined || step.on < lasting.from) return null;
      return { kind: 'resume', period: lasting.period, to: { on: step.on } };
    }
  }
}
