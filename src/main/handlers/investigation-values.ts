/** What the sentences about an investigation need; see `timelineValues`. Names of persons are masked. */
import type { InvestigationEventType, InvestigationPayload } from '../../domain/complaint/investigation-values';
import { maskName } from '../../domain/identity/mask';

export type InvestigationEvent = {
  [T in InvestigationEventType]: { readonly type: T; readonly payload: InvestigationPayload<T> };
}[InvestigationEventType];

const lines = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n');

const wordsOf = (kinds: readonly { readonly zh: string; readonly en: string }[]) => ({
  kinds: kinds.map(({ zh }) => zh).join('、'),
  kindsEn: kinds.map(({ en }) => en).join(', '),
});

export function investigationValues({ type, payload }: InvestigationEvent): Readonly<Record<string, string | number>> {
  switch (type) {
    case 'finding.recorded':
      return { fact: payload.zh, factEn: payload.en, outcome: payload.outcome, reason: payload.found };
    case 'material.requested': {
      const { kinds, dueOn, method, detail } = payload;
      return {
        ...wordsOf(kinds),
        dueOn,
        method,
        reason: detail,
      };
    }
    case 'material.received':
    case 'material.partReceived':
      return { ...wordsOf(payload.kinds), receivedOn: payload.receivedOn, reason: payload.what };
    case 'material.waitingEnded':
      return { method: payload.noticeMethod, noticeOn: payload.noticeOn, reason: payload.reason };
    case 'inquiry.sent':
      return { department: payload.department, dueOn: payload.dueOn, reason: payload.question };
    case 'inquiry.answered':
      return { answeredOn: payload.answeredOn, name: payload.answeredBy, reason: payload.answer };
    case 'contact.recorded': {
      const { way, direction, reached, person, staffText, promise, promisedBy } = payload;
      const promised = [promise, promisedBy].filter(Boolean).join(' · ');
      return {
        way,
        direction,
        reached: reached ? 'yes' : 'no',
        atMs: payload.contactedAtMs,
        reason: lines(maskName(person), staffText, promised),
      };
    }
    case 'minutes.recorded': {
      const { place, participants, agreed, disputed, signature, metAtMs } = payload;
      return { place, signature, atMs: metAtMs, reason: lines(participants, agreed, disputed) };
    }
  }
}
