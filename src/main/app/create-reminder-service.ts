/** The reminders of the branch that is open here, for whoever is signed in. */
import { usualHours } from '../../domain/deadlines/opening-hours';
import type { Directory } from '../../domain/directory/directory';
import { createReminders, type Reminders, type RemindersDeps } from '../reminders/reminders';
import type { Session } from '../session/session';
import type { Core } from './core';
import type { Packs } from './packs';

export interface ReminderServiceDeps {
  readonly core: Core;
  readonly packs: () => Packs;
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
  const { core, packs, directory, timeZone, currentSession, notify } = deps;
  const reminders = createReminders({
    core,
    ladder: () => packs().reminders,
    openTimes: () => ({
      hours: directory().branch?.openingHours ?? usualHours,
      calendar: packs().calendar,
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
