/** Which actions a case offers to a person: hidden without the right, disabled with a reason where the state has no way. */
import type { Permission } from '../../../domain/authority/roles';
import { decisionOwed, lastingPeriod } from '../../../domain/complaint/clock';
import { majorLevelOf } from '../../../domain/complaint/joint';
import { reportsOver } from '../../../domain/complaint/major-forms';
import { isFrozen } from '../../../domain/complaint/frozen';
import { owesReview } from '../../../domain/complaint/authority-fold';
import { owesPerformance, type NextActionCode } from '../../../domain/complaint/next-actions';
import { standingHolds } from '../../../domain/complaint/hold';
import { pendingProceedings } from '../../../domain/complaint/proceedings';
import { promiseDue } from '../../../domain/complaint/promises';
import type { Part } from '../../../domain/complaint/recusal';
import { canAnswerPetition, isPetition } from '../../../domain/complaint/petition';
import { canAnswerRegulator, fromRegulator } from '../../../domain/complaint/regulator';
import { refusalTold } from '../../../domain/complaint/refusal';
import { canBeReviewed, currentReview, hadAHand, reviewedAlready } from '../../../domain/complaint/review';
import { standingTransfer, transferConfirmed } from '../../../domain/complaint/transfer';
import { currentProposal, owedKinds, type CaseState } from '../../../domain/complaint/state';
import { investigatedStatuses, nextStatus, settledStatuses, toldStatuses } from '../../../domain/complaint/states';
import { owedAnswers } from '../../../domain/complaint/owed-answers';
import type { StandsBack } from '../../../shared/contract/case';
import { accessOf } from '../../../shared/contract/permissions';

/** What a person does one after the other stands together: steps, waiting for others, telling, notes, clocks, many people, care, ends. */
export const actionGroups = [
  [
    'accept',
    'proposeRefusal',
    'transferOut',
    'markNotComplaint',
    'restoreAsComplaint',
    'startInvestigation',
    'proposeRemedy',
    'recallRemedy',
  ],
  [
    'requestMaterial',
    'receiveMaterial',
    'endWaiting',
    'sendInquiry',
    'startMediation',
    'endMediation',
    'confirmTransfer',
    'takeBackTransfer',
  ],
  [
    'recordDelivery',
    'requestReview',
    'decideReview',
    'recordReviewDelivery',
    'answerRegulator',
    'answerPetition',
    'recordPerformance',
    'close',
    'recordCallback',
  ],
  ['recordContact', 'recordMinutes', 'makePromise', 'createTask', 'rateEmotion', 'recordDetails'],
  ['addFacts', 'suspendClock', 'resumeClock', 'extendDeadline', 'recordClockFact'],
  ['recordHeadCount', 'recogniseMajor', 'writeMajorReport', 'reportMajor'],
  ['assign', 'declareRecusal', 'merge', 'separate', 'noteProceedings', 'endProceedings', 'placeHold', 'liftHold'],
  ['withdraw', 'liftRefusal', 'reopen'],
] as const;
export const actionIds = actionGroups.flat();
export type ActionId = (typeof actionIds)[number];

export type Blocked =
  | 'wrongState'
  | 'recused'
  | 'notPerformed'
  | 'promiseDue'
  | 'reviewOwed'
  | 'reviewedAlready'
  | 'notAnswered'
  | 'noOutcome'
  | 'notTransferred'
  | 'petitionNotAnswered'
  | 'notPetition'
  | 'reviewByHandler'
  | 'byHandler'
  | 'noCallback'
  | 'noProceedings'
  | 'notComplex'
  | 'extendedAlready'
  | 'clockStands'
  | 'clockRuns'
  | 'notMajor'
  | 'reportsOver'
  | 'noHold'
  | 'notMerged'
  | 'notPrinted';

export type Availability =
  { readonly kind: 'hidden' } | { readonly kind: 'blocked'; readonly by: Blocked } | { readonly kind: 'open' };

/** The event that must be possible from the present state; actions without one fit everywhere. */
const eventOf: Partial<Record<ActionId, string>> = {
  accept: 'case.accepted',
  startInvestigation: 'investigation.started',
  proposeRemedy: 'remedy.proposed',
  recallRemedy: 'remedy.recalled',
  proposeRefusal: 'refusal.proposed',
  liftRefusal: 'refusal.lifted',
  recordDelivery: 'decision.delivered',
  requestMaterial: 'material.requested',
  receiveMaterial: 'material.received',
  endWaiting: 'material.waitingEnded',
  startMediation: 'mediation.agreed',
  endMediation: 'mediation.settled',
  transferOut: 'case.transferred',
  confirmTransfer: 'transfer.confirmed',
  takeBackTransfer: 'transfer.declined',
  requestReview: 'review.requested',
  decideReview: 'review.upheld',
  recordReviewDelivery: 'review.told',
  close: 'case.closed',
  markNotComplaint: 'case.markedNotComplaint',
  restoreAsComplaint: 'case.restoredAsComplaint',
  withdraw: 'case.withdrawn',
  reopen: 'case.reopened',
};

export interface Person {
  readonly userId: string;
  readonly may: (permission: Permission) => boolean;
  /** The day at the branch. */
  readonly today: string;
  /** Everybody who has no part in the case, or not in all. */
  readonly standBack: readonly StandsBack[];
}

export function availability(action: ActionId, state: CaseState, person: Person): Availability {
  const access = accessOf[`case.${action}`];
  if (access !== 'anyone' && access !== 'signedIn' && !person.may(access)) return { kind: 'hidden' };
  if (action !== 'declareRecusal' && barOf(person, person.userId, 'handle')) return { kind: 'blocked', by: 'recused' };
  if (action === 'separate') return state.merged ? { kind: 'open' } : { kind: 'blocked', by: 'notMerged' };
  if (action === 'merge')
    return state.status === 'movedAway' ? { kind: 'blocked', by: 'wrongState' } : { kind: 'open' };
  if (isFrozen(state, action)) return { kind: 'blocked', by: 'wrongState' };
  const event = eventOf[action];
  if (event !== undefined && nextStatus(state.status, event) === null) return { kind: 'blocked', by: 'wrongState' };
  if (action === 'close' && state.status === 'informed' && owesPerformance(state))
    return { kind: 'blocked', by: 'notPerformed' };
  if (action === 'close' && promiseDue(state, person.today)) return { kind: 'blocked', by: 'promiseDue' };
  if (action === 'close' && owesReview(state)) return { kind: 'blocked', by: 'reviewOwed' };
  if (action === 'recordPerformance' && (!performingStatuses.includes(state.status) || !owesPerformance(state)))
    return { kind: 'blocked', by: 'wrongState' };
  if (action === 'assign' && state.status === 'closed') return { kind: 'blocked', by: 'wrongState' };
  if (action === 'recallRemedy' && !isWaitingOrApproved(state)) return { kind: 'blocked', by: 'wrongState' };
  if ((action === 'recordHeadCount' || action === 'recogniseMajor') && settledStatuses.includes(state.status))
    return { kind: 'blocked', by: 'wrongState' };
  if (action === 'sendInquiry' && !investigatedStatuses.includes(state.status))
    return { kind: 'blocked', by: 'wrongState' };
  if (action === 'writeMajorReport' && majorLevelOf(state) !== null && reportsOver(state))
    return { kind: 'blocked', by: 'reportsOver' };
  if ((action === 'reportMajor' || action === 'writeMajorReport') && majorLevelOf(state) === null)
    return { kind: 'blocked', by: 'notMajor' };
  // What was told not to be taken on is taken up by new facts, and by nothing else.
  if (action === 'takeBackTransfer' && standingTransfer(state) === undefined)
    return { kind: 'blocked', by: 'wrongState' };
  if (action === 'reopen' && transferConfirmed(state)) return { kind: 'blocked', by: 'wrongState' };
  if ((action === 'liftRefusal' && !refusalTold(state)) || (action === 'reopen' && refusalTold(state)))
    return { kind: 'blocked', by: 'wrongState' };
  if (action === 'recordDelivery' && !state.letterPrinted) return { kind: 'blocked', by: 'notPrinted' };
  if (action === 'recordReviewDelivery' && currentReview(state)?.letterPrinted !== true)
    return { kind: 'blocked', by: 'notPrinted' };
  const answer = answerBlock(action, state);
  if (answer !== null) return { kind: 'blocked', by: answer };
  const review = reviewBlock(action, state, person);
  if (review !== null) return { kind: 'blocked', by: review };
  const clock = clockBlock(action, state);
  if (clock !== null) return { kind: 'blocked', by: clock };
  // Elsewhere the whole form is open, and a decision that waits would fall with a change.
  if (action === 'recordDetails' && !['closed', 'withdrawn', ...toldStatuses].includes(state.status))
    return { kind: 'hidden' };
  if (action === 'endProceedings' && pendingProceedings(state).length === 0)
    return { kind: 'blocked', by: 'noProceedings' };
  if (action === 'liftHold' && standingHolds(state).length === 0) return { kind: 'blocked', by: 'noHold' };
  if (action === 'recordCallback') {
    if (openCallback(state) === undefined) return { kind: 'blocked', by: 'noCallback' };
    if (state.handlers.includes(person.userId)) return { kind: 'blocked', by: 'byHandler' };
  }
  return { kind: 'open' };
}

/** What was promised is kept while the superior institution looks at it, too. */
const performingStatuses: readonly CaseState['status'][] = ['informed', 'inReview', 'reviewUpheld'];

/** Nothing is over before those who handed it on were answered, and they are answered with an outcome. */
function answerBlock(action: ActionId, state: CaseState): Blocked | null {
  if (action === 'close' || action === 'confirmTransfer') {
    const [owed] = owedAnswers(state);
    if (owed === undefined) return null;
    return owed === 'answerRegulator' ? 'notAnswered' : 'petitionNotAnswered';
  }
  if (action !== 'answerRegulator' && action !== 'answerPetition') return null;
  const toRegulator = action === 'answerRegulator';
  if (toRegulator && !fromRegulator(state.details)) return 'notTransferred';
  if (!toRegulator && !isPetition(state.details)) return 'notPetition';
  if (state.status === 'closed') return 'wrongState';
  return (toRegulator ? canAnswerRegulator(state) : canAnswerPetition(state)) ? null : 'noOutcome';
}

function reviewBlock(action: ActionId, state: CaseState, { userId }: Person): Blocked | null {
  if (action === 'decideReview' && hadAHand(state, userId)) return 'reviewByHandler';
  if (action !== 'requestReview' || canBeReviewed(state)) return null;
  return reviewedAlready(state) ? 'reviewedAlready' : 'wrongState';
}

/** Steps that move the clock need one that runs. */
function clockBlock(action: ActionId, state: CaseState): Blocked | null {
  if (!clockActions.includes(action)) return null;
  if (!decisionOwed.includes(state.status)) return 'wrongState';
  if (action === 'extendDeadline' && state.complexity !== 'complex') return 'notComplex';
  if (action === 'extendDeadline' && state.clock?.extension) return 'extendedAlready';
  const stands = lastingPeriod(state) !== undefined;
  if (action === 'suspendClock' && stands) return 'clockStands';
  return action === 'resumeClock' && !stands ? 'clockRuns' : null;
}

const clockActions: readonly ActionId[] = ['addFacts', 'suspendClock', 'resumeClock', 'extendDeadline'];

/** Why somebody has no such part in the case; undefined when nothing keeps them from it. */
export function barOf(
  { standBack }: Pick<Person, 'standBack'>,
  userId: string,
  part: Part,
): StandsBack['bar'] | undefined {
  return standBack.find((one) => one.userId === userId && one.from.includes(part))?.bar;
}

export function openCallback(state: CaseState): CaseState['tasks'][number] | undefined {
  return state.tasks.find((task) => task.kind === 'callback' && task.doneAtMs === null);
}

/** The open task that only a review by somebody above ends. */
export function openReview(state: CaseState): CaseState['tasks'][number] | undefined {
  return state.tasks.find((task) => task.doneAtMs === null && owedKinds.includes(task.kind));
}

function isWaitingOrApproved(state: CaseState): boolean {
  const status = currentProposal(state)?.status;
  return status === 'pending' || status === 'approved';
}

/** What stands on the main button: the first thing the case waits for that this person can do. */
export function mainAction(
  waitsFor: readonly NextActionCode[],
  state: CaseState,
  person: Person,
): NextActionCode | null {
  return waitsFor.find((code) => canDo(code, state, person)) ?? null;
}

function canDo(code: NextActionCode, state: CaseState, person: Person): boolean {
  switch (code) {
    case 'completeDetails':
      return person.may('case.edit') && person.may('draft.use') && !barOf(person, person.userId, 'handle');
    // Whoever may not decide can ask somebody who may to come to this PC.
    case 'decideRemedy':
      return person.may('case.decide') || person.may('case.propose');
    // Whoever stands above signs with a password of their own.
    case 'recordReview':
      return person.may('case.propose') || person.may('case.decide');
    case 'archive':
      return mayArchive(person);
    case 'reconcile':
      return mayReconcile(person);
    case 'printLetter':
    case 'printReviewLetter':
      return person.may('document.print');
    default:
      return availability(code, state, person).kind === 'open';
  }
}

/** 核对: chooses between versions that two PCs recorded. */
export const mayReconcile = (person: Person): boolean =>
  person.may('case.edit') && !barOf(person, person.userId, 'handle');

/** 归档: the file that this person makes of a closed case counts as its archive. */
export function mayArchive(person: Person): boolean {
  return person.may('case.close') && person.may('personalData.reveal') && !barOf(person, person.userId, 'handle');
}

/** True for somebody who may decide and did not make this proposal: they go to the inbox. */
export function decidesThemselves(state: CaseState, person: Person): boolean {
  return (
    person.may('case.decide') &&
    currentProposal(state)?.proposedBy !== person.userId &&
    !barOf(person, person.userId, 'approve')
  );
}
