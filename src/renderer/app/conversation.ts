/**
 * The conversation beside a page: a page says what it is about and what its form knows, the conversation feature plays it;
 * neither knows the other. View state only; the conversation itself is kept by main.
 */
import { useEffect, useEffectEvent, useState } from 'react';
import { create } from 'zustand';
import type { FactDeclaration } from '../../domain/scripts/script';
import type { RunningConversation } from '../../shared/contract/conversation';
import { api, subscribe } from '../bridge/client';
import type { RouteName } from './route';

/** What the form and a conversation ask for alike. */
export type SharedField = NonNullable<FactDeclaration['fills']>;
export type SharedValue = string | number | boolean;

export interface ConversationSubject {
  readonly draftId: string | null;
  readonly caseId: string | null;
  /** What was typed of the matter so far. */
  readonly text: string;
  readonly taxonomyIds: readonly string[];
  readonly flags: readonly string[];
  readonly known: Readonly<Partial<Record<SharedField, SharedValue>>>;
}

export type ConversationSide =
  { readonly state: 'closed' } | { readonly state: 'choosing' } | { readonly state: 'playing'; readonly id: string };

interface ConversationPlace {
  readonly side: ConversationSide;
  /** Of the page that is shown; null where a page is about nothing in particular. */
  readonly subject: ConversationSubject | null;
  /** Takes into the form what was said; null where there is no form. */
  readonly fill: ((field: SharedField, value: SharedValue) => void) | null;
  /** The screen shows a neutral card. */
  readonly blank: boolean;
  /** 小条: nothing but the conversation is shown, in a window that is a low bar. The page under it stays as it is. */
  readonly bar: boolean;
}

const closed: ConversationPlace = { side: { state: 'closed' }, subject: null, fill: null, blank: false, bar: false };

export const useConversationPlace = create<ConversationPlace>()(() => closed);

/** Pages that are open while somebody talks with a customer. */
export const besideConversation: ReadonlySet<RouteName> = new Set<RouteName>(['intake', 'case', 'history']);

/** Opens the choice of a script beside the page. */
export function chooseConversation(): void {
  useConversationPlace.setState({ side: { state: 'choosing' } });
}

/** Shows a conversation that is running beside the page. */
export function showConversation(id: string): void {
  useConversationPlace.setState({ side: { state: 'playing', id } });
}

type Answer = ReturnType<(typeof api)['conversation.get']>;

/** Asked for before there is a panel to show it in; forgotten when it was taken. */
let askedFor: { readonly id: string; readonly answer: Answer; readonly at: number } | undefined;

/** ms. What was asked for longer ago may have gone on since, with nobody listening. */
const FRESH_MS = 5_000;

/** Asks for a conversation that will be shown as soon as its panel is drawn. */
export function askForConversation(id: string): void {
  askedFor = { id, answer: api['conversation.get']({ id }), at: performance.now() };
}

/** The answer to `askForConversation`, once; else asks now. */
export function conversationAsked(id: string): Answer {
  const asked = askedFor;
  askedFor = undefined;
  const isFresh = asked?.id === id && performance.now() - asked.at < FRESH_MS;
  return isFresh ? asked.answer : api['conversation.get']({ id });
}

/** Puts the panel away; a conversation goes on running. */
export function hideConversation(): void {
  useConversationPlace.setState({ side: { state: 'closed' } });
}

/** Shows the conversation alone, as a bar over other programs. */
export function enterBar(): void {
  useConversationPlace.setState({ bar: true });
}

/** The whole window again, with everything as it was left. */
export function leaveBar(): void {
  useConversationPlace.setState({ bar: false });
}

/** Whoever signs in next finds nothing of the last person's. */
export function forgetConversation(): void {
  useConversationPlace.setState(closed);
}

/** Says, while the page is shown, what a conversation beside it is about. */
export function useConversationSubject(
  subject: ConversationSubject,
  fill: ((field: SharedField, value: SharedValue) => void) | null,
): void {
  const latestFill = useEffectEvent((field: SharedField, value: SharedValue) => fill?.(field, value));
  const hasForm = fill !== null;
  useEffect(() => {
    useConversationPlace.setState({ subject });
  }, [subject]);
  useEffect(() => {
    useConversationPlace.setState({ fill: hasForm ? (field, value) => latestFill(field, value) : null });
    return () => useConversationPlace.setState({ subject: null, fill: null });
  }, [hasForm]);
}

/** Those of the branch that have not ended. */
export function useRunningConversations(): readonly RunningConversation[] {
  const [running, setRunning] = useState<readonly RunningConversation[]>([]);
  useEffect(() => {
    let current = true;
    const load = (): void => {
      void api['conversation.running']({}).then((reply) => {
        if (current && reply.ok) setRunning(reply.value.conversations);
      });
    };
    const stop = subscribe('conversations.changed', load);
    load();
    return () => {
      current = false;
      stop();
    };
  }, []);
  return running;
}
