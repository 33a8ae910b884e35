/** Dates and lengths that a conversation speaks of: always those of the law in force, never of whoever wrote the script. */
import type { CaseState } from '../complaint/state';
import { deadlinesBy } from '../deadlines/case-facts';
import { deadlinesOf, type Deadline, type DerivationStep } from '../deadlines/deadlines';
import type { Law } from '../deadlines/differences';
import { isLocalDate, type LocalDate } from '../deadlines/local-date';
import { addLimit } from '../deadlines/limits';
import type { DeadlineRule, Limit } from '../deadlines/rule-pack';
import { localDateOf, startOfDay } from '../deadlines/time-zone';
import type { Session } from '../scripts/session';
import type { DocumentLanguage } from '../documents/format';
import { promiseAhead } from '../investigation/due-dates';

export interface DueContext {
  readonly law: Law;
  readonly timeZone: string;
  /** The case it belongs to; null while nothing is registered. */
  readonly state: CaseState | null;
  /** When the complaint was received, as far as it is known. */
  readonly receivedAtMs: number;
}

/** What runs, or will run once this is registered. */
export function runningDeadlines({ law, timeZone, state, receivedAtMs }: DueContext): readonly Deadline[] {
  if (state !== null) return deadlinesBy(law, state, timeZone);
  return deadlinesOf(
    { facts: { received: { atMs: receivedAtMs } }, attributes: {} },
    law.rules,
    law.calendar,
    timeZone,
  );
}

/** A deadline with where it comes from: of the case, else counted from today on. Null where the rules know none. */
export function deadlineFrom(id: string, context: DueContext, today: LocalDate): Deadline | null {
  const running = runningDeadlines(context).find((deadline) => deadline.id === id);
  if (running) return running;
  const { law, timeZone } = context;
  const rule = usualRule(id, law);
  if (rule === undefined || !('facts' in rule.start)) return null;
  const facts = { [rule.start.facts[0] ?? '']: { on: today } };
  const counted = deadlinesOf({ facts, attributes: {} }, law.rules, law.calendar, timeZone);
  return counted.find((deadline) => deadline.id === id) ?? null;
}

/** The last day of it alone. */
export const deadlineDay = (id: string, context: DueContext, today: LocalDate): LocalDate | null =>
  deadlineFrom(id, context, today)?.dueOn ?? null;

/** The rule of a deadline where nothing special is known of the case. */
function usualRule(id: string, { rules }: Law): DeadlineRule | undefined {
  const ofId = rules.deadlines.filter(({ deadline, start }) => deadline === id && 'facts' in start);
  return ofId.find(({ when }) => Object.values(when).every((values) => values.includes('unset'))) ?? ofId[0];
}

/** How long a deadline of the rules is, where nothing special is known of the case. */
export const limitOf = (id: string, law: Law): Limit | null => usualRule(id, law)?.limit ?? null;

const units: { readonly [U in Limit['unit']]: { readonly zh: string; readonly en: string } } = {
  minute: { zh: '分钟', en: 'minute' },
  hour: { zh: '小时', en: 'hour' },
  naturalDay: { zh: '日', en: 'day' },
  workingDay: { zh: '个工作日', en: 'working day' },
  week: { zh: '周', en: 'week' },
  month: { zh: '个月', en: 'month' },
  year: { zh: '年', en: 'year' },
};

/** As it is said: “20日”, “20 days”. */
export function limitText({ count, unit }: Limit, language: DocumentLanguage): string {
  const { zh, en } = units[unit];
  return language === 'zh-CN' ? `${count}${zh}` : `${count} ${en}${count === 1 ? '' : 's'}`;
}

type Promised = Session['promises'][number];

export interface PromiseDue {
  readonly on: LocalDate;
  /** `HH:mm`, where a time of that day was promised. */
  readonly at: string | null;
}

/** Until when something was promised. A day that can't be told is the day of the promise: the stricter side. */
export function dueOfPromise(promise: Promised, facts: Session['facts'], context: DueContext): PromiseDue {
  const { on, time } = countedFor(promise, facts, context);
  return { on, at: time };
}

/** The same with where it comes from (期限由来), under the line it was promised with: no task of the case says so yet. */
export function dateOfPromise(promise: Promised, facts: Session['facts'], context: DueContext): Deadline {
  const { on, time, steps, ofRules } = countedFor(promise, facts, context);
  if (ofRules !== null) return ofRules;
  const { law, timeZone } = context;
  const madeOn = localDateOf(promise.at, timeZone);
  const told = steps ?? [{ step: 'promised', on: madeOn, to: on }];
  const untilMs = time === null ? null : instantOf(promise, on, time, timeZone);
  return promiseAhead({ id: promise.line, madeOn, dueOn: on, untilMs, steps: told }, law.calendar, timeZone);
}

interface Counted {
  readonly on: LocalDate;
  readonly time: string | null;
  /** How it was counted; null where somebody named a day. */
  readonly steps: readonly DerivationStep[] | null;
  /** The deadline of the rules whose day it is. */
  readonly ofRules: Deadline | null;
}

function countedFor({ due, at }: Promised, facts: Session['facts'], context: DueContext): Counted {
  const { law, timeZone } = context;
  const madeOn = localDateOf(at, timeZone);
  const start: DerivationStep = { step: 'start', fact: 'promiseMade', on: madeOn };
  if ('minutes' in due) {
    const untilMs = at + due.minutes * 60_000;
    const added = { step: 'addTime', count: due.minutes, unit: 'minute', fromMs: at, toMs: untilMs } as const;
    const on = localDateOf(untilMs, timeZone);
    return { on, time: timeOf(untilMs, timeZone), steps: [start, added], ofRules: null };
  }
  if ('workingDays' in due) {
    const limit = { count: due.workingDays, unit: 'workingDay' } as const;
    const { to, skipped } = addLimit(madeOn, limit, law.calendar);
    const added = { step: 'add', ...limit, from: madeOn, to, skipped } as const;
    return { on: to, time: null, steps: [start, added], ofRules: null };
  }
  if ('deadline' in due) {
    const ofRules = deadlineFrom(due.deadline, context, madeOn);
    return { on: ofRules?.dueOn ?? madeOn, time: null, steps: null, ofRules };
  }
  const { on, at: time } = agreed(String(facts[due.fact]?.value ?? ''), madeOn);
  return { on, time, steps: null, ofRules: null };
}

/** The instant of a time that was promised: to the millisecond where minutes were counted. */
function instantOf({ due, at }: Promised, on: LocalDate, time: string, timeZone: string): number {
  if ('minutes' in due) return at + due.minutes * 60_000;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return startOfDay(on, timeZone) + (hours * 60 + minutes) * 60_000;
}

/** What was agreed as a day, a day with a time, or a time of the same day. */
function agreed(text: string, madeOn: LocalDate): PromiseDue {
  const [day = '', time] = /^\d{2}:\d{2}$/.test(text) ? [madeOn, text] : text.split('T');
  return isLocalDate(day) && day >= madeOn ? { on: day, at: time ?? null } : { on: madeOn, at: null };
}

/** The words of a promise with the hour for which it was made: registers know days alone. */
export function promiseText(words: string, at: string | null, language: DocumentLanguage): string {
  if (at === null) return words;
  return language === 'zh-CN' ? `${words}（${at}前）` : `${words} (by ${at})`;
}

/** Wall clock at the branch. */
export function timeOf(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    atMs,
  );
}
