/** The system's own notifications. The only file that shows them: they stay readable on a locked screen, so they only count. */
import { Notification, type BrowserWindow } from 'electron';
import type { Preferences } from '../../shared/contract/app';
import type { RemindersDeps } from '../reminders/reminders';
import { fill, systemTexts } from './system-texts';

/** Says how many cases wait; a press brings the window to the front. */
export function createNotifier(
  window: () => BrowserWindow | undefined,
  language: () => Preferences['language'],
): RemindersDeps['notify'] {
  // Held: one that is collected as garbage takes its press with it.
  let shown: Notification | undefined;
  return ({ count, step }) => {
    if (!Notification.isSupported()) return;
    const texts = systemTexts(language()).reminders;
    shown?.close();
    shown = new Notification({
      title: count === 1 ? texts.one : fill(texts.many, { count: String(count) }),
      body: fill(texts.body, { when: texts.when[step] }),
    });
    shown.on('click', () => {
      const page = window();
      if (!page) return;
      if (page.isMinimized()) page.restore();
      page.show();
      page.focus();
    });
    shown.show();
  };
}
