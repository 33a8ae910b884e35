/** Who still waits for a written answer: the regulator (监管转办), an office of letters and visits or a petitioner (信访). */
import type { CaseRefusal } from './commands';
import { owesPetition } from './petition';
import { owesRegulator } from './regulator';
import type { CaseState } from './state';

export const answerActions = ['answerRegulator', 'answerPetition'] as const;

/** Answers that somebody still waits for, as the actions that record them. */
export function owedAnswers(state: CaseState): readonly (typeof answerActions)[number][] {
  return [
    ...(owesRegulator(state) ? (['answerRegulator'] as const) : []),
    ...(owesPetition(state) ? (['answerPetition'] as const) : []),
  ];
}

/** Why a case is not over before an answer was sent; null where nobody waits for one. */
export function unanswered(state: CaseState): CaseRefusal | null {
  const [first] = owedAnswers(state);
  if (first === undefined) return null;
  return { code: first === 'answerRegulator' ? 'regulator.notAnswered' : 'petition.notAnswered' };
}
