/**
 * The deadline engine: facts of a case + rule pack + calendar → deadlines with their whole derivation.
 *
 * How days count (REGULATION §3): the day of the fact is not counted, the last day counts until 24:00 at the branch. Where
 * the last natural day is a day of rest the deadline stays (stricter side) and the later day is shown beside it. A pure
 * function of its arguments: the zone and the clock of the machine play no part.
 */
import type { WorkCalendar } from './calendar';
import { workingDayFrom } from './calendar';
import { addDays, type LocalDate } from './local-date';
import type { DeadlineRule, Limit, RulePack } from './rule-pack';
import { CHINA, endOfDay, localDateOf } from './time-zone';

/** When something happened: an instant, or a day where only the day was recorded. */
export type FactTime = { readonly atMs: number } | { readonly on: LocalDate };

/** What the rules look at. Both tables are open: a pack may ask for facts and attributes this code has never heard of. */
export interface DeadlineFacts {
  /** Fact id (`received`, `decisionTold`, `closed` …) → when. */
  readonly facts: Readonly<Record<string, FactTime>>;
  /** Attribute → value (`complexity`: simple, complex; `extension`: approved). Missing counts as `unset`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** One step of a derivation, as data, so that a page can say it in any language. */
export type DerivationStep =
  /** The clock starts from this fact; its own day is not counted. */
  | { readonly step: 'start'; readonly fact: string; readonly on: LocalDate }
  /** The clock goes on from the last day of another rule. */
  | { readonly step: 'afterRule'; readonly ruleId: string; readonly on: LocalDate }
  | {
      readonly step: 'add';
      readonly count: number;
      readonly unit: Limit['unit'];
      readonly from: LocalDate;
      readonly to: LocalDate;
      /** Days of rest that were passed over (working days only). */
      readonly skipped: readonly LocalDate[];
    }
  /** The last day is a day of rest; it stays, the law of obligations would allow `nextWorkingDay`. */
  | { readonly step: 'endsOnRestDay'; readonly on: LocalDate; readonly nextWorkingDay: LocalDate }
  /** The notice of this year is not known; its days of rest are computed. */
  | { readonly step: 'estimatedYear'; readonly year: string };

export interface Deadline {
  /** `acceptanceNote`, `decision`, `callback`, `archive`, or whatever the pack names. */
  readonly id: string;
  readonly ruleId: string;
  /** Last day, in the branch's zone. */
  readonly dueOn: LocalDate;
  /** 24:00 of that day: from this instant on it is too late. */
  readonly dueAtMs: number;
  /** Law and article in Chinese, and in English. */
  readonly article: string;
  readonly articleEn: string;
  readonly source: string;
  readonly confidence: DeadlineRule['confidence'];
  /** A day of rest that mattered was computed rather than published. */
  readonly estimated: boolean;
  readonly basis: {
    readonly fact: string;
    readonly startOn: LocalDate;
    readonly steps: readonly DerivationStep[];
  };
}

interface Derived {
  readonly fact: string;
  readonly startOn: LocalDate;
  readonly dueOn: LocalDate;
  readonly steps: readonly DerivationStep[];
}

/** All deadlines that run on these facts, in the order of the pack. Throws on facts that are no dates: that is a bug. */
export function deadlinesOf(
  facts: DeadlineFacts,
  pack: RulePack,
  calendar: WorkCalendar,
  timeZone: string = CHINA,
): readonly Deadline[] {
  const deadlines: Deadline[] = [];
  for (const rule of pack.deadlines) {
    if (!applies(rule, facts)) continue;
    const derived = derive(rule, facts, pack, calendar, timeZone);
    if (derived === null || !inForce(rule, derived.startOn)) continue;
    const rest = restDayAtEnd(rule.limit, derived.dueOn, calendar);
    const steps = [...derived.steps, ...rest];
    const years = estimatedYears(steps, calendar);
    deadlines.push({
      id: rule.deadline,
      ruleId: rule.id,
      dueOn: derived.dueOn,
      dueAtMs: endOfDay(derived.dueOn, timeZone),
      article: rule.article.zh,
      articleEn: rule.article.en,
      source: rule.source,
      confidence: rule.confidence,
      estimated: rule.limit.unit === 'workingDay' && rule.limit.count > 0 && years.length > 0,
      basis: {
        fact: derived.fact,
        startOn: derived.startOn,
        steps: [...steps, ...years.map((year) => ({ step: 'estimatedYear', year }) as const)],
      },
    });
  }
  return deadlines;
}

/** The last day of one deadline when a fact falls on a day; null when the pack has no such rule in force. */
export function dueOnAfter(
  deadlineId: string,
  fact: string,
  on: LocalDate,
  pack: RulePack,
  calendar: WorkCalendar,
): LocalDate | null {
  const deadlines = deadlinesOf({ facts: { [fact]: { on } }, attributes: {} }, pack, calendar);
  return deadlines.find((deadline) => deadline.id === deadlineId)?.dueOn ?? null;
}

function applies(rule: DeadlineRule, facts: DeadlineFacts): boolean {
  return Object.entries(rule.when).every(([name, values]) => values.includes(facts.attributes[name] ?? 'unset'));
}

function inForce(rule: DeadlineRule, startOn: LocalDate): boolean {
  return startOn >= rule.effectiveFrom && (rule.effectiveTo === null || startOn <= rule.effectiveTo);
}

function derive(
  rule: DeadlineRule,
  facts: DeadlineFacts,
  pack: RulePack,
  calendar: WorkCalendar,
  timeZone: string,
): Derived | null {
  const { start } = rule;
  if ('afterRule' in start) {
    const before = pack.deadlines.find((other) => other.id === start.afterRule);
    const base = before ? derive(before, facts, pack, calendar, timeZone) : null;
    if (!base) return null;
    const added = addLimit(base.dueOn, rule.limit, calendar);
    const link: DerivationStep = { step: 'afterRule', ruleId: start.afterRule, on: base.dueOn };
    return { ...base, dueOn: added.to, steps: [...base.steps, link, added] };
  }
  const fact = start.facts.find((name) => facts.facts[name] !== undefined);
  const time = fact === undefined ? undefined : facts.facts[fact];
  if (fact === undefined || time === undefined) return null;
  const on = 'on' in time ? time.on : localDateOf(time.atMs, timeZone);
  const added = addLimit(on, rule.limit, calendar);
  return { fact, startOn: on, dueOn: added.to, steps: [{ step: 'start', fact, on }, added] };
}

/** Counts days from the day after `from`. Zero days end on `from` itself, working day or not: the stricter side. */
export function addLimit(
  from: LocalDate,
  limit: Limit,
  calendar: WorkCalendar,
): Extract<DerivationStep, { step: 'add' }> {
  const { count, unit } = limit;
  const skipped: LocalDate[] = [];
  let to = from;
  if (unit === 'naturalDay') to = addDays(from, count);
  else {
    for (let left = count; left > 0;) {
      to = addDays(to, 1);
      if (calendar.dayOf(to).working) left -= 1;
      else skipped.push(to);
    }
  }
  return { step: 'add', count, unit, from, to, skipped };
}

function restDayAtEnd(limit: Limit, dueOn: LocalDate, calendar: WorkCalendar): readonly DerivationStep[] {
  if (limit.unit === 'workingDay' || limit.count === 0 || calendar.dayOf(dueOn).working) return [];
  return [{ step: 'endsOnRestDay', on: dueOn, nextWorkingDay: workingDayFrom(calendar, dueOn) }];
}

function estimatedYears(steps: readonly DerivationStep[], calendar: WorkCalendar): readonly string[] {
  const days = steps.flatMap((step) => {
    if (step.step === 'endsOnRestDay') return [step.on, step.nextWorkingDay];
    return step.step === 'add' && step.unit === 'workingDay' && step.count > 0 ? [step.from, step.to] : [];
  });
  return [...new Set(days.filter((day) => calendar.dayOf(day).estimated).map((day) => day.slice(0, 4)))].sort();
}

export interface Remaining {
  /** `soon` within `soonDays` of the end. */
  readonly state: 'ok' | 'soon' | 'overdue';
  /** Whole days left, or gone by when overdue. */
  readonly days: number;
  /** Hours beyond the whole days, rounded down. */
  readonly hours: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long until a deadline, or since. The last instant in time is the one before `dueAtMs`. */
export function remaining(deadline: { readonly dueAtMs: number }, nowMs: number, soonDays = 3): Remaining {
  const left = deadline.dueAtMs - nowMs;
  const state = left <= 0 ? 'overdue' : left <= soonDays * DAY_MS ? 'soon' : 'ok';
  const length = Math.abs(left);
  return { state, days: Math.floor(length / DAY_MS), hours: Math.floor((length % DAY_MS) / HOUR_MS) };
}
