/** A reminder ladder in words, step by step. */
import type { ReminderLadder } from '../../../../../domain/deadlines/reminders';
import type { Text } from '../../../../app/i18n/use-text';

export interface LadderLine {
  readonly key: string;
  readonly step: string;
  readonly when: string;
  readonly who: string;
}

export function ladderLines(
  { steps, clocks, sameDayHoursBeforeClosing, whenOverdue, unansweredAfterOpenHours }: ReminderLadder,
  { t }: Text,
): readonly LadderLine[] {
  const onLastDay = steps.find(({ daysBefore }) => daysBefore === 0)?.to ?? whenOverdue;
  return [
    ...steps.map(({ id, daysBefore, to }) => ({
      key: id,
      step: t(`vocabulary:reminder.${id}`),
      when: daysBefore === 0 ? t('rules:ladder.lastDay') : t('rules:ladder.before', { days: daysBefore }),
      who: t(`rules:ladder.to.${to}`),
    })),
    ...(clocks.length === 0
      ? []
      : [
          {
            key: 'sameDay',
            step: t('rules:ladder.sameDay'),
            when: t('rules:ladder.sameDayWhen', { hours: sameDayHoursBeforeClosing }),
            who: t(`rules:ladder.to.${onLastDay}`),
          },
          {
            key: 'now',
            step: t('vocabulary:reminder.now'),
            when: t('rules:ladder.nowWhen'),
            who: t('rules:ladder.to.owner'),
          },
        ]),
    {
      key: 'overdue',
      step: t('vocabulary:reminder.overdue'),
      when: t('rules:ladder.whenOverdue'),
      who: t(`rules:ladder.to.${whenOverdue}`),
    },
    {
      key: 'unanswered',
      step: t('rules:ladder.unanswered'),
      when: t('rules:ladder.after', { hours: unansweredAfterOpenHours }),
      who: t('rules:ladder.to.supervisor'),
    },
  ];
}

/** What the ladder is for besides decisions and promises: deadlines, and tasks of a case. */
export function ladderCovers({ clocks, tasks }: ReminderLadder, { t, language }: Text) {
  const joined = (names: readonly string[]): string => (language === 'en' ? names.join(', ') : names.join('、'));
  return {
    clocks: joined(clocks.map((id) => t(`rules:ladder.clock.${id}`))),
    tasks: joined(tasks.map((kind) => t(`case:tasks.kind.${kind}`))),
  };
}
