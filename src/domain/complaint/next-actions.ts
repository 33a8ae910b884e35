/** 下一步: what a case waits for, most urgent first. Derived, never stored. */
import { owesArchive } from './archive';
import { owesReview } from './authority-fold';
import { currentReview } from './review';
import { settledStatuses, toldStatuses } from './states';
import { currentProposal, missingFields, openConflicts, type CaseState } from './state';
import { owedAnswers } from './owed-answers';
import { openVersions } from './versions';

export const nextActionCodes = [
  'reconcile',
  'completeDetails',
  'accept',
  'startInvestigation',
  'proposeRemedy',
  'receiveMaterial',
  'endMediation',
  'confirmTransfer',
  'decideRemedy',
  'printLetter',
  'recordDelivery',
  'decideReview',
  'printReviewLetter',
  'recordReviewDelivery',
  'answerRegulator',
  'answerPetition',
  'recordPerformance',
  'close',
  'recordReview',
  'recordCallback',
  'archive',
] as const;
export type NextActionCode = (typeof nextActionCodes)[number];

export function nextActionsOf(state: CaseState): readonly NextActionCode[] {
  if (state.status === 'movedAway') return openConflicts(state).length > 0 ? ['reconcile'] : [];
  const actions: NextActionCode[] = [];
  const answers = owedAnswers(state);
  const open = !settledStatuses.includes(state.status) && state.status !== 'transferred';
  switch (state.status) {
    case 'registered':
      actions.push('accept');
      break;
    case 'accepted':
      actions.push('startInvestigation', 'proposeRemedy');
      break;
    case 'investigating':
      actions.push('proposeRemedy');
      break;
    case 'awaitingMaterial':
      actions.push('receiveMaterial');
      break;
    case 'transferred':
      actions.push(...(answers.length > 0 ? answers : (['confirmTransfer'] as const)));
      break;
    case 'inMediation':
      actions.push('endMediation');
      break;
    case 'remedyPending':
    case 'refusalPending':
      actions.push('decideRemedy');
      break;
    case 'approved':
    case 'refused':
      actions.push(state.letterPrinted ? 'recordDelivery' : 'printLetter');
      break;
    case 'informed':
      actions.push(...answers);
      if (owesPerformance(state)) actions.push('recordPerformance');
      else if (answers.length === 0 && !owesReview(state)) actions.push('close');
      break;
    case 'inReview':
      actions.push('decideReview');
      actions.push(...answers);
      if (owesPerformance(state)) actions.push('recordPerformance');
      break;
    case 'reviewUpheld':
    case 'reviewChanged':
      actions.push(currentReview(state)?.letterPrinted === true ? 'recordReviewDelivery' : 'printReviewLetter');
      break;
    case 'notComplaint':
    case 'withdrawn':
      if (answers.length > 0) actions.push(...answers);
      else if (!owesReview(state)) actions.push('close');
      break;
    case 'merged':
    case 'closed':
      break;
  }
  if (open && !toldStatuses.includes(state.status) && missingFields(state.details).length > 0) {
    // A record taken in half a minute is completed before anything is decided on it.
    actions.splice(state.status === 'registered' ? 0 : actions.length, 0, 'completeDetails');
  }
  // What is decided or told rests on it.
  if (openVersions(state).length + openConflicts(state).length > 0) actions.unshift('reconcile');
  if (owesReview(state)) actions.push('recordReview');
  if (state.tasks.some((task) => task.kind === 'callback' && task.doneAtMs === null)) actions.push('recordCallback');
  // Last, so that the file holds what was done before.
  if (owesArchive(state)) actions.push('archive');
  return actions;
}

/** A remedy with a date of performance was told and its performance is not yet proven. */
export function owesPerformance(state: CaseState): boolean {
  const proposal = currentProposal(state);
  return proposal !== undefined && proposal.content.performBy !== '' && state.performance === null;
}
