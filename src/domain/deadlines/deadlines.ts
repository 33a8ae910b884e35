/**
 * The deadline engine: facts of a case + rule pack + calendar → deadlines with their whole derivation.
 *
 * How days count (REGULATION §3): the day of the fact is not counted, the last day counts until 24:00 at the branch. Where
 * the last natural day is a day of rest the deadline stays (stricter side) and the later day is shown beside it. A pure
 * function of its arguments: the zone and the clock of the machine play no part.
 */
import type { WorkCalendar } from './calendar';
import { workingDayFrom } from './calendar';
import { addLimit, isDayLimit, limitMs, type AddedDays, type Stop, type StoppedDays, type TimeUnit } from './limits';
import type { LocalDate } from './local-date';
import type { DeadlineRule, Limit, RulePack } from './rule-pack';
import { CHINA, endOfDay, localDateOf, startOfDay } from './time-zone';

/** When something happened: an instant, or a day where only the day was recorded. */
export type FactTime = { readonly atMs: number } | { readonly on: LocalDate };

/** A period of a case in which clocks may stand still; `to` is null while it lasts. */
export interface FactPeriod {
  readonly period: string;
  readonly from: FactTime;
  readonly to: FactTime | null;
}

/** What the rules look at. All tables are open: a pack may ask for facts and attributes this code has never heard of. */
export interface DeadlineFacts {
  /** Fact id (`received`, `decisionTold`, `closed` …) → when. */
  readonly facts: Readonly<Record<string, FactTime>>;
  /** Attribute → value (`complexity`: simple, complex; `extension`: approved). Missing counts as `unset`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly periods?: readonly FactPeriod[];
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
      readonly unit: AddedDays['unit'];
      readonly from: LocalDate;
      readonly to: LocalDate;
      /** Days of rest that were passed over (working days only). */
      readonly skipped: readonly LocalDate[];
    }
  | {
      readonly step: 'addTime';
      readonly count: number;
      readonly unit: TimeUnit;
      readonly fromMs: number;
      readonly toMs: number;
    }
  /** The clock stood still; the end given before is `days` later because of it. */
  | ({ readonly step: 'stopped' } & StoppedDays)
  /** The clock still stands still: the last day will be later than it says, by as long as this lasts. */
  | { readonly step: 'stands'; readonly period: string; readonly since: LocalDate }
  /** The last day is a day of rest; it stays, the law of obligations would allow `nextWorkingDay`. */
  | { readonly step: 'endsOnRestDay'; readonly on: LocalDate; readonly nextWorkingDay: LocalDate }
  /** Nobody counted: a person chose this day. */
  | { readonly step: 'chosen'; readonly on: LocalDate }
  /** The same with the time of day. */
  | { readonly step: 'chosenTime'; readonly atMs: number }
  /** Promised on a day, for another one; and moved since, as the complainant agreed to. */
  | { readonly step: 'promised'; readonly on: LocalDate; readonly to: LocalDate }
  | { readonly step: 'promiseMoved'; readonly on: LocalDate; readonly from: LocalDate; readonly to: LocalDate }
  /** The notice of this year is not known; its days of rest are computed. */
  | { readonly step: 'estimatedYear'; readonly year: string };

export interface Deadline {
  /** `acceptanceNote`, `decision`, `callback`, `archive`, or whatever the pack names. */
  readonly id: string;
  readonly ruleId: string;
  readonly kind: DeadlineRule['kind'];
  /** What the rule calls it, in Chinese and in English. */
  readonly zh: string;
  readonly en: string;
  /** Last day, in the branch's zone. */
  readonly dueOn: LocalDate;
  /** 24:00 of that day, or the last instant of a limit in hours: from this instant on it is too late. */
  readonly dueAtMs: number;
  /** Law and article in Chinese, and in English. */
  readonly article: string;
  readonly articleEn: string;
  readonly source: string;
  readonly confidence: DeadlineRule['confidence'];
  /** A day of rest that mattered was computed rather than published. */
  readonly estimated: boolean;
  /** The clock stands still since this day; `dueOn` is what it would be if it went on at once. */
  readonly standsSince: LocalDate | null;
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
  /** For limits in hours and minutes; null where the last day counts to its end. */
  readonly dueAtMs: number | null;
  readonly steps: readonly DerivationStep[];
}

interface World {
  readonly pack: RulePack;
  readonly calendar: WorkCalendar;
  readonly timeZone: string;
  readonly facts: DeadlineFacts;
}

/**
 * All deadlines that run on these facts, in the order of the pack. Throws on facts that are no dates and on periods that end
 * before they begin: both are bugs.
 */
export function deadlinesOf(
  facts: DeadlineFacts,
  pack: RulePack,
  calendar: WorkCalendar,
  timeZone: string = CHINA,
): readonly Deadline[] {
  const world: World = { pack, calendar, timeZone, facts };
  const deadlines: Deadline[] = [];
  for (const rule of pack.deadlines) {
    if (!applies(rule, facts)) continue;
    const derived = derive(rule, world);
    if (derived === null || !inForce(rule, derived.startOn)) continue;
    const rest = restDayAtEnd(rule.limit, derived.dueOn, calendar);
    const standing = standsIn(rule, derived, world);
    const steps = [...derived.steps, ...standing, ...rest];
    const years = estimatedYears(steps, calendar);
    deadlines.push({
      id: rule.deadline,
      ruleId: rule.id,
      kind: rule.kind,
      zh: rule.zh,
      en: rule.en,
      dueOn: derived.dueOn,
      dueAtMs: derived.dueAtMs ?? endOfDay(derived.dueOn, timeZone),
      article: rule.article.zh,
      articleEn: rule.article.en,
      source: rule.source,
      confidence: rule.confidence,
      estimated: rule.limit.unit === 'workingDay' && rule.limit.count > 0 && years.length > 0,
      standsSince: standing[0]?.since ?? null,
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

/** Runs for every rule and case: makes no arrays. */
function applies({ when }: DeadlineRule, { attributes }: DeadlineFacts): boolean {
  for (const name in when) if (when[name]?.includes(attributes[name] ?? 'unset') === false) return false;
  return true;
}

function inForce(rule: DeadlineRule, startOn: LocalDate): boolean {
  return startOn >= rule.effectiveFrom && (rule.effectiveTo === null || startOn <= rule.effectiveTo);
}

function derive(rule: DeadlineRule, world: World): Derived | null {
  const { start } = rule;
  if ('afterRule' in start) {
    const before = world.pack.deadlines.find((other) => other.id === start.afterRule);
    const base = before ? derive(before, world) : null;
    if (!base) return null;
    const link: DerivationStep = { step: 'afterRule', ruleId: start.afterRule, on: base.dueOn };
    const from = base.dueAtMs ?? endOfDay(base.dueOn, world.timeZone);
    const added = add(rule, base.dueOn, from, world);
    return { ...base, ...added, steps: [...base.steps, link, ...added.steps] };
  }
  const found = startOf(start, world);
  if (found === null) return null;
  const { fact, on, atMs } = found;
  const added = add(rule, on, atMs, world);
  return { ...added, fact, startOn: on, steps: [{ step: 'start', fact, on }, ...added.steps] };
}

interface Moment {
  readonly fact: string;
  readonly on: LocalDate;
  readonly atMs: number;
}

function startOf(
  { facts: names, pick }: Extract<DeadlineRule['start'], { facts: unknown }>,
  { facts, timeZone }: World,
): Moment | null {
  let picked: Moment | null = null;
  for (const fact of names) {
    const time = facts.facts[fact];
    if (time === undefined) continue;
    const moment = { fact, ...momentOf(time, timeZone) };
    if (pick === 'first') return moment;
    // Of two on the same day the one named later, which came later; both lead to the same end.
    if (picked === null || moment.on >= picked.on) picked = moment;
  }
  return picked;
}

function momentOf(time: FactTime, timeZone: string): { readonly on: LocalDate; readonly atMs: number } {
  return 'on' in time
    ? { on: time.on, atMs: startOfDay(time.on, timeZone) }
    : { on: localDateOf(time.atMs, timeZone), atMs: time.atMs };
}

/** What was granted of an extension, and never more than the law allows. */
function limitOf(rule: DeadlineRule, facts: DeadlineFacts): Limit {
  const granted = rule.granted === null ? undefined : facts.attributes[rule.granted];
  if (granted === undefined) return rule.limit;
  const count = Number(granted);
  if (!Number.isInteger(count) || count < 1) throw new Error(`${rule.id}: ${granted} is no number of days`);
  return { ...rule.limit, count: Math.min(count, rule.limit.count) };
}

function add(
  rule: DeadlineRule,
  on: LocalDate,
  atMs: number,
  world: World,
): Pick<Derived, 'dueOn' | 'dueAtMs' | 'steps'> {
  const limit = limitOf(rule, world.facts);
  if (isDayLimit(limit)) {
    const { stopped, ...added } = addLimit(on, limit, world.calendar, stopsOf(rule, world));
    const stood = stopped.map((stop) => ({ step: 'stopped', ...stop }) as const);
    return { dueOn: added.to, dueAtMs: null, steps: [{ step: 'add', ...added }, ...stood] };
  }
  const { count } = limit;
  const unit = limit.unit as TimeUnit;
  const toMs = atMs + limitMs({ count, unit });
  // The instant itself is too late, so the last day is that of the millisecond before.
  const dueOn = localDateOf(Math.max(atMs, toMs - 1), world.timeZone);
  return { dueOn, dueAtMs: toMs, steps: [{ step: 'addTime', count, unit, fromMs: atMs, toMs }] };
}

const noStops: readonly Stop[] = [];

/** Periods that are over. One that lasts counts as if it ended at once: nobody knows for how long. */
function stopsOf({ excludes }: DeadlineRule, { facts, timeZone }: World): readonly Stop[] {
  if (facts.periods === undefined || facts.periods.length === 0) return noStops;
  return facts.periods
    .filter(({ period }) => excludes.includes(period))
    .map(({ period, from, to }) => {
      const stop = { period, from: momentOf(from, timeZone).on, to: momentOf(to ?? from, timeZone).on };
      if (stop.to < stop.from) throw new Error(`${period} ends on ${stop.to}, before ${stop.from}`);
      return stop;
    });
}

/** A period that lasts and began while the clock ran. */
function standsIn(
  rule: DeadlineRule,
  { startOn, dueOn }: Derived,
  { facts, timeZone }: World,
): readonly Extract<DerivationStep, { step: 'stands' }>[] {
  return (facts.periods ?? [])
    .filter(({ period, to }) => to === null && rule.excludes.includes(period))
    .map(({ period, from }) => ({ step: 'stands', period, since: momentOf(from, timeZone).on }) as const)
    .filter(({ since }) => since >= startOn && since <= dueOn);
}

function restDayAtEnd(limit: Limit, dueOn: LocalDate, calendar: WorkCalendar): readonly DerivationStep[] {
  const wholeDays = isDayLimit(limit) && limit.unit !== 'workingDay' && limit.count > 0;
  if (!wholeDays || calendar.dayOf(dueOn).working) return [];
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
