/**
 * The conversations at the counter. Each event is in the journal before anybody is told of it; what is in memory is only what the
 * stored events lead to, and is forgotten with the session.
 */
import { isConversationEventType, type NewConversationEvent } from '../../domain/conversation/events';
import {
  evolveConversation,
  foldConversation,
  isOver,
  startOf,
  type Conversation,
} from '../../domain/conversation/fold';
import { conversationStream, isConversationStream, type OpenEvent } from '../../domain/evidence/event-envelope';
import type { ScriptBundle } from '../../domain/scripts/bundle';
import type { WriteOp } from '../../shared/store-contract/rows';
import type { Core } from '../app/core';
import { createMutex, type Mutex } from '../records/mutex';
import type { PersonalSignature } from '../records/calls';
import type { Session } from '../session/session';
import type { ScriptShelf } from './script-shelf';

/** A conversation with the pack it runs on. */
export interface Talk {
  readonly talk: Conversation;
  readonly bundle: ScriptBundle;
}

/** `otherVersion`: this PC has never had its scripts. */
export type Found = Talk | 'notFound' | 'otherVersion';

export interface Conversations {
  readonly find: (session: Session, id: string) => Promise<Found>;
  /** The talk that this person is in, as far as it is in memory; the last one that went on. */
  readonly now: (session: Session) => Talk | undefined;
  /** Begun in the last days, newest first; those that ended as well. */
  readonly recent: (session: Session) => Promise<readonly Talk[]>;
  readonly begin: (
    session: Session,
    commandId: string,
    start: Pick<Extract<NewConversationEvent, { type: 'conversation.started' }>['payload'], 'script' | 'onDuty'> & {
      readonly draftId: string | null;
      readonly caseId: string | null;
    },
    /** Rows of the same intent, once the id is known. */
    opsFor: (id: string) => readonly WriteOp[],
  ) => Promise<Talk>;
  /** What is done with one conversation, one after the other. */
  readonly alone: <T>(id: string, task: () => Promise<T>) => Promise<T>;
  /** Keeps more events in one write, and answers with what it leads to. Only inside `alone`. */
  readonly keep: (
    session: Session,
    commandId: string,
    before: Talk,
    events: readonly NewConversationEvent[],
    extra?: { readonly actor?: Actor; readonly ops?: readonly WriteOp[] },
  ) => Promise<Talk>;
  /** Events were kept; those of other PCs are not in memory yet. */
  readonly committed: (events: readonly OpenEvent[]) => void;
  /** The screen is locked: nothing of what was said stays in memory. */
  readonly forget: () => void;
}

interface Actor {
  readonly userId: string;
  readonly role: Session['user']['role'];
  readonly sign: PersonalSignature;
}

/** No talk at a counter lasts this long; one that nobody ended is no longer offered after it. It stays in its case. */
const offeredMs = 3 * 24 * 60 * 60 * 1_000;

export function createConversations(deps: { readonly core: Core; readonly shelf: ScriptShelf }): Conversations {
  const { core, shelf } = deps;
  /** Of one session, so that whoever signs in next reads for themselves. */
  let memory: { readonly session: Session; readonly talks: Map<string, Talk> } | undefined;
  const turns = new Map<string, Mutex>();

  const knownTo = (session: Session): Map<string, Talk> => {
    if (memory?.session !== session) memory = { session, talks: new Map() };
    return memory.talks;
  };

  const find: Conversations['find'] = async (session, id) => {
    const own = knownTo(session);
    const there = own.get(id);
    if (there) return there;
    if (!isConversationStream(id)) return 'notFound';
    const events = await session.records.events(id);
    const start = startOf(events);
    if (start === undefined) return 'notFound';
    const bundle = await shelf.get(start.pack);
    if (bundle === undefined) return 'otherVersion';
    const talk = foldConversation(bundle.pack, events);
    if (talk === undefined) return 'notFound';
    if (talk.misfits > 0) core.log.warn('conversation.misfits', { count: talk.misfits });
    const found = { talk, bundle };
    own.set(id, found);
    return found;
  };

  const write = (
    session: Session,
    commandId: string,
    streamId: string,
    events: readonly NewConversationEvent[],
    { actor, ops }: { readonly actor?: Actor; readonly ops?: readonly WriteOp[] } = {},
  ): Promise<readonly OpenEvent[]> =>
    session.records.record({
      commandId,
      actor: { userId: (actor ?? session.user).userId, role: (actor ?? session.user).role },
      events: events.map((event) => ({ streamId, ...event })),
      ...(ops === undefined ? {} : { ops }),
      ...(actor === undefined ? {} : { sign: actor.sign }),
      outcome: { id: streamId },
    });

  /** The conversation with these events behind it, remembered. */
  const learn = (session: Session, { talk, bundle }: Talk, events: readonly OpenEvent[]): Talk => {
    const after = events.reduce<Conversation | undefined>((so, one) => evolveConversation(bundle.pack, so, one), talk);
    const next = { talk: after ?? talk, bundle };
    knownTo(session).set(talk.id, next);
    return next;
  };

  return {
    find,
    now: (session) => {
      const own = memory?.session === session ? [...memory.talks.values()] : [];
      return own
        .filter(({ talk }) => !isOver(talk) && talk.session.onDuty.person === session.user.userId)
        .toSorted((a, b) => b.talk.session.now - a.talk.session.now)[0];
    },
    recent: async (session) => {
      const from = conversationStream(idTime(core.nowMs() - offeredMs));
      const ids = (await core.store.streamIds({ from, to: conversationStream('~') })).toReversed();
      const found: Talk[] = [];
      for (const id of ids) {
        const one = await find(session, id);
        if (typeof one !== 'string') found.push(one);
      }
      return found;
    },
    begin: async (session, commandId, { script, onDuty, draftId, caseId }, opsFor) => {
      const bundle = await shelf.current();
      const id = conversationStream(core.newId());
      const event: NewConversationEvent = {
        type: 'conversation.started',
        payload: { script, pack: bundle.fingerprint, onDuty, atMs: core.nowMs(), draftId, caseId },
      };
      const ops = [...(await shelf.keeping(bundle)), ...opsFor(id)];
      const events = await write(session, commandId, id, [event], { ops });
      const talk = foldConversation(bundle.pack, events);
      if (talk === undefined) throw new Error('a conversation began with nothing');
      const begun = { talk, bundle };
      knownTo(session).set(id, begun);
      return begun;
    },
    alone: (id, task) => {
      const turn = turns.get(id) ?? createMutex();
      turns.set(id, turn);
      return turn.run(task);
    },
    keep: async (session, commandId, before, events, extra) => {
      const kept = await write(session, commandId, before.talk.id, events, extra);
      // By now `committed` has heard of them, where it is told.
      const now = knownTo(session).get(before.talk.id);
      if (now?.talk.commands.has(commandId) === true) return now;
      return learn(session, before, kept);
    },
    committed: (events) => {
      const ids = new Set<string>();
      for (const event of events) {
        const { streamId, deviceId, type } = event.header;
        if (!isConversationEventType(type)) continue;
        ids.add(streamId);
        const known = memory?.talks.get(streamId);
        if (memory === undefined || known === undefined) continue;
        // What comes from another PC may have happened before what is known here: it is read again, in order.
        if (deviceId === core.deviceId()) learn(memory.session, known, [event]);
        else memory.talks.delete(streamId);
      }
      if (ids.size > 0) core.publish('conversations.changed', { ids: [...ids] });
    },
    forget: () => {
      memory = undefined;
      turns.clear();
    },
  };
}

/** The beginning of every UUIDv7 of this time and later. */
function idTime(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}`;
}
