/** Where a person was when the PC was locked or the program ended under them, as far as it is still there for them. */
import { isOver } from '../../domain/conversation/fold';
import type { Place } from '../../shared/contract/app';
import type { Conversations } from '../conversations/conversations';
import type { ScriptShelf } from '../conversations/script-shelf';
import { isVisibleTalk } from '../conversations/visible-talks';
import type { Session } from '../session/session';
import type { Core } from './core';

export interface Places {
  /** Where this person comes back to; null: they begin anew. */
  readonly of: (session: Session) => Promise<Place | null>;
  readonly keep: (session: Session, place: Place | null) => Promise<void>;
  /** While somebody types their password: reads the scripts if the way back leads into a talk. */
  readonly prepare: () => void;
}

export function createPlaces(deps: {
  readonly core: Pick<Core, 'settings' | 'nowMs' | 'log'>;
  readonly conversations: Pick<Conversations, 'find'>;
  readonly shelf: Pick<ScriptShelf, 'current'>;
}): Places {
  const { core, conversations, shelf } = deps;

  const isRunning = async (session: Session, talkId: string): Promise<boolean> => {
    const found = await conversations.find(session, talkId);
    return typeof found !== 'string' && !isOver(found.talk) && (await isVisibleTalk(found.talk, session));
  };

  /** A form that was handed in and a talk that has ended are no place to be. A case says itself when it can't be shown any more. */
  const isThere = async (session: Session, route: Place['route']): Promise<boolean> => {
    if (route.name === 'conversation') return isRunning(session, route.conversationId);
    if (route.name === 'case') return true;
    return session.drafts.get(route.draftId)?.ownerId === session.user.userId;
  };

  return {
    of: async (session) => {
      const place = core.settings.placeOf(session.user.userId, core.nowMs());
      if (place === null || !(await isThere(session, place.route))) return null;
      const { route, talkId } = place;
      return { route, talkId: talkId !== null && (await isRunning(session, talkId)) ? talkId : null };
    },
    keep: (session, place) =>
      core.settings.setPlace(place === null ? undefined : { userId: session.user.userId, place, atMs: core.nowMs() }),
    prepare: () => {
      const place = core.settings.lastPlace();
      if (place === null || (place.talkId === null && place.route.name !== 'conversation')) return;
      // Whoever comes back reads them again, and is told what is wrong.
      shelf.current().catch((cause: unknown) => {
        core.log.warn('place.notPrepared', { name: cause instanceof Error ? cause.name : 'unknown' });
      });
    },
  };
}
