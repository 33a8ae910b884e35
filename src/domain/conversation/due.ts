/** Dates and lengths that a conversation speaks of: always those of the law in force, never of whoever wrote the script. */
import type { CaseState } from '../complaint/state';
import { deadlinesBy } from '../deadlines/case-facts';
import { workingDayFrom } from '../deadlines/calendar';
import { deadlinesOf, dueOnAfter, type Deadline } from '../deadlines/deadlines';
import type { Law } from '../deadlines/differences';
import { addDays, isLocalDate, type LocalDate } from '../deadlines/local-date';
import type { DeadlineRule, Limit } from '../deadlines/rule-pack';
import { localDateOf } from '../deadlines/time-zone';
import type { Session } from '../scripts/session';
import type { DocumentLanguage } from '../documents/format';

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

/** The last day of a deadline: of the case, else counted from today on. Null where the rules know none. */
export function deadlineDay(id: string, context: DueContext, today: LocalDate): LocalDate | null {
  const running = runningDeadlines(context).find((deadline) => deadline.id === id);
  if (running) return running.dueOn;
  const rule = usualRule(id, context.law);
  if (rule === undefined || !('facts' in rule.start)) return null;
  return dueOnAfter(id, rule.start.facts[0] ?? '', today, context.law.rules, context.law.calendar);
}

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
export function dueOfPromise({ due, at }: Promised, facts: Session['facts'], context: DueContext): PromiseDue {
  const { law, timeZone } = context;
  const madeOn = localDateOf(at, timeZone);
  if ('minutes' in due) {
    const untilMs = at + due.minutes * 60_000;
    return { on: localDateOf(untilMs, timeZone), at: timeOf(untilMs, timeZone) };
  }
  if ('workingDays' in due)
    return { on: due.workingDays === 0 ? madeOn : nthWorkingDay(madeOn, due.workingDays, law), at: null };
  if ('deadline' in due) return { on: deadlineDay(due.deadline, context, madeOn) ?? madeOn, at: null };
  return agreed(String(facts[due.fact]?.value ?? ''), madeOn);
}

/** What was agreed as a day, a day with a time, or a time of the same day. */
function agreed(text: string, madeOn: LocalDate): PromiseDue {
  const [day = '', time] = /^\d{2}:\d{2}$/.test(text) ? [madeOn, text] : text.split('T');
  return isLocalDate(day) && day >= madeOn ? { on: day, at: time ?? null } : { on: madeOn, at: null };
}

function nthWorkingDay(from: LocalDate, count: number, { calendar }: Law): LocalDate {
  let day = from;
  for (let passed = 0; passed < count; passed += 1) day = workingDayFrom(calendar, addDays(day, 1));
  return day;
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
