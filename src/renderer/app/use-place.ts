/** Back to where one was: after a lock, and after the program ended in the middle of something. Main keeps the place. */
import { useEffect, useState } from 'react';
import type { Place } from '../../shared/contract/app';
import { api } from '../bridge/client';
import { showConversation, useConversationPlace } from './conversation';
import type { Route } from './route';
import { useRouter } from './router';

/**
 * For the person who is signed in: leads them back, and from then on tells main where they are. False until it is known where they
 * begin: no page is made for nothing.
 */
export function usePlace(userId: string): boolean {
  const [settledFor, setSettledFor] = useState<string | null>(null);
  useEffect(() => {
    let stop = (): void => undefined;
    let gone = false;
    void comeBack(userId, () => gone).then(() => {
      if (gone) return;
      stop = tellWhere();
      setSettledFor(userId);
    });
    return () => {
      gone = true;
      stop();
    };
  }, [userId]);
  return settledFor === userId;
}

async function comeBack(userId: string, isGone: () => boolean): Promise<void> {
  const reply = await api['app.place']({});
  if (!reply.ok || reply.value.place === null) return;
  const { route, talkId } = reply.value.place;
  const [isThere, isTalking] = await Promise.all([stillThere(route, userId), talkId !== null && stillRunning(talkId)]);
  const { current, past, reset } = useRouter.getState();
  // Whoever has gone somewhere in the meantime stays there.
  if (isGone() || !isThere || current.name !== 'workbench' || past.length > 0) return;
  reset(route);
  if (isTalking && talkId !== null) showConversation(talkId);
}

/** A form that was handed in and a talk that has ended are no place to be. A case says itself when it can't be shown any more. */
async function stillThere(route: Place['route'], userId: string): Promise<boolean> {
  if (route.name === 'conversation') return stillRunning(route.conversationId);
  if (route.name === 'case') return true;
  const reply = await api['draft.list']({});
  return reply.ok && reply.value.drafts.some(({ id, ownerId }) => id === route.draftId && ownerId === userId);
}

async function stillRunning(talkId: string): Promise<boolean> {
  const reply = await api['conversation.running']({});
  return reply.ok && reply.value.conversations.some(({ id }) => id === talkId);
}

function tellWhere(): () => void {
  let told: string | undefined;
  const tell = (): void => {
    const place = placeOf(useRouter.getState().current);
    const text = JSON.stringify(place);
    if (text === told) return;
    told = text;
    void api['app.keepPlace']({ place });
  };
  tell();
  const stops = [useRouter.subscribe(tell), useConversationPlace.subscribe(tell)];
  return () => {
    for (const stop of stops) stop();
  };
}

function placeOf(route: Route): Place | null {
  const { side } = useConversationPlace.getState();
  const talkId = side.state === 'playing' ? side.id : null;
  if (route.name === 'intake' && route.draftId !== undefined)
    return { route: { name: 'intake', draftId: route.draftId }, talkId };
  if (route.name === 'case') return { route: { name: 'case', caseId: route.caseId }, talkId };
  if (route.name === 'conversation' && route.conversationId !== undefined)
    return { route: { name: 'conversation', conversationId: route.conversationId }, talkId: null };
  return null;
}
