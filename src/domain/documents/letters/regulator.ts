/** 答复监管函: to the regulator who handed the complaint on. */
import { canAnswerRegulator, fromRegulator, regulatorAnswer } from '../../complaint/regulator';
import { currentProposal } from '../../complaint/state';
import { standingTransfer } from '../../complaint/transfer';
import { formatDate } from '../format';
import type { LetterFacts } from '../letter-fields';
import { commonFacts, reviewerOf } from './common-facts';
import type { LetterKind, LetterSource } from './letter-kind';

/** Exists once there is an outcome to tell. */
export const regulatorLetter: LetterKind = {
  offered: (state) => fromRegulator(state.details),
  form: () => 'regulator',
  facts: (source) => {
    const { state, texts } = source;
    if (!canAnswerRegulator(state)) return undefined;
    return {
      ...answerFacts(source),
      regulator: regulatorAnswer(state)?.regulator ?? texts('defaults.regulator'),
      regulatorLetter: state.details.transferLetter.number,
    };
  },
};

/** What every written answer to whom a complaint came from says: what became of it, and what was signed. */
export function answerFacts(source: LetterSource): LetterFacts {
  const { state, personName } = source;
  const proposal = currentProposal(state);
  const signed = proposal?.status === 'approved' ? proposal : undefined;
  return {
    ...commonFacts(source),
    factsVerified: signed?.content.factsFound ?? '',
    basis: signed?.content.basis ?? '',
    decision: signed?.content.decisionText ?? '',
    outcome: outcomeOf(source),
    reviewer: signed?.decision ? reviewerOf(signed.decision, source) : personName(state.ownerId ?? state.registeredBy),
  };
}

function outcomeOf({ state, texts, vocabulary, language }: LetterSource): string {
  const { withdrawal, notComplaint, delivery } = state;
  if (withdrawal !== null) return texts('defaults.outcome.withdrawn');
  if (notComplaint !== null) {
    const kind = vocabulary(`notComplaintKind.${notComplaint.kind}`);
    return texts('defaults.outcome.notComplaint', { kind, reason: notComplaint.reason });
  }
  const transfer = standingTransfer(state);
  if (transfer !== undefined) {
    const date = formatDate(transfer.on, language);
    return texts('defaults.outcome.transferred', { institution: transfer.institution, date });
  }
  return delivery === null
    ? texts('defaults.outcome.decided')
    : texts('defaults.outcome.told', { date: formatDate(delivery.deliveredOn, language) });
}
