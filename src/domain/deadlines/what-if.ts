/** 试算: the dates a step would lead to, and who would have to agree, before anybody takes it. */
import type { WorkCalendar } from './calendar';
import { deadlinesOf, type DeadlineFacts, type FactTime } from './deadlines';
import { differencesOf, type Difference } from './differences';
import type { DeadlineRule, RulePack } from './rule-pack';
import { CHINA, localDateOf } from './time-zone';

export type Step =
  /** 延期: the whole extension of the rules, or only so many. */
  | { readonly kind: 'extend'; readonly count: number | null }
  /** 新的事实或理由: the clock starts again (REGULATION D5). */
  | { readonly kind: 'newFacts'; readonly at: FactTime }
  /** 合并: the same matter complained of again; one clock goes on, that of the earlier (REGULATION D5). */
  | { readonly kind: 'merge'; readonly with: DeadlineFacts }
  /** 撤回. */
  | { readonly kind: 'withdraw'; readonly at: FactTime }
  /** A period of the pack begins, for example external appraisal 外部鉴定; or the one that lasts ends. */
  | { readonly kind: 'suspend'; readonly period: string; readonly from: FactTime }
  | { readonly kind: 'resume'; readonly period: string; readonly to: FactTime };

export interface Outlook {
  readonly facts: DeadlineFacts;
  readonly differences: readonly Difference[];
  /** Who must agree to an extension; empty when nobody has to. */
  readonly approvers: NonNullable<DeadlineRule['extension']>['approvers'];
  /** The complainant must be told. */
  readonly noticeRequired: boolean;
}

/** The case after a step, beside the case as it is. Throws on a period that the pack does not know or that does not last. */
export function whatIf(
  facts: DeadlineFacts,
  step: Step,
  pack: RulePack,
  calendar: WorkCalendar,
  timeZone: string = CHINA,
): Outlook {
  const then = factsAfter(facts, step, pack, timeZone);
  const after = deadlinesOf(then, pack, calendar, timeZone);
  const differences = differencesOf(deadlinesOf(facts, pack, calendar, timeZone), after);
  const rules = differences.flatMap((difference) => pack.deadlines.filter(({ id }) => id === difference.after?.ruleId));
  const extension = step.kind === 'extend' ? rules.find((rule) => rule.extension !== null)?.extension : undefined;
  const suspension = step.kind === 'suspend' ? pack.suspensions[step.period] : undefined;
  return {
    facts: then,
    differences,
    approvers: extension?.approvers ?? [],
    noticeRequired: extension?.noticeRequired ?? suspension?.noticeRequired ?? false,
  };
}

function factsAfter(facts: DeadlineFacts, step: Step, pack: RulePack, timeZone: string): DeadlineFacts {
  const periods = facts.periods ?? [];
  switch (step.kind) {
    case 'extend': {
      const granted = step.count === null ? {} : { extensionDays: String(step.count) };
      return { ...facts, attributes: { ...facts.attributes, extension: 'approved', ...granted } };
    }
    case 'newFacts':
      return { ...facts, facts: { ...facts.facts, newFacts: step.at } };
    case 'merge':
      return merged(facts, step.with, timeZone);
    case 'withdraw':
      return { ...facts, facts: { ...facts.facts, withdrawn: step.at } };
    case 'suspend':
      if (pack.suspensions[step.period] === undefined) throw new Error(`no period ${step.period} in ${pack.id}`);
      return { ...facts, periods: [...periods, { period: step.period, from: step.from, to: null }] };
    case 'resume': {
      if (!periods.some(({ period, to }) => period === step.period && to === null))
        throw new Error(`${step.period} does not last`);
      return {
        ...facts,
        periods: periods.map((period) =>
          period.period === step.period && period.to === null ? { ...period, to: step.to } : period,
        ),
      };
    }
  }
}

/** One matter has one clock: that of the complaint that came first, with what was decided on it. */
function merged(one: DeadlineFacts, other: DeadlineFacts, timeZone: string): DeadlineFacts {
  return receivedOn(one, timeZone) <= receivedOn(other, timeZone) ? one : other;
}

function receivedOn({ facts }: DeadlineFacts, timeZone: string): string {
  const { received } = facts;
  if (received === undefined) throw new Error('a complaint without a day of receipt');
  return 'on' in received ? received.on : localDateOf(received.atMs, timeZone);
}
