/** The talk in which the help key was pressed: what is known of it from memory, and its end as a help call. */
import { isOver } from '../../domain/conversation/fold';
import { longestSummary } from '../../domain/incident/events';
import { rootOf } from '../../domain/scripts/walk';
import { capGraphemes } from '../../domain/text/graphemes';
import type { Core } from '../app/core';
import type { Conversations, Talk } from '../conversations/conversations';
import type { IncidentHandlerDeps } from '../handlers/incident-handlers';
import type { TalkNow } from './incidents';

/** Null while no talk goes on. */
export function talkNowOf(found: Talk | undefined): TalkNow | null {
  if (found === undefined) return null;
  const { talk, bundle } = found;
  const { session } = talk;
  const matter = session.facts['matter']?.value ?? '';
  return {
    talkId: talk.id,
    caseId: talk.caseId,
    script: rootOf(bundle.pack, session).code,
    level: session.level,
    distress: session.distress,
    flags: session.flags.map(({ flag }) => flag),
    summary: capGraphemes(String(matter), longestSummary, longestSummary).text,
  };
}

/** The events that end the help call in its talk, where that still goes on. */
export const endInTalk =
  (core: Pick<Core, 'nowMs'>, conversations: Pick<Conversations, 'find'>): IncidentHandlerDeps['endInTalk'] =>
  async (session, talkId) => {
    const found = await conversations.find(session, talkId);
    if (typeof found === 'string' || isOver(found.talk) || found.talk.session.panicAt === null) return [];
    const event = { type: 'panicOver', at: core.nowMs(), by: session.user.userId };
    return [{ streamId: talkId, type: 'conversation.step', payload: { event, spoken: null, shown: [] } }];
  };
