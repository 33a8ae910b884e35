/** Keys as people read them: on key caps, in sentences, on the strip, and for screen readers. */

/** How a `KeyboardEvent.code` is printed on a Chinese or English keyboard. */
const printed: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Meta: 'Win',
  Slash: '/',
  Backslash: '\\',
  Comma: ',',
  Period: '.',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Minus: '-',
  Equal: '=',
  ScrollLock: 'ScrLk',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  NumpadAdd: 'Num +',
  NumpadSubtract: 'Num -',
  NumpadMultiply: 'Num *',
  NumpadDivide: 'Num /',
  NumpadDecimal: 'Num .',
  NumpadEnter: 'Num Enter',
};

/** `Ctrl+KeyK` → ["Ctrl", "K"]. */
export function printedKeys(keys: string): readonly string[] {
  return keys.split('+').map((key) => printed[key] ?? key.replace(/^(Key|Digit)(?=.$)/, '').replace(/^Numpad/, 'Num '));
}

/** `Ctrl+KeyK` → `Ctrl+K`, for a sentence. */
export const keysInText = (keys: string): string => printedKeys(keys).join('+');

/** As `aria-keyshortcuts` wants it: `Control+K`. */
export const ariaKeys = (keys: string): string =>
  keys
    .split('+')
    .map((key) => (key === 'Ctrl' ? 'Control' : (/^(?:Key|Digit)(.)$/.exec(key)?.[1] ?? printed[key] ?? key)))
    .join('+');

/** Several keys in a sentence: a row of digits under the same modifiers as `Alt+1–4`, anything else one by one. */
export function keyRange(all: readonly string[]): string {
  const parts = all.map((keys) => /^(.*)Digit(\d)$/.exec(keys));
  const [first] = parts;
  const inRow = parts.every(
    (part, at) => part !== null && first != null && part[1] === first[1] && Number(part[2]) === Number(first[2]) + at,
  );
  const [start = '', end = ''] = [all[0], all.at(-1)];
  return inRow && all.length > 1
    ? `${keysInText(start)}–${printedKeys(end).at(-1) ?? ''}`
    : all.map(keysInText).join(' / ');
}
