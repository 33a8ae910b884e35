/**
 * The help key and the incident log. The key is answered by a note on the medium alone (`help-notes.ts`); what follows — the record
 * in the journal, its mark in the talk, the way to headquarters — comes behind it and is made up for after a crash.
 */
import { may } from '../../domain/authority/roles';
import { isIncidentEventType, type NewIncidentEvent, type Raised, type RaisedBy } from '../../domain/incident/events';
import { foldIncident, isOpen, type Incident } from '../../domain/incident/incident';
import { incidentStream, isIncidentStream, type OpenEvent } from '../../domain/evidence/event-envelope';
import type { NewEvent } from '../records/calls';
import { RecordsClosed } from '../records/records';
import type { Core } from '../app/core';
import type { Session } from '../session/session';
import { StoreUnavailable } from '../store/store-unavailable';
import type { CallSign } from '../../shared/sync-protocol/messages';
import { isCall, type HelpNote, type HelpNotes, type SeenNote } from './help-notes';
import { createHeardCalls, type HeardCalls } from './heard-calls';

/** What is said outside of the window. Names nobody: it may appear over another program. */
export interface AlertNotice {
  /** `HH:mm` at the branch. */
  readonly at: string;
  readonly deviceTag: string;
}

/** Of the talk that the person at the PC is in. */
export type TalkNow = Pick<Raised, 'talkId' | 'caseId' | 'script' | 'level' | 'distress' | 'flags' | 'summary'>;

export interface Incidents {
  /** The key. Resolves when it is on the medium, with false where it could not be kept. Never rejects. */
  readonly raise: (how: RaisedBy) => Promise<boolean>;
  /** Makes records of what the key left behind: after a sign-in, and while the store was away. */
  readonly sweep: (session: Session) => Promise<void>;
  /** Newest first. */
  readonly recent: (session: Session) => Promise<readonly Incident[]>;
  readonly find: (session: Session, id: string) => Promise<Incident | undefined>;
  /** Begins one by hand. */
  readonly open: (session: Session, commandId: string, caseId: string | null, words: string) => Promise<string>;
  /** `alongside`: events of other streams that are kept together with it. */
  readonly write: (
    session: Session,
    commandId: string,
    id: string,
    event: NewIncidentEvent,
    alongside?: readonly NewEvent[],
  ) => Promise<void>;
  /** What this PC called and can't write down yet. */
  readonly unwritten: () => Promise<readonly { readonly incident: string; readonly atMs: number }[]>;
  /** Calls that headquarters tells of as such. */
  readonly heard: Pick<HeardCalls, 'current' | 'find' | 'isAnswered' | 'answer'>;
  readonly heardAre: (calls: readonly CallSign[]) => void;
  /** Somebody here saw it, and nobody is signed in: a note on the medium, as the key's. */
  readonly seenLocked: (commandId: string, incident: string) => Promise<boolean>;
  /** Events were kept, here or by a sync. */
  readonly committed: (events: readonly OpenEvent[]) => void;
  /** The screen is locked. */
  readonly forget: () => void;
}

export interface IncidentsDeps {
  readonly core: Core;
  readonly notes: HelpNotes;
  readonly currentSession: () => Session | undefined;
  /** False on a PC that is no PC of a branch yet. */
  readonly isSetUp: () => boolean;
  readonly deviceTag: () => string;
  /** The talk that this person is in now, from memory alone: nobody waits for the store here. */
  readonly talkNow: (session: Session) => TalkNow | null;
  /** Says to headquarters that this locked PC called. */
  readonly sayLocked: () => void;
  /** Sends what waits to headquarters now. */
  readonly hurry: () => void;
  readonly notify: (call: { readonly atMs: number; readonly deviceTag: string }) => void;
}

/** Pressed twice in a fright is pressed once. */
const samePressMs = 10_000;
/** Pressed again later in an open incident is another call in it, until this long after the first. */
const sameIncidentMs = 4 * 60 * 60 * 1_000;
const mostListed = 200;

interface Last {
  readonly incident: string;
  readonly raisedAtMs: number;
  readonly pressedAtMs: number;
  readonly kept: Promise<boolean>;
}

const nothingRuns: TalkNow = {
  talkId: null,
  caseId: null,
  script: null,
  level: null,
  distress: [],
  flags: [],
  summary: '',
};

export function createIncidents(deps: IncidentsDeps): Incidents {
  const { core, notes, currentSession } = deps;
  let last: Last | undefined;
  /** Of one session. */
  let memory: { readonly session: Session; readonly known: Map<string, Incident> } | undefined;

  /** Counts what was kept, so that a reading from before is not remembered. */
  let kept = 0;

  const knownTo = (session: Session): Map<string, Incident> => {
    if (memory?.session !== session) memory = { session, known: new Map() };
    return memory.known;
  };

  const find: Incidents['find'] = async (session, id) => {
    if (!isIncidentStream(id)) return undefined;
    const known = knownTo(session).get(id);
    if (known) return known;
    const before = kept;
    const found = foldIncident(await session.records.events(id));
    if (found && kept === before && currentSession() === session) knownTo(session).set(id, found);
    return found;
  };

  const record = (session: Session, commandId: string, id: string, events: readonly NewEvent[]): Promise<unknown> =>
    session.records.record({
      commandId,
      actor: { userId: session.user.userId, role: session.user.role },
      events,
      outcome: { id },
    });

  /** The note becomes a record, and goes. `live`: while the talk it was pressed in is still what is on the screen. */
  const bring = async (session: Session, { id, incident, raised, again }: HelpNote, live: boolean): Promise<void> => {
    const { atMs, by, talkId } = raised;
    const event: NewIncidentEvent = again
      ? { type: 'incident.pressedAgain', payload: { atMs, by } }
      : { type: 'incident.raised', payload: raised };
    // In the talk's own trail as well. The engine plays only what its sender did.
    const inTalk: NewEvent[] =
      live && talkId !== null && by === session.user.userId
        ? [
            {
              streamId: talkId,
              type: 'conversation.step',
              payload: { event: { type: 'panic', at: atMs, by }, spoken: null, shown: [] },
            },
          ]
        : [];
    await record(session, id, incident, [{ streamId: incident, ...event }, ...inTalk]);
    await notes.remove(id);
    deps.hurry();
  };

  const bringSeen = async (session: Session, { id, incident, seen }: SeenNote): Promise<void> => {
    await record(session, id, incident, [{ streamId: incident, type: 'incident.seenLocked', payload: seen }]);
    await notes.remove(id);
    deps.hurry();
  };

  /** What can't be a record yet is one later: the note stays. */
  const bringOrLeave = async (session: Session, note: HelpNote | SeenNote, live: boolean): Promise<void> => {
    try {
      await (isCall(note) ? bring(session, note, live) : bringSeen(session, note));
    } catch (cause) {
      if (cause instanceof RecordsClosed) return;
      if (cause instanceof StoreUnavailable) core.log.warn('help.later', { reason: cause.reason });
      else core.log.error('help.record', cause);
    }
  };

  const keepNote = async (session: Session | undefined, note: HelpNote): Promise<boolean> => {
    try {
      await notes.keep(note);
      core.log.info('help.kept');
    } catch (cause) {
      // A full disk refuses the small file too; the journal may still have room that it took before.
      core.log.error('help.note', cause);
      if (!session) return false;
      try {
        await bring(session, note, true);
        return true;
      } catch (second) {
        core.log.error('help.record', second);
        core.notices.add({ severity: 'error', code: 'helpNotKept', values: {} });
        return false;
      }
    }
    if (session) void bringOrLeave(session, note, true);
    else deps.sayLocked();
    return true;
  };

  const heard = createHeardCalls();

  return {
    find,
    unwritten: async () => {
      const calls = new Map<string, number>();
      for (const note of (await notes.waiting()).filter(isCall))
        calls.set(note.incident, Math.max(note.raised.atMs, calls.get(note.incident) ?? 0));
      return [...calls].map(([incident, atMs]) => ({ incident, atMs }));
    },
    heard,
    heardAre: (calls) => {
      const news = heard.are(calls);
      const session = currentSession();
      if (!session || may(session.user.role, 'incident.lead'))
        for (const { atMs, deviceTag } of news) deps.notify({ atMs, deviceTag });
      core.publish('incidents.changed', { ids: calls.map(({ incident }) => incident) });
    },
    seenLocked: async (commandId, incident) => {
      const call = heard.find(incident);
      if (call === undefined || !deps.isSetUp()) return false;
      if (!heard.isAnswered(call)) {
        const seen = { atMs: core.nowMs(), deviceTag: deps.deviceTag() };
        await notes.keep({ id: commandId, incident, seen });
        heard.answer(incident);
        core.publish('incidents.changed', { ids: [incident] });
      }
      return true;
    },
    raise: (how) => {
      if (!deps.isSetUp()) return Promise.resolve(false);
      core.publish('help.pressed', {});
      const atMs = core.nowMs();
      if (last && Math.abs(atMs - last.pressedAtMs) < samePressMs) return last.kept;
      const again = last !== undefined && atMs - last.raisedAtMs < sameIncidentMs;
      const incident = again && last ? last.incident : incidentStream(core.newId());
      const session = currentSession();
      const talk = session ? deps.talkNow(session) : null;
      const note: HelpNote = {
        id: core.newId(),
        incident,
        again,
        raised: {
          atMs,
          how,
          deviceTag: deps.deviceTag(),
          by: session?.user.userId ?? null,
          ...(talk ?? nothingRuns),
        },
      };
      const onMedium = keepNote(session, note);
      last = { incident, raisedAtMs: again && last ? last.raisedAtMs : atMs, pressedAtMs: atMs, kept: onMedium };
      return onMedium;
    },
    sweep: async (session) => {
      for (const note of await notes.waiting()) await bringOrLeave(session, note, false);
      if (last !== undefined) return;
      // Since the program was started: pressed again, it is a call in the incident that is still open here.
      for (const id of await incidentIds(core)) {
        const incident = await find(session, id);
        if (incident === undefined || core.nowMs() - incident.raised.atMs > sameIncidentMs) break;
        if (incident.deviceId !== core.deviceId() || !isOpen(incident)) continue;
        const { pressedAtMs } = incident;
        last = { incident: id, raisedAtMs: incident.raised.atMs, pressedAtMs, kept: Promise.resolve(true) };
        break;
      }
    },
    recent: async (session) => {
      const found: Incident[] = [];
      for (const id of (await incidentIds(core)).slice(0, mostListed)) {
        const one = await find(session, id);
        if (one) found.push(one);
      }
      return found;
    },
    open: async (session, commandId, caseId, words) => {
      const before = (await session.records.answered(commandId)) as { id: string } | undefined;
      if (before !== undefined) return before.id;
      const id = incidentStream(core.newId());
      const atMs = core.nowMs();
      const raised: Raised = {
        ...nothingRuns,
        atMs,
        how: 'plan',
        deviceTag: deps.deviceTag(),
        by: session.user.userId,
        caseId,
      };
      const first: NewIncidentEvent = { type: 'incident.raised', payload: raised };
      const said: NewIncidentEvent = { type: 'incident.noted', payload: { atMs, entry: null, words } };
      await record(
        session,
        commandId,
        id,
        [first, ...(words === '' ? [] : [said])].map((event) => ({ streamId: id, ...event })),
      );
      deps.hurry();
      return id;
    },
    write: async (session, commandId, id, event, alongside = []) => {
      await record(session, commandId, id, [{ streamId: id, ...event }, ...alongside]);
      deps.hurry();
    },
    committed: (events) => {
      const ids = new Set<string>();
      const session = currentSession();
      for (const { header, payload } of events) {
        const { streamId, type, deviceId } = header;
        if (!isIncidentEventType(type)) continue;
        kept += 1;
        ids.add(streamId);
        const known = memory?.known.get(streamId);
        memory?.known.delete(streamId);
        if (type === 'incident.closed' && last?.incident === streamId) last = undefined;
        const calls = type === 'incident.raised' || type === 'incident.pressedAgain';
        // Headquarters tells this PC of the call again while its screen is locked. By the clock of whoever called, where that is known.
        if (!calls && deviceId === core.deviceId())
          heard.dealtWith(streamId, known?.pressedAtMs ?? (payload as { readonly atMs: number }).atMs);
        if (!calls || deviceId === core.deviceId() || !session || !may(session.user.role, 'incident.lead')) continue;
        const { atMs, deviceTag = '' } = payload as { readonly atMs: number; readonly deviceTag?: string };
        deps.notify({ atMs, deviceTag });
      }
      if (ids.size > 0) core.publish('incidents.changed', { ids: [...ids] });
    },
    forget: () => {
      memory = undefined;
    },
  };
}

/** Newest first. */
async function incidentIds(core: Core): Promise<readonly string[]> {
  const ids = await core.store.streamIds({ from: incidentStream(''), to: incidentStream('~') });
  return ids.toReversed();
}
