/**
 * `decide`: a command on a case gives the events it causes, or a refusal with its reason. Pure: who, when, limits, ids and
 * hashing come in through `CaseContext`. Role permissions are checked before, by the caller (authority/roles.ts); here
 * stand the rules that depend on the case itself.
 */
import type { AuthorityContext } from '../authority/authority';
import type { Role } from '../authority/roles';
import type { JointComplaintRules, LatenessReason, RefusalGround } from '../deadlines/rule-pack';
import { addDays } from '../deadlines/local-date';
import { grantFor, shownProposal, usedBy, type ShownProposal } from './approval';
import { openOwed, owesReview } from './authority-fold';
import { decideClock, isClockCommand, type DecisionClock } from './clock';
import { recordClockFact, type FactRule } from './clock-facts';
import type { CaseCommand, CaseCommandInput, CaseRefusal } from './commands';
import { approveInEmergency, recordReview } from './emergency';
import { escalate } from './escalate';
import type { CaseEventType, CasePayload, NewCaseEvent } from './events';
import { counted, decideJoint, delegatesRefusal, isJointCommand } from './joint';
import { writeParagraph } from './letter-paragraph';
import { deliverLetter, proofRefusal } from './letter-delivery';
import { explainLateness, lateArchive, lateAtClosing, lateCallback, type MissedClock } from './lateness';
import { writeReport } from './major-report';
import { answerPetition } from './petition';
import { answerRegulator } from './regulator';
import { decideInvestigation, isInvestigationCommand, type InvestigationContext } from './investigation';
import { decideTransfer, isTransferCommand, transferConfirmed } from './transfer';
import { decideMediation, isMediationCommand } from './mediation';
import { decideProceedings, isProceedingsCommand } from './proceedings';
import { decideOnReview, isReviewCommand, type ReviewTerms } from './review';
import { liftRefusal, proposeRefusal, refusalTold, type RefusalDecision } from './refusal';
import { owesPerformance } from './next-actions';
import { decideAgreeCard } from './agree-card';
import { decidePromise, isPromiseCommand, keptByPerformance, promiseDue } from './promises';
import { takeInLater, takeInTalk, type TalkRecord } from './talks';
import { proposeRemedy, recallRemedy, type RemedyDecision } from './remedy';
import { owedOnceTold } from './told';
import { barFrom, barredPerson, type Part, type People } from './recusal';
import { awaitingKinds, codingFields, openConflicts, type CaseState } from './state';
import { nextStatus, toldStatuses, undecidedStatuses } from './states';
import { decideHold, type HoldDecision } from './hold';
import { owesSlip, visibleTo } from './visibility';
import { isFrozen } from './frozen';
import { voided } from './voided';
import { changedFields, chooseVersion, withKnownVersions } from './versions';
import { unanswered } from './owed-answers';

export interface CaseContext extends Pick<InvestigationContext, 'investigation'> {
  readonly actor: { readonly userId: string; readonly role: Role };
  readonly nowMs: number;
  /** The other person of a command that two sign. */
  readonly cosigner?: { readonly userId: string; readonly role: Role };
  /** Local date in the branch's time zone. */
  readonly today: string;
  readonly localDate: (ms: number) => string;
  /** 满意度回访 due, a local date (house rule D19). */
  readonly callbackDueOn: (fromDate: string) => string;
  /** The clock of the decision by the rules of the branch; null where they set none. */
  readonly decisionClock: (state: CaseState) => DecisionClock | null;
  /** What the rules of the branch say of joint and major complaints; null where they say nothing. */
  readonly jointRules: JointComplaintRules | null;
  /** Grounds on which the rules of the branch let it refuse a complaint. */
  readonly refusalGrounds: (state: CaseState) => readonly RefusalGround[];
  /** Clocks that were missed and of which the rules want to know why, with the codes to choose from. */
  readonly missedClocks: (state: CaseState) => readonly MissedClock[];
  readonly latenessReasons: (state: CaseState) => readonly LatenessReason[];
  /** What the rules of the branch say of a review; null where they know none. */
  readonly reviewTerms: (state: CaseState) => ReviewTerms | null;
  /** Facts of special matters that the rules of the branch look at. */
  readonly factRules: (state: CaseState) => readonly FactRule[];
  readonly newId: () => string;
  readonly authority: AuthorityContext;
  /** Everybody of the branch, with superior and declared relations. */
  readonly people: People;
  /** base64url SHA-256 over the canonical form of what is shown. */
  readonly digestOf: (shown: ShownProposal) => string;
}

export type Decision =
  { readonly ok: true; readonly value: readonly NewCaseEvent[] } | { readonly ok: false; readonly error: CaseRefusal };

const accept = (...value: NewCaseEvent[]): Decision => ({ ok: true, value });
const refuse = (error: CaseRefusal): Decision => ({ ok: false, error });

/** Decides one command. `state` is undefined only for `register`. */
export function decide(state: CaseState | undefined, command: CaseCommand, context: CaseContext): Decision {
  if (command.name === 'register') {
    if (state) return refuse({ code: 'case.alreadyRegistered' });
    const { settledInLedger, staffNote = '', headCount, talks = [], ...registration } = command.input;
    const tooMany = delegatesRefusal(registration.details, context.jointRules);
    if (tooMany) return refuse(tooMany);
    return accept(
      { type: 'case.registered', payload: registration },
      // Whoever came stood there when the complaint was received, which is the stricter side for clocks.
      ...(headCount === undefined ? [] : counted({}, headCount, context.jointRules, registration.receivedAtMs)),
      ...(staffNote === ''
        ? []
        : [{ type: 'note.added', payload: { noteId: context.newId(), staffText: staffNote } } as const]),
      ...talksIn(talks, registration, context),
      ...(settledInLedger ? [{ type: 'case.settledInLedger', payload: settledInLedger } as const] : []),
    );
  }
  if (!state) return refuse({ code: 'case.notFound' });
  const barred = barOnActor(state, command, context);
  if (barred) return barred;
  const decision = decideOn(state, command, context);
  return decision.ok ? accept(...decision.value.map((event) => withKnownVersions(state, event))) : decision;
}

/** What a case that is born now takes in of the talks in which it was taken down. */
function talksIn(
  talks: readonly TalkRecord[],
  { receivedAtMs, details }: Pick<CaseCommandInput<'register'>, 'receivedAtMs' | 'details'>,
  context: CaseContext,
): NewCaseEvent[] {
  const isBarred = (userId: string): boolean => !visibleTo({ details }, userId);
  return talks.flatMap((talk) => takeInTalk({ emotionPath: [], receivedAtMs }, talk, { ...context, isBarred }));
}

type LaterCommand = Exclude<CaseCommand, { name: 'register' }>;

function decideOn(state: CaseState, command: LaterCommand, context: CaseContext): Decision {
  if (isFrozen(state, command.name)) return refuse({ code: 'case.wrongState', status: state.status });
  if (isClockCommand(command)) {
    const decided = decideClock(state, command, context.decisionClock(state), context.today);
    if (!decided.ok) return decided;
    // What was decided was decided without the new facts.
    return accept(decided.event, ...(command.name === 'addFacts' ? voided(state) : []));
  }
  if (isJointCommand(command)) {
    const decided = decideJoint(state, command, context.jointRules, context.nowMs);
    return decided.ok ? accept(...decided.events) : decided;
  }
  if (isMediationCommand(command)) {
    const receivedOn = context.localDate(state.receivedAtMs);
    return moveBy(state, decideMediation(state, command, { today: context.today, receivedOn }));
  }
  if (isPromiseCommand(command)) {
    const receivedOn = context.localDate(state.receivedAtMs);
    const ownerId = command.name === 'makePromise' ? command.input.ownerId : null;
    const bar = ownerId === null ? undefined : barOn(state, 'handle', ownerId, context);
    if (bar) return bar;
    return moveBy(state, decidePromise(state, command, { ...context, receivedOn }));
  }
  if (isInvestigationCommand(command)) {
    const decided = decideInvestigation(state, command, context);
    return decided.ok ? moveAll(state, decided.events) : decided;
  }
  if (isTransferCommand(command)) {
    const receivedOn = context.localDate(state.receivedAtMs);
    return moveBy(state, decideTransfer(state, command, { today: context.today, receivedOn }));
  }
  if (isProceedingsCommand(command)) return decidedBy(decideProceedings(state, command, context));
  if (isReviewCommand(command)) return moveBy(state, decideOnReview(state, command, context));
  switch (command.name) {
    case 'recordDetails':
      return recordDetails(state, command.input, context);
    case 'chooseVersion': {
      const chosen = chooseVersion(state, command.input);
      return typeof chosen === 'string' ? refuse({ code: chosen }) : recordVersion(state, chosen, context);
    }
    case 'reviewConflict':
      return openConflicts(state).some(({ eventId }) => eventId === command.input.eventId)
        ? accept({ type: 'conflict.reviewed', payload: command.input })
        : refuse({ code: 'conflict.notFound' });
    case 'rateEmotion':
      return accept({ type: 'case.emotionRated', payload: command.input });
    case 'takeInTalk': {
      const isBarred = (userId: string): boolean => barFrom(state, 'handle', userId, context.people) !== undefined;
      const events = takeInLater(state, command.input, { ...context, isBarred });
      return events.length === 0 ? refuse({ code: 'talk.nothingNew' }) : accept(...events);
    }
    case 'attachEvidence':
      return accept({ type: 'evidence.attached', payload: command.input }, ...voided(state));
    case 'addNote':
      return accept({ type: 'note.added', payload: { noteId: context.newId(), ...command.input } });
    case 'markNotComplaint':
      return move(state, { type: 'case.markedNotComplaint', payload: command.input });
    case 'restoreAsComplaint':
      return move(state, { type: 'case.restoredAsComplaint', payload: command.input });
    case 'accept':
      if (command.input.complexity === 'complex' && command.input.complexityReason.trim() === '') {
        return refuse({ code: 'case.reasonMissing' });
      }
      return (
        barOn(state, 'own', command.input.ownerId, context) ??
        move(state, { type: 'case.accepted', payload: command.input })
      );
    case 'assign':
      return (
        barOn(state, 'own', command.input.ownerId, context) ?? accept({ type: 'case.assigned', payload: command.input })
      );
    case 'declareRecusal':
      return accept({ type: 'recusal.declared', payload: command.input });
    case 'proposeRefusal':
      return moveBy(state, proposeRefusal(state, command.input, context.refusalGrounds(state), context.newId));
    case 'liftRefusal':
      return moveBy(state, liftRefusal(state, command.input, context.today));
    case 'startInvestigation':
      return move(state, { type: 'investigation.started', payload: {} });
    case 'proposeRemedy':
      return moveBy(state, proposeRemedy(state, command.input, context));
    case 'recallRemedy':
      return moveBy(state, recallRemedy(state, command.input));
    case 'decideRemedy':
      return decideRemedy(state, command.input, context);
    case 'escalate':
      return moveBy(state, escalate(state, command.input, context));
    case 'approveInEmergency':
      return approveInEmergency(state, command.input, context);
    case 'recordReview':
      return recordReview(state, command.input, context);
    case 'recordPrint': {
      const copyNo = (state.printedCopies[command.input.kind] ?? 0) + 1;
      return accept({ type: 'document.printed', payload: { ...command.input, copyNo } });
    }
    case 'answerAgreeCard':
      return decidedBy(decideAgreeCard(command, { actorId: context.actor.userId, newId: context.newId }));
    case 'writeLetterParagraph':
      return decidedBy(writeParagraph(state, command.input));
    case 'recordLetterDelivery':
      return decidedBy(
        deliverLetter(state, command.input, {
          today: context.today,
          receivedOn: context.localDate(state.receivedAtMs),
        }),
      );
    case 'recordDelivery':
      return recordDelivery(state, command.input, context);
    case 'answerRegulator':
      return moveBy(
        state,
        answerRegulator(state, command.input, { ...context, receivedOn: context.localDate(state.receivedAtMs) }),
      );
    case 'answerPetition':
      return moveBy(
        state,
        answerPetition(state, command.input, { ...context, receivedOn: context.localDate(state.receivedAtMs) }),
      );
    case 'writeMajorReport':
      return moveBy(state, writeReport(state, command.input, context.nowMs));
    case 'recordPerformance':
      if (command.input.performedOn > context.today) return refuse({ code: 'case.dateInFuture' });
      return accept(
        { type: 'remedy.performed', payload: command.input },
        ...doneTasks(state, 'performance'),
        ...keptByPerformance(state, command.input.performedOn, command.input.note),
      );
    case 'withdraw':
      return move(state, { type: 'case.withdrawn', payload: command.input });
    case 'close':
      return close(state, command.input, context);
    case 'recordArchive':
      return archive(state, command.input, context);
    case 'reopen':
      // What was never taken on is taken up by new facts; what another institution has, when that one declines it.
      if (refusalTold(state) || transferConfirmed(state))
        return refuse({ code: 'case.wrongState', status: state.status });
      return move(state, { type: 'case.reopened', payload: command.input });
    case 'createTask':
      return (
        (command.input.ownerId === null ? undefined : barOn(state, 'handle', command.input.ownerId, context)) ??
        accept({ type: 'task.created', payload: { taskId: context.newId(), kind: 'manual', ...command.input } })
      );
    case 'completeTask': {
      const task = openTask(state, command.input.taskId);
      if (!task || task.kind === 'callback' || awaitingKinds.includes(task.kind) || openOwed(state, task.id))
        return refuse({ code: 'task.notFound' });
      return accept({ type: 'task.completed', payload: command.input });
    }
    case 'recordCallback':
      return recordCallback(state, command.input, context);
    case 'recordClockFact':
      return moveBy(state, recordClockFact(state, command.input, context.factRules(state), context.today));
    case 'placeHold':
    case 'liftHold':
      return decidedBy(decideHold(state, command, context.newId));
  }
}

/** An event that changes the state: refused where the state machine has no way. */
function move(state: CaseState, event: NewCaseEvent, ...more: NewCaseEvent[]): Decision {
  return canHappen(state, event.type)
    ? accept(event, ...more)
    : refuse({ code: 'case.wrongState', status: state.status });
}

/** Several events, of which the first may move the case. */
function moveAll(state: CaseState, [first, ...more]: readonly NewCaseEvent[]): Decision {
  return first === undefined ? accept() : move(state, first, ...more);
}

function decidedBy(decided: HoldDecision): Decision {
  return decided.ok ? accept(decided.event) : decided;
}

function moveBy(state: CaseState, decided: RefusalDecision | RemedyDecision): Decision {
  return decided.ok ? move(state, decided.event) : decided;
}

function canHappen(state: CaseState, type: CaseEventType): boolean {
  return nextStatus(state.status, type) !== null;
}

/** The refusal for whoever would get this part of the case; undefined when nothing is against it. */
function barOn(state: CaseState, part: Part, userId: string, { people }: CaseContext): Decision | undefined {
  const bar = barFrom(state, part, userId, people);
  return bar && refuse(barredPerson(bar));
}

const decisions: readonly LaterCommand['name'][] = ['decideRemedy', 'approveInEmergency', 'recordReview'];

/** The complained-of person, those close to them and the recused take no part; declaring recusal is the exception. */
function barOnActor(state: CaseState, command: LaterCommand, context: CaseContext): Decision | undefined {
  const { userId } = context.actor;
  // Of a decision, the rules for approvers speak.
  if (decisions.includes(command.name) || command.name === 'declareRecusal') return undefined;
  if (command.name === 'recordPrint' && command.input.kind === 'slip' && owesSlip(state, userId)) return undefined;
  return barOn(state, 'handle', userId, context);
}

/** Fields that stand on the approver's screen. */
const shownFields: readonly string[] = [
  'parties',
  'businessId',
  'reasonId',
  'facts',
  'matter',
  'wish',
  'amountFen',
  'involved',
  'partner',
];

function recordDetails(state: CaseState, input: CaseCommandInput<'recordDetails'>, context: CaseContext): Decision {
  const fields = Object.keys(input.changes);
  if (state.status === 'closed' || toldStatuses.includes(state.status)) {
    return fields.every((field) => codingFields.includes(field))
      ? accept({ type: 'case.detailsRecorded', payload: input })
      : refuse({ code: 'case.detailsFrozen' });
  }
  return recordVersion(state, input, context);
}

/** Also of a case whose customer was told: both versions are older than that, and one of them has to stand. */
function recordVersion(
  state: CaseState,
  payload: CasePayload<'case.detailsRecorded'>,
  { jointRules }: CaseContext,
): Decision {
  const { joint = state.details.joint, parties = state.details.parties } = payload.changes;
  const tooMany = delegatesRefusal({ joint, parties }, jointRules);
  if (tooMany) return refuse(tooMany);
  // Choosing what stands already changes nothing that an approver saw.
  const touched = payload.chosen ? changedFields(state, payload.changes) : Object.keys(payload.changes);
  const touchesShown = touched.some((field) => shownFields.includes(field));
  return accept({ type: 'case.detailsRecorded', payload }, ...(touchesShown ? voided(state) : []));
}

function decideRemedy(state: CaseState, input: CaseCommandInput<'decideRemedy'>, context: CaseContext): Decision {
  const proposal = state.proposals.find((p) => p.id === input.proposalId);
  if (!proposal) return refuse({ code: 'remedy.notFound' });
  if (proposal.status !== 'pending' || !undecidedStatuses.includes(state.status))
    return refuse({ code: 'remedy.notPending' });
  const { authority } = context;
  const grant = grantFor(state, proposal, context.actor, authority, input.outcome, context.people);
  if (!grant.ok) return refuse(grant.error);
  if (context.digestOf(shownProposal(state, proposal)) !== input.digest) {
    return refuse({ code: 'approval.changedMeanwhile' });
  }
  const { proposalId, digest } = input;
  const reason = input.reason.trim();
  const under = usedBy(grant.value.authority, authority);
  if (input.outcome === 'approve') {
    const signed = { proposalId, digest, comment: reason, under };
    if (!grant.value.final) return accept({ type: 'remedy.endorsed', payload: signed });
    const ratification = {
      taskId: context.newId(),
      dueOn: addDays(authority.today, authority.rules.ratifyWithinDays),
    };
    return accept({
      type: 'remedy.approved',
      payload: { ...signed, limitFen: under.fullFen, ...(grant.value.ratify ? { ratification } : {}) },
    });
  }
  if (reason === '') return refuse({ code: 'case.reasonMissing' });
  const type = input.outcome === 'return' ? 'remedy.returned' : 'remedy.rejected';
  return accept({ type, payload: { proposalId, digest, reason, under } });
}

function recordDelivery(state: CaseState, input: CaseCommandInput<'recordDelivery'>, context: CaseContext): Decision {
  if (input.deliveredOn > context.today) return refuse({ code: 'case.dateInFuture' });
  if (!canHappen(state, 'decision.delivered')) return refuse({ code: 'case.wrongState', status: state.status });
  // Whatever way it is told: the letter names the ways of appeal (Art. 17, 20), and no other paper does.
  if (!state.letterPrinted) return refuse({ code: 'letter.notPrinted' });
  const unproven = proofRefusal(state, input);
  if (unproven) return refuse(unproven);
  return move(
    state,
    { type: 'decision.delivered', payload: input },
    ...owedOnceTold(state, input.deliveredOn, context),
  );
}

function close(
  state: CaseState,
  { summary, lateness = [] }: CaseCommandInput<'close'>,
  context: CaseContext,
): Decision {
  if (state.status === 'informed' && owesPerformance(state)) return refuse({ code: 'case.notPerformed' });
  if (!canHappen(state, 'case.closed')) return refuse({ code: 'case.wrongState', status: state.status });
  const waiting = unanswered(state);
  if (waiting) return refuse(waiting);
  if (owesReview(state)) return refuse({ code: 'case.reviewOwed' });
  const owed = promiseDue(state, context.today);
  if (owed) return refuse({ code: 'promise.dueOpen', text: owed.text, dueOn: owed.dueOn });
  const missed = lateAtClosing(state, context.missedClocks(state));
  const explained = explainLateness(missed, lateness, context.latenessReasons(state));
  return explained.ok ? accept(...explained.events, { type: 'case.closed', payload: { summary } }) : explained;
}

/** The file is put away; a late one says why, by the same codes as any other clock. */
function archive(
  state: CaseState,
  { lateness = [], ...file }: CaseCommandInput<'recordArchive'>,
  context: CaseContext,
): Decision {
  if (!canHappen(state, 'case.archived')) return refuse({ code: 'case.wrongState', status: state.status });
  const late = lateArchive(state, context.missedClocks(state), context.today);
  const explained = explainLateness(late, lateness, context.latenessReasons(state));
  return explained.ok ? accept(...explained.events, { type: 'case.archived', payload: file }) : explained;
}

function recordCallback(
  state: CaseState,
  { lateness = [], ...input }: CaseCommandInput<'recordCallback'>,
  context: CaseContext,
): Decision {
  const task = openTask(state, input.taskId);
  if (!task || task.kind !== 'callback') return refuse({ code: 'task.notFound' });
  if (state.handlers.includes(context.actor.userId)) return refuse({ code: 'callback.byHandler' });
  if ((input.outcome === 'answered') !== (input.scores !== null)) return refuse({ code: 'callback.scoresMissing' });
  const late = lateCallback(state, context.missedClocks(state), context.today);
  const explained = explainLateness(late, lateness, context.latenessReasons(state));
  return explained.ok ? accept(...explained.events, { type: 'callback.recorded', payload: input }) : explained;
}

function openTask(state: CaseState, taskId: string): CaseState['tasks'][number] | undefined {
  return state.tasks.find((task) => task.id === taskId && task.doneAtMs === null);
}

function doneTasks(state: CaseState, kind: 'performance'): NewCaseEvent[] {
  return state.tasks
    .filter((task) => task.kind === kind && task.doneAtMs === null)
    .map((task) => ({ type: 'task.completed', payload: { taskId: task.id, note: '' } }));
}
