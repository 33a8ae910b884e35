/**
 * What was copied here does not stay on the clipboard: the next person at the PC, or the next program, could paste a customer's number.
 * Only a digest of it is remembered, and the clipboard is emptied only while it still holds that text.
 */
import { createHash } from 'node:crypto';
import type { BrowserWindow } from 'electron';

/** Long enough to paste into another program, which is what people copy for. */
export const copiedForMs = 60_000;
/** The key and the page's event come before the system has the text. */
const untilWrittenMs = 250;

export interface ClipboardGuardDeps {
  /** Newer Electrons ask the system for it and answer later. */
  readonly clipboard: { readonly readText: () => string | Promise<string>; readonly clear: () => unknown };
  /** Calls once after so many ms; the returned function calls it off. */
  readonly after: (ms: number, work: () => void) => () => void;
  readonly onFault: (cause: unknown) => void;
}

export interface ClipboardGuard {
  /** Something was copied or cut in a page of ours. */
  readonly copied: () => void;
  /** Somebody locks or leaves: what was copied goes now. Never rejects. */
  readonly clear: () => Promise<void>;
}

export function createClipboardGuard({ clipboard, after, onFault }: ClipboardGuardDeps): ClipboardGuard {
  /** Digest of what was copied here; null where it has not been looked at yet. */
  let ours: string | null | undefined;
  let callOff = (): void => undefined;

  const digest = async (): Promise<string | undefined> => {
    const text = await clipboard.readText();
    return text === '' ? undefined : createHash('sha256').update(text).digest('hex');
  };
  const clear = async (): Promise<void> => {
    callOff();
    const copied = ours;
    ours = undefined;
    if (copied === undefined) return;
    try {
      const now = await digest();
      if (now !== undefined && (copied === null || copied === now)) await clipboard.clear();
    } catch (cause) {
      onFault(cause);
    }
  };
  const look = async (): Promise<void> => {
    const found = await digest();
    // Cleared while the system was asked.
    if (ours !== null) return;
    ours = found;
    callOff = after(copiedForMs, () => void clear());
  };
  return {
    copied: () => {
      callOff();
      ours = null;
      callOff = after(untilWrittenMs, () => {
        look().catch(onFault);
      });
    },
    clear,
  };
}

/** The keys for copying and cutting, seen by main: they work in the preview of a letter too, whose page tells nothing. */
export function watchCopyKeys(window: BrowserWindow, copied: () => void): void {
  window.webContents.on('before-input-event', (_event, { type, control, meta, shift, code }) => {
    if (type !== 'keyDown') return;
    const byLetter = (control || meta) && (code === 'KeyC' || code === 'KeyX');
    const byInsert = (control && code === 'Insert') || (shift && code === 'Delete');
    if (byLetter || byInsert) copied();
  });
}
