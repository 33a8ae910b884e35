/** The system's own notifications. The only file that shows them: they stay readable on a locked screen, so they only count. */
import { Notification, type BrowserWindow } from 'electron';
import type { Preferences } from '../../shared/contract/app';
import type { AlertNotice } from '../incidents/incidents';
import type { RemindersDeps } from '../reminders/reminders';
import { fill, systemTexts } from './system-texts';

function showWindow(page: BrowserWindow | undefined): void {
  if (!page) return;
  if (page.isMinimized()) page.restore();
  page.show();
  page.focus();
}

/** Says that somebody at another PC called for help: when and where, nothing else. Without a sound, and until it is put away. */
export function createAlertNotifier(
  window: () => BrowserWindow | undefined,
  language: () => Preferences['language'],
): (notice: AlertNotice) => void {
  let shown: Notification | undefined;
  return ({ at, deviceTag }) => {
    if (!Notification.isSupported()) return;
    const texts = systemTexts(language()).alert;
    shown?.close();
    shown = new Notification({
      title: fill(texts.title, { at }),
      body: fill(deviceTag === '' ? texts.bodyAgain : texts.body, { place: deviceTag }),
      silent: true,
      urgency: 'critical',
      timeoutType: 'never',
    });
    shown.on('click', () => {
      showWindow(window());
    });
    shown.show();
  };
}

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
      showWindow(window());
    });
    shown.show();
  };
}
