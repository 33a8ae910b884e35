/** What kind of record it is, in words, by the type of its event; the page of a PC and the console of headquarters say the same. */
import type { TextFunction } from '../app/i18n/text';

const kinds = [
  'case',
  'evidence',
  'note',
  'recusal',
  'investigation',
  'remedy',
  'document',
  'decision',
  'task',
  'callback',
  'audit',
  'draft',
  'user',
  'branch',
  'device',
  'incident',
] as const;

export function recordKind(eventType: string, t: TextFunction): string {
  const prefix = eventType.split('.')[0];
  const kind = kinds.find((one) => one === prefix);
  return kind === undefined ? t('sync:item.other') : t(`sync:item.${kind}`);
}
