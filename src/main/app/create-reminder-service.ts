/** The reminders of the branch that is open here, for whoever is signed in. */
import type { WorkCalendar } from '../../domain/deadlines/calendar';
import { usualHours } from '../../domain/deadlines/opening-hours';
import type { Directory } from '../../domain/directory/directory';
import { createReminders, type Reminders, type RemindersDeps } from '../reminders/reminders';
import type { Session } from '../session/session';
import type { Core } from './core';

export interface ReminderServiceDeps {
  readonly core: Core;
  readonly ladder: RemindersDeps['ladder'];
  readonly calendar: () => WorkCalendar;
  readonly directory: () => Directory;
  readonly timeZone: () => string;
  readonly currentSession: () => Session | undefined;
  readonly notify: RemindersDeps['notify'];
}

export interface ReminderService extends Reminders {
  /** Tells the signed-in person what is new. */
  readonly remind: () => Promise<void>;
}

export function createReminderService(deps: ReminderServiceDeps): ReminderService {
  const { core, ladder, calendar, directory, timeZone, currentSession, notify } = deps;
  const reminders = createReminders({
    core,
    ladder,
    openTimes: () => ({
      hours: directory().branch?.openingHours ?? usualHours,
      calendar: calendar(),
      timeZone: timeZone(),
    }),
    isCurrent: (session) => currentSession() === session,
    notify,
  });
  return {
    ...reminders,
    remind: async () => {
      const session = currentSession();
      if (session) await reminders.give(session);
    },
  };
}
