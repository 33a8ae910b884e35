/**
 * What the conversations of this branch tell about their scripts. Reads them in portions and remembers, for as long as somebody is
 * signed in, only what `TalkFacts` holds: no person, no case, no word that was said. Practice is another kind of stream and is never read.
 */
import { aboutOf } from '../../domain/conversation/about';
import { conversationStream, type OpenEvent } from '../../domain/evidence/event-envelope';
import { effectsOf, type EffectReport } from '../../domain/insight/effect';
import { talkFacts, type TalkFacts } from '../../domain/insight/talk-facts';
import type { Core } from '../app/core';
import { isVisible } from '../conversations/visible-talks';
import type { Session } from '../session/session';

export interface TalkShelf {
  readonly effects: (session: Session) => Promise<EffectReport>;
}

/** The newest ones; more would not change a figure that a branch can act on. */
export const mostTalks = 10_000;
const portion = 32;
/** A talk that rests this long is over, whether or not somebody ended it. */
const overMs = 60 * 60_000;

export function createTalkShelf(core: Pick<Core, 'store' | 'nowMs'>): TalkShelf {
  let memory: { readonly session: Session; readonly facts: Map<string, TalkFacts | null> } | undefined;

  /** Null: it does not count, now and later. Undefined: not yet. */
  const read = async (
    session: Session,
    id: string,
    hidden: ReadonlySet<string>,
  ): Promise<TalkFacts | null | undefined> => {
    const events = await session.records.events(id);
    if (core.nowMs() - lastMs(events) < overMs) return undefined;
    const about = aboutOf(events);
    const seen =
      about.caseId === null
        ? await isVisible(about, session)
        : !hidden.has(about.caseId) && !about.complainedOf.includes(session.user.userId);
    return seen ? (talkFacts(events) ?? null) : null;
  };
  return {
    effects: async (session) => {
      if (memory?.session !== session) memory = { session, facts: new Map() };
      const { facts } = memory;
      const range = { from: conversationStream(''), to: conversationStream('~') };
      const ids = (await core.store.streamIds(range)).slice(-mostTalks);
      const hidden = await session.lists.hiddenCases();
      const open = ids.filter((id) => !facts.has(id));
      for (let from = 0; from < open.length; from += portion) {
        const found = await Promise.all(
          open.slice(from, from + portion).map(async (id) => [id, await read(session, id, hidden)] as const),
        );
        for (const [id, one] of found) if (one !== undefined) facts.set(id, one);
      }
      return effectsOf(ids.flatMap((id) => facts.get(id) ?? []));
    },
  };
}

const lastMs = (events: readonly OpenEvent[]): number =>
  events.reduce((latest, { header }) => Math.max(latest, header.at.wall), 0);
