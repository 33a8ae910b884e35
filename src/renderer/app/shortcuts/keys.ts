/**
 * Shortcuts by physical key (`KeyboardEvent.code`), because `key` is "Process" while an input method is on.
 * Written `Ctrl+KeyK`, `Alt+ArrowLeft`, `F2`, `Shift+Slash`.
 */
import { standsAlone } from '../../../shared/shortcuts/key-rules';
import { belongsToIme } from '../../components/ime';

export type ShortcutGroup = 'global' | 'page' | 'conversation' | 'field';

export interface Shortcut {
  /** Modifiers in the order Ctrl, Alt, Shift, then a `code`. */
  readonly keys: string;
  /** What it does, already in the language of the page. */
  readonly label: string;
  readonly group: ShortcutGroup;
  /** Works while the window is a bar, without ending that. */
  readonly inBar?: boolean;
  readonly run: () => void;
}

type KeyEvent = Pick<
  KeyboardEvent,
  'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey' | 'isComposing' | 'keyCode' | 'timeStamp' | 'target'
>;

/** The keys of an event in the written form. */
export function keysOf(event: Pick<KeyEvent, 'code' | 'ctrlKey' | 'altKey' | 'shiftKey'>): string {
  const modifiers = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt', event.shiftKey && 'Shift'].filter(Boolean);
  return [...modifiers, event.code].join('+');
}

function isTextEntry(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !/^(checkbox|radio|button|file|submit|range)$/.test(target.type);
}

/** Plain keys (letters, digits, `?`) belong to the text while one types; with Ctrl or Alt, F-keys, Pause and Scroll Lock, they do not. */
function isTyping(event: KeyEvent): boolean {
  return isTextEntry(event.target) && !event.ctrlKey && !event.altKey && !standsAlone(event.code);
}

/**
 * The shortcut an event means, or undefined. The newest registration of the same keys wins; while a dialog is open
 * (`modal`) only global ones count, so that nothing happens behind it.
 */
export function matchShortcut(
  event: KeyEvent,
  shortcuts: readonly Shortcut[],
  modal: 'open' | 'none',
): Shortcut | undefined {
  if (belongsToIme(event) || event.metaKey || isTyping(event)) return undefined;
  const keys = keysOf(event);
  return shortcuts.findLast((shortcut) => shortcut.keys === keys && (modal === 'none' || shortcut.group === 'global'));
}
