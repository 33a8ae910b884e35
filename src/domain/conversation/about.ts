/** Whom and what a conversation is about, read from its events alone: who may know of it must not depend on having its scripts. */
import type { OpenEvent } from '../evidence/event-envelope';
import { newConversationEvent } from './events';

export interface About {
  readonly caseId: string | null;
  readonly draftId: string | null;
  readonly onDuty: string;
  /** Persons of the branch whom the customer complains of. */
  readonly complainedOf: readonly string[];
}

const nothing: About = { caseId: null, draftId: null, onDuty: '', complainedOf: [] };

export function aboutOf(events: readonly OpenEvent[]): About {
  return events.reduce<About>((so, event) => {
    const made = newConversationEvent(event);
    if (made === undefined) return so;
    switch (made.type) {
      case 'conversation.started': {
        const { caseId, draftId, onDuty } = made.payload;
        return { ...so, caseId, draftId, onDuty: onDuty.person };
      }
      case 'conversation.joined':
        return { ...so, caseId: so.caseId ?? made.payload.caseId };
      case 'conversation.step': {
        const { event: act } = made.payload;
        if (act.type === 'takenOver') return { ...so, onDuty: act.by };
        return act.type === 'complainedOf' ? { ...so, complainedOf: [...so.complainedOf, act.person] } : so;
      }
    }
  }, nothing);
}
