/** The derivation of a deadline in words, the same on screen and on paper: one line a step, the days passed over under theirs. */
import type { Deadline, DerivationStep } from '../../domain/deadlines/deadlines';
import type deadlinesZh from '../locales/deadlines.zh-CN.json';

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];
type Singular<K extends string> = K extends `${infer Name}_other` ? Name : K;

/** Keys of the `deadlines` namespace, those with a plural by their name. */
export type DerivationKey = `deadlines:${Singular<Leaves<typeof deadlinesZh>>}`;

/** Where the words come from: the texts of the page, or those of a paper. */
export interface Text {
  readonly t: (key: DerivationKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly language: 'zh-CN' | 'en';
}

export interface DerivationFormat {
  readonly localDate: (day: string) => string;
  readonly dateTime: (atMs: number) => string;
}

export interface DerivationLine {
  readonly text: string;
  readonly below: readonly string[];
}

const facts = [
  'received',
  'reopened',
  'decisionTold',
  'closed',
  'newFacts',
  'withdrawn',
  'reviewRequested',
  'regulatorReceived',
  'regulatorDueOn',
  'regulatorComplaint',
  'petitionReceived',
  'petitionDueOn',
  'majorFound',
  'creditObjectionReceived',
  'claimPapersComplete',
  'paymentAgreed',
  'notCovered',
  'surrenderNotice',
  'materialRequested',
  'inquirySent',
  'emergencyApproved',
  'approvedOutOfReach',
  'promiseMade',
] as const;
const periods = ['externalAppraisal'] as const;
const named = [
  'acceptanceNote',
  'decision',
  'callback',
  'archive',
  'withdrawalClosing',
  'regulatorAnswer',
  'petitionAnswer',
  'retention',
  'reviewRequest',
  'reviewDecision',
] as const;

export interface Words {
  readonly text: Text;
  readonly format: DerivationFormat;
}

/** Of a period that does not count; one that only a rule pack knows is shown by its id. */
export function periodName(id: string, t: Text['t']): string {
  const known = periods.find((period) => period === id);
  return known === undefined ? id : t(`deadlines:period.${known}`);
}

/** Short name of a deadline; one that only a rule pack knows is called what the pack calls it. */
export function deadlineName(deadline: Pick<Deadline, 'id' | 'zh' | 'en'>, { t, language }: Text): string {
  const known = named.find((name) => name === deadline.id);
  if (known !== undefined) return t(`deadlines:deadline.${known}`);
  return language === 'en' ? deadline.en : deadline.zh;
}

/** Of a limit in minutes or hours, or up to a time: due at once where there are none of them. Null where whole days count. */
export function limitInTime({ basis }: Pick<Deadline, 'basis'>): 'atOnce' | 'later' | null {
  if (basis.steps.some(({ step }) => step === 'chosenTime')) return 'later';
  const step = basis.steps.find((one) => one.step === 'addTime');
  if (step?.step !== 'addTime') return null;
  return step.count === 0 ? 'atOnce' : 'later';
}

export function articleOf(
  { article, articleEn }: Pick<Deadline, 'article' | 'articleEn'>,
  { language }: Pick<Text, 'language'>,
): string {
  return language === 'en' ? articleEn : article;
}

export function derivationLines({ basis }: Pick<Deadline, 'basis'>, words: Words): readonly DerivationLine[] {
  // Hours and minutes count from the fact itself, so no day is left out.
  return basis.steps.map((step, at) => lineOf(step, words, basis.steps[at + 1]?.step === 'addTime'));
}

/** The same as one paragraph, with the article at its end, and never as certain where it is not. */
export function derivationSentence(deadline: Deadline, words: Words): string {
  const { t } = words.text;
  const lines = derivationLines(deadline, words).flatMap(({ text, below }) => [text, ...below]);
  const article = articleOf(deadline, words.text);
  const basis =
    deadline.confidence === 'toBeConfirmed' ? t('deadlines:confidence.toBeConfirmed', { article }) : article;
  return `${[deadlineName(deadline, words.text), ...lines].join('\n')}\n${t('deadlines:why.basis')}: ${basis}`;
}

function lineOf(step: DerivationStep, { text: { t, language }, format }: Words, inTime: boolean): DerivationLine {
  const day = format.localDate;
  const line = (text: string, below: readonly string[] = []): DerivationLine => ({ text, below });
  switch (step.step) {
    case 'start': {
      const known = facts.find((fact) => fact === step.fact);
      const fact = known === undefined ? step.fact : t(`deadlines:fact.${known}`);
      return line(t(inTime ? 'deadlines:step.startInTime' : 'deadlines:step.start', { date: day(step.on), fact }));
    }
    case 'afterRule':
      return line(t('deadlines:step.afterRule', { date: day(step.on) }));
    case 'add': {
      if (step.count === 0) return line(t('deadlines:step.sameDay', { date: day(step.to) }));
      const values = { count: step.count, date: day(step.to) };
      const text = {
        naturalDay: () => t('deadlines:step.addNaturalDays', values),
        workingDay: () => t('deadlines:step.addWorkingDays', values),
        week: () => t('deadlines:step.addWeeks', values),
        month: () => t('deadlines:step.addMonths', values),
        year: () => t('deadlines:step.addYears', values),
      }[step.unit]();
      const dates = step.skipped.map(day).join(language === 'en' ? ', ' : '、');
      return line(text, step.skipped.length === 0 ? [] : [t('deadlines:step.skipped', { dates })]);
    }
    case 'addTime': {
      if (step.count === 0) return line(t('deadlines:step.atOnce', { time: format.dateTime(step.toMs) }));
      const values = { count: step.count, from: format.dateTime(step.fromMs), to: format.dateTime(step.toMs) };
      return line(step.unit === 'hour' ? t('deadlines:step.addHours', values) : t('deadlines:step.addMinutes', values));
    }
    case 'stopped': {
      const { days } = step;
      const period = periodName(step.period, t);
      return line(t('deadlines:step.stopped', { from: day(step.from), to: day(step.to), period, days }));
    }
    case 'stands':
      return line(t('deadlines:step.stands', { date: day(step.since), period: periodName(step.period, t) }));
    case 'endsOnRestDay':
      return line(t('deadlines:step.endsOnRestDay', { date: day(step.on), nextDate: day(step.nextWorkingDay) }));
    case 'chosen':
      return line(t('deadlines:step.chosen', { date: day(step.on) }));
    case 'chosenTime':
      return line(t('deadlines:step.chosenTime', { time: format.dateTime(step.atMs) }));
    case 'promised':
      return line(t('deadlines:step.promised', { date: day(step.on), to: day(step.to) }));
    case 'promiseMoved':
      return line(t('deadlines:step.promiseMoved', { date: day(step.on), from: day(step.from), to: day(step.to) }));
    case 'estimatedYear':
      return line(t('deadlines:step.estimatedYear', { year: step.year }));
  }
}
