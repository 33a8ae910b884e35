/**
 * Which keystrokes belong to an input method (输入法) and must not trigger anything.
 *
 * Measured habits of IMEs: WebKit fires `compositionend` before the keydown of the committing Enter; some third-party
 * IMEs send Enter with keyCode 229 after it; the first keydown comes before `compositionstart`. So four signs are used
 * together, and text that arrives without composition (dictation) is never blocked, because only keys are asked about.
 */

/** After a composition has ended, keys this close to it are still the IME's. */
const TAIL_MS = 30;
/** `keyCode` of a key that an IME has taken; deprecated, and the only sign some IMEs give. */
const IME_KEY_CODE = 229;

let composing = false;
let endedAt = Number.NEGATIVE_INFINITY;

/** Starts watching compositions of a document. Returns the way to stop. Called once by the app, and by tests. */
export function watchCompositions(target: Document): () => void {
  const start = (): void => {
    composing = true;
  };
  const end = (event: Event): void => {
    composing = false;
    endedAt = event.timeStamp;
  };
  target.addEventListener('compositionstart', start, true);
  target.addEventListener('compositionend', end, true);
  return () => {
    target.removeEventListener('compositionstart', start, true);
    target.removeEventListener('compositionend', end, true);
    composing = false;
    endedAt = Number.NEGATIVE_INFINITY;
  };
}

/** The part of a keyboard event that is looked at. */
export interface KeyLike {
  readonly isComposing?: boolean;
  readonly keyCode: number;
  readonly timeStamp: number;
}

/** Whether this key belongs to an IME: ask before acting on Enter, Tab, Esc, digits, space or arrows. */
export function belongsToIme(event: KeyLike): boolean {
  return (
    composing ||
    event.isComposing === true ||
    event.keyCode === IME_KEY_CODE ||
    (event.timeStamp >= endedAt && event.timeStamp - endedAt < TAIL_MS)
  );
}
