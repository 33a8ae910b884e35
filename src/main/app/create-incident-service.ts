/** The help key and the incident log of this PC, wired. */
import type { IncidentPart } from '../../domain/crisis/plan';
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import type { Conversations } from '../conversations/conversations';
import type { ScriptShelf } from '../conversations/script-shelf';
import { incidentHandlers, type IncidentHandlerDeps } from '../handlers/incident-handlers';
import { createHelpNotes } from '../incidents/help-notes';
import { createIncidents, type AlertNotice, type Incidents } from '../incidents/incidents';
import { endInTalk, talkNowOf } from '../incidents/talk-now';
import type { Keyring } from '../keys/keyring';
import type { Disk } from '../platform/disk';
import { systemRng } from '../platform/rng';
import type { Session } from '../session/session';
import type { Net } from '../sync/net';
import type { Core } from './core';
import type { SyncServiceDeps } from './create-sync-engine';
import { createLockedWait, type LockedWait } from './locked-wait';

export interface IncidentServiceDeps {
  readonly core: Core;
  readonly conversations: Pick<Conversations, 'find' | 'now'>;
  readonly shelf: ScriptShelf;
  /** Folder of what the key writes before anything else. */
  readonly dir: string;
  readonly disk: Disk;
  /** Undefined on a PC that is no PC of a branch yet. */
  readonly keyring: () => Keyring | undefined;
  readonly currentSession: () => Session | undefined;
  readonly net: Net;
  readonly timeZone: () => string;
  readonly hurry: () => void;
  readonly notify: (notice: AlertNotice) => void;
  readonly plan: () => IncidentPart;
  readonly planInForce: IncidentHandlerDeps['planInForce'];
  readonly papers: IncidentHandlerDeps['papers'];
  readonly keyEverywhere: () => boolean;
}

export interface IncidentService extends Pick<Incidents, 'raise' | 'committed' | 'forget'> {
  readonly handlers: ReturnType<typeof incidentHandlers>;
  /** While nobody is signed in. */
  readonly locked: Pick<LockedWait, 'start' | 'stop'>;
  /** For who waits at headquarters while somebody is. */
  readonly calls: SyncServiceDeps['calls'];
  /** What the key left behind becomes records, while somebody is signed in. Never rejects. */
  readonly sweep: () => Promise<void>;
}

export function createIncidentService(deps: IncidentServiceDeps): IncidentService {
  const { core, conversations, shelf, dir, disk, keyring, currentSession } = deps;
  const deviceTag = (): string => keyring()?.device.tag ?? '';
  const locked = createLockedWait({
    core,
    dir,
    disk,
    net: deps.net,
    rng: systemRng,
    keyring,
    calls: {
      own: () => incidents.unwritten(),
      told: () => incidents.heard.current(),
      heard: (calls) => {
        incidents.heardAre(calls);
      },
    },
  });
  const incidents: Incidents = createIncidents({
    core,
    notes: createHelpNotes({
      dir,
      disk,
      rng: systemRng,
      deviceSeed: () => keyring()?.deviceSeed,
      onUnreadable: (cause) => {
        core.log.error('help.unreadable', cause);
      },
    }),
    currentSession,
    isSetUp: () => keyring() !== undefined,
    deviceTag,
    talkNow: (session) => talkNowOf(conversations.now(session)),
    sayLocked: () => {
      locked.again();
    },
    hurry: deps.hurry,
    notify: ({ atMs, deviceTag: place }) => {
      deps.notify({ at: localDateTimeOf(atMs, deps.timeZone()).slice(-5), deviceTag: place });
    },
  });
  return {
    locked,
    calls: {
      told: () => incidents.heard.current(),
      heard: incidents.heardAre,
      addressIs: locked.addressIs,
    },
    raise: incidents.raise,
    committed: incidents.committed,
    forget: incidents.forget,
    sweep: async () => {
      const session = currentSession();
      if (!session) return;
      try {
        await incidents.sweep(session);
      } catch (cause) {
        core.log.error('help.sweep', cause);
      }
    },
    handlers: incidentHandlers({
      core,
      incidents,
      shelf,
      deviceTag,
      endInTalk: endInTalk(core, conversations),
      plan: deps.plan,
      planInForce: deps.planInForce,
      papers: deps.papers,
      keyEverywhere: deps.keyEverywhere,
    }),
  };
}
