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
  { steps, whenOverdue, unansweredAfterOpenHours }: ReminderLadder,
  { t }: Text,
): readonly LadderLine[] {
  return [
    ...steps.map(({ id, daysBefore, to }) => ({
      key: id,
      step: t(`vocabulary:reminder.${id}`),
      when: daysBefore === 0 ? t('rules:ladder.lastDay') : t('rules:ladder.before', { days: daysBefore }),
      who: t(`rules:ladder.to.${to}`),
    })),
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
