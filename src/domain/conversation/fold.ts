/**
 * A conversation as its stored events leave it. The engine plays them once more: the same events lead to the same node, after a crash
 * and on every PC of the branch.
 */
import type { OpenEvent } from '../evidence/event-envelope';
import type { ScriptPack } from '../scripts/compile';
import { startSession, step } from '../scripts/engine';
import type { Session } from '../scripts/session';
import { newConversationEvent, type NewConversationEvent } from './events';

export interface Conversation {
  readonly id: string;
  /** Fingerprint of the pack it runs on. */
  readonly pack: string;
  readonly startedBy: string;
  readonly draftId: string | null;
  readonly caseId: string | null;
  /** When it came to its case, in ms; what was told before stands in the form the case was registered from. Null: to none yet. */
  readonly joinedAtMs: number | null;
  /** Number of its events so far. */
  readonly seq: number;
  readonly session: Session;
  /** Commands that were answered. */
  readonly commands: ReadonlySet<string>;
  /** Events that changed nothing, because two PCs did not know of each other, or whose sender is not who acts in them. */
  readonly misfits: number;
}

/** The first event of a conversation; undefined where the stream does not begin with one. */
export function startOf(
  events: readonly OpenEvent[],
): Extract<NewConversationEvent, { type: 'conversation.started' }>['payload'] | undefined {
  const [first] = events;
  const made = first && newConversationEvent(first);
  return made?.type === 'conversation.started' ? made.payload : undefined;
}

/** Plays all events of the stream; undefined where it holds no conversation. */
export function foldConversation(pack: ScriptPack, events: readonly OpenEvent[]): Conversation | undefined {
  return events.reduce<Conversation | undefined>((so, event) => evolveConversation(pack, so, event), undefined);
}

/** The conversation after one more event. */
export function evolveConversation(
  pack: ScriptPack,
  before: Conversation | undefined,
  event: OpenEvent,
): Conversation | undefined {
  const { streamId, commandId, actor } = event.header;
  const made = newConversationEvent(event);
  if (made === undefined) return before;
  if (before === undefined) {
    if (made.type !== 'conversation.started') return undefined;
    const { script, pack: fingerprint, onDuty, atMs, draftId, caseId } = made.payload;
    return {
      id: streamId,
      pack: fingerprint,
      startedBy: actor.userId,
      draftId,
      caseId,
      joinedAtMs: caseId === null ? null : atMs,
      seq: 1,
      session: startSession(pack, { pack: fingerprint, script, onDuty, at: atMs }),
      commands: new Set([commandId]),
      misfits: 0,
    };
  }
  const kept = { ...before, seq: before.seq + 1, commands: new Set([...before.commands, commandId]) };
  switch (made.type) {
    case 'conversation.started':
      return { ...kept, misfits: before.misfits + 1 };
    case 'conversation.joined':
      return {
        ...kept,
        caseId: before.caseId ?? made.payload.caseId,
        joinedAtMs: before.joinedAtMs ?? event.header.at.wall,
      };
    case 'conversation.step': {
      const { event: act } = made.payload;
      const result = act.by === actor.userId ? step(pack, before.session, act) : undefined;
      return result?.ok === true ? { ...kept, session: result.session } : { ...kept, misfits: before.misfits + 1 };
    }
  }
}

export const isOver = ({ session }: Pick<Conversation, 'session'>): boolean => session.outcome !== null;
