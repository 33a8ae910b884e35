/**
 * Who sees a conversation: nobody whom it is about (对被投诉人保密). It is hidden with its case and with its draft; and from whom the
 * customer names while they talk, as soon as somebody else has taken over from them.
 */
import type { About } from '../../domain/conversation/about';
import type { Conversation } from '../../domain/conversation/fold';
import { isVisibleDraft } from '../drafts/drafts';
import type { Session } from '../session/session';

type Viewer = Pick<Session, 'user' | 'drafts' | 'lists'> & { readonly records: Pick<Session['records'], 'caseState'> };

export async function isVisible(
  { caseId, draftId, complainedOf, onDuty }: About,
  { user: { userId }, drafts, lists, records }: Viewer,
): Promise<boolean> {
  if (complainedOf.includes(userId) && onDuty !== userId) return false;
  if (caseId !== null) return (await records.caseState(caseId)) !== undefined;
  if (draftId === null) return true;
  const draft = drafts.get(draftId);
  // Whom a form named that was discarded, or that is on another PC, nobody here can tell any more.
  if (draft === undefined) return onDuty === userId;
  return isVisibleDraft(draft, userId, await lists.hiddenCases());
}

export const isVisibleTalk = (
  { caseId, draftId, session: { complainedOf, onDuty } }: Conversation,
  viewer: Viewer,
): Promise<boolean> => isVisible({ caseId, draftId, complainedOf, onDuty: onDuty.person }, viewer);
