/** Sentences of the timeline about an investigation. */
import {
  contactDirections,
  contactWays,
  departments,
  findingOutcomes,
  investigationEventTypes,
  minutesSignatures,
  type InvestigationEventType,
} from '../../../../domain/complaint/investigation-values';
import type { Formatter } from '../../../app/i18n/format';
import type { TextFunction } from '../../../app/i18n/text';
import type { EventLook } from './event-sentence';

export const investigationLooks: { readonly [T in InvestigationEventType]: EventLook } = {
  'finding.recorded': { group: 'staff', tone: 'primary' },
  'material.requested': { group: 'steps', tone: 'warning' },
  'material.received': { group: 'steps', tone: 'success' },
  'material.partReceived': { group: 'steps', tone: 'info' },
  'material.waitingEnded': { group: 'steps', tone: 'neutral' },
  'inquiry.sent': { group: 'staff', tone: 'primary' },
  'inquiry.answered': { group: 'staff', tone: 'success' },
  'contact.recorded': { group: 'staff', tone: 'neutral' },
  'minutes.recorded': { group: 'staff', tone: 'info' },
};

export function isInvestigationEvent(type: string): type is InvestigationEventType {
  return investigationEventTypes.some((known) => known === type);
}

const oneOf = <T extends string>(values: readonly [T, ...T[]], text: string): T =>
  values.find((value) => value === text) ?? values[0];

export function investigationSentence(
  type: InvestigationEventType,
  text: (name: string) => string,
  words: { readonly t: TextFunction; readonly format: Formatter; readonly language: string },
): string {
  const { t, format, language } = words;
  const day = (name: string): string => format.localDate(text(name));
  const either = (name: string): string => text(language === 'en' ? `${name}En` : name);
  switch (type) {
    case 'finding.recorded': {
      const outcome = t(`investigation:outcome.${oneOf(findingOutcomes, text('outcome'))}`);
      return t('investigation:event.finding', { fact: either('fact'), outcome });
    }
    case 'material.requested':
      return t('investigation:event.requested', { date: day('dueOn'), kinds: either('kinds') });
    case 'material.received':
      return t('investigation:event.received', { date: day('receivedOn'), kinds: either('kinds') });
    case 'material.partReceived':
      return t('investigation:event.partReceived', { date: day('receivedOn'), kinds: either('kinds') });
    case 'material.waitingEnded':
      return t('investigation:event.waitingEnded', { date: day('noticeOn') });
    case 'inquiry.sent': {
      const department = t(`investigation:inquiry.departments.${oneOf(departments, text('department'))}`);
      return t('investigation:event.inquirySent', { department, date: day('dueOn') });
    }
    case 'inquiry.answered':
      return t('investigation:event.inquiryAnswered', { date: day('answeredOn'), name: text('name') });
    case 'contact.recorded':
      return t('investigation:event.contact', {
        direction: t(`investigation:contact.directions.${oneOf(contactDirections, text('direction'))}`),
        way: t(`investigation:contact.ways.${oneOf(contactWays, text('way'))}`),
        reached: t(`investigation:contact.${text('reached') === 'yes' ? 'reachedYes' : 'reachedNo'}`),
      });
    case 'minutes.recorded': {
      const signature = t(`investigation:minutes.signatures.${oneOf(minutesSignatures, text('signature'))}`);
      return t('investigation:event.minutes', { place: text('place'), signature });
    }
  }
}
