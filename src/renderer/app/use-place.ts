/** Back to where one was: after a lock, and after the program ended in the middle of something. Main keeps the place. */
import { useLayoutEffect, useState } from 'react';
import type { Place } from '../../shared/contract/app';
import { api } from '../bridge/client';
import { askForConversation, showConversation, useConversationPlace } from './conversation';
import type { Route } from './route';
import { useRouter } from './router';

/**
 * For the person who is signed in: leads them back, and from then on tells main where they are. False until it is known where they
 * begin: no page is made for nothing.
 */
export function usePlace(userId: string): boolean {
  const [settledFor, setSettledFor] = useState<string | null>(null);
  // Before anything is painted: nobody looks at an empty window for longer than it takes to ask.
  useLayoutEffect(() => {
    let stop = (): void => undefined;
    let gone = false;
    void comeBack(() => gone).then(() => {
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

async function comeBack(isGone: () => boolean): Promise<void> {
  const reply = await api['app.place']({});
  if (!reply.ok || reply.value.place === null) return;
  const { route, talkId } = reply.value.place;
  const { current, past, reset } = useRouter.getState();
  // Whoever has gone somewhere in the meantime stays there.
  if (isGone() || current.name !== 'workbench' || past.length > 0) return;
  const running = route.name === 'conversation' ? route.conversationId : talkId;
  // While the frame is being drawn.
  if (running != null) askForConversation(running);
  reset(route);
  if (talkId !== null) showConversation(talkId);
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
