/** What is derived from a case and kept for lists and search: made new after every change, rebuilt at any time. */
import { majorLevelOf, owesReport } from '../../domain/complaint/joint';
import { announcedReport } from '../../domain/complaint/major-forms';
import { isPetition, petitionOf } from '../../domain/complaint/petition';
import { fromRegulator } from '../../domain/complaint/regulator';
import { owedClocks } from '../../domain/deadlines/owed-clocks';
import { openPromises } from '../../domain/complaint/promises';
import { missingFields, openConflicts, type CaseState } from '../../domain/complaint/state';
import { openVersions } from '../../domain/complaint/versions';
import { listedDeadline, settledStatuses } from '../../domain/complaint/states';
import { currentProposal } from '../../domain/complaint/state';
import { hiddenFrom } from '../../domain/complaint/visibility';
import type { ListMark } from '../../domain/complaint/values';
import { maskName } from '../../domain/identity/mask';
import type { CaseRow, ListEntry } from '../../shared/store-contract/rows';
import type { SearchDoc } from '../../shared/store-contract/search';
import type { Deadline } from '../../domain/deadlines/deadlines';

export interface ProjectionDeps {
  readonly deadlinesOf: (state: CaseState) => readonly Deadline[];
  /** Keyed hashes of the values that identify a person exactly. */
  readonly lookupHashes: (state: CaseState) => string[];
  readonly sealState: (state: CaseState) => Uint8Array;
  /** Labels of a taxonomy id in every language, for search. */
  readonly labels: (taxonomyId: string) => string;
}

export interface Derived {
  readonly row: CaseRow;
  readonly entry: ListEntry;
  readonly doc: SearchDoc;
}

/** When the decision must be told, or that of a review, in ms; null once nothing is owed any more. */
export function decisionDueAt(state: CaseState, deadlines: readonly Deadline[]): number | null {
  if (settledStatuses.includes(state.status) || ['informed', 'transferred'].includes(state.status)) return null;
  const due = deadlines.find((deadline) => deadline.id === listedDeadline(state.status));
  // Nobody knows when a clock that stands still will be over, so nothing can be urgent or late by it.
  return due === undefined || due.standsSince !== null ? null : due.dueAtMs;
}

export function derive(state: CaseState, deps: ProjectionDeps): Derived {
  const { details } = state;
  const deadlines = deps.deadlinesOf(state);
  const dueAtMs = decisionDueAt(state, deadlines);
  const incomplete = isIncomplete(state);
  // 移交: what is still owed is owed elsewhere.
  const here = state.status !== 'movedAway';
  const flags: string[] = [...details.flags];
  if (incomplete) flags.push('incomplete');
  if (state.tasks.some((task) => task.kind === 'callback' && task.doneAtMs === null)) flags.push('callbackOpen');
  if (state.tasks.some((task) => task.kind !== 'callback' && task.doneAtMs === null)) flags.push('taskOpen');
  if (openConflicts(state).length > 0 || (here && openVersions(state).length > 0)) flags.push('toReconcile');
  if (state.promises !== undefined) flags.push('promised');
  if (openPromises(state).length > 0) flags.push('promiseOpen');
  if (majorLevelOf(state) !== null) flags.push('major');
  if (here && owesReport(state, deadlines)) flags.push('reportOwed');
  // The announced report is one of the case's own dates, which no rule derives.
  const owed = owedClocks(state, deadlines);
  if (owed.some(({ id }) => id !== 'archive') || (here && announcedReport(state) !== undefined))
    flags.push('clockOpen');
  // Of closed cases there are many: they must not push what is still owed to somebody out of a list.
  if (owed.some(({ id }) => id === 'archive')) flags.push('archiveOpen');
  flags.push(...marksOf(details));
  const emotion = state.emotionPath.at(-1)?.emotion ?? null;
  const party = details.parties[0];
  return {
    row: {
      id: state.id,
      status: state.status,
      businessCode: details.businessId,
      reasonCode: details.reasonId,
      channel: details.channelId,
      receivedAtMs: state.receivedAtMs,
      dueAtMs,
      assigneeId: state.ownerId,
      flags,
      branchId: state.branchId,
      revision: state.revision,
      updatedAtMs: state.updatedAtMs,
      keys: deps.lookupHashes(state),
      sealed: deps.sealState(state),
    },
    entry: {
      caseId: state.id,
      number: state.number,
      maskedName: maskName(party?.name ?? ''),
      status: state.status,
      businessCode: details.businessId,
      reasonCode: details.reasonId,
      channel: details.channelId,
      receivedAtMs: state.receivedAtMs,
      updatedAtMs: state.updatedAtMs,
      dueAtMs,
      assigneeId: state.ownerId,
      flags,
      amountFen: amountOf(state),
      summary: lineOf(state.details),
      emotion,
      hiddenFrom: hiddenFrom(details),
    },
    doc: {
      caseId: state.id,
      receivedAtMs: state.receivedAtMs,
      fields: {
        number: state.number,
        name: details.parties
          .flatMap((p) => [p.name, p.representedName])
          .filter(Boolean)
          .join(' '),
        phone: details.parties
          .map((p) => p.phone)
          .filter(Boolean)
          .join(' '),
        idTail: party?.idNumber.slice(-6) ?? '',
        cardTail: party?.accountTail ?? '',
        business: `${deps.labels(details.businessId)} ${deps.labels(details.reasonId)}`.trim(),
        text: searchText(state),
        staff: details.involved.map((e) => e.name).join(' '),
      },
    },
  };
}

/** 先记后补: registered, still open, and something that the law's record asks for is missing. */
export function isIncomplete(state: CaseState): boolean {
  return !settledStatuses.includes(state.status) && missingFields(state.details).length > 0;
}

/** Whom it came through, and whether a partner is concerned. */
function marksOf(details: CaseState['details']): readonly ListMark[] {
  const marks: ListMark[] = [];
  if (isPetition(details)) marks.push('petition');
  if (fromRegulator(details)) marks.push('regulator');
  if (details.partner) marks.push('partner');
  return marks;
}

/** What lists show and sort by: what is offered, or what is asked for as long as nothing is. */
export function amountOf(state: CaseState): number | null {
  return currentProposal(state)?.content.amountFen ?? state.details.amountFen;
}

/** The line that a list shows of a complaint: at most 80 characters. */
export function lineOf({ matter, facts }: Pick<CaseState['details'], 'matter' | 'facts'>): string {
  const text = (matter.trim() || facts.trim()).replace(/\s+/gu, ' ');
  return [...text].slice(0, 80).join('');
}

function searchText(state: CaseState): string {
  const { details } = state;
  const proposal = currentProposal(state)?.content;
  return [
    details.matter,
    details.facts,
    details.wish,
    details.transferLetter.number,
    // The complainant's slip has the number of the branch before.
    state.origin?.number,
    ...(state.origin?.earlierNumbers ?? []),
    state.movedAway?.number,
    petitionOf(details)?.office,
    petitionOf(details)?.number,
    details.partner?.name,
    details.partner?.contractNo,
    proposal?.factsFound,
    proposal?.decisionText,
    ...state.notes.map((note) => note.staffText),
    state.closingSummary,
  ]
    .filter((part) => part !== undefined && part !== '')
    .join('\n');
}
