/**
 * 监管转办: a complaint that the regulator handed on is answered to it in writing, with proof, before it is over
 * (REGULATION D10), whatever became of it.
 */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { CaseState, RegulatorAnswer } from './state';
import type { CaseDetails } from './values';
import { answerProblem, hasOutcome } from './written-answer';

export type RegulatorDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): RegulatorDecision => ({ ok: false, error });

/** Channel of the taxonomy for what the regulator hands on. */
const regulatorChannel = 'channel.regulator';

/** It came with a transfer letter, or through that channel where the letter is not at hand yet. */
export function fromRegulator({
  channelId,
  transferLetter,
}: Pick<CaseDetails, 'channelId' | 'transferLetter'>): boolean {
  return transferLetter.number.trim() !== '' || transferLetter.dueOn !== '' || channelId === regulatorChannel;
}

/** There is an outcome that the regulator can be told. */
export function canAnswerRegulator(state: CaseState): boolean {
  return fromRegulator(state.details) && hasOutcome(state);
}

/** The answer to the letter that the record names; a second letter wants a second one. */
export function regulatorAnswer(state: CaseState): RegulatorAnswer | undefined {
  const { number } = state.details.transferLetter;
  return state.regulatorAnswers?.findLast((answer) => answer.letterNumber === number);
}

/** The regulator waits for an answer. */
export function owesRegulator(state: CaseState): boolean {
  return fromRegulator(state.details) && regulatorAnswer(state) === undefined;
}

/** Records the answer that was sent. */
export function answerRegulator(
  state: CaseState,
  input: CaseCommandInput<'answerRegulator'>,
  days: { readonly today: string; readonly receivedOn: string },
): RegulatorDecision {
  if (!fromRegulator(state.details)) return refuse({ code: 'regulator.notTransferred' });
  const problem = answerProblem(state, input, days);
  if (problem) return refuse(problem);
  const letterNumber = state.details.transferLetter.number;
  return { ok: true, event: { type: 'regulator.answered', payload: { letterNumber, ...input } } };
}
