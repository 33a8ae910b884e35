/** One running conversation as the page knows it: what main showed last, and the way to send the next event. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../domain/scripts/events';
import type { ConversationAct, ConversationView } from '../../../shared/contract/conversation';
import type { CodedError } from '../../app/i18n/message-of';
import { conversationAsked } from '../../app/conversation';
import { newId } from '../../bridge/ids';
import { api, subscribe } from '../../bridge/client';

export interface PlayerState {
  readonly view: ConversationView | null;
  /** Grows with every node that was left: what was typed belongs to one visit. */
  readonly visit: number;
  /** Why the last event changed nothing. */
  readonly refusal: Refusal | null;
  /** The conversation went on elsewhere; it was read anew. */
  readonly stale: boolean;
  readonly error: CodedError | null;
}

export interface Player extends PlayerState {
  /** False when it changed nothing, or was dropped because another step was on its way. */
  readonly act: (act: ConversationAct) => Promise<boolean>;
  readonly reload: () => Promise<void>;
  /** Takes what another operation answered. */
  readonly accept: (view: ConversationView) => void;
}

/** Events that leave a node. A second one before the answer would skip a line that nobody saw. */
const leaving: ReadonlySet<ConversationAct['type']> = new Set([
  'said',
  'skipped',
  'answered',
  'listened',
  'picked',
  'checked',
  'acted',
  'escalated',
  'rewound',
  'registering',
  'suggestionTaken',
]);

const start: PlayerState = { view: null, visit: 0, refusal: null, stale: false, error: null };

/** `language`: of the screen. What staff read is told in it, so a change asks main again. */
export function usePlayer(id: string, language: string): Player {
  const [state, setState] = useState(start);
  const latest = useRef<ConversationView | null>(null);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const stepping = useRef(false);

  const accept = useCallback((view: ConversationView): void => {
    const before = latest.current;
    if (before !== null && before.id === view.id && before.seq > view.seq) return;
    latest.current = view;
    setState(({ visit }) => ({
      view,
      visit: visit + (before === null || isElsewhere(before, view) ? 1 : 0),
      refusal: null,
      stale: false,
      error: null,
    }));
  }, []);

  const reload = useCallback(async (): Promise<void> => {
    const reply = await api['conversation.get']({ id });
    if (reply.ok) accept(reply.value);
    else setState((before) => ({ ...before, error: reply.error }));
  }, [id, accept]);

  useEffect(() => {
    let current = true;
    void conversationAsked(id).then((reply) => {
      if (!current) return;
      if (reply.ok) accept(reply.value);
      else setState((before) => ({ ...before, error: reply.error }));
    });
    // A colleague took over, or this conversation goes on at another PC.
    const stop = subscribe('conversations.changed', ({ ids }) => {
      if (ids.includes(id) && !stepping.current) void reload();
    });
    // Headquarters may have stopped the script that is being played.
    const stopScripts = subscribe('scripts.changed', () => {
      if (!stepping.current) void reload();
    });
    return () => {
      current = false;
      stop();
      stopScripts();
    };
  }, [id, language, accept, reload]);

  const send = useCallback(
    async (act: ConversationAct): Promise<boolean> => {
      const step = (seq: number) => api['conversation.step']({ commandId: newId(), id, seq, act });
      const before = latest.current;
      if (before === null) return false;
      let reply = await step(before.seq);
      if (!reply.ok && reply.error.code === 'conversation.stale') {
        await reload();
        // What leaves a node is not repeated: the person has not seen where the talk stands now.
        if (leaving.has(act.type)) {
          setState((now) => ({ ...now, stale: true }));
          return false;
        }
        reply = await step((latest.current ?? before).seq);
      }
      if (!reply.ok) {
        const { error } = reply;
        setState((now) =>
          error.code === 'conversation.refused' && 'refusal' in error
            ? { ...now, refusal: error.refusal }
            : { ...now, error },
        );
        return false;
      }
      accept(reply.value);
      // The same node once more (a loop of the script) is another visit.
      if (leaving.has(act.type) && !isElsewhere(before, reply.value))
        setState((now) => ({ ...now, visit: now.visit + 1 }));
      return true;
    },
    [id, accept, reload],
  );

  const act = useCallback(
    (next: ConversationAct): Promise<boolean> => {
      const leaves = leaving.has(next.type);
      if (leaves && stepping.current) return Promise.resolve(false);
      if (leaves) stepping.current = true;
      const sent = queue.current
        .then(() => send(next))
        .finally(() => {
          if (leaves) stepping.current = false;
        });
      queue.current = sent.catch(() => false);
      return sent;
    },
    [send],
  );

  return { ...state, act, reload, accept };
}

const isElsewhere = (a: ConversationView, b: ConversationView): boolean =>
  a.shown.script !== b.shown.script || a.shown.node !== b.shown.node;
