/** The law of this branch, wired: the book it stands in, the service that takes packs in, and the dates that follow from it. */
import type { CaseState } from '../../domain/complaint/state';
import type { CrisisPlan, IncidentPart } from '../../domain/crisis/plan';
import type { WorkCalendar } from '../../domain/deadlines/calendar';
import { deadlinesBy } from '../../domain/deadlines/case-facts';
import type { ReminderLadder } from '../../domain/deadlines/reminders';
import type { RulePack } from '../../domain/deadlines/rule-pack';
import { missedClocksOf } from '../../domain/deadlines/missed-clocks';
import { reviewTermsOf } from '../../domain/deadlines/review-terms';
import { investigationTermsOf } from '../../domain/investigation/terms';
import { localDateOf } from '../../domain/deadlines/time-zone';
import type { Directory } from '../../domain/directory/directory';
import { PACKS_STREAM, type OpenEvent } from '../../domain/evidence/event-envelope';
import { contentsWith } from '../../domain/packs/pack-shelf';
import type { ScriptStops } from '../../domain/scripts/stops';
import type { Log } from '../log/log';
import { createLawBook, type LawBook } from '../packs/law-book';
import { createPackService, type PackService } from '../packs/pack-service';
import { createReleaseCheck } from '../scripts/check-in-worker';
import { createScriptReleases, type ScriptReleases } from '../scripts/script-releases';
import type { Session } from '../session/session';
import { clockOutlook } from './clock-outlook';
import type { ApplicationDeps } from './application-types';
import type { Core } from './core';
import type { Packs } from './packs';

export interface BranchLaw {
  readonly lawBook: LawBook;
  readonly service: PackService;
  readonly releases: ScriptReleases;
  /** Scripts that headquarters has stopped. */
  readonly stops: () => ScriptStops;
  /** In force now. */
  readonly calendar: () => WorkCalendar;
  readonly ladder: () => ReminderLadder;
  /** What the plan in force says of an incident; what comes with the program where it is older than that part. */
  readonly incidentPlan: () => IncidentPart;
  /** The plan that this part is of. */
  readonly planWithIncidents: () => Pick<CrisisPlan, 'id' | 'version'> & { readonly incident: IncidentPart };
  /** Null also while there is no branch. */
  readonly jointRules: () => RulePack['jointComplaint'];
  readonly dates: Pick<
    Core,
    | 'lawOf'
    | 'matrixFrom'
    | 'deadlinesOf'
    | 'outlookUnder'
    | 'refusalGrounds'
    | 'investigation'
    | 'missedClocks'
    | 'latenessReasons'
    | 'reviewTerms'
    | 'whatIf'
  >;
  /** Events were kept; those of another PC may have brought a pack, or confirmed one. */
  readonly committed: (events: readonly OpenEvent[], session: Session | undefined, ownDeviceId: string) => void;
}

export function createBranchLaw(deps: {
  readonly packs: () => Packs;
  readonly directory: () => Directory;
  readonly nowMs: () => number;
  readonly log: Log;
  readonly publish: Core['publish'];
  /** Of the program: compiled conversation scripts, their sources, and the worker that checks releases of them. */
  readonly files: Pick<ApplicationDeps, 'scriptsFile' | 'scriptSourcesFile' | 'workers'>;
}): BranchLaw {
  const { directory, nowMs, log, publish } = deps;
  const institution = () => directory().branch?.institutionType ?? 'bank';
  const zone = () => directory().branch?.timeZone ?? 'Asia/Shanghai';
  const lawBook = createLawBook(deps.packs, nowMs);
  const releases = createScriptReleases({
    bundleFile: deps.files.scriptsFile,
    sourcesFile: deps.files.scriptSourcesFile,
    shelf: lawBook.shelf,
    nowMs,
    today: () => localDateOf(nowMs(), zone()),
    check: createReleaseCheck(deps.files.workers.release, log),
    onProgress: (progress) => publish('scripts.checking', progress),
    log,
  });
  const service = createPackService({
    lawBook,
    institution,
    zone,
    nowMs,
    log,
    contentProblems: releases.contentProblems,
    onChange: (dates) => {
      publish('packs.changed', {});
      publish('scripts.changed', {});
      if (dates) publish('cases.changed', { caseIds: [] });
    },
  });
  const planWithIncidents: BranchLaw['planWithIncidents'] = () => {
    const shipped = deps.packs().contents[institution()].plan;
    const plan = [lawBook.now(institution()).plan, shipped].find(({ incident }) => incident !== undefined);
    if (plan?.incident === undefined) throw new Error('the plan that comes with the program has no part for incidents');
    return { id: plan.id, version: plan.version, incident: plan.incident };
  };
  const lawOf = (state: CaseState) => lawBook.of(state, institution());
  return {
    lawBook,
    service,
    releases,
    stops: () => lawBook.now(institution()).stops,
    calendar: () => lawBook.now(institution()).calendar,
    ladder: () => lawBook.now(institution()).reminders,
    incidentPlan: () => planWithIncidents().incident,
    planWithIncidents,
    jointRules: () => (directory().branch ? lawBook.now(institution()).rules.jointComplaint : null),
    dates: {
      lawOf,
      matrixFrom: (hash) => lawBook.authorityFrom(institution(), hash),
      deadlinesOf: (state) => deadlinesBy(lawOf(state), state, zone()),
      outlookUnder: (state, packKey) => {
        const pack = lawBook.shelf().packs.find(({ hash }) => hash === packKey);
        if (!pack) return null;
        const law = contentsWith(lawOf(state), pack);
        return { law, deadlines: deadlinesBy(law, state, zone()) };
      },
      refusalGrounds: () => lawBook.now(institution()).rules.refusalGrounds,
      investigation: () => investigationTermsOf(deps.packs(), institution(), lawBook.now(institution()).calendar),
      missedClocks: (state) => {
        const { rules, calendar } = lawOf(state);
        const now = nowMs();
        return missedClocksOf(state, rules, calendar, zone(), { nowMs: now, today: localDateOf(now, zone()) });
      },
      latenessReasons: () => lawBook.now(institution()).rules.latenessReasons,
      reviewTerms: (state) => {
        const { rules, calendar } = lawOf(state);
        return reviewTermsOf(state, rules, calendar, zone());
      },
      whatIf: (state, step) => clockOutlook(state, step, lawOf(state), zone()),
    },
    committed: (events, session, ownDeviceId) => {
      const fromOthers = events.some(
        ({ header }) => header.streamId === PACKS_STREAM && header.deviceId !== ownDeviceId,
      );
      if (!session || !fromOthers) return;
      service.changed(session).catch((cause: unknown) => {
        log.error('packs.pulled', cause);
      });
    },
  };
}
