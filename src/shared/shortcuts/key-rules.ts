/** Which keys may be given to an action, and why others may not. */
import { helpKeys, leaveKeys } from './actions';

/**
 * `typing`: letters, digits and signs, which the input method needs. `moving`: Enter, Tab, Esc and the like. `editing`: copy, paste,
 * undo. `system`: taken by the system. `window`: by habit closes or reloads. `inputMethod`: switches it. `help`: the call for help.
 * `notAKey`: nothing that a keyboard sends.
 */
export const keyRefusals = [
  'typing',
  'moving',
  'editing',
  'system',
  'window',
  'inputMethod',
  'help',
  'notAKey',
] as const;
export type KeyRefusal = (typeof keyRefusals)[number];

const written = /^(Ctrl\+)?(Alt\+)?(Shift\+)?([A-Z][A-Za-z0-9]{0,31})$/;
const modifierCode =
  /^(Control|Alt|Shift|Meta|OS|Super)(Left|Right)$|^(CapsLock|NumLock|AltGraph|Fn|FnLock|Lang\d|Convert|NonConvert|KanaMode|Unidentified|Process|Ctrl|Alt|Shift)$/;

/** Alone on purpose: F1–F24 (foot pedals send F13–F24) and the two keys nobody types with. */
export const standsAlone = (code: string): boolean => /^(F([1-9]|1\d|2[0-4])|Pause|ScrollLock)$/.test(code);

const movingCodes =
  /^(Enter|NumpadEnter|Tab|Escape|Space|Arrow(Up|Down|Left|Right)|Home|End|PageUp|PageDown|Backspace|Delete|Insert|ContextMenu|PrintScreen)$/;

const listed: Readonly<Record<Exclude<KeyRefusal, 'typing' | 'moving' | 'notAKey'>, readonly string[]>> = {
  editing: [
    ...['KeyA', 'KeyC', 'KeyV', 'KeyX', 'KeyZ', 'KeyY', 'Insert', 'Backspace', 'Delete'].map((code) => `Ctrl+${code}`),
    ...['Home', 'End', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].flatMap((code) => [
      `Ctrl+${code}`,
      `Ctrl+Shift+${code}`,
    ]),
    ...['Ctrl+Shift+KeyV', 'Ctrl+Shift+KeyZ', 'Alt+Backspace'],
  ],
  system: [
    ...['Alt+F4', 'Alt+Tab', 'Alt+Shift+Tab', 'Alt+Escape', 'Alt+Shift+Escape', 'Alt+Space', 'Alt+PrintScreen'],
    ...[
      'Ctrl+Escape',
      'Ctrl+Shift+Escape',
      'Ctrl+Alt+Delete',
      'Ctrl+Tab',
      'Ctrl+Shift+Tab',
      'Ctrl+Alt+Tab',
      'Shift+F10',
    ],
    ...Array.from({ length: 10 }, (_none, digit) => `Alt+Numpad${String(digit)}`),
    ...Array.from({ length: 12 }, (_none, at) => `Ctrl+Alt+F${String(at + 1)}`),
  ],
  window: [
    'Ctrl+KeyW',
    'Ctrl+KeyQ',
    'Ctrl+KeyR',
    'Ctrl+KeyN',
    'Ctrl+F4',
    'Ctrl+Shift+KeyR',
    'Ctrl+Shift+KeyI',
    'Ctrl+F5',
  ],
  inputMethod: ['Ctrl+Space', 'Shift+Space', 'Ctrl+Shift+Space', 'Ctrl+Period', 'Ctrl+Shift+KeyF', 'Ctrl+Alt+Space'],
  help: [helpKeys, leaveKeys],
};

/** Why these keys can't be given to an action; null: they can. */
export function keyRefusal(keys: string): KeyRefusal | null {
  // The Windows key and what goes with it.
  if (keys.startsWith('Meta+')) return 'system';
  const parts = written.exec(keys);
  const code = parts?.[4];
  if (parts === null || code === undefined || modifierCode.test(code)) return 'notAKey';
  for (const [reason, all] of Object.entries(listed)) if (all.includes(keys)) return reason as KeyRefusal;
  const plain = parts[1] === undefined && parts[2] === undefined;
  if (!plain || standsAlone(code)) return null;
  return movingCodes.test(code) ? 'moving' : 'typing';
}
