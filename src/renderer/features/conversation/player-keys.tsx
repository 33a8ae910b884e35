/** The keys of a conversation. They work while a field of the form has the focus, and take nothing that is typed. */
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import type { PlayerAction, PlayerActions } from './use-player-actions';

export function PlayerKeys({ actions }: { readonly actions: PlayerActions }) {
  return actions.filter(({ keys }) => keys !== '').map((action) => <PlayerKey key={action.id} action={action} />);
}

function PlayerKey({ action: { keys, label, enabled, run } }: { readonly action: PlayerAction }) {
  useShortcut({ keys, label, group: 'conversation', enabled, run });
  return null;
}
