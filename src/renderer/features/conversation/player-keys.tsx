/** The keys of a conversation. They work while a field of the form has the focus, and take nothing that is typed. */
import type { ActionId } from '../../../shared/shortcuts/actions';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import type { PlayerAction, PlayerActions } from './use-player-actions';

export function PlayerKeys({ actions }: { readonly actions: PlayerActions }) {
  return actions.map((one) => one.action !== null && <PlayerKey key={one.id} {...one} action={one.action} />);
}

function PlayerKey({ action, label, enabled, run }: PlayerAction & { readonly action: ActionId }) {
  useShortcut({ action, label, group: 'conversation', enabled, run });
  return null;
}
