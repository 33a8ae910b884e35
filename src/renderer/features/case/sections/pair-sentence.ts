/** Sentences of the timeline about two cases that belong together: linked, merged, and taken apart again. */
import type { TextFunction } from '../../../app/i18n/text';
import type { EventLook } from './event-looks';

export const pairLooks = {
  'case.linked': { group: 'steps', tone: 'neutral' },
  'case.unlinked': { group: 'steps', tone: 'neutral' },
  'case.merged': { group: 'steps', tone: 'warning' },
  'case.separated': { group: 'steps', tone: 'info' },
  'case.absorbed': { group: 'steps', tone: 'warning' },
  'case.released': { group: 'steps', tone: 'info' },
} as const satisfies Readonly<Record<string, EventLook>>;

type PairEventType = keyof typeof pairLooks;

export function isPairEvent(type: string): type is PairEventType {
  return Object.hasOwn(pairLooks, type);
}

export function pairSentence(type: PairEventType, text: (name: string) => string, t: TextFunction): string {
  const other = { other: text('other') };
  const facts = text('way') === 'newFacts';
  switch (type) {
    case 'case.linked':
      return t('duplicates:event.linked', other);
    case 'case.unlinked':
      return t('duplicates:event.unlinked', other);
    case 'case.separated':
      return t('duplicates:event.separated', other);
    case 'case.released':
      return t('duplicates:event.released', other);
    case 'case.merged':
      return t(facts ? 'duplicates:event.mergedFacts' : 'duplicates:event.merged', other);
    case 'case.absorbed':
      return t(facts ? 'duplicates:event.absorbedFacts' : 'duplicates:event.absorbed', other);
  }
}
