/** 隐私键: one key, and the screen says nothing but that something is being registered. */
import { useConversationPlace } from '../../app/conversation';

export function blankScreen(): void {
  useConversationPlace.setState({ blank: true });
}

export function showScreen(): void {
  useConversationPlace.setState({ blank: false });
}
