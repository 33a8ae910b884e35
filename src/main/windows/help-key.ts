/**
 * The help key (一键求助) as the system sees it. Inside the program it is taken before the page gets it, so that it works whatever
 * the page is doing; where the system gives it to this program it works from every other one too.
 */
import { globalShortcut, type BrowserWindow } from 'electron';

/** Held by both hands on purpose: nobody presses it in passing. */
const accelerator = 'Control+Shift+F12';

export interface HelpKey {
  /** The key works while another program has the keyboard. */
  readonly everywhere: () => boolean;
  readonly stop: () => void;
}

/** Registers it with the system; another program may have taken it already. */
export function takeHelpKey(press: () => void): HelpKey {
  let everywhere = false;
  try {
    everywhere = globalShortcut.register(accelerator, press);
  } catch {
    // A desktop that lets no program have keys for itself: the key still works in the window.
    everywhere = false;
  }
  return {
    everywhere: () => everywhere,
    stop: () => {
      if (everywhere) globalShortcut.unregister(accelerator);
      everywhere = false;
    },
  };
}

/** Takes the key before the page does. */
export function watchHelpKey(window: BrowserWindow, press: () => void): void {
  window.webContents.on('before-input-event', (event, { type, control, shift, alt, meta, code, isAutoRepeat }) => {
    if (type !== 'keyDown' || code !== 'F12' || !control || !shift || alt || meta) return;
    event.preventDefault();
    if (!isAutoRepeat) press();
  });
}
