/**
 * 监管转办: a complaint that the regulator handed on is answered to it in writing, with proof, before it is over
 * (REGULATION D10), whatever became of it.
 */
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import { reviewStatuses } from './states';
import type { CaseState, RegulatorAnswer } from './state';
import type { CaseDetails } from './values';

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

/** States in which there is an outcome to answer with. */
const withOutcome: readonly CaseState['status'][] = [
  'notComplaint',
  'refused',
  'transferred',
  'approved',
  'informed',
  ...reviewStatuses,
  'withdrawn',
];

/** There is an outcome that the regulator can be told. */
export function canAnswerRegulator(state: CaseState): boolean {
  return fromRegulator(state.details) && withOutcome.includes(state.status);
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
  { today, receivedOn }: { readonly today: string; readonly receivedOn: string },
): RegulatorDecision {
  if (!fromRegulator(state.details)) return refuse({ code: 'regulator.notTransferred' });
  if (!canAnswerRegulator(state)) return refuse({ code: 'case.wrongState', status: state.status });
  if (input.sentOn > today) return refuse({ code: 'case.dateInFuture' });
  if (input.sentOn < receivedOn) return refuse({ code: 'deadline.tooEarly', notBefore: receivedOn });
  if (input.evidenceIds.some((id) => !state.evidence.some((one) => one.id === id)))
    return refuse({ code: 'case.noSuchEvidence' });
  const letterNumber = state.details.transferLetter.number;
  return { ok: true, event: { type: 'regulator.answered', payload: { letterNumber, ...input } } };
}
