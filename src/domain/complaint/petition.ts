/**
 * 信访: a complaint that came as a letter or a visit of the petition system, straight to the institution or by an office that passed it
 * on. It keeps number and time like any other; who passed it on is answered in writing before it is over, whatever became of it, and so
 * is the petitioner where the matter is no complaint (REGULATION §2).
 */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { CaseState, PetitionAnswer } from './state';
import type { CaseDetails, Petition } from './values';
import { answerProblem, hasOutcome } from './written-answer';

export type PetitionDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): PetitionDecision => ({ ok: false, error });

/** Channel of the taxonomy for letters and visits. */
export const petitionChannel = 'channel.petition';

/** What is recorded of it; nothing where it came another way. */
export function petitionOf({ petition }: Pick<CaseDetails, 'petition'>): Petition | undefined {
  if (!petition) return undefined;
  const { way, office, number, dueOn } = petition;
  return way === null && [office, number, dueOn].every((text) => text.trim() === '') ? undefined : petition;
}

/** It came with the papers of a petition, or through that channel where they are not at hand yet. */
export function isPetition(details: Pick<CaseDetails, 'channelId' | 'petition'>): boolean {
  return details.channelId === petitionChannel || petitionOf(details) !== undefined;
}

/** An office passed it on, and waits to hear what became of it. */
export function petitionPassedOn(details: Pick<CaseDetails, 'petition'>): boolean {
  return (petitionOf(details)?.office ?? '').trim() !== '';
}

/** There is somebody to answer, and an outcome to answer with. */
export function canAnswerPetition(state: CaseState): boolean {
  return isPetition(state.details) && hasOutcome(state);
}

/** The answer to the papers that the record names; others want another one. */
export function petitionAnswer(state: CaseState): PetitionAnswer | undefined {
  const number = petitionOf(state.details)?.number ?? '';
  return state.petitionAnswers?.findLast((answer) => answer.petitionNumber === number);
}

/** The office waits for an answer, or the petitioner does, whom no decision on a complaint will be told. */
export function owesPetition(state: CaseState): boolean {
  if (!isPetition(state.details) || petitionAnswer(state) !== undefined) return false;
  return petitionPassedOn(state.details) || state.notComplaint?.kind === 'petition';
}

/** Records the answer that was sent. */
export function answerPetition(
  state: CaseState,
  input: CaseCommandInput<'answerPetition'>,
  days: { readonly today: string; readonly receivedOn: string },
): PetitionDecision {
  if (!isPetition(state.details)) return refuse({ code: 'petition.notPetition' });
  const problem = answerProblem(state, input, days);
  if (problem) return refuse(problem);
  const petitionNumber = petitionOf(state.details)?.number ?? '';
  return { ok: true, event: { type: 'petition.answered', payload: { petitionNumber, ...input } } };
}
