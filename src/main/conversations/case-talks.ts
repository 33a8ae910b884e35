/** Keeps cases level with the conversations that belong to them. */
import { hasAllOf, type TalkRecord } from '../../domain/complaint/talks';
import type { NewConversationEvent } from '../../domain/conversation/events';
import type { Core } from '../app/core';
import type { DraftRecord } from '../drafts/drafts';
import type { NewEvent } from '../records/calls';
import type { Session } from '../session/session';
import { talkRecord } from './case-record';
import type { Conversations, Talk } from './conversations';
import type { FindSurroundings } from './surroundings';

export interface CaseTalks {
  /** Conversations that the case of this draft is born with, and what is said to each of them. */
  readonly ofDraft: (session: Session, draft: DraftRecord) => Promise<readonly TalkRecord[]>;
  readonly joining: (draft: DraftRecord, caseId: string) => readonly NewEvent[];
  /** Takes into the case what it does not know yet. A case that takes in nothing more is left as it is. */
  readonly level: (session: Session, talk: Talk) => Promise<void>;
}

export function createCaseTalks(deps: {
  readonly core: Core;
  readonly conversations: Conversations;
  readonly surroundings: FindSurroundings;
}): CaseTalks {
  const { core, conversations, surroundings } = deps;
  const recordOf = async (session: Session, talk: Talk): Promise<TalkRecord> =>
    talkRecord(talk, { core, ...(await surroundings(session, talk.talk)) });
  return {
    ofDraft: async (session, { talks = [] }) => {
      const found = await Promise.all(talks.map((id) => conversations.find(session, id)));
      return Promise.all(found.flatMap((one) => (typeof one === 'string' ? [] : [recordOf(session, one)])));
    },
    joining: ({ talks = [] }, caseId) => {
      const event: NewConversationEvent = { type: 'conversation.joined', payload: { caseId } };
      return talks.map((streamId) => ({ streamId, ...event }));
    },
    level: async (session, talk) => {
      const { caseId } = talk.talk;
      const state = caseId === null ? undefined : await session.records.caseState(caseId);
      if (caseId === null || state === undefined) return;
      const record = await recordOf(session, talk);
      if (hasAllOf(state, record)) return;
      const result = await session.records.runCaseCommand({
        commandId: core.newId(),
        caseId,
        actor: { userId: session.user.userId, role: session.user.role },
        command: { name: 'takeInTalk', input: record },
      });
      // Merged meanwhile, or whoever talks may not touch it: the talk itself is kept all the same.
      if (!result.ok) core.log.info('conversation.notTakenIn', { code: result.error.code });
    },
  };
}
