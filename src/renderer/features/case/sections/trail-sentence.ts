/** The sentence for one step of a conversation in the time line. */
import type { TrailStep } from '../../../../domain/conversation/trail';
import type { TextFunction } from '../../../app/i18n/text';

const levels = ['0', '1', '2', '3'] as const;

export function trailSentence({ kind, line, words, code }: TrailStep, t: TextFunction): string {
  const spoken = { line: line ?? '' };
  switch (kind) {
    case 'said':
      return t(code === 'altered' ? 'talk:step.altered' : 'talk:step.said', spoken);
    case 'skipped':
    case 'escalated':
      return t(`talk:step.${kind}`, spoken);
    case 'answered':
      return code === 'unknown' ? t('talk:step.notKnown', spoken) : t('talk:step.answered', { ...spoken, words });
    case 'acted':
      return t(code === 'done' ? 'talk:step.acted' : 'talk:step.notActed', spoken);
    case 'listened':
      return words === '' ? t('talk:step.listened') : t('talk:step.quoted', { words });
    case 'ticked':
      return t(code === 'on' ? 'talk:step.ticked' : 'talk:step.unticked');
    case 'rated': {
      const level = levels.find((one) => one === code) ?? '0';
      const values = { level, word: t(`common:emotion.level.${level}`) };
      return t(words === '' ? 'talk:step.rated' : 'talk:step.ratedDistress', values);
    }
    case 'flagged':
    case 'factSet':
      return t(`talk:step.${kind}`, { words });
    // Left out before it comes here.
    case 'ticking':
    case 'caseKnown':
    case 'suggestionDismissed':
      return '';
    default:
      return t(`talk:step.${kind}`);
  }
}
