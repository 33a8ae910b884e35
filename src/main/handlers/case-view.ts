/** Turns the state of a case into what pages may see: masked, with deadlines, next actions and names. */
import type { CaseState, Delivered, ProposalDecision } from '../../domain/complaint/state';
import { currentProposal, missingFields } from '../../domain/complaint/state';
import { nextActionsOf } from '../../domain/complaint/next-actions';
import { contradicts } from '../../domain/complaint/refusal';
import { nextStatus } from '../../domain/complaint/states';
import { unexplained } from '../../domain/complaint/lateness';
import type { Party } from '../../domain/complaint/values';
import type { FactVersion, FactVersions } from '../../domain/complaint/versions';
import { isHeld } from '../../domain/investigation/material-kinds';
import type { WorkCalendar } from '../../domain/deadlines/calendar';
import { ownDates } from '../../domain/investigation/due-dates';
import type { Deadline } from '../../domain/deadlines/deadlines';
import { factRulesOf } from '../../domain/deadlines/fact-rules';
import { isMet } from '../../domain/deadlines/owed-clocks';
import { remaining } from '../../domain/deadlines/deadlines';
import { needsAbove, standBack } from '../../domain/complaint/recusal';
import { activePeople } from '../../domain/directory/directory';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { maskAccount, maskAddress, maskIdNumber, maskName, maskPhone } from '../../domain/identity/mask';
import type { CaseView, DeadlineView, PersonName } from '../../shared/contract/case';
import type { Core } from '../app/core';
import { namesIn } from './past-events';

export function maskParty(party: Party): Party {
  return {
    ...party,
    name: maskName(party.name),
    idNumber: maskIdNumber(party.idNumber),
    phone: maskPhone(party.phone),
    address: maskAddress(party.address),
    accountTail: maskAccount(party.accountTail),
    representedName: maskName(party.representedName),
  };
}

const maskDelivered = (delivered: Delivered | null): Delivered | null =>
  delivered && { ...delivered, receivedBy: maskName(delivered.receivedBy) };

const maskVersion = <V extends FactVersion>(version: V): V =>
  isParties(version.value) ? { ...version, value: version.value.map(maskParty) } : version;

/** Only the parties of a case are persons of their own; employees are named on the page as they are. */
const isParties = (value: FactVersion['value']): value is Party[] =>
  Array.isArray(value) && value.some((one) => typeof one === 'object' && 'idNumber' in one);

function maskVersions({ heads, settled }: FactVersions): FactVersions {
  const { parties, ...others } = heads;
  return {
    heads: parties ? { ...others, parties: parties.map(maskVersion) } : others,
    settled: settled.map(({ field, versions, chosen }) => ({
      field,
      versions: versions.map(maskVersion),
      chosen: maskVersion(chosen),
    })),
  };
}

export function maskState(state: CaseState): CaseState {
  return {
    ...state,
    details: { ...state.details, parties: state.details.parties.map(maskParty) },
    delivery: maskDelivered(state.delivery),
    ...(state.versions ? { versions: maskVersions(state.versions) } : {}),
    ...(state.reviews
      ? {
          reviews: state.reviews.map((review) => ({
            ...review,
            byName: maskName(review.byName),
            told: maskDelivered(review.told),
          })),
        }
      : {}),
    ...(state.investigation
      ? {
          investigation: {
            ...state.investigation,
            contacts: state.investigation.contacts.map((contact) => ({ ...contact, person: maskName(contact.person) })),
          },
        }
      : {}),
  };
}

export function deadlineViews(state: CaseState, deadlines: readonly Deadline[], nowMs: number): DeadlineView[] {
  return deadlines.map((deadline) => {
    const done = deadline.kind !== 'duty' || isMet(state, deadline.id);
    const stands = deadline.standsSince === null ? remaining(deadline, nowMs).state : 'ok';
    return { ...deadline, state: done ? 'met' : stands, remainingMs: deadline.dueAtMs - nowMs };
  });
}

/** Dates that the branch set for material and for answers of departments. */
export function ownDateViews(state: CaseState, calendar: WorkCalendar, core: Core): DeadlineView[] {
  const nowMs = core.steadyMs();
  const zone = core.directory().branch?.timeZone;
  return ownDates(state, calendar, zone).map(({ deadline, done }) => ({
    ...deadline,
    state: done ? 'met' : remaining(deadline, nowMs).state,
    remainingMs: deadline.dueAtMs - nowMs,
  }));
}

/** Everybody the state names by id. */
export function peopleOf(core: Core, state: CaseState): PersonName[] {
  const ids = new Set<string>([
    state.registeredBy,
    ...(state.ownerId === null ? [] : [state.ownerId]),
    ...state.handlers,
    ...state.draftHands.map((hand) => hand.userId),
    ...state.recusals.map((recusal) => recusal.userId),
    ...state.notes.map((note) => note.by),
    ...(state.headCounts ?? []).map((counted) => counted.by),
    ...[...(state.major?.recognitions ?? []), ...(state.major?.reports ?? [])].map((step) => step.by),
    ...state.emotionPath.map((step) => step.by),
    ...(state.reviews ?? []).flatMap(({ decision }) => decision?.recordedBy ?? []),
    ...state.reopenings.map((reopening) => reopening.by),
    ...investigators(state),
    ...state.proposals.flatMap((p) => [
      p.proposedBy,
      ...(p.escalation ? [p.escalation.userId] : []),
      ...(p.endorsements ?? []).flatMap(({ userId, holderId }) => [userId, holderId]),
      ...(p.decision ? signersOf(p.decision) : []),
    ]),
    ...state.tasks.flatMap((task) => [task.ownerId, task.doneBy].filter((id) => id !== null)),
    ...state.details.involved.map((e) => e.userId).filter((id) => id !== null),
  ]);
  const names = namesIn(core, state);
  return [...ids].map((userId) => ({ userId, name: names.personName(userId) }));
}

/** Hashes of the matrices that judged its decisions and co-signatures. */
function matricesOf({ proposals }: CaseState): readonly string[] {
  const used = proposals.flatMap(({ decision, escalation, endorsements = [] }) => [
    decision?.under,
    escalation,
    ...endorsements,
  ]);
  return [...new Set(used.flatMap((under) => under?.matrix?.hash ?? []))];
}

/** Who looked for facts, asked and recorded. */
function investigators({ investigation, tasks }: CaseState): string[] {
  const { findings, requests, contacts, minutes } = investigation ?? {};
  return [
    ...[...(findings ?? []), ...(requests ?? []), ...(contacts ?? []), ...(minutes ?? [])].map(({ by }) => by),
    ...tasks.flatMap(({ inquiry }) => inquiry?.by ?? []),
  ];
}

/** Who decided, by whose authority, and who signed first in an emergency. */
function signersOf({ userId, under, emergency }: ProposalDecision): string[] {
  return [userId, ...(under ? [under.holderId] : []), ...(emergency ? [emergency.cosigner.userId] : [])];
}

export function syncStateOf(core: Core, event: OpenEvent): CaseView['syncState'] {
  if (event.header.deviceId !== core.deviceId()) return 'received';
  if (core.quarantinedSeqs().has(event.header.seq)) return 'quarantined';
  return event.header.seq <= core.receivedSeq() ? 'received' : 'local';
}

/** As many as the forms offer. */
const shownWorkingDays = 15;

function investigationView(core: Core, state: CaseState): Pick<CaseView, 'checklist' | 'materials' | 'workingDays'> {
  const { checklist, materials, nextWorkingDays } = core.investigation();
  return {
    checklist: checklist(state),
    materials: materials.map((kind) => ({ ...kind, isHeld: isHeld(state, kind) })),
    workingDays: nextWorkingDays(core.today(), shownWorkingDays),
  };
}

export function caseViewOf(
  core: Core,
  state: CaseState,
  events: readonly OpenEvent[],
  verify: (event: OpenEvent) => boolean,
): CaseView {
  const decision = currentProposal(state)?.decision;
  const decided = decision && events.find((event) => event.header.id === decision.eventId);
  const states = events.map((event) => syncStateOf(core, event));
  return {
    state: maskState(state),
    missing: missingFields(state.details),
    deadlines: deadlineViews(state, core.deadlinesOf(state), core.steadyMs()),
    nextActions: nextActionsOf(state),
    refusalGrounds:
      nextStatus(state.status, 'refusal.proposed') === null
        ? []
        : core.refusalGrounds().map((ground) => ({ ...ground, contradicted: contradicts(state, ground) })),
    ...investigationView(core, state),
    reviewTerms: core.reviewTerms(state),
    factRules: factRulesOf(core.lawOf(state).rules),
    missedClocks: unexplained(state, core.missedClocks(state)),
    latenessReasons: core.latenessReasons(),
    people: peopleOf(core, state),
    standBack: activePeople(core.directory()).flatMap(({ userId }) => {
      const found = standBack(state, userId, core.directory().people);
      return found ? [{ userId, ...found }] : [];
    }),
    needsAbove: needsAbove(state, core.directory().people),
    signature:
      decision && decided
        ? {
            valid: verify(decided),
            signer: decision.above?.name ?? core.personName(decision.userId),
            atMs: decision.atMs,
          }
        : null,
    matrices: Object.fromEntries(matricesOf(state).map((hash) => [hash, core.matrixFrom(hash)])),
    syncState: states.includes('quarantined') ? 'quarantined' : states.includes('local') ? 'local' : 'received',
  };
}
