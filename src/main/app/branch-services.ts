/**
 * What works beside the records: conversations and their scripts, own texts, calls for help, reminders. Each follows what is
 * committed, and forgets with the screen.
 */
import path from 'node:path';
import type { Directory } from '../../domain/directory/directory';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { createIncidentService } from './create-incident-service';
import { createReminderService } from './create-reminder-service';
import { createOwnModules } from '../text-modules/own-modules';
import { createScriptDesk } from '../scripts/script-desk';
import { createConversations } from '../conversations/conversations';
import { createScriptShelf } from '../conversations/script-shelf';
import type { ApplicationDeps } from './application-types';
import type { createBranchLaw } from './branch-law';
import type { Core } from './core';
import { createPlaces } from './place';

export interface BranchServicesDeps extends Pick<
  ApplicationDeps,
  'dir' | 'disk' | 'notify' | 'notifyAlert' | 'keyEverywhere'
> {
  readonly core: Core;
  readonly law: ReturnType<typeof createBranchLaw>;
  readonly store: Parameters<typeof createScriptShelf>[0]['store'];
  readonly directory: () => Directory;
  readonly timeZone: () => string;
  readonly keyring: Parameters<typeof createIncidentService>[0]['keyring'];
  readonly currentSession: Parameters<typeof createReminderService>[0]['currentSession'];
  readonly net: Parameters<typeof createIncidentService>[0]['net'];
  readonly papers: Parameters<typeof createIncidentService>[0]['papers'];
  /** Sends what waits at once. */
  readonly hurry: () => void;
}

export function createBranchServices(deps: BranchServicesDeps) {
  const { core, law, store, disk, timeZone, currentSession, keyring, hurry } = deps;
  const shelf = createScriptShelf({ releases: law.releases, store });
  const conversations = createConversations({ core, shelf });
  const scriptDesk = createScriptDesk({
    sources: law.releases.sources,
    onChange: () => core.publish('scripts.changed', {}),
  });
  const ownModules = createOwnModules(() => core.publish('text.changed', {}));
  const incidents = createIncidentService({
    core,
    conversations,
    shelf,
    dir: path.join(deps.dir, 'help'),
    disk,
    keyring,
    currentSession,
    net: deps.net,
    timeZone,
    hurry,
    notify: deps.notifyAlert,
    plan: law.incidentPlan,
    planInForce: law.planWithIncidents,
    papers: deps.papers,
    keyEverywhere: deps.keyEverywhere,
  });
  const reminders = createReminderService({
    core,
    ladder: law.ladder,
    calendar: law.calendar,
    directory: deps.directory,
    timeZone,
    currentSession,
    notify: deps.notify,
  });
  return {
    place: createPlaces({ core, conversations, shelf }),
    incidents,
    reminders,
    /** What the handlers of records work with. */
    shared: { shelf, scriptDesk, ownModules, conversations },
    committed: (events: readonly OpenEvent[]): void => {
      for (const one of [conversations, incidents, scriptDesk, ownModules]) one.committed(events);
    },
    /** Nobody is signed in any more. */
    forget: (): void => {
      conversations.forget();
      incidents.forget();
    },
  };
}
