/** Sentences of the timeline about what went up to headquarters and what it decided (上报与总行指令). */
import { headquartersPayloads, whysUp } from '../../../../domain/complaint/headquarters-values';
import type { TextFunction } from '../../../app/i18n/text';
import type { EventLook } from './event-looks';

type AboveEventType = keyof typeof headquartersPayloads;

export const aboveLooks: { readonly [T in AboveEventType]: EventLook } = {
  'escalation.sent': { group: 'remedy', tone: 'info' },
  'escalation.endorsed': { group: 'remedy', tone: 'info' },
  'escalation.approved': { group: 'remedy', tone: 'success' },
  'escalation.returned': { group: 'remedy', tone: 'warning' },
  'escalation.rejected': { group: 'remedy', tone: 'error' },
  'rework.ordered': { group: 'steps', tone: 'warning' },
  'case.movedAway': { group: 'steps', tone: 'warning' },
  'case.movedHere': { group: 'steps', tone: 'info' },
};

export function isAboveEvent(type: string): type is AboveEventType {
  return Object.hasOwn(headquartersPayloads, type);
}

export function aboveSentence(type: AboveEventType, text: (name: string) => string, t: TextFunction): string {
  const officer = text('officer');
  switch (type) {
    case 'escalation.sent': {
      const why = whysUp.find((one) => one === text('why')) ?? 'limit';
      return t('above:event.sent', { why: t(`above:why.${why}`) });
    }
    case 'escalation.endorsed':
      return t('above:event.endorsed', { officer });
    case 'escalation.approved':
      return t('above:event.approved', { officer });
    case 'escalation.returned':
      return t('above:event.returned', { officer });
    case 'escalation.rejected':
      return t('above:event.rejected', { officer });
    case 'rework.ordered':
      return t('above:event.rework', { officer });
    case 'case.movedAway':
      return t('move:event.away', { officer, branch: text('branch'), number: text('number') });
    case 'case.movedHere':
      return t('move:event.here', { officer, branch: text('branch'), number: text('number') });
  }
}
