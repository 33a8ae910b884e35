/** A promise in one line: what, who answers for it, until when. */
import type { ConversationView } from '../../../shared/contract/conversation';
import { useText } from '../../app/i18n/use-text';

export function usePromiseText(): (promise: ConversationView['promises'][number]) => string {
  const { t } = useText();
  return ({ text, owner, ownerPost, dueText }) =>
    [text, owner === '' && ownerPost !== null ? t(`conversation:post.${ownerPost}`) : owner, dueText]
      .filter((part) => part !== '')
      .join(' · ');
}
