/**
 * `evolve`: one event applied to the state of a case. Pure; the same events give the same state on any machine.
 *
 * An event that has no transition from the present state (two devices acted at once while offline) is not dropped and
 * does not throw: it is listed in `conflicts` and moves nothing.
 */
import type { OpenEvent } from '../evidence/event-envelope';
import { clockAfter, untouchedClock, withoutGrant } from './clock';
import { withClockFact } from './clock-facts';
import type { AuthorityUsed } from './authority-values';
import { isCaseEventType, type CaseEventType, type CasePayload } from './events';
import { escalationFolds } from './escalation';
import { authorityFolds, fitsAuthority, owedTask } from './authority-fold';
import { afterPair } from './duplicates';
import { lettersAfter } from './letter-delivery';
import { foldReview, reviewLetterPrinted } from './fold-review';
import { jointAfter } from './joint';
import { withForm } from './major-forms';
import { foldInvestigation, investigationHandling, withoutWaiting } from './investigation';
import { foldMediation } from './mediation';
import { countsAfterMove, fitsMove, movedAway, movedHere } from './move';
import { foldProceedings } from './proceedings';
import { withArchive } from './archive';
import { foldAgreeCards } from './agree-card';
import { foldLetterParagraphs } from './letter-paragraph';
import { foldPromises } from './promises';
import { foldTalks, takenFromTalk } from './talks';
import { afterTransfer } from './transfer';
import type { CaseState, Proposal } from './state';
import { holdLifted, holdPlaced } from './hold';
import { nextStatus } from './states';
import { afterRecording } from './versions';

type Fold<T extends CaseEventType> = (
  state: CaseState,
  payload: CasePayload<T>,
  event: OpenEvent,
) => Partial<CaseState>;

const withLastProposal = (state: CaseState, id: string, change: (p: Proposal) => Proposal): Partial<CaseState> => ({
  proposals: state.proposals.map((p) => (p.id === id ? change(p) : p)),
});

const decided =
  (outcome: 'approved' | 'returned' | 'rejected') =>
  (
    state: CaseState,
    payload: {
      proposalId: string;
      digest: string;
      reason?: string;
      comment?: string;
      under?: AuthorityUsed | undefined;
    },
    event: OpenEvent,
  ): Partial<CaseState> =>
    withLastProposal(state, payload.proposalId, (p) => ({
      ...p,
      status: outcome,
      decision: {
        outcome,
        eventId: event.header.id,
        userId: event.header.actor.userId,
        role: event.header.actor.role,
        atMs: event.header.at.wall,
        digest: payload.digest,
        reason: payload.reason ?? payload.comment ?? '',
        ...(payload.under ? { under: payload.under } : {}),
      },
    }));

const proposed = (
  state: CaseState,
  { proposalId, content }: CasePayload<'remedy.proposed'>,
  event: OpenEvent,
): Partial<CaseState> => ({
  proposals: [
    ...state.proposals.map((p) =>
      p.status === 'pending' || p.status === 'approved' ? { ...p, status: 'superseded' as const } : p,
    ),
    {
      id: proposalId,
      content,
      proposedBy: event.header.actor.userId,
      proposedAtMs: event.header.at.wall,
      status: 'pending',
      decision: null,
    },
  ],
});

function approvedRemedy(
  state: CaseState,
  payload: CasePayload<'remedy.approved'>,
  event: OpenEvent,
): Partial<CaseState> {
  const { ratification, proposalId } = payload;
  const changes = decided('approved')(state, payload, event);
  if (!ratification) return changes;
  const { proposals = [] } = changes;
  return {
    proposals: proposals.map((p) =>
      p.id === proposalId && p.decision
        ? { ...p, decision: { ...p.decision, ratificationTaskId: ratification.taskId } }
        : p,
    ),
    tasks: [...state.tasks, owedTask('ratification', ratification)],
  };
}

const folds: { readonly [T in Exclude<CaseEventType, 'case.registered'>]: Fold<T> } = {
  'case.detailsRecorded': (state, payload, event) => ({
    details: { ...state.details, ...defined(payload.changes) },
    versions: afterRecording(state, payload, event),
    ...(payload.fromTalk === undefined ? {} : takenFromTalk(state, payload.fromTalk)),
  }),
  'conflict.reviewed': (state, { eventId }, event) => ({
    conflicts: state.conflicts.map((one) =>
      one.eventId === eventId && !one.reviewed
        ? { ...one, reviewed: { by: event.header.actor.userId, atMs: event.header.at.wall } }
        : one,
    ),
  }),
  'case.emotionRated': (state, { emotion, seen }, event) => ({
    emotionPath: [
      ...state.emotionPath,
      { emotion, atMs: seen?.atMs ?? event.header.at.wall, by: seen?.by ?? event.header.actor.userId },
    ],
  }),
  'evidence.attached': (state, { evidence }) =>
    state.evidence.some((e) => e.id === evidence.id) ? {} : { evidence: [...state.evidence, evidence] },
  'note.added': (state, { noteId, staffText }, event) => ({
    notes: [...state.notes, { id: noteId, staffText, by: event.header.actor.userId, atMs: event.header.at.wall }],
  }),
  'case.markedNotComplaint': (_state, { kind, reason }) => ({ notComplaint: { kind, reason } }),
  'case.restoredAsComplaint': () => ({ notComplaint: null }),
  'case.accepted': (_state, { complexity, complexityReason, ownerId }, event) => ({
    complexity,
    ...(complexityReason.trim() === '' ? {} : { complexityReason }),
    ownerId,
    acceptedAtMs: event.header.at.wall,
  }),
  'case.assigned': (_state, { ownerId }) => ({ ownerId }),
  'recusal.declared': (state, { userId, reason }) =>
    state.recusals.some((r) => r.userId === userId) ? {} : { recusals: [...state.recusals, { userId, reason }] },
  'investigation.started': () => ({}),
  'remedy.proposed': proposed,
  'refusal.proposed': proposed,
  // The letter of the refusal no longer holds; the clock runs from the day on which the new facts came.
  'refusal.lifted': (state, payload) => ({
    proposals: state.proposals.map((p) => (p.status === 'approved' ? { ...p, status: 'superseded' as const } : p)),
    clock: clockAfter['facts.added'](state.clock ?? untouchedClock, payload),
    delivery: null,
    closedAtMs: null,
    letterPrinted: false,
  }),
  'remedy.recalled': (state, { proposalId }) =>
    withLastProposal(state, proposalId, (p) => ({ ...p, status: 'recalled' })),
  // The letter of an earlier decision says something else.
  'remedy.approved': (state, payload, event) => ({
    ...approvedRemedy(state, payload, event),
    letterPrinted: false,
  }),
  ...authorityFolds,
  ...escalationFolds,
  'case.movedAway': movedAway,
  'case.movedHere': (state, payload, event) => movedHere(state, payload, event, foldCase),
  'remedy.returned': decided('returned'),
  'remedy.rejected': decided('rejected'),
  'document.printed': (state, payload, event) => ({
    printedCopies: { ...state.printedCopies, [payload.kind]: (state.printedCopies[payload.kind] ?? 0) + 1 },
    letterPrinted: state.letterPrinted || payload.kind === 'letter',
    ...(payload.kind === 'reviewLetter' ? reviewLetterPrinted(state) : {}),
    ...lettersAfter['document.printed'](state, payload, byOf(event)),
  }),
  'letter.delivered': (state, payload, event) => lettersAfter['letter.delivered'](state, payload, byOf(event)),
  'decision.delivered': (_state, payload, event) => ({ delivery: { ...payload, atMs: event.header.at.wall } }),
  ...foldReview,
  ...foldMediation,
  ...foldProceedings,
  ...foldPromises,
  ...foldAgreeCards,
  ...foldLetterParagraphs,
  ...foldTalks,
  ...foldInvestigation,
  'clockFact.recorded': withClockFact,
  'case.transferred': afterTransfer.transferred,
  'transfer.confirmed': (state, payload, event) => afterTransfer.confirmed(state, payload, event.header.at.wall),
  'transfer.declined': afterTransfer.declined,
  'case.linked': (state, payload, event) => afterPair.linked(state, payload, byOf(event)),
  'case.unlinked': afterPair.unlinked,
  'case.merged': (state, payload, event) => afterPair.merged(state, payload, byOf(event)),
  'case.separated': afterPair.separated,
  'case.absorbed': (state, payload, event) => afterPair.absorbed(state, payload, byOf(event)),
  'case.released': afterPair.released,
  'lateness.explained': (state, payload) => ({ lateness: [...(state.lateness ?? []), payload] }),
  'regulator.answered': (state, payload, event) => ({
    regulatorAnswers: [...(state.regulatorAnswers ?? []), { ...payload, atMs: event.header.at.wall }],
  }),
  'petition.answered': (state, payload, event) => ({
    petitionAnswers: [...(state.petitionAnswers ?? []), { ...payload, atMs: event.header.at.wall }],
  }),
  'remedy.performed': (_state, { performedOn, note }) => ({ performance: { performedOn, note } }),
  // Nobody decides on a complaint that was taken back; if it is reopened, a proposal is made for what is known then.
  'case.withdrawn': (state, { reason, signedNoteHeld }, event) => ({
    proposals: state.proposals.map((p) => (p.status === 'pending' ? { ...p, status: 'recalled' as const } : p)),
    withdrawal: { reason, atMs: event.header.at.wall, signedNoteHeld },
    ...withoutWaiting(state, event),
  }),
  'case.closed': (_state, { summary }, event) => ({ closedAtMs: event.header.at.wall, closingSummary: summary }),
  'case.archived': (state, payload, event) => withArchive(state, payload, byOf(event)),
  'case.settledInLedger': (_state, { closedAtMs, result }) => ({ closedAtMs, closingSummary: result }),
  'deadline.extended': (state, payload) => ({
    clock: clockAfter['deadline.extended'](state.clock ?? untouchedClock, payload),
  }),
  'extension.granted': (state, payload, event) => ({
    clock: clockAfter['extension.granted'](state.clock ?? untouchedClock, payload, event.header.id),
  }),
  'clock.suspended': (state, payload) => ({
    clock: clockAfter['clock.suspended'](state.clock ?? untouchedClock, payload),
  }),
  'clock.resumed': (state, payload) => ({
    clock: clockAfter['clock.resumed'](state.clock ?? untouchedClock, payload),
  }),
  'facts.added': (state, payload) => ({ clock: clockAfter['facts.added'](state.clock ?? untouchedClock, payload) }),
  'headCount.recorded': (state, payload, event) =>
    jointAfter['headCount.recorded'](state, payload, event.header.actor.userId),
  'major.recognised': (state, payload, event) =>
    jointAfter['major.recognised'](state, payload, event.header.actor.userId),
  'major.reportWritten': (state, payload, event) => withForm(state, payload, byOf(event)),
  'major.reported': (state, payload, event) => jointAfter['major.reported'](state, payload, event.header.actor.userId),
  'case.reopened': (state, { reason }, event) => ({
    ...(state.clock ? { clock: { ...state.clock, extension: null, ...withoutGrant(state.clock) } } : {}),
    closedAtMs: null,
    withdrawal: null,
    delivery: null,
    performance: null,
    reopenings: [...state.reopenings, { reason, atMs: event.header.at.wall, by: event.header.actor.userId }],
  }),
  'task.created': (state, task) =>
    state.tasks.some((t) => t.id === task.taskId)
      ? {}
      : {
          tasks: [
            ...state.tasks,
            {
              id: task.taskId,
              kind: task.kind,
              title: task.title,
              dueOn: task.dueOn,
              ownerId: task.ownerId,
              doneAtMs: null,
              doneBy: null,
              note: '',
            },
          ],
        },
  'hold.placed': (state, payload, event) => ({ holds: holdPlaced(state, payload, byOf(event)) }),
  'hold.lifted': (state, payload, event) => ({ holds: holdLifted(state, payload, byOf(event)) }),
  'task.completed': (state, { taskId, note }, event) => completeTask(state, taskId, note, event),
  'callback.recorded': (state, { taskId, outcome, scores, comment }, event) => ({
    ...completeTask(state, taskId, '', event),
    callback: { outcome, scores, comment, by: event.header.actor.userId },
  }),
};

/**
 * Applies one event. The first event of a case must be `case.registered`; any other first event is a fault of the caller.
 */
export function evolve(state: CaseState | undefined, event: OpenEvent): CaseState {
  const { header } = event;
  if (!isCaseEventType(header.type)) throw new Error(`not a case event: ${header.type}`);
  if (header.type === 'case.registered') return state ? asConflict(state, event) : registered(event);
  if (!state) throw new Error(`event ${header.type} before registration of ${header.streamId}`);

  const status = nextStatus(state.status, header.type);
  if (
    status === null ||
    !countsAfterMove(state, header.type) ||
    !fitsMove(state, header.type) ||
    !fitsAuthority(state, event)
  )
    return asConflict(state, event);
  const fold = folds[header.type] as Fold<CaseEventType>;
  const changes = fold(state, event.payload as CasePayload<CaseEventType>, event);
  return {
    ...state,
    status: status ?? state.status,
    // May name the state itself, where it goes back to the one it came from.
    ...changes,
    revision: state.revision + 1,
    handlers: withHandler(state, header.type, header.actor.userId),
    updatedAtMs: Math.max(state.updatedAtMs, header.at.wall),
  };
}

/** Folds a whole stream in (hlc, deviceId, seq) order; undefined for an empty stream or one without its registration. */
export function foldCase(events: readonly OpenEvent[]): CaseState | undefined {
  const ordered = [...events].sort(compareEvents);
  const first = ordered.findIndex((e) => e.header.type === 'case.registered');
  if (first < 0) return undefined;
  // A clock that ran behind on another device can sort an event before the registration it depends on.
  const [registration] = ordered.splice(first, 1);
  return [registration as OpenEvent, ...ordered].reduce<CaseState | undefined>(evolve, undefined);
}

/** Total order of events of one stream: hybrid clock, then device, then sequence. */
export function compareEvents(a: OpenEvent, b: OpenEvent): number {
  return (
    compareText(a.header.at.hlc, b.header.at.hlc) ||
    compareText(a.header.deviceId, b.header.deviceId) ||
    a.header.seq - b.header.seq
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function registered(event: OpenEvent): CaseState {
  const payload = event.payload as CasePayload<'case.registered'>;
  const { header } = event;
  const by = header.actor.userId;
  return {
    id: header.streamId,
    branchId: header.branchId,
    number: payload.number,
    revision: 1,
    status: 'registered',
    source: payload.source,
    importKey: payload.importKey,
    rulePack: header.rulePack,
    receivedAtMs: payload.receivedAtMs,
    registeredAtMs: header.at.wall,
    registeredBy: by,
    draftHands: payload.draftHands,
    details: payload.details,
    evidence: payload.evidence,
    emotionPath: payload.emotion === null ? [] : [{ emotion: payload.emotion, atMs: header.at.wall, by }],
    ownerId: null,
    complexity: null,
    acceptedAtMs: null,
    notComplaint: null,
    recusals: [],
    proposals: [],
    delivery: null,
    performance: null,
    withdrawal: null,
    closedAtMs: null,
    closingSummary: '',
    reopenings: [],
    notes: [],
    tasks: [],
    callback: null,
    printedCopies: { slip: 0, letter: 0 },
    letterPrinted: false,
    handlers: [by],
    conflicts: [],
    updatedAtMs: header.at.wall,
  };
}

function byOf({ header }: OpenEvent): { readonly userId: string; readonly atMs: number } {
  return { userId: header.actor.userId, atMs: header.at.wall };
}

function asConflict(state: CaseState, event: OpenEvent): CaseState {
  return {
    ...state,
    revision: state.revision + 1,
    conflicts: [...state.conflicts, { eventId: event.header.id, type: event.header.type, status: state.status }],
    updatedAtMs: Math.max(state.updatedAtMs, event.header.at.wall),
  };
}

/** Events that make a person a handler (经办人) of the case. */
const handlingEvents: readonly CaseEventType[] = [
  'case.detailsRecorded',
  'case.accepted',
  'investigation.started',
  'deadline.extended',
  'clock.suspended',
  'clock.resumed',
  'facts.added',
  'refusal.proposed',
  'refusal.lifted',
  'remedy.proposed',
  'clockFact.recorded',
  'case.transferred',
  'mediation.agreed',
  'mediation.settled',
  'mediation.failed',
  ...investigationHandling,
  'decision.delivered',
  'review.told',
  'review.refusalOverturned',
  'promise.made',
  'promise.changed',
  'promise.kept',
  'promise.broken',
  'remedy.performed',
];

function withHandler(state: CaseState, type: CaseEventType, userId: string): readonly string[] {
  return handlingEvents.includes(type) && !state.handlers.includes(userId)
    ? [...state.handlers, userId]
    : state.handlers;
}

function completeTask(state: CaseState, taskId: string, note: string, event: OpenEvent): Partial<CaseState> {
  return {
    tasks: state.tasks.map((t) =>
      t.id === taskId && t.doneAtMs === null
        ? { ...t, doneAtMs: event.header.at.wall, doneBy: event.header.actor.userId, note }
        : t,
    ),
  };
}

function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
