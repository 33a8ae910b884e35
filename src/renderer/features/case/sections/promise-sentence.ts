/** Sentences of the timeline about promises (承诺). */
import { promisePayloads, promiseSources } from '../../../../domain/complaint/promises';
import type { Formatter } from '../../../app/i18n/format';
import type { TextFunction } from '../../../app/i18n/text';
import type { EventLook } from './event-looks';

type PromiseEventType = keyof typeof promisePayloads;

export const promiseLooks: { readonly [T in PromiseEventType]: EventLook } = {
  'promise.made': { group: 'steps', tone: 'info' },
  'promise.changed': { group: 'steps', tone: 'warning' },
  'promise.kept': { group: 'steps', tone: 'success' },
  'promise.broken': { group: 'steps', tone: 'error' },
};

export function isPromiseEvent(type: string): type is PromiseEventType {
  return Object.hasOwn(promisePayloads, type);
}

export function promiseSentence(
  type: PromiseEventType,
  text: (name: string) => string,
  { t, format }: { readonly t: TextFunction; readonly format: Formatter },
): string {
  const day = (name: string): string => format.localDate(text(name));
  switch (type) {
    case 'promise.made': {
      const source = promiseSources.find((one) => one === text('source')) ?? 'conversation';
      return t('promises:event.made', { date: day('dueOn'), source: t(`vocabulary:promiseSource.${source}`) });
    }
    case 'promise.changed':
      return t('promises:event.changed', { date: day('dueOn') });
    case 'promise.kept':
      return t('promises:event.kept', { date: day('on') });
    case 'promise.broken':
      return t('promises:event.broken', { date: day('on') });
  }
}
