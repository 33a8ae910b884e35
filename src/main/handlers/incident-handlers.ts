/** The help key (一键求助) and the incident log (事件记录). */
import { may } from '../../domain/authority/roles';
import { aboutOf } from '../../domain/conversation/about';
import type { CrisisPlan, IncidentPart } from '../../domain/crisis/plan';
import { mayStillBeGraded, missingInReport } from '../../domain/incident/report';
import type { NewIncidentEvent } from '../../domain/incident/events';
import { isOpen, type Incident } from '../../domain/incident/incident';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { IncidentAlert, IncidentSummary, IncidentView } from '../../shared/contract/incident';
import type { Core } from '../app/core';
import type { ScriptShelf } from '../conversations/script-shelf';
import { isVisible } from '../conversations/visible-talks';
import type { Incidents } from '../incidents/incidents';
import type { NewEvent } from '../records/calls';
import type { CallContext } from '../ipc/answer';
import type { Session } from '../session/session';
import { incidentPaper } from './incident-paper';
import { requireSession } from './require-session';
import type { PaperDeps } from './staff-paper';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `incident.${string}`>>;

export interface IncidentHandlerDeps {
  readonly core: Core;
  readonly incidents: Incidents;
  readonly shelf: Pick<ScriptShelf, 'current'>;
  readonly deviceTag: () => string;
  /** Of the crisis plan in force, or of the one that comes with the program. */
  readonly plan: () => IncidentPart;
  /** Name and version of that plan as a whole. */
  readonly planInForce: () => Pick<CrisisPlan, 'id' | 'version'> & { readonly incident: IncidentPart };
  /** The end of the help call for the talk it was pressed in; none where there is no such talk any more. */
  readonly endInTalk: (session: Session, talkId: string) => Promise<readonly NewEvent[]>;
  /** Printing and saving. */
  readonly papers: Omit<PaperDeps, 'core'>;
  /** The key works while another program has the keyboard. */
  readonly keyEverywhere: () => boolean;
}

/** An alert that nobody has dealt with in this time is read in the log. */
const alertsForMs = 3 * 24 * 60 * 60 * 1_000;

export function incidentHandlers(deps: IncidentHandlerDeps): Handlers {
  const { core, incidents, shelf } = deps;

  const here = ({ deviceId }: Incident): boolean => deviceId === core.deviceId();
  const own = ({ raised }: Incident, { user }: Session): boolean => raised.by === user.userId;
  /** Their own; of this PC also one that was called while nobody was signed in; or, for those who lead or audit, any. */
  const sees = (incident: Incident, session: Session): boolean =>
    may(session.user.role, 'incident.viewAll') ||
    own(incident, session) ||
    (incident.raised.by === null && here(incident) && isOpen(incident));

  const found = async (session: Session, id: string): Promise<Incident | undefined> => {
    const incident = await incidents.find(session, id);
    return incident !== undefined && sees(incident, session) ? incident : undefined;
  };

  const summary = (incident: Incident): IncidentSummary => ({
    id: incident.id,
    raisedAtMs: incident.raised.atMs,
    pressedAtMs: incident.pressedAtMs,
    how: incident.raised.how,
    deviceTag: incident.raised.deviceTag,
    here: here(incident),
    byName: incident.raised.by === null ? '' : core.personName(incident.raised.by),
    outcome: incident.closed?.outcome ?? null,
    grade: incident.grade,
  });

  const talkOf = async (session: Session, { raised }: Incident): Promise<IncidentView['talk']> => {
    const { talkId, script, level, distress, flags, summary: about } = raised;
    if (talkId === null) return null;
    const events = await session.records.events(talkId);
    // Of a talk or a complaint that is hidden from them, nothing: not even how angry the customer was.
    if (events.length === 0 || !(await isVisible(aboutOf(events), session))) return null;
    const { pack } = await shelf.current();
    const title = (script === null ? undefined : pack.scripts[script]?.title) ?? null;
    return { id: talkId, title, level, distress, flags, summary: about };
  };

  /** Of the complaints in its course that are not hidden from them. */
  const numbersOf = async (session: Session, { lines, caseIds }: Incident): Promise<ReadonlyMap<string, string>> => {
    const numbers = new Map<string, string>();
    for (const id of new Set([...caseIds, ...lines.flatMap(({ caseId }) => caseId ?? [])])) {
      const state = await session.records.caseState(id);
      if (state) numbers.set(id, state.number);
    }
    return numbers;
  };

  /** Nothing is written where it is so already. */
  const relate = async (
    type: 'incident.linked' | 'incident.unlinked',
    { commandId, id, caseId }: { readonly commandId: string; readonly id: string; readonly caseId: string },
    session: Session,
  ) => {
    if (!(await session.records.caseState(caseId))) return err({ code: 'case.notFound' as const });
    const incident = await found(session, id);
    if (incident === undefined) return missing();
    if (incident.caseIds.includes(caseId) === (type === 'incident.linked')) return ok(await view(session, incident));
    return written(session, commandId, id, { type, payload: { atMs: core.nowMs(), caseId } });
  };

  const view = async (session: Session, incident: Incident): Promise<IncidentView> => {
    const talk = await talkOf(session, incident);
    const numbers = await numbersOf(session, incident);
    const { role } = session.user;
    return {
      ...summary(incident),
      talk,
      linkedCases: incident.caseIds.flatMap((caseId) => {
        const number = numbers.get(caseId);
        return number === undefined ? [] : [{ caseId, number }];
      }),
      triggers: incident.triggers,
      acknowledged: incident.acknowledged.map(({ by, atMs, deviceTag }) => ({
        name: core.personName(by),
        atMs,
        deviceTag,
      })),
      lines: incident.lines
        .filter(({ caseId }) => caseId === null || numbers.has(caseId))
        .map((line) => ({
          ...line,
          number: line.copyNo === null ? (numbers.get(line.caseId ?? '') ?? '') : String(line.copyNo),
          words: line.kind === 'raised' && talk === null ? '' : line.words,
          byName: line.by === null ? '' : core.personName(line.by),
        })),
      reportLacks: missingInReport(incident),
      mayPrint: may(role, 'document.print'),
      mayGrade: may(role, 'incident.lead') && mayStillBeGraded(incident),
      mayLink: may(role, 'incident.keep'),
      leads: may(role, 'incident.lead') && isOpen(incident),
      mayCallFalse: isOpen(incident) && (may(role, 'incident.lead') || sees(incident, session)),
    };
  };

  const written = async (
    session: Session,
    commandId: string,
    id: string,
    event: NewIncidentEvent,
    alongside: readonly NewEvent[] = [],
  ) => {
    await incidents.write(session, commandId, id, event, alongside);
    const after = await found(session, id);
    return after === undefined ? err({ code: 'incident.notFound' as const }) : ok(await view(session, after));
  };
  const missing = () => err({ code: 'incident.notFound' as const });

  /** Calls that are no records yet, of PCs where nobody is signed in. */
  const heardAlerts = (open: readonly Incident[]): readonly IncidentAlert[] =>
    incidents.heard
      .current()
      .filter((call) => !incidents.heard.isAnswered(call))
      .filter(({ incident, atMs }) => !open.some(({ id, pressedAtMs }) => id === incident && pressedAtMs >= atMs))
      .map(({ incident, atMs, deviceTag }) => ({
        id: incident,
        kind: 'alert',
        pressedAtMs: atMs,
        deviceTag,
        byName: '',
        recorded: false,
        seenBy: [],
      }));

  return {
    'incident.heard': async () => {
      const { current, isAnswered } = incidents.heard;
      const calls = current().map((call) => {
        const { incident: id, deviceTag, atMs } = call;
        return { id, deviceTag, atMs, seen: isAnswered(call) };
      });
      return ok({ calls });
    },
    'incident.seen': async ({ commandId, id }) => ok({ kept: await incidents.seenLocked(commandId, id) }),
    'incident.raise': async () => ok({ kept: await incidents.raise('key') }),
    'incident.open': async ({ commandId, caseId, words }, context) => {
      const session = requireSession(context);
      if (caseId !== null && !(await session.records.caseState(caseId))) return err({ code: 'case.notFound' });
      return ok({ id: await incidents.open(session, commandId, caseId, words.trim()) });
    },
    'incident.list': async (_input, context) => {
      const session = requireSession(context);
      const all = (await incidents.recent(session)).filter((incident) => sees(incident, session));
      return ok({ incidents: all.map(summary), plan: deps.plan(), keyEverywhere: deps.keyEverywhere() });
    },
    'incident.get': async ({ id }, context) => {
      const session = requireSession(context);
      const incident = await found(session, id);
      if (incident === undefined) return missing();
      await core.auditOnce(session, `incident ${id}`, {
        type: 'audit.incidentViewed',
        payload: { incidentId: id },
      });
      return ok(await view(session, incident));
    },
    'incident.alerts': async (_input, context) => {
      const session = requireSession(context);
      const leads = may(session.user.role, 'incident.lead');
      const since = core.nowMs() - alertsForMs;
      const open = (await incidents.recent(session)).filter(
        (incident) => isOpen(incident) && incident.pressedAtMs > since && sees(incident, session),
      );
      const alerts = open.flatMap((incident): IncidentAlert[] => {
        // Known once somebody at this desk said so after the last press.
        const known = incident.acknowledged.some(
          ({ by, atMs }) => by === session.user.userId && atMs >= incident.pressedAtMs,
        );
        const kind = here(incident) ? 'own' : 'alert';
        if (kind === 'alert' && (!leads || known || own(incident, session))) return [];
        const { pressedAtMs, raised } = incident;
        return [
          {
            id: incident.id,
            kind,
            pressedAtMs,
            deviceTag: raised.deviceTag,
            byName: raised.by === null ? '' : core.personName(raised.by),
            recorded: true,
            seenBy: incident.acknowledged.map(({ by, atMs }) => ({ name: core.personName(by), atMs })),
          },
        ];
      });
      return ok({ alerts: [...(leads ? heardAlerts(open) : []), ...alerts] });
    },
    'incident.acknowledge': async ({ commandId, id }, context) => {
      const session = requireSession(context);
      // What another PC called and could not write down yet is answered all the same: the answer waits for it in the record.
      if (incidents.heard.find(id) === undefined && (await found(session, id)) === undefined) return missing();
      const payload = { atMs: core.nowMs(), deviceTag: deps.deviceTag() };
      await incidents.write(session, commandId, id, { type: 'incident.acknowledged', payload });
      incidents.heard.answer(id);
      core.publish('incidents.changed', { ids: [id] });
      return ok({});
    },
    'incident.note': async ({ commandId, id, entry, words }, context) => {
      const session = requireSession(context);
      if ((await found(session, id)) === undefined) return missing();
      const payload = { atMs: core.nowMs(), entry, words };
      return written(session, commandId, id, { type: 'incident.noted', payload });
    },
    'incident.grade': async ({ commandId, id, grade, triggers }, context) => {
      const session = requireSession(context);
      const incident = await found(session, id);
      if (incident === undefined) return missing();
      if ((await session.records.answered(commandId)) !== undefined) return ok(await view(session, incident));
      if (!mayStillBeGraded(incident)) return err({ code: 'incident.alreadyClosed' });
      const payload = { atMs: core.nowMs(), grade, triggers };
      return written(session, commandId, id, { type: 'incident.graded', payload });
    },
    'incident.link': async (input, context) => relate('incident.linked', input, requireSession(context)),
    'incident.unlink': async (input, context) => relate('incident.unlinked', input, requireSession(context)),
    'incident.ofCase': async ({ caseId }, context) => {
      const session = requireSession(context);
      if (!(await session.records.caseState(caseId))) return err({ code: 'case.notFound' });
      const linked = (await incidents.recent(session)).filter(
        (incident) => incident.caseIds.includes(caseId) && sees(incident, session),
      );
      return ok({ incidents: linked.map(summary) });
    },
    'incident.paper': async ({ commandId, id, language, target }, context) => {
      const session = requireSession(context);
      const incident = await found(session, id);
      if (incident === undefined) return missing();
      const lacks = missingInReport(incident);
      if (lacks.length > 0) return err({ code: 'incident.reportLacks', lacks: [...lacks] });
      const copyNo = incident.copies + 1;
      const made = await incidentPaper({ ...deps.papers, core }, session, {
        copyId: commandId,
        copyNo,
        shown: await view(session, incident),
        plan: deps.planInForce(),
        language,
        target,
      });
      if (!made.ok) return made;
      if (made.value.cancelled) return ok({ ...made.value, copyNo: null });
      const payload = { atMs: core.nowMs(), copyId: commandId, copyNo };
      await incidents.write(session, core.newId(), id, { type: 'incident.printed', payload });
      return ok({ ...made.value, copyNo });
    },
    'incident.close': async ({ commandId, id, outcome, words }, context) => {
      const session = requireSession(context);
      const incident = await found(session, id);
      if (incident === undefined) return missing();
      if ((await session.records.answered(commandId)) !== undefined) return ok(await view(session, incident));
      if (!isOpen(incident)) return err({ code: 'incident.alreadyClosed' });
      // What was no mistake is ended by whoever answers for the outlet.
      if (outcome === 'over' && !may(session.user.role, 'incident.lead')) return err({ code: 'incident.mayNotEnd' });
      const payload = { atMs: core.nowMs(), outcome, words };
      const { talkId } = incident.raised;
      const inTalk = talkId === null ? [] : await deps.endInTalk(session, talkId);
      return written(session, commandId, id, { type: 'incident.closed', payload }, inTalk);
    },
  };
}
